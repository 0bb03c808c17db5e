/* SPDX-License-Identifier: MIT
 *
 * Files of rules/lists: one address, domain or phrase a line; "#" begins a
 * remark. */
#include "gather.h"

#define ITEMS_MAX 100000 /* of one list */

static struct list_file *
list_for(struct gather *g, struct am_slice name)
{
	for (size_t i = 0; i < g->n_lists; i++)
		if (am_slice_eq(g->lists[i].name, name))
			return &g->lists[i];
	g->lists = am_arena_grow(g->arena, g->lists, g->n_lists, &g->lists_cap,
				 sizeof(*g->lists));
	return &g->lists[g->n_lists++];
}

const struct list_file *
list_find(const struct gather *g, struct am_slice name)
{
	for (size_t i = 0; i < g->n_lists; i++)
		if (am_slice_eq(g->lists[i].name, name))
			return &g->lists[i];
	return NULL;
}

/* Without a remark and blanks. */
static struct am_slice
clean(struct am_slice line)
{
	return am_slice_trim(am_slice_head(line, am_slice_chr(line, '#')));
}

void
list_read(struct unit *u, struct am_slice name)
{
	struct gather *g = u->gather;
	struct list_file file = { .name = name,
				  .path = u->path,
				  .root = u->root };
	struct am_slice rest = u->scan.source;
	struct am_slice line;
	size_t items_cap = 0;
	size_t lines_cap = 0;

	for (int number = 1; am_slice_next_line(&rest, &line); number++) {
		size_t n = file.items.count;

		line = clean(line);
		if (line.len == 0)
			continue;
		if (n == ITEMS_MAX || !am_utf8_valid(line)) {
			unit_fault(u, SCAN_NOT_FOUND, number,
				   n == ITEMS_MAX
					   ? "a list has at most 100000 lines"
					   : "this line is not UTF-8");
			return;
		}
		file.items.items = am_arena_grow(g->arena, file.items.items, n,
						 &items_cap, sizeof(line));
		file.lines = am_arena_grow(g->arena, file.lines, n, &lines_cap,
					   sizeof(*file.lines));
		file.items.items[n] = line;
		file.lines[n] = number;
		file.items.count++;
	}
	if (file.items.count == 0)
		unit_fault(u, SCAN_NOT_FOUND, 0, "this list is empty");
	if (list_find(g, name) != NULL)
		file.replaces = list_find(g, name)->path;
	*list_for(g, name) = file;
}
