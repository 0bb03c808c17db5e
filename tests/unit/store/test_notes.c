/* SPDX-License-Identifier: MIT
 *
 * What becomes known or is done about a mail later: notes beside it, which
 * change nothing of it. */
#include "journal_fixture.h"

static struct am_note
note_about(enum am_note_kind kind, int64_t about, const char *delivery)
{
	return (struct am_note){ .kind = kind,
				 .delivery = am_slice_of(delivery),
				 .about = about,
				 .at = 500,
				 .actor = AM_SLICE_LIT("Ann@us.example"),
				 .urgency = AM_NO_URGENCY };
}

static bool
put(struct am_note note)
{
	bool is_new = false;

	FX_OK(am_journal_put_note(fx, &note, &is_new, &fx_err));
	return is_new;
}

static const struct {
	enum am_note_kind kind;
	const char *name;
} kinds[] = {
	{ AM_NOTE_VERDICT, "verdict" },
	{ AM_NOTE_DRAFT, "draft" },
	{ AM_NOTE_ACKNOWLEDGEMENT, "acknowledgement" },
	{ AM_NOTE_PROMISE, "promise" },
	{ AM_NOTE_CORRECTION, "correction" },
};

START_TEST(a_note_stands_beside_its_mail_and_once)
{
	struct am_event_result mail = fx_in(100, "a", NULL, "c@x");
	char want[160];

	ck_assert(put(note_about(kinds[_i].kind, mail.event, "n1")));
	ck_assert(!put(note_about(kinds[_i].kind, mail.event, "n1")));
	ck_assert(put(note_about(kinds[_i].kind, mail.event, "n2")));
	(void)snprintf(want, sizeof(want), "%s|support|1|1|500|ann@us.example",
		       kinds[_i].name);
	fx_assert_sql("SELECT DISTINCT kind, inbox, conversation, about, at,"
		      " actor FROM event WHERE about IS NOT NULL",
		      want);
	fx_assert_sql("SELECT count(*) FROM event", "3");
}
END_TEST

/* It is no mail: no count, no clock, no time of the conversation knows it. */
START_TEST(a_note_changes_no_number)
{
	static const char numbers[] =
		"SELECT * FROM v_conversation; SELECT * FROM v_turn;"
		"SELECT * FROM v_message_tag";
	struct am_event_result mail = fx_in(100, "a", NULL, "c@x");
	const struct am_event_tag tags[] = {
		{ AM_SLICE_LIT("complaint"), 2, 0.9, true },
	};
	struct am_note note = note_about(kinds[_i].kind, mail.event, "n");
	char before[4096];

	fx_sql(fx_path, numbers, before, sizeof(before));
	note.tags = tags;
	note.n_tags = 1;
	note.urgency = 3;
	ck_assert(put(note));
	fx_assert_sql(numbers, before);
	FX_OK(am_journal_rebuild(fx, NULL, NULL, &fx_err));
	fx_assert_sql(numbers, before);
}
END_TEST

START_TEST(a_later_verdict_keeps_its_own_tags_and_evidence)
{
	struct am_event_result mail = fx_put((struct fx_mail){
		.at = 100, .id = "a", .who = "c@x", .tags = "question" });
	const struct am_event_tag tags[] = {
		{ AM_SLICE_LIT("complaint"), 2, 0.9, true },
		{ AM_SLICE_LIT("question"), -2, 0.1, false },
	};
	const struct am_event_evidence evidence[] = {
		{ AM_SLICE_LIT("person"), AM_SLICE_LIT("complaint"), 2,
		  AM_SLICE_LIT("it is one") },
	};
	struct am_note note = note_about(AM_NOTE_CORRECTION, mail.event, "n");

	note.tags = tags;
	note.n_tags = 2;
	note.evidence = evidence;
	note.n_evidence = 1;
	note.urgency = 2;
	ck_assert(put(note));
	fx_assert_sql("SELECT e.kind, t.name, t.is_set FROM tag t JOIN event e"
		      " ON e.id = t.event ORDER BY 1, 2",
		      "correction|complaint|1\ncorrection|question|0\n"
		      "inbound|question|1");
	fx_assert_sql("SELECT e.urgency, v.rule FROM evidence v JOIN event e"
		      " ON e.id = v.event WHERE e.about = 1",
		      "2|person");
}
END_TEST

