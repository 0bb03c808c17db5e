/* SPDX-License-Identifier: MIT */
#include "promise.h"

#include "unit.h"

static struct am_arena *arena;
static struct am_sources sources;
static struct am_err err;

static void
begin(void)
{
	arena = am_arena_new();
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

	ck_assert(am_rfc3339_parse(am_slice_of(text), &utc));
	return utc;
}

static const struct am_calendar *
calendar(const char *zone, const char *days, const char *hours)
{
	struct am_calendar *c = am_calendar_new(arena);

	ck_assert_int_eq(
		am_calendar_put_zone(c, am_slice_of(zone), &sources, &err),
		AM_OK);
	ck_assert_int_eq(am_calendar_put_hours(c, am_slice_of(days),
					       am_slice_of(hours), &err),
			 AM_OK);
	ck_assert_int_eq(am_calendar_finish(c, &err), AM_OK);
	return c;
}

#define OFFICE "Europe/London", "mon-fri", "09:00-17:30"
#define LUNCH  "Europe/Berlin", "mon-fri", "09:00-12:00, 13:00-17:30"
#define NIGHT  "UTC", "mon-sun", "20:00-06:00"

static bool
say(const struct am_calendar *c, int64_t given, int64_t secs,
    const char *language, bool may_say_by, struct am_promise *out)
{
	const struct am_due due = { c, given, secs, am_slice_of(language),
				    may_say_by };

	return am_promise_say(&due, arena, out);
}

/* What is promised is so much open time. */
static const struct {
	const char *zone, *days, *hours;
	const char *given;
	int64_t open_secs;
	const char *language, *name, *text;
	const char *until; /* what that is */
} rows[] = {
	{ OFFICE, "2026-11-27T10:00:00Z", 4 * 3600, "en", "hours", "4",
	  "2026-11-27T14:00:00Z" },
	/* 17:00 on Friday and four hours: not "within 4 hours" */
	{ OFFICE, "2026-11-27T17:00:00Z", 4 * 3600, "en", "by",
	  "Monday 30 November, 12:30", "2026-11-30T12:30:00Z" },
	{ OFFICE, "2026-11-27T17:00:00Z", 4 * 3600, "de", "by",
	  "Montag, 30. November, 12:30 Uhr", "2026-11-30T12:30:00Z" },
	{ OFFICE, "2026-11-27T17:00:00Z", 4 * 3600, "fr", "by",
	  "2026-11-30, 12:30", "2026-11-30T12:30:00Z" },
	/* summer time: the zone's clock, not UTC */
	{ OFFICE, "2026-07-03T16:00:00Z", 4 * 3600, "en", "by",
	  "Monday 6 July, 12:30", "2026-07-06T11:30:00Z" },
	/* over the change of the clocks */
	{ OFFICE, "2026-10-23T16:00:00Z", 4 * 3600, "en", "by",
	  "Monday 26 October, 12:30", "2026-10-26T12:30:00Z" },
	/* rounded up, to a quarter of an hour */
	{ OFFICE, "2026-11-27T17:00:01Z", 4 * 3600, "en", "by",
	  "Monday 30 November, 12:45", "2026-11-30T12:45:00Z" },
	/* what comes when all is closed */
	{ OFFICE, "2026-11-28T20:00:00Z", 1800, "en", "by",
	  "Monday 30 November, 09:30", "2026-11-30T09:30:00Z" },
	/* a lunch on the same day makes it longer, and it is still a span */
	{ LUNCH, "2026-11-30T09:00:00Z", 4 * 3600, "de", "hours", "5",
	  "2026-11-30T14:00:00Z" },
	{ LUNCH, "2026-11-30T09:00:00Z", 6 * 3600, "de", "hours", "7",
	  "2026-11-30T16:00:00Z" },
	{ LUNCH, "2027-03-05T14:00:00Z", 3 * 3600, "de", "by",
	  "Montag, 8. M\xc3\xa4rz, 09:30 Uhr", "2027-03-08T08:30:00Z" },
	/* the same window, though midnight lies in it */
	{ NIGHT, "2026-11-30T22:00:00Z", 4 * 3600, "en", "hours", "4",
	  "2026-12-01T02:00:00Z" },
	{ NIGHT, "2026-11-30T22:00:00Z", 9 * 3600, "en", "by",
	  "Tuesday 1 December, 21:00", "2026-12-01T21:00:00Z" },
	/* 24:00 is the next day's midnight */
	{ "UTC", "mon-sun", "23:00-24:00", "2026-12-30T23:30:00Z", 5400, "en",
	  "by", "Friday 1 January, 00:00", "2027-01-01T00:00:00Z" },
};

