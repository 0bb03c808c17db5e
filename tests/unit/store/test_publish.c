/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <grp.h>
#include <string.h>
#include <sys/wait.h>

#include "amends/file.h"
#include "amends/mem.h"
#include "journal_fixture.h"

#define MANUAL      AMENDS_SOURCE_DIR "/core/cmd/amends-journal.5"
#define OTHER_USER  65534
#define OTHER_GROUP 65533

static char folder[128];
static char target[160];

static void
setup(void)
{
	fx_setup();
	(void)snprintf(folder, sizeof(folder), "%s/managers", fx_dir);
	(void)snprintf(target, sizeof(target), "%s/snapshot.db", folder);
	ck_assert_int_eq(chmod(fx_dir, 0755), 0);
	ck_assert_int_eq(mkdir(folder, 0755), 0);
}

/* Five conversations; Monday the 16th begins week 46 as %W counts. */
#define NOV_16 INT64_C(1794787200) /* Monday, 2026-11-16 00:00 UTC */
#define HOUR   3600

static void
tagged(int64_t at, const char *id, const char *who, const char *tags)
{
	(void)fx_put((struct fx_mail){
		.at = at, .id = id, .who = who, .tags = tags, .urgency = 2 });
}

static void
fill(void)
{
	tagged(NOV_16, "secret1@mail", "anna.private@home.example",
	       "complaint cause.delivery");
	(void)fx_out(NOV_16 + 600, "re1@mail", "secret1@mail",
		     "anna.private@home.example");
	tagged(NOV_16 + HOUR, "secret2@mail", "bert.private@home.example",
	       "complaint cause.delivery cause.billing");
	tagged(NOV_16 + 2 * HOUR, "secret3@mail", "cleo.private@home.example",
	       "question");
	(void)fx_out(NOV_16 + 2 * HOUR + 1800, "re3@mail", "secret3@mail",
		     "cleo.private@home.example");
	tagged(NOV_16 - 7 * 24 * HOUR, "secret4@mail",
	       "dora.private@home.example", "question");
	(void)fx_out(NOV_16 - 7 * 24 * HOUR + 300, "re4@mail", "secret4@mail",
		     "dora.private@home.example");
	tagged(NOV_16 - 2 * HOUR, "secret5@mail", "anna.private@home.example",
	       "complaint");
}

static void
publish(gid_t gid)
{
	FX_OK(am_journal_publish(fx_path, target, gid, &fx_err));
}

