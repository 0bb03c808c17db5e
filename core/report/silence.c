/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "complaints.h"

/* Complaints that are older are no news. */
#define LOOK_BACK_SECS (INT64_C(365) * 86400)

/* Of n gaps that are like the next one, it is longer than the k-th with the
 * chance 1 - k / (n + 1). So nine of ten are promised with nine gaps or more,
 * by the rank below, and with fewer nothing is. */
#define MIN_GAPS 9
#define RANK(n)  (((n) + 1) * 9 / 10 + (((n) + 1) * 9 % 10 != 0))

struct gaps {
	int64_t *secs;
	size_t count, cap;
};

static int
compare_secs(const void *left, const void *right)
{
	const int64_t *a = left;
	const int64_t *b = right;

	return (*a > *b) - (*a < *b);
}

/* Sorts them; AM_NO_TIME when there are too few. */
static int64_t
usual_gap(struct gaps *gaps)
{
	if (gaps->count < MIN_GAPS)
		return AM_NO_TIME;
	qsort(gaps->secs, gaps->count, sizeof(*gaps->secs), compare_secs);
	return gaps->secs[RANK(gaps->count) - 1];
}

/* A customer's mails and ours to them: a gap is from our last mail to theirs. */
struct contacts {
	struct am_arena *arena;
	struct gaps gaps; /* complete ones */
	int64_t ours_at;  /* our last mail, nothing of theirs since */
	int64_t conversation;
};

static void
add_gap(struct am_arena *arena, struct gaps *gaps, int64_t secs)
{
	gaps->secs = am_arena_grow(arena, gaps->secs, gaps->count, &gaps->cap,
				   sizeof(*gaps->secs));
	gaps->secs[gaps->count++] = secs;
}

static void
take_contact(void *ctx, int64_t conversation, int64_t at, bool is_ours)
{
	struct contacts *c = ctx;

	if (is_ours) {
		c->ours_at = at;
		c->conversation = conversation;
		return;
	}
	if (c->ours_at != AM_NO_TIME)
		add_gap(c->arena, &c->gaps, at - c->ours_at);
	c->ours_at = AM_NO_TIME;
}

struct finding {
	struct am_journal *journal;
	struct am_arena *arena, *scratch;
	struct am_report *report;
	struct gaps all; /* the last complete gap of each who complained */
	struct am_report_silent *items;
	size_t count, cap;
};

/* What is known of one customer; `c` is their last complaint. */
static enum am_code
follow(struct finding *f, const struct complaint *c, struct am_err *err)
{
	struct contacts contacts = { .arena = f->scratch,
				     .ours_at = AM_NO_TIME };
	enum am_code rc =
		am_journal_contacts(f->journal, c->customer, f->report->now,
				    take_contact, &contacts, err);
	const struct gaps *gaps = &contacts.gaps;
	struct am_report_silent *s;
	struct outcome o = { .arena = f->scratch };

	if (rc != AM_OK)
		return rc;
	if (gaps->count > 0)
		add_gap(f->arena, &f->all, gaps->secs[gaps->count - 1]);
	if (contacts.ours_at == AM_NO_TIME || contacts.ours_at < c->at)
		return AM_OK;
	rc = complaint_outcome(f->journal, c, f->report->now, &o, err);
	if (rc != AM_OK || o.is_recovered)
		return rc;
	f->items = am_arena_grow(f->arena, f->items, f->count, &f->cap,
				 sizeof(*f->items));
	s = &f->items[f->count++];
	*s = (struct am_report_silent){
		.conversation = c->conversation,
		.inbox = c->inbox,
		.customer = c->customer,
		.last_at = contacts.ours_at,
		.silence_secs = f->report->now - contacts.ours_at,
		.usual_secs = usual_gap(&contacts.gaps),
		.n_gaps = (int64_t)gaps->count,
		.is_own = gaps->count >= MIN_GAPS,
	};
	return AM_OK;
}

static int
compare_customers(const void *left, const void *right)
{
	const struct complaint *a = left;
	const struct complaint *b = right;
	int order = am_slice_cmp(a->customer, b->customer);

	if (order != 0)
		return order;
	return (a->at > b->at) - (a->at < b->at);
}

static int
compare_silent(const void *left, const void *right)
{
	const struct am_report_silent *a = left;
	const struct am_report_silent *b = right;
	int64_t x = a->silence_secs - a->usual_secs;
	int64_t y = b->silence_secs - b->usual_secs;

	if (x != y)
		return x < y ? 1 : -1;
	return (a->conversation > b->conversation) -
	       (a->conversation < b->conversation);
}

/* Those whose silence became too long within the period. */
static void
keep_silent(struct finding *f)
{
	struct am_report *r = f->report;
	int64_t usual_of_all = usual_gap(&f->all);
	size_t kept = 0;

	for (size_t i = 0; i < f->count; i++) {
		struct am_report_silent *s = &f->items[i];
		int64_t since;

		if (!s->is_own) {
			s->usual_secs = usual_of_all;
			s->n_gaps = (int64_t)f->all.count;
		}
		since = s->last_at + s->usual_secs;
		if (s->usual_secs != AM_NO_TIME && since >= r->period.since &&
		    since < r->period.until && since < r->now)
			f->items[kept++] = *s;
	}
	if (kept > 0)
		qsort(f->items, kept, sizeof(*f->items), compare_silent);
	r->silent = f->items;
	r->silent_count = (int64_t)kept;
	r->n_silent = kept < AM_REPORT_LISTED ? kept : AM_REPORT_LISTED;
}

enum am_code
silence_find(struct am_journal *journal, struct am_arena *arena,
	     struct am_report *report, struct am_err *err)
{
	const struct am_period period = { report->period.until - LOOK_BACK_SECS,
					  report->period.until };
	struct finding f = { .journal = journal,
			     .arena = arena,
			     .report = report };
	struct complaint_list l = { .arena = arena };
	enum am_code rc = complaints_list(journal, report, &period, &l, err);

	if (l.count > 0)
		qsort(l.items, l.count, sizeof(*l.items), compare_customers);
	for (size_t i = 0; rc == AM_OK && i < l.count; i++) {
		bool has_later =
			i + 1 < l.count && am_slice_eq(l.items[i].customer,
						       l.items[i + 1].customer);

		if (l.items[i].customer.len == 0 || has_later)
			continue;
		f.scratch = am_arena_new();
		rc = follow(&f, &l.items[i], err);
		am_arena_free(f.scratch);
	}
	if (rc == AM_OK)
		keep_silent(&f);
	return rc;
}