START_TEST(says_what_is_true)
{
	const struct am_calendar *c =
		calendar(rows[_i].zone, rows[_i].days, rows[_i].hours);
	int64_t given = at(rows[_i].given);
	int64_t secs = am_calendar_add(c, given, rows[_i].open_secs) - given;
	struct am_promise promise;

	ck_assert(say(c, given, secs, rows[_i].language, true, &promise));
	unit_assert_slice(promise.text, rows[_i].text);
	ck_assert_str_eq(promise.name, rows[_i].name);
	ck_assert_int_eq(given + promise.secs, at(rows[_i].until));
}
END_TEST

/* A template that knows no "by" must not lie either. */
START_TEST(is_a_span_of_the_wall_clock_where_no_day_can_be_named)
{
	const struct am_calendar *c = calendar(OFFICE);
	int64_t given = at("2026-11-27T17:00:00Z");
	int64_t secs = am_calendar_add(c, given, 4 * 3600) - given;
	struct am_promise promise;

	ck_assert(say(c, given, secs, "en", false, &promise));
	ck_assert_str_eq(promise.name, "days");
	unit_assert_slice(promise.text, "3");
	ck_assert_int_eq(promise.secs, 3 * 86400);
}
END_TEST

START_TEST(is_a_span_for_who_is_always_open)
{
	struct am_promise promise;

	ck_assert(say(NULL, at("2026-11-27T17:00:00Z"), 90000, "en", true,
		      &promise));
	ck_assert_str_eq(promise.name, "hours");
	unit_assert_slice(promise.text, "25");
}
END_TEST

/* Whatever is meant, what is said is not earlier, nor much later. */
START_TEST(is_never_earlier_than_what_was_meant)
{
	const struct am_calendar *c = calendar(LUNCH);
	int64_t given = at("2026-10-20T00:00:00Z");

	for (int64_t i = 0; i < 4000; i++) {
		int64_t from = given + i * 997;
		int64_t secs = 1 + i * 1013 % (9 * 86400);
		struct am_promise p;

		ck_assert(say(c, from, secs, "de", i % 3 != 0, &p));
		ck_assert_int_ge(p.secs, secs);
		ck_assert_int_lt(p.secs - secs, strcmp(p.name, "by") == 0 ? 900
						: strcmp(p.name, "days") == 0
							? 86400
							: 3600);
	}
}
END_TEST

static const int64_t nothing[] = { 0, -1, INT64_MIN, INT64_MAX,
				   366 * INT64_C(86400) };

START_TEST(says_nothing_of_what_cannot_be_promised)
{
	struct am_promise promise;

	ck_assert(!say(NULL, 1796025600, nothing[_i], "en", true, &promise));
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("promise");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, says_what_is_true, 0, UNIT_COUNT(rows));
	tcase_add_test(tc,
		       is_a_span_of_the_wall_clock_where_no_day_can_be_named);
	tcase_add_test(tc, is_a_span_for_who_is_always_open);
	tcase_add_test(tc, is_never_earlier_than_what_was_meant);
	tcase_add_loop_test(tc, says_nothing_of_what_cannot_be_promised, 0,
			    UNIT_COUNT(nothing));
	return unit_main("promise", tc);
}
