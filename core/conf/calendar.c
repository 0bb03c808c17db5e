/* SPDX-License-Identifier: MIT
 *
 * The arithmetic. Between two changes of its zone, a calendar's local time is
 * UTC and a constant; open seconds up to a local moment follow from the number
 * of whole weeks, so that no span is walked day by day to be counted. */
#include "calendar_parts.h"

#define WEEK_SECS   (INT64_C(7) * DAY_SECS)
#define FIRST_UTC   INT64_C(-62167219200) /* 0000-01-01 */
#define LAST_UTC    INT64_C(253402300800) /* 10000-01-01 */
#define MONDAY_DATE 4                     /* 1970-01-05 */

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int
date_weekday(int32_t date)
{
	return (int)(date - MONDAY_DATE -
		     floor_div(date - MONDAY_DATE, WEEK_DAYS) * WEEK_DAYS);
}

static int64_t
open_of_day(const struct day_hours *day, int64_t until)
{
	int64_t secs = 0;

	for (size_t i = 0; i < day->count && day->windows[i].from < until; i++)
		secs += least(day->windows[i].to, until) - day->windows[i].from;
	return secs;
}

void
calendar_count(struct am_calendar *c)
{
	c->before[0] = 0;
	for (int i = 0; i < WEEK_DAYS; i++)
		c->before[i + 1] = c->before[i] +
				   (int32_t)open_of_day(&c->days[i], DAY_SECS);
}

/* Open seconds from some Monday up to a local moment, as if no day were off. */
static int64_t
open_before(const struct am_calendar *c, int64_t local)
{
	int64_t since = local - (int64_t)MONDAY_DATE * DAY_SECS;
	int64_t week = floor_div(since, WEEK_SECS);
	int64_t in_week = since - week * WEEK_SECS;
	size_t day = (size_t)(in_week / DAY_SECS);

	return week * c->before[WEEK_DAYS] + c->before[day] +
	       open_of_day(&c->days[day], in_week % DAY_SECS);
}

/* The first days off that end after a date. */
static size_t
first_off(const struct am_calendar *c, int64_t date)
{
	size_t low = 0;
	size_t high = c->n_off;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->off[middle].end > date)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Of the local seconds [from, to), from < to. */
static int64_t
open_local(const struct am_calendar *c, int64_t from, int64_t to)
{
	int64_t secs = open_before(c, to) - open_before(c, from);

	for (size_t i = first_off(c, floor_div(from, DAY_SECS));
	     i < c->n_off && c->off[i].first * (int64_t)DAY_SECS < to; i++)
		secs -= open_before(c, least(c->off[i].end * (int64_t)DAY_SECS,
					     to)) -
			open_before(c, most(c->off[i].first * (int64_t)DAY_SECS,
					    from));
	return secs;
}

int64_t
am_calendar_open_secs(const struct am_calendar *c, int64_t from, int64_t to)
{
	int64_t secs = 0;
	int64_t next;

	if (from == AM_NO_TIME || to == AM_NO_TIME)
		return 0;
	from = most(from, FIRST_UTC);
	to = least(to, LAST_UTC);
	if (from >= to)
		return 0;
	if (c == NULL)
		return to - from;
	for (; from < to; from = next) {
		int32_t offset = zone_at(&c->zone, from, &next);

		next = least(next, to);
		secs += open_local(c, from + offset, next + offset);
	}
	return secs;
}

bool
am_calendar_is_open(const struct am_calendar *c, int64_t at)
{
	return c == NULL || am_calendar_open_secs(c, at, at + 1) > 0;
}