START_TEST(the_snapshot_is_for_its_group_and_nothing_else_is_left)
{
	struct stat st;
	char command[256];

	fill();
	publish((gid_t)-1);
	ck_assert_int_eq(stat(target, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0640);
	(void)snprintf(command, sizeof(command),
		       "test \"$(ls -A '%s')\" = snapshot.db", folder);
	ck_assert_int_eq(system(command), 0);
	publish((gid_t)-1); /* over the old one */
}
END_TEST

static const char *const private_words[] = {
	"private",  "home.example", "secret1", "re1@mail", "us.example",
	"evidence", "customer@",    "ann@",    "/m/cur",
};

START_TEST(the_raw_bytes_hold_no_address_id_or_word_of_a_mail)
{
	struct am_buf bytes = { 0 };

	fill();
	publish((gid_t)-1);
	FX_OK(am_read_file(target, 10 << 20, &bytes, &fx_err));
	ck_assert_uint_gt(bytes.len, 4096);
	ck_assert_ptr_nonnull(
		memmem(bytes.ptr, bytes.len, "cause.billing", 13));
	for (size_t i = 0; i < sizeof(private_words) / sizeof(char *); i++)
		ck_assert_msg(memmem(bytes.ptr, bytes.len, private_words[i],
				     strlen(private_words[i])) == NULL,
			      "the snapshot holds \"%s\"", private_words[i]);
	am_buf_free(&bytes);
}
END_TEST

START_TEST(one_customer_has_one_name_in_every_snapshot)
{
	static const char sql[] =
		"SELECT customer FROM v_conversation ORDER BY started_at";
	char first[1024], second[1024];

	fill();
	publish((gid_t)-1);
	fx_sql(target, sql, first, sizeof(first));
	fx_sql(target,
	       "SELECT count(*), count(DISTINCT customer) FROM v_conversation",
	       second, sizeof(second));
	ck_assert_str_eq(second, "5|4");
	publish((gid_t)-1);
	fx_sql(target, sql, second, sizeof(second));
	ck_assert_str_eq(first, second);
}
END_TEST

static const char *const views[] = { "v_conversation", "v_turn",
				     "v_message_tag",  "v_resolution",
				     "v_promise",      "v_policy",
				     "v_snapshot" };

START_TEST(snapshot_and_journal_have_the_same_columns_as_the_manual)
{
	char sql[256], in_journal[1024], in_snapshot[1024];
	struct am_buf manual = { 0 };
	struct am_slice names;
	struct am_slice name;

	fill();
	publish((gid_t)-1);
	(void)snprintf(sql, sizeof(sql),
		       "SELECT name FROM pragma_table_info('%s')", views[_i]);
	fx_sql(fx_path, sql, in_journal, sizeof(in_journal));
	fx_sql(target, sql, in_snapshot, sizeof(in_snapshot));
	ck_assert_str_eq(in_journal, in_snapshot);
	FX_OK(am_read_file(MANUAL, 1 << 20, &manual, &fx_err));
	names = am_slice_of(in_journal);
	while (am_slice_next_line(&names, &name)) {
		(void)snprintf(sql, sizeof(sql), " %.*s", AM_SLICE_ARG(name));
		ck_assert_msg(am_slice_find(am_buf_slice(&manual), sql) <
				      manual.len,
			      "the manual lacks %s", sql);
	}
	am_buf_free(&manual);
}
END_TEST

/* Each target is left as it was. */
START_TEST(nothing_but_an_older_snapshot_is_replaced)
{
	struct stat before;
	struct stat st;
	char letter[160];
	struct am_err err;
	int fd;

	fill();
	(void)snprintf(letter, sizeof(letter), "%s/letter", folder);
	fd = open(letter, O_WRONLY | O_CREAT | O_EXCL, 0600);
	ck_assert_int_eq(write(fd, "Dear all, thanks.", 17), 17);
	ck_assert_int_eq(close(fd), 0);
	ck_assert_int_ne(am_journal_publish(fx_path, letter, (gid_t)-1, &err),
			 AM_OK);
	ck_assert_int_eq(stat(letter, &st), 0);
	ck_assert_int_eq(st.st_size, 17);

	ck_assert_int_eq(stat(fx_path, &before), 0);
	ck_assert_int_ne(am_journal_publish(fx_path, fx_path, (gid_t)-1, &err),
			 AM_OK);
	ck_assert_int_eq(stat(fx_path, &st), 0);
	ck_assert_int_eq((int)(st.st_ino == before.st_ino), 1);

	ck_assert_int_eq(mkfifo(target, 0600), 0);
	ck_assert_int_ne(am_journal_publish(fx_path, target, (gid_t)-1, &err),
			 AM_OK);
	ck_assert_int_eq(stat(target, &st), 0);
	ck_assert(S_ISFIFO(st.st_mode));
}
END_TEST

START_TEST(a_journal_that_is_not_there_is_an_error_and_leaves_nothing)
{
	ck_assert_int_eq(am_journal_publish("/nowhere/journal.db", target,
					    (gid_t)-1, &fx_err),
			 AM_EIO);
	ck_assert_int_ne(access(target, F_OK), 0);
}
END_TEST

/* ---- the manual's queries, as another user */

static const char *const answers[] = {
	/* the median first response of each week */
	"2026-45|1|300\n2026-46|2|600\n",
	/* complaints that wait, without the customers' names and the times */
	"5|support|high|\n2|support|high|\n",
	/* causes in the month of the snapshot */
	"cause.delivery|2\ncause.billing|1\n",
};

/* The nth query of the manual, into a file that the other user can read. */
static void
write_query(int number, const char *path)
{
	struct am_buf manual = { 0 };
	struct am_slice rest;
	struct am_slice line;
	FILE *f = fopen(path, "w");
	bool is_in = false;
	int n = -1;

	ck_assert_ptr_nonnull(f);
	FX_OK(am_read_file(MANUAL, 1 << 20, &manual, &fx_err));
	rest = am_buf_slice(&manual);
	while (am_slice_next_line(&rest, &line)) {
		if (am_slice_starts(line, ".Ed"))
			is_in = false;
		if (is_in && n == number)
			fprintf(f, "%.*s\n", AM_SLICE_ARG(line));
		if (am_slice_starts(line, ".Bd -literal")) {
			is_in = true;
			n++;
		}
	}
	/* tests/flow/questions.sh asks all of them */
	ck_assert_int_ge(n, UNIT_COUNT(answers) - 1);
	fclose(f);
	am_buf_free(&manual);
}

/* Nobody but root can be another user; who is not root at least may not write
 * the folder. */
static void
become_other_user(void)
{
	const gid_t group = OTHER_GROUP;

	if (geteuid() != 0)
		return;
	if (setgroups(1, &group) != 0 || setgid(group) != 0 ||
	    setuid(OTHER_USER) != 0)
		_exit(99);
	if (access(folder, W_OK) == 0 || access(fx_path, R_OK) == 0)
		_exit(98);
}

static void
run_as_other(const char *query, char *out, size_t out_bytes)
{
	int pipes[2];
	int status;
	size_t n = 0;
	ssize_t got;
	pid_t pid;

	ck_assert_int_eq(pipe(pipes), 0);
	pid = fork();
	if (pid == 0) {
		int in = open(query, O_RDONLY);

		become_other_user();
		if (dup2(in, 0) < 0 || dup2(pipes[1], 1) < 0 || chdir("/") != 0)
			_exit(97);
		execlp("sqlite3", "sqlite3", target, (char *)NULL);
		_exit(96);
	}
	close(pipes[1]);
	while ((got = read(pipes[0], out + n, out_bytes - 1 - n)) > 0)
		n += (size_t)got;
	out[n] = '\0';
	close(pipes[0]);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}

/* Customers' names differ from run to run: keep the three columns before. */
static void
keep_three_columns(char *text)
{
	char *to = text;
	int column = 0;

	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '\n')
			column = 0;
		if (column < 3 || *at == '\n')
			*to++ = *at;
		column += *at == '|';
	}
	*to = '\0';
}

