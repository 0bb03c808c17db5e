/* SPDX-License-Identifier: MIT */
#include "mailbytes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "amends/file.h"

/* Some callers hand over a pipe that does not block. */
static bool
may_retry(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	if (errno == EAGAIN)
		return poll(&p, 1, -1) >= 0 || errno == EINTR;
	return errno == EINTR;
}

/* Until the end, or until `most` bytes were copied or a few more. */
static enum am_code
copy(int from, int to, size_t most, size_t *total, struct am_err *err)
{
	char bytes[65536];

	*total = 0;
	while (*total < most) {
		ssize_t n = read(from, bytes, sizeof(bytes));

		if (n < 0 && may_retry(from))
			continue;
		if (n < 0)
			return am_fail(err, AM_EIO, "cannot read the mail: %s",
				       strerror(errno));
		if (n == 0)
			return AM_OK;
		if (am_write_all(to, (struct am_slice){ bytes, (size_t)n },
				 err) != AM_OK)
			return err->code;
		*total += (size_t)n;
	}
	return AM_OK;
}

enum am_code
am_mail_seal(int memfd, size_t bytes, struct am_slice *mail, struct am_err *err)
{
	void *map;

	if (fcntl(memfd, F_ADD_SEALS,
		  F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) !=
	    0)
		return am_fail(err, AM_EIO, "cannot seal the mail: %s",
			       strerror(errno));
	map = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, memfd, 0);
	if (map == MAP_FAILED)
		return am_fail(err, AM_EIO, "cannot map the mail: %s",
			       strerror(errno));
	mail->ptr = map;
	mail->len = bytes;
	return AM_OK;
}

enum am_code
am_mail_read(int fd, struct am_slice *mail, bool *has_more, struct am_err *err)
{
	enum am_code rc;
	size_t bytes = 0;
	int memfd =
		memfd_create("amends-mail", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (memfd < 0)
		return am_fail(err, AM_EIO, "memfd: %s", strerror(errno));
	rc = copy(fd, memfd, AM_MAIL_HELD_BYTES, &bytes, err);
	*has_more = bytes >= AM_MAIL_HELD_BYTES;
	if (rc == AM_OK && bytes > 0)
		rc = am_mail_seal(memfd, bytes, mail, err);
	else if (rc == AM_OK)
		*mail = (struct am_slice){ 0 };
	(void)close(memfd);
	return rc;
}

enum am_code
am_mail_pass(int from, int to, struct am_err *err)
{
	size_t bytes;

	return copy(from, to, SIZE_MAX, &bytes, err);
}

void
am_mail_free(struct am_slice mail)
{
	if (mail.len > 0)
		(void)munmap(am_slice_memory(mail), mail.len);
}
