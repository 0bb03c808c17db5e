/* SPDX-License-Identifier: MIT */
#include "amends/clock.h"
#include "deadline_when.h"

#define DAY      INT64_C(86400)
#define YEAR_MAX 2199

enum am_time_kind
am_time_at(const struct am_time_text *t, size_t at)
{
	return at < t->words->count ? t->time[at].kind : AM_TIME_OTHER;
}

int
am_time_value(const struct am_time_text *t, size_t at)
{
	return t->time[at].value;
}

bool
am_time_gap(const struct am_time_text *t, size_t at, const char *text)
{
	const struct am_word *w = t->words->items;
	const char *base = t->words->text.ptr;

	if (at + 1 >= t->words->count)
		return false;
	return am_slice_eqs(
		am_slice_range(base + w[at].end, base + w[at + 1].begin), text);
}

/* A number that is nothing but digits. */
static bool
is_plain(const struct am_time_text *t, size_t at)
{
	return am_time_at(t, at) == AM_TIME_NUMBER &&
	       t->time[at].suffix == AM_SUFFIX_NONE;
}

/* A point stands right behind word `at`, and no digit behind that. */
static bool
has_point(const struct am_time_text *t, size_t at)
{
	size_t end = t->words->items[at].end;
	struct am_slice rest = am_slice_from(t->words->text, end);

	return rest.len > 0 && rest.ptr[0] == '.' &&
	       (rest.len == 1 || !am_is_digit(rest.ptr[1]));
}

void
am_when_set_day(int64_t day, struct am_when *out)
{
	out->from = day;
	out->to = day + DAY;
	out->has_day = out->is_day = true;
}

bool
am_when_midnight(int year, int month, int day, int64_t *out)
{
	struct am_civil civil = { .year = year, .month = month, .day = day };

	if (year > YEAR_MAX)
		return false;
	*out = am_civil_to_utc(&civil);
	return *out != AM_NO_TIME;
}

/* The day of that name nearest to today; `year` 0: any. */
static bool
set_date(const struct am_time_text *t, int year, int month, int day,
	 struct am_when *out)
{
	struct am_civil today;
	int64_t best = AM_NO_TIME;
	int64_t found;

	am_civil_of_utc(t->today, &today);
	for (int y = today.year - 1; year == 0 && y <= today.year + 1; y++) {
		int64_t away;

		if (!am_when_midnight(y, month, day, &found))
			continue;
		away = found > t->today ? found - t->today : t->today - found;
		if (best == AM_NO_TIME ||
		    away < (best > t->today ? best - t->today
					    : t->today - best))
			best = found;
	}
	if (year != 0 && am_when_midnight(year < 100 ? 2000 + year : year,
					  month, day, &found))
		best = found;
	if (best == AM_NO_TIME)
		return false;
	am_when_set_day(best, out);
	return true;
}

/* "the 14th": the next one. */
static bool
set_day_of_month(const struct am_time_text *t, int day, struct am_when *out)
{
	struct am_civil c;
	int64_t found;

	am_civil_of_utc(t->today, &c);
	for (int i = 0; i < 3; i++) {
		if (am_when_midnight(c.year, c.month, day, &found) &&
		    found >= t->today) {
			am_when_set_day(found, out);
			return true;
		}
		c.month = c.month % 12 + 1;
		c.year += c.month == 1;
	}
	return false;
}

static bool
is_year(const struct am_time_text *t, size_t at)
{
	return is_plain(t, at) && t->time[at].digits == 4 &&
	       am_time_value(t, at) >= 1970 && am_time_value(t, at) <= YEAR_MAX;
}

static bool
is_day_number(const struct am_time_text *t, size_t at)
{
	return am_time_at(t, at) == AM_TIME_NUMBER &&
	       (t->time[at].suffix == AM_SUFFIX_NONE ||
		t->time[at].suffix == AM_SUFFIX_ORDINAL) &&
	       t->time[at].digits <= 2 && am_time_value(t, at) >= 1 &&
	       am_time_value(t, at) <= 31;
}

/* "May 3rd, 2026", "3 May", "3. Mai 2026", "3rd of May". */
static size_t
read_named_date(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t month = at;
	size_t day = at;
	size_t end;
	int year = 0;

	if (am_time_at(t, at) == AM_TIME_MONTH) {
		day = at + 1;
		end = at + 2;
	} else {
		month = at + 1;
		if (am_time_at(t, month) == AM_TIME_AFTER)
			month++;
		end = month + 1;
	}
	if (am_time_at(t, month) != AM_TIME_MONTH || !is_day_number(t, day))
		return 0;
	if (is_year(t, end) &&
	    t->time[end].sentence == t->time[end - 1].sentence)
		year = am_time_value(t, end++);
	if (!set_date(t, year, am_time_value(t, month), am_time_value(t, day),
		      out))
		return 0;
	return end - at;
}

/* "12/05" in English may be either. */
static bool
set_slashed(const struct am_time_text *t, int a, int b, int year,
	    struct am_when *out)
{
	if (am_slice_eqs(t->language, "de") || a == b || a > 12)
		return set_date(t, year, b, a, out);
	if (b > 12)
		return set_date(t, year, a, b, out);
	return false;
}

/* 3.5. 3.5.2026 03.05.26 2026-05-03 12/25 25/12/2026 */
static size_t
read_numeric_date(const struct am_time_text *t, size_t at, struct am_when *out)
{
	int a;
	int b;
	bool has_year;

	if (!is_plain(t, at) || !is_plain(t, at + 1))
		return 0;
	a = am_time_value(t, at);
	b = am_time_value(t, at + 1);
	has_year = is_plain(t, at + 2) &&
		   (t->time[at + 2].digits == 4 || t->time[at + 2].digits == 2);
	if (is_year(t, at) && am_time_gap(t, at, "-") &&
	    am_time_gap(t, at + 1, "-") && is_plain(t, at + 2))
		return set_date(t, a, b, am_time_value(t, at + 2), out) ? 3 : 0;
	if (t->time[at].digits > 2 || t->time[at + 1].digits > 2)
		return 0;
	if (am_time_gap(t, at, ".") || am_time_gap(t, at, ". ")) {
		if (has_year &&
		    (am_time_gap(t, at + 1, ".") ||
		     (am_time_gap(t, at + 1, ". ") && is_year(t, at + 2))))
			return set_date(t, am_time_value(t, at + 2), b, a, out)
				       ? 3
				       : 0;
		return has_point(t, at + 1) && set_date(t, 0, b, a, out) ? 2
									 : 0;
	}
	if (!am_time_gap(t, at, "/"))
		return 0;
	if (has_year && am_time_gap(t, at + 1, "/"))
		return set_slashed(t, a, b, am_time_value(t, at + 2), out) ? 3
									   : 0;
	return set_slashed(t, a, b, 0, out) ? 2 : 0;
}

/* "the 14th", "zum 14." */
size_t
am_when_read_ordinal(const struct am_time_text *t, size_t at,
		     struct am_when *out)
{
	if (at == 0 || !is_day_number(t, at) ||
	    am_time_at(t, at - 1) != AM_TIME_FILL)
		return 0;
	if (t->time[at].suffix != AM_SUFFIX_ORDINAL &&
	    (!am_slice_eqs(t->language, "de") || !has_point(t, at)))
		return 0;
	return set_day_of_month(t, am_time_value(t, at), out);
}

size_t
am_when_read_date(const struct am_time_text *t, size_t at, struct am_when *out)
{
	size_t n = read_named_date(t, at, out);

	return n > 0 ? n : read_numeric_date(t, at, out);
}
