/* SPDX-License-Identifier: MIT
 *
 * Thirty cases that well-known help desks count wrongly, one test each: the
 * events as they come, and the seconds that are right. What hangs on the text or
 * the header of a mail (3 to 8 above all) is proven again from the bytes of the
 * mail on, in tests/flow/edges.sh. */
#include "amends/policy.h"
#include "journal_fixture.h"

#define MINUTE INT64_C(60)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
/* Monday, 2026-11-16 00:00 UTC, which is also Europe/London's midnight. */
#define MON INT64_C(1794787200)
#define T   (MON + 9 * HOUR)

static const char turns_sql[] =
	"SELECT turn, response_secs, chasers FROM v_turn"
	" ORDER BY conversation, turn";

static void
mail(enum am_event_kind kind, const char *origin, int64_t at, const char *id,
     const char *refs, const char *tags)
{
	(void)fx_put((struct fx_mail){ .kind = kind,
				       .at = at,
				       .id = id,
				       .refs = refs,
				       .who = "c@x",
				       .tags = tags,
				       .origin = origin,
				       .urgency = AM_NORMAL });
}

static void
asks(int64_t at, const char *id, const char *refs)
{
	mail(AM_EVENT_INBOUND, "person", at, id, refs, NULL);
}

static void
answers(int64_t at, const char *id, const char *refs)
{
	mail(AM_EVENT_OUTBOUND, "person", at, id, refs, NULL);
}

static void
robot(enum am_event_kind door, int64_t at, const char *id, const char *refs)
{
	mail(door, "automatic", at, id, refs, NULL);
}

/* Hours as configuration gives them, and targets, in force from `from` on. */
struct office {
	const char *inbox, *zone;
	const char *days[3], *hours[3];
	const char *holiday;
	int64_t first, next, silence;
	int64_t from; /* AM_NO_TIME: since it is seen */
	int64_t seen;
	const char *tag; /* with an aim of `tag_secs` */
	int64_t tag_secs;
};

static const struct am_calendar *
calendar_of(struct am_arena *arena, const struct office *o)
{
	struct am_calendar *c = am_calendar_new(arena);
	struct am_sources sources = { .read = NULL };

	if (o->zone == NULL)
		return NULL;
	FX_OK(am_calendar_put_zone(c, am_slice_of(o->zone), &sources, &fx_err));
	for (int i = 0; i < 3 && o->days[i] != NULL; i++)
		FX_OK(am_calendar_put_hours(c, am_slice_of(o->days[i]),
					    am_slice_of(o->hours[i]), &fx_err));
	if (o->holiday != NULL)
		FX_OK(am_calendar_put_holiday(c, am_slice_of(o->holiday),
					      &sources, &fx_err));
	FX_OK(am_calendar_finish(c, &fx_err));
	am_buf_free(&sources.section);
	return c;
}

static void
rule(struct office o)
{
	struct am_arena *arena = am_arena_new();
	struct am_policy_tag tag = { .tag = am_slice_of(o.tag) };
	struct am_policy p;

	am_policy_defaults(am_slice_of(o.inbox != NULL ? o.inbox : "support"),
			   &p);
	p.calendar = calendar_of(arena, &o);
	p.secs[AM_TARGET_FIRST_RESPONSE][AM_NORMAL] = o.first;
	p.secs[AM_TARGET_NEXT_RESPONSE][AM_NORMAL] = o.next;
	if (o.silence > 0)
		p.silence_secs = o.silence;
	tag.secs[AM_TARGET_FIRST_RESPONSE] = o.tag_secs;
	p.tags = &tag;
	p.n_tags = o.tag != NULL;
	p.valid_from = o.from;
	FX_OK(am_journal_policies_put(fx, &p, 1, o.seen, &fx_err));
	FX_OK(am_journal_settle(fx, INT64_MAX, NULL, NULL, &fx_err));
	am_arena_free(arena);
}

/* A question and its answer, and how many of the seconds between are open. */
static void
assert_open_secs(int64_t asked, int64_t answered, const char *want)
{
	asks(asked, "q", NULL);
	answers(answered, "a", "q");
	fx_assert_sql("SELECT business_secs FROM v_turn", want);
}

