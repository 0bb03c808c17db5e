/* SPDX-License-Identifier: MIT */
#include "threads.h"

#include <sqlite3.h>

#include "amends/mem.h"
#include "db.h"

/* A row of table message. */
struct known {
	bool is_known;
	bool is_here; /* the mail itself has come, not only its id */
	int64_t conversation;
};

struct am_slice
thread_parent(const struct am_event *e)
{
	for (size_t i = 0; i < e->n_in_reply_to; i++)
		if (e->in_reply_to[i].len > 0)
			return e->in_reply_to[i];
	for (size_t i = e->n_references; i > 0; i--)
		if (e->references[i - 1].len > 0)
			return e->references[i - 1];
	return (struct am_slice){ 0 };
}

static enum am_code
look_up(struct am_journal *j, struct am_slice id, struct known *out,
	struct am_err *err)
{
	sqlite3_stmt *s;

	*out = (struct known){ 0 };
	if (id.len == 0)
		return AM_OK;
	s = db_statement(j, Q_MESSAGE, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, id);
	if (db_step(j, s, &out->is_known, err) != AM_OK)
		return AM_EIO;
	if (!out->is_known)
		return AM_OK;
	out->conversation = sqlite3_column_int64(s, 0);
	out->is_here = sqlite3_column_type(s, 1) != SQLITE_NULL;
	(void)sqlite3_reset(s);
	return AM_OK;
}

static enum am_code
ask(struct am_journal *j, sqlite3_stmt *s, bool *yes, struct am_err *err)
{
	int64_t number = 0;

	if (db_number(j, s, 0, &number, err) != AM_OK)
		return AM_EIO;
	*yes = number != 0;
	return AM_OK;
}

static enum am_code
mail_shares(struct am_journal *j, const struct am_event *e,
	    struct am_arena *arena, int64_t conversation, bool *yes,
	    struct am_err *err)
{
	*yes = false;
	for (size_t i = 0; i < e->n_customers && !*yes; i++) {
		sqlite3_stmt *s = db_statement(j, Q_MAIL_SHARES, err);

		if (s == NULL)
			return AM_EIO;
		db_bind_int(s, 1, conversation);
		db_bind_text(s, 2, db_lower(arena, e->customers[i]));
		if (ask(j, s, yes, err) != AM_OK)
			return AM_EIO;
	}
	return AM_OK;
}

/* By its own id: others have named it before it came, or this is one more
 * delivery of it. The second only for the same customer: web forms that give
 * every mail the same id are about. */
static enum am_code
find_by_own_id(struct am_journal *j, const struct am_event *e,
	       struct am_arena *arena, int64_t *out, struct am_err *err)
{
	struct known known;
	bool is_same = true;

	if (look_up(j, e->message_id, &known, err) != AM_OK)
		return AM_EIO;
	if (known.is_here && mail_shares(j, e, arena, known.conversation,
					 &is_same, err) != AM_OK)
		return AM_EIO;
	*out = known.is_known && is_same ? known.conversation : 0;
	return AM_OK;
}

static enum am_code
find_by_parents(struct am_journal *j, const struct am_event *e, int64_t *out,
		struct am_err *err)
{
	struct known known = { 0 };

	for (size_t i = 0; !known.is_known && i < e->n_in_reply_to; i++)
		if (look_up(j, e->in_reply_to[i], &known, err) != AM_OK)
			return AM_EIO;
	for (size_t i = e->n_references; !known.is_known && i > 0; i--)
		if (look_up(j, e->references[i - 1], &known, err) != AM_OK)
			return AM_EIO;
	*out = known.conversation;
	return AM_OK;
}

enum am_code
thread_find(struct am_journal *j, const struct am_event *e,
	    struct am_arena *arena, int64_t *conversation, struct am_err *err)
{
	sqlite3_stmt *s;
	int64_t found = 0;

	if (find_by_own_id(j, e, arena, &found, err) != AM_OK ||
	    (found == 0 && find_by_parents(j, e, &found, err) != AM_OK))
		return AM_EIO;
	if (found == 0) {
		s = db_statement(j, Q_CONVERSATION_ADD, err);
		if (s == NULL || db_run(j, s, err) != AM_OK)
			return AM_EIO;
		found = sqlite3_last_insert_rowid(j->db);
	}
	*conversation = found;
	return AM_OK;
}

static enum am_code
run_pair(struct am_journal *j, enum query query, int64_t first, int64_t second,
	 struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, query, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, first);
	if (second != 0)
		db_bind_int(s, 2, second);
	return db_run(j, s, err);
}

static enum am_code
merge(struct am_journal *j, int64_t from, int64_t into, struct am_err *err)
{
	static const enum query moves[] = {
		Q_MERGE_CONVERSATION, Q_MERGE_EVENTS, Q_MERGE_MESSAGES,
		Q_MERGE_ANSWERS,      Q_MERGE_LINKS,
	};
	enum am_code rc = run_pair(j, Q_TURNS_DROP, from, 0, err);

	for (size_t i = 0; rc == AM_OK && i < sizeof(moves) / sizeof(moves[0]);
	     i++)
		rc = run_pair(j, moves[i], from, into, err);
	if (rc == AM_OK)
		rc = run_pair(j, Q_WEAK_LINK_DROP, into, 0, err);
	return rc;
}

/* The mail `event` of conversation *home names a mail of `other`. */
static enum am_code
tie(struct am_journal *j, int64_t event, int64_t other, int64_t *home,
    struct am_err *err)
{
	int64_t into = other < *home ? other : *home;
	int64_t from = other < *home ? *home : other;
	sqlite3_stmt *s = db_statement(j, Q_SHARE_CUSTOMER, err);
	bool shared = false;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, *home);
	db_bind_int(s, 2, other);
	if (ask(j, s, &shared, err) != AM_OK)
		return AM_EIO;
	if (!shared)
		return run_pair(j, Q_WEAK_LINK_ADD, event, other, err);
	*home = into;
	return merge(j, from, into, err);
}

static enum am_code
note_id(struct am_journal *j, struct am_slice id, int64_t event, int64_t *home,
	struct am_err *err)
{
	struct known known;
	sqlite3_stmt *s;

	if (id.len == 0)
		return AM_OK;
	if (look_up(j, id, &known, err) != AM_OK)
		return AM_EIO;
	if (known.is_known)
		return known.conversation == *home
			       ? AM_OK
			       : tie(j, event, known.conversation, home, err);
	s = db_statement(j, Q_MESSAGE_ADD, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, id);
	db_bind_int(s, 2, *home);
	return db_run(j, s, err);
}

static enum am_code
note_own_id(struct am_journal *j, const struct am_event *e, int64_t event,
	    int64_t home, struct am_err *err)
{
	sqlite3_stmt *s;

	if (e->message_id.len == 0)
		return AM_OK;
	s = db_statement(j, Q_MESSAGE_OWN, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, e->message_id);
	db_bind_int(s, 2, home);
	db_bind_int(s, 3, event);
	return db_run(j, s, err);
}

enum am_code
thread_join(struct am_journal *j, const struct am_event *e, int64_t id,
	    int64_t *conversation, struct am_err *err)
{
	enum am_code rc = note_own_id(j, e, id, *conversation, err);

	for (size_t i = 0; rc == AM_OK && i < e->n_in_reply_to; i++)
		rc = note_id(j, e->in_reply_to[i], id, conversation, err);
	for (size_t i = e->n_references; rc == AM_OK && i > 0; i--)
		rc = note_id(j, e->references[i - 1], id, conversation, err);
	return rc;
}
