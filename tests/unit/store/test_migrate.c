/* SPDX-License-Identifier: MIT
 *
 * A journal that an older amends has made opens, and goes on as if it had
 * always been ours. */
#include <string.h>
#include <sys/wait.h>

#include "journal_fixture.h"

#define OLD_SCHEMA AMENDS_SOURCE_DIR "/tests/unit/store/schema-1.sql"

static char old_path[160];

static void
run(const char *sql, char *out, size_t out_bytes)
{
	fx_sql(old_path, sql, out, out_bytes);
}

static void
expect(const char *sql, const char *want)
{
	char got[1024];

	run(sql, got, sizeof(got));
	ck_assert_str_eq(got, want);
}

/* c@x has asked a, staff has answered with b, and b named a mail "lost" that is
 * not here; d@x has asked e; a robot has written r. */
static void
given_old_journal(void)
{
	char out[256];

	(void)snprintf(old_path, sizeof(old_path), "%s/old.db", fx_dir);
	run(".read " OLD_SCHEMA, out, sizeof(out));
	run("PRAGMA journal_mode = WAL; PRAGMA application_id = 1095584305;"
	    "PRAGMA user_version = 1;"
	    "INSERT INTO conversation VALUES (1, NULL), (2, NULL), (3, NULL);"
	    "INSERT INTO event VALUES"
	    " (1, 'd1', 'support', 1, 'a', '', 'inbound', 10, 10, 'c@x',"
	    "  'c@x', 'person', 'en', 1, 0, 'ok'),"
	    " (2, 'sent d2', 'support', 1, 'b', 'a', 'outbound', 70, 70,"
	    "  'ann@us.example', 'c@x', 'person', '', NULL, 0, 'ok'),"
	    " (3, 'd3', 'support', 2, 'e', '', 'inbound', 30, 30, 'd@x',"
	    "  'd@x', 'person', 'en', 1, 0, 'ok'),"
	    " (4, 'd4', 'support', 3, 'r', '', 'automatic', 35, 35, 'r@x',"
	    "  'r@x', 'bounce', '', NULL, 0, 'ok');"
	    "INSERT INTO party VALUES (1, 'c@x'), (2, 'c@x'), (3, 'd@x'),"
	    " (4, 'r@x');"
	    "INSERT INTO message VALUES ('a', 1, 1), ('b', 1, 2),"
	    " ('lost', 1, NULL), ('e', 2, 3), ('r', 3, 4);"
	    "INSERT INTO turn VALUES (1, 1, 1, 'support', 1, 10, 70, 2,"
	    "  'ann@us.example', 0, 0),"
	    " (2, 1, 3, 'support', 1, 30, NULL, NULL, '', 0, 0);",
	    out, sizeof(out));
	ck_assert_str_eq(out, "wal");
}

static void
open_old(bool for_writing)
{
	am_journal_close(fx);
	fx = NULL;
	FX_OK(am_journal_open(old_path, for_writing, 2000, &fx, &fx_err));
}

/* For writing, and for reading. */
START_TEST(an_old_journal_is_brought_up_to_date)
{
	given_old_journal();
	open_old(_i == 0);
	expect("PRAGMA user_version", "3");
	expect("PRAGMA integrity_check", "ok");
	expect("SELECT count(*) FROM event WHERE joined_by = 'id'"
	       " AND is_weak = 0",
	       "4");
	expect("SELECT message_id, customer, conversation, is_parent"
	       " FROM message ORDER BY 1",
	       "a|c@x|1|2\nb|c@x|1|0\ne|d@x|2|0\nlost|c@x|1|0\nr||3|0");
	expect("SELECT conversation, turns, first_response_secs, messages_weak"
	       " FROM v_conversation",
	       "1|1|60|0\n2|1||0");
	fx_assert_turns("1:10-70 2:30-?");
}
END_TEST

/* The tables are as in a new journal: by name and columns, in their order. */
START_TEST(an_old_journal_has_the_tables_of_a_new_one)
{
	static const char columns[] =
		"SELECT m.type, m.name, group_concat(c.name) FROM sqlite_schema"
		" m LEFT JOIN pragma_table_info(m.name) c"
		" WHERE m.name NOT LIKE 'sqlite_%' GROUP BY m.name"
		" ORDER BY m.name";
	char fresh[4096];
	char got[4096];

	fx_sql(fx_path, columns, fresh, sizeof(fresh));
	given_old_journal();
	open_old(true);
	ck_assert_uint_gt(strlen(fresh), 500);
	run(columns, got, sizeof(got));
	ck_assert_str_eq(got, fresh);
}
END_TEST

START_TEST(mail_goes_on_where_it_was)
{
	given_old_journal();
	open_old(true);
	ck_assert_int_eq(fx_in(5, "lost", NULL, "c@x").conversation, 1);
	ck_assert_int_eq(fx_in(80, "f", "a b", "c@x").conversation, 1);
	ck_assert_int_eq(fx_in(90, "g", "e", "d@x").conversation, 2);
	ck_assert_int_eq(fx_in(95, "h", NULL, "c@x").conversation, 4);
	fx_assert_turns("1:5-70+1 2:30-?+1 1:80-? 4:95-?");
}
END_TEST

/* A table of that name is in the way half-way through. */
START_TEST(what_cannot_be_brought_up_to_date_stays_as_it_was)
{
	struct am_journal *j = NULL;
	char before[16384];
	char after[16384];
	char out[64];

	given_old_journal();
	run("CREATE TABLE likeness (x)", out, sizeof(out));
	run("SELECT group_concat(sql) FROM sqlite_schema", before,
	    sizeof(before));
	ck_assert_int_eq(am_journal_open(old_path, true, 2000, &j, &fx_err),
			 AM_EIO);
	expect("PRAGMA user_version", "1");
	expect("SELECT count(*) FROM message", "5");
	run("SELECT group_concat(sql) FROM sqlite_schema", after,
	    sizeof(after));
	ck_assert_str_eq(after, before);
}
END_TEST

START_TEST(processes_that_open_at_once_do_it_once)
{
	int status;

	given_old_journal();
	for (int i = 0; i < 6; i++)
		if (fork() == 0) {
			struct am_journal *j = NULL;
			enum am_code rc = am_journal_open(old_path, true, 5000,
							  &j, &fx_err);

			am_journal_close(j);
			_exit(rc == AM_OK ? 0 : 1);
		}
	while (wait(&status) > 0)
		ck_assert_int_eq(status, 0);
	expect("SELECT count(*) FROM message", "5");
	expect("PRAGMA user_version", "3");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("migrate");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_loop_test(tc, an_old_journal_is_brought_up_to_date, 0, 2);
	tcase_add_test(tc, an_old_journal_has_the_tables_of_a_new_one);
	tcase_add_test(tc, mail_goes_on_where_it_was);
	tcase_add_test(tc, what_cannot_be_brought_up_to_date_stays_as_it_was);
	tcase_add_test(tc, processes_that_open_at_once_do_it_once);
	return unit_main("store", tc);
}
