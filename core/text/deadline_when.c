/* SPDX-License-Identifier: MIT */
#include "deadline_when.h"
#include "amends/clock.h"

#define HOUR INT64_C(3600)
#define DAY  INT64_C(86400)

/* ---- the time of day */

/* "am", "a.m." at word `at`: how many words they take. */
static size_t
read_half_of_day(const struct am_time_text *t, size_t at, bool *is_pm)
{
	struct am_slice text;

	if (am_time_at(t, at) == AM_TIME_AM ||
	    am_time_at(t, at) == AM_TIME_PM) {
		*is_pm = t->time[at].kind == AM_TIME_PM;
		return 1;
	}
	if (at + 1 >= t->words->count || !am_time_gap(t, at, "."))
		return 0;
	text = am_slice_range(t->words->text.ptr + t->words->items[at].begin,
			      t->words->text.ptr + t->words->items[at + 1].end);
	*is_pm = am_slice_ieqs(text, "p.m");
	return *is_pm || am_slice_ieqs(text, "a.m") ? 2 : 0;
}

static size_t
set_clock(int hour, int minute, size_t taken, int64_t *secs)
{
	if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
		return 0;
	*secs = hour * HOUR + minute * INT64_C(60);
	return taken;
}

static int
by_half(int hour, bool is_pm)
{
	if (is_pm)
		return hour < 12 ? hour + 12 : hour;
	return hour == 12 ? 0 : hour;
}

/* 9am, 9 a.m., 9:30, 17.30 Uhr, 12 Uhr, noon. Bare numbers are none. */
static size_t
read_clock(const struct am_time_text *t, size_t at, int64_t *secs)
{
	size_t end = at + 1;
	bool is_pm = false;
	bool has_colon;
	int hour;
	int minute = 0;
	size_t half;

	if (am_time_at(t, at) == AM_TIME_CLOCK)
		return set_clock(am_time_value(t, at), 0, 1, secs);
	if (am_time_at(t, at) != AM_TIME_NUMBER || t->time[at].digits > 2)
		return 0;
	hour = am_time_value(t, at);
	if (t->time[at].suffix == AM_SUFFIX_AM ||
	    t->time[at].suffix == AM_SUFFIX_PM)
		return hour > 12
			       ? 0
			       : set_clock(by_half(hour, t->time[at].suffix ==
								 AM_SUFFIX_PM),
					   0, 1, secs);
	if (t->time[at].suffix != AM_SUFFIX_NONE)
		return 0;
	has_colon = am_time_gap(t, at, ":");
	if ((has_colon || am_time_gap(t, at, ".")) &&
	    am_time_at(t, end) == AM_TIME_NUMBER && t->time[end].digits == 2 &&
	    t->time[end].suffix != AM_SUFFIX_ORDINAL &&
	    t->time[end].suffix != AM_SUFFIX_OTHER) {
		minute = am_time_value(t, end);
		if (t->time[end].suffix == AM_SUFFIX_AM ||
		    t->time[end].suffix == AM_SUFFIX_PM)
			return set_clock(by_half(hour, t->time[end].suffix ==
							       AM_SUFFIX_PM),
					 minute, 2, secs);
		end++;
	} else {
		has_colon = false;
	}
	if (am_time_at(t, end) == AM_TIME_OCLOCK)
		return set_clock(hour, minute, end + 1 - at, secs);
	half = read_half_of_day(t, end, &is_pm);
	if (half > 0 && hour <= 12)
		return set_clock(by_half(hour, is_pm), minute, end + half - at,
				 secs);
	return has_colon ? set_clock(hour, minute, end - at, secs) : 0;
}

/* A part of the day narrows it; on the day of writing it may be over. */
static size_t
take_part(const struct am_time_text *t, size_t at, struct am_when *out)
{
	int hours;

	if (am_time_at(t, at) != AM_TIME_PART)
		return 0;
	hours = am_time_value(t, at);
	out->to = out->from + (int64_t)(hours % 100) * HOUR;
	out->from += hours / 100 * HOUR;
	out->is_day = false;
	return 1;
}

/* What may stand behind a day: "at 9am", "morning", "um 12 Uhr", "früh". */
static size_t
take_time_of_day(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t end = at;
	int64_t secs;
	size_t n = 0;

	end += take_part(t, end, out);
	while (end - at < 3 && (am_time_at(t, end) == AM_TIME_FILL ||
				am_time_at(t, end) == AM_TIME_BY))
		end++;
	if (am_time_at(t, end) == AM_TIME_PART && end > at)
		end += take_part(t, end, out);
	else
		n = read_clock(t, end, &secs);
	if (n == 0)
		return end > at && am_time_at(t, end - 1) == AM_TIME_PART
			       ? end - at
			       : am_time_at(t, at) == AM_TIME_PART;
	out->from = out->to = (out->from - out->from % DAY) + secs;
	out->is_day = false;
	out->has_clock = true;
	return end + n - at;
}

