/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/clock.h"
#include "db.h"
#include "turn_rows.h"

#define BATCH 1000 /* conversations in one transaction */

static enum am_code
ask(struct am_journal *j, enum query query, int64_t *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, query, err);

	return s == NULL ? AM_EIO : db_number(j, s, 0, out, err);
}

static enum am_code
settle_some(struct am_journal *j, int64_t *done, struct am_err *err)
{
	int64_t conversation = 1;
	enum am_code rc = AM_OK;

	for (int i = 0; rc == AM_OK && i < BATCH; i++) {
		rc = ask(j, Q_STALE_NEXT, &conversation, err);
		if (rc != AM_OK || conversation == 0)
			break;
		rc = turn_put_all(j, conversation, err);
		++*done;
	}
	return rc;
}

enum am_code
am_journal_settle(struct am_journal *j, int64_t deadline_ms,
		  am_journal_progress_fn *fn, void *ctx, struct am_err *err)
{
	int64_t left = 0;
	int64_t done = 0;
	enum am_code rc = ask(j, Q_STALE_COUNT, &left, err);

	while (rc == AM_OK && left > 0) {
		struct db_scope scope;

		rc = db_scope_begin(j, &scope, err);
		if (rc == AM_OK)
			rc = db_scope_end(j, scope, settle_some(j, &done, err),
					  err);
		if (rc == AM_OK)
			rc = ask(j, Q_STALE_COUNT, &left, err);
		if (rc == AM_OK && fn != NULL)
			fn(ctx, done, done + left);
		if (am_mono_ms() > deadline_ms)
			break;
	}
	return rc;
}

/* Rows of what is no conversation (any more) have nobody who would compute them
 * anew. */
#define DROP_STRAY(table)                                 \
	"DELETE FROM " table " WHERE conversation NOT IN" \
	" (SELECT id FROM conversation WHERE merged_into IS NULL);"

enum am_code
am_journal_rebuild(struct am_journal *j, am_journal_progress_fn *fn, void *ctx,
		   struct am_err *err)
{
	static const char mark_all[] =
		DROP_STRAY("turn") DROP_STRAY("resolution") DROP_STRAY(
			"stale") "INSERT OR IGNORE INTO stale SELECT id FROM conversation"
				 " WHERE merged_into IS NULL";
	struct db_scope scope;
	enum am_code rc = db_scope_begin(j, &scope, err);

	if (rc != AM_OK)
		return rc;
	rc = db_scope_end(j, scope, db_exec(j, mark_all, err), err);
	return rc == AM_OK ? am_journal_settle(j, INT64_MAX, fn, ctx, err) : rc;
}