START_TEST(e01_an_acknowledgement_of_ours_is_no_first_response)
{
	asks(T, "q", NULL);
	robot(AM_EVENT_OUTBOUND, T + 2, "ack", "q");
	robot(AM_EVENT_INBOUND, T + 3, "ack2", "q"); /* by either door */
	fx_assert_sql(turns_sql, "1||0");
	answers(T + 3 * HOUR, "a", "q");
	fx_assert_sql(turns_sql, "1|10800|0");
}
END_TEST

START_TEST(e02_a_robots_reply_neither_clears_the_wait_nor_restarts_it)
{
	asks(T, "q", NULL);
	answers(T + 60, "a", "q");
	asks(T + HOUR, "q2", "a");
	robot(AM_EVENT_OUTBOUND, T + HOUR + 5, "bot", "q2");
	fx_assert_sql("SELECT waiting_since - 1794819600, last_at - 1794819600"
		      " FROM v_conversation",
		      "3600|3605");
	answers(T + 2 * HOUR, "a2", "q2");
	fx_assert_sql(turns_sql, "1|60|0\n2|3600|0");
}
END_TEST

START_TEST(e03_an_absence_note_reopens_nothing)
{
	asks(T, "q", NULL);
	answers(T + 600, "a", "q");
	robot(AM_EVENT_INBOUND, T + 601, "ooo", "a");
	robot(AM_EVENT_INBOUND, T + 40 * DAY, "ooo2", "a");
	fx_assert_sql(turns_sql, "1|600|0");
	fx_assert_sql("SELECT resolved_at - at, reopened_at FROM resolution",
		      "604800|");
	fx_assert_sql("SELECT messages_in, messages_automatic, waiting_since"
		      " FROM v_conversation",
		      "1|2|");
}
END_TEST

/* 4 to 6: which fields make a mail automatic is read from mails in
 * tests/flow/edges.sh; here, that each origin but a person's stops nothing. */
static void
assert_origin_is_no_person(const char *origin)
{
	asks(T, "q", NULL);
	mail(AM_EVENT_OUTBOUND, origin, T + 5, "r", "q", NULL);
	mail(AM_EVENT_INBOUND, origin, T + 6, "s", "q", NULL);
	answers(T + 90, "a", "q");
	fx_assert_sql(turns_sql, "1|90|0");
	fx_assert_sql("SELECT messages_automatic FROM v_conversation", "2");
}

START_TEST(e04_auto_submitted_no_is_a_persons_mail)
{
	mail(AM_EVENT_INBOUND, "person", T, "q", NULL, NULL);
	mail(AM_EVENT_OUTBOUND, "person", T + 50, "a", "q", NULL);
	fx_assert_sql(turns_sql, "1|50|0");
}
END_TEST

START_TEST(e05_any_other_auto_submitted_is_a_robots)
{
	assert_origin_is_no_person("automatic");
}
END_TEST

START_TEST(e06_mail_that_wants_no_auto_response_is_still_read_as_it_is)
{
	assert_origin_is_no_person("list");
}
END_TEST

START_TEST(e07_a_bounce_is_linked_to_its_mail_and_starts_no_clock)
{
	asks(T, "q", NULL);
	answers(T + 600, "a", "q");
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
				       .at = T + 601,
				       .id = "dsn",
				       .refs = "a",
				       .who = "c@x",
				       .actor = "mailer-daemon@x",
				       .origin = "bounce",
				       .bounce = "failed" });
	fx_assert_sql(turns_sql, "1|600|0");
	fx_assert_sql(
		"SELECT e.conversation, b.kind, b.message_id FROM bounce b"
		" JOIN event e ON e.id = b.event",
		"1|failed|a");
}
END_TEST

/* The gate itself has its own tests; here, that a failed mail of ours cannot
 * start a second one by the door of staff either. */
START_TEST(e08_a_bounce_is_nobodys_question_by_whatever_door)
{
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
				       .at = T,
				       .id = "dsn",
				       .who = "c@x",
				       .origin = "bounce",
				       .bounce = NULL });
	fx_assert_sql("SELECT count(*) FROM turn", "0");
	fx_assert_sql("SELECT kind FROM event", "automatic");
}
END_TEST

