/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "amends/calendar.h"
#include "letter.h"

#define LABEL_WIDTH  16
#define VALUES_AT    25 /* behind label and count */
#define ID_MAX_BYTES 70

static void
put_title(const struct letter *l, const struct am_report *r)
{
	am_buf_puts(l->out, "Response times");
	if (r->inbox.len > 0)
		am_buf_printf(l->out, " of %.*s", AM_SLICE_ARG(r->inbox));
	am_buf_puts(l->out, "\nfrom ");
	letter_when(l, r->period.since, r->now);
	am_buf_puts(l->out, " to ");
	letter_when(l, r->period.until, r->now);
	am_buf_printf(l->out, " (%.*s)\nbeside those from ",
		      AM_SLICE_ARG(am_calendar_zone(r->calendar)));
	letter_when(l, r->before.since, r->now);
	am_buf_puts(l->out, " on, as long\n");
}

/* ---- who waits */

static void
put_waiting(const struct letter *l, const struct am_report_waiting *w)
{
	letter_alarm(l, w->is_overdue);
	am_buf_printf(l->out, "  %-9s",
		      w->urgency == AM_NO_URGENCY
			      ? "-"
			      : am_urgency_name((enum am_urgency)w->urgency));
	am_buf_puts(l->out, "for ");
	letter_secs(l, w->wall_secs, 9);
	if (w->left_secs == AM_NO_TIME) {
		am_buf_printf(l->out, "%18s", "");
	} else {
		letter_secs(l, w->left_secs, 10);
		am_buf_puts(l->out, w->is_overdue ? " overdue" : " left   ");
	}
	letter_alarm(l, false);
	am_buf_puts(l->out, "  ");
	letter_cell(l, w->customer, 27);
	am_buf_printf(l->out, "%9lld\n", (long long)w->conversation);
}

static void
put_now(const struct letter *l, const struct am_report *r)
{
	if (r->waiting == 0) {
		letter_head(l, "Nobody waits for an answer now.");
		return;
	}
	am_buf_printf(l->out, l->has_colour ? "\n\033[1m" : "\n");
	am_buf_printf(l->out, "%lld customer%s wait%s for an answer now",
		      (long long)r->waiting, letter_plural(r->waiting),
		      r->waiting == 1 ? "s" : "");
	if (r->overdue > 0)
		am_buf_printf(l->out, ", %lld of them longer than promised",
			      (long long)r->overdue);
	am_buf_puts(l->out, l->has_colour ? ".\033[0m\n" : ".\n");
	for (size_t i = 0; i < r->n_worst; i++)
		put_waiting(l, &r->worst[i]);
	if (r->waiting > (int64_t)r->n_worst)
		am_buf_printf(
			l->out,
			"  and %lld more: \"amends due\" lists them all\n",
			(long long)r->waiting - (long long)r->n_worst);
}

/* ---- how long people waited */

static void
put_before(const struct letter *l, const struct am_report_times *t,
	   int64_t median, int64_t p90, bool has_share)
{
	if (t->count > 0 && t->count < AM_REPORT_FEW) {
		am_buf_printf(l->out, "%10s\n", "few");
		return;
	}
	letter_secs(l, median, 10);
	letter_secs(l, p90, 9);
	if (has_share)
		letter_share(l, t->in_target, t->decided, 8);
	am_buf_putc(l->out, '\n');
}

/* Two lines: on the wall clock, and within the hours. */
static void
put_times(const struct letter *l, const char *label,
	  const struct am_report_times *t, const struct am_report_times *before)
{
	am_buf_printf(l->out, "%-*s%7lld  ", LABEL_WIDTH, label,
		      (long long)t->count);
	if (t->count > 0 && t->count < AM_REPORT_FEW) {
		letter_cases(l, t, VALUES_AT);
		return;
	}
	letter_secs(l, t->median, 10);
	letter_secs(l, t->p90, 9);
	letter_share(l, t->in_target, t->decided, 8);
	put_before(l, before, before->median, before->p90, true);
	if (t->count == 0)
		return;
	am_buf_printf(l->out, "%-*s", VALUES_AT, "  in our hours");
	letter_secs(l, t->business_median, 10);
	letter_secs(l, t->business_p90, 9);
	am_buf_printf(l->out, "%8s", "");
	put_before(l, before, before->business_median, before->business_p90,
		   false);
}

