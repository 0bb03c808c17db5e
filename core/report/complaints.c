/* SPDX-License-Identifier: MIT */
#include "complaints.h"

#include <stdlib.h>

#define CAUSE_PREFIX  "cause."
#define VITAL_PERCENT 80

/* ---- which */

struct listing {
	const struct am_report *report;
	struct complaint_list *list;
};

static void
take_complaint(void *ctx, const struct am_journal_complaint *c)
{
	const struct am_report *r = ((struct listing *)ctx)->report;
	struct complaint_list *l = ((struct listing *)ctx)->list;

	if (r->inbox.len > 0 && !am_slice_eq(r->inbox, c->inbox))
		return;
	l->items = am_arena_grow(l->arena, l->items, l->count, &l->cap,
				 sizeof(*l->items));
	l->items[l->count++] = (struct complaint){
		.conversation = c->conversation,
		.at = c->at,
		.customer = am_arena_dup(l->arena, c->customer),
		.inbox = am_arena_dup(l->arena, c->inbox),
	};
}

enum am_code
complaints_list(struct am_journal *journal, const struct am_report *report,
		const struct am_period *period, struct complaint_list *out,
		struct am_err *err)
{
	struct listing l = { report, out };

	return am_journal_complaints(journal, period, take_complaint, &l, err);
}

/* ---- how they went on */

struct following {
	int64_t since, now;
	struct outcome *outcome;
	/* the mail whose tags are being read */
	int64_t at;
	bool is_thanks, is_complaint;
};

static void
take_answer(void *ctx, const struct am_journal_case *c)
{
	struct following *f = ctx;
	int64_t answered_at = c->turn.answered_at;

	if (f->outcome->answered_at == AM_NO_TIME && answered_at >= f->since &&
	    answered_at <= f->now)
		f->outcome->answered_at = answered_at;
}

static void
end_mail(struct following *f)
{
	if (f->is_thanks && !f->is_complaint &&
	    f->outcome->answered_at != AM_NO_TIME &&
	    f->at > f->outcome->answered_at)
		f->outcome->is_recovered = true;
	f->is_thanks = false;
	f->is_complaint = false;
}

static void
add_cause(struct following *f, struct am_slice cause)
{
	struct outcome *o = f->outcome;

	for (size_t i = 0; i < o->n_causes; i++)
		if (am_slice_eq(o->causes[i], cause))
			return;
	o->causes = am_arena_grow(o->arena, o->causes, o->n_causes,
				  &o->causes_cap, sizeof(*o->causes));
	o->causes[o->n_causes++] = am_arena_dup(o->arena, cause);
}

static void
take_tag(void *ctx, int64_t at, struct am_slice tag)
{
	struct following *f = ctx;

	if (at != f->at)
		end_mail(f);
	f->at = at;
	f->is_thanks |= am_slice_eqs(tag, "thanks");
	f->is_complaint |= am_slice_eqs(tag, "complaint");
	if (am_slice_starts(tag, CAUSE_PREFIX))
		add_cause(f, tag);
}

enum am_code
complaint_outcome(struct am_journal *journal, const struct complaint *complaint,
		  int64_t now, struct outcome *out, struct am_err *err)
{
	struct following f = { .since = complaint->at,
			       .now = now,
			       .outcome = out,
			       .at = AM_NO_TIME };
	enum am_code rc;

	*out = (struct outcome){ .arena = out->arena,
				 .answered_at = AM_NO_TIME };
	rc = am_journal_turns_of(journal, complaint->conversation, take_answer,
				 &f, err);
	if (rc == AM_OK)
		rc = am_journal_tags_of(journal, complaint->conversation, now,
					take_tag, &f, err);
	end_mail(&f);
	return rc;
}

/* ---- Pareto */

static struct am_report_cause *
find_cause(struct am_report *r, size_t *cap, struct am_arena *arena,
	   struct am_slice name)
{
	for (size_t i = 0; i < r->n_causes; i++)
		if (am_slice_eq(r->causes[i].name, name))
			return &r->causes[i];
	r->causes = am_arena_grow(arena, r->causes, r->n_causes, cap,
				  sizeof(*r->causes));
	r->causes[r->n_causes] = (struct am_report_cause){ .name = name };
	return &r->causes[r->n_causes++];
}

static int
compare_causes(const void *left, const void *right)
{
	const struct am_report_cause *a = left;
	const struct am_report_cause *b = right;

	if (a->complaints != b->complaints)
		return a->complaints < b->complaints ? 1 : -1;
	return am_slice_cmp(a->name, b->name);
}

/* Those as common as the one that crosses the line are above it with it: the
 * alphabet does not decide what matters. */
static void
draw_line(struct am_report *r)
{
	int64_t total = 0;
	int64_t sum = 0;
	int64_t least = 0;

	for (size_t i = 0; i < r->n_causes; i++)
		total += r->causes[i].complaints;
	for (size_t i = 0; i < r->n_causes; i++) {
		struct am_report_cause *c = &r->causes[i];

		if (sum * 100 < total * VITAL_PERCENT)
			least = c->complaints;
		sum += c->complaints;
		c->cumulative = sum;
		c->is_vital = c->complaints > 0 && c->complaints >= least;
	}
}

struct counting {
	struct am_journal *journal;
	struct am_arena *arena;
	struct am_report *report;
	size_t cap; /* of report->causes */
};

static enum am_code
count_period(struct counting *c, const struct am_period *period,
	     struct am_report_complaints *out, struct am_err *err)
{
	bool is_before = out == &c->report->complaints_before;
	struct complaint_list list = { .arena = c->arena };
	enum am_code rc =
		complaints_list(c->journal, c->report, period, &list, err);

	for (size_t i = 0; rc == AM_OK && i < list.count; i++) {
		struct outcome o = { .arena = c->arena };

		rc = complaint_outcome(c->journal, &list.items[i],
				       c->report->now, &o, err);
		if (rc != AM_OK)
			break;
		out->complaints++;
		out->answered += o.answered_at != AM_NO_TIME;
		out->recovered += o.is_recovered;
		out->no_cause += o.n_causes == 0;
		for (size_t k = 0; k < o.n_causes; k++) {
			struct am_report_cause *cause = find_cause(
				c->report, &c->cap, c->arena, o.causes[k]);

			cause->before += is_before;
			cause->complaints += !is_before;
			cause->recovered += !is_before && o.is_recovered;
		}
	}
	return rc;
}

enum am_code
complaints_count(struct am_journal *journal, struct am_arena *arena,
		 struct am_report *report, struct am_err *err)
{
	struct counting c = { journal, arena, report, 0 };
	enum am_code rc =
		count_period(&c, &report->period, &report->complaints, err);

	if (rc == AM_OK)
		rc = count_period(&c, &report->before,
				  &report->complaints_before, err);
	if (rc != AM_OK)
		return rc;
	if (report->n_causes > 0)
		qsort(report->causes, report->n_causes, sizeof(*report->causes),
		      compare_causes);
	draw_line(report);
	return AM_OK;
}
