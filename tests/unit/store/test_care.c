/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>

#include "amends/care.h"
#include "amends/file.h"
#include "amends/mem.h"
#include "journal_fixture.h"

#define NOV_16 INT64_C(1794787200)
#define HOUR   INT64_C(3600)
#define DAY    (24 * HOUR)

static unsigned char key[AM_STATE_KEY_BYTES] = "sixteen of them";

/* What managers are told, without the names. */
static const char numbers_sql[] =
	"SELECT group_concat(line, char(10)) FROM ("
	" SELECT 'turn ' || conversation || ' ' || turn || ' ' || inbox || ' ' ||"
	"  message || ' ' || at || ' ' || ifnull(response_secs, '-') || ' ' ||"
	"  chasers || ' ' || urgency || ' ' || (actor <> '') AS line FROM v_turn"
	" UNION ALL SELECT 'conversation ' || conversation || ' ' || inbox || ' ' ||"
	"  started_by || ' ' || messages_in || ' ' || messages_out || ' ' ||"
	"  ifnull(waiting_since, '-') FROM v_conversation"
	" UNION ALL SELECT 'tag ' || message || ' ' || tag || ' ' || is_set"
	"  FROM v_message_tag"
	" UNION ALL SELECT 'customers ' || count(DISTINCT customer) || ' ' ||"
	"  sum(n) FROM (SELECT customer, count(*) AS n FROM v_conversation"
	"   GROUP BY customer)"
	" UNION ALL SELECT 'rules ' || rule || ' ' || count(*) FROM evidence"
	"  GROUP BY rule"
	" ORDER BY 1)";