START_TEST(e09_merged_threads_are_one_and_wait_since_the_earlier)
{
	asks(T, "q1", NULL);
	asks(T + HOUR, "q2", NULL);
	fx_assert_sql("SELECT count(*) FROM v_conversation", "2");
	asks(T + 2 * HOUR, "q3", "q1 q2"); /* names both */
	answers(T + 3 * HOUR, "a", "q3");
	fx_assert_sql("SELECT count(*) FROM v_conversation", "1");
	fx_assert_sql(turns_sql, "1|10800|2");
}
END_TEST

START_TEST(e10_a_thread_that_we_begin_has_no_first_response_before_they_write)
{
	answers(T, "offer", NULL);
	answers(T + DAY, "offer2", "offer");
	fx_assert_sql("SELECT count(*) FROM turn", "0");
	asks(T + 2 * DAY, "q", "offer");
	answers(T + 2 * DAY + 300, "a", "q");
	fx_assert_sql(turns_sql, "1|300|0");
	fx_assert_sql("SELECT started_by, first_response_secs"
		      " FROM v_conversation",
		      "us|300");
}
END_TEST

START_TEST(e11_only_mail_to_the_customer_answers)
{
	asks(T, "q", NULL);
	(void)fx_out(T + 60, "note", "q", "boss@us-abroad.example");
	fx_assert_sql(turns_sql, "1||0");
	answers(T + 120, "a", "note");
	fx_assert_sql(turns_sql, "1|120|0");
}
END_TEST

START_TEST(e12_the_reply_is_credited_to_who_wrote_it)
{
	asks(T, "q", NULL);
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
				       .at = T + 60,
				       .id = "a",
				       .refs = "q",
				       .who = "c@x",
				       .actor = "Bert@us.example",
				       .urgency = AM_NORMAL });
	answers(T + 90, "a2", "q");
	fx_assert_sql("SELECT actor, response_secs FROM v_turn",
		      "bert@us.example|60");
}
END_TEST

START_TEST(e13_reopened_it_counts_from_the_new_mail)
{
	asks(T, "q", NULL);
	answers(T + 600, "a", "q");
	asks(T + 5 * DAY, "again", "a");
	answers(T + 5 * DAY + 600, "a2", "again");
	fx_assert_sql(turns_sql, "1|600|0\n2|600|0");
	fx_assert_sql("SELECT first_response_secs FROM v_conversation", "600");
	asks(T + 30 * DAY, "late", "a2");
	fx_assert_sql("SELECT reopened_at - resolved_at, reopened_at -"
		      " 1794819600 FROM v_resolution",
		      "1554600|2592000");
}
END_TEST

START_TEST(e14_the_oldest_unanswered_mail_counts_and_chasers_are_counted)
{
	asks(T, "q", NULL);
	asks(T + HOUR, "q2", "q");
	asks(T + 2 * HOUR, "q3", "q2");
	answers(T + 3 * HOUR, "a", "q3");
	fx_assert_sql(turns_sql, "1|10800|2");
}
END_TEST

START_TEST(e15_the_target_of_next_responses_holds_after_the_first_only)
{
	rule((struct office){
		.first = 4 * HOUR, .next = HOUR, .from = AM_NO_TIME });
	asks(T, "q", NULL);
	fx_assert_sql("SELECT target_secs, due_at - at FROM v_turn",
		      "14400|14400");
	asks(T + 2 * HOUR, "q2", "q"); /* a chaser, no turn of its own */
	answers(T + 3 * HOUR, "a", "q");
	asks(T + 4 * HOUR, "q3", "a");
	fx_assert_sql("SELECT turn, target_secs, is_in_target FROM v_turn",
		      "1|14400|1\n2|3600|");
}
END_TEST

