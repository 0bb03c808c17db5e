/* SPDX-License-Identifier: MIT */
#include "turn_rows.h"

#include <sqlite3.h>

#include "amends/mem.h"
#include "db.h"
#include "rulings_db.h"

static enum am_event_kind
kind_of_name(struct am_slice name)
{
	if (am_slice_eqs(name, "inbound"))
		return AM_EVENT_INBOUND;
	if (am_slice_eqs(name, "outbound"))
		return AM_EVENT_OUTBOUND;
	return AM_EVENT_AUTOMATIC;
}

/* ---- what is computed goes into its tables */

static enum am_code
read_tags(struct am_journal *j, int64_t event, struct am_arena *arena,
	  struct am_slices *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TAGS_SET, err);
	size_t cap = 0;
	bool has_row = true;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, event);
	while (has_row) {
		if (db_step(j, s, &has_row, err) != AM_OK)
			return AM_EIO;
		if (!has_row)
			break;
		out->items = am_arena_grow(arena, out->items, out->count, &cap,
					   sizeof(*out->items));
		out->items[out->count++] = am_arena_dup(arena, db_text(s, 0));
	}
	return AM_OK;
}

/* Tags are read only where a policy has targets for some. */
static enum am_code
measure(struct am_journal *j, const struct turn_place *place,
	const struct am_turn *turn, struct am_turn_clock *out,
	struct am_err *err)
{
	const struct am_ruling *r =
		am_ruling_at(place->rulings, turn->inbox, turn->at);
	struct am_slices tags = { 0 };

	if (r != NULL && r->policy->n_tags > 0 &&
	    read_tags(j, turn->event, place->arena, &tags, err) != AM_OK)
		return AM_EIO;
	am_turn_measure(turn, place->rulings, &tags, out);
	return AM_OK;
}

enum am_code
turn_put(struct am_journal *j, const struct turn_place *place, int64_t number,
	 const struct am_turn *turn, struct am_err *err)
{
	struct am_turn_clock clock;
	sqlite3_stmt *s;

	if (measure(j, place, turn, &clock, err) != AM_OK)
		return AM_EIO;
	s = db_statement(j, Q_TURN_PUT, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, place->conversation);
	db_bind_int(s, 2, number);
	db_bind_int(s, 3, turn->event);
	db_bind_int(s, 4, turn->at);
	db_bind_time(s, 5, turn->answered_at);
	if (turn->answer != 0)
		db_bind_int(s, 6, turn->answer);
	db_bind_text(s, 7, turn->actor);
	db_bind_int(s, 8, turn->chasers);
	db_bind_int(s, 9, turn->is_clamped);
	db_bind_time(s, 10, clock.business_secs);
	db_bind_time(s, 11, clock.target_secs);
	db_bind_time(s, 12, clock.due_at);
	if (clock.policy != 0)
		db_bind_int(s, 13, clock.policy);
	return db_run(j, s, err);
}

enum am_code
turn_put_end(struct am_journal *j, int64_t conversation, int64_t number,
	     const struct am_resolution *r, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_END_PUT, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, number);
	db_bind_int(s, 3, r->at);
	db_bind_text(s, 4,
		     r->is_thanks ? AM_SLICE_LIT("thanks")
				  : AM_SLICE_LIT("silence"));
	db_bind_int(s, 5, r->resolved_at);
	db_bind_time(s, 6, r->reopened_at);
	return db_run(j, s, err);
}

/* ---- a conversation as a whole */

/* Its mails, and which of them count as copies so far. */
struct mails {
	struct am_arena *arena;
	const struct am_rulings *rulings;
	struct am_turn_event *events;
	bool *is_copy;
	size_t count;
};

static void
read_event(sqlite3_stmt *s, const struct mails *m, struct am_turn_event *out)
{
	struct am_arena *arena = m->arena;

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
		.inbox = am_arena_dup(arena, db_text(s, 9)),
		.urgency = sqlite3_column_int(s, 10),
	};
	out->inbox_rank = db_rulings_rank(m->rulings, out->inbox);
}

