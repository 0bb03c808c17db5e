/* calendar.h - when an inbox is open: a zone, the windows of a week, days off.
 *
 * Layer:     conf.
 * Threads:   safe; a calendar is read-only once it is made.
 * Promise:   whole seconds, nothing is rounded. A second counts when its local
 *            time lies in a window of its local date's weekday and that date is
 *            no day off; so a window inside the hour that a zone skips is
 *            empty or cut, and one in the hour that it repeats counts twice. No
 *            zone file is opened after loading. Every walk ends: times are
 *            clamped to the years 0 to 9999.
 *
 * Windows and days off are half-open: "09:00-17:00" ends with 16:59:59, and a
 * day off is [00:00, 24:00) of its local date. A shift over midnight is one
 * window on each of its two dates, so a day off takes away just the part that
 * lies on it.
 *
 * A calendar that is NULL is always open, in UTC.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CALENDAR_H
#define AMENDS_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/clock.h"
#include "amends/err.h"
#include "amends/mem.h"
#include "amends/slice.h"
#include "amends/source.h"

struct am_calendar;

/* Open seconds of [from, to); 0 when to <= from or one of them is
 * AM_NO_TIME. Costs a look-up for each change of the zone's offset between
 * the two, however long that is. */
int64_t am_calendar_open_secs(const struct am_calendar *c, int64_t from,
			      int64_t to);
bool am_calendar_is_open(const struct am_calendar *c, int64_t at);

/* The earliest moment at which `secs` open seconds have gone by since `at`: the
 * end of a window rather than the start of the next. `at` itself for secs <= 0.
 * AM_NO_TIME when that is more than AM_CALENDAR_FAR_SECS away. */
#define AM_CALENDAR_FAR_SECS (INT64_C(20) * 366 * 86400)
int64_t am_calendar_add(const struct am_calendar *c, int64_t at, int64_t secs);

/* Each open stretch of [from, to), clipped, in order, as long as it can be: the
 * two halves of a shift over midnight are one. */
typedef void am_calendar_window_fn(void *ctx, int64_t from, int64_t to);
void am_calendar_walk(const struct am_calendar *c, int64_t from, int64_t to,
		      am_calendar_window_fn *fn, void *ctx);

/* The local wall clock, and seconds east of UTC. */
void am_calendar_civil(const struct am_calendar *c, int64_t utc,
		       struct am_civil *local);
int am_calendar_offset(const struct am_calendar *c, int64_t utc);
/* The first moment of a local date: midnight, or what follows it where the
 * clock skips midnight. AM_NO_TIME for what is no date. */
int64_t am_calendar_midnight(const struct am_calendar *c, int year, int month,
			     int day);
struct am_slice am_calendar_zone(const struct am_calendar *c); /* "UTC" */

/* With the zone's own rules in it; NULL too. The same calendar gives the same
 * bytes wherever and from whichever kind of zone file it was made. Decoding
 * takes all of `in`; AM_EDATA for bytes that are none of ours. */
void am_calendar_encode(const struct am_calendar *c, struct am_buf *out);
AM_MUST_CHECK enum am_code am_calendar_decode(struct am_slice in,
					      struct am_arena *arena,
					      const struct am_calendar **out,
					      struct am_err *err);

/* Making one, piece by piece, as configuration gives it: so each fault can be
 * told where it stands. All are AM_ECONFIG with what is wrong and what would be
 * right; the piece is left out then. `sources` gets what was read or looked
 * for. */
struct am_calendar *am_calendar_new(struct am_arena *arena);

/* "Europe/London", read from the system's zone files. */
AM_MUST_CHECK enum am_code am_calendar_put_zone(struct am_calendar *c,
						struct am_slice name,
						struct am_sources *sources,
						struct am_err *err);
/* Days "mon-fri", "sat" or "mon, wed"; hours "09:00-12:00, 13:00-17:30", up to
 * "24:00", over midnight as "22:00-06:00"; "closed" for none. */
AM_MUST_CHECK enum am_code am_calendar_put_hours(struct am_calendar *c,
						 struct am_slice days,
						 struct am_slice hours,
						 struct am_err *err);
/* "2026-12-25", "2026-12-24..2027-01-01" (both included), or an iCalendar file
 * "ical:/absolute/path.ics", whose name ends so: see core/serve/compiler.h. */
AM_MUST_CHECK enum am_code am_calendar_put_holiday(struct am_calendar *c,
						   struct am_slice text,
						   struct am_sources *sources,
						   struct am_err *err);
/* The last step: refuses a calendar without a zone, a week without an open
 * second, windows that overlap. */
AM_MUST_CHECK enum am_code am_calendar_finish(struct am_calendar *c,
					      struct am_err *err);

#endif
