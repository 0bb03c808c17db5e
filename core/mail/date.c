/* SPDX-License-Identifier: MIT */
#include "date.h"

#include <string.h>

#include "amends/clock.h"
#include "date_names.h"
#include "grammar.h"

#define YEAR_MIN      1970
#define YEAR_MAX      2199
#define VALUE_MAX     1000 /* bytes of a field that are looked at */
#define COMMENT_DEPTH 32

/* How sure the zone is: what is more so takes the place of what is less. */
enum zone_kind {
	ZONE_NONE,
	ZONE_IN_COMMENT,
	ZONE_NAME,
	ZONE_OFFSET,
};

struct reading {
	struct am_civil civil;
	int zone_secs;
	enum zone_kind zone;
	bool has_day, has_month, has_year, has_time;
	bool is_pm, is_am;
	bool is_bad;         /* no date has such a thing in it */
	bool may_be_tuesday; /* the month is "mar" */
	bool is_after_month; /* the word before is the month */
};

static int
full_year(int year)
{
	if (year < 50)
		return year + 2000;
	return year < 1000 ? year + 1900 : year;
}

static size_t
count_digits(struct am_slice s)
{
	size_t n = 0;

	while (n < s.len && am_is_digit(s.ptr[n]))
		n++;
	return n;
}

/* The number that `s` begins with; what is above 9999 is no part of a date. */
static int
number_of(struct am_slice s, size_t digits)
{
	unsigned long long n = 0;

	if (!am_slice_number(am_slice_head(s, digits), 9999, &n))
		return -1;
	return (int)n;
}

static struct am_slice
skip_blanks(struct am_slice s)
{
	while (s.len > 0 && am_is_space(s.ptr[0]))
		s = am_slice_from(s, 1);
	return s;
}

/* Up to three numbers with `mark` between, as "10:00:30". Returns how many;
 * *rest is what comes after them. */
static int
take_group(struct am_slice s, char mark, struct am_slice part[3],
	   struct am_slice *rest)
{
	int n = 0;

	while (n < 3) {
		size_t digits = count_digits(s);
		struct am_slice next;

		part[n++] = am_slice_head(s, digits);
		s = am_slice_from(s, digits);
		*rest = s;
		/* "09 : 55" is obsolete, and allowed */
		next = mark == ':' ? skip_blanks(s) : s;
		if (next.len == 0 || next.ptr[0] != mark)
			break;
		next = am_slice_from(next, 1);
		s = mark == ':' ? skip_blanks(next) : next;
		if (count_digits(s) == 0)
			break;
	}
	return n;
}

static void
set_date(struct reading *r, int year, int month, int day)
{
	if (r->has_day || r->has_month || r->has_year)
		return;
	r->civil.year = year;
	r->civil.month = month;
	r->civil.day = day;
	r->has_day = r->has_month = r->has_year = true;
}

static void
set_time(struct reading *r, const struct am_slice part[3], int count)
{
	int value[3] = { 0, 0, 0 };

	if (r->has_time)
		return;
	for (int i = 0; i < count; i++) {
		value[i] = number_of(part[i], part[i].len);
		r->is_bad = r->is_bad || part[i].len > 2;
	}
	r->civil.hour = value[0];
	r->civil.minute = value[1];
	r->civil.second = value[2];
	r->has_time = true;
}

/* 2026-11-20, 2026/11/20, 20.11.2026; of 5/11/2026 nobody knows the month,
 * unless one of the two is too big for it. */
static void
set_numeric_date(struct reading *r, const struct am_slice part[3], char mark)
{
	int a = number_of(part[0], part[0].len);
	int b = number_of(part[1], part[1].len);
	int c = number_of(part[2], part[2].len);

	if (part[0].len == 4)
		set_date(r, a, b, c);
	else if (mark == '.' || a > 12 || a == b)
		set_date(r, full_year(c), b, a);
	else if (b > 12)
		set_date(r, full_year(c), a, b);
	else
		r->is_bad = true;
}

static bool
is_dated(const struct reading *r)
{
	return r->has_day && r->has_month;
}

