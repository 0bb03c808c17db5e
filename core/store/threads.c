/* SPDX-License-Identifier: MIT */
#include "threads.h"

#include <sqlite3.h>

#include "amends/mem.h"
#include "db.h"

/* Does the mail name another one by it? Some name themselves. */
static bool
is_other(const struct am_event *e, struct am_slice id)
{
	return id.len > 0 && !am_slice_eq(id, e->message_id);
}

struct am_slice
thread_parent(const struct am_event *e)
{
	for (size_t i = 0; i < e->n_in_reply_to; i++)
		if (is_other(e, e->in_reply_to[i]))
			return e->in_reply_to[i];
	for (size_t i = e->n_references; i > 0; i--)
		if (is_other(e, e->references[i - 1]))
			return e->references[i - 1];
	return (struct am_slice){ 0 };
}

static void
add_id(struct thread *t, const struct am_event *e, struct am_slice id)
{
	if (is_other(e, id))
		t->ids[t->n_ids++] = id;
}

static void
list_ids(const struct am_event *e, struct am_arena *arena, struct thread *t)
{
	t->ids = am_arena_array(arena, 1 + e->n_in_reply_to + e->n_references,
				sizeof(*t->ids));
	t->ids[t->n_ids++] = e->message_id;
	for (size_t i = 0; i < e->n_in_reply_to; i++)
		add_id(t, e, e->in_reply_to[i]);
	t->n_parents = t->n_ids - 1;
	for (size_t i = e->n_references; i > 0; i--)
		add_id(t, e, e->references[i - 1]);
	if (t->n_parents == 0 && t->n_ids > 1)
		t->n_parents = 1;
}

static void
list_sides(const struct am_event *e, struct am_arena *arena, struct thread *t)
{
	for (size_t i = 0; i < e->n_customers && t->n_sides < THREAD_SIDES_MAX;
	     i++)
		if (e->customers[i].len > 0)
			t->sides[t->n_sides++].address =
				db_lower(arena, e->customers[i]);
	if (t->n_sides > 0)
		return;
	t->has_voice = false;
	t->sides[t->n_sides++].address = AM_SLICE_LIT("");
}

/* Mostly all ids are new, and then nothing else has to be asked: a statement
 * costs more to prepare than to run. */
static enum am_code
find_known(struct am_journal *j, struct am_arena *arena, struct thread *t,
	   struct am_err *err)
{
	t->is_known = am_arena_array(arena, t->n_ids, sizeof(*t->is_known));
	for (size_t i = 0; i < t->n_ids; i++) {
		sqlite3_stmt *s;

		if (t->ids[i].len == 0)
			continue;
		s = db_statement(j, Q_ID, err);
		if (s == NULL)
			return AM_EIO;
		db_bind_text(s, 1, t->ids[i]);
		if (db_truth(j, s, &t->is_known[i], err) != AM_OK)
			return AM_EIO;
	}
	return AM_OK;
}

enum am_code
thread_place(struct am_journal *j, const struct thread *t, size_t i,
	     struct am_slice address, int64_t *out, struct am_err *err)
{
	sqlite3_stmt *s;

	*out = 0;
	if (!t->is_known[i])
		return AM_OK;
	s = db_statement(j, Q_PLACE, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, t->ids[i]);
	db_bind_text(s, 2, address);
	return db_number(j, s, 0, out, err);
}

enum am_code
thread_mail(struct am_journal *j, const struct thread *t, size_t i, int64_t but,
	    int64_t *out, struct am_err *err)
{
	sqlite3_stmt *s;

	*out = 0;
	if (!t->is_known[i])
		return AM_OK;
	s = db_statement(j, Q_MAIL, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, t->ids[i]);
	db_bind_int(s, 2, but);
	return db_number(j, s, 0, out, err);
}

/* Of several customers' conversations the mail is in the one that the id
 * nearest to it names: its own, then what it answers, then older ones. */
