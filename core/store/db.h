/* db.h - SQLite as the files of this folder use it.
 *
 * A statement is prepared once a journal and kept. Parameters are bound in
 * order, columns are read by number; text is borrowed both ways, so what
 * db_text() gives lasts until the statement moves on.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DB_H
#define DB_H

#include <sqlite3.h>
#include <stdbool.h>

#include "amends/err.h"
#include "amends/file.h"
#include "amends/journal.h"
#include "queries.h"

struct am_journal {
	sqlite3 *db;
	struct am_path path;
	sqlite3_stmt *statements[Q_COUNT];
	struct db_rulings *rulings; /* what was read of them; NULL: nothing */
};

/* Say what SQLite's last error means for the operator. */
enum am_code db_fail(struct am_journal *j, struct am_err *err);

/* The statement, ready to be bound from parameter 1; NULL with *err filled. */
sqlite3_stmt *db_statement(struct am_journal *j, enum query query,
			   struct am_err *err);
void db_bind_text(sqlite3_stmt *s, int at, struct am_slice text);
void db_bind_int(sqlite3_stmt *s, int at, int64_t value);
/* AM_NO_TIME becomes NULL, and back. */
void db_bind_time(sqlite3_stmt *s, int at, int64_t utc);
/* Addresses are kept in lower case. */
struct am_slice db_lower(struct am_arena *arena, struct am_slice s);
struct am_slice db_text(sqlite3_stmt *s, int column);
int64_t db_time(sqlite3_stmt *s, int column);

/* The next row, or the end (*has_row false; the statement is reset then). */
AM_MUST_CHECK enum am_code db_step(struct am_journal *j, sqlite3_stmt *s,
				   bool *has_row, struct am_err *err);
/* A statement without rows. */
AM_MUST_CHECK enum am_code db_run(struct am_journal *j, sqlite3_stmt *s,
				  struct am_err *err);
/* One number of the first row; `otherwise` when there is none. */
AM_MUST_CHECK enum am_code db_number(struct am_journal *j, sqlite3_stmt *s,
				     int64_t otherwise, int64_t *out,
				     struct am_err *err);
/* The same as yes or no; no when there is no row. */
AM_MUST_CHECK enum am_code db_truth(struct am_journal *j, sqlite3_stmt *s,
				    bool *yes, struct am_err *err);
AM_MUST_CHECK enum am_code db_exec(struct am_journal *j, const char *sql,
				   struct am_err *err);

/* A step that is done whole or not at all, inside the caller's transaction or
 * in its own. db_scope_end() keeps it when rc is AM_OK, and returns rc or what
 * went wrong at the end. */
struct db_scope {
	bool is_own;
};
AM_MUST_CHECK enum am_code db_scope_begin(struct am_journal *j,
					  struct db_scope *scope,
					  struct am_err *err);
AM_MUST_CHECK enum am_code db_scope_end(struct am_journal *j,
					struct db_scope scope, enum am_code rc,
					struct am_err *err);

/* Make the tables of an empty file, or those of an older journal as ours are
 * (migrate.c). Refuses what is no journal, or a newer one. */
AM_MUST_CHECK enum am_code db_bring_up_to_date(struct am_journal *j,
					       struct am_err *err);

/* The same for who may change nothing: refuses an older journal too. */
AM_MUST_CHECK enum am_code db_check_version(struct am_journal *j,
					    struct am_err *err);

/* Is this statfs type one where WAL does not work? */
bool db_is_network(unsigned long fs_type);

#endif
