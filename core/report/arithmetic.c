/* SPDX-License-Identifier: MIT */
#include "amends/arithmetic.h"

#include "amends/calendar.h"
#include "amends/journal_report.h"
#include "amends/rulings.h"
#include "places.h"

struct collecting {
	struct am_arena *arena;
	const struct am_report_request *request;
	const struct am_rulings *rulings;
	struct am_arithmetic *out;
	size_t cap;
	/* of the turn that is being looked at */
	struct am_arithmetic_turn *turn;
	size_t stretches_cap, windows_cap;
};

static void
take_window(void *ctx, int64_t from, int64_t to)
{
	struct collecting *c = ctx;
	struct am_stretch *s = &c->turn->stretches[c->turn->n_stretches - 1];

	s->windows = am_arena_grow(c->arena, s->windows, s->n_windows,
				   &c->windows_cap, sizeof(*s->windows));
	s->windows[s->n_windows++] = (struct am_window){ from, to };
	s->secs += to - from;
}

static void
take_stretch(void *ctx, int64_t from, int64_t to,
	     const struct am_ruling *ruling)
{
	struct collecting *c = ctx;
	struct am_arithmetic_turn *t = c->turn;

	t->stretches = am_arena_grow(c->arena, t->stretches, t->n_stretches,
				     &c->stretches_cap, sizeof(*t->stretches));
	t->stretches[t->n_stretches++] = (struct am_stretch){
		.from = from,
		.to = to,
		.policy = ruling != NULL ? ruling->event : 0,
		.valid_from = ruling != NULL ? ruling->valid_from : AM_NO_TIME,
		.calendar = ruling != NULL ? ruling->policy->calendar : NULL,
	};
	c->windows_cap = 0;
	am_calendar_walk(t->stretches[t->n_stretches - 1].calendar, from, to,
			 take_window, c);
	t->business_secs += t->stretches[t->n_stretches - 1].secs;
}

static const struct am_calendar *
calendar_of(const struct collecting *c, const struct am_journal_turn *turn)
{
	const struct am_ruling *ruling =
		am_ruling_at(c->rulings, turn->inbox, turn->at);
	const struct am_policy *policy =
		ruling != NULL
			? ruling->policy
			: places_now(c->rulings, c->request->policies,
				     c->request->n_policies, turn->inbox);

	return policy != NULL ? policy->calendar : NULL;
}

static void
take_turn(void *ctx, const struct am_journal_case *from)
{
	struct collecting *c = ctx;
	struct am_arithmetic *a = c->out;
	const struct am_journal_turn *j = &from->turn;
	bool is_open = j->answered_at == AM_NO_TIME || j->answered_at > a->now;
	struct am_arithmetic_turn *t;
	int64_t end;

	if (j->at > a->now)
		return;
	a->turns = am_arena_grow(c->arena, a->turns, a->n_turns, &c->cap,
				 sizeof(*a->turns));
	t = c->turn = &a->turns[a->n_turns++];
	end = is_open ? a->now : j->answered_at;
	*t = (struct am_arithmetic_turn){
		.number = j->number,
		.inbox = am_arena_dup(c->arena, j->inbox),
		.message_id = am_arena_dup(c->arena, from->message_id),
		.customer = am_arena_dup(c->arena, from->customer),
		.urgency = j->urgency,
		.chasers = from->chasers,
		.at = j->at,
		.answered_at = is_open ? AM_NO_TIME : j->answered_at,
		.wall_secs = end - j->at,
		.target_secs = j->target_secs,
		.due_at = j->due_at,
		.calendar = calendar_of(c, j),
	};
	if (!is_open)
		t->actor = am_arena_dup(c->arena, from->actor);
	c->stretches_cap = 0;
	am_rulings_walk(c->rulings, t->inbox, t->at, end, take_stretch, c);
	t->is_in_target = is_open ? t->due_at >= a->now
				  : t->business_secs <= t->target_secs;
	t->is_settled = is_open || t->business_secs == j->business_secs;
}

static enum am_code
collect(struct am_journal *journal, struct collecting *c, struct am_slice which,
	struct am_err *err)
{
	struct am_slice id = which;
	enum am_code rc;

	if (am_slice_starts(id, "<") && am_slice_ends(id, ">"))
		id = am_slice_head(am_slice_from(id, 1), id.len - 2);
	rc = am_journal_find(journal, id, &c->out->conversation, err);
	if (rc != AM_OK)
		return rc;
	if (c->out->conversation == 0)
		return am_fail(err, AM_EUSAGE,
			       "no conversation \"%.*s\" in %s: give a number, "
			       "as \"amends due\" shows it, or the Message-ID "
			       "of one of its mails",
			       AM_SLICE_ARG(which), am_journal_path(journal));
	rc = am_journal_rulings(journal, &c->rulings, err);
	if (rc != AM_OK)
		return rc;
	return am_journal_turns_of(journal, c->out->conversation, take_turn, c,
				   err);
}

enum am_code
am_arithmetic_collect(struct am_journal *journal,
		      const struct am_report_request *request,
		      struct am_slice which, struct am_arena *arena,
		      struct am_arithmetic *out, struct am_err *err)
{
	struct am_arithmetic a = { .now = request->now };
	struct collecting c = { .arena = arena, .request = request, .out = &a };
	enum am_code rc = am_journal_read(journal, err);

	if (rc == AM_OK)
		rc = collect(journal, &c, which, err);
	am_journal_rollback(journal);
	if (rc == AM_OK)
		*out = a;
	return rc;
}
