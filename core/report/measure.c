/* SPDX-License-Identifier: MIT */
#include "measure.h"

#include <stdlib.h>

#include "amends/rulings.h"
#include "amends/turns.h"

#define MAX_TARGETS 64 /* different ones that are told apart */

static void
make_room(struct measuring *m, size_t n)
{
	if (n <= m->cap)
		return;
	m->cap = n;
	m->wall = am_realloc(m->wall, n * sizeof(*m->wall));
	m->business = am_realloc(m->business, n * sizeof(*m->business));
}

void
measuring_free(struct measuring *m)
{
	free(m->wall);
	free(m->business);
	m->wall = NULL;
	m->business = NULL;
	m->cap = 0;
}

/* ---- targets */

struct targets {
	int64_t secs[MAX_TARGETS];
	int64_t turns[MAX_TARGETS];
	size_t count, last;
};

static void
add_target(struct targets *t, int64_t secs, int64_t turns)
{
	size_t i = t->last;

	if (i >= t->count || t->secs[i] != secs)
		for (i = 0; i < t->count && t->secs[i] != secs; i++)
			;
	if (i == MAX_TARGETS)
		return;
	if (i == t->count) {
		t->secs[i] = secs;
		t->turns[i] = 0;
		t->count++;
	}
	t->turns[i] += turns;
	t->last = i;
}

static void
finish_targets(const struct targets *t, struct am_report_times *out)
{
	int64_t most = 0;

	out->target_secs = AM_NO_TIME;
	out->n_targets = (int64_t)t->count;
	for (size_t i = 0; i < t->count; i++)
		if (t->turns[i] > most ||
		    (t->turns[i] == most && t->secs[i] < out->target_secs)) {
			most = t->turns[i];
			out->target_secs = t->secs[i];
		}
}

/* ---- times */

static int
compare_cases(const void *left, const void *right)
{
	const struct am_report_case *a = left;
	const struct am_report_case *b = right;

	if (a->wall_secs != b->wall_secs)
		return a->wall_secs < b->wall_secs ? 1 : -1;
	return (a->conversation > b->conversation) -
	       (a->conversation < b->conversation);
}

/* Those that were answered are out->count values of m->wall and m->business, from
 * `at` on; they are reordered. */
static void
finish_times(struct measuring *m, size_t at, struct am_report_times *out)
{
	static const int percents[] = { 50, 90 };
	size_t n = (size_t)out->count;
	int64_t wall[2] = { AM_NO_TIME, AM_NO_TIME };
	int64_t business[2] = { AM_NO_TIME, AM_NO_TIME };

	if (n >= AM_REPORT_FEW) {
		am_percentiles(m->wall + at, n, percents, wall, 2);
		am_percentiles(m->business + at, n, percents, business, 2);
	}
	out->median = wall[0];
	out->p90 = wall[1];
	out->business_median = business[0];
	out->business_p90 = business[1];
	if (out->n_cases > 0)
		qsort(out->cases, out->n_cases, sizeof(*out->cases),
		      compare_cases);
}

static void
add_case(struct measuring *m, struct am_report_times *out,
	 const struct am_report_case *c)
{
	if (out->cases == NULL)
		out->cases = am_arena_array(m->arena, AM_REPORT_FEW - 1,
					    sizeof(*out->cases));
	out->cases[out->n_cases++] = *c;
}

enum which_turns {
	FIRST_TURNS = 1,
	NEXT_TURNS = 2
};

static bool
is_one_of(const struct fact *f, int turns)
{
	return f->is_turn &&
	       ((f->is_first ? FIRST_TURNS : NEXT_TURNS) & turns) != 0;
}

static void
list_cases(struct measuring *m, const uint32_t *which, size_t n, int turns,
	   struct am_report_times *out)
{
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &m->facts->items[which[i]];
		const struct am_report_case c = { .conversation =
							  f->conversation,
						  .at = f->at,
						  .wall_secs = f->wall,
						  .business_secs =
							  f->business };

		if (is_one_of(f, turns) && f->wall != AM_NO_TIME)
			add_case(m, out, &c);
	}
}

static void
judge(const struct fact *f, struct targets *targets,
      struct am_report_times *out)
{
	bool is_answered = f->wall != AM_NO_TIME;

	out->count += is_answered;
	if (f->target == AM_NO_TIME)
		return;
	add_target(targets, f->target, 1);
	out->decided += is_answered || f->is_overdue;
	out->in_target += is_answered && f->business <= f->target;
}

static void
count_fact(const struct fact *f, struct am_report_line *line)
{
	bool is_answered = f->wall != AM_NO_TIME;

	line->conversations += f->is_first || !f->is_turn;
	line->thanks += !f->is_turn;
	line->answered += f->is_first && is_answered;
	line->turns += f->is_turn;
	if (!f->is_turn || is_answered)
		return;
	line->waiting++;
	line->overdue += f->is_overdue;
	if (line->oldest_at == AM_NO_TIME || f->at < line->oldest_at) {
		line->oldest_at = f->at;
		line->oldest_conversation = f->conversation;
	}
}

