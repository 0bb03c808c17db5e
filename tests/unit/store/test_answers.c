/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "journal_fixture.h"

#define NOW 1000000

static int64_t
decide(const char *delivery, int64_t conversation, const char *sender,
       int64_t at, bool want_new)
{
	struct am_journal_answer a = { .delivery = am_slice_of(delivery),
				       .conversation = conversation,
				       .sender = am_slice_of(sender),
				       .at = at,
				       .promise_secs = 14400,
				       .material = AM_SLICE_LIT(
					       "topic=complaint") };
	int64_t id = 0;
	bool is_new = !want_new;

	FX_OK(am_journal_answer_decide(fx, &a, &id, &is_new, &fx_err));
	ck_assert(is_new == want_new);
	return id;
}

static struct am_journal_counts
counts(int64_t conversation, const char *sender)
{
	struct am_journal_counts c;

	FX_OK(am_journal_counts(fx, conversation, am_slice_of(sender), NOW, &c,
				&fx_err));
	return c;
}

START_TEST(a_mail_is_answered_once)
{
	int64_t id = decide("d1", 1, "c@x", NOW, true);

	ck_assert_int_eq(decide("d1", 1, "c@x", NOW + 5, false), id);
	fx_assert_sql("SELECT count(*), min(at) FROM answer", "1|1000000");
}
END_TEST

START_TEST(an_answer_is_open_until_it_is_written_and_then_its_text_is_gone)
{
	struct am_arena *arena = am_arena_new();
	struct am_journal_answer *open;
	size_t n;
	int64_t first = decide("d1", 1, "C@x", NOW, true);
	int64_t second = decide("d2", 2, "d@x", NOW, true);

	FX_OK(am_journal_answers_open(fx, 10, arena, &open, &n, &fx_err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(open[0].id, first);
	unit_assert_slice(open[0].delivery, "d1");
	unit_assert_slice(open[0].sender, "c@x");
	unit_assert_slice(open[0].material, "topic=complaint");
	ck_assert_int_eq(open[0].promise_secs, 14400);
	FX_OK(am_journal_answers_open(fx, 1, arena, &open, &n, &fx_err));
	ck_assert_uint_eq(n, 1);
	FX_OK(am_journal_answer_end(fx, first, AM_ANSWER_WRITTEN,
				    AM_SLICE_LIT("/m/cur/1:2,D"), 18000,
				    &fx_err));
	FX_OK(am_journal_answer_end(fx, second, AM_ANSWER_FAILED,
				    AM_SLICE_LIT("no folder"), 0, &fx_err));
	FX_OK(am_journal_answers_open(fx, 10, arena, &open, &n, &fx_err));
	ck_assert_uint_eq(n, 0);
	fx_assert_sql("SELECT state, file, promise_secs, material FROM answer"
		      " ORDER BY id",
		      "written|/m/cur/1:2,D|18000|\nfailed|no folder|0|");
	am_arena_free(arena);
}
END_TEST

START_TEST(the_gate_gets_counts_by_conversation_sender_and_hour)
{
	struct am_journal_counts c = counts(1, "c@x");

	ck_assert_int_eq(c.in_conversation + c.to_sender_day +
				 c.to_sender_week + c.all_hour,
			 0);
	(void)decide("d1", 1, "C@X", NOW - 10, true);
	(void)decide("d2", 2, "c@x", NOW - 3601, true);
	(void)decide("d3", 3, "c@x", NOW - 86400,
		     true); /* just out of the day */
	(void)decide("d4", 3, "c@x", NOW - 7 * 86400, true);
	(void)decide("d5", 1, "d@x", NOW - 20, true);
	c = counts(1, "c@X");
	ck_assert_int_eq(c.in_conversation, 2);
	ck_assert_int_eq(c.to_sender_day, 2);
	ck_assert_int_eq(c.to_sender_week, 3);
	ck_assert_int_eq(c.all_hour, 2);
}
END_TEST

START_TEST(failed_answers_do_not_count)
{
	int64_t id = decide("d1", 1, "c@x", NOW - 10, true);
	struct am_journal_counts c;

	FX_OK(am_journal_answer_end(fx, id, AM_ANSWER_FAILED, AM_SLICE_LIT(""),
				    0, &fx_err));
	c = counts(1, "c@x");
	ck_assert_int_eq(c.in_conversation + c.to_sender_day +
				 c.to_sender_week + c.all_hour,
			 0);
}
END_TEST

START_TEST(the_gate_knows_that_staff_has_written)
{
	(void)fx_in(10, "a", NULL, "c@x");
	ck_assert(!counts(1, "c@x").is_answered);
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
				       .at = 11,
				       .id = "ack",
				       .refs = "a",
				       .who = "c@x",
				       .origin = "automatic" });
	ck_assert(!counts(1, "c@x").is_answered);
	(void)fx_out(20, "b", "a", "c@x");
	ck_assert(counts(1, "c@x").is_answered);
}
END_TEST

START_TEST(answers_follow_their_conversation_when_it_is_merged)
{
	(void)fx_in(10, "a", NULL, "c@x");
	(void)fx_in(20, "b", NULL, "c@x");
	(void)decide("d2", 2, "c@x", NOW, true);
	ck_assert_int_eq(counts(1, "c@x").in_conversation, 0);
	(void)fx_in(30, "d", "a b", "c@x");
	ck_assert_int_eq(counts(1, "c@x").in_conversation, 1);
}
END_TEST

