/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "db.h"
#include "threads.h"

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
move_all(struct am_journal *j, int64_t from, int64_t into, struct am_err *err)
{
	static const enum query moves[] = {
		Q_MERGE_CONVERSATION, Q_MERGE_EVENTS, Q_MERGE_MESSAGES,
		Q_MERGE_ANSWERS,      Q_MERGE_LINKS,  Q_MERGE_PROMISES,
	};
	static const enum query drops[] = { Q_TURNS_DROP, Q_ENDS_DROP,
					    Q_STALE_DROP };
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < sizeof(drops) / sizeof(drops[0]);
	     i++)
		rc = run_pair(j, drops[i], from, 0, err);
	for (size_t i = 0; rc == AM_OK && i < sizeof(moves) / sizeof(moves[0]);
	     i++)
		rc = run_pair(j, moves[i], from, into, err);
	return rc == AM_OK ? run_pair(j, Q_WEAK_LINK_DROP, into, 0, err) : rc;
}

/* The older number stays. Its turns are computed when the mail is in. */
static enum am_code
merge(struct am_journal *j, struct thread *t, int64_t a, int64_t b,
      struct am_err *err)
{
	int64_t into = a < b ? a : b;
	int64_t from = a < b ? b : a;

	if (a == b)
		return AM_OK;
	t->is_merged = true;
	if (t->home == from)
		t->home = into;
	for (size_t k = 0; k < t->n_sides; k++)
		if (t->sides[k].conversation == from)
			t->sides[k].conversation = into;
	return move_all(j, from, into, err);
}

/* The mail `event` names a mail of `other`: one conversation when a customer
 * has written in both. */
static enum am_code
tie(struct am_journal *j, int64_t event, int64_t other, struct thread *t,
    struct am_err *err)
{
	sqlite3_stmt *s;
	bool is_shared = false;

	if (other == 0 || other == t->home)
		return AM_OK;
	s = t->has_voice ? db_statement(j, Q_SHARE_CUSTOMER, err) : NULL;
	if (t->has_voice && s == NULL)
		return AM_EIO;
	if (s != NULL) {
		db_bind_int(s, 1, t->home);
		db_bind_int(s, 2, other);
		db_bind_int(s, 3, event);
		if (db_truth(j, s, &is_shared, err) != AM_OK)
			return AM_EIO;
	}
	if (is_shared)
		return merge(j, t, t->home, other, err);
	return run_pair(j, Q_WEAK_LINK_ADD, event, other, err);
}

static enum am_code
put_place(struct am_journal *j, const struct thread *t, size_t i,
	  const struct thread_side *side, int64_t event, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_PLACE_PUT, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, t->ids[i]);
	db_bind_text(s, 2, side->address);
	db_bind_int(s, 3, side->conversation);
	if (i == 0)
		db_bind_int(s, 4, event);
	if (i > 0 && i <= t->n_parents)
		db_bind_int(s, 5, t->has_voice ? 2 : 1);
	else
		db_bind_int(s, 5, 0);
	return db_run(j, s, err);
}

/* May two conversations become one by a mail of this customer? Not when he only
 * seems to belong to one of them, nor by what a robot names that did not write
 * in both. */
static enum am_code
ask_merge(struct am_journal *j, int64_t known, const struct thread_side *side,
	  bool *yes, struct am_err *err)
{
	bool is_stranger = side->address.len == 0;
	enum am_code rc = AM_OK;

	if (!is_stranger)
		rc = thread_ask_stranger(j, known, side->address, &is_stranger,
					 err);
	if (rc == AM_OK && !is_stranger)
		rc = thread_ask_stranger(j, side->conversation, side->address,
					 &is_stranger, err);
	*yes = !is_stranger;
	return rc;
}

/* All that the mail has and names is one conversation for this customer. */
static enum am_code
join_side(struct am_journal *j, struct thread *t, struct thread_side *side,
	  int64_t event, struct am_err *err)
{
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < t->n_ids; i++) {
		int64_t known = 0;
		bool may_merge = false;

		if (t->ids[i].len == 0)
			continue;
		rc = thread_place(j, t, i, side->address, &known, err);
		if (rc == AM_OK && known != 0 && known != side->conversation)
			rc = ask_merge(j, known, side, &may_merge, err);
		if (rc == AM_OK && may_merge)
			rc = merge(j, t, known, side->conversation, err);
		if (rc == AM_OK)
			rc = put_place(j, t, i, side, event, err);
	}
	return rc;
}

/* What is named but of another customer. */
static enum am_code
tie_others(struct am_journal *j, const struct am_event *e, struct thread *t,
	   int64_t event, struct am_err *err)
{
	int64_t other = 0;
	enum am_code rc = AM_OK;

	for (size_t k = 0; rc == AM_OK && k < t->n_sides; k++)
		rc = tie(j, event, t->sides[k].conversation, t, err);
	for (size_t i = 1; rc == AM_OK && i < t->n_ids; i++) {
		rc = thread_mail(j, t, i, t->home, &other, err);
		if (rc == AM_OK)
			rc = tie(j, event, other, t, err);
	}
	if (rc == AM_OK)
		rc = thread_of_number(j, e->ticket, &other, err);
	return rc == AM_OK ? tie(j, event, other, t, err) : rc;
}

enum am_code
thread_join(struct am_journal *j, const struct am_event *e, int64_t id,
	    struct thread *t, struct am_err *err)
{
	int64_t other = 0;
	enum am_code rc = AM_OK;

	for (size_t k = 0; rc == AM_OK && k < t->n_sides; k++) {
		if (t->sides[k].conversation == 0)
			t->sides[k].conversation = t->home;
		rc = join_side(j, t, &t->sides[k], id, err);
	}
	if (rc == AM_OK)
		rc = tie_others(j, e, t, id, err);
	if (rc == AM_OK)
		rc = likeness_other(j, e, t, &other, err);
	if (rc == AM_OK && other != 0)
		rc = merge(j, t, t->home, other, err);
	return rc == AM_OK ? likeness_note(j, e, id, t, err) : rc;
}