/* A reply and all that goes with it in one second, in either order. */
START_TEST(e16_what_happens_in_one_step_loses_nothing)
{
	asks(T, "q", NULL);
	if (_i == 0)
		mail(AM_EVENT_INBOUND, "person", T + 60, "ty", "q", "thanks");
	answers(T + 60, "a", "q");
	if (_i == 1)
		mail(AM_EVENT_INBOUND, "person", T + 60, "ty", "q", "thanks");
	fx_assert_sql(turns_sql, "1|60|0");
	fx_assert_sql("SELECT count(*), max(how) FROM resolution", "1|silence");
}
END_TEST

/* Sunday, 2026-03-29: Europe/London goes from 01:00 to 02:00; and back on
 * 2026-10-25. Lord Howe moves half an hour on 2026-04-05 and 2026-10-04, New
 * York on 2026-03-08 and 2026-11-01; Kolkata never, Moscow never since 2014. */
static const struct {
	const char *zone;
	int64_t asked, answered;
	const char *want;
} shifts[] = {
	/* open 00:00-06:00 local; from midnight before to midnight after */
	{ "Europe/London", 1774742400, 1774825200, "18000" },
	{ "Europe/London", 1792882800, 1792972800, "25200" },
	{ "America/New_York", 1772946000, 1773028800, "18000" },
	{ "America/New_York", 1793505600, 1793595600, "25200" },
	{ "Australia/Lord_Howe", 1775307600, 1775395800, "23400" },
	{ "Australia/Lord_Howe", 1791034200, 1791118800, "19800" },
	{ "Asia/Kolkata", 1774722600, 1774809000, "21600" },
	{ "Europe/Moscow", 1774731600, 1774818000, "21600" },
};

START_TEST(e17_the_hour_that_a_zone_skips_or_repeats_is_counted_as_it_was)
{
	rule((struct office){ .zone = shifts[_i].zone,
			      .days = { "mon-sun" },
			      .hours = { "00:00-06:00" },
			      .from = AM_NO_TIME });
	assert_open_secs(shifts[_i].asked, shifts[_i].answered,
			 shifts[_i].want);
}
END_TEST

/* New York's Thursday, 2026-11-26: from Wednesday 16:00 to Friday 10:00, there.
 * The day off takes all of its own local day and nothing of the next. */
START_TEST(e18_a_holiday_is_the_whole_local_day_and_no_more)
{
	rule((struct office){ .zone = "America/New_York",
			      .days = { "mon-sun" },
			      .hours = { "00:00-24:00" },
			      .holiday = "2026-11-26",
			      .from = AM_NO_TIME });
	assert_open_secs(1795640400, 1795788000,
			 "61200"); /* 8 h of Wednesday, 9 h of Friday */
}
END_TEST

START_TEST(e19_round_the_clock_loses_no_minute_at_midnight)
{
	rule((struct office){ .zone = "Europe/London",
			      .days = { "mon-sun" },
			      .hours = { "00:00-24:00" },
			      .from = AM_NO_TIME });
	assert_open_secs(MON + 23 * HOUR, MON + 10 * DAY + 5, "781205");
}
END_TEST

START_TEST(e20_a_shift_to_midnight_ends_and_an_empty_week_is_refused)
{
	struct am_arena *arena = am_arena_new();
	struct am_calendar *c = am_calendar_new(arena);
	struct am_sources sources = { .read = NULL };

	rule((struct office){ .zone = "Europe/London",
			      .days = { "mon" },
			      .hours = { "22:00-24:00" },
			      .from = AM_NO_TIME });
	assert_open_secs(MON + 23 * HOUR, MON + 21 * DAY, "18000");
	FX_OK(am_calendar_put_zone(c, AM_SLICE_LIT("UTC"), &sources, &fx_err));
	ck_assert_int_eq(am_calendar_put_hours(c, AM_SLICE_LIT("mon-sun"),
					       AM_SLICE_LIT("closed"), &fx_err),
			 AM_OK);
	ck_assert_int_eq(am_calendar_finish(c, &fx_err), AM_ECONFIG);
	am_buf_free(&sources.section);
	am_arena_free(arena);
}
END_TEST

