/* SPDX-License-Identifier: MIT */
#include "amends/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/hash.h"
#include "amends/mem.h"
#include "spool_format.h"

#define WINDOW_BYTES (2 * (AM_SPOOL_MAX_BYTES + SPOOL_HEAD_BYTES))

struct am_spool_reader {
	struct am_path path;
	int fd;
	size_t start, end; /* what is unread in the window */
	bool is_at_end;    /* of the file */
	bool is_broken;
	uint64_t skipped_bytes;
	char window[WINDOW_BYTES];
};

/* Have `bytes` unread in the window, or all that is left. */
static bool
fill(struct am_spool_reader *r, size_t bytes)
{
	if (r->end - r->start < bytes && r->start > 0) {
		memmove(r->window, r->window + r->start, r->end - r->start);
		r->end -= r->start;
		r->start = 0;
	}
	while (r->end - r->start < bytes && !r->is_at_end) {
		ssize_t n = read(r->fd, r->window + r->end,
				 sizeof(r->window) - r->end);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			r->is_broken = true;
		if (n <= 0)
			r->is_at_end = true;
		else
			r->end += (size_t)n;
	}
	return r->end - r->start >= bytes;
}

static uint32_t
get_u32(const char *at)
{
	uint32_t value = 0;

	for (int i = 3; i >= 0; i--)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

static void
skip(struct am_spool_reader *r, size_t bytes)
{
	r->start += bytes;
	r->skipped_bytes += bytes;
}

/* Go to the next magic, or to the end. */
static bool
find_magic(struct am_spool_reader *r)
{
	while (fill(r, SPOOL_MAGIC_BYTES)) {
		struct am_slice rest = { r->window + r->start,
					 r->end - r->start };
		size_t at = am_slice_find(rest, SPOOL_MAGIC);

		if (at < rest.len) {
			skip(r, at);
			return true;
		}
		/* The last three bytes may be the head of a magic. */
		skip(r, rest.len - (SPOOL_MAGIC_BYTES - 1));
	}
	skip(r, r->end - r->start);
	return false;
}

/* Is what begins at the magic a whole, sound record? */
static bool
take_record(struct am_spool_reader *r, struct am_slice *payload)
{
	struct am_slice body;

	if (!fill(r, SPOOL_HEAD_BYTES))
		return false;
	body.len = get_u32(r->window + r->start + 4);
	if (body.len == 0 || body.len > AM_SPOOL_MAX_BYTES ||
	    !fill(r, SPOOL_HEAD_BYTES + body.len))
		return false;
	body.ptr = r->window + r->start + SPOOL_HEAD_BYTES;
	if (am_crc32c(0, body) != get_u32(r->window + r->start + 8))
		return false;
	r->start += SPOOL_HEAD_BYTES + body.len;
	*payload = body;
	return true;
}

bool
am_spool_next(struct am_spool_reader *r, struct am_slice *payload)
{
	while (find_magic(r)) {
		if (take_record(r, payload))
			return true;
		skip(r, SPOOL_MAGIC_BYTES);
	}
	return false;
}

uint64_t
am_spool_skipped_bytes(const struct am_spool_reader *reader)
{
	return reader->skipped_bytes;
}

bool
am_spool_is_sound(const struct am_spool_reader *reader)
{
	return !reader->is_broken;
}

enum am_code
am_spool_take(const char *dir, struct am_spool_reader **out, struct am_err *err)
{
	/* Like a writer, a reader is not kept by a pipe in the spool's place. */
	const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	struct am_path spool;
	struct am_path draining;
	struct am_spool_reader *r;
	enum am_code rc;
	int fd;

	if ((rc = am_path_format(&spool, err, "%s/" AM_SPOOL_NAME, dir)) !=
		    AM_OK ||
	    (rc = am_path_format(&draining, err, "%s/" AM_SPOOL_DRAINING,
				 dir)) != AM_OK)
		return rc;
	fd = open(draining.text, flags);
	if (fd < 0 && errno == ENOENT && rename(spool.text, draining.text) == 0)
		fd = open(draining.text, flags);
	if (fd < 0 && errno == ENOENT) {
		*out = NULL;
		return AM_OK;
	}
	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot take %s: %s", spool.text,
			       strerror(errno));
	r = am_malloc(sizeof(*r));
	r->path = draining;
	r->fd = fd;
	r->start = r->end = 0;
	r->is_at_end = r->is_broken = false;
	r->skipped_bytes = 0;
	*out = r;
	return AM_OK;
}

void
am_spool_close(struct am_spool_reader *reader)
{
	if (reader == NULL)
		return;
	close(reader->fd);
	free(reader);
}

enum am_code
am_spool_done(struct am_spool_reader *reader, struct am_err *err)
{
	enum am_code rc = AM_OK;

	if (reader->is_broken)
		rc = am_fail(err, AM_EIO, "cannot read %s", reader->path.text);
	else if (unlink(reader->path.text) != 0)
		rc = am_fail(err, AM_EIO, "cannot remove %s: %s",
			     reader->path.text, strerror(errno));
	am_spool_close(reader);
	return rc;
}

bool
am_spool_has_records(const char *dir)
{
	static const char *const names[] = { AM_SPOOL_NAME, AM_SPOOL_DRAINING };
	struct am_err err;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct am_path path;
		struct stat st;

		if (am_path_format(&path, &err, "%s/%s", dir, names[i]) ==
			    AM_OK &&
		    stat(path.text, &st) == 0 && st.st_size > 0)
			return true;
	}
	return false;
}
