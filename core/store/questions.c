/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <stdlib.h>

#include "amends/mem.h"
#include "amends/turns.h"
#include "db.h"

enum am_code
am_journal_first_response(struct am_journal *j, struct am_slice inbox,
			  int urgency, int64_t since,
			  struct am_journal_response *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_FIRST_RESPONSES, err);
	struct am_arena *arena;
	int64_t *secs = NULL;
	size_t cap = 0;
	size_t n = 0;
	bool has_row = true;
	enum am_code rc = AM_OK;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, urgency);
	db_bind_text(s, 2, inbox);
	db_bind_int(s, 3, since); /* AM_NO_TIME is before all */
	arena = am_arena_new();
	while (rc == AM_OK && has_row) {
		rc = db_step(j, s, &has_row, err);
		if (rc != AM_OK || !has_row)
			break;
		secs = am_arena_grow(arena, secs, n, &cap, sizeof(*secs));
		secs[n++] = sqlite3_column_int64(s, 0);
	}
	if (rc == AM_OK)
		*out = (struct am_journal_response){
			.count = (int64_t)n,
			.p90_secs = am_percentile(secs, n, 90),
		};
	am_arena_free(arena);
	return rc;
}

/* An open side is the end of all times, not NULL: so that indexes serve. */
static void
bind_period(sqlite3_stmt *s, const struct am_period *period)
{
	db_bind_int(s, 1, period->since);
	db_bind_int(s, 2,
		    period->until != AM_NO_TIME ? period->until : INT64_MAX);
}

static void
read_row(sqlite3_stmt *s, bool by_tag, struct am_journal_row *out)
{
	*out = (struct am_journal_row){
		.conversation = sqlite3_column_int64(s, 0),
		.at = sqlite3_column_int64(s, 1),
		.answered_at = db_time(s, 2),
		.is_first = sqlite3_column_int(s, 3) != 0,
		.has_turn = sqlite3_column_int(s, 4) != 0,
		.message_id = db_text(s, 5),
		.inbox = db_text(s, 6),
		.urgency = sqlite3_column_int(s, 7),
		.chasers = sqlite3_column_int64(s, 8),
	};
	if (by_tag)
		out->tag = db_text(s, 9);
}

enum am_code
am_journal_walk(struct am_journal *j, const struct am_period *period,
		bool by_tag, am_journal_row_fn *fn, void *ctx,
		struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, by_tag ? Q_WALK_TAGS : Q_WALK, err);
	bool has_row = true;

	if (s == NULL)
		return AM_EIO;
	bind_period(s, period);
	while (has_row) {
		struct am_journal_row row;

		if (db_step(j, s, &has_row, err) != AM_OK)
			return AM_EIO;
		if (!has_row)
			break;
		read_row(s, by_tag, &row);
		fn(ctx, &row);
	}
	return AM_OK;
}

enum am_code
am_journal_totals(struct am_journal *j, const struct am_period *period,
		  struct am_journal_totals *out, struct am_err *err)
{
	struct am_journal_totals totals = { 0 };
	sqlite3_stmt *s = db_statement(j, Q_TOTALS, err);
	bool has_row;

	if (s == NULL)
		return AM_EIO;
	bind_period(s, period);
	if (db_step(j, s, &has_row, err) != AM_OK)
		return AM_EIO;
	totals.events = sqlite3_column_int64(s, 0);
	totals.automatic = sqlite3_column_int64(s, 1);
	(void)sqlite3_reset(s);
	s = db_statement(j, Q_UNMATCHED, err);
	if (s == NULL)
		return AM_EIO;
	bind_period(s, period);
	if (db_number(j, s, 0, &totals.unmatched, err) != AM_OK)
		return AM_EIO;
	*out = totals;
	return AM_OK;
}
