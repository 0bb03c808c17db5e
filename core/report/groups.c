/* SPDX-License-Identifier: MIT */
#include "groups.h"

#include <stdlib.h>

#include "weeks.h"

#define HOURS_OF_WEEK 168
#define QUARTER_SECS  900 /* no zone changes its clock within one */
#define CAUSE_PREFIX  "cause."

/* Which fact belongs to which line; a fact may belong to several. */
struct pairs {
	uint32_t *lines, *facts; /* heap */
	size_t count, cap;
};

static void
add_pair(struct pairs *p, size_t line, size_t fact)
{
	if (p->count == p->cap) {
		p->cap = p->cap == 0 ? 1024 : p->cap * 2;
		p->lines = am_realloc(p->lines, p->cap * sizeof(*p->lines));
		p->facts = am_realloc(p->facts, p->cap * sizeof(*p->facts));
	}
	p->lines[p->count] = (uint32_t)line;
	p->facts[p->count++] = (uint32_t)fact;
}

/* Sorted by line (the order within a line stays), and measured. */
static void
measure_pairs(const struct grouping *g, const struct pairs *p,
	      struct am_report_group *out)
{
	size_t *ends = am_calloc(out->n_lines + 1, sizeof(*ends));
	uint32_t *sorted = am_malloc((p->count + 1) * sizeof(*sorted));
	size_t begin = 0;

	for (size_t i = 0; i < p->count; i++)
		ends[p->lines[i] + 1]++;
	for (size_t i = 1; i <= out->n_lines; i++)
		ends[i] += ends[i - 1];
	for (size_t i = 0; i < p->count; i++)
		sorted[ends[p->lines[i]]++] = p->facts[i];
	for (size_t i = 0; i < out->n_lines; i++) {
		measure_line(g->measuring, sorted + begin, ends[i] - begin,
			     &out->lines[i]);
		begin = ends[i];
	}
	free(sorted);
	free(ends);
}

static struct am_slice
name_or_dash(struct am_slice name)
{
	return name.len > 0 ? name : AM_SLICE_LIT("-");
}

static void
make_lines(const struct grouping *g, size_t n, const struct am_slice *names,
	   struct am_report_group *out)
{
	out->n_lines = n;
	out->lines = am_arena_array(g->arena, n, sizeof(*out->lines));
	for (size_t i = 0; names != NULL && i < n; i++)
		out->lines[i].name =
			am_arena_dup(g->arena, name_or_dash(names[i]));
}

/* ---- lines in the order of time */

static void
make_weeks(const struct grouping *g, const struct weeks *weeks,
	   struct am_report_group *out)
{
	make_lines(g, weeks->count, NULL, out);
	for (size_t i = 0; i < weeks->count; i++) {
		out->lines[i].begins_at = weeks->begins[i];
		out->lines[i].name =
			weeks_name(g->arena, g->report, weeks->begins[i]);
	}
}

static void
make_hours(const struct grouping *g, struct am_report_group *out)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu",
					    "fri", "sat", "sun" };

	make_lines(g, HOURS_OF_WEEK, NULL, out);
	for (int i = 0; i < HOURS_OF_WEEK; i++) {
		out->lines[i].hour_of_week = i;
		out->lines[i].name = am_arena_printf(g->arena, "%s.%02d",
						     days[i / 24], i % 24);
	}
}

/* The clock of the last fact: most have the same, and come one after another. */
struct clock {
	const struct am_calendar *calendar;
	int64_t quarter;
	int offset;
	bool is_set;
};

static size_t
hour_of_week(struct clock *clock, const struct am_calendar *calendar,
	     int64_t at)
{
	int64_t quarter = at / QUARTER_SECS;
	int64_t local;

	if (!clock->is_set || clock->calendar != calendar ||
	    clock->quarter != quarter)
		*clock = (struct clock){ calendar, quarter,
					 am_calendar_offset(calendar, at),
					 true };
	local = at + clock->offset;
	return (size_t)((am_weekday(local) + 6) % 7) * 24 +
	       (size_t)(((local % 86400) + 86400) % 86400 / 3600);
}

/* ---- which line */

struct keys {
	struct weeks weeks;
	struct clock clock;
};

static size_t
line_of(const struct grouping *g, enum am_report_by by, struct keys *keys,
	const struct fact *f)
{
	switch (by) {
	case AM_BY_WEEK:
		return weeks_find(&keys->weeks, f->at);
	case AM_BY_HOUR:
		return hour_of_week(&keys->clock, places_calendar(g->places, f),
				    f->at);
	case AM_BY_TEAM:
		return places_team(g->places, f);
	case AM_BY_URGENCY: /* the most urgent first, the unknown last */
		return f->urgency == AM_NO_URGENCY
			       ? AM_URGENCIES
			       : (size_t)(AM_CRITICAL - f->urgency);
	case AM_BY_LANGUAGE:
		return f->language;
	case AM_BY_INBOX:
	case AM_BY_TAG:
	case AM_BY_CAUSE:
	case AM_REPORT_BYS:
	default:
		return f->inbox;
	}
}

