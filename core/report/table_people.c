/* SPDX-License-Identifier: MIT */
#include "letter.h"

#define NAME_WIDTH 26
#define BAR_WIDTH  20

static void
put_causes(const struct letter *l, const struct am_report *r)
{
	int64_t total;
	int64_t most;

	if (r->n_causes == 0)
		return;
	total = r->causes[r->n_causes - 1].cumulative;
	most = r->causes[0].complaints;
	am_buf_printf(l->out, "\n%-*s%9s%9s%11s%7s\n", NAME_WIDTH,
		      "Why they complained", "times", "before", "together", "");
	for (size_t i = 0; i < r->n_causes; i++) {
		const struct am_report_cause *c = &r->causes[i];
		int64_t bar = most > 0 ? c->complaints * BAR_WIDTH / most : 0;

		letter_cell(l, am_slice_from(c->name, sizeof("cause.") - 1),
			    NAME_WIDTH);
		am_buf_printf(l->out, "%9lld%9lld", (long long)c->complaints,
			      (long long)c->before);
		letter_share(l, c->cumulative, total, 11);
		am_buf_puts(l->out, bar > 0 ? "  " : "");
		for (int64_t k = 0; k < bar; k++)
			am_buf_putc(l->out, '#');
		am_buf_putc(l->out, '\n');
		if (c->is_vital && i + 1 < r->n_causes &&
		    !r->causes[i + 1].is_vital)
			am_buf_puts(l->out,
				    "  ---- above this line: 80 % of all\n");
	}
}

static void
put_complaints(const struct letter *l, const struct am_report *r)
{
	const struct am_report_complaints *c = &r->complaints;
	const struct am_report_complaints *b = &r->complaints_before;

	letter_head(l, "Complaints");
	am_buf_printf(l->out, "%-*s%9s%9s\n", NAME_WIDTH, "", "now", "before");
	am_buf_printf(l->out, "%-*s%9lld%9lld\n", NAME_WIDTH,
		      "Customers complained", (long long)c->complaints,
		      (long long)b->complaints);
	am_buf_printf(l->out, "%-*s%9lld%9lld\n", NAME_WIDTH,
		      "  a person answered", (long long)c->answered,
		      (long long)b->answered);
	am_buf_printf(l->out, "%-*s%9lld%9lld", NAME_WIDTH,
		      "  and then they thanked", (long long)c->recovered,
		      (long long)b->recovered);
	letter_share(l, c->recovered, c->complaints, 9);
	am_buf_putc(l->out, '\n');
	if (c->no_cause > 0)
		am_buf_printf(l->out, "%-*s%9lld%9lld\n", NAME_WIDTH,
			      "  no cause is known", (long long)c->no_cause,
			      (long long)b->no_cause);
	put_causes(l, r);
}

static void
put_silent(const struct letter *l, const struct am_report *r)
{
	if (r->silent_count == 0)
		return;
	letter_head(l, "Fell silent after a complaint: worth a call");
	for (size_t i = 0; i < r->n_silent; i++) {
		const struct am_report_silent *s = &r->silent[i];

		am_buf_puts(l->out, "  ");
		letter_cell(l, s->customer, 34);
		letter_secs(l, s->silence_secs, 9);
		am_buf_puts(l->out, ", mostly");
		letter_secs(l, s->usual_secs, 8);
		am_buf_printf(l->out, "%s (%lld)\n",
			      s->is_own ? "    " : " all",
			      (long long)s->conversation);
	}
	if (r->silent_count > (int64_t)r->n_silent)
		am_buf_printf(l->out, "  and %lld more\n",
			      (long long)r->silent_count -
				      (long long)r->n_silent);
}

static void
put_promises(const struct letter *l, const struct am_report *r)
{
	const struct am_report_promises *p = &r->promises;

	if (p->given == 0 && r->promises_before.given == 0)
		return;
	letter_head(l, "Promises");
	am_buf_printf(l->out,
		      "We gave %lld time%s (%lld before): %lld kept, %lld "
		      "late, %lld broken, %lld not due yet.\n",
		      (long long)p->given, letter_plural(p->given),
		      (long long)r->promises_before.given, (long long)p->kept,
		      (long long)p->late, (long long)p->broken,
		      (long long)p->open);
	for (size_t i = 0; i < r->n_broken; i++) {
		const struct am_report_broken *b = &r->broken[i];

		am_buf_puts(l->out, "  due ");
		letter_when(l, b->due_at, r->now);
		if (b->kept_at == AM_NO_TIME) {
			am_buf_puts(l->out, ", nothing came");
		} else {
			am_buf_puts(l->out, ", came ");
			letter_secs(l, b->kept_at - b->due_at, 0);
			am_buf_puts(l->out, " late");
		}
		am_buf_printf(l->out, " (%lld)\n", (long long)b->conversation);
	}
}

void
letter_people(const struct letter *l, const struct am_report *r)
{
	if (r->complaints.complaints > 0 || r->complaints_before.complaints > 0)
		put_complaints(l, r);
	put_silent(l, r);
	put_promises(l, r);
}