static char *
ask(const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	char *answer = NULL;

	ck_assert_int_eq(sqlite3_open(fx_path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK,
		      "%s", sqlite3_errmsg(db));
	ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
	if (sqlite3_column_text(s, 0) != NULL)
		answer = strdup((const char *)sqlite3_column_text(s, 0));
	ck_assert_ptr_nonnull(answer);
	(void)sqlite3_finalize(s);
	(void)sqlite3_close(db);
	return answer;
}

static void
assert_says(const char *sql, const char *wanted)
{
	char *got = ask(sql);

	ck_assert_str_eq(got, wanted);
	free(got);
}

static bool
is_in_files(const char *text)
{
	char command[256];

	(void)snprintf(command, sizeof(command),
		       "grep -rqai -e '%s' '%s/state'", text, fx_dir);
	return system(command) == 0;
}

/* Anna wrote twice and was answered; Bert answers in her conversation too; Cleo
 * is somebody else, and ours is Ann. */
static void
fill(void)
{
	(void)fx_put((struct fx_mail){ .delivery = "d1",
				       .at = NOV_16,
				       .id = "one@laptop-of-anna",
				       .who = "Anna@home.example",
				       .tags = "complaint cause.delay" });
	(void)fx_put((struct fx_mail){ .delivery = "d2",
				       .at = NOV_16 + HOUR,
				       .id = "two@laptop-of-anna",
				       .refs = "one@laptop-of-anna",
				       .who = "anna@home.example",
				       .index = "thread-index-of-anna" });
	(void)fx_out(NOV_16 + 2 * HOUR, "re@us", "two@laptop-of-anna",
		     "anna@home.example bert@home.example");
	(void)fx_put((struct fx_mail){ .delivery = "d3",
				       .at = NOV_16 + 3 * HOUR,
				       .id = "three@bert",
				       .refs = "one@laptop-of-anna re@us",
				       .who = "bert@home.example" });
	(void)fx_put((struct fx_mail){ .delivery = "d4",
				       .at = NOV_16 + 30 * DAY,
				       .id = "four@cleo",
				       .who = "cleo@away.example",
				       .tags = "question" });
	(void)fx_out(NOV_16 + 30 * DAY + HOUR, "re4@us", "four@cleo",
		     "cleo@away.example");
}

START_TEST(a_forgotten_person_is_nowhere_and_every_number_stays)
{
	struct am_forgotten what = { 0 };
	char *before;
	char *after;

	fill();
	before = ask(numbers_sql);
	ck_assert(is_in_files("anna"));
	FX_OK(am_journal_forget(fx, am_slice_of("ANNA@home.example"), key,
				&what, &fx_err));
	FX_OK(am_journal_scrub(fx, &fx_err));
	ck_assert_int_eq(what.mails, 3);
	ck_assert_int_eq(what.conversations, 1);
	ck_assert(!is_in_files("anna"));
	ck_assert(is_in_files("bert@home.example"));
	ck_assert(is_in_files("cleo@away.example"));
	after = ask(numbers_sql);
	ck_assert_str_eq(after, before);
	FX_OK(am_journal_rebuild(fx, NULL, NULL, &fx_err));
	free(after);
	after = ask(numbers_sql);
	ck_assert_str_eq(after, before);
	free(before);
	free(after);
	/* her mails' words went, the others' stayed */
	assert_says("SELECT group_concat(DISTINCT text = '') FROM evidence e"
		    " JOIN party p USING (event) WHERE p.address LIKE 'gone-%'",
		    "1");
	assert_says("SELECT count(*) > 0 FROM evidence WHERE text <> ''", "1");
}
END_TEST

START_TEST(forgetting_twice_changes_nothing_more)
{
	struct am_forgotten what = { 0 };
	char *first;
	char *second;

	fill();
	FX_OK(am_journal_forget(fx, am_slice_of("anna@home.example"), key,
				&what, &fx_err));
	first = ask("SELECT group_concat(actor || customer || message_id)"
		    " FROM event");
	FX_OK(am_journal_forget(fx, am_slice_of("anna@home.example"), key,
				&what, &fx_err));
	ck_assert_int_eq(what.mails, 0);
	second = ask("SELECT group_concat(actor || customer || message_id)"
		     " FROM event");
	ck_assert_str_eq(second, first);
	free(first);
	free(second);
}
END_TEST

START_TEST(a_dry_run_counts_and_changes_nothing)
{
	struct am_forgotten what = { 0 };
	int64_t old = 0;

	fill();
	FX_OK(am_journal_forget_count(fx, am_slice_of("anna@home.example"),
				      &what, &fx_err));
	ck_assert_int_eq(what.mails, 3);
	FX_OK(am_journal_purge_count(fx, NOV_16 + 10 * DAY, &old, &fx_err));
	ck_assert_int_eq(old, 1);
	assert_says("SELECT count(*) FROM party WHERE address LIKE 'gone-%'",
		    "0");
}
END_TEST

START_TEST(the_same_person_has_the_same_name_and_others_have_others)
{
	struct am_forgotten what = { 0 };

	fill();
	FX_OK(am_journal_forget(fx, am_slice_of("anna@home.example"), key,
				&what, &fx_err));
	FX_OK(am_journal_forget(fx, am_slice_of("bert@home.example"), key,
				&what, &fx_err));
	assert_says(
		"SELECT count(DISTINCT address) || ' ' || count(*) FROM"
		" party WHERE address LIKE 'gone-%' AND length(address) = 21",
		"2 5");
	/* under another key she would have another one */
	assert_says("SELECT min(length(actor)) FROM event"
		    " WHERE actor LIKE 'gone-%'",
		    "21");
}
END_TEST

START_TEST(one_of_staff_is_forgotten_like_a_customer)
{
	struct am_forgotten what = { 0 };
	char *before;
	char *after;

	fill();
	before = ask(numbers_sql);
	FX_OK(am_journal_forget(fx, am_slice_of("ann@us.example"), key, &what,
				&fx_err));
	FX_OK(am_journal_scrub(fx, &fx_err));
	ck_assert(!is_in_files("ann@us.example"));
	/* our own ids say nothing of them, and answers find them */
	assert_says("SELECT count(*) FROM event WHERE message_id = 're@us'",
		    "1");
	after = ask(numbers_sql);
	ck_assert_str_eq(after, before);
	free(before);
	free(after);
}
END_TEST

START_TEST(purge_takes_everybody_out_of_what_is_old_and_keeps_the_numbers)
{
	struct am_purge purge = { .before = NOV_16 + 10 * DAY };
	char *before;
	char *after;

	fill();
	before = ask(numbers_sql);
	while (!purge.is_done)
		FX_OK(am_journal_purge_some(fx, key, &purge, &fx_err));
	FX_OK(am_journal_scrub(fx, &fx_err));
	ck_assert_int_eq(purge.sum.conversations, 1);
	ck_assert_int_eq(purge.sum.mails, 4);
	ck_assert(!is_in_files("anna"));
	ck_assert(!is_in_files("bert"));
	ck_assert(is_in_files("cleo@away.example"));
	after = ask(numbers_sql);
	ck_assert_str_eq(after, before);
	FX_OK(am_journal_rebuild(fx, NULL, NULL, &fx_err));
	free(after);
	after = ask(numbers_sql);
	ck_assert_str_eq(after, before);
	free(before);
	free(after);
	purge = (struct am_purge){ .before = NOV_16 + 10 * DAY };
	FX_OK(am_journal_purge_some(fx, key, &purge, &fx_err));
	ck_assert(purge.is_done); /* nothing is left to do */
}
END_TEST

START_TEST(purge_goes_on_where_it_was_interrupted)
{
	struct am_purge purge = { .before = NOV_16 + 10 * DAY };
	char id[64], who[64];

	for (int i = 0; i < AM_PURGE_BATCH + 50; i++) {
		(void)snprintf(id, sizeof(id), "%d@many", i);
		(void)snprintf(who, sizeof(who), "c%d@home.example", i);
		(void)fx_put((struct fx_mail){
			.at = NOV_16 + i, .id = id, .who = who });
	}
	FX_OK(am_journal_purge_some(fx, key, &purge, &fx_err));
	ck_assert_int_eq(purge.sum.conversations, AM_PURGE_BATCH);
	ck_assert(!purge.is_done);
	/* another run, which knows nothing of the first */
	purge = (struct am_purge){ .before = NOV_16 + 10 * DAY };
	FX_OK(am_journal_purge_some(fx, key, &purge, &fx_err));
	ck_assert_int_eq(purge.sum.conversations, 50);
	FX_OK(am_journal_purge_some(fx, key, &purge, &fx_err));
	ck_assert(purge.is_done);
	assert_says("SELECT count(*) FROM party WHERE address LIKE '%@%'", "0");
}
END_TEST

/* The log beside the journal holds what was there before. */
START_TEST(a_reader_that_keeps_the_log_is_told_of)
{
	struct am_forgotten what = { 0 };
	sqlite3 *db = NULL;

	fill();
	ck_assert_int_eq(sqlite3_open(fx_path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "BEGIN; SELECT count(*) FROM event",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	FX_OK(am_journal_forget(fx, am_slice_of("anna@home.example"), key,
				&what, &fx_err));
	ck_assert_int_eq(am_journal_scrub(fx, &fx_err), AM_EIO);
	ck_assert_ptr_nonnull(strstr(fx_err.text, "once more"));
	(void)sqlite3_close(db);
	FX_OK(am_journal_scrub(fx, &fx_err));
	ck_assert(!is_in_files("anna"));
}
END_TEST

static pid_t
write_on(void)
{
	pid_t pid;
	char id[64];

	am_journal_close(fx);
	fx = NULL;
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		fx_open();
		for (int i = 0;; i++) {
			(void)snprintf(id, sizeof(id), "%d@load", i);
			(void)fx_put(
				(struct fx_mail){ .at = NOV_16 + i,
						  .id = id,
						  .who = "l@oad.example" });
		}
	}
	return pid;
}

START_TEST(a_backup_under_load_is_whole_and_can_be_used)
{
	char folder[128], copy[256];
	pid_t pid;

	for (int i = 0; i < 50; i++) {
		char id[32];

		(void)snprintf(id, sizeof(id), "%d@first", i);
		(void)fx_put((struct fx_mail){
			.at = NOV_16 + i, .id = id, .who = "f@irst.example" });
	}
	pid = write_on();
	(void)snprintf(folder, sizeof(folder), "%s/backup", fx_dir);
	for (int i = 0; i < 5; i++)
		FX_OK(am_journal_backup(fx_path, folder, &fx_err));
	(void)kill(pid, SIGKILL);
	(void)waitpid(pid, NULL, 0);

	(void)snprintf(copy, sizeof(copy),
		       "test \"$(ls -A %s)\" = \"$(printf "
		       "'journal.db\\nkey')\"",
		       folder);
	ck_assert_int_eq(system(copy), 0);
	(void)snprintf(fx_path, sizeof(fx_path), "%s/backup/journal.db",
		       fx_dir);
	assert_says("PRAGMA integrity_check", "ok");
	assert_says(
		"SELECT count(*) FROM event WHERE message_id LIKE '%@first'",
		"50");
	fx_open(); /* it is a journal like any other */
	(void)fx_put((struct fx_mail){
		.at = NOV_16, .id = "late", .who = "f@irst.example" });
}
END_TEST

START_TEST(a_backup_that_cannot_be_leaves_the_older_one)
{
	char folder[128], file[160];
	struct am_err err;

	fill();
	(void)snprintf(folder, sizeof(folder), "%s/backup", fx_dir);
	FX_OK(am_journal_backup(fx_path, folder, &fx_err));
	(void)snprintf(file, sizeof(file), "%s/state", fx_dir);
	ck_assert_int_eq(am_journal_backup(fx_path, file, &err), AM_EUSAGE);
	ck_assert_ptr_nonnull(strstr(err.text, "another folder"));
	ck_assert_int_eq(am_journal_backup("/nowhere/journal.db", folder, &err),
			 AM_EIO);
	(void)snprintf(file, sizeof(file), "%s/journal.db", folder);
	ck_assert_int_eq(access(file, R_OK), 0);
}
END_TEST

START_TEST(snapshots_that_were_published_are_made_anew)
{
	struct am_forgotten what = { 0 };
	char target[160], other[160], command[512];
	size_t made, failed;

	fill();
	(void)snprintf(target, sizeof(target), "%s/snapshot.db", fx_dir);
	(void)snprintf(other, sizeof(other), "%s/removed.db", fx_dir);
	FX_OK(am_journal_publish(fx_path, target, (gid_t)-1, &fx_err));
	FX_OK(am_journal_publish(fx_path, target, (gid_t)-1, &fx_err));
	FX_OK(am_journal_publish(fx_path, other, (gid_t)-1, &fx_err));
	ck_assert_int_eq(unlink(other), 0);
	FX_OK(am_journal_forget(fx, am_slice_of("anna@home.example"), key,
				&what, &fx_err));
	FX_OK(am_journal_republish(fx_path, &made, &failed, &fx_err));
	ck_assert_uint_eq(made, 1);
	ck_assert_uint_eq(failed, 0);
	ck_assert_int_ne(access(other, F_OK), 0);
	(void)snprintf(command, sizeof(command),
		       "test \"$(cat %s/state/snapshots)\" = \"%s\"", fx_dir,
		       target);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("care");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_test(tc,
		       a_forgotten_person_is_nowhere_and_every_number_stays);
	tcase_add_test(tc, forgetting_twice_changes_nothing_more);
	tcase_add_test(tc, a_dry_run_counts_and_changes_nothing);
	tcase_add_test(
		tc, the_same_person_has_the_same_name_and_others_have_others);
	tcase_add_test(tc, one_of_staff_is_forgotten_like_a_customer);
	tcase_add_test(
		tc,
		purge_takes_everybody_out_of_what_is_old_and_keeps_the_numbers);
	tcase_add_test(tc, purge_goes_on_where_it_was_interrupted);
	tcase_add_test(tc, a_reader_that_keeps_the_log_is_told_of);
	tcase_add_test(tc, a_backup_under_load_is_whole_and_can_be_used);
	tcase_add_test(tc, a_backup_that_cannot_be_leaves_the_older_one);
	tcase_add_test(tc, snapshots_that_were_published_are_made_anew);
	return unit_main("store", tc);
}
