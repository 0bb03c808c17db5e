/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/mem.h"
#include "db.h"
#include "schema.h"

#define APPLICATION_ID 0x414d4a31 /* "AMJ1" */
#define SCHEMA_VERSION 3

static enum am_code
pragma_number(struct am_journal *j, const char *sql, int64_t *out,
	      struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	enum am_code rc;

	if (sqlite3_prepare_v2(j->db, sql, -1, &s, NULL) != SQLITE_OK)
		return db_fail(j, err);
	rc = db_number(j, s, 0, out, err);
	(void)sqlite3_finalize(s);
	return rc;
}

/* The part of the schema that begins with `from` and ends before `to`. */
static struct am_slice
part_of_schema(const char *from, const char *to)
{
	const char *begin = strstr(am_schema_sql, from);

	if (to == NULL)
		return am_slice_of(begin);
	return (struct am_slice){ begin, (size_t)(strstr(begin, to) - begin) };
}

static enum am_code
run_part(struct am_journal *j, const char *from, const char *to,
	 struct am_err *err)
{
	struct am_buf sql = { 0 };
	enum am_code rc;

	am_buf_put(&sql, part_of_schema(from, to));
	rc = db_exec(j, sql.ptr, err);
	am_buf_free(&sql);
	return rc;
}

#define PART_2 "\n-- From here on: what version 2"
#define PART_3 "\n-- From here on: what version 3"

/* Version 1 kept ids without customers: each is taken to be those of all who
 * have a part in its conversation. The views' text is the schema's own, so they
 * are always made anew. */
static enum am_code
from_1_to_2(struct am_journal *j, struct am_err *err)
{
	static const char before[] =
		"ALTER TABLE event ADD COLUMN joined_by TEXT NOT NULL"
		" DEFAULT 'id';"
		"ALTER TABLE event ADD COLUMN is_weak INTEGER NOT NULL"
		" DEFAULT 0;"
		"DROP VIEW v_turn; DROP VIEW v_message_tag;"
		"DROP VIEW v_conversation; DROP VIEW v_snapshot;"
		"DROP INDEX message_by_conversation;"
		"ALTER TABLE message RENAME TO message_1;";
	static const char after[] =
		"CREATE TEMP TABLE member AS SELECT DISTINCT e.conversation,"
		"  p.address FROM event e JOIN party p ON p.event = e.id"
		" WHERE e.kind <> 'automatic';"
		"INSERT INTO message SELECT m.message_id,"
		"  coalesce(c.address, ''), m.conversation, m.event,"
		"  2 * EXISTS (SELECT 1 FROM event e"
		"   WHERE e.conversation = m.conversation"
		"   AND e.replies_to = m.message_id)"
		" FROM message_1 m LEFT JOIN temp.member c"
		"  ON c.conversation = m.conversation;"
		"DROP TABLE temp.member;"
		"DROP TABLE message_1;";

	if (db_exec(j, before, err) != AM_OK ||
	    run_part(j, PART_2, PART_3, err) != AM_OK)
		return AM_EIO;
	return db_exec(j, after, err);
}

/* The rows of event are as they were, only the kinds that its CHECK allows are
 * more: so the text is changed and the table is not copied, as lang_altertable
 * of SQLite's manual has it. */
static enum am_code
change_text_of_event(struct am_journal *j, struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	enum am_code rc = db_exec(j, "PRAGMA writable_schema = ON", err);

	if (rc == AM_OK &&
	    sqlite3_prepare_v2(j->db,
			       "UPDATE sqlite_schema SET sql = ?"
			       " WHERE type = 'table' AND name = 'event'",
			       -1, &s, NULL) != SQLITE_OK)
		rc = db_fail(j, err);
	if (rc == AM_OK) {
		db_bind_text(s, 1,
			     part_of_schema("CREATE TABLE event (", ";\n"));
		rc = db_run(j, s, err);
	}
	(void)sqlite3_finalize(s);
	if (rc == AM_OK)
		rc = db_exec(j, "PRAGMA writable_schema = RESET", err);
	return rc;
}

/* Turns are carried over as they are, on the wall clock, so that this takes a
 * moment only; what has to be computed (resolutions above all) is left to
 * am_journal_settle(). */
