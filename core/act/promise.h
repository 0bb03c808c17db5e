/* promise.h - a time that we give, in the words that its reader can check.
 *
 * Layer:     act; private to it.
 * Threads:   safe.
 * Promise:   what is said is never earlier than what was meant.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ACT_PROMISE_H
#define AMENDS_ACT_PROMISE_H

#include "amends/calendar.h"

struct am_due {
	const struct am_calendar
		*calendar; /* of the inbox; NULL: always open */
	int64_t at;        /* when the promise is given */
	int64_t secs;      /* until it is due, on the wall clock */
	struct am_slice language;
	bool may_say_by; /* the template has a place for that */
};

struct am_promise {
	/* One of these is the name that is filled in: minutes (5 to 90), hours
	 * (2 to 47), days (from 2), or "by". */
	const char *name;
	struct am_slice text;
	int64_t secs; /* until what is said, on the wall clock */
};

/* A span when it is due within the same open hours or on the same day, and when
 * the inbox is always open; else the day and the time, in the zone of the
 * calendar: hours that are closed in between would make a span of business time
 * a lie, and one of the wall clock a riddle. Without `may_say_by` always a span
 * of the wall clock. False when there is nothing to say: 0, or more than a year. */
bool am_promise_say(const struct am_due *due, struct am_arena *arena,
		    struct am_promise *out);

#endif