static enum am_code
read_events(struct am_journal *j, int64_t conversation, struct mails *m,
	    struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TURN_EVENTS, err);
	size_t cap = 0;
	size_t cap_copies = 0;
	bool has_row = true;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	while (has_row) {
		if (db_step(j, s, &has_row, err) != AM_OK)
			return AM_EIO;
		if (!has_row)
			break;
		m->events = am_arena_grow(m->arena, m->events, m->count, &cap,
					  sizeof(*m->events));
		m->is_copy = am_arena_grow(m->arena, m->is_copy, m->count,
					   &cap_copies, sizeof(*m->is_copy));
		read_event(s, m, &m->events[m->count]);
		m->is_copy[m->count++] = sqlite3_column_int(s, 11) != 0;
	}
	return AM_OK;
}

static enum am_code
put_copies(struct am_journal *j, const struct mails *m,
	   const struct am_told *told, struct am_err *err)
{
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < m->count; i++) {
		bool is_copy = told->counts_as[i] != i;
		sqlite3_stmt *s;

		if (is_copy == m->is_copy[i])
			continue;
		s = db_statement(j, Q_COPY_PUT, err);
		if (s == NULL)
			return AM_EIO;
		db_bind_int(s, 1, m->events[i].id);
		db_bind_int(s, 2, is_copy);
		rc = db_run(j, s, err);
	}
	return rc;
}

/* A promise, and the mail that gave it. */
struct given {
	int64_t event;
	int64_t about;
};

static enum am_code
read_promises(struct am_journal *j, int64_t conversation,
	      struct am_arena *arena, struct given **out, size_t *count,
	      struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_PROMISES, err);
	struct given *list = NULL;
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
		list = am_arena_grow(arena, list, n, &cap, sizeof(*list));
		list[n++] = (struct given){ sqlite3_column_int64(s, 0),
					    sqlite3_column_int64(s, 1) };
	}
	*out = list;
	*count = n;
	return AM_OK;
}

static int64_t
kept_at(const struct mails *m, const struct am_told *told, int64_t about)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->events[i].id == about)
			return am_told_reply_after(
				told, told->at[told->counts_as[i]]);
	return AM_NO_TIME;
}

static enum am_code
put_promises(struct am_journal *j, int64_t conversation, const struct mails *m,
	     const struct am_told *told, struct am_err *err)
{
	struct given *list = NULL;
	size_t n = 0;
	enum am_code rc =
		read_promises(j, conversation, m->arena, &list, &n, err);

	for (size_t i = 0; rc == AM_OK && i < n; i++) {
		sqlite3_stmt *s = db_statement(j, Q_PROMISE_KEPT, err);

		if (s == NULL)
			return AM_EIO;
		db_bind_int(s, 1, list[i].event);
		db_bind_time(s, 2, kept_at(m, told, list[i].about));
		rc = db_run(j, s, err);
	}
	return rc;
}

static enum am_code
drop_rows(struct am_journal *j, int64_t conversation, struct am_err *err)
{
	static const enum query drops[] = { Q_TURNS_DROP, Q_ENDS_DROP,
					    Q_STALE_DROP };
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < sizeof(drops) / sizeof(drops[0]);
	     i++) {
		sqlite3_stmt *s = db_statement(j, drops[i], err);

		if (s == NULL)
			return AM_EIO;
		db_bind_int(s, 1, conversation);
		rc = db_run(j, s, err);
	}
	return rc;
}

static enum am_code
put_all(struct am_journal *j, int64_t conversation, const struct mails *m,
	struct am_err *err)
{
	const struct turn_place place = { conversation, m->rulings, m->arena };
	struct am_told told;
	enum am_code rc = drop_rows(j, conversation, err);

	am_talk_tell(m->arena, m->events, m->count, m->rulings, &told);
	for (size_t i = 0; rc == AM_OK && i < told.n_turns; i++)
		rc = turn_put(j, &place, (int64_t)i + 1, &told.turns[i], err);
	for (size_t i = 0; rc == AM_OK && i < told.n_resolutions; i++)
		rc = turn_put_end(j, conversation, (int64_t)i + 1,
				  &told.resolutions[i], err);
	if (rc == AM_OK)
		rc = put_copies(j, m, &told, err);
	return rc == AM_OK ? put_promises(j, conversation, m, &told, err) : rc;
}

enum am_code
turn_put_all(struct am_journal *j, int64_t conversation, struct am_err *err)
{
	struct mails m = { .arena = am_arena_new() };
	enum am_code rc = db_rulings(j, &m.rulings, err);

	if (rc == AM_OK)
		rc = read_events(j, conversation, &m, err);
	if (rc == AM_OK)
		rc = put_all(j, conversation, &m, err);
	am_arena_free(m.arena);
	return rc;
}