static enum am_code
from_2_to_3(struct am_journal *j, struct am_err *err)
{
	static const char before[] =
		"DROP VIEW IF EXISTS v_turn;"
		"DROP VIEW IF EXISTS v_message_tag;"
		"DROP VIEW IF EXISTS v_conversation;"
		"DROP VIEW IF EXISTS v_snapshot;"
		"DROP INDEX turn_by_at; DROP INDEX turn_first;"
		"ALTER TABLE turn RENAME TO turn_2;"
		"ALTER TABLE event ADD COLUMN about INTEGER;"
		"ALTER TABLE event ADD COLUMN is_copy INTEGER NOT NULL"
		" DEFAULT 0;";
	static const char after[] =
		"INSERT INTO turn SELECT t.conversation, t.number, t.event,"
		"  t.inbox, t.urgency, e.language, t.at, t.answered_at,"
		"  t.answer, t.actor, t.chasers, t.is_clamped,"
		"  t.answered_at - t.at, NULL, NULL, NULL"
		" FROM turn_2 t JOIN event e ON e.id = t.event;"
		"DROP TABLE turn_2;"
		"INSERT INTO stale SELECT id FROM conversation"
		" WHERE merged_into IS NULL;";

	if (db_exec(j, before, err) != AM_OK ||
	    change_text_of_event(j, err) != AM_OK ||
	    run_part(j, PART_3, NULL, err) != AM_OK)
		return AM_EIO;
	return db_exec(j, after, err);
}

static enum am_code
set_version(struct am_journal *j, struct am_err *err)
{
	char sql[128];

	(void)sqlite3_snprintf(sizeof(sql), sql,
			       "PRAGMA application_id = %d;"
			       "PRAGMA user_version = %d",
			       APPLICATION_ID, SCHEMA_VERSION);
	return db_exec(j, sql, err);
}

/* A later version adds its steps here. All are done under the write lock, with
 * the version read again, so that two processes do not both do them. */
static enum am_code
migrate(struct am_journal *j, struct am_err *err)
{
	int64_t version = 0;
	/* Kept in the file; cannot be set within a transaction. */
	enum am_code rc = db_exec(j, "PRAGMA journal_mode = WAL", err);

	if (rc == AM_OK)
		rc = am_journal_begin(j, err);
	if (rc != AM_OK)
		return rc;
	rc = pragma_number(j, "PRAGMA user_version", &version, err);
	if (rc == AM_OK && version == 0)
		rc = db_exec(j, am_schema_sql, err);
	if (rc == AM_OK && version == 1)
		rc = from_1_to_2(j, err);
	if (rc == AM_OK && (version == 1 || version == 2))
		rc = from_2_to_3(j, err);
	if (rc == AM_OK && version < SCHEMA_VERSION)
		rc = set_version(j, err);
	if (rc == AM_OK)
		return am_journal_commit(j, err);
	am_journal_rollback(j);
	return rc;
}

enum am_code
db_bring_up_to_date(struct am_journal *j, struct am_err *err)
{
	int64_t version = 0;
	int64_t application = 0;
	int64_t tables = 0;
	enum am_code rc;

	rc = pragma_number(j, "PRAGMA user_version", &version, err);
	if (rc == AM_OK)
		rc = pragma_number(j, "PRAGMA application_id", &application,
				   err);
	if (rc == AM_OK && application == 0)
		rc = pragma_number(j, "SELECT count(*) FROM sqlite_schema",
				   &tables, err);
	if (rc != AM_OK)
		return rc;
	if (application == 0 && version == 0 && tables == 0)
		return migrate(j, err);
	if (application != APPLICATION_ID)
		return am_fail(err, AM_EIO,
			       "%s is a database, but not a journal of amends",
			       j->path.text);
	if (version > SCHEMA_VERSION)
		return am_fail(err, AM_EIO,
			       "the journal %s was made by a newer amends "
			       "(version %lld, this one knows %d)",
			       j->path.text, (long long)version,
			       SCHEMA_VERSION);
	return version < SCHEMA_VERSION ? migrate(j, err) : AM_OK;
}

enum am_code
db_check_version(struct am_journal *j, struct am_err *err)
{
	int64_t version = 0;
	int64_t application = 0;
	enum am_code rc =
		pragma_number(j, "PRAGMA user_version", &version, err);

	if (rc == AM_OK)
		rc = pragma_number(j, "PRAGMA application_id", &application,
				   err);
	if (rc == AM_OK &&
	    (application != APPLICATION_ID || version != SCHEMA_VERSION))
		rc = am_fail(err, AM_EIO,
			     "%s is no journal of this version of amends",
			     j->path.text);
	return rc;
}