static void
put_counts(const struct letter *l, const struct am_report *r)
{
	const struct am_report_line *a = &r->all;

	am_buf_printf(l->out, "%-*s%7lld   (%lld before)\n", LABEL_WIDTH,
		      "Conversations", (long long)a->conversations,
		      (long long)r->all_before.conversations);
	am_buf_printf(l->out, "%-*s%7lld\n", LABEL_WIDTH, "  answered",
		      (long long)a->answered);
	am_buf_printf(l->out, "%-*s%7lld\n", LABEL_WIDTH, "  only thanks",
		      (long long)a->thanks);
	am_buf_printf(l->out, "%-*s%7lld", LABEL_WIDTH, "Unanswered",
		      (long long)a->waiting);
	if (a->oldest_at != AM_NO_TIME) {
		struct am_slice id =
			am_slice_cut_utf8(a->oldest_id, ID_MAX_BYTES);

		am_buf_puts(l->out, "   oldest ");
		letter_secs(l, r->now - a->oldest_at, 0);
		am_buf_puts(l->out, ", since ");
		letter_when(l, a->oldest_at, r->now);
		am_buf_printf(l->out, " (%lld)",
			      (long long)a->oldest_conversation);
		if (id.len > 0)
			am_buf_printf(l->out, "\n    <%.*s%s>",
				      AM_SLICE_ARG(id),
				      id.len < a->oldest_id.len ? "..." : "");
	}
	am_buf_putc(l->out, '\n');
}

static void
put_practice(const struct letter *l, const struct am_report *r)
{
	letter_head(l, "How long they waited for us");
	am_buf_printf(l->out, "%-*s%10s%9s%8s%10s%9s%8s\n", VALUES_AT, "",
		      "median", "9 of 10", "in time", "before:", "9 of 10",
		      "in time");
	put_times(l, "Requester wait", &r->wait, &r->wait_before);
	put_times(l, "First response", &r->all.first, &r->all_before.first);
	put_times(l, "Next response", &r->all.next, &r->all_before.next);
	am_buf_putc(l->out, '\n');
	put_counts(l, r);
}

static void
put_unmatched(const struct letter *l, const struct am_report *r)
{
	if (r->unmatched == 0)
		return;
	am_buf_printf(
		l->out,
		"\n%lld repl%s of staff to mail that this journal never saw.\n"
		"Two users with two journals is the usual cause. This "
		"one is\n    %.*s\n",
		(long long)r->unmatched, r->unmatched == 1 ? "y" : "ies",
		AM_SLICE_ARG(r->journal));
}

static void
put_mails(const struct letter *l, const struct am_report *r)
{
	am_buf_printf(l->out,
		      "\n%lld mail%s came and went, %lld of them "
		      "automatic",
		      (long long)r->events, letter_plural(r->events),
		      (long long)r->automatic);
	if (r->spam > 0)
		am_buf_printf(l->out, " (%lld spam)", (long long)r->spam);
	am_buf_puts(l->out,
		    "; those count nowhere above.\n"
		    "Times are on the wall clock where nothing else is said. A "
		    "number in brackets\nis a conversation: \"amends report "
		    "--explain NUMBER\" shows its arithmetic.\nWhat each "
		    "number means: \"man amends-report\".\n");
}

static void
put_empty(const struct letter *l, const struct am_report *r)
{
	if (r->is_whole && r->events == 0)
		am_buf_printf(l->out,
			      "\nNo mail has been recorded for this time. This "
			      "journal is\n    %.*s\n"
			      "When mail goes through \"amends filter\", it "
			      "shows here.\n",
			      AM_SLICE_ARG(r->journal));
	else
		am_buf_puts(l->out, "\nNo customer has written in this time: "
				    "there is nothing to answer.\n");
}

void
am_report_table(const struct am_report *r, bool has_colour, struct am_buf *out)
{
	const struct letter l = { out, r->calendar, has_colour };
	bool is_empty = r->all.conversations == 0 && r->all.turns == 0;

	put_title(&l, r);
	if (r->is_whole && (r->waiting > 0 || !is_empty))
		put_now(&l, r);
	if (is_empty)
		put_empty(&l, r);
	else
		put_practice(&l, r);
	if (r->is_whole)
		letter_people(&l, r);
	if (!is_empty)
		letter_groups(&l, r);
	if (r->is_whole)
		put_unmatched(&l, r);
	if (r->is_whole && r->events > 0)
		put_mails(&l, r);
}
