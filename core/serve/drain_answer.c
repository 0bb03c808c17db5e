/* SPDX-License-Identifier: MIT */
#include "drain_answer.h"

#include <string.h>

#include "amends/answer.h"
#include "amends/clock.h"
#include "amends/draft.h"
#include "amends/gate.h"
#include "amends/log.h"
#include "amends/policy.h"
#include "amends/record.h"
#include "amends/ticket.h"
#include "drain_event.h"

#define DAY           86400
#define ENOUGH_TURNS  30 /* answered ones, before our own figures are believed */
#define BELIEVED_DAYS 90
#define AT_ONCE       100

/* What came of writing one answer. */
struct written {
	struct am_arena *arena;
	struct am_path file;
	int64_t promise_secs;
	struct am_err why;
};

/* Tags that are set. */
static struct am_slices
tags_of(const struct am_event *event, struct am_arena *arena)
{
	struct am_slices tags = {
		am_arena_array(arena, event->n_tags + 1, sizeof(*tags.items)), 0
	};

	for (size_t i = 0; i < event->n_tags; i++)
		if (event->tags[i].is_set)
			tags.items[tags.count++] = event->tags[i].name;
	return tags;
}

/* The time that we keep, in hours that are open: nine of ten people were
 * answered in it of late; until enough were, what the configuration aims at;
 * else none is given. The journal's figure is one of the wall clock, which is
 * never less: such a promise errs on the side of caution. What is kept here is
 * the span on the wall clock, too. */
static int64_t
promise_for(const struct am_answering *a, const struct am_inbox *inbox,
	    const struct am_event *event, int64_t at, struct am_arena *arena)
{
	struct am_slices tags = tags_of(event, arena);
	struct am_journal_response seen;
	struct am_policy policy;
	struct am_err err;
	int64_t secs;
	int64_t due;

	if (event->urgency == AM_NO_URGENCY || a->image == NULL)
		return 0;
	if (am_policies_find(am_image_section(a->image, AM_IMAGE_POLICIES),
			     inbox->name, arena, &policy, &err) != AM_OK) {
		am_log_error("%s", err.text);
		return 0;
	}
	secs = am_policy_target(&policy, AM_TARGET_FIRST_RESPONSE,
				event->urgency, &tags);
	if (am_journal_first_response(a->journal, inbox->name, event->urgency,
				      at - BELIEVED_DAYS * (int64_t)DAY, &seen,
				      &err) == AM_OK &&
	    seen.count >= ENOUGH_TURNS)
		secs = seen.p90_secs;
	due = am_calendar_add(policy.calendar, at, secs);
	return due == AM_NO_TIME ? 0 : due - at;
}

enum am_code
am_answer_propose(const struct am_answering *a, struct am_slice record,
		  const struct am_inbox *inbox, int64_t conversation,
		  struct am_arena *arena, struct am_err *err)
{
	struct am_journal_answer answer = {
		.delivery = am_record_get(record, "delivery", arena),
		.conversation = conversation,
		.sender = am_record_get(record, "from", arena),
		.at = am_record_get_int(record, "at", 0),
		.material = record,
	};
	struct am_journal_counts seen;
	struct am_counts counts;
	struct am_decision decision;
	struct am_facts facts;
	struct am_event event;
	bool is_new;

	if (inbox->acknowledge != AM_ACK_DRAFT ||
	    am_record_get(record, "propose", arena).len == 0)
		return AM_OK;
	if (am_journal_counts(a->journal, conversation, answer.sender,
			      answer.at, &seen, err) != AM_OK)
		return err->code;
	counts.in_conversation = seen.in_conversation;
	counts.to_sender_day = seen.to_sender_day;
	counts.to_sender_week = seen.to_sender_week;
	counts.all_hour = seen.all_hour;
	counts.is_answered = seen.is_answered;
	am_facts_of_record(record, arena, &facts);
	am_gate_decide(&facts, &counts, &decision);
	if (!decision.is_allowed)
		return AM_OK;
	am_event_of_record(record, inbox, arena, &event);
	answer.promise_secs = promise_for(a, inbox, &event, answer.at, arena);
	return am_journal_answer_decide(a->journal, &answer, &answer.id,
					&is_new, err);
}

