/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/report.h"
#include "journal_fixture.h"

static struct am_arena *arena;

static void
setup(void)
{
	fx_setup();
	arena = am_arena_new();
}

static void
teardown(void)
{
	am_arena_free(arena);
	fx_teardown();
}

static struct am_report
collect(int64_t since, int64_t until, int64_t now)
{
	const struct am_period period = { since, until };
	struct am_report r;

	FX_OK(am_report_collect(fx, &period, now, arena, &r, &fx_err));
	return r;
}

static void
tagged(int64_t at, const char *id, const char *refs, const char *tags)
{
	(void)fx_put((struct fx_mail){ .at = at,
				       .id = id,
				       .refs = refs,
				       .who = "c@x",
				       .tags = tags,
				       .urgency = 1 });
}

/* Worked out by hand in the tests below:
 *   a  complaint at 1000, acknowledged at 1010, answered at 4600 (3,600 s);
 *      chased at 9000 and 9500, answered at 9900 (next, 900 s)
 *   b  complaint at 2000, unanswered
 *   c  question at 3000, answered at 3060 (60 s); then unanswered from 8000
 *   d  thanks only at 5000
 *   e  a robot at 6000
 *   f  a reply at 7000 to mail that is not here
 *   g  question at 20000, answered at 20120 (120 s) */
static void
fill(void)
{
	tagged(1000, "a1", NULL, "complaint cause.delay -cause.billing");
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
				       .at = 1010,
				       .id = "a2",
				       .refs = "a1",
				       .who = "c@x",
				       .tags = "ours",
				       .origin = "automatic" });
	(void)fx_out(4600, "a3", "a1", "c@x");
	tagged(9000, "a4", "a3", "complaint");
	tagged(9500, "a5", "a4", "complaint");
	(void)fx_out(9900, "a6", "a5", "c@x");
	tagged(2000, "b1", NULL, "complaint");
	tagged(3000, "c1", NULL, "question");
	(void)fx_out(3060, "c2", "c1", "c@x");
	tagged(8000, "c3", "c2", "question");
	tagged(5000, "d1", NULL, "thanks");
	(void)fx_put((struct fx_mail){
		.at = 6000, .id = "e1", .who = "robot@x", .origin = "list" });
	(void)fx_out(7000, "f1", "elsewhere", "c@x");
	tagged(20000, "g1", NULL, "question");
	(void)fx_out(20120, "g2", "g1", "c@x");
}

START_TEST(the_numbers_are_those_worked_out_by_hand)
{
	struct am_report r;
	const struct am_report_line *all = &r.all;

	fill();
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	ck_assert_int_eq(all->conversations, 5);
	ck_assert_int_eq(all->answered, 3);
	ck_assert_int_eq(all->thanks, 1);
	ck_assert_int_eq(all->waiting, 2);
	ck_assert_int_eq(all->first_median, 120);
	ck_assert_int_eq(all->first_p90, 3600);
	ck_assert_int_eq(all->next_count, 1);
	ck_assert_int_eq(all->next_median, 900);
	ck_assert_int_eq(all->next_p90, 900);
	ck_assert_int_eq(all->oldest_at, 2000);
	unit_assert_slice(all->oldest_id, "b1");
	ck_assert_int_eq(r.events, 15);
	ck_assert_int_eq(r.automatic, 2);
	ck_assert_int_eq(r.unmatched, 1);
}
END_TEST

START_TEST(the_views_are_as_documented)
{
	fill();
	fx_assert_sql(
		"SELECT * FROM v_conversation WHERE conversation IN (1, 4)",
		"1|support|c@x|customer|1000|9900|3|2|1|normal||2|3600||0\n"
		"4|support|c@x|customer|5000|5000|1|0|0|normal||0|||0");
	fx_assert_sql("SELECT conversation, waiting_since FROM v_conversation "
		      "WHERE waiting_since IS NOT NULL ORDER BY 1",
		      "2|2000\n3|8000");
	fx_assert_sql("SELECT count(*) FROM v_conversation", "5");
	fx_assert_sql("SELECT * FROM v_turn WHERE conversation = 1",
		      "1|1|1|support|1|1000|4600|3600|0|normal|"
		      "ann@us.example|0||3600||||\n"
		      "1|2|0|support|4|9000|9900|900|1|normal|"
		      "ann@us.example|0||900||||");
	fx_assert_sql("SELECT * FROM v_message_tag WHERE message = 1 "
		      "ORDER BY tag LIMIT 2",
		      "1|1|support|inbound|1000|cause.billing|-1.0|0.27|0|\n"
		      "1|1|support|inbound|1000|cause.delay|1.0|0.73|1|");
	(void)fx_out(100, "h1", NULL, "h@x");
	(void)fx_in(200, "h2", "h1", "h@x");
	fx_assert_sql("SELECT started_by, started_at, first_response_secs "
		      "FROM v_conversation WHERE customer = 'h@x'",
		      "us|200|");
}
END_TEST

