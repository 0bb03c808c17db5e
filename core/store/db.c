/* SPDX-License-Identifier: MIT */
#include "db.h"

#include "amends/mem.h"

enum am_code
db_fail(struct am_journal *j, struct am_err *err)
{
	const char *path = j->path.text;
	const char *text = sqlite3_errmsg(j->db);

	switch (sqlite3_errcode(j->db) & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return am_fail(err, AM_EIO,
			       "the journal %s is in use by another process; "
			       "try again later",
			       path);
	case SQLITE_FULL:
		return am_fail(err, AM_EIO,
			       "no space for the journal %s; make room", path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return am_fail(err, AM_EIO,
			       "cannot write the journal %s (%s); its file and "
			       "its folder must belong to the user that runs "
			       "amends",
			       path, text);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return am_fail(err, AM_EIO,
			       "the journal %s is broken (%s); move it away "
			       "(amends begins a new one) and save what is in "
			       "it with: sqlite3 FILE .recover",
			       path, text);
	default:
		return am_fail(err, AM_EIO, "the journal %s: %s", path, text);
	}
}

sqlite3_stmt *
db_statement(struct am_journal *j, enum query query, struct am_err *err)
{
	sqlite3_stmt **s = &j->statements[query];

	if (*s == NULL) {
		if (sqlite3_prepare_v3(j->db, query_sql(query), -1,
				       SQLITE_PREPARE_PERSISTENT, s,
				       NULL) != SQLITE_OK)
			(void)db_fail(j, err);
		return *s;
	}
	(void)sqlite3_reset(*s);
	(void)sqlite3_clear_bindings(*s);
	return *s;
}

struct am_slice
db_lower(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		out[i] = am_lower(s.ptr[i]);
	return (struct am_slice){ out, s.len };
}

/* A bind that fails leaves NULL, which the table then refuses. */
void
db_bind_text(sqlite3_stmt *s, int at, struct am_slice text)
{
	(void)sqlite3_bind_text64(s, at, text.ptr != NULL ? text.ptr : "",
				  text.len, SQLITE_STATIC, SQLITE_UTF8);
}

void
db_bind_int(sqlite3_stmt *s, int at, int64_t value)
{
	(void)sqlite3_bind_int64(s, at, value);
}

void
db_bind_time(sqlite3_stmt *s, int at, int64_t utc)
{
	if (utc == AM_NO_TIME)
		(void)sqlite3_bind_null(s, at);
	else
		(void)sqlite3_bind_int64(s, at, utc);
}

struct am_slice
db_text(sqlite3_stmt *s, int column)
{
	const unsigned char *text = sqlite3_column_text(s, column);

	return (struct am_slice){ (const char *)text,
				  (size_t)sqlite3_column_bytes(s, column) };
}

int64_t
db_time(sqlite3_stmt *s, int column)
{
	if (sqlite3_column_type(s, column) == SQLITE_NULL)
		return AM_NO_TIME;
	return sqlite3_column_int64(s, column);
}

enum am_code
db_step(struct am_journal *j, sqlite3_stmt *s, bool *has_row,
	struct am_err *err)
{
	int rc = sqlite3_step(s);

	*has_row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW)
		return AM_OK;
	if (rc != SQLITE_DONE)
		(void)db_fail(j, err);
	(void)sqlite3_reset(s);
	return rc == SQLITE_DONE ? AM_OK : AM_EIO;
}

enum am_code
db_run(struct am_journal *j, sqlite3_stmt *s, struct am_err *err)
{
	bool has_row;
	enum am_code rc = db_step(j, s, &has_row, err);

	if (rc == AM_OK && has_row)
		(void)sqlite3_reset(s);
	return rc;
}

enum am_code
db_number(struct am_journal *j, sqlite3_stmt *s, int64_t otherwise,
	  int64_t *out, struct am_err *err)
{
	bool has_row;
	enum am_code rc = db_step(j, s, &has_row, err);

	if (rc != AM_OK)
		return rc;
	*out = has_row ? sqlite3_column_int64(s, 0) : otherwise;
	(void)sqlite3_reset(s);
	return AM_OK;
}

enum am_code
db_truth(struct am_journal *j, sqlite3_stmt *s, bool *yes, struct am_err *err)
{
	int64_t number = 0;

	if (db_number(j, s, 0, &number, err) != AM_OK)
		return AM_EIO;
	*yes = number != 0;
	return AM_OK;
}

enum am_code
db_exec(struct am_journal *j, const char *sql, struct am_err *err)
{
	if (sqlite3_exec(j->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(j, err);
	return AM_OK;
}

enum am_code
db_scope_begin(struct am_journal *j, struct db_scope *scope, struct am_err *err)
{
	scope->is_own = sqlite3_get_autocommit(j->db) != 0;
	return db_exec(j, scope->is_own ? "BEGIN IMMEDIATE" : "SAVEPOINT step",
		       err);
}

enum am_code
db_scope_end(struct am_journal *j, struct db_scope scope, enum am_code rc,
	     struct am_err *err)
{
	if (rc == AM_OK)
		rc = db_exec(j, scope.is_own ? "COMMIT" : "RELEASE step", err);
	if (rc == AM_OK)
		return rc;
	if (scope.is_own)
		am_journal_rollback(j);
	else
		(void)sqlite3_exec(j->db, "ROLLBACK TO step; RELEASE step",
				   NULL, NULL, NULL);
	return rc;
}
