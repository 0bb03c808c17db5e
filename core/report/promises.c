/* SPDX-License-Identifier: MIT */
#include "promises.h"

struct counting {
	struct am_arena *arena;
	struct am_report *report;
	struct am_report_promises *into;
	size_t cap; /* of report->broken */
};

static void
list_broken(struct counting *c, const struct am_journal_promise *p,
	    int64_t kept_at)
{
	struct am_report *r = c->report;

	if (c->into != &r->promises || r->n_broken == AM_REPORT_LISTED)
		return;
	r->broken = am_arena_grow(c->arena, r->broken, r->n_broken, &c->cap,
				  sizeof(*r->broken));
	r->broken[r->n_broken++] = (struct am_report_broken){
		.conversation = p->conversation,
		.inbox = am_arena_dup(c->arena, p->inbox),
		.given_at = p->given_at,
		.due_at = p->due_at,
		.kept_at = kept_at,
	};
}

/* What was kept after `now` was not kept then. */
static void
take_promise(void *ctx, const struct am_journal_promise *p)
{
	struct counting *c = ctx;
	int64_t kept_at = p->kept_at > c->report->now ? AM_NO_TIME : p->kept_at;

	if (c->report->inbox.len > 0 &&
	    !am_slice_eq(c->report->inbox, p->inbox))
		return;
	c->into->given++;
	if (kept_at != AM_NO_TIME && kept_at <= p->due_at) {
		c->into->kept++;
	} else if (kept_at != AM_NO_TIME) {
		c->into->late++;
		list_broken(c, p, kept_at);
	} else if (p->due_at < c->report->now) {
		c->into->broken++;
		list_broken(c, p, kept_at);
	} else {
		c->into->open++;
	}
}

enum am_code
promises_count(struct am_journal *journal, struct am_arena *arena,
	       struct am_report *report, struct am_err *err)
{
	struct counting c = { arena, report, &report->promises, 0 };
	enum am_code rc = am_journal_promises(journal, &report->period,
					      take_promise, &c, err);

	c.into = &report->promises_before;
	if (rc == AM_OK)
		rc = am_journal_promises(journal, &report->before, take_promise,
					 &c, err);
	return rc;
}