static void
finish_line(struct measuring *m, const uint32_t *which, size_t n,
	    struct am_report_line *line, const struct targets *first,
	    const struct targets *next)
{
	struct targets any = *first;
	struct am_report_times *parts[] = { &line->first, &line->next,
					    &line->any };

	for (size_t i = 0; i < next->count; i++)
		add_target(&any, next->secs[i], next->turns[i]);
	line->any.count = line->first.count + line->next.count;
	line->any.decided = line->first.decided + line->next.decided;
	line->any.in_target = line->first.in_target + line->next.in_target;
	for (int i = 0; i < 3; i++) /* FIRST_TURNS, NEXT_TURNS and both */
		if (parts[i]->count < AM_REPORT_FEW)
			list_cases(m, which, n, i + 1, parts[i]);
	finish_targets(first, &line->first);
	finish_targets(next, &line->next);
	finish_targets(&any, &line->any);
	finish_times(m, 0, &line->first);
	finish_times(m, (size_t)line->first.count, &line->next);
	finish_times(m, 0, &line->any);
}

/* First turns are put from the front of the room and later ones from its back, so
 * that one pass serves both and all. */
void
measure_line(struct measuring *m, const uint32_t *which, size_t n,
	     struct am_report_line *line)
{
	struct targets first = { .count = 0 };
	struct targets next = { .count = 0 };
	size_t front = 0;
	size_t back = n;

	make_room(m, n);
	line->oldest_at = AM_NO_TIME;
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &m->facts->items[which[i]];
		size_t to;

		count_fact(f, line);
		if (!f->is_turn)
			continue;
		judge(f, f->is_first ? &first : &next,
		      f->is_first ? &line->first : &line->next);
		if (f->wall == AM_NO_TIME)
			continue;
		to = f->is_first ? front++ : --back;
		m->wall[to] = f->wall;
		m->business[to] = f->business;
	}
	for (size_t i = back; i < n && front < back; i++) {
		m->wall[front + i - back] = m->wall[i];
		m->business[front + i - back] = m->business[i];
	}
	finish_line(m, which, n, line, &first, &next);
}

/* ---- requester wait */

/* What one turn adds; business seconds of one that waits are not stored. */
static void
wait_of(const struct measuring *m, const struct fact *f, int64_t *wall,
	int64_t *business)
{
	if (f->wall != AM_NO_TIME) {
		*wall = f->wall;
		*business = f->business;
		return;
	}
	*wall = m->now > f->at ? m->now - f->at : 0;
	*business = am_rulings_open_secs(m->facts->rulings,
					 m->facts->inboxes.items[f->inbox],
					 f->at, m->now);
}

static void
add_wait_case(struct measuring *m, size_t from, size_t last,
	      struct am_report_times *out)
{
	const struct fact *items = m->facts->items;
	struct am_report_case c = { .conversation = items[last].conversation,
				    .wall_secs = m->wall[last - from],
				    .business_secs = m->business[last - from] };

	for (size_t i = last; i != NO_FACT && i >= from; i = items[i].earlier) {
		c.at = items[i].at;
		c.is_open |= items[i].wall == AM_NO_TIME;
	}
	add_case(m, out, &c);
}

/* A conversation's sum moves on from turn to turn; what it leaves behind, and
 * who only thanked, is AM_NO_TIME. */
static int64_t
sum_waits(struct measuring *m, size_t from, size_t to)
{
	int64_t count = 0;

	for (size_t i = from; i < to; i++) {
		const struct fact *f = &m->facts->items[i];
		int64_t *wall = &m->wall[i - from];
		int64_t *business = &m->business[i - from];

		if (!f->is_turn) {
			*wall = AM_NO_TIME;
			continue;
		}
		count++;
		wait_of(m, f, wall, business);
		if (f->earlier == NO_FACT || f->earlier < from)
			continue;
		count--;
		*wall += m->wall[f->earlier - from];
		*business += m->business[f->earlier - from];
		m->wall[f->earlier - from] = AM_NO_TIME;
	}
	return count;
}

void
measure_wait(struct measuring *m, size_t from, size_t to,
	     struct am_report_times *out)
{
	size_t kept = 0;

	*out = (struct am_report_times){ .target_secs = AM_NO_TIME };
	make_room(m, to - from);
	out->count = sum_waits(m, from, to);
	for (size_t i = from; i < to; i++)
		if (m->wall[i - from] != AM_NO_TIME &&
		    out->count < AM_REPORT_FEW)
			add_wait_case(m, from, i, out);
	for (size_t i = 0; i < to - from; i++)
		if (m->wall[i] != AM_NO_TIME) {
			m->wall[kept] = m->wall[i];
			m->business[kept++] = m->business[i];
		}
	finish_times(m, 0, out);
}
