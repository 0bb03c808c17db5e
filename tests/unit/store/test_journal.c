/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>

#include "db.h"
#include "journal_fixture.h"

START_TEST(a_new_journal_is_private)
{
	struct stat st;
	char dir[160];

	ck_assert_int_eq(stat(fx_path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	(void)snprintf(dir, sizeof(dir), "%s/state", fx_dir);
	ck_assert_int_eq(stat(dir, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0700);
	(void)fx_in(1, "a", NULL, "c@x");
	(void)snprintf(dir, sizeof(dir), "%s-wal", fx_path);
	ck_assert_int_eq(stat(dir, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
}
END_TEST

static bool
has_log_after_close(void)
{
	char log[160];

	am_journal_close(fx);
	(void)snprintf(log, sizeof(log), "%s-wal", fx_path);
	return access(log, F_OK) == 0;
}

START_TEST(a_short_log_stays_and_a_long_one_is_copied)
{
	char id[] = "a";

	(void)fx_in(10, "z", NULL, "c@x");
	ck_assert(has_log_after_close());
	fx_open();
	fx_assert_turns("1:10-?");
	for (; id[0] < 'z'; id[0]++)
		(void)fx_in(20, id, NULL, "c@x");
	ck_assert(!has_log_after_close());
	fx_open();
	fx_assert_sql("SELECT count(*) FROM event", "26");
}
END_TEST

START_TEST(a_journal_that_was_told_to_sync_does)
{
	sqlite3_stmt *s = NULL;

	FX_OK(am_journal_sync(fx, &fx_err));
	(void)sqlite3_prepare_v2(fx->db, "PRAGMA synchronous", -1, &s, NULL);
	ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
	ck_assert_int_eq(sqlite3_column_int(s, 0), 2);
	(void)sqlite3_finalize(s);
}
END_TEST

START_TEST(the_same_delivery_is_taken_once)
{
	struct fx_mail mail = { .kind = AM_EVENT_INBOUND,
				.at = 10,
				.id = "a",
				.who = "c@x",
				.tags = "complaint" };
	struct am_event_result first = fx_put(mail);
	struct am_event_result second = fx_put(mail);

	ck_assert(first.is_new);
	ck_assert(!second.is_new);
	ck_assert_int_eq(first.event, second.event);
	ck_assert_int_eq(first.conversation, second.conversation);
	fx_assert_sql("SELECT count(*) FROM event", "1");
	fx_assert_sql("SELECT count(*) FROM tag", "1");
	fx_assert_sql("SELECT count(*) FROM evidence", "1");
	fx_assert_turns("1:10-?");
}
END_TEST

START_TEST(a_reply_joins_by_in_reply_to)
{
	struct am_event_result in = fx_in(10, "a", NULL, "c@x");
	struct am_event_result out = fx_out(70, "b", "a", "C@X");

	ck_assert_int_eq(in.conversation, out.conversation);
	ck_assert(!out.is_unmatched);
	fx_assert_turns("1:10-70");
}
END_TEST

START_TEST(a_reply_joins_by_the_last_known_reference)
{
	(void)fx_in(10, "a", NULL, "c@x");
	(void)fx_in(20, "b", NULL, "d@x");
	ck_assert_int_eq(fx_out(30, "z", "b a unknown", "c@x").conversation, 1);
	fx_assert_turns("1:10-30 2:20-?");
	fx_assert_sql("SELECT event, conversation FROM weak_link", "3|2");
}
END_TEST

START_TEST(late_arrivals_join_through_ids_that_were_named)
{
	ck_assert(fx_out(70, "b", "a", "c@x").is_unmatched);
	fx_assert_turns("");
	ck_assert_int_eq(fx_in(10, "a", NULL, "c@x").conversation, 1);
	fx_assert_turns("1:10-70");
	ck_assert_int_eq(fx_in(90, "q", "a b", "c@x").conversation, 1);
	ck_assert_int_eq(fx_in(95, "r", "lost q", "c@x").conversation, 1);
	fx_assert_turns("1:10-70 1:90-?+1");
}
END_TEST

START_TEST(two_conversations_of_one_customer_become_one)
{
	(void)fx_in(10, "a", NULL, "c@x");
	(void)fx_in(20, "b", NULL, "c@x");
	fx_assert_turns("1:10-? 2:20-?");
	ck_assert_int_eq(fx_in(30, "d", "a b", "c@x").conversation, 1);
	fx_assert_turns("1:10-?+2");
	fx_assert_sql("SELECT id, merged_into FROM conversation ORDER BY id",
		      "1|\n2|1");
	ck_assert_int_eq(fx_out(40, "e", "b", "c@x").conversation, 1);
	fx_assert_turns("1:10-40+2");
}
END_TEST

START_TEST(two_customers_stay_apart_and_are_linked_weakly)
{
	(void)fx_in(10, "a", NULL, "c@x");
	(void)fx_in(20, "b", NULL, "d@x");
	ck_assert_int_eq(fx_in(30, "e", "b a", "c@x").conversation, 1);
	fx_assert_turns("1:10-?+1 2:20-?");
	fx_assert_sql("SELECT event, conversation FROM weak_link", "3|2");
}
END_TEST

START_TEST(a_form_that_reuses_one_id_does_not_mix_customers)
{
	(void)fx_in(10, "form", NULL, "c@x");
	ck_assert_int_eq(fx_in(20, "form", NULL, "d@x").conversation, 2);
	ck_assert_int_eq(fx_in(30, "form", NULL, "c@x").conversation, 1);
	fx_assert_turns("1:10-?+1 2:20-?");
}
END_TEST

START_TEST(robots_do_not_tie_conversations_together)
{
	(void)fx_in(10, "a", NULL, "c@x");
	(void)fx_in(20, "b", NULL, "d@x");
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
				       .at = 25,
				       .id = "m1",
				       .refs = "a",
				       .who = "mailer-daemon@x",
				       .origin = "bounce" });
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
				       .at = 30,
				       .id = "m2",
				       .refs = "a b",
				       .who = "mailer-daemon@x",
				       .origin = "bounce" });
	fx_assert_turns("1:10-? 2:20-?");
}
END_TEST

START_TEST(a_bounce_is_told_in_the_conversation_it_is_about)
{
	(void)fx_in(10, "a", NULL, "c@x");
	(void)fx_out(20, "b", "a", "c@x");
	ck_assert_int_eq(fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
						  .at = 25,
						  .refs = "b",
						  .who = "c@x",
						  .actor = "mailer-daemon@x",
						  .bounce = "failed",
						  .origin = "bounce" })
				 .conversation,
			 1);
	fx_assert_sql("SELECT e.kind || ' ' || b.kind || ' ' || b.message_id"
		      " || ' ' || e.customer FROM bounce b"
		      " JOIN event e ON e.id = b.event",
		      "automatic failed b c@x");
	fx_assert_turns("1:10-20");
}
END_TEST

