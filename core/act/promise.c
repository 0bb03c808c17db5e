/* SPDX-License-Identifier: MIT */
#include "promise.h"

#define MINUTE     INT64_C(60)
#define HOUR       (60 * MINUTE)
#define DAY        (24 * HOUR)
#define STEP       (5 * MINUTE)  /* a span is rounded up to these */
#define CLOCK_STEP (15 * MINUTE) /* a time of day, to these */

static int64_t
round_up(int64_t n, int64_t to)
{
	return (n + to - 1) / to * to;
}

/* In words that need no singular: 5 to 90 minutes, 2 to 47 hours, or days from
 * 2. */
static void
say_span(int64_t secs, struct am_arena *arena, struct am_promise *out)
{
	int64_t one = DAY;

	out->name = "days";
	secs = round_up(secs, STEP);
	if (secs <= 90 * MINUTE) {
		out->name = "minutes";
		one = MINUTE;
	} else if (round_up(secs, HOUR) < 2 * DAY) {
		out->name = "hours";
		one = HOUR;
	}
	out->secs = round_up(secs, one);
	out->text =
		am_arena_printf(arena, "%lld", (long long)(out->secs / one));
}

static struct am_slice
english(const struct am_civil *c, int weekday, struct am_arena *arena)
{
	static const char *const days[] = { "Sunday",    "Monday",   "Tuesday",
					    "Wednesday", "Thursday", "Friday",
					    "Saturday" };
	static const char *const months[] = {
		"January",   "February", "March",    "April",
		"May",       "June",     "July",     "August",
		"September", "October",  "November", "December"
	};

	return am_arena_printf(arena, "%s %d %s, %02d:%02d", days[weekday],
			       c->day, months[c->month - 1], c->hour,
			       c->minute);
}

static struct am_slice
german(const struct am_civil *c, int weekday, struct am_arena *arena)
{
	static const char *const days[] = { "Sonntag",    "Montag",
					    "Dienstag",   "Mittwoch",
					    "Donnerstag", "Freitag",
					    "Samstag" };
	static const char *const months[] = {
		"Januar",    "Februar", "M\xc3\xa4rz", "April",
		"Mai",       "Juni",    "Juli",        "August",
		"September", "Oktober", "November",    "Dezember"
	};

	return am_arena_printf(arena, "%s, %d. %s, %02d:%02d Uhr",
			       days[weekday], c->day, months[c->month - 1],
			       c->hour, c->minute);
}

/* Local times are rounded, so that what is said is round where it is read; 24:00
 * is the next day's 00:00. */
static void
say_by(const struct am_due *due, struct am_arena *arena, struct am_promise *out)
{
	int64_t end = due->at + due->secs;
	int64_t offset = am_calendar_offset(due->calendar, end);
	int64_t local = round_up(end + offset, CLOCK_STEP);
	int weekday = am_weekday(local);
	struct am_civil c;

	am_civil_of_utc(local, &c);
	out->name = "by";
	out->secs = local - offset - due->at;
	if (am_slice_eqs(due->language, "en"))
		out->text = english(&c, weekday, arena);
	else if (am_slice_eqs(due->language, "de"))
		out->text = german(&c, weekday, arena);
	else
		out->text = am_arena_printf(arena, "%04d-%02d-%02d, %02d:%02d",
					    c.year, c.month, c.day, c.hour,
					    c.minute);
}

static bool
is_same_day(const struct am_calendar *calendar, int64_t a, int64_t b)
{
	struct am_civil x;
	struct am_civil y;

	am_calendar_civil(calendar, a, &x);
	am_calendar_civil(calendar, b, &y);
	return x.day == y.day && b - a <= DAY;
}

bool
am_promise_say(const struct am_due *due, struct am_arena *arena,
	       struct am_promise *out)
{
	int64_t at = due->at;

	if (due->secs <= 0 || due->secs > 365 * DAY)
		return false;
	if (!due->may_say_by ||
	    is_same_day(due->calendar, at, at + due->secs) ||
	    am_calendar_open_secs(due->calendar, at, at + due->secs) ==
		    due->secs)
		say_span(due->secs, arena, out);
	else
		say_by(due, arena, out);
	return true;
}