START_TEST(e21_a_lunch_break_and_a_week_that_begins_on_tuesday)
{
	rule((struct office){
		.zone = "Europe/London",
		.days = { "tue-thu", "fri" },
		.hours = { "09:00-12:00, 13:00-17:30", "09:00-12:00" },
		.from = AM_NO_TIME });
	/* Monday noon to Wednesday 12:30: Tuesday's 7.5 h, and 3 h */
	assert_open_secs(MON + 12 * HOUR, MON + 2 * DAY + 12 * HOUR + 1800,
			 "37800");
}
END_TEST

START_TEST(e22_seconds_are_whole_and_none_is_rounded)
{
	rule((struct office){ .zone = "Europe/London",
			      .days = { "mon-fri" },
			      .hours = { "09:00-17:00" },
			      .first = 28801,
			      .from = AM_NO_TIME });
	/* Monday 16:59:59 to Wednesday 09:00:01: one, a day, and one */
	asks(MON + 17 * HOUR - 1, "q", NULL);
	answers(MON + 2 * DAY + 9 * HOUR + 1, "a", "q");
	fx_assert_sql("SELECT business_secs, response_secs, is_in_target,"
		      " due_at - 1794787200 FROM v_turn",
		      "28802|144002|0|147600");
}
END_TEST

/* A target of an hour, and from Wednesday on, one of a day; the hours change on
 * Tuesday 12:00 from always to the afternoon. */
START_TEST(e23_what_was_in_force_then_judges_then)
{
	rule((struct office){ .first = HOUR, .from = AM_NO_TIME, .seen = 1 });
	asks(T, "q", NULL);
	answers(T + 2 * HOUR, "a", "q");
	(void)fx_in(MON + DAY, "r", NULL, "d@x");
	rule((struct office){ .zone = "Europe/London",
			      .days = { "mon-sun" },
			      .hours = { "13:00-18:00" },
			      .first = HOUR,
			      .from = AM_NO_TIME,
			      .seen = MON + DAY + 12 * HOUR });
	rule((struct office){
		.first = DAY, .from = AM_NO_TIME, .seen = MON + 2 * DAY });
	(void)fx_out(MON + 2 * DAY + HOUR, "b", "r", "d@x");
	/* 12 h, the afternoon's 5 h, and an hour of Wednesday */
	fx_assert_sql("SELECT response_secs, business_secs, target_secs,"
		      " is_in_target FROM v_turn ORDER BY at",
		      "7200|7200|3600|0\n90000|64800|3600|0");
	/* dated back to Tuesday: Monday stays as it was judged */
	rule((struct office){
		.first = 3 * DAY, .from = MON + DAY, .seen = MON + 9 * DAY });
	fx_assert_sql("SELECT business_secs, target_secs, is_in_target"
		      " FROM v_turn ORDER BY at",
		      "7200|3600|0\n90000|259200|1");
	fx_assert_sql("SELECT count(*), sum(valid_from = 0) FROM v_policy",
		      "4|1");
}
END_TEST

START_TEST(e24_mail_that_nobody_answers_is_counted)
{
	asks(T, "q", NULL);
	answers(T + 60, "a", "q");
	(void)fx_in(T, "lost", NULL, "d@x");
	(void)fx_in(T + 5, "lost2", NULL, "e@x");
	fx_assert_sql("SELECT count(*), count(response_secs) FROM v_turn"
		      " WHERE is_first",
		      "3|1");
	fx_assert_sql("SELECT count(*) FROM v_conversation"
		      " WHERE waiting_since IS NOT NULL",
		      "2");
}
END_TEST

START_TEST(e25_that_the_customer_gave_up_is_no_answer)
{
	asks(T, "q", NULL);
	mail(AM_EVENT_INBOUND, "person", T + DAY, "never-mind", "q", "thanks");
	fx_assert_sql(turns_sql, "1||0");
	fx_assert_sql("SELECT count(*) FROM resolution", "0");
	fx_assert_sql("SELECT waiting_since - 1794819600 FROM v_conversation",
		      "0");
}
END_TEST

