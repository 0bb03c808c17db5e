/* SPDX-License-Identifier: MIT
 *
 * Named cases; thousands of random ones are in tests/quality/calendar_model.py. */
#include "amends/calendar.h"

#include <stdio.h>

#include "unit.h"

static struct am_arena *arena;
static struct am_sources sources;
static struct am_err err;

static void
start(void)
{
	arena = am_arena_new();
	err.text[0] = '\0';
}

static void
end(void)
{
	am_arena_free(arena);
	am_buf_free(&sources.section);
}

static int64_t
at(const char *text)
{
	int64_t utc = AM_NO_TIME;

	ck_assert_msg(am_rfc3339_parse(am_slice_of(text), &utc), "%s", text);
	return utc;
}

static void
must(enum am_code rc)
{
	ck_assert_msg(rc == AM_OK, "%s", err.text);
}

/* Of one zone, hours for some days and perhaps a day off. */
static struct am_calendar *
calendar(const char *zone, const char *days, const char *hours, const char *off)
{
	struct am_calendar *c = am_calendar_new(arena);

	must(am_calendar_put_zone(c, am_slice_of(zone), &sources, &err));
	must(am_calendar_put_hours(c, am_slice_of(days), am_slice_of(hours),
				   &err));
	if (off != NULL)
		must(am_calendar_put_holiday(c, am_slice_of(off), &sources,
					     &err));
	must(am_calendar_finish(c, &err));
	return c;
}