/* A group of numbers: the time of day, or the date. */
static bool
take_numbers(struct reading *r, struct am_slice *rest)
{
	size_t digits = count_digits(*rest);
	struct am_slice part[3] = { { 0 } };
	struct am_slice after;
	char mark;
	int count;

	if (digits == rest->len)
		return false;
	mark = rest->ptr[digits];
	if (mark == ' ' &&
	    am_slice_starts(skip_blanks(am_slice_from(*rest, digits)), ":"))
		mark = ':';
	if (mark == '\0' || strchr(":./-", mark) == NULL)
		return false;
	count = take_group(*rest, mark, part, &after);
	if (count > 1 &&
	    (mark == ':' || (mark == '.' && is_dated(r) && !r->has_time)))
		set_time(r, part, count);
	else if (mark != ':' && count == 3 && !is_dated(r))
		set_numeric_date(r, part, mark);
	else
		return false;
	*rest = after;
	/* a fraction of the second */
	if (mark == ':' && count == 3 && after.len > 1 &&
	    strchr(".,", after.ptr[0]) != NULL && am_is_digit(after.ptr[1]))
		*rest = am_slice_from(
			after, 1 + count_digits(am_slice_from(after, 1)));
	return true;
}

/* 20261120, and 100000 behind its T */
static bool
take_basic(struct reading *r, struct am_slice s, size_t digits)
{
	struct am_slice part[3] = { am_slice_head(s, 2),
				    am_slice_head(am_slice_from(s, 2), 2),
				    am_slice_head(am_slice_from(s, 4), 2) };

	if (digits == 8 && !is_dated(r) && !r->has_year) {
		set_date(r, number_of(s, 4), number_of(part[2], 2),
			 number_of(am_slice_from(s, 6), 2));
		return true;
	}
	if ((digits != 6 && digits != 4) || !is_dated(r) || !r->has_year ||
	    r->has_time)
		return false;
	set_time(r, part, (int)digits / 2);
	return true;
}

static void
take_number(struct reading *r, struct am_slice *rest)
{
	struct am_slice s = *rest;
	size_t digits = count_digits(s);
	int n = number_of(s, digits);

	if (take_numbers(r, rest))
		return;
	*rest = am_slice_from(s, digits);
	if (take_basic(r, s, digits))
		return;
	if (!r->has_day && digits <= 2 && n >= 1 && n <= 31) {
		r->civil.day = n;
		r->has_day = true;
	} else if (!r->has_year && digits >= 2) {
		r->is_bad = r->is_bad || digits > 4;
		r->civil.year = full_year(n);
		r->has_year = true;
	}
}

static void
set_zone(struct reading *r, enum zone_kind kind, int secs)
{
	if (kind <= r->zone)
		return;
	r->zone = kind;
	r->zone_secs = secs;
}

/* "0100", "01:00", "1", "600", behind its sign */
static void
take_offset(struct reading *r, struct am_slice *rest, int sign)
{
	size_t digits = count_digits(*rest);
	int n = number_of(*rest, digits);
	struct am_slice after = am_slice_from(*rest, digits);
	int hours = digits <= 2 ? n : n / 100;
	int minutes = digits <= 2 ? 0 : n % 100;

	if (digits <= 2 && am_slice_starts(after, ":") &&
	    count_digits(am_slice_from(after, 1)) == 2) {
		minutes = number_of(am_slice_from(after, 1), 2);
		after = am_slice_from(after, 3);
	}
	*rest = after;
	if (n < 0 || hours > 23 || minutes > 59)
		hours = minutes = 0;
	set_zone(r, ZONE_OFFSET, sign * (hours * 3600 + minutes * 60));
}

static void
take_word(struct reading *r, struct am_slice word)
{
	int month = am_date_month(word);
	int secs;

	r->is_after_month = false;
	if (month > 0 && (!r->has_month || r->may_be_tuesday)) {
		r->may_be_tuesday = am_slice_istarts(word, "mar");
		r->civil.month = month;
		r->has_month = true;
		r->is_after_month = true;
	} else if (am_slice_ieqs(word, "am") || am_slice_ieqs(word, "a.m.")) {
		r->is_am = true;
	} else if (am_slice_ieqs(word, "pm") || am_slice_ieqs(word, "p.m.")) {
		r->is_pm = true;
	} else if (r->has_time && am_date_zone(word, &secs)) {
		set_zone(r, ZONE_NAME, secs);
	}
}

