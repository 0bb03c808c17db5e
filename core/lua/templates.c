/* SPDX-License-Identifier: MIT */
#include "templates.h"

#include "amends/wire.h"
#include "folder.h"
#include "unit.h"

#define TEXT_MAX_BYTES (64U << 10)

static bool
is_small_word(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') &&
		    !am_is_digit(s.ptr[i]) && s.ptr[i] != '_' &&
		    s.ptr[i] != '-')
			return false;
	}
	return s.len > 0;
}

/* "complaint.en.txt" gives "complaint.en"; empty when it is no such name. */
static struct am_slice
name_of_file(struct am_slice file)
{
	static const struct am_slice none;
	struct am_slice name = am_slice_head(file, file.len - strlen(".txt"));
	size_t dot = am_slice_chr(name, '.');
	struct am_slice language = am_slice_from(name, dot + 1);

	if (!is_small_word(am_slice_head(name, dot)) ||
	    !is_small_word(language) || language.len < 2 || language.len > 3)
		return none;
	return name;
}

static void
keep(struct templates *all, struct am_arena *arena, struct am_slice name,
     const struct unit *u)
{
	struct template_text t = { name, u->scan.source, u->path, { NULL, 0 } };

	for (size_t i = 0; i < all->count; i++) {
		if (am_slice_eq(all->items[i].name, name)) {
			t.replaces = all->items[i].file;
			all->items[i] = t;
			return;
		}
	}
	all->items = am_arena_grow(arena, all->items, all->count, &all->cap,
				   sizeof(*all->items));
	all->items[all->count++] = t;
}

static void
read_one(struct templates *all, struct am_faults *faults,
	 struct am_sources *sources, const char *folder, struct am_slice file)
{
	struct unit u = { .arena = faults->arena,
			  .faults = faults,
			  .sources = sources };
	struct am_slice name = name_of_file(file);

	u.path =
		am_arena_printf(u.arena, "%s/%.*s", folder, AM_SLICE_ARG(file));
	if (name.len == 0) {
		unit_fault(&u, SCAN_NOT_FOUND, 0,
			   "a template's name is TOPIC.LANGUAGE.txt, like "
			   "complaint.en.txt");
		return;
	}
	if (!unit_read(&u, false))
		return;
	if (u.scan.source.len > TEXT_MAX_BYTES ||
	    am_slice_trim(u.scan.source).len == 0) {
		unit_fault(&u, SCAN_NOT_FOUND, 0,
			   u.scan.source.len > TEXT_MAX_BYTES
				   ? "a template has at most 64 KB"
				   : "this template is empty");
		return;
	}
	keep(all, u.arena, name, &u);
}

void
templates_read(struct templates *all, struct am_faults *faults,
	       struct am_sources *sources, const char *path)
{
	struct folder folder;

	folder_list(faults, sources, path, ".txt", &folder);
	for (size_t i = 0; i < folder.files.count; i++)
		read_one(all, faults, sources, path, folder.files.items[i]);
}

void
templates_finish(const struct templates *all, struct am_faults *faults,
		 struct am_image_writer *image)
{
	struct am_buf section = { 0 };

	for (size_t i = 0; i < all->count; i++) {
		am_wire_put_slice(&section, all->items[i].name);
		am_wire_put_slice(&section, all->items[i].text);
		origin_put(faults, &(struct am_origin_row){
					   .kind = "template",
					   .name = all->items[i].name,
					   .file = all->items[i].file,
					   .replaces = all->items[i].replaces,
				   });
	}
	faults->n_templates = all->count;
	am_image_add(image, AM_IMAGE_TEMPLATES, am_buf_slice(&section));
	am_buf_free(&section);
}