START_TEST(the_queries_of_the_manual_answer_another_user)
{
	char query[192];
	char got[4096];

	fill();
	/* The snapshot's month is that of the mails. */
	publish(geteuid() == 0 ? OTHER_GROUP : (gid_t)-1);
	ck_assert_int_eq(chmod(target, 0600), 0);
	fx_sql(target,
	       "UPDATE v_snapshot SET taken_at = strftime('%s', '2026-11-20')",
	       got, sizeof(got));
	ck_assert_int_eq(chmod(target, 0640), 0);
	ck_assert_int_eq(chmod(folder, 0555), 0);
	(void)snprintf(query, sizeof(query), "%s/query.sql", fx_dir);
	write_query(_i, query);
	run_as_other(query, got, sizeof(got));
	if (_i == 1)
		keep_three_columns(got);
	ck_assert_str_eq(got, answers[_i]);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("publish");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, fx_teardown);
	tcase_add_test(tc,
		       the_snapshot_is_for_its_group_and_nothing_else_is_left);
	tcase_add_test(tc, the_raw_bytes_hold_no_address_id_or_word_of_a_mail);
	tcase_add_test(tc, nothing_but_an_older_snapshot_is_replaced);
	tcase_add_test(tc, one_customer_has_one_name_in_every_snapshot);
	tcase_add_loop_test(
		tc, snapshot_and_journal_have_the_same_columns_as_the_manual, 0,
		UNIT_COUNT(views));
	tcase_add_test(
		tc, a_journal_that_is_not_there_is_an_error_and_leaves_nothing);
	tcase_add_loop_test(tc, the_queries_of_the_manual_answer_another_user,
			    0, UNIT_COUNT(answers));
	return unit_main("store", tc);
}
