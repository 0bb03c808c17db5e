/* keeper.h - the half that holds the bytes and the output.
 *
 * Layer:     serve.
 * Threads:   one.
 * Promise:   am_keeper_filter() returns 0 only when every byte of the mail was
 *            written, with our fields in front and forged ones taken out, and
 *            else 75 (or the status of the program it ran). No fault of the
 *            parser, a rule, the configuration, the database or the disk
 *            changes that; it costs tags, and X-Amends-Status says so.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_KEEPER_H
#define AMENDS_KEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/slice.h"

struct am_keeper {
	const char *config;    /* --config, else NULL */
	const char *sender;    /* --sender, else NULL */
	const char *recipient; /* --recipient, else NULL */
	char *const *program;  /* what follows "--", NULL-terminated, or NULL */
	int64_t now_utc;
	bool is_usage_wrong; /* pass the mail on, judge nothing */
};

/* stdin to stdout, or to the program's stdin. */
int am_keeper_filter(const struct am_keeper *args);
/* stdin is a mail that staff sent: log it, print nothing. */
int am_keeper_sent(const struct am_keeper *args);

/* A mail that somebody else holds, in sealed memory: mailbytes.h. */
struct am_taking {
	struct am_slice mail;
	struct am_slice inbox; /* its name */
	bool is_sent;          /* by staff; else it came from a customer */
	bool is_old;           /* no first answer is to be written */
};

/* Judge and record it as filter or sent would have at args->now_utc; nothing is
 * written out. For a process that goes on: am_keeper_drain() when it is time.
 * AM_EIO: it is not recorded, try again. */
AM_MUST_CHECK enum am_code am_keeper_take(const struct am_keeper *args,
					  const struct am_taking *taking,
					  struct am_err *err);
/* Move what is recorded to the journal, unless the configuration says that it is
 * done later. AM_EIO: it stays where it is. */
AM_MUST_CHECK enum am_code am_keeper_drain(const struct am_keeper *args,
					   struct am_err *err);

#endif
