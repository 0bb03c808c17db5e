/* SPDX-License-Identifier: MIT */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/image.h"
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
	 const char *name)
{
	if (list->count == NAMES_MAX)
		return;
	list->items = am_arena_grow(arena, list->items, list->count, cap,
				    sizeof(*list->items));
	list->items[list->count++] = am_arena_dup(arena, am_slice_of(name));
}

static void
sort(struct am_slices *list)
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof(*list->items), by_name);
}

static void
tell(struct am_faults *faults, const char *path, const char *text)
{
	struct spot spot = {
		.file = am_arena_dup(faults->arena, am_slice_of(path)),
	};

	fault_put(faults, &spot, (struct am_slice){ NULL, 0 }, "%s", text);
}

static void
read_names(struct am_faults *faults, DIR *dir, const char *path,
	   const char *ending, struct folder *out)
{
	struct am_arena *arena = faults->arena;
	size_t files_cap = 0;
	size_t folders_cap = 0;

	for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
		struct stat st;

		if (e->d_name[0] == '.' ||
		    fstatat(dirfd(dir), e->d_name, &st, 0) < 0)
			continue;
		if (S_ISDIR(st.st_mode) && ending[0] != '\0' &&
		    am_slice_ends(am_slice_of(e->d_name), ending))
			tell(faults,
			     am_arena_printf(arena, "%s/%s", path, e->d_name)
				     .ptr,
			     "not a file");
		else if (S_ISDIR(st.st_mode))
			put_name(arena, &out->folders, &folders_cap, e->d_name);
		else if (am_slice_ends(am_slice_of(e->d_name), ending) &&
			 !am_slice_ends(am_slice_of(e->d_name), ".meta.lua"))
			put_name(arena, &out->files, &files_cap, e->d_name);
	}
	sort(&out->files);
	sort(&out->folders);
}

void
folder_list(struct am_faults *faults, struct am_buf *sources, const char *path,
	    const char *ending, struct folder *out)
{
	struct stat st;
	DIR *dir;

	*out = (struct folder){ 0 };
	am_image_sources_add(sources, path);
	dir = opendir(path);
	if (dir == NULL) {
		if (errno != ENOENT && errno != ENOTDIR)
			tell(faults, path, strerror(errno));
		return;
	}
	if (fstat(dirfd(dir), &st) == 0 && (st.st_mode & S_IWOTH))
		tell(faults, path,
		     "not read, because everybody can write this folder: "
		     "chmod o-w");
	else
		read_names(faults, dir, path, ending, out);
	closedir(dir);
}
