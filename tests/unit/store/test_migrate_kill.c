/* SPDX-License-Identifier: MIT
 *
 * A process that brings an old journal up to date is killed at any time: the
 * journal is an old one or a new one then, never half of each, and the next to
 * open it makes it what it would have been. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "amends/clock.h"
#include "journal_fixture.h"

#define KILLS 60 /* of both versions together */
#define TEXT  (1 << 20)

/* A question, an answer an hour later; every third customer thanks, every fifth
 * asks again after ten days, and every seventh question came twice. */
#define MAILS                                                            \
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n" \
	" WHERE i < 1500), mail(id, c, k, at, ref) AS ("                 \
	" SELECT i * 10 + 1, i, 'inbound', i * 100, '' FROM n"           \
	" UNION ALL SELECT i * 10 + 2, i, 'outbound', i * 100 + 3600,"   \
	"  'm' || (i * 10 + 1) FROM n"                                   \
	" UNION ALL SELECT i * 10 + 3, i, 'inbound', i * 100 + 7200,"    \
	"  'm' || (i * 10 + 2) FROM n WHERE i % 3 = 0"                   \
	" UNION ALL SELECT i * 10 + 4, i, 'inbound', i * 100 + 864000,"  \
	"  'm' || (i * 10 + 2) FROM n WHERE i % 5 = 0"                   \
	" UNION ALL SELECT i * 10 + 5, i, 'inbound', i * 100 + 9,"       \
	"  '' FROM n WHERE i % 7 = 0)"
#define FILL_EVENTS(rest)                                                      \
	"INSERT INTO conversation WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"  \
	" SELECT i + 1 FROM n WHERE i < 1500) SELECT i, NULL FROM n;"          \
	"INSERT INTO event " MAILS " SELECT id, 'd' || id, 'support', c,"      \
	"  'm' || iif(id % 10 = 5, id - 4, id), ref, k, at, c * 100,"          \
	"  iif(k = 'outbound', 'ann@us', 'c' || c || '@x'),"                   \
	"  'c' || c || '@x', 'person', 'en', iif(k = 'inbound', 1, NULL),"     \
	"  id % 10 = 3, 'ok'" rest " FROM mail;"                               \
	"INSERT INTO party SELECT id, customer FROM event;"                    \
	"INSERT INTO turn SELECT a.conversation, 1, a.id, 'support', 1, a.at," \
	"  b.at, b.id, 'ann@us', 0, 0 FROM event a JOIN event b"               \
	"  ON b.id = a.id + 1 WHERE a.id % 10 = 1;"                            \
	"INSERT INTO turn SELECT conversation, 2, id, 'support', 1, at, NULL," \
	"  NULL, '', 0, 0 FROM event WHERE id % 10 = 4;"

static const struct {
	int version;
	const char *schema;
	const char *fill;
} old[] = {
	{ 1, AMENDS_SOURCE_DIR "/tests/unit/store/schema-1.sql",
	  FILL_EVENTS("") "INSERT INTO message SELECT message_id, conversation,"
			  " min(id) FROM event GROUP BY 1" },
	{ 2, AMENDS_SOURCE_DIR "/tests/unit/store/schema-2.sql",
	  FILL_EVENTS(", 'id', 0") "INSERT INTO message SELECT message_id,"
				   " customer, conversation, min(id), 2"
				   " FROM event GROUP BY 1, 2" },
};

static char pristine[160];
static char path[160];

static void
ask(const char *file, const char *sql, char *out)
{
	fx_sql(file, sql, out, TEXT);
}

static void
given_old_journal(int which)
{
	static char out[TEXT];
	char sql[256];

	(void)snprintf(pristine, sizeof(pristine), "%s/pristine.db", fx_dir);
	(void)snprintf(path, sizeof(path), "%s/old.db", fx_dir);
	(void)unlink(pristine);
	(void)snprintf(sql, sizeof(sql), ".read %s", old[which].schema);
	ask(pristine, sql, out);
	(void)snprintf(sql, sizeof(sql),
		       "PRAGMA journal_mode = WAL;"
		       "PRAGMA application_id = 1095584305;"
		       "PRAGMA user_version = %d",
		       old[which].version);
	ask(pristine, sql, out);
	ask(pristine, old[which].fill, out);
}

static void
copy_pristine(void)
{
	char command[1024];

	(void)snprintf(command, sizeof(command),
		       "rm -f '%s' '%s-wal' '%s-shm' && cp '%s' '%s'", path,
		       path, path, pristine, path);
	ck_assert_int_eq(system(command), 0);
}

