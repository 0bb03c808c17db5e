/* SPDX-License-Identifier: MIT
 *
 * The rule at the end of a zone file, which holds for the years that its table
 * does not list. */
#include "zone.h"

#include "amends/clock.h"

#define DAY           INT64_C(86400)
#define TIME_MAX_SECS (167 * 3600 + 59 * 60 + 59) /* RFC 8536, version 3 */

/* ---- reading */

/* The name of an offset: three letters or more, or <+03>. */
static bool
take_name(struct am_slice *rest)
{
	bool is_quoted = am_slice_starts(*rest, "<");
	size_t n = is_quoted ? 1 : 0;

	while (n < rest->len &&
	       (am_is_alpha(rest->ptr[n]) ||
		(is_quoted && (am_is_digit(rest->ptr[n]) ||
			       rest->ptr[n] == '+' || rest->ptr[n] == '-'))))
		n++;
	if (n < (is_quoted ? 4U : 3U) ||
	    (is_quoted && (n == rest->len || rest->ptr[n] != '>')))
		return false;
	*rest = am_slice_from(*rest, is_quoted ? n + 1 : n);
	return true;
}

static bool
take_sign(struct am_slice *rest, char sign)
{
	if (rest->len == 0 || rest->ptr[0] != sign)
		return false;
	*rest = am_slice_from(*rest, 1);
	return true;
}

static bool
take_number(struct am_slice *rest, int32_t max, int32_t *out)
{
	unsigned long long value = 0;
	size_t n = 0;

	while (n < rest->len && am_is_digit(rest->ptr[n]))
		n++;
	if (!am_slice_number(am_slice_head(*rest, n), (unsigned int)max,
			     &value))
		return false;
	*out = (int32_t)value;
	*rest = am_slice_from(*rest, n);
	return true;
}

/* [+-]hh[:mm[:ss]] */
static bool
take_time(struct am_slice *rest, int32_t *secs)
{
	bool is_minus = take_sign(rest, '-');
	int32_t hours = 0;
	int32_t minutes = 0;
	int32_t seconds = 0;

	if (!is_minus)
		(void)take_sign(rest, '+');
	if (!take_number(rest, 167, &hours) ||
	    (take_sign(rest, ':') &&
	     (!take_number(rest, 59, &minutes) ||
	      (take_sign(rest, ':') && !take_number(rest, 59, &seconds)))))
		return false;
	*secs = hours * 3600 + minutes * 60 + seconds;
	if (is_minus)
		*secs = -*secs;
	return true;
}

/* West of UTC, as POSIX has it; given back east of it. */
static bool
take_offset(struct am_slice *rest, int32_t *offset)
{
	if (!take_time(rest, offset))
		return false;
	*offset = -*offset;
	return true;
}

static bool
take_day(struct am_slice *rest, struct zone_day *out)
{
	*out = (struct zone_day){ .kind = ZONE_DAY_OF_YEAR, .secs = 7200 };
	if (!take_sign(rest, ','))
		return false;
	if (take_sign(rest, 'M')) {
		out->kind = ZONE_DAY_OF_MONTH;
		if (!take_number(rest, 12, &out->month) ||
		    !take_sign(rest, '.') ||
		    !take_number(rest, 5, &out->week) ||
		    !take_sign(rest, '.') || !take_number(rest, 6, &out->day))
			return false;
	} else {
		if (take_sign(rest, 'J'))
			out->kind = ZONE_DAY_JULIAN;
		if (!take_number(rest, 365, &out->day))
			return false;
	}
	return !take_sign(rest, '/') || take_time(rest, &out->secs);
}

static bool
is_within(int32_t value, int32_t min, int32_t max)
{
	return value >= min && value <= max;
}

static bool
is_sound_day(const struct zone_day *day)
{
	if (!is_within(day->secs, -TIME_MAX_SECS, TIME_MAX_SECS))
		return false;
	switch (day->kind) {
	case ZONE_DAY_JULIAN:
		return is_within(day->day, 1, 365);
	case ZONE_DAY_OF_YEAR:
		return is_within(day->day, 0, 365);
	case ZONE_DAY_OF_MONTH:
		return is_within(day->day, 0, 6) &&
		       is_within(day->week, 1, 5) &&
		       is_within(day->month, 1, 12);
	}
	return false;
}

