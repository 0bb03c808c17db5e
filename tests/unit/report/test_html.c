/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "html_words.h"
#include "page_fixture.h"
#include "unit.h"

#define YEAR_MAX_BYTES 61440

static struct am_arena *arena;
static struct am_buf out;

static void
setup(void)
{
	arena = am_arena_new();
	out = (struct am_buf){ 0 };
}

static void
teardown(void)
{
	am_buf_free(&out);
	am_arena_free(arena);
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
	ck_assert_msg(times_of(needle) > 0, "the page lacks %s", needle);
}

static void
assert_lacks(const char *needle)
{
	ck_assert_msg(times_of(needle) == 0, "the page has %s", needle);
}

START_TEST(a_year_is_one_small_file_that_fetches_nothing)
{
	struct am_report r = pf_report(arena, 52);

	am_report_html(&r, &out);
	ck_assert_int_eq(
		strncmp(out.ptr, "<!DOCTYPE html>\n<html lang=\"en\">", 32), 0);
	ck_assert_uint_le(out.len, YEAR_MAX_BYTES);
	assert_has("content=\"default-src 'none'; style-src 'sha256-");
	assert_lacks("<script");
	assert_lacks("<link");
	assert_lacks("<img");
	assert_lacks("src=");
	assert_lacks("href");
	assert_lacks("http:");
	assert_lacks("https:");
	assert_lacks("@import");
	assert_lacks(" style="); /* the policy would refuse it */
	ck_assert_int_eq(times_of("url("), times_of("url(#stripes)"));
	ck_assert_int_eq(times_of("url("), 1);
}
END_TEST

static const char *const pairs[][2] = {
	{ "<section", "</section>" }, { "<table", "</table>" },
	{ "<details", "</details>" }, { "<svg", "</svg>" },
	{ "<figure>", "</figure>" },  { "<div", "</div>" },
	{ "<dl", "</dl>" },           { "<ul", "</ul>" },
	{ "<bdi>", "</bdi>" },        { "<small>", "</small>" },
	{ "<text", "</text>" },       { "<p>", "</p>" },
	{ "<strong>", "</strong>" },  { "<summary>", "</summary>" },
};

START_TEST(what_is_opened_is_closed)
{
	struct am_report r = pf_report(arena, 52);

	am_report_html(&r, &out);
	/* "<p class" and "<p>" both end with </p> */
	ck_assert_int_eq(times_of(pairs[_i][0]) +
				 (strcmp(pairs[_i][0], "<p>") == 0
					  ? times_of("<p class")
					  : 0),
			 times_of(pairs[_i][1]));
}
END_TEST

START_TEST(every_chart_has_its_table_and_every_id_is_its_own)
{
	struct am_report r = pf_report(arena, 52);
	const char *at;

	am_report_html(&r, &out);
	ck_assert_int_eq(times_of("role=\"img\""), 5);
	ck_assert_int_eq(times_of("The numbers of this chart"), 4); /* a pair */
	ck_assert_int_eq(times_of("<caption"), times_of("<table"));
	for (at = out.ptr; (at = strstr(at, " id=\"")) != NULL; at++) {
		char id[64];
		size_t len = am_slice_chr(am_slice_of(at + 5), '"');

		(void)snprintf(id, sizeof(id), " id=\"%.*s\"", (int)len,
			       at + 5);
		ck_assert_msg(times_of(id) == 1, "%s is there twice", id);
	}
}
END_TEST

static struct am_slice
hostile(void)
{
	return AM_SLICE_LIT("</td></table><script>alert('x')</script>\"\n"
			    "<style>*{}</style>&amp;\x01\xff@\xe2\x80\xae");
}

START_TEST(whatever_a_name_holds_it_stays_a_name)
{
	struct am_report r = pf_report(arena, 4);

	r.inbox = hostile();
	for (int by = 0; by < AM_REPORT_BYS; by++)
		for (size_t i = 0; i < r.groups[by].n_lines; i++)
			r.groups[by].lines[i].name = hostile();
	for (size_t i = 0; i < r.n_causes; i++)
		r.causes[i].name = hostile();
	for (size_t i = 0; i < r.n_worst; i++) {
		r.worst[i].customer = hostile();
		r.worst[i].inbox = hostile();
	}
	for (size_t i = 0; i < r.n_silent; i++) {
		r.silent[i].customer = hostile();
		r.silent[i].inbox = hostile();
	}
	for (size_t i = 0; i < r.n_broken; i++)
		r.broken[i].inbox = hostile();
	am_report_html(&r, &out);
	assert_lacks("<script");
	ck_assert_int_eq(times_of("<style>"), 1);
	ck_assert_int_eq(times_of("<table"), times_of("</table>"));
	assert_lacks("\x01");
	assert_lacks("\xe2\x80\xae");
	ck_assert(am_utf8_valid(am_buf_slice(&out)));
	/* a place for each: it did come through */
	ck_assert_int_ge(times_of("&lt;script&gt;alert(&#39;x&#39;)"), 25);
}
END_TEST

