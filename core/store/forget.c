/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/care.h"
#include "amends/mem.h"
#include "pseudonym.h"
#include "turn_rows.h"

/* Who is to go and what is theirs, in tables of this connection alone:
 *   out_mail  the mails in which they have a part
 *   out_talk  the conversations of these
 *   out_id    ids of mails that they wrote, or that only their mails name: a
 *             Message-ID may hold a name or the name of somebody's computer
 * The texts are run one after the other; ?1 is the address or the time. */
static const char make_tables[] =
	"CREATE TEMP TABLE out_who (address TEXT PRIMARY KEY) WITHOUT ROWID;"
	"CREATE TEMP TABLE out_mail (id INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE out_talk (id INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE out_id (id TEXT PRIMARY KEY) WITHOUT ROWID";
static const char drop_tables[] = "DROP TABLE IF EXISTS temp.out_who;"
				  "DROP TABLE IF EXISTS temp.out_mail;"
				  "DROP TABLE IF EXISTS temp.out_talk;"
				  "DROP TABLE IF EXISTS temp.out_id";

static const char pick_person[] = "INSERT INTO temp.out_who VALUES (?1)";
static const char list_person[] =
	"INSERT INTO temp.out_mail"
	" SELECT p.event FROM party p JOIN temp.out_who w USING (address)"
	" UNION SELECT id FROM event WHERE actor IN temp.out_who"
	"  OR customer IN temp.out_who;"
	"INSERT INTO temp.out_talk SELECT DISTINCT e.conversation"
	" FROM temp.out_mail m JOIN event e ON e.id = m.id;"
	"INSERT INTO temp.out_id SELECT DISTINCT e.message_id"
	" FROM temp.out_mail m JOIN event e ON e.id = m.id"
	" WHERE e.kind <> 'outbound' AND e.message_id <> ''"
	" UNION SELECT message_id FROM message WHERE customer IN temp.out_who"
	"  AND (event IS NULL OR event NOT IN"
	"   (SELECT id FROM event WHERE kind = 'outbound'))";

/* Conversations behind number ?2 that ended before ?1 and still know somebody. */
#define OLD_TALK(columns)                                                   \
	"SELECT " columns " FROM event e WHERE e.conversation > ?2"         \
	"  AND e.kind IN ('inbound', 'outbound', 'automatic')"              \
	" GROUP BY e.conversation HAVING max(e.at) < ?1"                    \
	"  AND (EXISTS (SELECT 1 FROM message m"                            \
	"   WHERE m.conversation = e.conversation)"                         \
	"  OR EXISTS (SELECT 1 FROM event f JOIN party p ON p.event = f.id" \
	"   WHERE f.conversation = e.conversation"                          \
	"    AND p.address <> gone(p.address)))"
static const char pick_old[] = "INSERT INTO temp.out_talk " OLD_TALK(
	"e.conversation") " ORDER BY e.conversation LIMIT ?3";
static const char count_old[] = "SELECT count(*) FROM (" OLD_TALK("1") ")";
static const char list_old[] =
	"INSERT INTO temp.out_mail SELECT e.id FROM temp.out_talk t"
	" JOIN event e ON e.conversation = t.id;"
	"INSERT OR IGNORE INTO temp.out_who"
	" SELECT p.address FROM temp.out_mail m JOIN party p ON p.event = m.id;"
	"INSERT OR IGNORE INTO temp.out_id"
	" SELECT e.message_id FROM temp.out_mail m JOIN event e ON e.id = m.id"
	" WHERE e.message_id <> ''";

/* One address, wherever it is. */
static const char take_person[] =
	"UPDATE event SET message_id = gone(message_id)"
	" WHERE message_id IN temp.out_id AND kind <> 'outbound';"
	"UPDATE event SET replies_to = gone(replies_to)"
	" WHERE replies_to IN temp.out_id;"
	"UPDATE event SET actor = gone(actor) WHERE actor IN temp.out_who;"
	"UPDATE event SET customer = gone(customer)"
	" WHERE customer IN temp.out_who;"
	"UPDATE OR REPLACE party SET address = gone(address)"
	" WHERE address IN temp.out_who;"
	"UPDATE OR REPLACE message SET customer = gone(customer)"
	" WHERE customer IN temp.out_who;"
	"UPDATE OR REPLACE message SET message_id = gone(message_id)"
	" WHERE message_id IN temp.out_id;"
	"UPDATE answer SET material = '',"
	"  file = iif(state = 'decided', 'forgotten', file),"
	"  state = iif(state = 'decided', 'failed', state)"
	" WHERE sender IN temp.out_who OR delivery IN"
	"  (SELECT e.delivery FROM temp.out_mail m JOIN event e ON e.id = m.id);"
	"UPDATE answer SET sender = gone(sender) WHERE sender IN temp.out_who";

