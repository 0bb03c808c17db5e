/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/mem.h"
#include "amends/turns.h"
#include "db.h"

static enum am_event_kind
kind_of_name(struct am_slice name)
{
	if (am_slice_eqs(name, "inbound"))
		return AM_EVENT_INBOUND;
	if (am_slice_eqs(name, "outbound"))
		return AM_EVENT_OUTBOUND;
	return AM_EVENT_AUTOMATIC;
}

static void
read_event(sqlite3_stmt *s, struct am_arena *arena, struct am_turn_event *out)
{
	*out = (struct am_turn_event){
		.id = sqlite3_column_int64(s, 0),
		.kind = kind_of_name(db_text(s, 1)),
		.at = sqlite3_column_int64(s, 2),
		.date = db_time(s, 3),
		.message_id = am_arena_dup(arena, db_text(s, 4)),
		.replies_to = am_arena_dup(arena, db_text(s, 5)),
		.actor = am_arena_dup(arena, db_text(s, 6)),
		.is_to_customer = sqlite3_column_int(s, 7) != 0,
		.is_thanks = sqlite3_column_int(s, 8) != 0,
	};
}

static enum am_code
read_events(struct am_journal *j, int64_t conversation, struct am_arena *arena,
	    struct am_turn_event **out, size_t *count, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TURN_EVENTS, err);
	struct am_turn_event *events = NULL;
	size_t cap = 0;
	size_t n = 0;
	bool has_row = true;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	while (has_row) {
		if (db_step(j, s, &has_row, err) != AM_OK)
			return AM_EIO;
		if (!has_row)
			break;
		events = am_arena_grow(arena, events, n, &cap, sizeof(*events));
		read_event(s, arena, &events[n++]);
	}
	*out = events;
	*count = n;
	return AM_OK;
}

static enum am_code
put_turn(struct am_journal *j, int64_t conversation, size_t number,
	 const struct am_turn *turn, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TURN_ADD, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, (int64_t)number);
	db_bind_int(s, 3, turn->event);
	db_bind_int(s, 4, turn->at);
	db_bind_time(s, 5, turn->answered_at);
	if (turn->answer != 0)
		db_bind_int(s, 6, turn->answer);
	db_bind_text(s, 7, turn->actor);
	db_bind_int(s, 8, turn->chasers);
	db_bind_int(s, 9, turn->is_clamped);
	return db_run(j, s, err);
}

enum am_code
db_put_turns(struct am_journal *j, int64_t conversation, struct am_err *err)
{
	struct am_arena *arena = am_arena_new();
	struct am_turn_event *events = NULL;
	struct am_turn *turns = NULL;
	size_t n_events = 0;
	size_t n_turns = 0;
	sqlite3_stmt *drop = db_statement(j, Q_TURNS_DROP, err);
	enum am_code rc = AM_EIO;

	if (drop != NULL) {
		db_bind_int(drop, 1, conversation);
		rc = db_run(j, drop, err);
	}
	if (rc == AM_OK)
		rc = read_events(j, conversation, arena, &events, &n_events,
				 err);
	if (rc == AM_OK)
		turns = am_turns_of(arena, events, n_events, &n_turns);
	for (size_t i = 0; rc == AM_OK && i < n_turns; i++)
		rc = put_turn(j, conversation, i + 1, &turns[i], err);
	am_arena_free(arena);
	return rc;
}

static enum am_code
rebuild_all(struct am_journal *j, struct am_err *err)
{
	int64_t conversation = 0;
	enum am_code rc = db_exec(j, "DELETE FROM turn", err);

	while (rc == AM_OK) {
		sqlite3_stmt *s = db_statement(j, Q_CONVERSATIONS, err);

		if (s == NULL)
			return AM_EIO;
		db_bind_int(s, 1, conversation);
		rc = db_number(j, s, 0, &conversation, err);
		if (rc != AM_OK || conversation == 0)
			break;
		rc = db_put_turns(j, conversation, err);
	}
	return rc;
}

enum am_code
am_journal_rebuild(struct am_journal *j, struct am_err *err)
{
	struct db_scope scope;
	enum am_code rc = db_scope_begin(j, &scope, err);

	if (rc != AM_OK)
		return rc;
	return db_scope_end(j, scope, rebuild_all(j, err), err);
}
