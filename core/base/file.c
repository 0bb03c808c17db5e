/* SPDX-License-Identifier: MIT */
#include "amends/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/clock.h"

#define CHUNK_BYTES 16384

enum am_code
am_path_format(struct am_path *out, struct am_err *err, const char *fmt, ...)
{
	struct am_path path;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(path.text, sizeof(path.text), fmt, ap);
	va_end(ap);
	if (len < 0)
		return am_fail(err, AM_EIO, "path cannot be formatted");
	if ((size_t)len >= sizeof(path.text))
		return am_fail(err, AM_EIO, "path too long: %.64s...",
			       path.text);
	memcpy(out->text, path.text, (size_t)len + 1);
	return AM_OK;
}

/* After a read or write that failed: true when it should be tried again,
 * which for a non-blocking descriptor is once it is ready. */
static bool
may_retry(int fd, short events)
{
	struct pollfd ready = { .fd = fd, .events = events };

	if (errno == EINTR)
		return true;
	if (errno != EAGAIN) /* EWOULDBLOCK is the same on Linux */
		return false;
	return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

enum am_code
am_write_all(int fd, struct am_slice bytes, struct am_err *err)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n > 0)
			bytes = am_slice_from(bytes, (size_t)n);
		else if (n == 0)
			return am_fail(err, AM_EIO, "cannot write: no room");
		else if (!may_retry(fd, POLLOUT))
			return am_fail(err, AM_EIO, "cannot write: %s",
				       strerror(errno));
	}
	return AM_OK;
}

/* Read until the end; *out is left longer when it fails. */
static enum am_code
read_to_end(int fd, size_t max_bytes, struct am_buf *out, struct am_err *err)
{
	size_t room = max_bytes;

	for (;;) {
		ssize_t n;

		am_buf_reserve(out, CHUNK_BYTES);
		n = read(fd, out->ptr + out->len, CHUNK_BYTES);
		if (n == 0)
			return AM_OK;
		if (n < 0 && may_retry(fd, POLLIN))
			continue;
		if (n < 0)
			return am_fail(err, AM_EIO, "cannot read: %s",
				       strerror(errno));
		if ((size_t)n > room)
			return am_fail(err, AM_EDATA, "larger than %zu bytes",
				       max_bytes);
		room -= (size_t)n;
		out->len += (size_t)n;
	}
}

enum am_code
am_read_fd(int fd, size_t max_bytes, struct am_buf *out, struct am_err *err)
{
	bool was_unused = out->ptr == NULL;
	size_t old_len = out->len;
	enum am_code rc = read_to_end(fd, max_bytes, out, err);

	if (rc != AM_OK)
		out->len = old_len;
	out->ptr[out->len] = '\0';
	if (rc != AM_OK && was_unused)
		am_buf_free(out);
	return rc;
}

enum am_code
am_read_file(const char *path, size_t max_bytes, struct am_buf *out,
	     struct am_err *err)
{
	struct stat st;
	enum am_code rc;
	/* or a pipe in the place of a file would keep us for ever */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot open %s: %s", path,
			       strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		(void)close(fd);
		return am_fail(err, AM_EIO, "%s is not a plain file", path);
	}
	rc = am_read_fd(fd, max_bytes, out, err);
	(void)close(fd);
	return rc == AM_OK ? AM_OK : am_context(err, "%s", path);
}

/* The part of `path` up to and with its last slash; empty without one. */
static struct am_slice
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return am_slice_head(am_slice_of(path),
			     slash != NULL ? (size_t)(slash - path) + 1 : 0);
}

/* A rename is on disk only once the folder that holds the name is. */
static enum am_code
sync_folder(const char *path, struct am_err *err)
{
	struct am_slice folder = folder_of(path);
	struct am_path dir;
	enum am_code rc =
		am_path_format(&dir, err, "%.*s.", AM_SLICE_ARG(folder));
	int fd;

	if (rc != AM_OK)
		return rc;
	fd = open(dir.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) < 0)
		rc = am_fail(err, AM_EIO, "cannot sync %s: %s", dir.text,
			     strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

/* Fill and close fd. */
static enum am_code
fill_file(int fd, mode_t mode, struct am_slice bytes, bool sync,
	  struct am_err *err)
{
	enum am_code rc = am_write_all(fd, bytes, err);

	if (rc == AM_OK && fchmod(fd, mode) < 0)
		rc = am_fail(err, AM_EIO, "cannot set its mode: %s",
			     strerror(errno));
	if (rc == AM_OK && sync && fsync(fd) < 0)
		rc = am_fail(err, AM_EIO, "cannot sync: %s", strerror(errno));
	if (close(fd) < 0 && rc == AM_OK)
		rc = am_fail(err, AM_EIO, "cannot close: %s", strerror(errno));
	return rc;
}

enum am_code
am_replace_file(const char *path, mode_t mode, struct am_slice bytes, bool sync,
		struct am_err *err)
{
	struct am_slice folder = folder_of(path);
	struct am_path tmp;
	enum am_code rc;
	int fd;

	rc = am_path_format(&tmp, err, "%.*s.%s.XXXXXX", AM_SLICE_ARG(folder),
			    path + folder.len);
	if (rc != AM_OK)
		return rc;
	fd = mkostemp(tmp.text, O_CLOEXEC);
	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot create %s: %s", tmp.text,
			       strerror(errno));
	rc = fill_file(fd, mode, bytes, sync, err);
	if (rc != AM_OK)
		(void)am_context(err, "%s", path);
	else if (rename(tmp.text, path) < 0)
		rc = am_fail(err, AM_EIO, "cannot replace %s: %s", path,
			     strerror(errno));
	if (rc != AM_OK) {
		(void)unlink(tmp.text);
		return rc;
	}
	return sync ? sync_folder(path, err) : AM_OK;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static enum am_code
make_dir(const char *path, mode_t mode, struct am_err *err)
{
	int saved_errno;

	if (mkdir(path, mode) == 0)
		return AM_OK;
	/* one that is there may be refused for other reasons than EEXIST */
	saved_errno = errno;
	if (is_folder(path))
		return AM_OK;
	return am_fail(err, AM_EIO, "cannot make folder %s: %s", path,
		       strerror(saved_errno));
}

enum am_code
am_make_dirs(const char *path, mode_t mode, struct am_err *err)
{
	struct am_path dir;
	enum am_code rc;

	if (is_folder(path))
		return AM_OK;
	rc = am_path_format(&dir, err, "%s", path);
	if (rc != AM_OK)
		return rc;
	for (size_t i = 1; dir.text[0] != '\0' && dir.text[i] != '\0'; i++) {
		if (dir.text[i] != '/')
			continue;
		dir.text[i] = '\0';
		rc = make_dir(dir.text, mode, err);
		if (rc != AM_OK)
			return rc;
		dir.text[i] = '/';
	}
	return make_dir(dir.text, mode, err);
}

bool
am_wait_readable(int fd, int64_t until_ms)
{
	for (;;) {
		int64_t left = until_ms - am_mono_ms();
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int n;

		if (left <= 0)
			return false;
		n = poll(&p, 1, left < INT_MAX ? (int)left : INT_MAX);
		if (n > 0)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
	}
}