/* Everybody of these conversations; no later mail is to join them by an id. */
static const char take_talk[] =
	"UPDATE event SET message_id = gone(message_id),"
	"  replies_to = gone(replies_to), actor = gone(actor),"
	"  customer = gone(customer) WHERE id IN temp.out_mail;"
	"UPDATE OR REPLACE party SET address = gone(address)"
	" WHERE event IN temp.out_mail;"
	"DELETE FROM message WHERE conversation IN temp.out_talk;"
	"UPDATE answer SET material = '', sender = gone(sender),"
	"  file = iif(state = 'written', '', file),"
	"  state = iif(state = 'decided', 'failed', state)"
	" WHERE conversation IN temp.out_talk";

static const char take_words[] =
	"UPDATE evidence SET text = '' WHERE event IN temp.out_mail;"
	"DELETE FROM likeness WHERE event IN temp.out_mail;"
	"UPDATE bounce SET message_id = gone(message_id)"
	" WHERE message_id IN temp.out_id";

static const char count_sql[] =
	"SELECT (SELECT count(*) FROM temp.out_mail),"
	" (SELECT count(*) FROM temp.out_talk),"
	" (SELECT count(*) FROM answer WHERE sender IN temp.out_who"
	"   AND state = 'written')";

/* Run one statement with up to three parameters. */
static enum am_code
run(struct am_journal *j, const char *sql, struct am_slice text,
    const int64_t *numbers, struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	enum am_code rc;

	if (sqlite3_prepare_v2(j->db, sql, -1, &s, NULL) != SQLITE_OK)
		return db_fail(j, err);
	if (numbers == NULL)
		db_bind_text(s, 1, text);
	for (int i = 0; numbers != NULL && i < 3; i++)
		db_bind_int(s, i + 1, numbers[i]);
	rc = db_run(j, s, err);
	(void)sqlite3_finalize(s);
	return rc;
}

static enum am_code
count(struct am_journal *j, struct am_forgotten *out, struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	bool has_row = false;
	enum am_code rc;

	if (sqlite3_prepare_v2(j->db, count_sql, -1, &s, NULL) != SQLITE_OK)
		return db_fail(j, err);
	rc = db_step(j, s, &has_row, err);
	if (rc == AM_OK && has_row)
		*out = (struct am_forgotten){
			.mails = sqlite3_column_int64(s, 0),
			.conversations = sqlite3_column_int64(s, 1),
			.answers = sqlite3_column_int64(s, 2),
		};
	(void)sqlite3_finalize(s);
	return rc;
}

/* Names decide the order of mails of one second, and they are others now. */
static enum am_code
put_turns(struct am_journal *j, struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	bool has_row = true;
	enum am_code rc = AM_OK;

	if (sqlite3_prepare_v2(j->db, "SELECT id FROM temp.out_talk", -1, &s,
			       NULL) != SQLITE_OK)
		return db_fail(j, err);
	while (rc == AM_OK && has_row) {
		rc = db_step(j, s, &has_row, err);
		if (rc == AM_OK && has_row)
			rc = turn_put_all(j, sqlite3_column_int64(s, 0), err);
	}
	(void)sqlite3_finalize(s);
	return rc;
}

static enum am_code
list_of_person(struct am_journal *j, struct am_slice address,
	       struct am_err *err)
{
	struct am_arena *arena = am_arena_new();
	enum am_code rc = db_exec(j, make_tables, err);

	if (rc == AM_OK)
		rc = run(j, pick_person, db_lower(arena, address), NULL, err);
	if (rc == AM_OK)
		rc = db_exec(j, list_person, err);
	am_arena_free(arena);
	return rc;
}

/* The tables of this connection go whether it went well or not. */
static enum am_code
drop(struct am_journal *j, enum am_code rc, struct am_err *err)
{
	struct am_err second;
	enum am_code dropped = db_exec(j, drop_tables, &second);

	if (rc == AM_OK && dropped != AM_OK)
		*err = second;
	return rc == AM_OK ? dropped : rc;
}

enum am_code
am_journal_forget_count(struct am_journal *j, struct am_slice address,
			struct am_forgotten *out, struct am_err *err)
{
	enum am_code rc = list_of_person(j, address, err);