static bool
is_letter(char c)
{
	return am_is_alpha(c) || (unsigned char)c >= 0x80;
}

static struct am_slice
word_at(struct am_slice s)
{
	size_t n = 0;

	while (n < s.len &&
	       (is_letter(s.ptr[n]) ||
		(s.ptr[n] == '.' && n + 1 < s.len && is_letter(s.ptr[n + 1]))))
		n++;
	/* "p.m." but not "Nov." */
	if (am_slice_chr(am_slice_head(s, n), '.') < n && n < s.len &&
	    s.ptr[n] == '.')
		n++;
	return am_slice_head(s, n);
}

/* A sign that is no hyphen: not the second one of "20-Nov-2026". */
static bool
is_offset(const struct reading *r, struct am_slice s)
{
	return (s.ptr[0] == '+' || s.ptr[0] == '-') && r->has_time &&
	       !r->is_after_month && s.len > 1 && am_is_digit(s.ptr[1]);
}

static void
read_text(struct reading *r, struct am_slice rest)
{
	while (rest.len > 0) {
		char c = rest.ptr[0];

		if (am_is_digit(c)) {
			take_number(r, &rest);
			r->is_after_month = false;
		} else if (is_letter(c)) {
			struct am_slice word = word_at(rest);

			take_word(r, word);
			rest = am_slice_from(rest, word.len);
		} else if (is_offset(r, rest)) {
			rest = am_slice_from(rest, 1);
			take_offset(r, &rest, c == '-' ? -1 : 1);
		} else {
			rest = am_slice_from(rest, 1);
		}
	}
}

/* The zone that a comment names counts when nothing else does. */
static void
read_comment(struct reading *r, struct am_slice comment)
{
	int secs;

	if (comment.len > 1 && am_date_zone(am_slice_trim(comment), &secs))
		set_zone(r, ZONE_IN_COMMENT, secs);
}

/* Make blanks of the comments in text[]; one that is never closed stays. */
static void
take_comments(struct reading *r, char *text, size_t len)
{
	size_t open[COMMENT_DEPTH];
	size_t depth = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '(' && depth < COMMENT_DEPTH) {
			open[depth++] = i;
		} else if (text[i] == ')' && depth > 0) {
			size_t from = open[--depth];

			read_comment(r,
				     am_slice_range(text + from + 1, text + i));
			memset(text + from, ' ', i - from + 1);
		}
	}
}

static int64_t
finish(struct reading *r)
{
	struct am_civil *c = &r->civil;
	bool is_next_day = c->hour == 24 && c->minute == 0 && c->second == 0;
	int64_t utc;

	if (r->is_bad || !r->has_day || !r->has_month || !r->has_year ||
	    c->year < YEAR_MIN || c->year > YEAR_MAX)
		return AM_NO_TIME;
	if (r->is_pm && c->hour < 12)
		c->hour += 12;
	if (is_next_day || (r->is_am && c->hour == 12))
		c->hour = 0;
	utc = am_civil_to_utc(c);
	if (utc == AM_NO_TIME)
		return AM_NO_TIME;
	utc += (is_next_day ? 86400 : 0) - r->zone_secs;
	return utc >= 0 ? utc : AM_NO_TIME;
}

static int64_t
read_value(struct am_slice value, struct reading *r)
{
	char text[VALUE_MAX];

	value = am_slice_head(value, sizeof(text));
	if (value.len == 0)
		return AM_NO_TIME;
	if (am_grammar_date(value, &r->civil, &r->zone_secs)) {
		r->has_day = r->has_month = r->has_year = true;
		return finish(r);
	}
	*r = (struct reading){ 0 };
	memcpy(text, value.ptr, value.len);
	take_comments(r, text, value.len);
	read_text(r, am_slice_range(text, text + value.len));
	return finish(r);
}

int64_t
am_date_parse_zoned(struct am_slice value, int32_t *offset_secs)
{
	struct reading r = { 0 };
	int64_t utc = read_value(value, &r);

	*offset_secs = utc == AM_NO_TIME ? 0 : r.zone_secs;
	return utc;
}

int64_t
am_date_parse(struct am_slice value)
{
	int32_t unused;

	return am_date_parse_zoned(value, &unused);
}