START_TEST(replies_that_match_nothing_are_counted)
{
	const struct am_period all = { AM_NO_TIME, AM_NO_TIME };
	struct am_journal_mails mails;

	ck_assert(fx_out(10, "b", "nowhere", "c@x").is_unmatched);
	ck_assert(fx_out(11, "d", "nowhere b", "c@x").is_unmatched);
	ck_assert(!fx_out(12, "own", NULL, "c@x").is_unmatched);
	ck_assert(!fx_out(13, "own2", "own", "c@x").is_unmatched);
	FX_OK(am_journal_mails(fx, &all, (struct am_slice){ 0 }, &mails,
			       &fx_err));
	ck_assert_int_eq(mails.unmatched, 2);
	(void)fx_in(5, "nowhere", NULL, "c@x");
	FX_OK(am_journal_mails(fx, &all, (struct am_slice){ 0 }, &mails,
			       &fx_err));
	ck_assert_int_eq(mails.unmatched, 0);
	ck_assert_int_eq(mails.all, 5);
}
END_TEST

static const char *const robots[] = { "automatic", "bounce", "list", "calendar",
				      "spam" };

START_TEST(mail_of_robots_is_automatic_from_both_doors)
{
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
				       .at = 10,
				       .id = "a",
				       .who = "c@x",
				       .origin = robots[_i] });
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
				       .at = 20,
				       .id = "b",
				       .who = "c@x",
				       .origin = robots[_i] });
	fx_assert_sql("SELECT DISTINCT kind FROM event", "automatic");
	fx_assert_turns("");
}
END_TEST

START_TEST(thanks_alone_waits_for_nobody)
{
	struct fx_mail mail = { .kind = AM_EVENT_INBOUND,
				.at = 10,
				.id = "a",
				.who = "c@x",
				.tags = "thanks",
				.urgency = 1 };

	(void)fx_put(mail);
	fx_assert_turns("1:10=thanks");
	mail.at = 20;
	mail.id = "b";
	mail.tags = "thanks question";
	(void)fx_put(mail);
	mail.at = 30;
	mail.id = "c";
	mail.tags = "thanks";
	mail.urgency = 3;
	(void)fx_put(mail);
	fx_assert_turns("1:10=thanks 2:20-? 3:30-?");
}
END_TEST