	if (rc == AM_OK)
		rc = count(j, out, err);
	return drop(j, rc, err);
}

enum am_code
am_journal_forget(struct am_journal *j, struct am_slice address,
		  const unsigned char key[AM_STATE_KEY_BYTES],
		  struct am_forgotten *out, struct am_err *err)
{
	struct pseudonym how = { key, "gone", "gone-" };
	struct am_forgotten found = { 0 };
	struct db_scope scope;
	enum am_code rc = db_add_pseudonym(j, "gone", &how, err);

	if (rc == AM_OK)
		rc = db_scope_begin(j, &scope, err);
	if (rc != AM_OK)
		return rc;
	if ((rc = list_of_person(j, address, err)) == AM_OK &&
	    (rc = count(j, &found, err)) == AM_OK &&
	    (rc = db_exec(j, take_person, err)) == AM_OK &&
	    (rc = db_exec(j, take_words, err)) == AM_OK)
		rc = put_turns(j, err);
	rc = db_scope_end(j, scope, drop(j, rc, err), err);
	if (rc == AM_OK)
		*out = found;
	return rc;
}

enum am_code
am_journal_purge_some(struct am_journal *j,
		      const unsigned char key[AM_STATE_KEY_BYTES],
		      struct am_purge *purge, struct am_err *err)
{
	const int64_t numbers[3] = { purge->before, purge->after,
				     AM_PURGE_BATCH };
	struct pseudonym how = { key, "gone", "gone-" };
	struct am_forgotten found = { 0 };
	int64_t last = 0;
	struct db_scope scope;
	sqlite3_stmt *s = NULL;
	enum am_code rc = db_add_pseudonym(j, "gone", &how, err);

	if (rc == AM_OK)
		rc = db_scope_begin(j, &scope, err);
	if (rc != AM_OK)
		return rc;
	if ((rc = db_exec(j, make_tables, err)) == AM_OK &&
	    (rc = run(j, pick_old, (struct am_slice){ 0 }, numbers, err)) ==
		    AM_OK &&
	    (rc = db_exec(j, list_old, err)) == AM_OK &&
	    (rc = count(j, &found, err)) == AM_OK &&
	    (rc = db_exec(j, take_words, err)) == AM_OK &&
	    (rc = db_exec(j, take_talk, err)) == AM_OK)
		rc = put_turns(j, err);
	if (rc == AM_OK &&
	    sqlite3_prepare_v2(j->db, "SELECT max(id) FROM temp.out_talk", -1,
			       &s, NULL) != SQLITE_OK)
		rc = db_fail(j, err);
	if (rc == AM_OK)
		rc = db_number(j, s, 0, &last, err);
	(void)sqlite3_finalize(s);
	rc = db_scope_end(j, scope, drop(j, rc, err), err);
	if (rc != AM_OK)
		return rc;
	purge->is_done = found.conversations == 0;
	if (!purge->is_done)
		purge->after = last;
	purge->sum.mails += found.mails;
	purge->sum.conversations += found.conversations;
	purge->sum.answers += found.answers;
	return AM_OK;
}

enum am_code
am_journal_purge_count(struct am_journal *j, int64_t before,
		       int64_t *conversations, struct am_err *err)
{
	/* any key tells who has a name that is none of ours */
	static const unsigned char no_key[AM_STATE_KEY_BYTES];
	struct pseudonym how = { no_key, "gone", "gone-" };
	sqlite3_stmt *s = NULL;
	enum am_code rc = db_add_pseudonym(j, "gone", &how, err);

	if (rc != AM_OK)
		return rc;
	if (sqlite3_prepare_v2(j->db, count_old, -1, &s, NULL) != SQLITE_OK)
		return db_fail(j, err);
	db_bind_int(s, 1, before);
	db_bind_int(s, 2, 0);
	rc = db_number(j, s, 0, conversations, err);
	(void)sqlite3_finalize(s);
	return rc;
}

enum am_code
am_journal_scrub(struct am_journal *j, struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	int64_t is_busy = 0;
	enum am_code rc;

	if (sqlite3_prepare_v2(j->db, "PRAGMA wal_checkpoint(TRUNCATE)", -1, &s,
			       NULL) != SQLITE_OK)
		return db_fail(j, err);
	rc = db_number(j, s, 0, &is_busy, err);
	(void)sqlite3_finalize(s);
	if (rc == AM_OK && is_busy != 0)
		rc = am_fail(
			err, AM_EIO,
			"somebody reads the journal %s; what was taken out "
			"is still in the log beside it: do it once more",
			am_journal_path(j));
	return rc;
}