START_TEST(e26_spam_waits_for_nobody_and_is_counted_apart)
{
	mail(AM_EVENT_INBOUND, "spam", T, "pills", NULL, NULL);
	asks(T + 5, "q", NULL);
	fx_assert_sql(turns_sql, "1||0");
	fx_assert_sql("SELECT count(*) FROM v_conversation", "1");
	fx_assert_sql("SELECT count(*) FROM event WHERE origin = 'spam'", "1");
}
END_TEST

START_TEST(e27_thanks_close_the_loop_and_start_no_clock)
{
	asks(T, "q", NULL);
	answers(T + 60, "a", "q");
	mail(AM_EVENT_INBOUND, "person", T + HOUR, "ty", "a", "thanks");
	answers(T + 2 * HOUR, "welcome", "ty");
	fx_assert_sql(turns_sql, "1|60|0");
	fx_assert_sql("SELECT how, resolved_at - 1794819600, reopened_at"
		      " FROM resolution",
		      "thanks|3600|");
	/* thanks with a question is a question */
	mail(AM_EVENT_INBOUND, "person", T + 3 * HOUR, "q2", "a",
	     "thanks question");
	fx_assert_sql(turns_sql, "1|60|0\n2||0");
	fx_assert_sql("SELECT reopened_at - 1794819600 FROM resolution",
		      "10800");
}
END_TEST

/* Our clock was an hour slow when we answered; and dates of other centuries. */
START_TEST(e28_a_wrong_clock_never_makes_a_negative_time)
{
	static const int64_t absurd[] = { -1, INT64_MIN + 1, INT64_MAX,
					  -62135596800, 253402300800 };

	asks(T, "q", NULL);
	answers(T - HOUR, "a", "q");
	fx_assert_sql("SELECT response_secs, is_clamped, answered_at = at"
		      " FROM v_turn",
		      "0|1|1");
	for (size_t i = 0; i < UNIT_COUNT(absurd); i++) {
		char id[16];

		(void)snprintf(id, sizeof(id), "x%zu", i);
		(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
					       .at = absurd[i],
					       .date = T,
					       .id = id,
					       .who = "d@x" });
		(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
					       .at = T,
					       .date = absurd[i],
					       .id = id,
					       .refs = id,
					       .delivery = id,
					       .who = "d@x" });
	}
	fx_assert_sql("SELECT min(response_secs) >= 0, min(business_secs) >= 0,"
		      " min(at) >= 0, max(at) <= 253402300799 FROM v_turn",
		      "1|1|1|1");
}
END_TEST

/* The same reply by three ways; and the answer before the question. */
START_TEST(e29_out_of_order_and_more_than_once_is_in_order_and_once)
{
	static const char *const doors[] = { "bcc", "imapsieve", "import" };

	for (int i = 0; i < 3; i++)
		(void)fx_put(
			(struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
					  .at = T + 600 + i * 7,
					  .date = T + 599,
					  .id = "a",
					  .refs = "q",
					  .who = "c@x",
					  .delivery = doors[i],
					  .inbox = i == 2 ? "other" : "support",
					  .urgency = AM_NORMAL });
	asks(T, "q", NULL);
	asks(T, "q", NULL); /* tried again */
	fx_assert_sql(turns_sql, "1|600|0");
	fx_assert_sql("SELECT messages_in, messages_out, last_at - 1794819600"
		      " FROM v_conversation",
		      "1|1|600");
	fx_assert_sql("SELECT count(*) FROM event", "4");
}
END_TEST

/* To sales and support at once; sales has it a second before. */
START_TEST(e30_a_mail_to_two_inboxes_is_one_and_the_first_declared_has_it)
{
	rule((struct office){ .first = HOUR, .from = AM_NO_TIME });
	rule((struct office){
		.inbox = "sales", .first = 9 * HOUR, .from = AM_NO_TIME });
	for (int i = 0; i < 2; i++)
		(void)fx_put((struct fx_mail){
			.kind = AM_EVENT_INBOUND,
			.at = T + 1 - i,
			.date = T,
			.id = "q",
			.who = "c@x",
			.delivery = i == 0 ? "support/q" : "sales/q",
			.inbox = i == 0 ? "support" : "sales",
			.urgency = AM_NORMAL });
	answers(T + 120, "a", "q");
	fx_assert_sql("SELECT inbox, response_secs, target_secs, chasers"
		      " FROM v_turn",
		      "support|120|3600|0");
	fx_assert_sql("SELECT messages_in FROM v_conversation", "1");
}
END_TEST