START_TEST(a_note_to_a_colleague_is_no_answer)
{
	(void)fx_in(10, "a", NULL, "c@x reply@x");
	(void)fx_out(20, "b", "a", "other@y");
	fx_assert_turns("1:10-?");
	(void)fx_out(30, "d", "a", "other@y REPLY@x");
	fx_assert_turns("1:10-30");
}
END_TEST

START_TEST(evidence_keeps_at_most_eighty_bytes)
{
	char text[200];
	struct am_event_evidence row = { AM_SLICE_LIT("r"),
					 AM_SLICE_LIT("t"),
					 1.0,
					 { text, sizeof(text) } };
	struct am_event e = { .delivery = AM_SLICE_LIT("d"),
			      .evidence = &row,
			      .n_evidence = 1 };
	struct am_event_result r;

	memset(text, 'x', sizeof(text));
	memcpy(text + 79, "\xc3\xa4", 2); /* may not be cut in two */
	FX_OK(am_journal_put_event(fx, &e, &r, &fx_err));
	fx_assert_sql("SELECT length(CAST(text AS BLOB)) FROM evidence", "79");
}
END_TEST

START_TEST(a_transaction_that_is_rolled_back_leaves_nothing)
{
	FX_OK(am_journal_begin(fx, &fx_err));
	(void)fx_in(10, "a", NULL, "c@x");
	am_journal_rollback(fx);
	fx_assert_turns("");
	FX_OK(am_journal_begin(fx, &fx_err));
	(void)fx_in(10, "a", NULL, "c@x");
	(void)fx_in(20, "b", "a", "c@x");
	FX_OK(am_journal_commit(fx, &fx_err));
	fx_assert_turns("1:10-?+1");
}
END_TEST

START_TEST(a_locked_journal_says_try_again)
{
	struct am_journal *other;
	struct am_event e = { .delivery = AM_SLICE_LIT("d") };
	struct am_event_result r;

	FX_OK(am_journal_open(fx_path, true, 20, &other, &fx_err));
	FX_OK(am_journal_begin(fx, &fx_err));
	ck_assert_int_eq(am_journal_put_event(other, &e, &r, &fx_err), AM_EIO);
	ck_assert_ptr_nonnull(strstr(fx_err.text, "try again later"));
	am_journal_rollback(fx);
	FX_OK(am_journal_put_event(other, &e, &r, &fx_err));
	am_journal_close(other);
}
END_TEST

