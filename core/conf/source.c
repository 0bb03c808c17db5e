/* SPDX-License-Identifier: MIT */
#include "amends/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "source_facts.h"

#define NAMES_MAX_BYTES (1U << 20) /* of one folder */

static void
read_file(int fd, const struct am_wish *wish, struct am_arena *arena,
	  struct am_source_got *out)
{
	struct am_buf bytes = { 0 };
	struct am_err err;

	if (am_read_fd(fd, wish->max_bytes, &bytes, &err) == AM_OK)
		out->bytes = am_arena_dup(arena, am_buf_slice(&bytes));
	else
		out->error = err.code == AM_EDATA ? EFBIG : EIO;
	am_buf_free(&bytes);
}

static void
read_folder(int fd, struct am_arena *arena, struct am_source_got *out)
{
	DIR *dir = fdopendir(fcntl(fd, F_DUPFD_CLOEXEC, 0));
	struct am_buf names = { 0 };

	if (dir == NULL) {
		out->error = errno;
		return;
	}
	for (const struct dirent *e;
	     names.len < NAMES_MAX_BYTES && (e = readdir(dir)) != NULL;) {
		struct stat st = { .st_mode = 0 };

		if (e->d_name[0] == '.')
			continue;
		/* a link to nowhere is a file that cannot be opened */
		(void)fstatat(fd, e->d_name, &st, 0);
		am_buf_putc(&names, S_ISDIR(st.st_mode) ? 'd' : 'f');
		am_buf_put(&names, (struct am_slice){ e->d_name,
						      strlen(e->d_name) + 1 });
	}
	(void)closedir(dir);
	if (names.len >= NAMES_MAX_BYTES)
		out->error = EFBIG;
	out->bytes = am_arena_dup(arena, am_buf_slice(&names));
	am_buf_free(&names);
}

void
am_source_read(const struct am_wish *wish, struct am_arena *arena,
	       struct am_source_got *out)
{
	const char *path = am_arena_str(arena, wish->path);
	int how = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	int fd;

	*out = (struct am_source_got){ .error = 0 };
	/* looked at first: what changes meanwhile makes the image stale */
	am_source_look(path, &out->facts, &out->mode, &out->error);
	if (wish->kind == AM_SOURCE_LOOK || out->error != 0 ||
	    (wish->kind == AM_SOURCE_FILE && !S_ISREG(out->mode)))
		return;
	if (wish->kind == AM_SOURCE_FOLDER)
		how |= O_DIRECTORY;
	fd = open(path, how);
	if (fd < 0) {
		out->error = errno;
		return;
	}
	if (wish->kind == AM_SOURCE_FOLDER)
		read_folder(fd, arena, out);
	else
		read_file(fd, wish, arena, out);
	(void)close(fd);
}

void
am_sources_get(struct am_sources *sources, const struct am_wish *wish,
	       struct am_arena *arena, struct am_source_got *out)
{
	if (sources->read != NULL)
		sources->read(sources->ctx, wish, arena, out);
	else
		am_source_read(wish, arena, out);
	am_source_facts_put(&sources->section, wish->path, &out->facts);
}

bool
am_source_is_read(const struct am_source_got *source,
		  const struct am_wish *wish, struct am_err *err)
{
	if (source->mode != 0 && !S_ISREG(source->mode))
		(void)am_fail(err, AM_ECONFIG, "%.*s: not a file",
			      AM_SLICE_ARG(wish->path));
	else if (source->error == EFBIG)
		(void)am_fail(err, AM_ECONFIG, "%.*s: larger than %u bytes",
			      AM_SLICE_ARG(wish->path), wish->max_bytes);
	else if (source->error != 0)
		(void)am_fail(err, AM_ECONFIG, "%.*s cannot be opened: %s",
			      AM_SLICE_ARG(wish->path),
			      strerror(source->error));
	else
		return true;
	return false;
}

bool
am_source_next_name(struct am_slice *rest, bool *is_folder,
		    struct am_slice *name)
{
	size_t end = am_slice_chr(*rest, '\0');

	if (end == rest->len || end < 2)
		return false;
	*is_folder = rest->ptr[0] == 'd';
	*name = am_slice_from(am_slice_head(*rest, end), 1);
	*rest = am_slice_from(*rest, end + 1);
	return true;
}
