/* watch_secret.h - the password or token of a mailbox.
 *
 * Layer:     serve.
 * Threads:   one; it forks.
 * Promise:   a secret is never an argument, a variable of the environment or a
 *            part of an error. A file that somebody else may read is refused.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_WATCH_SECRET_H
#define AMENDS_WATCH_SECRET_H

#include "amends/imap.h"

/* From the file or the command: its first line. A command is run by /bin/sh, has
 * nothing on its standard input and 30 seconds; when the last token was refused,
 * AMENDS_TOKEN_REFUSED=1 tells it so. The caller wipes and frees *out.
 * AM_ECONFIG: the file is not private, or the command says no; AM_EIO: it cannot
 * be read, or is too late. */
AM_MUST_CHECK enum am_code watch_secret_get(const struct am_imap *imap,
					    bool was_refused,
					    struct am_buf *out,
					    struct am_err *err);
/* Is it a file that this user can read and others cannot? */
AM_MUST_CHECK enum am_code watch_secret_check(const char *path,
					      struct am_err *err);
void watch_secret_wipe(struct am_buf *secret);

#endif
