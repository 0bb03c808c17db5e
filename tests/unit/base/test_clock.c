/* SPDX-License-Identifier: MIT */
#include "amends/clock.h"

#include <time.h>

#include "unit.h"

#define DAY       86400
#define FIRST_UTC INT64_C(-62167219200)
#define LAST_UTC  INT64_C(253402300799)

static const struct {
	struct am_civil civil;
	int64_t utc;
	int weekday;
} civil_rows[] = {
	{ { 1970, 1, 1, 0, 0, 0 }, 0, 4 },
	{ { 1969, 12, 31, 23, 59, 59 }, -1, 3 },
	{ { 2026, 11, 21, 9, 30, 0 }, 1795253400, 6 },
	{ { 2000, 2, 29, 12, 0, 0 }, 951825600, 2 },
	{ { 2000, 3, 1, 0, 0, 0 }, 951868800, 3 },
	{ { 1900, 2, 28, 0, 0, 0 }, -2203977600, 3 },
	{ { 1900, 3, 1, 0, 0, 0 }, -2203891200, 4 },
	{ { 2100, 2, 28, 23, 59, 59 }, 4107542399, 0 },
	{ { 2100, 3, 1, 0, 0, 0 }, 4107542400, 1 },
	{ { 2024, 2, 29, 0, 0, 0 }, 1709164800, 4 },
	{ { 2024, 12, 31, 0, 0, 0 }, 1735603200, 2 },
	{ { 0, 1, 1, 0, 0, 0 }, FIRST_UTC, 6 },
	{ { 0, 2, 29, 0, 0, 0 }, FIRST_UTC + INT64_C(59) * DAY, 2 },
	{ { 9999, 12, 31, 23, 59, 59 }, LAST_UTC, 5 },
};

static void
assert_civil(const struct am_civil *got, const struct am_civil *want)
{
	ck_assert_int_eq(got->year, want->year);
	ck_assert_int_eq(got->month, want->month);
	ck_assert_int_eq(got->day, want->day);
	ck_assert_int_eq(got->hour, want->hour);
	ck_assert_int_eq(got->minute, want->minute);
	ck_assert_int_eq(got->second, want->second);
}

START_TEST(dates_and_seconds_turn_into_each_other)
{
	struct am_civil back = { 0 };

	ck_assert_int_eq(am_civil_to_utc(&civil_rows[_i].civil),
			 civil_rows[_i].utc);
	am_civil_of_utc(civil_rows[_i].utc, &back);
	assert_civil(&back, &civil_rows[_i].civil);
	ck_assert_int_eq(am_weekday(civil_rows[_i].utc),
			 civil_rows[_i].weekday);
}
END_TEST

static const struct am_civil bad_rows[] = {
	{ -1, 1, 1, 0, 0, 0 },    { 10000, 1, 1, 0, 0, 0 },
	{ 2026, 0, 1, 0, 0, 0 },  { 2026, 13, 1, 0, 0, 0 },
	{ 2026, 1, 0, 0, 0, 0 },  { 2026, 1, 32, 0, 0, 0 },
	{ 2026, 4, 31, 0, 0, 0 }, { 2026, 2, 29, 0, 0, 0 },
	{ 1900, 2, 29, 0, 0, 0 }, { 2100, 2, 29, 0, 0, 0 },
	{ 2000, 2, 30, 0, 0, 0 }, { 2026, 1, 1, -1, 0, 0 },
	{ 2026, 1, 1, 24, 0, 0 }, { 2026, 1, 1, 0, -1, 0 },
	{ 2026, 1, 1, 0, 60, 0 }, { 2026, 1, 1, 0, 0, -1 },
	{ 2026, 1, 1, 0, 0, 61 }, { 9999, 12, 31, 23, 59, 60 },
};

START_TEST(a_date_that_is_none_is_not_known)
{
	ck_assert(am_civil_to_utc(&bad_rows[_i]) == AM_NO_TIME);
}
END_TEST

START_TEST(a_leap_second_is_the_next_minute)
{
	struct am_civil leap = { 2016, 12, 31, 23, 59, 60 };

	ck_assert_int_eq(am_civil_to_utc(&leap), 1483228800);
}
END_TEST

