/* SPDX-License-Identifier: MIT */
#include "svg_scale.h"
#include "unit.h"

static const struct {
	int64_t max;
	int64_t step;
	int steps;
} secs_rows[] = {
	{ INT64_MIN, 1, 1 },
	{ 0, 1, 1 },
	{ 1, 1, 1 },
	{ 4, 1, 4 },
	{ 5, 2, 3 },
	{ 59, 15, 4 },
	{ 61, 30, 3 },
	{ 240, 60, 4 },
	{ 3600, 900, 4 },
	{ 3601, 1800, 3 },
	{ 14400, 3600, 4 },
	{ 28800, 7200, 4 },
	{ 30000, 10800, 3 },
	{ 86400, 21600, 4 },
	{ 172801, 86400, 3 },
	{ 2419200, 604800, 4 },
	{ 2419201, 1209600, 3 },
};

START_TEST(times_are_divided_as_clocks_and_calendars_do)
{
	struct am_scale s = am_scale_secs(secs_rows[_i].max);

	ck_assert_int_eq(s.step, secs_rows[_i].step);
	ck_assert_int_eq(s.steps, secs_rows[_i].steps);
}
END_TEST

static const struct {
	int64_t max;
	int64_t step;
	int steps;
} count_rows[] = {
	{ 0, 1, 1 },   { 4, 1, 4 },    { 5, 2, 3 },     { 9, 5, 2 },
	{ 21, 10, 3 }, { 100, 50, 2 }, { 399, 100, 4 },
};

START_TEST(counts_go_in_ones_twos_and_fives)
{
	struct am_scale s = am_scale_count(count_rows[_i].max);

	ck_assert_int_eq(s.step, count_rows[_i].step);
	ck_assert_int_eq(s.steps, count_rows[_i].steps);
}
END_TEST

START_TEST(every_axis_holds_its_greatest_value)
{
	for (int64_t max = 1; max < INT64_MAX / 3000000;
	     max = max * 5 / 3 + 1) {
		const struct am_scale both[] = { am_scale_secs(max),
						 am_scale_count(max) };

		for (int i = 0; i < 2; i++) {
			ck_assert_int_ge(both[i].step * both[i].steps, max);
			ck_assert_int_le(both[i].steps, AM_SCALE_STEPS);
			ck_assert_int_ge(both[i].steps, 1);
			ck_assert_int_lt(both[i].step * (both[i].steps - 1),
					 max);
		}
	}
	ck_assert_int_ge(am_scale_secs(INT64_MAX).steps, 1);
	ck_assert_int_ge(am_scale_count(INT64_MAX).steps, 1);
}
END_TEST

static const struct {
	int64_t value;
	int place;
} place_rows[] = {
	{ INT64_MIN, 0 }, { -1, 0 },     { 0, 0 },      { 60, 3 },
	{ 1800, 75 },     { 3600, 150 }, { 3601, 150 }, { INT64_MAX, 150 },
};

START_TEST(values_stand_where_they_belong_and_never_outside)
{
	const struct am_scale s = { 900, 4 };

	ck_assert_int_eq(am_scale_place(&s, place_rows[_i].value, 150),
			 place_rows[_i].place);
}
END_TEST

static const struct {
	int64_t secs;
	const char *label;
} label_rows[] = {
	{ -5, "0" },          { 0, "0" },           { 45, "45s" },
	{ 60, "1m" },         { 90, "1m 30s" },     { 1800, "30m" },
	{ 3600, "1h" },       { 5400, "1h 30m" },   { 86400, "1d" },
	{ 216000, "2d 12h" }, { 31536000, "365d" },
};

START_TEST(ticks_are_said_shortly)
{
	char label[AM_SCALE_LABEL_BYTES];

	am_scale_label(label_rows[_i].secs, label);
	ck_assert_str_eq(label, label_rows[_i].label);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("svg_scale");

	tcase_add_loop_test(tc, times_are_divided_as_clocks_and_calendars_do, 0,
			    UNIT_COUNT(secs_rows));
	tcase_add_loop_test(tc, counts_go_in_ones_twos_and_fives, 0,
			    UNIT_COUNT(count_rows));
	tcase_add_test(tc, every_axis_holds_its_greatest_value);
	tcase_add_loop_test(tc,
			    values_stand_where_they_belong_and_never_outside, 0,
			    UNIT_COUNT(place_rows));
	tcase_add_loop_test(tc, ticks_are_said_shortly, 0,
			    UNIT_COUNT(label_rows));
	return unit_main("svg_scale", tc);
}
