/* SPDX-License-Identifier: MIT */
#include "amends/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY_SECS          86400
#define FIRST_UTC         INT64_C(-62167219200) /* 0000-01-01T00:00:00Z */
#define LAST_UTC          INT64_C(253402300799) /* 9999-12-31T23:59:59Z */
#define DURATION_MAX_SECS (INT64_C(3650) * DAY_SECS)

/* Years are counted from 1 March, so that the leap day comes last, in eras of
 * 400 years, which all have the same number of days. */
#define ERA_DAYS   146097
#define EPOCH_DAYS 719468 /* 0000-03-01 to 1970-01-01 */

static bool
is_known(int64_t utc)
{
	return utc >= FIRST_UTC && utc <= LAST_UTC;
}

int64_t
am_now_utc(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

int64_t
am_mono_ms(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30,
				      31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool
is_within(int value, int min, int max)
{
	return value >= min && value <= max;
}

static int64_t
days_of_date(int year, int month, int day)
{
	int64_t march_year = year + 400 - (month <= 2);
	int64_t era = march_year / 400;
	int64_t in_era = march_year % 400;
	int64_t march_month = (month + 9) % 12;
	int64_t in_year = (153 * march_month + 2) / 5 + day - 1;

	return (era - 1) * ERA_DAYS + in_era * 365 + in_era / 4 - in_era / 100 +
	       in_year - EPOCH_DAYS;
}

int64_t
am_civil_to_utc(const struct am_civil *c)
{
	int64_t utc;

	if (!is_within(c->year, 0, 9999) || !is_within(c->month, 1, 12) ||
	    !is_within(c->day, 1, days_in_month(c->year, c->month)) ||
	    !is_within(c->hour, 0, 23) || !is_within(c->minute, 0, 59) ||
	    !is_within(c->second, 0, 60))
		return AM_NO_TIME;
	utc = days_of_date(c->year, c->month, c->day) * DAY_SECS +
	      c->hour * INT64_C(3600) + c->minute * INT64_C(60) + c->second;
	return is_known(utc) ? utc : AM_NO_TIME;
}

static int64_t
clamp_to_known(int64_t utc)
{
	if (utc < FIRST_UTC)
		return FIRST_UTC;
	return utc > LAST_UTC ? LAST_UTC : utc;
}

void
am_civil_of_utc(int64_t utc, struct am_civil *civil)
{
	/* an era is added so that nothing below is negative */
	int64_t secs = clamp_to_known(utc) +
		       (int64_t)(EPOCH_DAYS + ERA_DAYS) * DAY_SECS;
	int64_t days = secs / DAY_SECS;
	int64_t era = days / ERA_DAYS;
	int64_t day = days % ERA_DAYS;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t march_month;

	day -= 365 * year + year / 4 - year / 100;
	march_month = (5 * day + 2) / 153;
	civil->day = (int)(day - (153 * march_month + 2) / 5 + 1);
	civil->month = (int)((march_month + 2) % 12 + 1);
	civil->year = (int)(year + (era - 1) * 400 + (civil->month <= 2));
	secs %= DAY_SECS;
	civil->hour = (int)(secs / 3600);
	civil->minute = (int)(secs / 60 % 60);
	civil->second = (int)(secs % 60);
}

int
am_weekday(int64_t utc)
{
	int64_t days = (clamp_to_known(utc) - FIRST_UTC) / DAY_SECS;

	return (int)((days + 6) % 7); /* 0000-01-01 was a Saturday */
}

/* Take exactly `width` digits off *rest. */
static bool
take_digits(struct am_slice *rest, size_t width, int *out)
{
	unsigned long long value = 0;

	if (rest->len < width ||
	    !am_slice_number(am_slice_head(*rest, width), 9999, &value))
		return false;
	*out = (int)value;
	*rest = am_slice_from(*rest, width);
	return true;
}

static bool
take_char(struct am_slice *rest, const char *allowed)
{
	if (rest->len == 0 || rest->ptr[0] == '\0' ||
	    strchr(allowed, rest->ptr[0]) == NULL)
		return false;
	*rest = am_slice_from(*rest, 1);
	return true;
}

/* ":SS" and ".FFF", each of which may be missing. */
static bool
take_seconds(struct am_slice *rest, int *second)
{
	*second = 0;
	if (!take_char(rest, ":"))
		return true;
	if (!take_digits(rest, 2, second))
		return false;
	if (!take_char(rest, "."))
		return true;
	if (!take_char(rest, "0123456789"))
		return false;
	while (take_char(rest, "0123456789"))
		continue;
	return true;
}

static bool
take_offset(struct am_slice *rest, int *secs)
{
	bool is_west = rest->len > 0 && rest->ptr[0] == '-';
	int hours = 0;
	int minutes = 0;

	*secs = 0;
	if (take_char(rest, "Zz"))
		return true;
	if (!take_char(rest, "+-") || !take_digits(rest, 2, &hours) ||
	    !take_char(rest, ":") || !take_digits(rest, 2, &minutes) ||
	    hours > 23 || minutes > 59)
		return false;
	*secs = hours * 3600 + minutes * 60;
	if (is_west)
		*secs = -*secs;
	return true;
}

bool
am_rfc3339_parse(struct am_slice text, int64_t *utc)
{
	struct am_civil c;
	int64_t local;
	int offset = 0;

	if (!take_digits(&text, 4, &c.year) || !take_char(&text, "-") ||
	    !take_digits(&text, 2, &c.month) || !take_char(&text, "-") ||
	    !take_digits(&text, 2, &c.day) || !take_char(&text, "Tt ") ||
	    !take_digits(&text, 2, &c.hour) || !take_char(&text, ":") ||
	    !take_digits(&text, 2, &c.minute) ||
	    !take_seconds(&text, &c.second) || !take_offset(&text, &offset) ||
	    text.len > 0)
		return false;
	local = am_civil_to_utc(&c);
	if (local == AM_NO_TIME || !is_known(local - offset))
		return false;
	*utc = local - offset;
	return true;
}

static char *
put_digits(char *at, int value, int width)
{
	for (int i = width - 1; i >= 0; i--) {
		at[i] = (char)('0' + value % 10);
		value /= 10;
	}
	return at + width;
}

static char *
put_clock(char *at, const struct am_civil *c)
{
	at = put_digits(at, c->hour, 2);
	*at++ = ':';
	at = put_digits(at, c->minute, 2);
	*at++ = ':';
	return put_digits(at, c->second, 2);
}

void
am_rfc3339_format(int64_t utc, char out[AM_RFC3339_BYTES])
{
	struct am_civil c;
	char *at = out;

	if (!is_known(utc)) {
		memcpy(out, "-", sizeof("-"));
		return;
	}
	am_civil_of_utc(utc, &c);
	at = put_digits(at, c.year, 4);
	*at++ = '-';
	at = put_digits(at, c.month, 2);
	*at++ = '-';
	at = put_digits(at, c.day, 2);
	*at++ = 'T';
	at = put_clock(at, &c);
	*at++ = 'Z';
	*at = '\0';
}

void
am_rfc5322_format(int64_t utc, char out[AM_RFC5322_BYTES])
{
	static const char weekdays[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct am_civil c;
	char date[sizeof("21 Nov 2026 09:30:00")];
	char *at = date;

	if (!is_known(utc)) {
		memcpy(out, "-", sizeof("-"));
		return;
	}
	am_civil_of_utc(utc, &c);
	at = put_digits(at, c.day, c.day < 10 ? 1 : 2);
	*at++ = ' ';
	memcpy(at, months + (c.month - 1) * 3L, 3);
	at[3] = ' ';
	at = put_digits(at + 4, c.year, 4);
	*at++ = ' ';
	at = put_clock(at, &c);
	*at = '\0';
	(void)snprintf(out, AM_RFC5322_BYTES, "%.3s, %s +0000",
		       weekdays + am_weekday(utc) * 3L, date);
}

static int64_t
secs_of_unit(char unit)
{
	switch (unit) {
	case 's':
		return 1;
	case 'm':
		return 60;
	case 'h':
		return 3600;
	case 'd':
		return DAY_SECS;
	case 'w':
		return 7L * DAY_SECS;
	default:
		return 0;
	}
}

bool
am_duration_parse(struct am_slice text, int64_t *secs)
{
	unsigned long long count = 0;
	int64_t unit = text.len > 0 ? secs_of_unit(text.ptr[text.len - 1]) : 0;

	if (unit == 0 ||
	    !am_slice_number(am_slice_head(text, text.len - 1),
			     (unsigned long long)(DURATION_MAX_SECS / unit),
			     &count))
		return false;
	*secs = (int64_t)count * unit;
	return true;
}

void
am_duration_format(int64_t secs, char out[AM_DURATION_BYTES])
{
	const size_t cap = AM_DURATION_BYTES;

	if (secs < 0)
		(void)snprintf(out, cap, "-");
	else if (secs < 60)
		(void)snprintf(out, cap, "%ds", (int)secs);
	else if (secs < 3600)
		(void)snprintf(out, cap, "%dm", (int)(secs / 60));
	else if (secs < DAY_SECS)
		(void)snprintf(out, cap, "%dh %02dm", (int)(secs / 3600),
			       (int)(secs / 60 % 60));
	else
		(void)snprintf(out, cap, "%" PRId64 "d %dh", secs / DAY_SECS,
			       (int)(secs / 3600 % 24));
}
