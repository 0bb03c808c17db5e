/* mailbytes.h - the bytes of one mail, read once and never changed.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   the mail lies in a memfd that was filled, then sealed against
 *            writing, then mapped privately: no process that sees the mapping
 *            can change what the keeper writes out.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAILBYTES_H
#define AMENDS_MAILBYTES_H

#include "amends/err.h"
#include "amends/slice.h"

/* Read `fd` to its end. AM_EIO when it cannot be read or kept. An empty input
 * gives an empty slice. */
AM_MUST_CHECK enum am_code am_mail_read(int fd, struct am_slice *mail,
					struct am_err *err);
void am_mail_free(struct am_slice mail);

#endif
