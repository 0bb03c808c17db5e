/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/mem.h"
#include "db.h"
#include "rulings_db.h"
#include "turn_rows.h"

/* How the event stands to the rest of its conversation. */
struct standing {
	bool is_last;        /* all others came or went before it */
	bool is_to_customer; /* a reply of ours: to somebody who has written */
	bool is_by_stranger; /* of somebody whom we may have written to before:
			      * an earlier mail of ours may be a reply now */
};

static enum am_code
ask_standing(struct am_journal *j, const struct am_turn_event *e,
	     int64_t conversation, struct standing *out, struct am_err *err)
{
	bool is_ours = e->kind == AM_EVENT_OUTBOUND;
	sqlite3_stmt *s =
		db_statement(j, is_ours ? Q_NEXT_OUT : Q_NEXT_IN, err);
	bool has_row;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, e->id);
	db_bind_int(s, 3, e->at);
	if (db_step(j, s, &has_row, err) != AM_OK)
		return AM_EIO;
	*out = (struct standing){ .is_last = sqlite3_column_int(s, 0) != 0 };
	if (is_ours)
		out->is_to_customer = sqlite3_column_int(s, 1) != 0;
	else
		out->is_by_stranger = sqlite3_column_int(s, 1) != 0;
	(void)sqlite3_reset(s);
	return AM_OK;
}

static enum am_code
read_turn(struct am_journal *j, int64_t conversation, struct am_arena *arena,
	  struct am_talk *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TURN_LAST, err);
	bool has_row;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	if (db_step(j, s, &has_row, err) != AM_OK)
		return AM_EIO;
	if (!has_row)
		return AM_OK;
	out->n_turns = sqlite3_column_int64(s, 0);
	out->turn = (struct am_turn){
		.event = sqlite3_column_int64(s, 1),
		.inbox = am_arena_dup(arena, db_text(s, 2)),
		.urgency = sqlite3_column_int(s, 3),
		.at = sqlite3_column_int64(s, 4),
		.answered_at = db_time(s, 5),
		.chasers = sqlite3_column_int64(s, 6),
		.is_first = out->n_turns == 1,
	};
	(void)sqlite3_reset(s);
	return AM_OK;
}

static enum am_code
read_end(struct am_journal *j, int64_t conversation, struct am_talk *out,
	 struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_END_LAST, err);
	bool has_row;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	if (db_step(j, s, &has_row, err) != AM_OK)
		return AM_EIO;
	if (!has_row)
		return AM_OK;
	out->n_resolutions = sqlite3_column_int64(s, 0);
	out->resolution = (struct am_resolution){
		.at = sqlite3_column_int64(s, 1),
		.is_thanks = am_slice_eqs(db_text(s, 2), "thanks"),
		.resolved_at = sqlite3_column_int64(s, 3),
		.reopened_at = db_time(s, 4),
	};
	out->has_end = out->resolution.reopened_at == AM_NO_TIME;
	(void)sqlite3_reset(s);
	return AM_OK;
}

static enum am_code
drop_end(struct am_journal *j, int64_t conversation, int64_t number,
	 struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_END_DROP, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, number);
	return db_run(j, s, err);
}

/* What we write now keeps all that we promised before. */
static enum am_code
keep_promises(struct am_journal *j, int64_t conversation, int64_t at,
	      struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_PROMISES_KEEP, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, at);
	return db_run(j, s, err);
}

static enum am_code
put_changes(struct am_journal *j, const struct turn_place *place,
	    const struct am_talk *before, const struct am_talk *after,
	    struct am_err *err)
{
	enum am_code rc = AM_OK;

	if (after->n_turns != before->n_turns ||
	    after->turn.answered_at != before->turn.answered_at ||
	    after->turn.chasers != before->turn.chasers)
		rc = turn_put(j, place, after->n_turns, &after->turn, err);
	if (rc == AM_OK && after->n_resolutions < before->n_resolutions)
		rc = drop_end(j, place->conversation, before->n_resolutions,
			      err);
	if (rc == AM_OK && am_talk_ends_otherwise(before, after))
		rc = turn_put_end(j, place->conversation, after->n_resolutions,
				  &after->resolution, err);
	return rc;
}

static enum am_code
go_on(struct am_journal *j, const struct am_turn_event *e, int64_t conversation,
      bool is_new, struct am_arena *arena, struct am_err *err)
{
	struct turn_place place = { conversation, NULL, arena };
	struct am_talk before = { 0 };
	struct am_talk after;
	enum am_code rc = db_rulings(j, &place.rulings, err);

	if (rc == AM_OK && !is_new)
		rc = read_turn(j, conversation, arena, &before, err);
	/* a chaser changes no end */
	if (rc == AM_OK && before.n_turns > 0 &&
	    (e->kind == AM_EVENT_OUTBOUND ||
	     before.turn.answered_at != AM_NO_TIME))
		rc = read_end(j, conversation, &before, err);
	if (rc != AM_OK)
		return rc;
	after = before;
	am_talk_add(&after, e, place.rulings);
	rc = put_changes(j, &place, &before, &after, err);
	if (rc == AM_OK && e->kind == AM_EVENT_OUTBOUND && e->is_to_customer)
		rc = keep_promises(j, conversation, e->at, err);
	return rc;
}

/* A mail whose id somebody has named or had before may be a copy, or have its
 * answer already; what is not the last may come between a mail and its
 * answer. */
enum am_code
turn_put_next(struct am_journal *j, const struct am_turn_event *event,
	      const struct thread *t, struct am_arena *arena,
	      struct am_err *err)
{
	bool is_new = am_slice_eqs(am_slice_of(t->joined_by), "new");
	struct standing standing = { .is_last = true };
	struct am_turn_event e = *event;

	if (t->is_merged || t->is_known[0])
		return turn_put_all(j, t->home, err);
	if (e.kind == AM_EVENT_AUTOMATIC)
		return AM_OK;
	if (!is_new && ask_standing(j, &e, t->home, &standing, err) != AM_OK)
		return AM_EIO;
	if (!standing.is_last || standing.is_by_stranger)
		return turn_put_all(j, t->home, err);
	e.is_to_customer = standing.is_to_customer;
	return go_on(j, &e, t->home, is_new, arena, err);
}
