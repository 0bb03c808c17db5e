/* SPDX-License-Identifier: MIT */
#include "weeks.h"

#include "amends/calendar.h"

#define DAY_SECS 86400

/* Days are counted at noon UTC of their date, where no zone's change of clock
 * can shift one. */
static int64_t
noon_of(const struct am_calendar *c, int64_t utc)
{
	struct am_civil local;
	int64_t noon;

	am_calendar_civil(c, utc, &local);
	local.hour = 12;
	local.minute = 0;
	local.second = 0;
	noon = am_civil_to_utc(&local);
	return noon != AM_NO_TIME ? noon : utc;
}

static int64_t
monday_of(int64_t noon)
{
	return noon - (int64_t)((am_weekday(noon) + 6) % 7) * DAY_SECS;
}

static int64_t
midnight_of(const struct am_calendar *c, int64_t noon)
{
	struct am_civil date;

	am_civil_of_utc(noon, &date);
	return am_calendar_midnight(c, date.year, date.month, date.day);
}

void
weeks_of(struct am_arena *arena, const struct am_report *r, struct weeks *out)
{
	int64_t noon = monday_of(noon_of(r->calendar, r->period.since));
	int64_t begin = midnight_of(r->calendar, noon);
	size_t cap = 0;

	*out = (struct weeks){ 0 };
	while (begin != AM_NO_TIME && begin < r->period.until) {
		out->begins = am_arena_grow(arena, out->begins, out->count,
					    &cap, sizeof(*out->begins));
		out->begins[out->count++] = begin;
		noon += 7 * (int64_t)DAY_SECS;
		begin = midnight_of(r->calendar, noon);
	}
}

size_t
weeks_find(struct weeks *w, int64_t at)
{
	size_t low = 0;
	size_t high = w->count;

	if (w->last + 1 < w->count && w->begins[w->last] <= at &&
	    at < w->begins[w->last + 1])
		return w->last;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (w->begins[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return w->last = low;
}

struct am_slice
weeks_name(struct am_arena *arena, const struct am_report *r, int64_t begins_at)
{
	/* A week belongs to the year that its Thursday lies in. */
	int64_t thursday =
		noon_of(r->calendar, begins_at) + 3 * (int64_t)DAY_SECS;
	struct am_civil first = { .month = 1, .day = 1, .hour = 12 };
	struct am_civil date;

	am_civil_of_utc(thursday, &date);
	first.year = date.year;
	return am_arena_printf(
		arena, "%04d-W%02d", date.year,
		(int)((thursday - am_civil_to_utc(&first)) / DAY_SECS / 7) + 1);
}