START_TEST(every_day_of_ten_thousand_years_comes_back)
{
	for (int64_t utc = FIRST_UTC; utc <= LAST_UTC; utc += DAY) {
		struct am_civil civil;

		am_civil_of_utc(utc, &civil);
		if (am_civil_to_utc(&civil) != utc)
			ck_abort_msg("%lld does not come back", (long long)utc);
	}
}
END_TEST

START_TEST(the_c_library_agrees)
{
	for (int64_t utc = FIRST_UTC; utc <= LAST_UTC; utc += 1468801) {
		time_t t = (time_t)utc;
		struct am_civil civil;
		struct tm tm;

		am_civil_of_utc(utc, &civil);
		ck_assert_ptr_nonnull(gmtime_r(&t, &tm));
		if (civil.year != tm.tm_year + 1900 ||
		    civil.month != tm.tm_mon + 1 || civil.day != tm.tm_mday ||
		    civil.hour != tm.tm_hour || civil.minute != tm.tm_min ||
		    civil.second != tm.tm_sec || am_weekday(utc) != tm.tm_wday)
			ck_abort_msg("%lld differs", (long long)utc);
	}
}
END_TEST

static const struct {
	const char *text;
	int64_t utc; /* AM_NO_TIME: refused */
} rfc3339_rows[] = {
	{ "2026-11-21T09:30:00Z", 1795253400 },
	{ "2026-11-21 09:30:00Z", 1795253400 },
	{ "2026-11-21t09:30:00z", 1795253400 },
	{ "2026-11-21T09:30Z", 1795253400 },
	{ "2026-11-21T09:30:00.250Z", 1795253400 },
	{ "2026-11-21T10:30:00+01:00", 1795253400 },
	{ "2026-11-21T10:30+01:00", 1795253400 },
	{ "2026-11-20T22:00:00-11:30", 1795253400 },
	{ "2026-11-21T09:30:00-00:00", 1795253400 },
	{ "0000-01-01T00:00:00Z", FIRST_UTC },
	{ "9999-12-31T23:59:59Z", LAST_UTC },
	{ "0000-01-01T00:00:00+00:01", AM_NO_TIME },
	{ "9999-12-31T23:59:59-00:01", AM_NO_TIME },
	{ "", AM_NO_TIME },
	{ "2026-11-21", AM_NO_TIME },
	{ "2026-11-21T09:30:00", AM_NO_TIME },
	{ "2026-11-21T09Z", AM_NO_TIME },
	{ "2026-11-21T09:30:Z", AM_NO_TIME },
	{ "2026-11-21T09:30:00.Z", AM_NO_TIME },
	{ "2026-11-21T09:30:00Zx", AM_NO_TIME },
	{ "2026-11-21T09:30:00 Z", AM_NO_TIME },
	{ "2026-11-21  09:30:00Z", AM_NO_TIME },
	{ " 2026-11-21T09:30:00Z", AM_NO_TIME },
	{ "2026-11-21T09:30:00+0100", AM_NO_TIME },
	{ "2026-11-21T09:30:00+24:00", AM_NO_TIME },
	{ "2026-11-21T09:30:00+01:60", AM_NO_TIME },
	{ "2026-11-21T24:00:00Z", AM_NO_TIME },
	{ "2026-02-29T00:00:00Z", AM_NO_TIME },
	{ "26-11-21T09:30:00Z", AM_NO_TIME },
	{ "2026-1-21T09:30:00Z", AM_NO_TIME },
	{ "2026-+1-21T09:30:00Z", AM_NO_TIME },
	{ "2026/11/21T09:30:00Z", AM_NO_TIME },
};

START_TEST(rfc_3339_is_read)
{
	int64_t utc = AM_NO_TIME;
	bool ok = am_rfc3339_parse(unit_slice(rfc3339_rows[_i].text), &utc);

	ck_assert_msg(ok == (rfc3339_rows[_i].utc != AM_NO_TIME), "%s",
		      rfc3339_rows[_i].text);
	ck_assert_int_eq(utc, rfc3339_rows[_i].utc);
}
END_TEST

