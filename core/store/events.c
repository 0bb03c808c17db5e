/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <string.h>

#include "amends/mem.h"
#include "db.h"
#include "event_rows.h"
#include "threads.h"
#include "turn_rows.h"

#define URGENCY_HIGH 2 /* enum am_urgency of a higher layer */
#define URGENCY_MAX  3
#define TIME_MAX_UTC INT64_C(253402300799) /* 9999-12-31 23:59:59 */

static bool
is_one_of(struct am_slice word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (am_slice_eqs(word, words[i]))
			return true;
	return false;
}

static enum am_event_kind
kind_of(const struct am_event *event)
{
	static const char *const robots[] = { "automatic", "bounce", "list",
					      "calendar", "spam" };

	if (is_one_of(event->origin, robots,
		      sizeof(robots) / sizeof(robots[0])))
		return AM_EVENT_AUTOMATIC;
	/* A copy of our own mail, or somebody who pretends to be us: no customer
	 * waits for an answer. Web forms name theirs in Reply-To. */
	if (event->kind == AM_EVENT_INBOUND && event->actor.len > 0 &&
	    event->n_customers == 0)
		return AM_EVENT_AUTOMATIC;
	return event->kind;
}

/* A reply with our own address in Cc comes through both doors, and which one is
 * first is chance: the copy must not keep out the reply. */
static struct am_slice
name_of(const struct am_event *event, struct am_arena *arena)
{
	if (event->kind != AM_EVENT_OUTBOUND)
		return event->delivery;
	return am_arena_printf(arena, "sent %.*s",
			       AM_SLICE_ARG(event->delivery));
}

bool
event_has_urgency(int level)
{
	return level >= 0 && level <= URGENCY_MAX;
}

/* A mail from before 1970 or after 9999 has a time that nobody can have meant,
 * and that cannot be reckoned with. */
static int64_t
sane_time(int64_t at)
{
	if (at < 0)
		return 0;
	return at < TIME_MAX_UTC ? at : TIME_MAX_UTC;
}

/* Thanks and nothing else: nobody waits for an answer to that. */
static bool
is_thanks(const struct am_event *event)
{
	static const char *const wants[] = { "complaint", "question" };
	bool thanks = false;

	if (kind_of(event) != AM_EVENT_INBOUND)
		return false;
	for (size_t i = 0; i < event->n_tags; i++) {
		const struct am_event_tag *tag = &event->tags[i];

		if (tag->is_set && am_slice_eqs(tag->name, "thanks"))
			thanks = true;
		if (tag->is_set && is_one_of(tag->name, wants, 2))
			return false;
	}
	return thanks && event->urgency < URGENCY_HIGH;
}

static enum am_code
find_delivery(struct am_journal *j, struct am_slice delivery,
	      struct am_event_result *out, bool *is_there, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_DELIVERY, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, delivery);
	if (db_step(j, s, is_there, err) != AM_OK)
		return AM_EIO;
	if (*is_there) {
		*out = (struct am_event_result){
			.event = sqlite3_column_int64(s, 0),
			.conversation = sqlite3_column_int64(s, 1),
		};
		(void)sqlite3_reset(s);
	}
	return AM_OK;
}

static enum am_code
add_event(struct am_journal *j, const struct am_event *e,
	  const struct thread *t, struct am_arena *arena, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_EVENT_ADD, err);
	struct am_slice customer = { 0 };

	if (s == NULL)
		return AM_EIO;
	if (e->n_customers > 0)
		customer = db_lower(arena, e->customers[0]);
	db_bind_text(s, 1, name_of(e, arena));
	db_bind_text(s, 2, e->inbox);
	db_bind_int(s, 3, t->home);
	db_bind_text(s, 4, e->message_id);
	db_bind_text(s, 5, thread_parent(e));
	db_bind_text(s, 6, am_slice_of(am_event_kind_name(kind_of(e))));
	db_bind_int(s, 7, e->at);
	db_bind_time(s, 8, e->date);
	db_bind_text(s, 9, db_lower(arena, e->actor));
	db_bind_text(s, 10, customer);
	db_bind_text(s, 11, e->origin);
	db_bind_text(s, 12, e->language);
	if (event_has_urgency(e->urgency))
		db_bind_int(s, 13, e->urgency);
	db_bind_int(s, 14, is_thanks(e));
	db_bind_text(s, 15, e->status);
	db_bind_text(s, 16, am_slice_of(t->joined_by));
	db_bind_int(s, 17, t->is_weak);
	return db_run(j, s, err);
}

static enum am_code
add_parties(struct am_journal *j, const struct am_event *e, int64_t id,
	    struct am_arena *arena, struct am_err *err)
{
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < e->n_customers; i++) {
		sqlite3_stmt *s = db_statement(j, Q_PARTY_ADD, err);

		if (s == NULL)
			return AM_EIO;
		if (e->customers[i].len == 0)
			continue;
		db_bind_int(s, 1, id);
		db_bind_text(s, 2, db_lower(arena, e->customers[i]));
		rc = db_run(j, s, err);
	}
	return rc;
}

static enum am_code
add_bounce(struct am_journal *j, const struct am_event *e, int64_t id,
	   struct am_err *err)
{
	sqlite3_stmt *s;

	if (e->bounce.len == 0)
		return AM_OK;
	s = db_statement(j, Q_BOUNCE_ADD, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, id);
	db_bind_text(s, 2, e->bounce);
	db_bind_text(s, 3, e->bounce_status);
	db_bind_text(s, 4, e->bounce_about);
	return db_run(j, s, err);
}