static const struct {
	const char *name, *zone, *days, *hours, *off, *from, *to;
	int64_t secs;
} spans[] = {
	{ "a whole day of office hours", "Europe/London", "mon-fri",
	  "09:00-17:30", NULL, "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z",
	  30600 },
	{ "one second before they open", "Europe/London", "mon-fri",
	  "09:00-17:30", NULL, "2026-11-30T08:59:59Z", "2026-11-30T09:00:00Z",
	  0 },
	{ "the first second", "Europe/London", "mon-fri", "09:00-17:30", NULL,
	  "2026-11-30T09:00:00Z", "2026-11-30T09:00:01Z", 1 },
	{ "over a weekend", "Europe/London", "mon-fri", "09:00-17:30", NULL,
	  "2026-11-27T17:00:00Z", "2026-11-30T09:30:00Z", 3600 },
	{ "a lunch break", "Europe/London", "mon-fri",
	  "09:00-12:00, 13:00-17:30", NULL, "2026-11-30T11:30:00Z",
	  "2026-11-30T13:30:00Z", 3600 },
	{ "windows in any order", "UTC", "mon", "13:00-14:00, 09:00-10:00",
	  NULL, "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z", 7200 },
	{ "all week loses no minute at midnight", "Europe/London", "mon-sun",
	  "00:00-24:00", NULL, "2026-11-02T00:00:00Z", "2026-11-09T00:00:00Z",
	  7 * 86400 },
	{ "a window that ends at midnight", "UTC", "mon", "22:00-24:00", NULL,
	  "2026-11-30T00:00:00Z", "2026-12-02T00:00:00Z", 7200 },
	{ "a night shift", "UTC", "mon", "22:00-06:00", NULL,
	  "2026-11-30T00:00:00Z", "2026-12-02T00:00:00Z", 8 * 3600 },
	{ "Sunday's night shift goes into Monday", "UTC", "sun", "22:00-06:00",
	  NULL, "2026-11-30T00:00:00Z", "2026-11-30T12:00:00Z", 6 * 3600 },
	{ "days around the weekend", "UTC", "sat-mon", "00:00-24:00", NULL,
	  "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", 3 * 86400 },
	{ "a day off", "UTC", "mon-sun", "09:00-17:00", "2026-12-25",
	  "2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z", 16 * 3600 },
	{ "a day off is the local day", "America/New_York", "mon-sun",
	  "00:00-24:00", "2026-12-25", "2026-12-25T04:00:00Z",
	  "2026-12-26T06:00:00Z", 2 * 3600 },
	{ "its last second is off too", "UTC", "mon-sun", "00:00-24:00",
	  "2026-12-25", "2026-12-25T23:59:59Z", "2026-12-26T00:00:01Z", 1 },
	{ "days off over the edge of a week and a year", "UTC", "mon-fri",
	  "09:00-17:00", "2026-12-24..2027-01-03", "2026-12-23T00:00:00Z",
	  "2027-01-05T00:00:00Z", 16 * 3600 },
	{ "a shift loses the part that lies on a day off", "UTC", "mon-sun",
	  "22:00-06:00", "2026-12-25", "2026-12-24T12:00:00Z",
	  "2026-12-26T12:00:00Z", (2 + 6) * 3600 },
	/* clocks go forward: 01:00 to 02:00 is not there */
	{ "a window in the hour that is skipped is empty", "Europe/London",
	  "sun", "01:00-02:00", NULL, "2026-03-29T00:00:00Z",
	  "2026-03-30T00:00:00Z", 0 },
	{ "one that laps over it is cut", "Europe/London", "sun", "00:30-03:00",
	  NULL, "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z", 5400 },
	{ "one in the hour that is repeated counts twice", "Europe/London",
	  "sun", "01:15-01:45", NULL, "2026-10-25T00:00:00Z",
	  "2026-10-26T00:00:00Z", 3600 },
	{ "a whole day of 25 hours", "Europe/London", "sun", "00:00-24:00",
	  NULL, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", 25 * 3600 },
	{ "a whole day of 23 hours", "America/New_York", "sun", "00:00-24:00",
	  NULL, "2026-03-07T12:00:00Z", "2026-03-10T12:00:00Z", 23 * 3600 },
	{ "Lord Howe skips half an hour", "Australia/Lord_Howe", "sun",
	  "00:00-24:00", NULL, "2026-10-02T00:00:00Z", "2026-10-06T00:00:00Z",
	  84600 },
	{ "and repeats half an hour", "Australia/Lord_Howe", "sun",
	  "01:30-02:00", NULL, "2026-04-03T00:00:00Z", "2026-04-07T00:00:00Z",
	  3600 },
	{ "half an hour east", "Asia/Kolkata", "mon", "09:00-10:00", NULL,
	  "2026-11-30T03:30:00Z", "2026-11-30T04:30:00Z", 3600 },
	{ "Sao Paulo had summer time", "America/Sao_Paulo", "mon-fri",
	  "09:00-10:00", NULL, "2019-01-07T11:00:00Z", "2019-01-07T12:00:00Z",
	  3600 },
	{ "and gave it up", "America/Sao_Paulo", "mon-fri", "09:00-10:00", NULL,
	  "2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z", 3600 },
	{ "the rule goes on past the table", "Europe/London", "mon-fri",
	  "09:00-10:00", NULL, "2099-07-01T08:00:00Z", "2099-07-01T09:00:00Z",
	  3600 },
	{ "backwards is nothing", "UTC", "mon-sun", "00:00-24:00", NULL,
	  "2026-12-01T00:00:00Z", "2026-11-30T00:00:00Z", 0 },
	{ "ten thousand years end", "Europe/London", "mon", "00:00-00:01", NULL,
	  "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z", 60 * 521722 },
};

START_TEST(counts_the_open_seconds_of_a_span)
{
	const struct am_calendar *c = calendar(spans[_i].zone, spans[_i].days,
					       spans[_i].hours, spans[_i].off);

	ck_assert_msg(am_calendar_open_secs(c, at(spans[_i].from),
					    at(spans[_i].to)) == spans[_i].secs,
		      "%s: %lld, want %lld", spans[_i].name,
		      (long long)am_calendar_open_secs(c, at(spans[_i].from),
						       at(spans[_i].to)),
		      (long long)spans[_i].secs);
}
END_TEST

START_TEST(is_always_open_without_a_calendar)
{
	struct am_civil civil;
	int64_t now = at("2026-11-30T09:30:00Z");

	ck_assert(am_calendar_is_open(NULL, now));
	ck_assert_int_eq(am_calendar_open_secs(NULL, now, now + 90), 90);
	ck_assert_int_eq(am_calendar_open_secs(NULL, now, now - 1), 0);
	ck_assert_int_eq(am_calendar_add(NULL, now, 90), now + 90);
	ck_assert_int_eq(am_calendar_offset(NULL, now), 0);
	am_calendar_civil(NULL, now, &civil);
	ck_assert_int_eq(civil.hour, 9);
	unit_assert_slice(am_calendar_zone(NULL), "UTC");
}
END_TEST

START_TEST(takes_an_unknown_time_for_no_time_at_all)
{
	const struct am_calendar *c =
		calendar("UTC", "mon-sun", "00:00-24:00", NULL);

	ck_assert_int_eq(am_calendar_open_secs(c, AM_NO_TIME, 5), 0);
	ck_assert_int_eq(am_calendar_open_secs(NULL, 5, AM_NO_TIME), 0);
	ck_assert_int_eq(am_calendar_add(c, AM_NO_TIME, 5), AM_NO_TIME);
}
END_TEST

START_TEST(adds_open_seconds)
{
	const struct am_calendar *c =
		calendar("Europe/London", "mon-fri", "09:00-17:30", NULL);
	int64_t friday = at("2026-11-27T17:00:00Z");

	ck_assert_int_eq(am_calendar_add(c, friday, 0), friday);
	/* the end of Friday's window, not the start of Monday's */
	ck_assert_int_eq(am_calendar_add(c, friday, 1800),
			 at("2026-11-27T17:30:00Z"));
	ck_assert_int_eq(am_calendar_add(c, friday, 1801),
			 at("2026-11-30T09:00:01Z"));
	ck_assert_int_eq(am_calendar_add(c, friday, 4 * 3600),
			 at("2026-11-30T12:30:00Z"));
	ck_assert_int_eq(am_calendar_add(c, friday, AM_CALENDAR_FAR_SECS),
			 AM_NO_TIME);
	ck_assert_int_eq(am_calendar_add(c, friday, INT64_MAX), AM_NO_TIME);
}
END_TEST

START_TEST(finds_what_is_just_within_twenty_years)
{
	const struct am_calendar *c =
		calendar("UTC", "mon", "00:00-00:01", NULL);
	int64_t monday = at("2026-11-30T00:00:00Z");
	int64_t weeks = AM_CALENDAR_FAR_SECS / (7 * 86400);

	ck_assert_int_eq(am_calendar_add(c, monday, weeks * 60),
			 monday + (weeks - 1) * 7 * 86400 + 60);
	ck_assert_int_eq(am_calendar_add(c, monday, (weeks + 2) * 60),
			 AM_NO_TIME);
}
END_TEST

static void
note_window(void *ctx, int64_t from, int64_t to)
{
	struct am_buf *out = ctx;
	char begin[AM_RFC3339_BYTES];
	char stop[AM_RFC3339_BYTES];

	am_rfc3339_format(from, begin);
	am_rfc3339_format(to, stop);
	am_buf_printf(out, "%.16s-%.16s ", begin + 5, stop + 5);
}

static void
assert_windows(const struct am_calendar *c, const char *from, const char *to,
	       const char *want)
{
	struct am_buf out = { 0 };

	am_calendar_walk(c, at(from), at(to), note_window, &out);
	unit_assert_slice(am_slice_trim(am_buf_slice(&out)), want);
	am_buf_free(&out);
}

START_TEST(walks_window_by_window)
{
	assert_windows(calendar("Europe/London", "mon-fri",
				"09:00-12:00, 13:00-17:30", "2026-12-01"),
		       "2026-11-30T10:00:00Z", "2026-12-02T10:00:00Z",
		       "11-30T10:00:00Z-11-30T12:00:00Z "
		       "11-30T13:00:00Z-11-30T17:30:00Z "
		       "12-02T09:00:00Z-12-02T10:00:00Z");
	assert_windows(NULL, "2026-11-30T10:00:00Z", "2026-12-02T10:00:00Z",
		       "11-30T10:00:00Z-12-02T10:00:00Z");
	assert_windows(NULL, "2026-11-30T10:00:00Z", "2026-11-30T10:00:00Z",
		       "");
}
END_TEST

START_TEST(walks_a_night_shift_as_one)
{
	assert_windows(calendar("UTC", "mon", "22:00-06:00", NULL),
		       "2026-11-30T00:00:00Z", "2026-12-02T00:00:00Z",
		       "11-30T22:00:00Z-12-01T06:00:00Z");
	/* both passes of the repeated hour are one stretch of time */
	assert_windows(calendar("Europe/London", "sun", "01:00-02:00", NULL),
		       "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z",
		       "10-25T00:00:00Z-10-25T02:00:00Z");
}
END_TEST

START_TEST(knows_the_wall_clock_and_local_midnight)
{
	const struct am_calendar *london =
		calendar("Europe/London", "mon", "09:00-10:00", NULL);
	/* Chile's clocks go forward at midnight */
	const struct am_calendar *santiago =
		calendar("America/Santiago", "mon", "09:00-10:00", NULL);
	struct am_civil civil;

	am_calendar_civil(london, at("2026-07-01T23:30:00Z"), &civil);
	ck_assert_int_eq(civil.day, 2);
	ck_assert_int_eq(civil.hour, 0);
	ck_assert_int_eq(am_calendar_offset(london, at("2026-07-01T00:00:00Z")),
			 3600);
	ck_assert_int_eq(am_calendar_midnight(london, 2026, 7, 2),
			 at("2026-07-01T23:00:00Z"));
	ck_assert_int_eq(am_calendar_midnight(santiago, 2026, 9, 6),
			 at("2026-09-06T04:00:00Z"));
	ck_assert_int_eq(am_calendar_midnight(london, 2026, 2, 30), AM_NO_TIME);
	ck_assert_int_eq(am_calendar_midnight(NULL, 2026, 7, 2),
			 at("2026-07-02T00:00:00Z"));
	unit_assert_slice(am_calendar_zone(london), "Europe/London");
}
END_TEST

/* ---- faults */

enum piece {
	ZONE,
	HOURS, /* "DAYS=HOURS", several with "; " between */
	OFF
};

static const struct {
	enum piece piece;
	const char *text;
	const char *fault;
} faults[] = {
	{ ZONE, "Europe/Londn", "did you mean \"Europe/London\"?" },
	{ ZONE, "london", "did you mean \"Europe/London\"?" },
	{ ZONE, "europe/berlin", "did you mean \"Europe/Berlin\"?" },
	{ ZONE, "Nowhere/At_All", "there is no time zone \"Nowhere/At_All\"" },
	{ ZONE, "../../etc/passwd", "there is no time zone" },
	{ ZONE, "/etc/passwd", "there is no time zone" },
	{ ZONE, "", "there is no time zone" },
	{ ZONE, "Europe", "/usr/share/zoneinfo/Europe" },
	{ ZONE, "tzdata.zi", "there is no time zone" },
	{ ZONE, "zone.tab", "there is no time zone" },
	{ HOURS, "mnn=09:00-17:00", "\"mnn\" is no day: did you mean mon?" },
	{ HOURS, "mon-fir=09:00-17:00", "did you mean fri?" },
	{ HOURS, "tuesdy=09:00-17:00", "did you mean tuesday?" },
	{ HOURS, "weekdays=09:00-17:00", "is no day" },
	{ HOURS, "=09:00-17:00", "is no day" },
	{ HOURS, "mon=25:00-26:00", "\"25:00\" is no time of day" },
	{ HOURS, "mon=09:00-24:01", "\"24:01\" is no time of day" },
	{ HOURS, "mon=09:60-17:00", "\"09:60\" is no time of day" },
	{ HOURS, "mon=9-17", "\"9\" is no time of day" },
	{ HOURS, "mon=", "not hours like" },
	{ HOURS, "mon=09:00", "not hours like" },
	{ HOURS, "mon=09:00-12:00,,", "not hours like" },
	{ HOURS, "mon=09:00-09:00", "is \"00:00-24:00\"" },
	{ HOURS, "mon=24:00-02:00", "begins when the day is over" },
	{ HOURS, "mon=17:30-09:00",
	  "write \"17:30-24:00\" and, on the day after, \"00:00-09:00\"" },
	{ HOURS, "mon=12:00-11:00", "ends before it begins" },
	{ HOURS, "mon=09:00-12:00, 11:00-13:00",
	  "the hours of mon overlap: 11:00 is in two" },
	{ HOURS, "mon=11:00-13:00, 09:00-12:00",
	  "the hours of mon overlap: 11:00 is in two" },
	{ HOURS, "mon=22:00-06:00; tue=05:00-09:00",
	  "the hours of tue overlap: 05:00 is in two" },
	{ HOURS, "tue=05:00-09:00; mon=22:00-06:00",
	  "the hours of tue overlap: 05:00 is in two" },
	{ HOURS, "mon-fri=09:00-17:00; wed=09:00-12:00",
	  "wed has its hours from \"mon-fri\" already" },
	{ HOURS, "mon, mon-tue=09:00-12:00; sun=closed; sun=closed",
	  "sun has its hours from \"sun\" already" },
	{ OFF, "25.12.2026", "is no date like" },
	{ OFF, "2026-02-30", "is no date like" },
	{ OFF, "2026-12-24..", "is no date like" },
	{ OFF, "2027-01-01..2026-12-24", "ends before it begins" },
	{ OFF, "2026-01-01..2028-01-01", "longer than a year" },
	{ OFF, "ical:holidays.ics", "not an absolute path" },
	{ OFF, "ical:/nowhere/holidays.ics", "/nowhere/holidays.ics" },
	{ OFF, "ical:/etc/passwd", "ends in .ics" },
};

static enum am_code
put_hours(struct am_calendar *c, struct am_slice text)
{
	while (text.len > 0) {
		size_t n = am_slice_find(text, "; ");
		struct am_slice one = am_slice_head(text, n);
		size_t equal = am_slice_chr(one, '=');

		if (am_calendar_put_hours(c, am_slice_head(one, equal),
					  am_slice_from(one, equal + 1),
					  &err) != AM_OK)
			return err.code;
		text = am_slice_from(text, n + 2);
	}
	return AM_OK;
}

START_TEST(says_what_is_wrong_and_what_would_be_right)
{
	struct am_calendar *c = am_calendar_new(arena);
	struct am_slice text = am_slice_of(faults[_i].text);
	enum am_code rc = AM_OK;

	if (faults[_i].piece == ZONE)
		rc = am_calendar_put_zone(c, text, &sources, &err);
	else if (faults[_i].piece == HOURS)
		rc = put_hours(c, text);
	else
		rc = am_calendar_put_holiday(c, text, &sources, &err);
	ck_assert_msg(rc == AM_ECONFIG, "%s is taken", faults[_i].text);
	ck_assert_msg(strstr(err.text, faults[_i].fault) != NULL,
		      "%s: \"%s\", want \"%s\"", faults[_i].text, err.text,
		      faults[_i].fault);
}
END_TEST

START_TEST(refuses_a_week_without_an_open_second)
{
	struct am_calendar *c = am_calendar_new(arena);

	ck_assert_int_eq(am_calendar_finish(c, &err), AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "zone is missing"));
	must(am_calendar_put_zone(c, AM_SLICE_LIT("UTC"), &sources, &err));
	must(put_hours(c, AM_SLICE_LIT("mon-sun=closed")));
	ck_assert_int_eq(am_calendar_finish(c, &err), AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "a week without any hours"));
}
END_TEST

