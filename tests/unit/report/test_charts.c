/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/clock.h"
#include "charts.h"
#include "unit.h"

static struct am_buf out;
static const struct am_chart_head head = { "c1",
					   { "A <title>", 9 },
					   { "a & description", 15 } };

static void
setup(void)
{
	out = (struct am_buf){ 0 };
}

static void
teardown(void)
{
	am_buf_free(&out);
}

static int
times_of(const char *needle)
{
	int n = 0;

	for (const char *at = out.ptr; (at = strstr(at, needle)) != NULL; at++)
		n++;
	return n;
}

static void
assert_has(const char *needle)
{
	ck_assert_msg(times_of(needle) > 0, "no %s in\n%s", needle, out.ptr);
}

/* What all pictures are: closed, with a name, and without style attributes. */
static void
assert_is_picture(void)
{
	ck_assert_int_eq(strncmp(out.ptr, "<svg ", 5), 0);
	ck_assert_str_eq(out.ptr + out.len - 7, "</svg>\n");
	ck_assert_int_eq(times_of("<svg "), times_of("</svg>"));
	ck_assert_int_eq(times_of("<text"), times_of("</text>"));
	ck_assert_int_eq(times_of("style="), 0);
	assert_has("role=\"img\" aria-labelledby=\"c1-t\" "
		   "aria-describedby=\"c1-d\"><title id=\"c1-t\">A "
		   "&lt;title&gt;</title><desc id=\"c1-d\">a &amp; "
		   "description</desc>");
}

START_TEST(a_trend_is_a_line_and_the_promise_steps)
{
	const struct am_trend_point points[] = {
		{ 1800, 3600, AM_SLICE_LIT("Sep"), false },
		{ 3600, 3600, { 0 }, false },
		{ AM_NO_TIME, AM_NO_TIME, { 0 }, false },
		{ 5400, 1800, AM_SLICE_LIT("Oct"), true },
	};

	am_chart_trend(&head, points, 4, &out);
	assert_is_picture();
	/* the axis ends at 1h 30m: 150 pixels are 5,400 s */
	assert_has(">1h 30m</text>");
	assert_has("class=\"target\" d=\"M0 50L5000 50M7500 100L10000 100\"");
	assert_has("class=\"line\" d=\"M1250 100L3750 50M8750 0\"");
	assert_has("<text class=\"x\" x=\"12.5%\" y=\"168\">Sep</text>");
	assert_has("<text class=\"x minor\" x=\"87.5%\" y=\"168\">Oct</text>");
	/* above the promise, not at it */
	ck_assert_int_eq(times_of("class=\"above\""), 1);
	assert_has("<circle class=\"above\" cx=\"87.5%\" cy=\"0\"");
	ck_assert_int_eq(times_of("class=\"dot\""), 2);
}
END_TEST

START_TEST(a_long_trend_has_dots_only_where_they_say_something)
{
	struct am_trend_point points[52];

	for (int i = 0; i < 52; i++)
		points[i] = (struct am_trend_point){ .secs = 60,
						     .target_secs = 120 };
	points[10].secs = 121;
	points[20].secs = AM_NO_TIME;
	points[22].secs = AM_NO_TIME;
	am_chart_trend(&head, points, 52, &out);
	ck_assert_int_eq(times_of("class=\"above\""), 1);
	ck_assert_int_eq(times_of("class=\"dot\""), 1); /* the one alone */
	ck_assert_uint_lt(out.len, 3000);
}
END_TEST

START_TEST(a_trend_of_nothing_is_an_empty_frame)
{
	const struct am_trend_point none = { AM_NO_TIME, AM_NO_TIME, { 0 }, 0 };

	am_chart_trend(&head, NULL, 0, &out);
	assert_is_picture();
	ck_assert_int_eq(times_of("<circle"), 0);
	out.len = 0;
	am_chart_trend(&head, &none, 1, &out);
	assert_is_picture();
	ck_assert_int_eq(times_of("<circle"), 0);
}
END_TEST

START_TEST(in_a_gap_one_line_is_everybodys_promise)
{
	const struct am_gap_row rows[] = {
		{ AM_SLICE_LIT("High"), AM_SLICE_LIT("71 % in time"), 3600,
		  1800, 9000, NULL, 0 },
		{ AM_SLICE_LIT("Low"), AM_SLICE_LIT("all in time"), 86400, 7200,
		  43200, NULL, 0 },
		{ AM_SLICE_LIT("Critical"), AM_SLICE_LIT("none"), 1800,
		  AM_NO_TIME, AM_NO_TIME, NULL, 0 },
	};

	am_chart_gap(&head, rows, 3, &out);
	assert_is_picture();
	/* 9,000 s are 2.5 promises, so the axis is 3 promises long */
	ck_assert_int_eq(times_of("<line class=\"promise\" x1=\"33.33%\""), 3);
	assert_has(">3 times</text>");
	ck_assert_int_eq(times_of("class=\"track\""), 3);
	ck_assert_int_eq(times_of("class=\"over\""), 1);
	assert_has("<rect class=\"over\" x=\"33.33%\" y=\"20\" "
		   "width=\"50%\"");
	assert_has("<circle class=\"median\" cx=\"16.67%\" cy=\"27\"");
	assert_has("<rect class=\"within\" x=\"0\" y=\"66\" width=\"16.67%\"");
	ck_assert_int_eq(times_of("class=\"median\""), 2);
}
END_TEST

