/* date.h - the Date field.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   no time.h; libetpan reads what RFC 5322 allows, a tolerant scan
 *            reads ISO 8601, full names of months, and what ctime() prints.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_DATE_H
#define AMENDS_MAIL_DATE_H

#include <stdint.h>

#include "amends/mem.h"
#include "amends/slice.h"

/* `value` is unfolded (am_field_unfold). Seconds UTC, or AM_NO_TIME: what
 * cannot be read, and years before 1970 or after 2199. A year of two digits is
 * of 1950 to 2049; an impossible zone counts as UTC. */
int64_t am_date_parse(struct am_slice value);

#endif
