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

#endif