static const struct {
	const char *name;
	int64_t conversations, answered, waiting, median, p90;
} tags[] = {
	{ "complaint", 2, 1, 1, 3600, 3600 },
	{ "question", 2, 2, 1, 60, 120 },
	{ "cause.delay", 1, 1, 0, 3600, 3600 },
	{ "thanks", 1, 0, 0, AM_NO_TIME, AM_NO_TIME },
};

START_TEST(tags_have_their_own_lines_the_commonest_first)
{
	struct am_report r;

	fill();
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	ck_assert_uint_eq(r.n_tags, UNIT_COUNT(tags));
	unit_assert_slice(r.tags[_i].name, tags[_i].name);
	ck_assert_int_eq(r.tags[_i].conversations, tags[_i].conversations);
	ck_assert_int_eq(r.tags[_i].answered, tags[_i].answered);
	ck_assert_int_eq(r.tags[_i].waiting, tags[_i].waiting);
	ck_assert_int_eq(r.tags[_i].first_median, tags[_i].median);
	ck_assert_int_eq(r.tags[_i].first_p90, tags[_i].p90);
}
END_TEST

START_TEST(a_period_takes_what_began_in_it)
{
	struct am_report r;

	fill();
	r = collect(2000, 9000, 30000); /* b, c and its later turn, d */
	ck_assert_int_eq(r.all.conversations, 3);
	ck_assert_int_eq(r.all.answered, 1);
	ck_assert_int_eq(r.all.thanks, 1);
	ck_assert_int_eq(r.all.waiting, 2);
	ck_assert_int_eq(r.all.next_count, 0);
	r = collect(9000, AM_NO_TIME, 30000); /* a's later turn, g */
	ck_assert_int_eq(r.all.conversations, 1);
	ck_assert_int_eq(r.all.next_count, 1);
	ck_assert_int_eq(r.all.waiting, 0);
	ck_assert_int_eq(r.unmatched, 0);
}
END_TEST

START_TEST(the_table_is_as_people_see_it)
{
	static const char *const lines[] = {
		"Response times, up to 1970-01-01 08:20 UTC\n",
		"Conversations          5\n",
		"Answered               3\n",
		"Only thanks            1\n",
		"Still waiting          2   the oldest for 7h 46m, since "
		"1970-01-01 00:33\n    <b1>\n",
		"First response         3   median 2m        90th percentile "
		"1h 00m\n",
		"Next response          1   median 15m       90th percentile "
		"15m\n",
		"By tag                          conv.  answered  waiting     "
		"median  90th perc.\n",
		"complaint                           2         1        1     "
		"1h 00m      1h 00m\n",
		"thanks                              1         0        0      "
		"    -           -\n",
		"1 reply of staff to mail that this journal never saw.\n",
	};
	struct am_buf out = { 0 };
	struct am_report r;
	struct am_slice rest;
	struct am_slice line;

	fill();
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	am_report_table(&r, &out);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		ck_assert_msg(strstr(out.ptr, lines[i]) != NULL,
			      "not in the table: %sbut\n%s", lines[i], out.ptr);
	ck_assert_ptr_nonnull(strstr(out.ptr, fx_path));
	rest = am_buf_slice(&out);
	while (am_slice_next_line(&rest, &line))
		ck_assert_msg(line.len <= 80, "too wide: %.*s",
			      AM_SLICE_ARG(line));
	am_buf_free(&out);
}
END_TEST

