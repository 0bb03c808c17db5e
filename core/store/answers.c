/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/mem.h"
#include "db.h"

#define HOUR_SECS INT64_C(3600)
#define DAY_SECS  (24 * HOUR_SECS)

static enum am_code
add_answer(struct am_journal *j, const struct am_journal_answer *answer,
	   bool *is_new, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_ANSWER_ADD, err);
	struct am_arena *arena;
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	arena = am_arena_new();
	db_bind_text(s, 1, answer->delivery);
	db_bind_int(s, 2, answer->conversation);
	db_bind_text(s, 3, db_lower(arena, answer->sender));
	db_bind_int(s, 4, answer->at);
	db_bind_int(s, 5, answer->promise_secs);
	db_bind_text(s, 6, answer->material);
	rc = db_run(j, s, err);
	*is_new = sqlite3_changes(j->db) > 0;
	am_arena_free(arena);
	return rc;
}

enum am_code
am_journal_answer_decide(struct am_journal *j,
			 const struct am_journal_answer *answer, int64_t *id,
			 bool *is_new, struct am_err *err)
{
	struct db_scope scope;
	sqlite3_stmt *s;
	int64_t found = 0;
	bool added = false;
	enum am_code rc = db_scope_begin(j, &scope, err);

	if (rc != AM_OK)
		return rc;
	rc = add_answer(j, answer, &added, err);
	if (rc == AM_OK) {
		s = db_statement(j, Q_ANSWER_FIND, err);
		if (s != NULL)
			db_bind_text(s, 1, answer->delivery);
		rc = s == NULL ? AM_EIO : db_number(j, s, 0, &found, err);
	}
	rc = db_scope_end(j, scope, rc, err);
	if (rc == AM_OK) {
		*id = found;
		*is_new = added;
	}
	return rc;
}

enum am_code
am_journal_answer_end(struct am_journal *j, int64_t id,
		      enum am_answer_state state, struct am_slice file,
		      int64_t promise_secs, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_ANSWER_END, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, id);
	db_bind_text(s, 2,
		     state == AM_ANSWER_WRITTEN ? AM_SLICE_LIT("written")
						: AM_SLICE_LIT("failed"));
	db_bind_text(s, 3, file);
	db_bind_int(s, 4, promise_secs);
	return db_run(j, s, err);
}

static void
read_answer(sqlite3_stmt *s, struct am_arena *arena,
	    struct am_journal_answer *out)
{
	*out = (struct am_journal_answer){
		.id = sqlite3_column_int64(s, 0),
		.delivery = am_arena_dup(arena, db_text(s, 1)),
		.conversation = sqlite3_column_int64(s, 2),
		.sender = am_arena_dup(arena, db_text(s, 3)),
		.at = sqlite3_column_int64(s, 4),
		.promise_secs = sqlite3_column_int64(s, 5),
		.material = am_arena_dup(arena, db_text(s, 6)),
	};
}

enum am_code
am_journal_answers_open(struct am_journal *j, size_t max,
			struct am_arena *arena, struct am_journal_answer **out,
			size_t *count, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_ANSWERS_OPEN, err);
	struct am_journal_answer *answers = NULL;
	size_t cap = 0;
	size_t n = 0;
	bool has_row = true;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, (int64_t)max);
	while (has_row) {
		if (db_step(j, s, &has_row, err) != AM_OK)
			return AM_EIO;
		if (!has_row)
			break;
		answers = am_arena_grow(arena, answers, n, &cap,
					sizeof(*answers));
		read_answer(s, arena, &answers[n++]);
	}
	*out = answers;
	*count = n;
	return AM_OK;
}

static enum am_code
count_sender(struct am_journal *j, struct am_slice sender, int64_t after,
	     int64_t *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_COUNT_SENDER, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, sender);
	db_bind_int(s, 2, after);
	return db_number(j, s, 0, out, err);
}

static enum am_code
count_by_number(struct am_journal *j, enum query query, int64_t number,
		int64_t *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, query, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, number);
	return db_number(j, s, 0, out, err);
}

enum am_code
am_journal_counts(struct am_journal *j, int64_t conversation,
		  struct am_slice sender, int64_t now,
		  struct am_journal_counts *out, struct am_err *err)
{
	struct am_journal_counts c = { 0 };
	struct am_arena *arena = am_arena_new();
	struct am_slice who = db_lower(arena, sender);
	int64_t answered = 0;
	enum am_code rc;

	if ((rc = count_by_number(j, Q_COUNT_CONVERSATION, conversation,
				  &c.in_conversation, err)) == AM_OK &&
	    (rc = count_sender(j, who, now - DAY_SECS, &c.to_sender_day,
			       err)) == AM_OK &&
	    (rc = count_sender(j, who, now - 7 * DAY_SECS, &c.to_sender_week,
			       err)) == AM_OK &&
	    (rc = count_by_number(j, Q_COUNT_ALL, now - HOUR_SECS, &c.all_hour,
				  err)) == AM_OK &&
	    (rc = count_by_number(j, Q_IS_ANSWERED, conversation, &answered,
				  err)) == AM_OK) {
		c.is_answered = answered != 0;
		*out = c;
	}
	am_arena_free(arena);
	return rc;
}
