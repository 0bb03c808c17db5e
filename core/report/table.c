/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "amends/clock.h"
#include "amends/report.h"

#define NAME_WIDTH   28
#define ID_MAX_BYTES 70 /* of a message id in 80 columns */

static void
put_when(struct am_buf *out, int64_t utc)
{
	struct am_civil c;

	am_civil_of_utc(utc, &c);
	am_buf_printf(out, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day,
		      c.hour, c.minute);
}

static void
put_period(const struct am_report *r, struct am_buf *out)
{
	bool has_since = r->period.since != AM_NO_TIME;
	bool has_until = r->period.until != AM_NO_TIME;

	am_buf_puts(out, "Response times, ");
	if (has_since) {
		am_buf_puts(out, "from ");
		put_when(out, r->period.since);
		am_buf_putc(out, ' ');
	}
	am_buf_puts(out, has_since || has_until ? "until " : "up to ");
	put_when(out, has_until ? r->period.until : r->now);
	am_buf_puts(out, " UTC\n\n");
}

static void
put_times(struct am_buf *out, const char *label, int64_t median, int64_t p90,
	  int64_t count)
{
	char middle[AM_DURATION_BYTES];
	char high[AM_DURATION_BYTES];

	am_duration_format(median, middle);
	am_duration_format(p90, high);
	am_buf_printf(out, "%-16s%8lld   median %-9s 90th percentile %s\n",
		      label, (long long)count, middle, high);
}

static void
put_oldest(const struct am_report *r, struct am_buf *out)
{
	const struct am_report_line *all = &r->all;
	struct am_slice id = am_slice_cut_utf8(all->oldest_id, ID_MAX_BYTES);
	char age[AM_DURATION_BYTES];

	if (all->oldest_at == AM_NO_TIME) {
		am_buf_puts(out, "\n");
		return;
	}
	am_duration_format(
		r->now > all->oldest_at ? r->now - all->oldest_at : 0, age);
	am_buf_printf(out, "   the oldest for %s, since ", age);
	put_when(out, all->oldest_at);
	if (id.len > 0)
		am_buf_printf(out, "\n    <%.*s%s>", AM_SLICE_ARG(id),
			      id.len < all->oldest_id.len ? "..." : "");
	am_buf_puts(out, "\n");
}

static void
put_tag(const struct am_report_line *line, struct am_buf *out)
{
	char middle[AM_DURATION_BYTES];
	char high[AM_DURATION_BYTES];

	am_duration_format(line->first_median, middle);
	am_duration_format(line->first_p90, high);
	am_buf_printf(out, "%-*.*s", NAME_WIDTH, AM_SLICE_ARG(line->name));
	if (line->name.len > NAME_WIDTH)
		am_buf_printf(out, "\n%*s", NAME_WIDTH, "");
	am_buf_printf(out, "%9lld%10lld%9lld%11s%12s\n",
		      (long long)line->conversations, (long long)line->answered,
		      (long long)line->waiting, middle, high);
}

static void
put_unmatched(const struct am_report *r, struct am_buf *out)
{
	if (r->unmatched == 0)
		return;
	am_buf_printf(
		out,
		"\n%lld %s of staff to mail that this journal never saw.\n"
		"Two users with two journals is the usual cause. This "
		"one is\n    %.*s\n",
		(long long)r->unmatched,
		r->unmatched == 1 ? "reply" : "replies",
		AM_SLICE_ARG(r->journal));
}

static const char meaning[] =
	"\n"
	"What the numbers say\n"
	"  Conversations: customers' first mail that lies in the period. Robots,\n"
	"    bounces, lists and marked spam are left out everywhere.\n"
	"  Answered: a person of ours has written to the customer since; our\n"
	"    automatic acknowledgements are no answers.\n"
	"  Only thanks: the customer only thanked; nobody has to answer that.\n"
	"  Still waiting: a customer's mail of the period, the first or a later one,\n"
	"    that nobody has answered. It is in no median below.\n"
	"  First response: from the customer's first mail to our first answer.\n"
	"  Next response: from the oldest unanswered later mail to our answer.\n"
	"  Times are wall clock, in UTC. Median and 90th percentile are nearest-rank:\n"
	"    half, and nine of ten, of the answers took that long or less.\n"
	"  By tag: conversations in which any mail of the customer has the tag.\n";

static void
put_empty(const struct am_report *r, struct am_buf *out)
{
	if (r->events == 0)
		am_buf_printf(
			out,
			"No mail has been recorded%s yet. This journal is\n"
			"    %.*s\n"
			"When mail goes through \"amends filter\", it shows "
			"here.\n",
			r->period.since != AM_NO_TIME ||
					r->period.until != AM_NO_TIME
				? " for this time"
				: "",
			AM_SLICE_ARG(r->journal));
	else
		am_buf_printf(out,
			      "No customer has written in this time: there is "
			      "nothing to answer.\n"
			      "(%lld %s, %lld of them automatic.)\n",
			      (long long)r->events,
			      r->events == 1 ? "message" : "messages",
			      (long long)r->automatic);
}

void
am_report_table(const struct am_report *r, struct am_buf *out)
{
	const struct am_report_line *all = &r->all;

	if (all->conversations == 0 && all->waiting == 0 &&
	    all->next_count == 0) {
		put_empty(r, out);
		put_unmatched(r, out);
		return;
	}
	put_period(r, out);
	am_buf_printf(out, "%-16s%8lld\n", "Conversations",
		      (long long)all->conversations);
	am_buf_printf(out, "%-16s%8lld\n", "Answered",
		      (long long)all->answered);
	am_buf_printf(out, "%-16s%8lld\n", "Only thanks",
		      (long long)all->thanks);
	am_buf_printf(out, "%-16s%8lld", "Still waiting",
		      (long long)all->waiting);
	put_oldest(r, out);
	put_times(out, "First response", all->first_median, all->first_p90,
		  all->answered);
	put_times(out, "Next response", all->next_median, all->next_p90,
		  all->next_count);
	if (r->n_tags > 0)
		am_buf_printf(out, "\n%-*s%9s%10s%9s%11s%12s\n", NAME_WIDTH,
			      "By tag", "conv.", "answered", "waiting",
			      "median", "90th perc.");
	for (size_t i = 0; i < r->n_tags; i++)
		put_tag(&r->tags[i], out);
	put_unmatched(r, out);
	am_buf_puts(out, meaning);
}