START_TEST(an_empty_journal_gets_a_sentence_and_no_zeros)
{
	struct am_report r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	struct am_buf out = { 0 };

	am_report_table(&r, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "No mail has been recorded yet"));
	ck_assert_ptr_nonnull(strstr(out.ptr, fx_path));
	ck_assert_ptr_null(strstr(out.ptr, "median"));
	out.len = 0;
	(void)fx_out(7000, "f1", "elsewhere", "c@x");
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	am_report_table(&r, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "No customer has written"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "1 reply of staff"));
	am_buf_free(&out);
}
END_TEST

START_TEST(csv_and_json_say_the_same)
{
	struct am_buf out = { 0 };
	struct am_report r;

	fill();
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	am_report_csv(&r, &out);
	ck_assert_ptr_nonnull(
		strstr(out.ptr, "\n,5,3,1,2,120,3600,1,900,900,2000,\"<b1>\"\n"
				"complaint,2,1,0,1,3600,3600,1,900,900,2000,"
				"\"<b1>\"\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\nthanks,1,0,1,0,,,0,,,,\n"));
	out.len = 0;
	am_report_json(&r, &out);
	ck_assert_ptr_nonnull(strstr(
		out.ptr, "\"unmatched\":1,\"conversations\":5,\"answered\":3,"
			 "\"only_thanks\":1,\"waiting\":2,"
			 "\"first_median_secs\":120"));
	ck_assert_ptr_nonnull(strstr(
		out.ptr, "\"tags\":{\"complaint\":{\"conversations\":2"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\"first_median_secs\":null"));
	am_buf_free(&out);
}
END_TEST

/* ---- the same as a slow query, on many answers */

static int64_t
ask_sql(const char *what, int percent)
{
	char sql[512];
	char out[64];
	long long value = -1;

	(void)snprintf(sql, sizeof(sql),
		       "WITH r AS (SELECT response_secs AS s, row_number() "
		       "OVER (ORDER BY response_secs) AS n, count(*) OVER () "
		       "AS c FROM v_turn WHERE response_secs IS NOT NULL AND "
		       "is_first = %s) SELECT s FROM r WHERE n * 100 >= c * %d "
		       "ORDER BY n LIMIT 1",
		       what, percent);
	fx_sql(fx_path, sql, out, sizeof(out));
	ck_assert_int_eq(sscanf(out, "%lld", &value), 1);
	return value;
}

START_TEST(percentiles_equal_a_slow_query)
{
	unsigned int dice = (unsigned int)_i * 31 + 5;
	struct am_report r;
	char id[16], reply[16], back[16], last[16];

	FX_OK(am_journal_begin(fx, &fx_err));
	for (int i = 0; i < 40 + _i; i++) {
		int64_t at = i * 100000;

		(void)snprintf(id, sizeof(id), "a%d", i);
		(void)snprintf(reply, sizeof(reply), "b%d", i);
		(void)snprintf(back, sizeof(back), "c%d", i);
		(void)snprintf(last, sizeof(last), "d%d", i);
		(void)fx_in(at, id, NULL, "c@x");
		dice = dice * 1103515245U + 12345U;
		if (dice >> 30 == 0)
			continue;
		(void)fx_out(at + (dice >> 16) % 5000, reply, id, "c@x");
		(void)fx_in(at + 6000, back, reply, "c@x");
		(void)fx_out(at + 6000 + (dice >> 8) % 7000, last, back, "c@x");
	}
	FX_OK(am_journal_commit(fx, &fx_err));
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	ck_assert_int_eq(r.all.first_median, ask_sql("1", 50));
	ck_assert_int_eq(r.all.first_p90, ask_sql("1", 90));
	ck_assert_int_eq(r.all.next_median, ask_sql("0", 50));
	ck_assert_int_eq(r.all.next_p90, ask_sql("0", 90));
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("report");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_numbers_are_those_worked_out_by_hand);
	tcase_add_test(tc, the_views_are_as_documented);
	tcase_add_loop_test(tc, tags_have_their_own_lines_the_commonest_first,
			    0, UNIT_COUNT(tags));
	tcase_add_test(tc, a_period_takes_what_began_in_it);
	tcase_add_test(tc, the_table_is_as_people_see_it);
	tcase_add_test(tc, an_empty_journal_gets_a_sentence_and_no_zeros);
	tcase_add_test(tc, csv_and_json_say_the_same);
	tcase_add_loop_test(tc, percentiles_equal_a_slow_query, 0, 6);
	return unit_main("report", tc);
}