START_TEST(reading_a_missing_journal_makes_none)
{
	char path[160];
	struct am_journal *j;
	const struct am_period all = { AM_NO_TIME, AM_NO_TIME };
	struct am_journal_mails mails;

	(void)snprintf(path, sizeof(path), "%s/none.db", fx_dir);
	FX_OK(am_journal_open(path, false, 20, &j, &fx_err));
	FX_OK(am_journal_mails(j, &all, (struct am_slice){ 0 }, &mails,
			       &fx_err));
	ck_assert_int_eq(mails.all, 0);
	ck_assert_str_eq(am_journal_path(j), path);
	am_journal_close(j);
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

START_TEST(a_reader_cannot_write)
{
	struct am_journal *reader;
	struct am_event e = { .delivery = AM_SLICE_LIT("d") };
	struct am_event_result r;

	FX_OK(am_journal_open(fx_path, false, 20, &reader, &fx_err));
	ck_assert_int_eq(am_journal_put_event(reader, &e, &r, &fx_err), AM_EIO);
	am_journal_close(reader);
	fx_assert_turns("");
}
END_TEST

/* What lies there instead of a journal, and what is said of it. */
static const struct {
	const char *sql;   /* for sqlite3, or */
	const char *bytes; /* the file */
	const char *says;
} strangers[] = {
	{ NULL,
	  "this is no database at all, but long enough for its header: "
	  "one hundred bytes are looked at, at the very least, I think",
	  "is broken" },
	{ "CREATE TABLE other (x)", NULL, "not a journal of amends" },
	{ "PRAGMA application_id = 1095584305; PRAGMA user_version = 99;"
	  " CREATE TABLE x (y)",
	  NULL, "newer amends" },
};

START_TEST(what_is_no_journal_of_ours_is_refused)
{
	char path[160];
	char out[64];
	struct am_journal *j;

	(void)snprintf(path, sizeof(path), "%s/odd.db", fx_dir);
	if (strangers[_i].sql != NULL) {
		fx_sql(path, strangers[_i].sql, out, sizeof(out));
	} else {
		FILE *f = fopen(path, "w");

		ck_assert_ptr_nonnull(f);
		fputs(strangers[_i].bytes, f);
		fclose(f);
	}
	ck_assert_int_eq(am_journal_open(path, true, 20, &j, &fx_err), AM_EIO);
	ck_assert_msg(strstr(fx_err.text, strangers[_i].says) != NULL, "%s",
		      fx_err.text);
}
END_TEST

START_TEST(a_damaged_journal_says_what_to_do)
{
	struct am_event_result r;
	struct am_event e = { .delivery = AM_SLICE_LIT("new") };
	enum am_code rc;
	int fd;

	for (int i = 0; i < 50; i++)
		(void)fx_in(i, "a", NULL, "c@x");
	am_journal_close(fx); /* checkpoints */
	fx = NULL;
	fd = open(fx_path, O_WRONLY);
	for (off_t at = 4096; at < 40960; at += 64)
		ck_assert_int_eq(pwrite(fd, "garbagegarbage", 14, at), 14);
	close(fd);
	rc = am_journal_open(fx_path, true, 20, &fx, &fx_err);
	if (rc == AM_OK)
		rc = am_journal_put_event(fx, &e, &r, &fx_err);
	ck_assert_int_eq(rc, AM_EIO);
	ck_assert_msg(strstr(fx_err.text, "is broken") != NULL &&
			      strstr(fx_err.text, ".recover") != NULL,
		      "%s", fx_err.text);
}
END_TEST

START_TEST(network_file_systems_are_known)
{
	ck_assert(db_is_network(0x6969));      /* NFS */
	ck_assert(db_is_network(0xff534d42));  /* CIFS */
	ck_assert(!db_is_network(0xef53));     /* ext4 */
	ck_assert(!db_is_network(0x01021994)); /* tmpfs */
	ck_assert(!db_is_network(0x58465342)); /* XFS */
}
END_TEST

START_TEST(processes_that_open_at_once_make_one_schema)
{
	char path[160];
	int status;

	(void)snprintf(path, sizeof(path), "%s/many/j.db", fx_dir);
	for (int i = 0; i < 8; i++)
		if (fork() == 0) {
			struct am_journal *j = NULL;
			enum am_code rc =
				am_journal_open(path, true, 5000, &j, &fx_err);

			am_journal_close(j);
			_exit(rc == AM_OK ? 0 : 1);
		}
	while (wait(&status) > 0)
		ck_assert_int_eq(status, 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("journal");

	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_test(tc, a_new_journal_is_private);
	tcase_add_test(tc, a_short_log_stays_and_a_long_one_is_copied);
	tcase_add_test(tc, a_journal_that_was_told_to_sync_does);
	tcase_add_test(tc, the_same_delivery_is_taken_once);
	tcase_add_test(tc, a_reply_joins_by_in_reply_to);
	tcase_add_test(tc, a_reply_joins_by_the_last_known_reference);
	tcase_add_test(tc, late_arrivals_join_through_ids_that_were_named);
	tcase_add_test(tc, two_conversations_of_one_customer_become_one);
	tcase_add_test(tc, two_customers_stay_apart_and_are_linked_weakly);
	tcase_add_test(tc, a_form_that_reuses_one_id_does_not_mix_customers);
	tcase_add_test(tc, robots_do_not_tie_conversations_together);
	tcase_add_test(tc, a_bounce_is_told_in_the_conversation_it_is_about);
	tcase_add_test(tc, replies_that_match_nothing_are_counted);
	tcase_add_loop_test(tc, mail_of_robots_is_automatic_from_both_doors, 0,
			    UNIT_COUNT(robots));
	tcase_add_test(tc, thanks_alone_waits_for_nobody);
	tcase_add_test(tc, a_note_to_a_colleague_is_no_answer);
	tcase_add_test(tc, evidence_keeps_at_most_eighty_bytes);
	tcase_add_test(tc, a_transaction_that_is_rolled_back_leaves_nothing);
	tcase_add_test(tc, a_locked_journal_says_try_again);
	tcase_add_test(tc, reading_a_missing_journal_makes_none);
	tcase_add_test(tc, a_reader_cannot_write);
	tcase_add_loop_test(tc, what_is_no_journal_of_ours_is_refused, 0,
			    UNIT_COUNT(strangers));
	tcase_add_test(tc, a_damaged_journal_says_what_to_do);
	tcase_add_test(tc, network_file_systems_are_known);
	tcase_add_test(tc, processes_that_open_at_once_make_one_schema);
	return unit_main("store", tc);
}
