/* SPDX-License-Identifier: MIT */
#include "mailbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/message.h"
#include "mbox.h"

#define DEPTH_MAX       32
#define FAULTS_KEPT     100
#define MAIL_BYTES_KEPT ((size_t)AM_MAIL_MAX_BYTES + 1)

/* A folder whose entries are being read. */
struct level {
	struct am_arena *arena;
	struct am_path path;
	const char **names; /* sorted */
	size_t count, at;
	bool is_maildir; /* its files are not mails */
};

struct am_mailbox {
	char *const *paths;
	size_t n_paths, at_path;
	bool is_recursive;
	am_mailbox_skip_fn *skips; /* NULL: nothing */
	void *skip_ctx;
	struct level *levels;
	size_t depth;

	struct am_path file; /* open, or the last one that was */
	int fd;              /* -1: none is open */
	struct am_mbox mbox;
	bool is_mbox;
	uint64_t in_file; /* mails of it by now */
	uint64_t bytes_done;

	struct am_buf faults;
	size_t n_faults;
};

void
am_mailed_free(struct am_mailed *mailed)
{
	am_buf_free(&mailed->name);
	am_buf_free(&mailed->mail);
}

struct am_mailbox *
am_mailbox_open(char *const *paths, size_t count, bool is_recursive)
{
	struct am_mailbox *box = am_calloc(1, sizeof(*box));

	box->paths = paths;
	box->n_paths = count;
	box->is_recursive = is_recursive;
	box->levels = am_calloc(DEPTH_MAX, sizeof(*box->levels));
	box->fd = -1;
	return box;
}

void
am_mailbox_skip(struct am_mailbox *box, am_mailbox_skip_fn *fn, void *ctx)
{
	box->skips = fn;
	box->skip_ctx = ctx;
}

static void
close_file(struct am_mailbox *box)
{
	if (box->fd < 0)
		return;
	box->bytes_done += box->mbox.read_bytes;
	am_mbox_end(&box->mbox);
	(void)close(box->fd);
	box->fd = -1;
}

void
am_mailbox_close(struct am_mailbox *box)
{
	close_file(box);
	while (box->depth > 0)
		am_arena_free(box->levels[--box->depth].arena);
	free(box->levels);
	am_buf_free(&box->faults);
	free(box);
}

static void
tell(struct am_mailbox *box, const char *path, const char *why)
{
	if (box->n_faults++ < FAULTS_KEPT)
		am_buf_printf(&box->faults, "%s: %s\n", path, why);
}

size_t
am_mailbox_faults(const struct am_mailbox *box, struct am_slice *lines)
{
	*lines = am_buf_slice(&box->faults);
	return box->n_faults;
}