START_TEST(names_are_words)
{
	struct am_report r = pf_report(arena, 4);

	am_report_html(&r, &out);
	assert_has("<bdi>English</bdi>");
	assert_has("<bdi>cause: delay</bdi>");
	assert_has("<bdi>billing</bdi>");
	assert_has("<bdi>not known</bdi>");
	assert_has(">delay: 140</text>");
	assert_lacks("cause.");
	assert_lacks(">en<");
	/* what only the machine's owner should see */
	assert_lacks("journal");
	assert_lacks("/var/");
}
END_TEST

START_TEST(the_gap_comes_first)
{
	static const char *const order[] = {
		"came within the promised time",
		"Waiting for an answer now",
		"Who is waiting now",
		"Answers, and the period before",
		"Week by week",
		"When mail comes",
		"What goes wrong",
		"Complaints that ended in thanks",
		"Promises kept",
		"People who fell silent",
		"By inbox, team",
		"What the numbers say",
		"As of Mon 30 Nov 2026, 08:30; all times are UTC",
	};
	struct am_report r = pf_report(arena, 52);
	const char *at;

	am_report_html(&r, &out);
	at = out.ptr;
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		at = strstr(at, order[i]);
		ck_assert_msg(at != NULL, "not in its place: %s", order[i]);
	}
}
END_TEST

START_TEST(too_few_are_shown_one_by_one)
{
	struct am_report r = pf_report(arena, 4);

	r.all.first = pf_few(arena, 3, PF_HOUR);
	r.wait = pf_few(arena, 2, AM_NO_TIME);
	r.wait.cases[0].is_open = true;
	r.all.next = (struct am_report_times){ .median = AM_NO_TIME,
					       .p90 = AM_NO_TIME,
					       .business_median = AM_NO_TIME,
					       .business_p90 = AM_NO_TIME,
					       .target_secs = AM_NO_TIME };
	am_report_html(&r, &out);
	assert_has("<dt>First answer, half within</dt>\n<dd><strong>3</strong> "
		   "4h 10m, 2h 46m, 1h 23m");
	assert_has("First answer<td>3<td colspan=\"2\" class=\"cases\">4h 10m, "
		   "2h 46m, 1h 23m<td colspan=\"2\" class=\"cases\">2h 05m, "
		   "1h 23m, 41m<td>1h 00m<td>33 %");
	assert_has("<strong>2</strong> 2h 46m+, 1h 23m");
	assert_has("<strong>0</strong> none in this time");
	assert_has("Next answers<td>0<td>-<td>-<td>-<td>-<td>-<td>-");
}
END_TEST

START_TEST(a_week_has_no_trend_and_few_mails_no_colours)
{
	struct am_report r = pf_report(arena, 1);

	for (size_t i = 0; i < r.groups[AM_BY_HOUR].n_lines; i++)
		r.groups[AM_BY_HOUR].lines[i].any.median = AM_NO_TIME;
	am_report_html(&r, &out);
	assert_lacks("Week by week");
	assert_lacks("longer than that");
	assert_has("in none there were enough");
	out.len = 0;
	r = pf_report(arena, 2);
	am_report_html(&r, &out);
	assert_has("Week by week</h2>\n<div class=\"scroll\"");
	assert_has("longer than that");
	out.len = 0;
	r = pf_report(arena, 3);
	am_report_html(&r, &out);
	assert_has("Week by week</h2>\n<div class=\"pair\"");
}
END_TEST

START_TEST(without_a_promise_it_says_how_to_make_one)
{
	struct am_report r = pf_report(arena, 4);

	for (size_t i = 0; i < r.groups[AM_BY_URGENCY].n_lines; i++)
		r.groups[AM_BY_URGENCY].lines[i].first.target_secs = AM_NO_TIME;
	r.all.first.target_secs = AM_NO_TIME;
	r.all.next.target_secs = AM_NO_TIME;
	am_report_html(&r, &out);
	assert_has("No time to answer is promised yet");
	assert_lacks("id=\"gap-t\"");
	assert_lacks("Dashed");
	assert_has("Waiting for an answer now");
}
END_TEST