/* ---- bytes */

START_TEST(is_the_same_after_encoding)
{
	const struct am_calendar *c =
		calendar("America/New_York", "mon-sat",
			 "22:00-02:00, 09:00-12:00", "2026-12-25");
	const struct am_calendar *back = NULL;
	struct am_buf bytes = { 0 };
	struct am_buf again = { 0 };

	am_calendar_encode(c, &bytes);
	must(am_calendar_decode(am_buf_slice(&bytes), arena, &back, &err));
	am_calendar_encode(back, &again);
	ck_assert(am_slice_eq(am_buf_slice(&bytes), am_buf_slice(&again)));
	ck_assert_int_eq(am_calendar_open_secs(back, 0, 2000000000),
			 am_calendar_open_secs(c, 0, 2000000000));
	/* each shorter one is refused */
	for (size_t n = 0; n < bytes.len; n++)
		ck_assert_int_eq(am_calendar_decode(
					 am_slice_head(am_buf_slice(&bytes), n),
					 arena, &back, &err),
				 AM_EDATA);
	am_buf_free(&bytes);
	am_buf_free(&again);
}
END_TEST

START_TEST(encodes_being_always_open)
{
	const struct am_calendar *back =
		calendar("UTC", "mon", "09:00-10:00", NULL);
	struct am_buf bytes = { 0 };

	am_calendar_encode(NULL, &bytes);
	must(am_calendar_decode(am_buf_slice(&bytes), arena, &back, &err));
	ck_assert_ptr_null(back);
	am_buf_free(&bytes);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("calendar");

	tcase_add_checked_fixture(tc, start, end);
	tcase_add_loop_test(tc, counts_the_open_seconds_of_a_span, 0,
			    UNIT_COUNT(spans));
	tcase_add_test(tc, is_always_open_without_a_calendar);
	tcase_add_test(tc, takes_an_unknown_time_for_no_time_at_all);
	tcase_add_test(tc, adds_open_seconds);
	tcase_add_test(tc, finds_what_is_just_within_twenty_years);
	tcase_add_test(tc, walks_window_by_window);
	tcase_add_test(tc, walks_a_night_shift_as_one);
	tcase_add_test(tc, knows_the_wall_clock_and_local_midnight);
	tcase_add_loop_test(tc, says_what_is_wrong_and_what_would_be_right, 0,
			    UNIT_COUNT(faults));
	tcase_add_test(tc, refuses_a_week_without_an_open_second);
	tcase_add_test(tc, is_the_same_after_encoding);
	tcase_add_test(tc, encodes_being_always_open);
	return unit_main("calendar", tc);
}