START_TEST(the_promise_is_the_90th_percentile_of_this_urgency)
{
	struct am_journal_response r;
	char id[16], reply[16];

	FX_OK(am_journal_first_response(fx, am_slice_of("support"), 1,
					AM_NO_TIME, &r, &fx_err));
	ck_assert_int_eq(r.count, 0);
	ck_assert_int_eq(r.p90_secs, AM_NO_TIME);
	for (int i = 1; i <= 20; i++) {
		(void)snprintf(id, sizeof(id), "a%d", i);
		(void)snprintf(reply, sizeof(reply), "b%d", i);
		(void)fx_in(i * 1000, id, NULL, "c@x");
		(void)fx_out(i * 1000 + i, reply, id, "c@x");
	}
	(void)fx_put((struct fx_mail){
		.at = 50000, .id = "high", .who = "c@x", .urgency = 2 });
	(void)fx_out(59999, "high.reply", "high", "c@x");
	(void)fx_in(60000, "open", NULL, "c@x");
	FX_OK(am_journal_first_response(fx, am_slice_of("support"), 1,
					AM_NO_TIME, &r, &fx_err));
	ck_assert_int_eq(r.count, 20);
	ck_assert_int_eq(r.p90_secs, 18);
	FX_OK(am_journal_first_response(fx, am_slice_of("support"), 1, 11000,
					&r, &fx_err));
	ck_assert_int_eq(r.count, 10);
	ck_assert_int_eq(r.p90_secs, 19);
	FX_OK(am_journal_first_response(fx, am_slice_of("other"), 1, AM_NO_TIME,
					&r, &fx_err));
	ck_assert_int_eq(r.count, 0);
}
END_TEST

/* ---- the same turns, whatever the order, and after a rebuild */

#define MAILS 60

static int64_t
random_below(unsigned int *dice, int64_t limit)
{
	*dice = *dice * 1103515245U + 12345U;
	return (int64_t)(*dice >> 8) % limit;
}

/* One customer's threads: each mail answers an earlier one or begins anew. */
static void
make_mails(unsigned int *dice, struct fx_mail mails[MAILS], char ids[MAILS][16])
{
	for (int i = 0; i < MAILS; i++) {
		int64_t kind = random_below(dice, 5);
		int64_t parent = random_below(dice, MAILS);

		(void)snprintf(ids[i], sizeof(ids[i]), "m%d", i);
		mails[i] = (struct fx_mail){
			.kind = kind < 3 ? AM_EVENT_INBOUND : AM_EVENT_OUTBOUND,
			.at = 1000 + i * 10 + random_below(dice, 30),
			.id = ids[i],
			.refs = parent < i ? ids[parent] : NULL,
			.who = "c@x",
			.tags = kind == 2 ? "thanks" : "complaint",
			.origin = random_below(dice, 8) == 0 ? "automatic"
							     : "person",
		};
	}
}

/* Turns without the numbers of conversations, which depend on the order. */
static void
turns_text(struct am_buf *out)
{
	char text[8192];

	fx_sql(fx_path,
	       "SELECT e.message_id, t.at, t.answered_at, a.message_id, "
	       "t.chasers, t.number, t.is_clamped FROM turn t JOIN event e ON "
	       "e.id = t.event LEFT JOIN event a ON a.id = t.answer "
	       "ORDER BY e.message_id",
	       text, sizeof(text));
	am_buf_puts(out, text);
}

static void
spoil_turns(void)
{
	char out[64];

	fx_sql(fx_path,
	       "UPDATE turn SET at = at + 1, answered_at = NULL; "
	       "INSERT INTO turn SELECT 9999, 1, event, inbox, 1, '', 1, 2, "
	       "NULL, '', 0, 0, 1, NULL, NULL, NULL FROM turn LIMIT 1",
	       out, sizeof(out));
}

START_TEST(every_order_of_arrival_and_a_rebuild_give_the_same_turns)
{
	struct fx_mail mails[MAILS];
	char ids[MAILS][16];
	struct am_buf want = { 0 };
	unsigned int dice = (unsigned int)_i * 77 + 1;

	make_mails(&dice, mails, ids);
	for (int round = 0; round < 4; round++) {
		struct am_buf got = { 0 };

		for (int i = 0; i < MAILS; i++)
			(void)fx_put(mails[i]);
		turns_text(round == 0 ? &want : &got);
		ck_assert_uint_gt(want.len, 0);
		if (round > 0)
			ck_assert_str_eq(got.ptr, want.ptr);
		got.len = 0;
		spoil_turns();
		FX_OK(am_journal_rebuild(fx, NULL, NULL, &fx_err));
		turns_text(&got);
		ck_assert_str_eq(got.ptr, want.ptr);
		am_buf_free(&got);
		am_journal_close(fx);
		ck_assert_int_eq(unlink(fx_path), 0);
		fx_open();
		for (int i = MAILS - 1; i > 0; i--) {
			int64_t k = random_below(&dice, i + 1);
			struct fx_mail kept = mails[i];

			mails[i] = mails[k];
			mails[k] = kept;
		}
	}
	am_buf_free(&want);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("answers");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_test(tc, a_mail_is_answered_once);
	tcase_add_test(
		tc,
		an_answer_is_open_until_it_is_written_and_then_its_text_is_gone);
	tcase_add_test(tc,
		       the_gate_gets_counts_by_conversation_sender_and_hour);
	tcase_add_test(tc, failed_answers_do_not_count);
	tcase_add_test(tc, the_gate_knows_that_staff_has_written);
	tcase_add_test(tc, answers_follow_their_conversation_when_it_is_merged);
	tcase_add_test(tc, the_promise_is_the_90th_percentile_of_this_urgency);
	tcase_add_loop_test(
		tc, every_order_of_arrival_and_a_rebuild_give_the_same_turns, 0,
		10);
	return unit_main("store", tc);
}
