/* SPDX-License-Identifier: MIT */
#include "amends/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/hash.h"
#include "amends/mem.h"
#include "spool_format.h"

#define ROTATIONS_MAX 1000 /* more in one append is no rotation */

static void
put_u32(char *out, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		out[i] = (char)(value >> (8 * i) & 0xff);
}

static void
frame(struct am_slice payload, struct am_buf *out)
{
	char head[SPOOL_HEAD_BYTES];

	for (size_t i = 0; i < SPOOL_MAGIC_BYTES; i++)
		head[i] = SPOOL_MAGIC[i];
	put_u32(head + 4, (uint32_t)payload.len);
	put_u32(head + 8, am_crc32c(0, payload));
	am_buf_put(out, (struct am_slice){ head, sizeof(head) });
	am_buf_put(out, payload);
}

/* The folder that `path` lies in, made when it is missing. */
static enum am_code
make_folder(const char *path, struct am_err *err)
{
	struct am_slice all = am_slice_of(path);
	struct am_path dir;
	size_t end = all.len;
	enum am_code rc;

	while (end > 0 && path[end - 1] != '/')
		end--;
	if (end <= 1)
		return AM_OK;
	rc = am_path_format(&dir, err, "%.*s",
			    AM_SLICE_ARG(am_slice_head(all, end - 1)));
	return rc != AM_OK ? rc : am_make_dirs(dir.text, 0700, err);
}

static enum am_code
open_spool(const char *path, int *out, struct am_err *err)
{
	/* A link or a pipe in the place of the spool is somebody's trick. */
	const int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC |
			  O_NOFOLLOW | O_NONBLOCK;
	struct stat st;
	int fd = open(path, flags, 0600);

	if (fd < 0 && errno == ENOENT) {
		enum am_code rc = make_folder(path, err);

		if (rc != AM_OK)
			return rc;
		fd = open(path, flags, 0600);
	}
	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot open %s: %s", path,
			       strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return am_fail(err, AM_EIO, "%s is not a plain file", path);
	}
	*out = fd;
	return AM_OK;
}

/* One write: the kernel puts it at the end as a whole, so that writers do not
 * mix. A short one (disk full) leaves rubbish, which readers skip. */
static enum am_code
write_record(int fd, const char *path, struct am_slice record, bool sync,
	     struct am_err *err)
{
	ssize_t n;

	do
		n = write(fd, record.ptr, record.len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return am_fail(err, AM_EIO, "cannot write %s: %s", path,
			       strerror(errno));
	if ((size_t)n != record.len)
		return am_fail(err, AM_EIO, "cannot write %s: no space", path);
	if (sync && fdatasync(fd) != 0)
		return am_fail(err, AM_EIO, "cannot sync %s: %s", path,
			       strerror(errno));
	return AM_OK;
}

/* Is the file that we wrote to still the one that the next drain will take? */
static bool
is_in_place(int fd, const char *path)
{
	struct stat ours;
	struct stat there;

	return fstat(fd, &ours) == 0 && stat(path, &there) == 0 &&
	       ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

enum am_code
am_spool_append(const char *path, struct am_slice payload, bool sync,
		struct am_err *err)
{
	struct am_buf record = { 0 };
	bool is_done = false;
	enum am_code rc = AM_OK;

	if (payload.len == 0 || payload.len > AM_SPOOL_MAX_BYTES)
		return am_fail(err, AM_EDATA, "a record of %zu bytes",
			       payload.len);
	frame(payload, &record);
	/* After a rotation the drain may have passed the end before we wrote:
	 * once more into the new file. Twice is harmless, never is not. */
	for (int tries = 0; rc == AM_OK && !is_done; tries++) {
		int fd = -1;

		if (tries == ROTATIONS_MAX) {
			rc = am_fail(err, AM_EIO, "%s does not stay in place",
				     path);
			break;
		}
		rc = open_spool(path, &fd, err);
		if (rc != AM_OK)
			break;
		rc = write_record(fd, path, am_buf_slice(&record), sync, err);
		is_done = rc == AM_OK && is_in_place(fd, path);
		close(fd);
	}
	am_buf_free(&record);
	return rc;
}