START_TEST(a_gap_beyond_the_axis_ends_at_its_edge)
{
	const struct am_gap_row row = { AM_SLICE_LIT("High"),
					AM_SLICE_LIT("0 % in time"),
					60,
					INT64_MAX - 1,
					INT64_MAX,
					NULL,
					0 };

	am_chart_gap(&head, &row, 1, &out);
	assert_has(">5 times or more</text>");
	assert_has("<rect class=\"over\" x=\"20%\" y=\"20\" width=\"80%\"");
	assert_has("<circle class=\"median\" cx=\"100%\"");
}
END_TEST

START_TEST(where_there_are_few_each_is_a_point)
{
	const struct am_report_case cases[] = { { .business_secs = 10000 },
						{ .business_secs = 900 } };
	const struct am_gap_row row = { AM_SLICE_LIT("High"),
					AM_SLICE_LIT("50 % in time"),
					3600,
					AM_NO_TIME,
					AM_NO_TIME,
					cases,
					2 };

	am_chart_gap(&head, &row, 1, &out);
	assert_is_picture();
	assert_has(">3 times</text>"); /* 10,000 s are 2.8 promises */
	assert_has("<circle class=\"case\" cx=\"92.59%\" cy=\"27\"");
	assert_has("<circle class=\"case\" cx=\"8.33%\" cy=\"27\"");
	ck_assert_int_eq(times_of("class=\"within\""), 0);
}
END_TEST

START_TEST(a_pareto_adds_up_to_its_line)
{
	const struct am_pareto_row rows[] = {
		{ AM_SLICE_LIT("delivery"), 6, 600, 600 },
		{ AM_SLICE_LIT("<b>"), 3, 300, 900 },
		{ AM_SLICE_LIT("billing"), 1, 100, 1000 },
	};

	am_chart_pareto(&head, rows, 3, &out);
	assert_is_picture();
	assert_has("<line class=\"promise\" x1=\"80%\"");
	assert_has("<rect class=\"within\" x=\"0\" y=\"35\" width=\"60%\"");
	assert_has("&lt;b&gt;</text>");
	assert_has("d=\"M6000 41L9000 75L10000 109\"");
}
END_TEST

static const struct {
	int64_t secs;
	int level;
	const char *words;
} levels[] = {
	{ 0, 0, "up to 1 hour" },
	{ 3600, 0, "up to 1 hour" },
	{ 3601, 1, "up to 4 hours" },
	{ 28800, 2, "up to 8 hours" },
	{ 86400, 3, "up to 24 hours" },
	{ 86401, 4, "longer than that" },
	{ INT64_MAX, 4, "longer than that" },
};

START_TEST(heat_has_five_levels_with_words)
{
	ck_assert_int_eq(am_heat_level(levels[_i].secs), levels[_i].level);
	ck_assert_str_eq(am_heat_level_words(levels[_i].level),
			 levels[_i].words);
}
END_TEST

START_TEST(a_heat_map_colours_only_what_is_enough)
{
	struct am_heat_cell cells[7 * 24];

	for (int i = 0; i < 7 * 24; i++)
		cells[i] = (struct am_heat_cell){ 0, AM_NO_TIME };
	cells[9] = (struct am_heat_cell){ 12, 1800 };
	cells[6 * 24 + 23] = (struct am_heat_cell){ 5, 100000 };
	cells[3 * 24 + 12] = (struct am_heat_cell){ 4, AM_NO_TIME };
	am_chart_heat(&head, cells, &out);
	assert_is_picture();
	ck_assert_int_eq(times_of("<rect"), 7 * 24);
	ck_assert_int_eq(times_of("class=\"h0\""), 1);
	assert_has("<g transform=\"translate(0 172)\">"); /* Sunday */
	assert_has("<rect class=\"h0\" x=\"37.5%\"/>"
		   "<text x=\"39.58%\">12</text>");
	assert_has("<rect class=\"h4\" x=\"95.83%\"/>"
		   "<text x=\"97.91%\">5</text></g>");
	assert_has("<rect class=\"cell\" x=\"50%\"/>"
		   "<text x=\"52.08%\">4</text>");
	assert_has(">Sun</text>");
	assert_has("<text class=\"hour\" x=\"75%\" y=\"196\">18</text>");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("charts");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_trend_is_a_line_and_the_promise_steps);
	tcase_add_test(tc, a_long_trend_has_dots_only_where_they_say_something);
	tcase_add_test(tc, a_trend_of_nothing_is_an_empty_frame);
	tcase_add_test(tc, in_a_gap_one_line_is_everybodys_promise);
	tcase_add_test(tc, a_gap_beyond_the_axis_ends_at_its_edge);
	tcase_add_test(tc, where_there_are_few_each_is_a_point);
	tcase_add_test(tc, a_pareto_adds_up_to_its_line);
	tcase_add_loop_test(tc, heat_has_five_levels_with_words, 0,
			    UNIT_COUNT(levels));
	tcase_add_test(tc, a_heat_map_colours_only_what_is_enough);
	return unit_main("charts", tc);
}
