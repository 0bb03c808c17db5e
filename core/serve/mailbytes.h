/* mailbytes.h - the bytes of one mail, read once and never changed.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   the mail lies in a memfd that was filled, then sealed against
 *            writing, then mapped privately: no process that sees the mapping
 *            can change what the keeper writes out. At most AM_MAIL_HELD_BYTES
 *            of memory are taken, however long the input is.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAILBYTES_H
#define AMENDS_MAILBYTES_H

#include <stdbool.h>

#include "amends/err.h"
#include "amends/slice.h"

/* The kernel counts a memfd to no process: an input without end would starve the
 * whole machine before the culprit. */
#define AM_MAIL_HELD_BYTES (256U << 20)

/* Read `fd` to its end, or until so much is held that the rest (*has_more) has
 * to be passed on unseen. AM_EIO when it cannot be read or kept. An empty input
 * gives an empty slice. */
AM_MUST_CHECK enum am_code am_mail_read(int fd, struct am_slice *mail,
					bool *has_more, struct am_err *err);
/* Copy what is left of `from` to `to`. */
AM_MUST_CHECK enum am_code am_mail_pass(int from, int to, struct am_err *err);
/* The same of a memfd that holds `bytes` bytes, more than none; it stays the
 * caller's to close. */
AM_MUST_CHECK enum am_code am_mail_seal(int memfd, size_t bytes,
					struct am_slice *mail,
					struct am_err *err);
void am_mail_free(struct am_slice mail);

#endif
