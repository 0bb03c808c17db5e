/* SPDX-License-Identifier: MIT */
#include "folder.h"

#include <errno.h>
#include <sys/stat.h>

#include "unit.h"

#define NAMES_MAX 2000 /* of one folder */

static int
by_name(const void *a, const void *b)
{
	const struct am_slice *x = a;
	const struct am_slice *y = b;

	return am_slice_cmp(*x, *y);
}

static void
put_name(struct am_arena *arena, struct am_slices *list, size_t *cap,
	 struct am_slice name)
{
	list->items = am_arena_grow(arena, list->items, list->count, cap,
				    sizeof(*list->items));
	list->items[list->count++] = am_arena_dup(arena, name);
}

static void
tell(struct am_faults *faults, const char *path, const char *text)
{
	struct spot spot = {
		.file = am_arena_dup(faults->arena, am_slice_of(path)),
	};

	fault_put(faults, &spot, (struct am_slice){ NULL, 0 }, "%s", text);
}

/* Of too many the first ones are taken. */
static void
sort(struct am_faults *faults, const char *path, struct am_slices *list)
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof(*list->items), by_name);
	if (list->count <= NAMES_MAX)
		return;
	list->count = NAMES_MAX;
	tell(faults, path,
	     am_arena_printf(faults->arena,
			     "more than %d files: those behind %.*s are not "
			     "read",
			     NAMES_MAX,
			     AM_SLICE_ARG(list->items[NAMES_MAX - 1]))
		     .ptr);
}

static void
take_names(struct am_faults *faults, struct am_slice names, const char *path,
	   const char *ending, struct folder *out)
{
	struct am_arena *arena = faults->arena;
	size_t files_cap = 0;
	size_t folders_cap = 0;
	bool is_folder;
	struct am_slice name;

	while (am_source_next_name(&names, &is_folder, &name)) {
		if (is_folder && ending[0] != '\0' &&
		    am_slice_ends(name, ending))
			tell(faults,
			     am_arena_printf(arena, "%s/%.*s", path,
					     AM_SLICE_ARG(name))
				     .ptr,
			     "not a file");
		else if (is_folder)
			put_name(arena, &out->folders, &folders_cap, name);
		else if (am_slice_ends(name, ending) &&
			 !am_slice_ends(name, ".meta.lua"))
			put_name(arena, &out->files, &files_cap, name);
	}
	sort(faults, path, &out->files);
	sort(faults, path, &out->folders);
}

void
folder_list(struct am_faults *faults, struct am_sources *sources,
	    const char *path, const char *ending, struct folder *out)
{
	struct am_source_got source;

	*out = (struct folder){ 0 };
	am_sources_get(
		sources,
		&(struct am_wish){ AM_SOURCE_FOLDER, am_slice_of(path), 0 },
		faults->arena, &source);
	if (source.error == ENOENT || source.error == ENOTDIR)
		return;
	if (source.error != 0)
		tell(faults, path,
		     am_arena_printf(faults->arena, "cannot be opened: %s",
				     strerror(source.error))
			     .ptr);
	else if (source.mode & S_IWOTH)
		tell(faults, path,
		     "not read, because everybody can write this folder: "
		     "chmod o-w");
	else
		take_names(faults, source.bytes, path, ending, out);
}