START_TEST(a_note_is_found_by_the_delivery_of_its_mail)
{
	struct am_note note = note_about(AM_NOTE_DRAFT, 0, "n");

	(void)fx_put((struct fx_mail){
		.at = 100, .id = "a", .who = "c@x", .delivery = "door 7" });
	note.about_delivery = AM_SLICE_LIT("door 7");
	ck_assert(put(note));
	fx_assert_sql("SELECT about FROM event WHERE kind = 'draft'", "1");
}
END_TEST

START_TEST(a_note_about_nothing_is_refused_and_leaves_nothing)
{
	struct am_note by_number = note_about(AM_NOTE_VERDICT, 77, "n");
	struct am_note by_name = note_about(AM_NOTE_VERDICT, 0, "n");
	bool is_new;

	by_name.about_delivery = AM_SLICE_LIT("no such door");
	ck_assert_int_eq(am_journal_put_note(fx, &by_number, &is_new, &fx_err),
			 AM_EDATA);
	ck_assert_int_eq(am_journal_put_note(fx, &by_name, &is_new, &fx_err),
			 AM_EDATA);
	fx_assert_sql("SELECT count(*) FROM event", "0");
}
END_TEST

/* Given at 200 for 300: kept by what we write to the customer at `at`. */
static const struct {
	int64_t at;
	bool before; /* was that mail here before the promise? */
	const char *who;
	const char *want;
} replies[] = {
	{ 250, false, "c@x", "200|300|250|1" },
	{ 250, true, "c@x", "200|300|250|1" },
	{ 300, false, "c@x", "200|300|300|1" },
	{ 301, false, "c@x", "200|300|301|0" },
	{ 301, true, "c@x", "200|300|301|0" },
	{ 250, false, "boss@elsewhere", "200|300||" },
	{ 150, true, "c@x", "200|300||" },
};

START_TEST(the_next_mail_to_the_customer_keeps_a_promise)
{
	struct am_event_result given;
	struct am_note note;

	(void)fx_in(100, "a", NULL, "c@x");
	given = fx_out(200, "b", "a", "c@x");
	if (replies[_i].before)
		(void)fx_out(replies[_i].at, "d", "a", replies[_i].who);
	note = note_about(AM_NOTE_PROMISE, given.event, "n");
	note.due_at = 300;
	note.how = AM_SLICE_LIT("reply");
	ck_assert(put(note));
	if (!replies[_i].before)
		(void)fx_out(replies[_i].at, "d", "a", replies[_i].who);
	fx_assert_sql(
		"SELECT given_at, due_at, kept_at, is_kept FROM v_promise",
		replies[_i].want);
	FX_OK(am_journal_rebuild(fx, NULL, NULL, &fx_err));
	fx_assert_sql(
		"SELECT given_at, due_at, kept_at, is_kept FROM v_promise",
		replies[_i].want);
}
END_TEST

/* Two conversations become one: their notes and promises go along. */
START_TEST(notes_and_promises_follow_their_mail_into_a_merged_conversation)
{
	struct am_event_result given;
	struct am_note note;

	(void)fx_in(100, "a", NULL, "c@x");
	(void)fx_in(110, "b", NULL, "c@x");
	given = fx_out(120, "r", "b", "c@x");
	note = note_about(AM_NOTE_PROMISE, given.event, "n");
	note.due_at = 300;
	ck_assert(put(note));
	(void)fx_in(130, "m", "a b", "c@x");
	fx_assert_sql("SELECT DISTINCT conversation FROM event", "1");
	fx_assert_sql("SELECT conversation, kept_at FROM promise", "1|");
	(void)fx_out(140, "s", "m", "c@x");
	fx_assert_sql("SELECT kept_at FROM promise", "140");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("notes");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_loop_test(tc, a_note_stands_beside_its_mail_and_once, 0,
			    UNIT_COUNT(kinds));
	tcase_add_loop_test(tc, a_note_changes_no_number, 0, UNIT_COUNT(kinds));
	tcase_add_test(tc, a_later_verdict_keeps_its_own_tags_and_evidence);
	tcase_add_test(tc, a_note_is_found_by_the_delivery_of_its_mail);
	tcase_add_test(tc, a_note_about_nothing_is_refused_and_leaves_nothing);
	tcase_add_loop_test(tc, the_next_mail_to_the_customer_keeps_a_promise,
			    0, UNIT_COUNT(replies));
	tcase_add_test(
		tc,
		notes_and_promises_follow_their_mail_into_a_merged_conversation);
	return unit_main("store", tc);
}
