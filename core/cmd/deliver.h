/* deliver.h - where a command's output goes: on, into a file, to a program.
 *
 * Layer:     cmd.
 * Threads:   one; it forks.
 * Promise:   a file is the old one or the whole new one; a program gets all of
 *            it or is not started, and no shell sees its arguments.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CMD_DELIVER_H
#define AMENDS_CMD_DELIVER_H

#include "amends/err.h"
#include "amends/slice.h"

struct deliver {
	const char *file;     /* NULL, or a path; it is made 0640 */
	char *const *program; /* NULL, or argv of a program, NULL at its end */
};

/* With neither, to standard output. *status is the program's, else 0. AM_EIO:
 * the file could not be replaced, or the program not be started. */
AM_MUST_CHECK enum am_code deliver(const struct deliver *where,
				   struct am_slice bytes, int *status,
				   struct am_err *err);

#endif
