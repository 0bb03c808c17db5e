/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/mem.h"
#include "amends/spool.h"

enum am_code
am_lock_try(const char *path, int *fd, struct am_err *err)
{
	int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	enum am_code rc = AM_OK;

	if (lock < 0)
		return am_fail(err, AM_EIO, "cannot open %s: %s", path,
			       strerror(errno));
	if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
		*fd = lock;
		return AM_OK;
	}
	if (errno == EWOULDBLOCK)
		*fd = -1;
	else
		rc = am_fail(err, AM_EIO, "cannot lock %s: %s", path,
			     strerror(errno));
	close(lock);
	return rc;
}

void
am_lock_free(int fd)
{
	if (fd >= 0)
		close(fd);
}

/* Make the key under a private name and link it into place: the first one wins
 * and nobody sees half of it. */
static enum am_code
make_key(const char *dir, const char *path, struct am_err *err)
{
	unsigned char key[AM_STATE_KEY_BYTES];
	struct am_path tmp;
	enum am_code rc;
	int fd;

	if ((rc = am_make_dirs(dir, 0700, err)) != AM_OK ||
	    (rc = am_path_format(&tmp, err, "%s.%ld", path, (long)getpid())) !=
		    AM_OK)
		return rc;
	if (getrandom(key, sizeof(key), 0) != (ssize_t)sizeof(key))
		return am_fail(err, AM_EIO, "no random bytes: %s",
			       strerror(errno));
	(void)unlink(tmp.text); /* of a dead process with our number */
	fd = open(tmp.text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot create %s: %s", tmp.text,
			       strerror(errno));
	rc = am_write_all(fd, (struct am_slice){ (char *)key, sizeof(key) },
			  err);
	if (rc == AM_OK && fsync(fd) != 0)
		rc = am_fail(err, AM_EIO, "cannot sync %s: %s", tmp.text,
			     strerror(errno));
	close(fd);
	if (rc == AM_OK && link(tmp.text, path) != 0 && errno != EEXIST)
		rc = am_fail(err, AM_EIO, "cannot create %s: %s", path,
			     strerror(errno));
	(void)unlink(tmp.text);
	return rc;
}

enum am_code
am_state_key(const char *dir, unsigned char out[AM_STATE_KEY_BYTES],
	     struct am_err *err)
{
	struct am_buf bytes = { 0 };
	struct am_path path;
	enum am_code rc = am_path_format(&path, err, "%s/key", dir);

	if (rc != AM_OK)
		return rc;
	rc = am_read_file(path.text, 1024, &bytes, err);
	if (rc != AM_OK) {
		/* It may have come since, by another process. */
		rc = access(path.text, F_OK) == 0
			     ? AM_OK
			     : make_key(dir, path.text, err);
		if (rc == AM_OK)
			rc = am_read_file(path.text, 1024, &bytes, err);
	}
	if (rc == AM_OK && bytes.len != AM_STATE_KEY_BYTES)
		rc = am_fail(err, AM_EIO, "%s is not %d bytes", path.text,
			     AM_STATE_KEY_BYTES);
	if (rc == AM_OK)
		memcpy(out, bytes.ptr, AM_STATE_KEY_BYTES);
	am_buf_free(&bytes);
	return rc;
}