START_TEST(no_data_is_said_kindly)
{
	struct am_report r = pf_report(arena, 1);
	const struct am_report empty = { .period = r.period,
					 .before = r.before,
					 .now = r.now,
					 .events = _i * 7,
					 .automatic = _i * 7,
					 .is_whole = true };

	am_report_html(&empty, &out);
	assert_has(_i == 0 ? "No mail was recorded in this time"
			   : "No customer wrote anything in this time");
	assert_has(_i == 0 ? "0 mails in this time" : "7 mails in this time");
	assert_lacks("<table");
	assert_lacks("role=\"img\"");
}
END_TEST

START_TEST(one_group_alone_is_a_page_too)
{
	struct am_report r = pf_report(arena, 4);
	struct am_report one = { .period = r.period,
				 .before = r.before,
				 .now = r.now,
				 .all = r.all,
				 .all_before = r.all_before,
				 .wait = r.wait,
				 .wait_before = r.wait_before };

	one.has[AM_BY_TAG] = true;
	one.groups[AM_BY_TAG] = r.groups[AM_BY_TAG];
	am_report_html(&one, &out);
	assert_has("By tag");
	assert_has("Answers, and the period before");
	assert_lacks("Waiting for an answer now"); /* was not asked for */
	assert_lacks("role=\"img\"");
}
END_TEST

START_TEST(long_lists_say_how_many_are_left)
{
	struct am_report r = pf_report(arena, 4);

	pf_group(arena, &r, AM_BY_TAG, 40);
	for (size_t i = 0; i < 40; i++)
		r.groups[AM_BY_TAG].lines[i] = pf_line("x", 40, 60, 120);
	am_report_html(&r, &out);
	assert_has("And 15 more: <code>amends report --by tag</code>");
	assert_has("And 26 more: <code>amends due</code>");
	assert_has("And 5 more.");
}
END_TEST

static const struct {
	int64_t part, whole;
	int percent;
} shares[] = {
	{ 0, 0, -1 },      { 0, 5, 0 },       { 5, 5, 100 },
	{ 1, 3, 33 },      { 2, 3, 67 },      { 1, 200, 1 },
	{ 1, 1000, 1 },    { 999, 1000, 99 }, { 995, 1000, 99 },
	{ 994, 1000, 99 }, { 985, 1000, 99 }, { 1, 2, 50 },
};

START_TEST(a_share_is_all_or_nothing_only_when_it_is)
{
	ck_assert_int_eq(page_percent(shares[_i].part, shares[_i].whole),
			 shares[_i].percent);
}
END_TEST

START_TEST(a_period_is_said_in_days_where_it_is_days)
{
	const struct am_report r = { .now = PF_NOW };
	const struct page page = { &r, arena, &out };
	const int64_t day = PF_NOW - 30600; /* Mon 30 Nov 2026 00:00 */

	page_period(&page, &(struct am_period){ day - 7 * 86400, day });
	unit_assert_slice(am_buf_slice(&out), "23 Nov 2026 to 29 Nov 2026");
	out.len = 0;
	page_period(&page, &(struct am_period){ PF_NOW - 3600, PF_NOW });
	unit_assert_slice(am_buf_slice(&out),
			  "30 Nov 2026, 07:30 to 30 Nov 2026, 08:30");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("html");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_year_is_one_small_file_that_fetches_nothing);
	tcase_add_loop_test(tc, what_is_opened_is_closed, 0, UNIT_COUNT(pairs));
	tcase_add_test(tc, every_chart_has_its_table_and_every_id_is_its_own);
	tcase_add_test(tc, whatever_a_name_holds_it_stays_a_name);
	tcase_add_test(tc, names_are_words);
	tcase_add_test(tc, the_gap_comes_first);
	tcase_add_test(tc, too_few_are_shown_one_by_one);
	tcase_add_test(tc, a_week_has_no_trend_and_few_mails_no_colours);
	tcase_add_test(tc, without_a_promise_it_says_how_to_make_one);
	tcase_add_loop_test(tc, no_data_is_said_kindly, 0, 2);
	tcase_add_test(tc, one_group_alone_is_a_page_too);
	tcase_add_test(tc, long_lists_say_how_many_are_left);
	tcase_add_loop_test(tc, a_share_is_all_or_nothing_only_when_it_is, 0,
			    UNIT_COUNT(shares));
	tcase_add_test(tc, a_period_is_said_in_days_where_it_is_days);
	return unit_main("html", tc);
}
