/* SPDX-License-Identifier: MIT */
#include "amends/history.h"

#include "amends/mem.h"
#include "db.h"

/* One number about the sender; the arena is for the time of the statement. */
static enum am_code
ask(struct am_journal *j, enum query query, const struct am_sender *who,
    int64_t window_secs, int64_t *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, query, err);
	struct am_arena *arena;
	bool has_row;
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	arena = am_arena_new();
	db_bind_text(s, 1, db_lower(arena, who->address));
	db_bind_int(s, 2, who->now);
	db_bind_text(s, 3, who->message_id);
	db_bind_time(s, 4, who->date);
	if (sqlite3_bind_parameter_count(s) >= 5)
		db_bind_int(s, 5, window_secs);
	rc = db_step(j, s, &has_row, err);
	if (rc == AM_OK)
		*out = has_row ? db_time(s, 0) : AM_NO_TIME;
	(void)sqlite3_reset(s);
	am_arena_free(arena);
	return rc;
}

enum am_code
am_history_waiting(struct am_journal *j, const struct am_sender *who,
		   int64_t *secs, struct am_err *err)
{
	int64_t since = AM_NO_TIME;

	if (ask(j, Q_HISTORY_WAITING, who, 0, &since, err) != AM_OK)
		return AM_EIO;
	*secs = since == AM_NO_TIME ? 0 : who->now - since;
	return AM_OK;
}

enum am_code
am_history_messages(struct am_journal *j, const struct am_sender *who,
		    int64_t window_secs, int64_t *count, struct am_err *err)
{
	return ask(j, Q_HISTORY_MESSAGES, who, window_secs, count, err);
}

enum am_code
am_history_complaints(struct am_journal *j, const struct am_sender *who,
		      int64_t window_secs, int64_t *count, struct am_err *err)
{
	return ask(j, Q_HISTORY_COMPLAINTS, who, window_secs, count, err);
}

enum am_code
am_history_is_known(struct am_journal *j, const struct am_sender *who,
		    bool *yes, struct am_err *err)
{
	int64_t known = 0;

	if (ask(j, Q_HISTORY_KNOWN, who, 0, &known, err) != AM_OK)
		return AM_EIO;
	*yes = known == 1;
	return AM_OK;
}
