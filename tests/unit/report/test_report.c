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
collect_by(int64_t since, int64_t until, int64_t now, int by)
{
	const struct am_report_request request = {
		.period = { since, until },
		.now = now,
		.by = by,
	};
	struct am_report r;

	FX_OK(am_report_collect(fx, &request, arena, &r, &fx_err));
	return r;
}

static struct am_report
collect(int64_t since, int64_t until, int64_t now)
{
	return collect_by(since, until, now, AM_BY_WHOLE);
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

/* "CONVERSATION:SECONDS", "?" behind one that is open. */
static void
assert_cases(const struct am_report_times *times, const char *want)
{
	struct am_buf got = { 0 };

	am_buf_puts(&got, "");
	for (size_t i = 0; i < times->n_cases; i++)
		am_buf_printf(&got, "%s%lld:%lld%s", i > 0 ? " " : "",
			      (long long)times->cases[i].conversation,
			      (long long)times->cases[i].wall_secs,
			      times->cases[i].is_open ? "?" : "");
	ck_assert_str_eq(got.ptr, want);
	am_buf_free(&got);
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
	ck_assert_int_eq(all->turns, 6);
	ck_assert_int_eq(all->waiting, 2);
	ck_assert_int_eq(all->first.count, 3);
	ck_assert_int_eq(all->first.median, AM_NO_TIME); /* they are few */
	assert_cases(&all->first, "1:3600 7:120 3:60");
	assert_cases(&all->next, "1:900");
	assert_cases(&all->any, "1:3600 1:900 7:120 3:60");
	assert_cases(&r.wait, "2:28000? 3:22060? 1:4500 7:120");
	ck_assert_int_eq(all->oldest_at, 2000);
	ck_assert_int_eq(all->oldest_conversation, 2);
	unit_assert_slice(all->oldest_id, "b1");
	ck_assert_int_eq(r.events, 15);
	ck_assert_int_eq(r.automatic, 2);
	ck_assert_int_eq(r.unmatched, 1);
	ck_assert_int_eq(r.waiting, 2);
	ck_assert_int_eq(r.overdue, 0);
}
END_TEST

START_TEST(what_came_after_now_is_not_known_yet)
{
	struct am_report r;

	fill();
	r = collect(AM_NO_TIME, AM_NO_TIME, 4000); /* a waits, and c does not */
	ck_assert_int_eq(r.period.until, 4000);
	ck_assert_int_eq(r.all.turns, 3);
	ck_assert_int_eq(r.waiting, 2);
	assert_cases(&r.all.first, "3:60");
	assert_cases(&r.wait, "1:3000? 2:2000? 3:60");
	ck_assert_int_eq(r.worst[0].conversation, 1);
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
	int64_t conversations, answered, waiting;
	const char *first;
} tags[] = {
	{ "complaint", 2, 1, 1, "1:3600" },
	{ "question", 2, 2, 1, "7:120 3:60" },
	{ "cause.delay", 1, 1, 0, "1:3600" },
	{ "thanks", 1, 0, 0, "" },
};

START_TEST(tags_have_their_own_lines_the_commonest_first)
{
	struct am_report_group group;

	fill();
	group = collect(AM_NO_TIME, AM_NO_TIME, 30000).groups[AM_BY_TAG];
	ck_assert_uint_eq(group.n_lines, UNIT_COUNT(tags));
	unit_assert_slice(group.lines[_i].name, tags[_i].name);
	ck_assert_int_eq(group.lines[_i].conversations, tags[_i].conversations);
	ck_assert_int_eq(group.lines[_i].answered, tags[_i].answered);
	ck_assert_int_eq(group.lines[_i].waiting, tags[_i].waiting);
	assert_cases(&group.lines[_i].first, tags[_i].first);
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
	ck_assert_int_eq(r.all.next.count, 0);
	ck_assert_int_eq(r.before.since, -5000); /* as long: a's first turn */
	ck_assert_int_eq(r.all_before.conversations, 1);
	assert_cases(&r.wait_before, "1:3600");
	r = collect(9000, AM_NO_TIME, 30000); /* a's later turn, g */
	ck_assert_int_eq(r.all.conversations, 1);
	ck_assert_int_eq(r.all.next.count, 1);
	ck_assert_int_eq(r.all.waiting, 0);
	ck_assert_int_eq(r.waiting, 2); /* whenever they began */
	ck_assert_int_eq(r.unmatched, 0);
}
END_TEST

static const struct {
	int64_t since, until;
	bool is_empty;
} periods[] = {
	{ 9000, 9000, true },
	{ 9001, 9000, true },
	{ 30000, AM_NO_TIME, true },
	{ 29999, 40000, false },
};

START_TEST(an_empty_period_is_refused)
{
	const struct am_report_request request = {
		.period = { periods[_i].since, periods[_i].until },
		.now = 30000,
		.by = AM_BY_WHOLE,
	};
	struct am_report r;

	ck_assert_int_eq(am_report_collect(fx, &request, arena, &r, &fx_err),
			 periods[_i].is_empty ? AM_EUSAGE : AM_OK);
}
END_TEST

START_TEST(with_by_only_that_group_is_there)
{
	struct am_report r;

	fill();
	r = collect_by(AM_NO_TIME, AM_NO_TIME, 30000, AM_BY_URGENCY);
	ck_assert(!r.is_whole);
	for (int by = 0; by < AM_REPORT_BYS; by++)
		ck_assert_uint_eq(r.groups[by].n_lines, by == AM_BY_URGENCY);
	unit_assert_slice(r.groups[AM_BY_URGENCY].lines[0].name, "normal");
	ck_assert_int_eq(r.groups[AM_BY_URGENCY].lines[0].turns, 6);
}
END_TEST

/* ---- complaints and causes */

/* Six complaints of one cause each, by the letter; recovered ones thank. */
static void
complain(const char *causes, const char *recovered)
{
	char id[8], reply[8], thanks[8], tag[40];

	for (int64_t i = 0; causes[i] != '\0'; i++) {
		(void)snprintf(id, sizeof(id), "c%d", (int)i);
		(void)snprintf(reply, sizeof(reply), "r%d", (int)i);
		(void)snprintf(thanks, sizeof(thanks), "t%d", (int)i);
		(void)snprintf(tag, sizeof(tag), "complaint%s%.1s",
			       causes[i] == '-' ? "" : " cause.",
			       causes[i] == '-' ? "" : causes + i);
		tagged(1000 + i, id, NULL, tag);
		(void)fx_out(2000 + i, reply, id, "c@x");
		if (strchr(recovered, causes[i]) != NULL)
			tagged(3000 + i, thanks, reply, "thanks");
	}
}

static const struct {
	const char *causes;
	const char *want; /* NAME COUNT CUMULATIVE, * above the line */
} paretos[] = {
	{ "", "" },
	{ "--", "" },
	{ "a", "a 1 1*" },
	{ "aaaab", "a 4 4* b 1 5" },               /* 80 % is enough */
	{ "aaabb", "a 3 3* b 2 5*" },              /* 60 % is not */
	{ "abc", "a 1 1* b 1 2* c 1 3*" },         /* all alike */
	{ "aaaaaabbcc", "a 6 6* b 2 8* c 2 10*" }, /* c is as common as b */
	{ "aaaaaaabcd", "a 7 7* b 1 8* c 1 9* d 1 10*" },
	{ "bbbaa-", "b 3 3* a 2 5*" },
};

START_TEST(causes_are_drawn_up_to_the_line_of_eighty_percent)
{
	struct am_buf got = { 0 };
	struct am_report r;

	complain(paretos[_i].causes, "");
	r = collect(0, AM_NO_TIME, 30000);
	am_buf_puts(&got, "");
	for (size_t i = 0; i < r.n_causes; i++)
		am_buf_printf(&got, "%s%.*s %lld %lld%s", i > 0 ? " " : "",
			      AM_SLICE_ARG(am_slice_from(r.causes[i].name, 6)),
			      (long long)r.causes[i].complaints,
			      (long long)r.causes[i].cumulative,
			      r.causes[i].is_vital ? "*" : "");
	ck_assert_str_eq(got.ptr, paretos[_i].want);
	ck_assert_int_eq(r.complaints.complaints,
			 (int64_t)strlen(paretos[_i].causes));
	am_buf_free(&got);
}
END_TEST

START_TEST(recovered_is_complaint_answer_and_then_thanks)
{
	struct am_report r;

	complain("aab", "a");
	tagged(900, "d1", NULL, "complaint"); /* thanks before an answer */
	tagged(950, "d2", "d1", "thanks");
	(void)fx_out(960, "d3", "d2", "c@x");
	tagged(901, "e1", NULL, "complaint"); /* thanks for nothing */
	(void)fx_out(960, "e2", "e1", "c@x");
	tagged(970, "e3", "e2", "thanks complaint");
	r = collect(0, AM_NO_TIME, 30000);
	ck_assert_int_eq(r.complaints.complaints, 5);
	ck_assert_int_eq(r.complaints.answered, 5);
	ck_assert_int_eq(r.complaints.recovered, 2);
	ck_assert_int_eq(r.complaints.no_cause, 2);
	ck_assert_int_eq(r.causes[0].recovered, 2);
	r = collect(0, AM_NO_TIME, 3000); /* the thanks have not come yet */
	ck_assert_int_eq(r.complaints.recovered, 1);
}
END_TEST

/* ---- promises */

static const struct {
	int64_t now, kept, late, broken, open;
} ledgers[] = {
	{ 1050, 0, 0, 0, 3 },
	{ 1500, 1, 0, 0, 2 },
	{ 2500, 1, 0, 2, 0 },
	{ 9000, 1, 1, 1, 0 },
};

START_TEST(promises_are_kept_late_broken_or_open)
{
	static const int64_t answered[] = { 1200, 3000, AM_NO_TIME };
	struct am_report_promises p;
	char id[8], reply[8];
	bool is_new;

	for (int64_t i = 0; i < 3; i++) {
		struct am_note note = { .kind = AM_NOTE_PROMISE,
					.at = 1001,
					.due_at = 2000,
					.urgency = AM_NO_URGENCY,
					.how = AM_SLICE_LIT("draft") };

		(void)snprintf(id, sizeof(id), "p%d", (int)i);
		(void)snprintf(reply, sizeof(reply), "q%d", (int)i);
		note.delivery = am_slice_of(id);
		note.about = fx_in(1000, id, NULL, "p@x").event;
		FX_OK(am_journal_put_note(fx, &note, &is_new, &fx_err));
		if (answered[i] != AM_NO_TIME)
			(void)fx_out(answered[i], reply, id, "p@x");
	}
	p = collect(0, AM_NO_TIME, ledgers[_i].now).promises;
	ck_assert_int_eq(p.given, 3);
	ck_assert_int_eq(p.kept, ledgers[_i].kept);
	ck_assert_int_eq(p.late, ledgers[_i].late);
	ck_assert_int_eq(p.broken, ledgers[_i].broken);
	ck_assert_int_eq(p.open, ledgers[_i].open);
}
END_TEST

/* ---- formats */

START_TEST(the_table_is_as_people_see_it)
{
	static const char *const lines[] = {
		"from Thu 1 Jan 00:16 to Thu 1 Jan 08:20 (UTC)\n",
		"2 customers wait for an answer now.\n"
		"  normal   for    7h 46m",
		"First response        3  1h 00m (1), 2m (7), 1m (3)\n",
		"Next response         1  15m (1)\n",
		"Conversations         5   (0 before)\n",
		"Unanswered            2   oldest 7h 46m, since "
		"Thu 1 Jan 00:33 (2)\n    <b1>\n",
		"Customers complained              2        0\n",
		"complaint                     2        1       1 1h 00m (1)\n",
		"1 reply of staff to mail that this journal never saw.\n",
		"15 mails came and went, 2 of them automatic",
	};
	struct am_buf out = { 0 };
	struct am_report r;
	struct am_slice rest;
	struct am_slice line;

	fill();
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	am_report_table(&r, false, &out);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		ck_assert_msg(strstr(out.ptr, lines[i]) != NULL,
			      "not in the table: %sbut\n%s", lines[i], out.ptr);
	ck_assert_ptr_nonnull(strstr(out.ptr, fx_path));
	ck_assert_ptr_null(strchr(out.ptr, '\033'));
	rest = am_buf_slice(&out);
	while (am_slice_next_line(&rest, &line))
		ck_assert_msg(line.len <= 80, "too wide: %.*s",
			      AM_SLICE_ARG(line));
	out.len = 0;
	am_report_table(&r, true, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "\033[1mComplaints\033[0m"));
	am_buf_free(&out);
}
END_TEST