/* AM_OK: the draft is stored. AM_EIO: its folder refuses, try again later. Any
 * other failure is final. */
static enum am_code
write_one(const struct am_answering *a, const struct am_journal_answer *due,
	  const struct am_inbox *inbox, struct written *out, struct am_err *err)
{
	struct am_policy policy = { 0 };
	struct am_answer_in in = {
		.image = a->image,
		.inbox = inbox,
		.record = due->material,
		.promise_secs = due->promise_secs,
	};
	struct am_answer_out made;
	char ticket[AM_TICKET_ROOM];

	if (inbox->has_ticket) {
		am_ticket_make(a->key, due->conversation, ticket);
		in.ticket = am_slice_of(ticket);
	}
	if (inbox->acknowledge != AM_ACK_DRAFT)
		return am_fail(err, AM_ECONFIG, "drafts were switched off");
	if (am_record_check(due->material, false, err) != AM_OK)
		return err->code;
	if (am_policies_find(am_image_section(a->image, AM_IMAGE_POLICIES),
			     inbox->name, out->arena, &policy, err) != AM_OK)
		return err->code;
	in.calendar = policy.calendar;
	if (am_answer_render(&in, out->arena, &made, err) != AM_OK)
		return err->code;
	if (!made.is_made)
		return am_fail(err, AM_EDATA, "%s", made.text);
	if (am_draft_store(am_arena_str(out->arena, inbox->draft_maildir),
			   made.name, made.draft, &out->file, err) != AM_OK)
		return err->code == AM_EDATA ? AM_EDATA : AM_EIO;
	out->promise_secs = made.promise_secs;
	return AM_OK;
}

/* The journal says too when the draft was made. A mail that was forgotten
 * meanwhile needs no such note. */
static enum am_code
note_draft(struct am_journal *journal, const struct am_journal_answer *due,
	   struct am_err *err)
{
	const struct am_note note = {
		.kind = AM_NOTE_DRAFT,
		.delivery = due->delivery,
		.about_delivery = due->delivery,
		.at = am_now_utc(),
		.urgency = AM_NO_URGENCY,
	};
	bool is_new;
	enum am_code rc = am_journal_put_note(journal, &note, &is_new, err);

	return rc == AM_EDATA ? AM_OK : rc;
}

static enum am_code
settle_one(struct am_journal *journal, const struct am_journal_answer *due,
	   enum am_code one, const struct written *done, struct am_err *err)
{
	enum am_code rc;

	if (one != AM_OK)
		return am_journal_answer_end(journal, due->id, AM_ANSWER_FAILED,
					     am_slice_of(done->why.text), 0,
					     err);
	rc = am_journal_answer_end(journal, due->id, AM_ANSWER_WRITTEN,
				   am_slice_of(done->file.text),
				   done->promise_secs, err);
	return rc == AM_OK ? note_draft(journal, due, err) : rc;
}

enum am_code
am_answers_write(const struct am_answering *a, uint64_t *written,
		 struct am_err *err)
{
	struct am_arena *arena = am_arena_new();
	/* by inbox: once refused, a folder is left alone for this drain */
	bool *is_refused =
		am_arena_array(arena, a->conf->n_inboxes, sizeof(*is_refused));
	struct am_journal_answer *due = NULL;
	size_t n = 0;
	enum am_code rc = am_journal_answers_open(a->journal, AT_ONCE, arena,
						  &due, &n, err);

	for (size_t i = 0; rc == AM_OK && i < n; i++) {
		const struct am_inbox *inbox =
			am_record_inbox(a->conf, due[i].material, arena);
		bool *refused = &is_refused[inbox - a->conf->inboxes];
		struct written done = { .arena = arena };
		enum am_code one;

		if (*refused)
			continue;
		one = write_one(a, &due[i], inbox, &done, &done.why);
		if (one != AM_OK)
			am_log_error("draft: %s", done.why.text);
		*refused = one == AM_EIO;
		if (one == AM_OK)
			(*written)++;
		if (one != AM_EIO)
			rc = settle_one(a->journal, &due[i], one, &done, err);
	}
	am_arena_free(arena);
	return rc;
}
