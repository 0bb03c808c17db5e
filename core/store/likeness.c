/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/mem.h"
#include "db.h"
#include "threads.h"

/* How far apart two mails with one subject may be. */
#define SUBJECT_SECS (30 * INT64_C(86400))

enum am_code
thread_of_number(struct am_journal *j, int64_t number, int64_t *conversation,
		 struct am_err *err)
{
	sqlite3_stmt *s;

	*conversation = 0;
	if (number <= 0)
		return AM_OK;
	s = db_statement(j, Q_CONVERSATION, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, number);
	return db_number(j, s, 0, conversation, err);
}

/* Is there any mail with it that may join this one, or that this one may join?
 * Mostly not, and the whole question costs more to prepare than to answer. */
static enum am_code
find_known(struct am_journal *j, struct am_slice likeness, bool may_join,
	   bool *yes, struct am_err *err)
{
	sqlite3_stmt *s;

	*yes = false;
	if (likeness.len == 0)
		return AM_OK;
	s = db_statement(j, Q_LIKE, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, likeness);
	db_bind_int(s, 2, may_join);
	return db_truth(j, s, yes, err);
}

/* An index names a conversation when one of the two mails names no id: who
 * names some is believed. */
static bool
names_ids(const struct thread *t)
{
	return t->n_ids > 1;
}

static enum am_code
find_by_index(struct am_journal *j, const struct am_event *e,
	      const struct thread *t, bool also_named, int64_t *out,
	      struct am_err *err)
{
	bool is_known = false;

	if (t->has_voice &&
	    find_known(j, e->thread_index, also_named, &is_known, err) != AM_OK)
		return AM_EIO;
	for (size_t k = 0; is_known && *out == 0 && k < t->n_sides; k++) {
		sqlite3_stmt *s = db_statement(j, Q_LIKE_INDEX, err);

		if (s == NULL)
			return AM_EIO;
		db_bind_text(s, 1, e->thread_index);
		db_bind_text(s, 2, t->sides[k].address);
		db_bind_int(s, 3, t->home);
		db_bind_int(s, 4, also_named);
		if (db_number(j, s, 0, out, err) != AM_OK)
			return AM_EIO;
	}
	return AM_OK;
}

/* The later one of the two has to say that it belongs to something: by "Re:",
 * or by a number that both name. */
static enum am_code
find_by_subject(struct am_journal *j, const struct am_event *e,
		struct thread *t, struct am_err *err)
{
	bool is_known = false;

	if (t->has_voice && find_known(j, e->subject, e->may_join_by_subject,
				       &is_known, err) != AM_OK)
		return AM_EIO;
	for (size_t k = 0; is_known && t->home == 0 && k < t->n_sides; k++) {
		sqlite3_stmt *s = db_statement(j, Q_LIKE_SUBJECT, err);

		if (s == NULL)
			return AM_EIO;
		db_bind_text(s, 1, e->subject);
		db_bind_text(s, 2, t->sides[k].address);
		db_bind_text(s, 3, e->inbox);
		db_bind_int(s, 4, e->at);
		db_bind_int(s, 5, SUBJECT_SECS);
		db_bind_int(s, 6, e->may_join_by_subject);
		if (db_number(j, s, 0, &t->home, err) != AM_OK)
			return AM_EIO;
	}
	return AM_OK;
}

enum am_code
likeness_find(struct am_journal *j, const struct am_event *e, struct thread *t,
	      struct am_err *err)
{
	t->joined_by = "index";
	if (find_by_index(j, e, t, true, &t->home, err) != AM_OK)
		return AM_EIO;
	if (t->home != 0)
		return AM_OK;
	t->joined_by = "ticket";
	if (thread_of_number(j, e->ticket, &t->home, err) != AM_OK)
		return AM_EIO;
	if (t->home != 0)
		return AM_OK;
	t->joined_by = "subject";
	if (find_by_subject(j, e, t, err) != AM_OK)
		return AM_EIO;
	t->is_weak = t->home != 0;
	return AM_OK;
}

enum am_code
likeness_other(struct am_journal *j, const struct am_event *e,
	       const struct thread *t, int64_t *conversation,
	       struct am_err *err)
{
	*conversation = 0;
	return find_by_index(j, e, t, !names_ids(t), conversation, err);
}

static enum am_code
note(struct am_journal *j, struct am_slice likeness, int64_t id, bool may_join,
     struct am_err *err)
{
	sqlite3_stmt *s;

	if (likeness.len == 0)
		return AM_OK;
	s = db_statement(j, Q_LIKE_ADD, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, likeness);
	db_bind_int(s, 2, id);
	db_bind_int(s, 3, may_join);
	return db_run(j, s, err);
}

enum am_code
likeness_note(struct am_journal *j, const struct am_event *e, int64_t id,
	      const struct thread *t, struct am_err *err)
{
	enum am_code rc;

	if (!t->has_voice)
		return AM_OK;
	rc = note(j, e->thread_index, id, !names_ids(t), err);
	return rc == AM_OK
		       ? note(j, e->subject, id, e->may_join_by_subject, err)
		       : rc;
}