static void
bring_up_to_date(void)
{
	struct am_journal *j = NULL;

	FX_OK(am_journal_open(path, true, 5000, &j, &fx_err));
	FX_OK(am_journal_settle(j, INT64_MAX, NULL, NULL, &fx_err));
	am_journal_close(j);
}

/* Killed after `usecs`, unless it is done before. */
static void
begin_and_kill(long usecs)
{
	const struct timespec pause = { usecs / 1000000,
					usecs % 1000000 * 1000 };
	pid_t child = fork();
	int status;

	if (child == 0) {
		bring_up_to_date();
		_exit(0);
	}
	ck_assert_int_gt(child, 0);
	(void)nanosleep(&pause, NULL);
	(void)kill(child, SIGKILL);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
}

static const char tables_sql[] =
	"SELECT type, name, tbl_name FROM sqlite_schema"
	" WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
static const char rows_sql[] =
	"SELECT count(*), sum(at), sum(is_thanks) FROM event;"
	"SELECT * FROM turn ORDER BY 1, 2;"
	"SELECT * FROM resolution ORDER BY 1, 2;"
	"SELECT id FROM event WHERE is_copy = 1 ORDER BY 1;"
	"SELECT count(*), min(message_id), max(customer) FROM message;"
	"SELECT count(*) FROM stale; PRAGMA integrity_check";

/* The old version's tables and rows, or the new one's, whole. */
static bool
check_is_whole(int which, const char *old_tables, const char *new_tables)
{
	static char got[TEXT];
	char version[64];
	bool is_old;

	fx_sql(path, "PRAGMA user_version", version, sizeof(version));
	is_old = atoi(version) == old[which].version;
	ck_assert(is_old || strcmp(version, "3") == 0);
	ask(path, tables_sql, got);
	ck_assert_str_eq(got, is_old ? old_tables : new_tables);
	ask(path, "SELECT count(*) FROM turn; PRAGMA integrity_check", got);
	ck_assert_str_eq(got, "1800\nok");
	return is_old;
}

START_TEST(killed_at_any_time_it_is_old_or_new_and_can_go_on)
{
	static char want[TEXT], got[TEXT], old_tables[TEXT], new_tables[TEXT];
	int counts[2] = { 0 };
	int64_t began;
	long usecs;

	given_old_journal(_i);
	ask(pristine, tables_sql, old_tables);
	copy_pristine();
	began = am_mono_ms();
	bring_up_to_date();
	usecs = (long)(am_mono_ms() - began) * 1000;
	ask(path, tables_sql, new_tables);
	ask(path, rows_sql, want);
	ck_assert_uint_gt(strlen(want), 50000);
	srand(20261201U + (unsigned int)_i);
	for (int i = 0; i < KILLS / 2; i++) {
		copy_pristine();
		begin_and_kill(rand() % (usecs + 1));
		counts[check_is_whole(_i, old_tables, new_tables)]++;
		bring_up_to_date();
		ask(path, rows_sql, got);
		ck_assert_str_eq(got, want);
	}
	/* it was killed before, and within what comes after */
	ck_assert_int_gt(counts[0], 0);
	ck_assert_int_gt(counts[1], 0);
}
END_TEST

/* A few rows by hand: the numbers are what the definitions say. */
START_TEST(what_was_not_there_before_is_computed)
{
	static char out[TEXT];

	given_old_journal(_i);
	copy_pristine();
	bring_up_to_date();
	ask(path,
	    "SELECT number, at, answered_at, business_secs, language, chasers"
	    " FROM turn WHERE conversation IN (7, 15) ORDER BY conversation,"
	    " number",
	    out);
	ck_assert_str_eq(out, "1|700|4300|3600|en|0\n"
			      "1|1500|5100|3600|en|0\n"
			      "2|865500|||en|0");
	ask(path,
	    "SELECT conversation, number, at, how, resolved_at, reopened_at"
	    " FROM resolution WHERE conversation IN (7, 9, 10, 15) ORDER BY 1",
	    out);
	ck_assert_str_eq(out, "7|1|4300|silence|609100|\n"
			      "9|1|8100|thanks|8100|\n"
			      "10|1|4600|silence|609400|865000\n"
			      "15|1|8700|thanks|8700|865500");
	ask(path,
	    "SELECT messages_in, messages_out FROM v_conversation"
	    " WHERE conversation IN (7, 8) ORDER BY conversation",
	    out);
	ck_assert_str_eq(out, "1|1\n1|1"); /* 7's question came twice */
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("migrate");

	tcase_set_timeout(tc, 240);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_loop_test(tc, what_was_not_there_before_is_computed, 0, 2);
	tcase_add_loop_test(
		tc, killed_at_any_time_it_is_old_or_new_and_can_go_on, 0, 2);
	return unit_main("store", tc);
}