static const struct {
	int64_t utc;
	const char *rfc3339;
	const char *rfc5322;
} format_rows[] = {
	{ 0, "1970-01-01T00:00:00Z", "Thu, 1 Jan 1970 00:00:00 +0000" },
	{ 1795253400, "2026-11-21T09:30:00Z",
	  "Sat, 21 Nov 2026 09:30:00 +0000" },
	{ -1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 +0000" },
	{ FIRST_UTC, "0000-01-01T00:00:00Z", "Sat, 1 Jan 0000 00:00:00 +0000" },
	{ LAST_UTC, "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 +0000" },
	{ FIRST_UTC - 1, "-", "-" },
	{ LAST_UTC + 1, "-", "-" },
	{ INT64_MAX, "-", "-" },
	{ AM_NO_TIME, "-", "-" },
};

START_TEST(times_are_written_as_both_rfcs_have_it)
{
	char rfc3339[AM_RFC3339_BYTES];
	char rfc5322[AM_RFC5322_BYTES];

	am_rfc3339_format(format_rows[_i].utc, rfc3339);
	ck_assert_str_eq(rfc3339, format_rows[_i].rfc3339);
	am_rfc5322_format(format_rows[_i].utc, rfc5322);
	ck_assert_str_eq(rfc5322, format_rows[_i].rfc5322);
}
END_TEST

static const struct {
	const char *text;
	int64_t secs; /* -1: refused */
} duration_rows[] = {
	{ "0s", 0 },
	{ "90s", 90 },
	{ "30m", 1800 },
	{ "4h", 14400 },
	{ "2d", 172800 },
	{ "1w", 604800 },
	{ "3650d", 315360000 },
	{ "3651d", -1 },
	{ "521w", 315100800 },
	{ "522w", -1 },
	{ "315360001s", -1 },
	{ "", -1 },
	{ "s", -1 },
	{ "90", -1 },
	{ "90 s", -1 },
	{ " 90s", -1 },
	{ "90S", -1 },
	{ "-1s", -1 },
	{ "1.5h", -1 },
	{ "1h30m", -1 },
	{ "1y", -1 },
	{ "99999999999999999999w", -1 },
};

START_TEST(a_duration_is_a_number_and_a_unit)
{
	int64_t secs = -1;
	bool ok = am_duration_parse(unit_slice(duration_rows[_i].text), &secs);

	ck_assert_int_eq(ok, duration_rows[_i].secs >= 0);
	ck_assert_int_eq(secs, duration_rows[_i].secs);
}
END_TEST

static const struct {
	int64_t secs;
	const char *text;
} span_rows[] = {
	{ 0, "0s" },          { 45, "45s" },
	{ 59, "59s" },        { 60, "1m" },
	{ 779, "12m" },       { 3599, "59m" },
	{ 3600, "1h 00m" },   { 11100, "3h 05m" },
	{ 86399, "23h 59m" }, { 86400, "1d 0h" },
	{ 187200, "2d 4h" },  { INT64_MAX, "106751991167300d 15h" },
	{ -1, "-" },          { AM_NO_TIME, "-" },
};

START_TEST(a_span_is_written_for_people)
{
	char text[AM_DURATION_BYTES];

	am_duration_format(span_rows[_i].secs, text);
	ck_assert_str_eq(text, span_rows[_i].text);
}
END_TEST

START_TEST(the_clocks_run)
{
	int64_t before = am_mono_ms();

	ck_assert_int_gt(am_now_utc(), 1700000000);
	ck_assert_int_lt(am_now_utc(), LAST_UTC);
	ck_assert_int_ge(am_mono_ms(), before);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("clock");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, dates_and_seconds_turn_into_each_other, 0,
			    UNIT_COUNT(civil_rows));
	tcase_add_loop_test(tc, a_date_that_is_none_is_not_known, 0,
			    UNIT_COUNT(bad_rows));
	tcase_add_test(tc, a_leap_second_is_the_next_minute);
	tcase_add_test(tc, every_day_of_ten_thousand_years_comes_back);
	tcase_add_test(tc, the_c_library_agrees);
	tcase_add_loop_test(tc, rfc_3339_is_read, 0, UNIT_COUNT(rfc3339_rows));
	tcase_add_loop_test(tc, times_are_written_as_both_rfcs_have_it, 0,
			    UNIT_COUNT(format_rows));
	tcase_add_loop_test(tc, a_duration_is_a_number_and_a_unit, 0,
			    UNIT_COUNT(duration_rows));
	tcase_add_loop_test(tc, a_span_is_written_for_people, 0,
			    UNIT_COUNT(span_rows));
	tcase_add_test(tc, the_clocks_run);
	return unit_main("clock", tc);
}
