/* ical.h - one line of an iCalendar file, and a rule of it.
 *
 * Layer:     conf, private.
 * Promise:   what a file says of days off is understood or refused, never
 *            passed over.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CONF_ICAL_H
#define AMENDS_CONF_ICAL_H

#include "calendar_parts.h"

#define ICAL_YEAR_MAX 2100 /* what comes back each year does so until then */

/* NAME;PARAMETERS:VALUE (RFC 5545, section 3.1). */
struct ical_line {
	struct am_slice name, parameters, value;
	int number; /* in the file; of the first of a folded one */
};

/* One VEVENT. */
struct ical_event {
	int32_t start; /* a date */
	int32_t end;   /* another one, if has_end */
	int32_t days;  /* how many; 0: not said */
	struct ical_line rule;
	int32_t *extra, *except; /* RDATE, EXDATE */
	size_t n_extra, n_except, extra_cap, except_cap;
	int line; /* where it begins */
	bool has_start, has_end, is_cancelled;
};

/* Give each first day of the event to `add`, which refuses when there are too
 * many. AM_ECONFIG for a rule that is not understood. */
typedef enum am_code ical_add_fn(void *ctx, int32_t date, struct am_err *err);
AM_MUST_CHECK enum am_code ical_repeat(const struct ical_event *event,
				       ical_add_fn *add, void *ctx,
				       struct am_err *err);

/* Everything up to `separator`, which is taken off *rest too. */
struct am_slice ical_take(struct am_slice *rest, char separator);

#endif
