/* file.h - the few ways amends touches files.
 *
 * Layer:     base.
 * Threads:   safe.
 * Promise:   interrupted and short writes are finished; descriptors are
 *            close-on-exec; paths that do not fit are errors, never cut.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_FILE_H
#define AMENDS_FILE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "amends/err.h"
#include "amends/mem.h"
#include "amends/slice.h"

struct am_path {
	char text[PATH_MAX]; /* NUL-terminated */
};

/* printf into a path; AM_EIO when it does not fit. */
AM_MUST_CHECK enum am_code am_path_format(struct am_path *out,
					  struct am_err *err, const char *fmt,
					  ...) AM_PRINTF(3, 4);

/* All of `bytes` or AM_EIO. EAGAIN on a non-blocking descriptor waits. */
AM_MUST_CHECK enum am_code am_write_all(int fd, struct am_slice bytes,
					struct am_err *err);

/* Append the whole plain file to *out. AM_EIO when it cannot be read, AM_EDATA when
 * it is larger than max_bytes; *out is as before then. */
AM_MUST_CHECK enum am_code am_read_file(const char *path, size_t max_bytes,
					struct am_buf *out, struct am_err *err);
AM_MUST_CHECK enum am_code am_read_fd(int fd, size_t max_bytes,
				      struct am_buf *out, struct am_err *err);

/* Write a file so that a reader sees the old one or the whole new one: a
 * private temporary beside it, optionally fsync, rename. */
AM_MUST_CHECK enum am_code am_replace_file(const char *path, mode_t mode,
					   struct am_slice bytes, bool sync,
					   struct am_err *err);

/* mkdir -p, each new folder with `mode`. AM_OK when it is there already. */
AM_MUST_CHECK enum am_code am_make_dirs(const char *path, mode_t mode,
					struct am_err *err);

/* Wait until there is something to read, or the other end hung up. False when
 * it is `until_ms` on the monotonic clock, or waiting fails. */
AM_MUST_CHECK bool am_wait_readable(int fd, int64_t until_ms);

#endif
