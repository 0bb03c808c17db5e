/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "amends/journal_report.h"
#include "amends/report.h"
#include "amends/rulings.h"
#include "places.h"

struct listing {
	struct am_arena *arena;
	const struct am_report_request *request;
	const struct am_rulings *rulings;
	struct am_report_waiting *items;
	size_t count, cap;
};

static int64_t
open_secs(const struct listing *l, struct am_slice inbox, int64_t from,
	  int64_t to)
{
	return am_rulings_open_secs(l->rulings, inbox, from, to);
}

static const struct am_policy *
policy_of(const struct listing *l, const struct am_journal_turn *turn)
{
	for (size_t i = 0; turn->policy != 0 && i < l->rulings->count; i++)
		if (l->rulings->items[i].event == turn->policy)
			return l->rulings->items[i].policy;
	return places_now(l->rulings, l->request->policies,
			  l->request->n_policies, turn->inbox);
}

static void
take_open(void *ctx, const struct am_journal_case *open)
{
	struct listing *l = ctx;
	const struct am_journal_turn *t = &open->turn;
	int64_t now = l->request->now;
	const struct am_policy *policy;
	struct am_report_waiting *w;

	if (l->request->inbox.len > 0 &&
	    !am_slice_eq(l->request->inbox, t->inbox))
		return;
	policy = policy_of(l, t);
	l->items = am_arena_grow(l->arena, l->items, l->count, &l->cap,
				 sizeof(*l->items));
	w = &l->items[l->count++];
	*w = (struct am_report_waiting){
		.conversation = t->conversation,
		.message_id = am_arena_dup(l->arena, open->message_id),
		.inbox = am_arena_dup(l->arena, t->inbox),
		.team = policy != NULL ? am_arena_dup(l->arena, policy->team)
				       : (struct am_slice){ 0 },
		.customer = am_arena_dup(l->arena, open->customer),
		.urgency = t->urgency,
		.is_first = t->number == 1,
		.at = t->at,
		.chasers = open->chasers,
		.wall_secs = now > t->at ? now - t->at : 0,
		.business_secs = open_secs(l, t->inbox, t->at, now),
		.target_secs = t->target_secs,
		.due_at = t->due_at,
		.left_secs = AM_NO_TIME,
	};
	if (t->due_at == AM_NO_TIME)
		return;
	w->is_overdue = t->due_at < now;
	w->left_secs = w->is_overdue ? open_secs(l, t->inbox, t->due_at, now)
				     : open_secs(l, t->inbox, now, t->due_at);
}

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_waiting(const void *left, const void *right)
{
	const struct am_report_waiting *a = left;
	const struct am_report_waiting *b = right;
	bool has_target = a->due_at != AM_NO_TIME;
	int order = 0;

	if (a->is_overdue != b->is_overdue)
		return a->is_overdue ? -1 : 1;
	if (has_target != (b->due_at != AM_NO_TIME))
		return has_target ? -1 : 1;
	if (has_target)
		order = a->is_overdue ? compare(b->left_secs, a->left_secs)
				      : compare(a->left_secs, b->left_secs);
	if (order == 0)
		order = compare(b->urgency, a->urgency);
	if (order == 0)
		order = compare(a->at, b->at);
	return order != 0 ? order : compare(a->conversation, b->conversation);
}

enum am_code
am_report_due(struct am_journal *journal,
	      const struct am_report_request *request, struct am_arena *arena,
	      struct am_report_waiting **out, size_t *count, struct am_err *err)
{
	struct listing l = { .arena = arena, .request = request };
	enum am_code rc = am_journal_rulings(journal, &l.rulings, err);

	if (rc == AM_OK)
		rc = am_journal_open_at(journal, request->now, take_open, &l,
					err);
	if (rc != AM_OK)
		return rc;
	if (l.count > 0)
		qsort(l.items, l.count, sizeof(*l.items), compare_waiting);
	*out = l.items;
	*count = l.count;
	return AM_OK;
}