int64_t
am_calendar_add(const struct am_calendar *c, int64_t at, int64_t secs)
{
	int64_t before = 0; /* not yet over */
	int64_t after;

	if (at < FIRST_UTC || at > LAST_UTC || secs > AM_CALENDAR_FAR_SECS)
		return AM_NO_TIME;
	if (secs <= 0)
		return at;
	/* open time is never more than time */
	for (after = secs; am_calendar_open_secs(c, at, at + after) < secs;
	     after = least(after * 2, AM_CALENDAR_FAR_SECS)) {
		if (after == AM_CALENDAR_FAR_SECS)
			return AM_NO_TIME;
		before = after;
	}
	while (after - before > 1) {
		int64_t middle = before + (after - before) / 2;

		if (am_calendar_open_secs(c, at, at + middle) < secs)
			before = middle;
		else
			after = middle;
	}
	return at + after;
}

/* Stretches that touch become one before they are told. */
struct walk {
	am_calendar_window_fn *fn;
	void *ctx;
	int64_t from, to; /* not yet told; the same when there is none */
};

static void
walk_on(struct walk *w, int64_t from, int64_t to)
{
	if (w->to == from && w->from < w->to) {
		w->to = to;
		return;
	}
	if (w->from < w->to)
		w->fn(w->ctx, w->from, w->to);
	w->from = from;
	w->to = to;
}

/* The windows of one local date, clipped to local [from, to). */
static void
walk_day(const struct am_calendar *c, int64_t date, int64_t from, int64_t to,
	 int32_t offset, struct walk *w)
{
	const struct day_hours *day = &c->days[date_weekday((int32_t)date)];
	size_t off = first_off(c, date);

	if (off < c->n_off && c->off[off].first <= date)
		return;
	for (size_t i = 0; i < day->count; i++) {
		int64_t begin =
			most(from, date * DAY_SECS + day->windows[i].from);
		int64_t end = least(to, date * DAY_SECS + day->windows[i].to);

		if (begin < end)
			walk_on(w, begin - offset, end - offset);
	}
}

void
am_calendar_walk(const struct am_calendar *c, int64_t from, int64_t to,
		 am_calendar_window_fn *fn, void *ctx)
{
	struct walk w = { .fn = fn, .ctx = ctx };
	int64_t next;

	if (from == AM_NO_TIME || to == AM_NO_TIME)
		return;
	from = most(from, FIRST_UTC);
	to = least(to, LAST_UTC);
	if (c == NULL && from < to)
		fn(ctx, from, to);
	for (; c != NULL && from < to; from = next) {
		int32_t offset = zone_at(&c->zone, from, &next);
		int64_t begin = from + offset;
		int64_t end;

		next = least(next, to);
		end = next + offset;
		for (int64_t date = floor_div(begin, DAY_SECS);
		     date * DAY_SECS < end; date++)
			walk_day(c, date, begin, end, offset, &w);
	}
	if (w.from < w.to)
		fn(ctx, w.from, w.to);
}

int
am_calendar_offset(const struct am_calendar *c, int64_t utc)
{
	int64_t next;

	return c == NULL ? 0 : zone_at(&c->zone, utc, &next);
}

void
am_calendar_civil(const struct am_calendar *c, int64_t utc,
		  struct am_civil *local)
{
	am_civil_of_utc(most(FIRST_UTC, least(utc, LAST_UTC)) +
				am_calendar_offset(c, utc),
			local);
}

int64_t
am_calendar_midnight(const struct am_calendar *c, int year, int month, int day)
{
	int64_t local = am_civil_to_utc(
		&(struct am_civil){ .year = year, .month = month, .day = day });
	int64_t at;
	int64_t next;

	if (local == AM_NO_TIME || c == NULL)
		return local;
	at = local - ZONE_OFFSET_MAX_SECS;
	/* the first moment whose local time is there or past it */
	for (;;) {
		int32_t offset = zone_at(&c->zone, at, &next);

		if (local - offset < next)
			return most(at, local - offset);
		at = next;
	}
}

struct am_slice
am_calendar_zone(const struct am_calendar *c)
{
	return c == NULL ? AM_SLICE_LIT("UTC") : c->zone.name;
}
