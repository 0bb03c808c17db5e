/* SPDX-License-Identifier: MIT */
#include "amends/rulings.h"
#include "unit.h"

#define MON  INT64_C(1794787200) /* 2026-11-16 00:00 UTC */
#define HOUR INT64_C(3600)
#define DAY  (24 * HOUR)

static struct am_arena *arena;
static struct am_ruling items[8];
static struct am_rulings rulings;

static void
setup(void)
{
	arena = am_arena_new();
	rulings = (struct am_rulings){ items, 0 };
}

static void
teardown(void)
{
	am_arena_free(arena);
}

/* One more, open in `hours` of each day; NULL: always. */
static void
rule(const char *inbox, int64_t valid_from, const char *hours)
{
	struct am_policy *p = am_arena_alloc(arena, sizeof(*p));
	struct am_sources sources = { .read = NULL };
	struct am_err err;

	am_policy_defaults(am_slice_of(inbox), p);
	if (hours != NULL) {
		struct am_calendar *c = am_calendar_new(arena);

		ck_assert_int_eq(am_calendar_put_zone(c, AM_SLICE_LIT("UTC"),
						      &sources, &err),
				 AM_OK);
		ck_assert_int_eq(
			am_calendar_put_hours(c, AM_SLICE_LIT("mon-sun"),
					      am_slice_of(hours), &err),
			AM_OK);
		ck_assert_int_eq(am_calendar_finish(c, &err), AM_OK);
		p->calendar = c;
	}
	am_buf_free(&sources.section);
	items[rulings.count] =
		(struct am_ruling){ (int64_t)rulings.count + 1, valid_from, p };
	rulings.count++;
}

static int64_t
in_force(int64_t at)
{
	const struct am_ruling *r =
		am_ruling_at(&rulings, AM_SLICE_LIT("support"), at);

	return r != NULL ? r->event : 0;
}

static int64_t
open_secs(int64_t from, int64_t to)
{
	return am_rulings_open_secs(&rulings, AM_SLICE_LIT("support"), from,
				    to);
}

START_TEST(the_last_that_was_added_counts_of_those_that_are_valid)
{
	rule("support", 100, NULL); /* 1 */
	rule("sales", 0, NULL);
	rule("support", 300, NULL); /* 3: dated ahead */
	rule("support", 200, NULL); /* 4: comes before that day, and stays */
	ck_assert_int_eq(in_force(99), 0);
	ck_assert_int_eq(in_force(100), 1);
	ck_assert_int_eq(in_force(199), 1);
	ck_assert_int_eq(in_force(200), 4);
	ck_assert_int_eq(in_force(300), 4);
	rule("support", 150, NULL); /* 5: dated back, for good */
	ck_assert_int_eq(in_force(149), 1);
	ck_assert_int_eq(in_force(150), 5);
	ck_assert_int_eq(in_force(1000), 5);
}
END_TEST

START_TEST(without_a_policy_it_is_always_open)
{
	ck_assert_int_eq(open_secs(MON, MON + 777), 777);
	ck_assert_int_eq(open_secs(MON + 5, MON), 0);
}
END_TEST

/* Always until Tuesday noon, the afternoon since then. */
START_TEST(each_stretch_is_counted_by_what_was_in_force)
{
	rule("support", 0, NULL);
	rule("support", MON + DAY + 12 * HOUR, "13:00-18:00");
	ck_assert_int_eq(open_secs(MON, MON + 2 * DAY), DAY + 17 * HOUR);
	ck_assert_int_eq(open_secs(MON + DAY, MON + DAY + 14 * HOUR),
			 13 * HOUR);
	ck_assert_int_eq(open_secs(MON + 2 * DAY, MON + 3 * DAY), 5 * HOUR);
}
END_TEST

/* The end of a time and its seconds agree, over the change as well. */
START_TEST(a_time_ends_when_its_seconds_are_over)
{
	static const int64_t spans[] = { 1,         HOUR,          11 * HOUR,
					 12 * HOUR, 12 * HOUR + 1, 17 * HOUR,
					 40 * HOUR };
	int64_t from = MON + DAY;

	rule("support", 0, NULL);
	rule("support", MON + DAY + 12 * HOUR, "13:00-18:00");
	for (size_t i = 0; i < UNIT_COUNT(spans); i++) {
		int64_t end = am_rulings_add(&rulings, AM_SLICE_LIT("support"),
					     from, spans[i]);

		ck_assert_int_eq(open_secs(from, end), spans[i]);
		ck_assert_int_eq(open_secs(from, end - 1), spans[i] - 1);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rulings");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc,
		       the_last_that_was_added_counts_of_those_that_are_valid);
	tcase_add_test(tc, without_a_policy_it_is_always_open);
	tcase_add_test(tc, each_stretch_is_counted_by_what_was_in_force);
	tcase_add_test(tc, a_time_ends_when_its_seconds_are_over);
	return unit_main("time", tc);
}