/* Of a tag's target and the urgency's, the shorter. */
START_TEST(a_tag_on_the_first_mail_has_its_own_target)
{
	rule((struct office){ .first = 4 * HOUR,
			      .tag = "cause.safety",
			      .tag_secs = HOUR,
			      .from = AM_NO_TIME });
	mail(AM_EVENT_INBOUND, "person", T, "q", NULL, "cause.safety");
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
				       .at = T + 1,
				       .id = "r",
				       .who = "d@x",
				       .tags = "-cause.safety",
				       .urgency = AM_NORMAL });
	fx_assert_sql("SELECT target_secs FROM v_turn ORDER BY at",
		      "3600\n14400");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("edges");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_test(tc, e01_an_acknowledgement_of_ours_is_no_first_response);
	tcase_add_test(
		tc, e02_a_robots_reply_neither_clears_the_wait_nor_restarts_it);
	tcase_add_test(tc, e03_an_absence_note_reopens_nothing);
	tcase_add_test(tc, e04_auto_submitted_no_is_a_persons_mail);
	tcase_add_test(tc, e05_any_other_auto_submitted_is_a_robots);
	tcase_add_test(
		tc,
		e06_mail_that_wants_no_auto_response_is_still_read_as_it_is);
	tcase_add_test(tc,
		       e07_a_bounce_is_linked_to_its_mail_and_starts_no_clock);
	tcase_add_test(tc, e08_a_bounce_is_nobodys_question_by_whatever_door);
	tcase_add_test(tc,
		       e09_merged_threads_are_one_and_wait_since_the_earlier);
	tcase_add_test(
		tc,
		e10_a_thread_that_we_begin_has_no_first_response_before_they_write);
	tcase_add_test(tc, e11_only_mail_to_the_customer_answers);
	tcase_add_test(tc, e12_the_reply_is_credited_to_who_wrote_it);
	tcase_add_test(tc, e13_reopened_it_counts_from_the_new_mail);
	tcase_add_test(
		tc,
		e14_the_oldest_unanswered_mail_counts_and_chasers_are_counted);
	tcase_add_test(
		tc,
		e15_the_target_of_next_responses_holds_after_the_first_only);
	tcase_add_loop_test(tc, e16_what_happens_in_one_step_loses_nothing, 0,
			    2);
	tcase_add_loop_test(
		tc,
		e17_the_hour_that_a_zone_skips_or_repeats_is_counted_as_it_was,
		0, UNIT_COUNT(shifts));
	tcase_add_test(tc, e18_a_holiday_is_the_whole_local_day_and_no_more);
	tcase_add_test(tc, e19_round_the_clock_loses_no_minute_at_midnight);
	tcase_add_test(
		tc, e20_a_shift_to_midnight_ends_and_an_empty_week_is_refused);
	tcase_add_test(tc, e21_a_lunch_break_and_a_week_that_begins_on_tuesday);
	tcase_add_test(tc, e22_seconds_are_whole_and_none_is_rounded);
	tcase_add_test(tc, e23_what_was_in_force_then_judges_then);
	tcase_add_test(tc, e24_mail_that_nobody_answers_is_counted);
	tcase_add_test(tc, e25_that_the_customer_gave_up_is_no_answer);
	tcase_add_test(tc, e26_spam_waits_for_nobody_and_is_counted_apart);
	tcase_add_test(tc, e27_thanks_close_the_loop_and_start_no_clock);
	tcase_add_test(tc, e28_a_wrong_clock_never_makes_a_negative_time);
	tcase_add_test(
		tc, e29_out_of_order_and_more_than_once_is_in_order_and_once);
	tcase_add_test(
		tc,
		e30_a_mail_to_two_inboxes_is_one_and_the_first_declared_has_it);
	tcase_add_test(tc, a_tag_on_the_first_mail_has_its_own_target);
	return unit_main("store", tc);
}