static void
make_urgencies(const struct grouping *g, struct am_report_group *out)
{
	make_lines(g, AM_URGENCIES + 1, NULL, out);
	for (int i = 0; i < AM_URGENCIES; i++)
		out->lines[i].name =
			am_slice_of(am_urgency_name(AM_CRITICAL - i));
	out->lines[AM_URGENCIES].name = AM_SLICE_LIT("-");
}

static void
make_named(const struct grouping *g, enum am_report_by by, struct keys *keys,
	   struct am_report_group *out)
{
	const struct facts *f = g->facts;

	switch (by) {
	case AM_BY_WEEK:
		weeks_of(g->arena, g->report, &keys->weeks);
		make_weeks(g, &keys->weeks, out);
		break;
	case AM_BY_HOUR:
		make_hours(g, out);
		break;
	case AM_BY_URGENCY:
		make_urgencies(g, out);
		break;
	case AM_BY_TEAM:
		make_lines(g, g->places->teams.count, g->places->teams.items,
			   out);
		break;
	case AM_BY_LANGUAGE:
		make_lines(g, f->languages.count, f->languages.items, out);
		break;
	case AM_BY_INBOX:
	case AM_BY_TAG:
	case AM_BY_CAUSE:
	case AM_REPORT_BYS:
	default:
		make_lines(g, f->inboxes.count, f->inboxes.items, out);
	}
}

/* ---- by tag: what is set on any of the customer's mails */

struct tagging {
	const struct grouping *g;
	struct pairs *pairs;
	struct names tags;
	bool wants_causes;
	int64_t conversation;
	uint32_t *seen; /* by tag: the last conversation's mark */
	size_t seen_cap;
	uint32_t mark;
};

static void
take_tag(void *ctx, int64_t at, struct am_slice tag)
{
	struct tagging *t = ctx;
	const struct facts *f = t->g->facts;
	size_t line;

	(void)at;
	if (t->wants_causes && !am_slice_starts(tag, CAUSE_PREFIX))
		return;
	line = names_put(&t->tags, t->g->arena, tag);
	if (line >= t->seen_cap)
		t->seen = am_arena_grow(t->g->arena, t->seen, line,
					&t->seen_cap, sizeof(*t->seen));
	if (t->seen[line] == t->mark)
		return;
	t->seen[line] = t->mark;
	for (uint32_t i = facts_of(f, t->conversation);
	     i != NO_FACT && i >= f->n_before; i = f->items[i].earlier)
		add_pair(t->pairs, line, i);
}

static enum am_code
pair_tags(const struct grouping *g, enum am_report_by by, struct pairs *pairs,
	  struct am_report_group *out, struct am_err *err)
{
	const struct facts *f = g->facts;
	struct tagging t = { .g = g,
			     .pairs = pairs,
			     .wants_causes = by == AM_BY_CAUSE };
	enum am_code rc = AM_OK;

	for (size_t i = f->n_before; rc == AM_OK && i < f->count; i++) {
		t.conversation = f->items[i].conversation;
		if (facts_of(f, t.conversation) != i)
			continue; /* once a conversation */
		t.mark++;
		rc = am_journal_tags_of(g->journal, t.conversation,
					g->report->now, take_tag, &t, err);
	}
	if (rc == AM_OK)
		make_lines(g, t.tags.count, t.tags.items, out);
	return rc;
}

/* ---- order */

static int
compare_lines(const void *left, const void *right)
{
	const struct am_report_line *a = left;
	const struct am_report_line *b = right;

	if (a->conversations != b->conversations)
		return a->conversations < b->conversations ? 1 : -1;
	return am_slice_cmp(a->name, b->name);
}

static void
drop_empty(struct am_report_group *group)
{
	size_t kept = 0;

	for (size_t i = 0; i < group->n_lines; i++)
		if (group->lines[i].turns > 0 || group->lines[i].thanks > 0)
			group->lines[kept++] = group->lines[i];
	group->n_lines = kept;
}

enum am_code
group_facts(const struct grouping *g, enum am_report_by by,
	    struct am_report_group *out, struct am_err *err)
{
	const struct facts *f = g->facts;
	struct pairs pairs = { 0 };
	struct keys keys = { .clock = { 0 } };
	bool is_tagged = by == AM_BY_TAG || by == AM_BY_CAUSE;
	enum am_code rc = AM_OK;

	if (is_tagged)
		rc = pair_tags(g, by, &pairs, out, err);
	else
		make_named(g, by, &keys, out);
	for (size_t i = f->n_before; !is_tagged && i < f->count; i++)
		add_pair(&pairs, line_of(g, by, &keys, &f->items[i]), i);
	if (rc == AM_OK)
		measure_pairs(g, &pairs, out);
	free(pairs.lines);
	free(pairs.facts);
	if (rc != AM_OK || by == AM_BY_WEEK)
		return rc;
	drop_empty(out);
	if (by != AM_BY_HOUR && by != AM_BY_URGENCY && out->n_lines > 0)
		qsort(out->lines, out->n_lines, sizeof(*out->lines),
		      compare_lines);
	return rc;
}