enum am_code
event_put_tags(struct am_journal *j, int64_t id,
	       const struct am_event_tag *tags, size_t count,
	       struct am_err *err)
{
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < count; i++) {
		sqlite3_stmt *s = db_statement(j, Q_TAG_ADD, err);

		if (s == NULL)
			return AM_EIO;
		db_bind_int(s, 1, id);
		db_bind_text(s, 2, tags[i].name);
		(void)sqlite3_bind_double(s, 3, tags[i].score);
		(void)sqlite3_bind_double(s, 4, tags[i].probability);
		db_bind_int(s, 5, tags[i].is_set);
		rc = db_run(j, s, err);
	}
	return rc;
}

enum am_code
event_put_evidence(struct am_journal *j, int64_t id,
		   const struct am_event_evidence *evidence, size_t count,
		   struct am_err *err)
{
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < count; i++) {
		const struct am_event_evidence *row = &evidence[i];
		sqlite3_stmt *s = db_statement(j, Q_EVIDENCE_ADD, err);

		if (s == NULL)
			return AM_EIO;
		db_bind_int(s, 1, id);
		db_bind_int(s, 2, (int64_t)i);
		db_bind_text(s, 3, row->rule);
		db_bind_text(s, 4, row->tag);
		(void)sqlite3_bind_double(s, 5, row->weight);
		db_bind_text(
			s, 6,
			am_slice_cut_utf8(row->text, AM_EVIDENCE_KEPT_BYTES));
		rc = db_run(j, s, err);
	}
	return rc;
}

static enum am_code
put_turns(struct am_journal *j, const struct am_event *e, int64_t id,
	  const struct thread *t, struct am_arena *arena, struct am_err *err)
{
	const struct am_turn_event event = {
		.id = id,
		.kind = kind_of(e),
		.at = e->at,
		.date = e->date,
		.message_id = e->message_id,
		.actor = db_lower(arena, e->actor),
		.inbox = e->inbox,
		.urgency = event_has_urgency(e->urgency) ? e->urgency
							 : AM_NO_URGENCY,
		.is_thanks = is_thanks(e),
	};

	return turn_put_next(j, &event, t, arena, err);
}

static enum am_code
check_unmatched(struct am_journal *j, const struct am_event *e,
		int64_t conversation, bool *out, struct am_err *err)
{
	sqlite3_stmt *s;
	int64_t yes = 0;

	*out = false;
	if (kind_of(e) != AM_EVENT_OUTBOUND || thread_parent(e).len == 0)
		return AM_OK;
	s = db_statement(j, Q_IS_UNMATCHED, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	if (db_number(j, s, 0, &yes, err) != AM_OK)
		return AM_EIO;
	*out = yes != 0;
	return AM_OK;
}

static enum am_code
put_new(struct am_journal *j, const struct am_event *e, struct am_arena *arena,
	struct am_event_result *out, struct am_err *err)
{
	struct am_event_result r = { .is_new = true };
	struct thread t;
	enum am_code rc;

	rc = thread_find(j, e, kind_of(e) != AM_EVENT_AUTOMATIC, arena, &t,
			 err);
	if (rc == AM_OK)
		rc = add_event(j, e, &t, arena, err);
	if (rc != AM_OK)
		return rc;
	r.event = sqlite3_last_insert_rowid(j->db);
	if ((rc = add_parties(j, e, r.event, arena, err)) != AM_OK ||
	    (rc = add_bounce(j, e, r.event, err)) != AM_OK ||
	    (rc = event_put_tags(j, r.event, e->tags, e->n_tags, err)) !=
		    AM_OK ||
	    (rc = event_put_evidence(j, r.event, e->evidence, e->n_evidence,
				     err)) != AM_OK ||
	    (rc = thread_join(j, e, r.event, &t, err)) != AM_OK)
		return rc;
	r.conversation = t.home;
	if ((rc = put_turns(j, e, r.event, &t, arena, err)) != AM_OK ||
	    (rc = check_unmatched(j, e, r.conversation, &r.is_unmatched,
				  err)) != AM_OK)
		return rc;
	*out = r;
	return AM_OK;
}

enum am_code
am_journal_put_event(struct am_journal *j, const struct am_event *event,
		     struct am_event_result *out, struct am_err *err)
{
	struct am_event sane = *event;
	struct am_event_result result = { 0 };
	struct am_arena *arena;
	struct db_scope scope;
	bool is_there = false;
	enum am_code rc = db_scope_begin(j, &scope, err);

	if (rc != AM_OK)
		return rc;
	arena = am_arena_new();
	sane.at = sane_time(event->at);
	rc = find_delivery(j, name_of(event, arena), &result, &is_there, err);
	if (rc == AM_OK && !is_there)
		rc = put_new(j, &sane, arena, &result, err);
	am_arena_free(arena);
	rc = db_scope_end(j, scope, rc, err);
	result.kind = kind_of(event);
	if (rc == AM_OK)
		*out = result;
	return rc;
}

enum am_code
am_journal_look(struct am_journal *j, const struct am_event *event,
		struct am_event_result *out, struct am_err *err)
{
	struct am_event_result result = { 0 };
	struct am_arena *arena = am_arena_new();
	bool is_there = false;
	enum am_code rc = find_delivery(j, name_of(event, arena), &result,
					&is_there, err);

	am_arena_free(arena);
	result.is_new = !is_there;
	result.kind = kind_of(event);
	if (rc == AM_OK)
		*out = result;
	return rc;
}