START_TEST(an_empty_journal_gets_a_sentence_and_no_zeros)
{
	struct am_report r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	struct am_buf out = { 0 };

	am_report_table(&r, false, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "No mail has been recorded"));
	ck_assert_ptr_nonnull(strstr(out.ptr, fx_path));
	ck_assert_ptr_null(strstr(out.ptr, "median"));
	out.len = 0;
	(void)fx_out(7000, "f1", "elsewhere", "c@x");
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	am_report_table(&r, false, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "No customer has written"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "1 reply of staff"));
	am_buf_free(&out);
}
END_TEST

/* Commas outside of quotation marks, line by line. */
static void
assert_even_rows(struct am_slice rest)
{
	struct am_slice line;
	size_t want = 0;

	while (am_slice_next_line(&rest, &line)) {
		size_t cells = 1;
		bool is_quoted = false;

		for (size_t i = 0; i < line.len; i++) {
			is_quoted ^= line.ptr[i] == '"';
			cells += line.ptr[i] == ',' && !is_quoted;
		}
		want = want == 0 ? cells : want;
		ck_assert_msg(cells == want, "%zu cells, not %zu: %.*s", cells,
			      want, AM_SLICE_ARG(line));
	}
}

START_TEST(csv_and_json_say_the_same)
{
	struct am_buf out = { 0 };
	struct am_report r;

	fill();
	tagged(21000, "h,\"1", NULL, "complaint cause.delay");
	r = collect(AM_NO_TIME, AM_NO_TIME, 30000);
	am_report_csv(&r, &out);
	assert_even_rows(am_buf_slice(&out));
	ck_assert_ptr_nonnull(strstr(out.ptr,
				     "\nall,,6,3,1,7,3,0,3,,,,,0,0,,"
				     "1:3600:3600 7:120:120 3:60:60,1,,,,,0,0,,"
				     "1:900:900,2000,<b1>,5,9000,28000,"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\ntag,complaint,3,1,0,"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\npareto,cause.delay,,"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "21000,\"<h,\"\"1>\","));
	out.len = 0;
	am_report_json(&r, &out);
	ck_assert_ptr_nonnull(
		strstr(out.ptr, "\"all\":{\"conversations\":6,\"answered\":3,"
				"\"only_thanks\":1,\"turns\":7,\"waiting\":3,"
				"\"overdue\":0,\"first\":{\"count\":3,"
				"\"median_secs\":null,"));
	ck_assert_ptr_nonnull(
		strstr(out.ptr, "\"cases\":[{\"conversation\":1,\"at\":1000,"
				"\"secs\":3600,"));
	ck_assert_ptr_nonnull(
		strstr(out.ptr,
		       "\"tag\":[{\"name\":\"complaint\",\"conversations\":3"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\"unmatched\":1,"));
	am_buf_free(&out);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("report");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_numbers_are_those_worked_out_by_hand);
	tcase_add_test(tc, what_came_after_now_is_not_known_yet);
	tcase_add_test(tc, the_views_are_as_documented);
	tcase_add_loop_test(tc, tags_have_their_own_lines_the_commonest_first,
			    0, UNIT_COUNT(tags));
	tcase_add_test(tc, a_period_takes_what_began_in_it);
	tcase_add_loop_test(tc, an_empty_period_is_refused, 0,
			    UNIT_COUNT(periods));
	tcase_add_test(tc, with_by_only_that_group_is_there);
	tcase_add_loop_test(tc,
			    causes_are_drawn_up_to_the_line_of_eighty_percent,
			    0, UNIT_COUNT(paretos));
	tcase_add_test(tc, recovered_is_complaint_answer_and_then_thanks);
	tcase_add_loop_test(tc, promises_are_kept_late_broken_or_open, 0,
			    UNIT_COUNT(ledgers));
	tcase_add_test(tc, the_table_is_as_people_see_it);
	tcase_add_test(tc, an_empty_journal_gets_a_sentence_and_no_zeros);
	tcase_add_test(tc, csv_and_json_say_the_same);
	return unit_main("report", tc);
}
