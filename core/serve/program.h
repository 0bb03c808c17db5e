/* program.h - hand the finished mail to another program.
 *
 * Layer:     serve.
 * Threads:   one; it forks.
 * Promise:   the program gets the complete mail as a file that it can read
 *            again, and no shell sees its arguments; when amends dies half-way
 *            the program was never started.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_PROGRAM_H
#define AMENDS_PROGRAM_H

#include "amends/err.h"
#include "amends/slice.h"

/* Collect the mail in pieces, then run. */
AM_MUST_CHECK enum am_code am_program_open(int *memfd, struct am_err *err);

/* argv[0] is looked up in $PATH. Waits as long as it takes. *status is the
 * program's own exit status. AM_EIO: it could not be started, or died by a
 * signal. `memfd` is closed in any case. */
AM_MUST_CHECK enum am_code am_program_run(int memfd, char *const *argv,
					  int *status, struct am_err *err);

#endif
