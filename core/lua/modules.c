/* SPDX-License-Identifier: MIT */
#include "modules.h"

#include <errno.h>

#include "amends/loader.h"

/* Where the nth name of the list stands. */
static size_t
find_item(const struct scan *scan, size_t nth)
{
	size_t setting = SCAN_NOT_FOUND;

	for (size_t i = 0; i < scan->count; i++)
		if (scan->tokens[i].kind == SCAN_NAME &&
		    scan->tokens[i].depth == 0 &&
		    am_slice_eqs(scan->tokens[i].text, "modules"))
			setting = i; /* the last one counts */
	return scan_item(scan, scan_brace(scan, setting), nth);
}

/* So that the image is stale once one appears, goes or changes. */
static void
add_sources(const struct am_path *folders, struct am_slice name,
	    struct am_sources *sources, struct am_arena *arena)
{
	for (size_t i = 0; i < AM_ROOTS; i++) {
		struct am_source_got seen;
		struct am_wish wish = {
			.kind = AM_SOURCE_LOOK,
			.path = am_arena_printf(arena, "%s/%.*s.so",
						folders[i].text,
						AM_SLICE_ARG(name)),
		};

		if (folders[i].text[0] != '\0')
			am_sources_get(sources, &wish, arena, &seen);
	}
}

static void
put_list(struct am_buf *out, const struct am_slices *list)
{
	am_wire_put_u32(out, (uint32_t)list->count);
	for (size_t i = 0; i < list->count; i++)
		am_wire_put_slice(out, list->items[i]);
}

static struct am_slices
take_list(struct am_wire *in, struct am_arena *arena)
{
	struct am_slices list = { NULL, 0 };
	size_t count = am_wire_count(in, 4);

	list.items = am_arena_array(arena, count + 1, sizeof(*list.items));
	while (list.count < count)
		list.items[list.count++] =
			am_arena_dup(arena, am_wire_slice(in));
	return list;
}

void
am_module_describe(const struct am_roots *roots, struct am_slice name,
		   struct am_arena *arena, struct am_source_got *out)
{
	struct am_module_facts facts = { 0 };
	struct am_path folders[AM_ROOTS];
	struct am_buf text = { 0 };
	struct am_path path;
	struct am_err err;
	enum am_code rc;

	am_roots_modules(roots, folders);
	rc = am_loader_find(name, folders, AM_ROOTS, &path, &err);
	if (rc == AM_OK) {
		rc = am_loader_probe(path.text, name, arena, &facts, &err);
		if (rc != AM_OK)
			am_context(&err, "%s", path.text);
	}
	*out = (struct am_source_got){ .error = rc == AM_OK ? 0 : EINVAL };
	if (rc == AM_OK) {
		am_wire_put_slice(&text, am_slice_of(path.text));
		am_wire_put_u32(&text, facts.has_text);
		put_list(&text, &facts.types);
		put_list(&text, &facts.suffixes);
	} else {
		am_buf_puts(&text, err.text);
	}
	out->bytes = am_arena_dup(arena, am_buf_slice(&text));
	am_buf_free(&text);
}

/* A sealed process cannot load what it asks about: its reader does. */
static enum am_code
find_one(struct unit *u, const struct am_roots *roots,
	 struct am_sources *sources, struct am_module_conf *module,
	 struct am_err *err)
{
	struct am_wish wish = { AM_SOURCE_MODULE,
				am_arena_printf(u->arena, "/%.*s",
						AM_SLICE_ARG(module->name)),
				0 };
	struct am_source_got about;
	struct am_wire in;

	if (sources->read != NULL)
		sources->read(sources->ctx, &wish, u->arena, &about);
	else
		am_module_describe(roots, module->name, u->arena, &about);
	if (about.error != 0)
		return am_fail(err, AM_ECONFIG, "%.*s",
			       AM_SLICE_ARG(about.bytes));
	in = (struct am_wire){ about.bytes, false };
	module->path = am_arena_dup(u->arena, am_wire_slice(&in));
	module->reads_text = am_wire_u32(&in) != 0;
	module->types = take_list(&in, u->arena);
	module->suffixes = take_list(&in, u->arena);
	origin_put(u->faults, &(struct am_origin_row){ .kind = "module",
						       .name = module->name,
						       .file = module->path });
	return AM_OK;
}

void
modules_find(struct unit *u, const struct am_roots *roots,
	     struct am_sources *sources, struct am_conf *conf)
{
	struct am_path folders[AM_ROOTS];

	u->faults->n_modules = conf->n_modules;
	if (conf->n_modules == 0)
		return;
	am_roots_modules(roots, folders);
	for (size_t i = 0; i < conf->n_modules; i++) {
		struct am_module_conf *module = &conf->modules[i];
		struct spot spot;
		struct am_err err;

		add_sources(folders, module->name, sources, u->arena);
		if (find_one(u, roots, sources, module, &err) == AM_OK)
			continue;
		spot = unit_spot(u, find_item(&u->scan, i), 0);
		spot.is_module = true;
		fault_put(u->faults, &spot, module->name, "%s", err.text);
	}
}
