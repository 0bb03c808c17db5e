/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/report.h"

static const char header[] =
	"group,name,conversations,answered,only_thanks,turns,waiting,overdue,"
	"first_answered,first_median_secs,first_p90_secs,"
	"first_business_median_secs,first_business_p90_secs,first_in_target,"
	"first_decided,first_target_secs,first_cases,"
	"next_answered,next_median_secs,next_p90_secs,"
	"next_business_median_secs,next_business_p90_secs,next_in_target,"
	"next_decided,next_target_secs,next_cases,"
	"oldest_waiting_at,oldest_waiting_id,"
	"wait_conversations,wait_median_secs,wait_p90_secs,"
	"wait_business_median_secs,wait_business_p90_secs,wait_cases,"
	"complaints,complaints_answered,complaints_recovered,"
	"complaints_together,"
	"promises_given,promises_kept,promises_late,promises_broken,"
	"promises_open,"
	"mails,automatic,spam,unmatched,silent,waiting_now,overdue_now\n";
#define WAIT_CELLS 6
#define REST_CELLS 16 /* from complaints on */

/* RFC 4180: quoted when it must be. */
static void
put_text(struct am_buf *out, struct am_slice text)
{
	bool is_plain = true;

	for (size_t i = 0; i < text.len; i++)
		is_plain &= strchr(",\"\r\n", text.ptr[i]) == NULL;
	if (is_plain) {
		am_buf_put(out, text);
		return;
	}
	am_buf_putc(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			am_buf_putc(out, '"');
		am_buf_putc(out, text.ptr[i]);
	}
	am_buf_putc(out, '"');
}

static void
put_number(struct am_buf *out, int64_t value)
{
	am_buf_putc(out, ',');
	if (value != AM_NO_TIME)
		am_buf_printf(out, "%lld", (long long)value);
}

static void
put_empty(struct am_buf *out, int cells)
{
	for (int i = 0; i < cells; i++)
		am_buf_putc(out, ',');
}

/* CONVERSATION:SECONDS:BUSINESS, "?" behind those that still wait. */
static void
put_cases(struct am_buf *out, const struct am_report_times *t)
{
	am_buf_putc(out, ',');
	for (size_t i = 0; i < t->n_cases; i++)
		am_buf_printf(out, "%s%lld:%lld:%lld%s", i > 0 ? " " : "",
			      (long long)t->cases[i].conversation,
			      (long long)t->cases[i].wall_secs,
			      (long long)t->cases[i].business_secs,
			      t->cases[i].is_open ? "?" : "");
}

static void
put_spread(struct am_buf *out, const struct am_report_times *t)
{
	put_number(out, t->count);
	put_number(out, t->median);
	put_number(out, t->p90);
	put_number(out, t->business_median);
	put_number(out, t->business_p90);
}

static void
put_times(struct am_buf *out, const struct am_report_times *t)
{
	put_spread(out, t);
	put_number(out, t->in_target);
	put_number(out, t->decided);
	put_number(out, t->target_secs);
	put_cases(out, t);
}

/* In <>, so that no program takes an id that begins with "=" for a formula. */
static void
put_id(struct am_buf *out, struct am_slice id)
{
	struct am_buf text = { 0 };

	am_buf_putc(out, ',');
	if (id.len == 0)
		return;
	am_buf_putc(&text, '<');
	am_buf_put(&text, id);
	am_buf_putc(&text, '>');
	put_text(out, am_buf_slice(&text));
	am_buf_free(&text);
}

static void
put_line(struct am_buf *out, const char *group,
	 const struct am_report_line *line)
{
	am_buf_puts(out, group);
	am_buf_putc(out, ',');
	put_text(out, line->name);
	put_number(out, line->conversations);
	put_number(out, line->answered);
	put_number(out, line->thanks);
	put_number(out, line->turns);
	put_number(out, line->waiting);
	put_number(out, line->overdue);
	put_times(out, &line->first);
	put_times(out, &line->next);
	put_number(out, line->oldest_at);
	put_id(out, line->oldest_id);
}

static void
put_wait(struct am_buf *out, const struct am_report_times *t)
{
	put_spread(out, t);
	put_cases(out, t);
}

static void
put_rest(struct am_buf *out, const struct am_report_complaints *c,
	 const struct am_report_promises *p)
{
	put_number(out, c->complaints);
	put_number(out, c->answered);
	put_number(out, c->recovered);
	put_empty(out, 1);
	put_number(out, p->given);
	put_number(out, p->kept);
	put_number(out, p->late);
	put_number(out, p->broken);
	put_number(out, p->open);
}

static void
put_totals(struct am_buf *out, const struct am_report *r)
{
	put_line(out, "all", &r->all);
	put_wait(out, &r->wait);
	if (r->is_whole) {
		put_rest(out, &r->complaints, &r->promises);
		put_number(out, r->events);
		put_number(out, r->automatic);
		put_number(out, r->spam);
		put_number(out, r->unmatched);
		put_number(out, r->silent_count);
		put_number(out, r->waiting);
		put_number(out, r->overdue);
	} else {
		put_empty(out, REST_CELLS);
	}
	am_buf_puts(out, "\n");
	put_line(out, "before", &r->all_before);
	put_wait(out, &r->wait_before);
	if (r->is_whole)
		put_rest(out, &r->complaints_before, &r->promises_before);
	put_empty(out, r->is_whole ? 7 : REST_CELLS);
	am_buf_putc(out, '\n');
}

static void
put_causes(struct am_buf *out, const struct am_report *r)
{
	for (size_t i = 0; i < r->n_causes; i++) {
		const struct am_report_cause *c = &r->causes[i];

		am_buf_puts(out, "pareto,");
		put_text(out, c->name);
		put_empty(out, 6 + 9 + 9 + 2 + WAIT_CELLS);
		put_number(out, c->complaints);
		put_empty(out, 1);
		put_number(out, c->recovered);
		put_number(out, c->cumulative);
		put_empty(out, REST_CELLS - 4);
		am_buf_putc(out, '\n');
	}
}

void
am_report_csv(const struct am_report *r, struct am_buf *out)
{
	am_buf_puts(out, header);
	put_totals(out, r);
	for (int by = 0; by < AM_REPORT_BYS; by++)
		for (size_t i = 0; i < r->groups[by].n_lines; i++) {
			put_line(out, am_report_by_name((enum am_report_by)by),
				 &r->groups[by].lines[i]);
			put_empty(out, WAIT_CELLS + REST_CELLS);
			am_buf_putc(out, '\n');
		}
	put_causes(out, r);
}