/* ---- days */

static int64_t
weekday_from(const struct am_time_text *t, int weekday, bool is_next)
{
	int today = am_weekday(t->today);
	int away = (weekday - today + 7) % 7;

	if (is_next) /* of the next week, which begins on Monday */
		away = 7 - (today + 6) % 7 + (weekday + 6) % 7;
	return t->today + away * DAY;
}

static int64_t
end_of_month(const struct am_time_text *t)
{
	struct am_civil c;
	int64_t found = t->today;

	am_civil_of_utc(t->today, &c);
	c.year += c.month == 12;
	c.month = c.month % 12 + 1;
	(void)am_when_midnight(c.year, c.month, 1, &found);
	return found - DAY;
}

/* Friday to Sunday of this week. */
static void
set_end_of_week(const struct am_time_text *t, struct am_when *out)
{
	int64_t sunday = weekday_from(t, 0, false);

	am_when_set_day(sunday - 2 * DAY, out);
	out->to = sunday + DAY;
}

/* "[the] end of [the] day", "close of business", "Ende der Woche", EOD. */
static size_t
read_end(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t end = at + 1;

	switch ((unsigned int)am_time_at(t, at)) {
	case AM_TIME_EOD:
		am_when_set_day(t->today, out);
		out->is_certain = true;
		return 1;
	case AM_TIME_EOW:
		set_end_of_week(t, out);
		return 1;
	case AM_TIME_EOM:
		am_when_set_day(end_of_month(t), out);
		return 1;
	case AM_TIME_END:
		break;
	default:
		return 0;
	}
	out->is_end = true;
	while (end - at < 4 && (am_time_at(t, end) == AM_TIME_FILL ||
				am_time_at(t, end) == AM_TIME_AFTER ||
				am_time_at(t, end) == AM_TIME_THIS))
		end++;
	if (am_time_at(t, end) == AM_TIME_WORK) {
		am_when_set_day(t->today, out);
		out->is_certain = true;
		end += am_time_at(t, end + 1) == AM_TIME_UNIT ? 2 : 1;
		return end - at;
	}
	if (am_time_at(t, end) != AM_TIME_UNIT)
		return 0;
	if (am_time_value(t, end) == DAY)
		am_when_set_day(t->today, out);
	else if (am_time_value(t, end) == 7 * DAY)
		set_end_of_week(t, out);
	else if (am_time_value(t, end) > 7 * DAY)
		am_when_set_day(end_of_month(t), out);
	else
		return 0;
	out->is_certain = am_time_value(t, end) == DAY;
	return end + 1 - at;
}

/* "this week", "nächste Woche" name no day; "this Friday", "weekend" do. */
static size_t
read_day_name(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t end = at;
	bool is_next = false;

	switch ((unsigned int)am_time_at(t, end)) {
	case AM_TIME_NEXT:
	case AM_TIME_LAST:
	case AM_TIME_THIS:
		is_next = t->time[end].kind == AM_TIME_NEXT;
		out->is_past = t->time[end].kind == AM_TIME_LAST;
		end++;
		break;
	default:
		break;
	}
	switch ((unsigned int)am_time_at(t, end)) {
	case AM_TIME_WEEKDAY:
		am_when_set_day(weekday_from(t, am_time_value(t, end), is_next),
				out);
		break;
	case AM_TIME_WEEKEND:
		am_when_set_day(weekday_from(t, 6, is_next), out);
		out->to += DAY;
		break;
	case AM_TIME_PART: /* "this afternoon" */
		if (end == at || is_next || out->is_past)
			return 0;
		am_when_set_day(t->today, out);
		return 1 + take_part(t, end, out);
	default:
		return 0;
	}
	return end + 1 - at;
}

/* "today", "tonight", "noch heute"; "guten Morgen" is none. */
static size_t
read_near_day(const struct am_time_text *t, size_t at, struct am_when *out)
{
	static const char *const before[] = { "guten", "am", "heute", "jeden" };
	const struct am_word *w = t->words->items;

	if (am_time_at(t, at) == AM_TIME_EVENING) {
		am_when_set_day(t->today, out);
		out->from += 18 * HOUR;
		out->is_day = false;
		return 1;
	}
	if (am_time_at(t, at) != AM_TIME_DAY)
		return 0;
	for (size_t i = 0; at > 0 && am_time_value(t, at) == 1 && i < 4; i++)
		if (am_slice_ieqs(
			    (struct am_slice){
				    t->words->text.ptr + w[at - 1].begin,
				    w[at - 1].end - w[at - 1].begin },
			    before[i]))
			return 0;
	am_when_set_day(t->today + am_time_value(t, at) * DAY, out);
	out->is_certain = at > 0 && am_time_at(t, at - 1) == AM_TIME_STILL;
	return 1;
}

