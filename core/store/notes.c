/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/mem.h"
#include "db.h"
#include "event_rows.h"
#include "turn_rows.h"

static const char *
name_of(enum am_note_kind kind)
{
	static const char *const names[] = {
		[AM_NOTE_VERDICT] = "verdict",
		[AM_NOTE_DRAFT] = "draft",
		[AM_NOTE_ACKNOWLEDGEMENT] = "acknowledgement",
		[AM_NOTE_PROMISE] = "promise",
		[AM_NOTE_CORRECTION] = "correction",
	};

	return names[kind];
}

/* The mail that a note is about. */
struct subject {
	int64_t event; /* 0: it is not here */
	int64_t conversation;
	int64_t at;
};

static enum am_code
find_subject(struct am_journal *j, const struct am_note *note,
	     struct subject *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_NOTE_ABOUT, err);
	bool has_row;

	*out = (struct subject){ 0 };
	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, note->about);
	db_bind_text(s, 2, note->about_delivery);
	if (db_step(j, s, &has_row, err) != AM_OK)
		return AM_EIO;
	if (!has_row)
		return am_fail(err, AM_EDATA,
			       "the journal has no mail that this %s is about",
			       name_of(note->kind));
	out->event = sqlite3_column_int64(s, 0);
	out->conversation = sqlite3_column_int64(s, 1);
	out->at = sqlite3_column_int64(s, 2);
	(void)sqlite3_reset(s);
	return AM_OK;
}

static enum am_code
is_noted(struct am_journal *j, struct am_slice delivery, bool *yes,
	 struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_DELIVERY, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, delivery);
	return db_truth(j, s, yes, err);
}

static enum am_code
add_note(struct am_journal *j, const struct am_note *note,
	 struct am_slice delivery, const struct subject *about,
	 struct am_arena *arena, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_NOTE_ADD, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, about->event);
	db_bind_text(s, 2, delivery);
	db_bind_text(s, 3, am_slice_of(name_of(note->kind)));
	db_bind_int(s, 4, note->at);
	db_bind_text(s, 5, db_lower(arena, note->actor));
	if (event_has_urgency(note->urgency))
		db_bind_int(s, 6, note->urgency);
	return db_run(j, s, err);
}

/* A later mail of ours, if there is one, has kept it; so may an earlier one whose
 * clock is wrong, when it answers a later mail; and where the mail has a copy, it
 * may have been given earlier. Mostly there is nothing of it. */
static enum am_code
add_promise(struct am_journal *j, const struct am_note *note, int64_t id,
	    const struct subject *about, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_PROMISE_ADD, err);
	bool is_last = false;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, id);
	db_bind_int(s, 2, about->at);
	db_bind_int(s, 3, note->due_at);
	db_bind_text(s, 4, note->how);
	if (db_run(j, s, err) != AM_OK)
		return AM_EIO;
	s = db_statement(j, Q_IS_LAST, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, about->conversation);
	db_bind_int(s, 2, about->at);
	db_bind_int(s, 3, about->event);
	if (db_truth(j, s, &is_last, err) != AM_OK)
		return AM_EIO;
	return is_last ? AM_OK : turn_put_all(j, about->conversation, err);
}

static enum am_code
put_note(struct am_journal *j, const struct am_note *note,
	 struct am_slice delivery, struct am_arena *arena, struct am_err *err)
{
	struct subject about;
	enum am_code rc = find_subject(j, note, &about, err);
	int64_t id;

	if (rc == AM_OK)
		rc = add_note(j, note, delivery, &about, arena, err);
	if (rc != AM_OK)
		return rc;
	id = sqlite3_last_insert_rowid(j->db);
	rc = event_put_tags(j, id, note->tags, note->n_tags, err);
	if (rc == AM_OK)
		rc = event_put_evidence(j, id, note->evidence, note->n_evidence,
					err);
	if (rc == AM_OK && note->kind == AM_NOTE_PROMISE)
		rc = add_promise(j, note, id, &about, err);
	return rc;
}

enum am_code
am_journal_put_note(struct am_journal *j, const struct am_note *note,
		    bool *is_new, struct am_err *err)
{
	struct am_arena *arena;
	struct am_slice delivery;
	struct db_scope scope;
	bool is_there = false;
	enum am_code rc = db_scope_begin(j, &scope, err);

	if (rc != AM_OK)
		return rc;
	arena = am_arena_new();
	delivery = am_arena_printf(arena, "%s %.*s", name_of(note->kind),
				   AM_SLICE_ARG(note->delivery));
	rc = is_noted(j, delivery, &is_there, err);
	if (rc == AM_OK && !is_there)
		rc = put_note(j, note, delivery, arena, err);
	am_arena_free(arena);
	rc = db_scope_end(j, scope, rc, err);
	if (rc == AM_OK)
		*is_new = !is_there;
	return rc;
}