bool
zone_rule_is_sound(const struct zone_rule *rule)
{
	const int32_t most = ZONE_OFFSET_MAX_SECS;

	return is_within(rule->offset, -most, most) &&
	       (!rule->has_summer ||
		(is_within(rule->summer_offset, -most, most) &&
		 is_sound_day(&rule->begin) && is_sound_day(&rule->end)));
}

bool
zone_rule_parse(struct am_slice text, struct zone_rule *out)
{
	struct zone_rule rule = { 0 };

	if (!take_name(&text) || !take_offset(&text, &rule.offset))
		return false;
	if (text.len > 0) {
		rule.has_summer = true;
		rule.summer_offset = rule.offset + 3600;
		if (!take_name(&text) ||
		    (!am_slice_starts(text, ",") &&
		     !take_offset(&text, &rule.summer_offset)) ||
		    !take_day(&text, &rule.begin) ||
		    !take_day(&text, &rule.end) || text.len > 0)
			return false;
	}
	if (!zone_rule_is_sound(&rule))
		return false;
	*out = rule;
	return true;
}

/* ---- looking up */

static int64_t
midnight(int year, int month, int day)
{
	return am_civil_to_utc(
		&(struct am_civil){ .year = year, .month = month, .day = day });
}

/* Midnight of the rule's day in that year, as if local time were UTC. */
static int64_t
day_in_year(const struct zone_day *day, int year)
{
	int64_t start = midnight(year, 1, 1);
	struct am_civil c;
	int64_t at;

	if (day->kind == ZONE_DAY_OF_YEAR)
		return start + day->day * DAY;
	if (day->kind == ZONE_DAY_JULIAN) {
		bool is_leap = midnight(year, 3, 1) - start == 60 * DAY;

		return start +
		       (day->day - 1 + (is_leap && day->day >= 60)) * DAY;
	}
	at = midnight(year, day->month, 1);
	at += (day->day - am_weekday(at) + 7) % 7 * DAY;
	at += (day->week - 1) * (7 * DAY);
	am_civil_of_utc(at, &c);
	/* week 5 is the last one, also in a month that has four */
	return c.month == day->month ? at : at - 7 * DAY;
}

/* Summer time begins or ends. */
struct turn {
	int64_t at;
	int32_t offset;
};

#define YEARS_AROUND 2 /* a day's time may lie a week off, in another year */
#define TURNS_MAX    (2 * (2 * YEARS_AROUND + 1))

/* Behind all that come before it, or at the same moment: where summer time ends
 * as it begins, it goes on. */
static void
add_turn(struct turn *turns, size_t *count, int64_t at, int32_t offset)
{
	size_t i = (*count)++;

	while (i > 0 && turns[i - 1].at > at) {
		turns[i] = turns[i - 1];
		i--;
	}
	turns[i] = (struct turn){ at, offset };
}

static size_t
turns_around(const struct zone_rule *rule, int year, struct turn *turns)
{
	size_t count = 0;

	for (int y = year - YEARS_AROUND; y <= year + YEARS_AROUND; y++) {
		if (y < 0 || y > 9999)
			continue;
		add_turn(turns, &count,
			 day_in_year(&rule->end, y) + rule->end.secs -
				 rule->summer_offset,
			 rule->offset);
		add_turn(turns, &count,
			 day_in_year(&rule->begin, y) + rule->begin.secs -
				 rule->offset,
			 rule->summer_offset);
	}
	return count;
}

int32_t
zone_rule_at(const struct zone_rule *rule, int64_t utc, int64_t *next)
{
	struct turn turns[TURNS_MAX];
	struct am_civil c;
	int32_t offset = rule->offset;
	size_t count;
	size_t i = 0;

	*next = INT64_MAX;
	if (!rule->has_summer)
		return offset;
	am_civil_of_utc(utc, &c);
	count = turns_around(rule, c.year, turns);
	for (; i < count && turns[i].at <= utc; i++)
		offset = turns[i].offset;
	/* what comes at the same moment as the last one is not known */
	for (; i + 1 < count; i++) {
		bool is_alone = turns[i + 1].at > turns[i].at;

		if (is_alone && turns[i].offset != offset) {
			*next = turns[i].at;
			break;
		}
	}
	return offset;
}
