/* date.h - the Date field.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, no time.h. RFC 5322 section 3.3 by its grammar (grammar.h);
 *            one tolerant reader for all the other ways that mailers write a
 *            date: the obsolete forms (4.3), ISO
 *            8601, what ctime() and date() print, other orders, and the names
 *            of months in a few languages.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_DATE_H
#define AMENDS_MAIL_DATE_H

#include <stdint.h>

#include "amends/mem.h"
#include "amends/slice.h"

/* `value` is unfolded (am_field_unfold). Seconds UTC, or AM_NO_TIME: what
 * cannot be read, what is no date (30 February), and years before 1970 or after
 * 2199. A year below 50 is of this century, another below 1000 counts from
 * 1900. No time of day is midnight, and 24:00 the next one. A date without a
 * zone, or with an impossible one, is UTC; so are the letters of the military
 * zones, as section 4.3 asks. "5/11/2026" is none: nobody can tell which. */
int64_t am_date_parse(struct am_slice value);
/* The zone too: seconds east of UTC, 0 when there is none. */
int64_t am_date_parse_zoned(struct am_slice value, int32_t *offset_secs);

#endif
