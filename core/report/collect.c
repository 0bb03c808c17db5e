/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "amends/report.h"
#include "amends/turns.h"

struct times {
	int64_t *secs;
	size_t count, cap;
};

/* A line that is being counted. */
struct counting {
	struct am_arena *arena;
	struct am_report_line line;
	struct times first, next;
};

struct by_tag {
	struct counting now;
	struct am_report_line *lines;
	size_t count, cap;
};

static void
add_time(struct am_arena *arena, struct times *times, int64_t secs)
{
	times->secs = am_arena_grow(arena, times->secs, times->count,
				    &times->cap, sizeof(*times->secs));
	times->secs[times->count++] = secs;
}

static void
start_line(struct counting *c, struct am_slice name)
{
	c->line = (struct am_report_line){ .name = name,
					   .oldest_at = AM_NO_TIME };
	c->first.count = 0;
	c->next.count = 0;
}

static void
count_row(struct counting *c, const struct am_journal_row *row)
{
	struct am_report_line *line = &c->line;
	bool is_answered = row->answered_at != AM_NO_TIME;

	if (!row->has_turn) {
		line->conversations++;
		line->thanks++;
		return;
	}
	line->conversations += row->is_first;
	line->answered += row->is_first && is_answered;
	if (is_answered) {
		add_time(c->arena, row->is_first ? &c->first : &c->next,
			 row->answered_at - row->at);
		return;
	}
	line->waiting++;
	if (line->oldest_at == AM_NO_TIME || row->at < line->oldest_at) {
		line->oldest_at = row->at;
		line->oldest_id = am_arena_dup(c->arena, row->message_id);
	}
}

static void
finish_line(struct counting *c)
{
	struct am_report_line *line = &c->line;

	line->first_median = am_percentile(c->first.secs, c->first.count, 50);
	line->first_p90 = am_percentile(c->first.secs, c->first.count, 90);
	line->next_count = (int64_t)c->next.count;
	line->next_median = am_percentile(c->next.secs, c->next.count, 50);
	line->next_p90 = am_percentile(c->next.secs, c->next.count, 90);
}

static void
take_row(void *ctx, const struct am_journal_row *row)
{
	count_row(ctx, row);
}

static void
keep_line(struct by_tag *b)
{
	if (b->now.line.name.len == 0)
		return;
	finish_line(&b->now);
	b->lines = am_arena_grow(b->now.arena, b->lines, b->count, &b->cap,
				 sizeof(*b->lines));
	b->lines[b->count++] = b->now.line;
}

static void
take_tag_row(void *ctx, const struct am_journal_row *row)
{
	struct by_tag *b = ctx;

	if (!am_slice_eq(b->now.line.name, row->tag)) {
		keep_line(b);
		start_line(&b->now, am_arena_dup(b->now.arena, row->tag));
	}
	count_row(&b->now, row);
}

static int
compare_lines(const void *left, const void *right)
{
	const struct am_report_line *a = left;
	const struct am_report_line *b = right;

	if (a->conversations != b->conversations)
		return a->conversations < b->conversations ? 1 : -1;
	return am_slice_cmp(a->name, b->name);
}

static enum am_code
collect_tags(struct am_journal *journal, const struct am_period *period,
	     struct am_arena *arena, struct am_report *out, struct am_err *err)
{
	struct by_tag b = { .now.arena = arena };
	enum am_code rc;

	start_line(&b.now, (struct am_slice){ 0 });
	rc = am_journal_walk(journal, period, true, take_tag_row, &b, err);
	if (rc != AM_OK)
		return rc;
	keep_line(&b);
	if (b.count > 0)
		qsort(b.lines, b.count, sizeof(*b.lines), compare_lines);
	out->tags = b.lines;
	out->n_tags = b.count;
	return AM_OK;
}

enum am_code
am_report_collect(struct am_journal *journal, const struct am_period *period,
		  int64_t now, struct am_arena *arena, struct am_report *out,
		  struct am_err *err)
{
	struct am_report report = { .period = *period, .now = now };
	struct counting all = { .arena = arena };
	struct am_journal_totals totals = { 0 };
	enum am_code rc;

	report.journal =
		am_arena_dup(arena, am_slice_of(am_journal_path(journal)));
	start_line(&all, (struct am_slice){ 0 });
	if ((rc = am_journal_walk(journal, period, false, take_row, &all,
				  err)) != AM_OK ||
	    (rc = collect_tags(journal, period, arena, &report, err)) !=
		    AM_OK ||
	    (rc = am_journal_totals(journal, period, &totals, err)) != AM_OK)
		return rc;
	finish_line(&all);
	report.all = all.line;
	report.events = totals.events;
	report.automatic = totals.automatic;
	report.unmatched = totals.unmatched;
	*out = report;
	return AM_OK;
}