static enum am_code
find_by_places(struct am_journal *j, struct thread *t, struct am_err *err)
{
	size_t best = t->n_ids;

	for (size_t k = 0; k < t->n_sides; k++) {
		struct thread_side *side = &t->sides[k];

		for (size_t i = 0; side->conversation == 0 && i < t->n_ids;
		     i++) {
			if (thread_place(j, t, i, side->address,
					 &side->conversation, err) != AM_OK)
				return AM_EIO;
			if (side->conversation == 0 || i >= best)
				continue;
			best = i;
			t->home = side->conversation;
		}
	}
	return AM_OK;
}

/* Somebody new who answers a mail that is here: a colleague of the customer,
 * or the customer from another address. */
static enum am_code
find_by_parents(struct am_journal *j, struct thread *t, struct am_err *err)
{
	for (size_t i = 1; t->home == 0 && i <= t->n_parents; i++)
		if (thread_mail(j, t, i, 0, &t->home, err) != AM_OK)
			return AM_EIO;
	return AM_OK;
}

/* The same in the other order: what somebody answered comes after that answer.
 * Not when it has come before: web forms that give every mail the same id are
 * about. */
static enum am_code
find_by_children(struct am_journal *j, struct thread *t, struct am_err *err)
{
	sqlite3_stmt *s;

	if (!t->is_known[0] || t->home != 0)
		return AM_OK;
	s = db_statement(j, Q_CHILD, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, t->ids[0]);
	return db_number(j, s, 0, &t->home, err);
}

/* A robot's mail or a copy of ours: where any mail is that it names, the
 * nearest first, or else the same mail. */
static enum am_code
find_for_robot(struct am_journal *j, struct thread *t, struct am_err *err)
{
	for (size_t i = 1; t->home == 0 && i <= t->n_ids; i++)
		if (thread_mail(j, t, i % t->n_ids, 0, &t->home, err) != AM_OK)
			return AM_EIO;
	if (t->home == 0 && find_by_places(j, t, err) != AM_OK)
		return AM_EIO;
	return find_by_children(j, t, err);
}

enum am_code
thread_ask_stranger(struct am_journal *j, int64_t conversation,
		    struct am_slice address, bool *yes, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_IS_STRANGER, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_text(s, 2, address);
	return db_truth(j, s, yes, err);
}

static enum am_code
ask_strangers(struct am_journal *j, const struct thread *t, bool *yes,
	      struct am_err *err)
{
	*yes = t->has_voice;
	for (size_t k = 0; *yes && k < t->n_sides; k++)
		if (thread_ask_stranger(j, t->home, t->sides[k].address, yes,
					err) != AM_OK)
			return AM_EIO;
	return AM_OK;
}

static enum am_code
begin(struct am_journal *j, struct thread *t, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_CONVERSATION_ADD, err);

	if (s == NULL || db_run(j, s, err) != AM_OK)
		return AM_EIO;
	t->home = sqlite3_last_insert_rowid(j->db);
	t->joined_by = "new";
	return AM_OK;
}

enum am_code
thread_find(struct am_journal *j, const struct am_event *e, bool has_voice,
	    struct am_arena *arena, struct thread *t, struct am_err *err)
{
	bool is_stranger = false;
	enum am_code rc;

	*t = (struct thread){ .has_voice = has_voice, .joined_by = "id" };
	list_ids(e, arena, t);
	list_sides(e, arena, t);
	rc = find_known(j, arena, t, err);
	if (rc == AM_OK && !t->has_voice) {
		rc = find_for_robot(j, t, err);
	} else if (rc == AM_OK) {
		rc = find_by_places(j, t, err);
		if (rc == AM_OK)
			rc = find_by_parents(j, t, err);
		if (rc == AM_OK)
			rc = find_by_children(j, t, err);
	}
	if (rc == AM_OK && t->home == 0)
		rc = likeness_find(j, e, t, err);
	if (rc == AM_OK && t->home == 0)
		return begin(j, t, err);
	if (rc == AM_OK)
		rc = ask_strangers(j, t, &is_stranger, err);
	t->is_weak = t->is_weak || is_stranger;
	return rc;
}