static size_t
read_day(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t n = read_end(t, at, out);

	if (n > 0 && out->is_certain) { /* "close of business on Friday" */
		size_t fill = am_time_at(t, at + n) == AM_TIME_FILL;
		struct am_when day = { 0 };
		size_t more = read_day_name(t, at + n + fill, &day);

		if (more == 0)
			more = read_near_day(t, at + n + fill, &day);
		if (more == 0)
			return n;
		*out = day;
		return n + fill + more;
	}
	if (n == 0)
		n = read_near_day(t, at, out);
	if (n == 0)
		n = read_day_name(t, at, out);
	if (n > 0 && am_time_gap(t, at + n - 1, ", ")) { /* Friday, 3 May */
		struct am_when date = { 0 };
		size_t more = am_when_read_date(t, at + n, &date);

		if (more > 0) {
			*out = date;
			return n + more;
		}
	}
	return n > 0 ? n : am_when_read_date(t, at, out);
}

size_t
am_when_read(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t n;
	size_t more;
	int64_t secs;

	*out = (struct am_when){ 0 };
	n = read_day(t, at, out);
	if (n > 0 && at + n < t->words->count &&
	    t->time[at + n].sentence == t->time[at + n - 1].sentence)
		n += take_time_of_day(t, at + n, out);
	if (n > 0)
		return n;
	n = read_clock(t, at, &secs);
	if (n == 0)
		return am_when_read_ordinal(t, at, out);
	more = am_time_at(t, at + n) == AM_TIME_FILL;
	more = read_day(t, at + n + more, out) > 0
		       ? more + read_day(t, at + n + more, out)
		       : 0;
	out->has_clock = true;
	if (more > 0) { /* "9am tomorrow" */
		out->from = out->to = out->from - out->from % DAY + secs;
		out->is_day = false;
		return n + more;
	}
	out->from = out->to = t->today + secs;
	if (out->to < t->local)
		out->from = out->to = out->to + DAY;
	return n;
}

/* ---- spans */

/* "two", "a couple of", "48", "half an", "1 1/2" is none */
static size_t
read_count(const struct am_time_text *t, size_t at, int *count, bool *is_half)
{
	size_t end = at;

	*is_half = false;
	if (am_time_at(t, end) == AM_TIME_NUMBER) {
		*count = am_time_value(t, end);
		return t->time[end].digits <= 3;
	}
	if (am_time_at(t, end) == AM_TIME_COUNT)
		*count = am_time_value(t, end++);
	if (am_time_at(t, end) == AM_TIME_HALF) {
		*is_half = true;
		*count = 1;
		end++;
		end += am_time_at(t, end) == AM_TIME_COUNT;
	} else if (end > at && am_time_at(t, end) == AM_TIME_COUNT) {
		*count = am_time_value(t, end++);
		end += am_time_at(t, end) == AM_TIME_AFTER;
	}
	return end - at;
}

size_t
am_when_read_span(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t end = at;
	int count = 1;
	bool is_half = false;
	int64_t unit;
	bool is_next = false;
	size_t n;

	*out = (struct am_when){ 0 };
	while (end - at < 3 && (am_time_at(t, end) == AM_TIME_FILL ||
				am_time_at(t, end) == AM_TIME_NEXT)) {
		is_next = is_next || t->time[end].kind == AM_TIME_NEXT;
		end++;
	}
	n = read_count(t, end, &count, &is_half);
	if (n == 0 && !is_next)
		return 0;
	end += n;
	if (n > 0 && t->time[end - 1].kind == AM_TIME_NUMBER &&
	    t->time[end - 1].suffix == AM_SUFFIX_HOURS) {
		unit = HOUR;
	} else {
		if (n > 0 && t->time[end - 1].kind == AM_TIME_NUMBER &&
		    t->time[end - 1].suffix != AM_SUFFIX_NONE)
			return 0;
		while (am_time_at(t, end) == AM_TIME_WORK && end - at < 8)
			end++;
		if (am_time_at(t, end) != AM_TIME_UNIT)
			return 0;
		unit = am_time_value(t, end++);
	}
	out->from = out->to =
		t->local + (int64_t)count * unit / (is_half ? 2 : 1);
	out->is_day = unit >= DAY;
	return end - at;
}