/* ---- folders */

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_folder_in(const char *folder, const char *name)
{
	struct am_path path;
	struct am_err err;
	struct stat st;

	return am_path_format(&path, &err, "%s/%s", folder, name) == AM_OK &&
	       stat(path.text, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_wanted(const struct am_mailbox *box, const struct level *level,
	  const char *name)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	if (!level->is_maildir)
		return name[0] != '.';
	if (strcmp(name, "tmp") == 0)
		return false;
	return strcmp(name, "cur") == 0 || strcmp(name, "new") == 0 ||
	       (box->is_recursive && is_folder_in(level->path.text, name));
}

static void
enter(struct am_mailbox *box, const char *path)
{
	struct level *level = &box->levels[box->depth];
	const struct dirent *entry;
	struct am_err err;
	size_t cap = 0;
	DIR *dir;

	if (box->depth == DEPTH_MAX) {
		tell(box, path, "too many folders in each other");
		return;
	}
	dir = opendir(path);
	if (dir == NULL) {
		tell(box, path, strerror(errno));
		return;
	}
	*level = (struct level){ .arena = am_arena_new() };
	level->is_maildir =
		is_folder_in(path, "cur") && is_folder_in(path, "new");
	if (am_path_format(&level->path, &err, "%s", path) != AM_OK)
		tell(box, path, err.text);
	while ((entry = readdir(dir)) != NULL) {
		if (!is_wanted(box, level, entry->d_name))
			continue;
		level->names =
			am_arena_grow(level->arena, level->names, level->count,
				      &cap, sizeof(*level->names));
		level->names[level->count++] =
			am_arena_str(level->arena, am_slice_of(entry->d_name));
	}
	(void)closedir(dir);
	if (level->count > 1)
		qsort(level->names, level->count, sizeof(*level->names),
		      by_name);
	box->depth++;
}

/* ---- the next path that is no folder */

static bool
next_entry(struct am_mailbox *box, struct am_path *path, bool *is_given)
{
	struct am_err err;

	for (;;) {
		struct level *level;

		*is_given = box->depth == 0;
		if (*is_given) {
			if (box->at_path == box->n_paths)
				return false;
			if (am_path_format(path, &err, "%s",
					   box->paths[box->at_path++]) == AM_OK)
				return true;
			tell(box, box->paths[box->at_path - 1], err.text);
			continue;
		}
		level = &box->levels[box->depth - 1];
		if (level->at == level->count) {
			am_arena_free(level->arena);
			box->depth--;
		} else if (am_path_format(path, &err, "%s/%s", level->path.text,
					  level->names[level->at++]) == AM_OK) {
			return true;
		} else {
			tell(box, level->path.text, err.text);
		}
	}
}

/* A folder below another one is entered when asked; cur and new always. A link
 * to a folder could lead in a circle. */
static bool
may_enter(const struct am_mailbox *box, const char *path)
{
	const char *name = strrchr(path, '/');
	struct stat st;

	name = name != NULL ? name + 1 : path;
	if (box->levels[box->depth - 1].is_maildir &&
	    (strcmp(name, "cur") == 0 || strcmp(name, "new") == 0))
		return true;
	return box->is_recursive && lstat(path, &st) == 0 &&
	       S_ISDIR(st.st_mode);
}

static bool
next_file(struct am_mailbox *box, struct stat *st)
{
	bool is_given;

	while (next_entry(box, &box->file, &is_given)) {
		const char *path = box->file.text;

		if (is_given && strcmp(path, "-") == 0) {
			*st = (struct stat){ 0 };
			return true;
		}
		if (!is_given && box->skips != NULL &&
		    box->skips(box->skip_ctx, path))
			continue;
		if (stat(path, st) != 0) {
			/* a mail that was moved meanwhile, from new/ to cur/
			 * perhaps, is told like any other */
			tell(box, path, strerror(errno));
		} else if (!S_ISDIR(st->st_mode)) {
			if (is_given || S_ISREG(st->st_mode))
				return true;
		} else if (is_given || may_enter(box, path)) {
			enter(box, path);
		}
	}
	return false;
}

uint64_t
am_mailbox_measure(char *const *paths, size_t count, bool is_recursive)
{
	struct am_mailbox *box = am_mailbox_open(paths, count, is_recursive);
	uint64_t bytes = 0;
	struct stat st;

	while (next_file(box, &st))
		bytes += S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
	am_mailbox_close(box);
	return bytes;
}

/* ---- mails */

static bool
open_file(struct am_mailbox *box)
{
	const char *path = box->file.text;

	box->fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO)
					 : open(path, O_RDONLY | O_CLOEXEC);
	if (box->fd < 0) {
		tell(box, path, strerror(errno));
		return false;
	}
	am_mbox_start(&box->mbox, box->fd);
	box->in_file = 0;
	return true;
}

/* From the open file; closes it when there is no more. */
static bool
next_in_file(struct am_mailbox *box, struct am_mailed *out)
{
	struct am_err err;
	bool is_there = false;

	out->offset = box->mbox.read_bytes - (box->mbox.end - box->mbox.begin);
	if (am_mbox_next(&box->mbox, MAIL_BYTES_KEPT, &out->mail, &is_there,
			 &err) != AM_OK)
		tell(box, box->file.text, err.text);
	if (!is_there) {
		close_file(box);
		return false;
	}
	if (box->in_file++ == 0)
		box->is_mbox =
			am_slice_starts(am_buf_slice(&out->mail), "From ");
	out->name.len = 0;
	am_buf_puts(&out->name, box->file.text);
	out->path_bytes = out->name.len;
	if (box->is_mbox)
		am_buf_printf(&out->name, ":%llu",
			      (unsigned long long)box->in_file);
	out->bytes_before = box->bytes_done + box->mbox.read_bytes -
			    (box->mbox.end - box->mbox.begin);
	return true;
}

bool
am_mailbox_next(struct am_mailbox *box, struct am_mailed *out)
{
	struct stat st;

	for (;;) {
		if (box->fd >= 0 && next_in_file(box, out))
			return true;
		if (!next_file(box, &st))
			return false;
		(void)open_file(box);
	}
}

enum am_code
am_mailbox_reread(const char *path, uint64_t offset, struct am_buf *mail,
		  struct am_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is_there = false;
	struct am_mbox mbox;
	enum am_code rc;

	if (fd < 0)
		return am_fail(err, AM_EIO, "%s", strerror(errno));
	if (lseek(fd, (off_t)offset, SEEK_SET) < 0) {
		(void)close(fd);
		return am_fail(err, AM_EIO, "%s", strerror(errno));
	}
	am_mbox_start(&mbox, fd);
	rc = am_mbox_next(&mbox, MAIL_BYTES_KEPT, mail, &is_there, err);
	am_mbox_end(&mbox);
	(void)close(fd);
	if (rc == AM_OK && !is_there)
		rc = am_fail(err, AM_EIO, "it ends before that mail");
	return rc;
}
