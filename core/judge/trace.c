/* SPDX-License-Identifier: MIT
 *
 * Nothing here is run for filter. */
#include "amends/trace.h"

#include <time.h>

#include "amends/flat.h"
#include "run.h"
#include "trace.h"

void
am_trace_start(struct am_arena *arena, struct am_trace *trace)
{
	trace->cuts = am_arena_array(arena, AM_TRACE_MAX, sizeof(*trace->cuts));
	trace->close =
		am_arena_array(arena, AM_TRACE_MAX, sizeof(*trace->close));
	if (trace->wants_times)
		trace->times = am_arena_array(arena, AM_RULES_TIMED_MAX,
					      sizeof(*trace->times));
	trace->n_cuts = trace->n_close = trace->n_times = 0;
}

/* The judge may not ask the kernel; mostly the clock can be read without. */
uint64_t
am_trace_clock(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		return 0;
	return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

const char *
am_context_name(unsigned int contexts)
{
	if (contexts & AM_NEGATED)
		return "negated";
	if (contexts & AM_CONDITIONAL)
		return "conditional";
	if (contexts & AM_THANKED_FOR)
		return "thanked_for";
	return contexts & AM_REPORTED ? "reported" : "";
}

static struct am_slice
words_between(const struct am_place_view *view, uint32_t begin, uint32_t end)
{
	return am_flat_bytes(view->words.text, begin, end - begin);
}

static struct am_slice
cue_text(struct am_place_view *view, const struct am_hit *hit,
	 unsigned int contexts)
{
	const struct am_cue_hit *cue = am_cue_of(view, hit, contexts);

	if (cue == NULL)
		return (struct am_slice){ NULL, 0 };
	return words_between(view, view->words.items[cue->first_word].begin,
			     view->words.items[cue->last_word].end);
}

void
am_trace_cut(struct am_run *run, struct am_place_view *view,
	     const struct am_hit *hit, unsigned int contexts)
{
	struct am_trace *t = run->around->trace;
	struct am_evidence rule;

	am_run_describe(run, run->rule, &(struct am_value){ .count = 0 },
			&rule);
	for (size_t i = 0; i < t->n_cuts; i++)
		if (am_slice_eq(t->cuts[i].rule, rule.rule) &&
		    t->cuts[i].start == hit->begin &&
		    t->cuts[i].end == hit->end)
			return; /* a leaf may look at it again */
	if (t->n_cuts == AM_TRACE_MAX)
		return;
	t->cuts[t->n_cuts++] = (struct am_cut){
		.rule = rule.rule,
		.tag = rule.tag,
		.contexts = contexts,
		.place = am_slice_of(am_place_name((enum am_place)view->place)),
		.text = words_between(view, hit->begin, hit->end),
		.start = hit->begin,
		.end = hit->end,
		.cue = cue_text(view, hit, contexts),
	};
}

static void
name_leaf(const struct am_run *run, const struct am_what_if *w,
	  struct am_close *out)
{
	unsigned int place = w->leaf >> AM_CODE_PLACE_SHIFT & AM_CODE_FIELD;

	out->op = (enum am_cond_op)(w->leaf & AM_CODE_FIELD);
	if (out->op == AM_COND_FACT)
		out->fact = (enum am_fact)place;
	else if (out->op == AM_COND_LANGUAGE || out->op == AM_COND_TAGGED ||
		 out->op == AM_COND_INBOX)
		out->name = am_run_name(&run->book, w->leaf_name);
	else
		out->place = am_slice_of(am_place_name((enum am_place)place));
}

static void
put_close(struct am_run *run, struct am_trace *t, const struct am_what_if *w,
	  enum am_close_kind kind, const struct am_value *value)
{
	struct am_close *out = &t->close[t->n_close++];

	*out = (struct am_close){ .kind = kind,
				  .has = w->has,
				  .needs = w->needs };
	am_run_describe(run, run->rule, value, &out->would);
	if (kind != AM_CLOSE_CONTEXT)
		name_leaf(run, w, out);
}

/* Turn one operator of the condition round, after the other. */
static void
try_joins(struct am_run *run, struct am_trace *t)
{
	struct am_what_if seen = { .turned = UINT32_MAX };
	struct am_value value = { .count = 0 };

	(void)am_run_what_if(run, &seen, &value);
	for (size_t i = 0; i < seen.n_joins; i++) {
		struct am_what_if w = { .turned = seen.joins[i] };

		if (!am_run_what_if(run, &w, &value) || !w.is_turned)
			continue;
		if (!value.has_span && w.kind != AM_CLOSE_COUNT)
			continue;
		put_close(run, t, &w, w.kind, &value);
		return;
	}
}

void
am_trace_close(struct am_run *run)
{
	const struct am_surroundings *around = run->around;
	struct am_trace *t = around->trace;
	struct am_surroundings quiet = *around;
	struct am_what_if plain = { .turned = UINT32_MAX };
	struct am_value value = { .count = 0 };
	size_t n_answered = run->n_answered;

	if (t->n_close == AM_TRACE_MAX)
		return;
	quiet.ask = NULL;
	quiet.custom = NULL;
	quiet.trace = NULL;
	run->around = &quiet;
	run->counts_all = true;
	if (am_run_what_if(run, &plain, &value) && value.has_span) {
		put_close(run, t, &plain, AM_CLOSE_CONTEXT, &value);
	} else {
		run->counts_all = false;
		try_joins(run, t);
	}
	run->counts_all = false;
	run->around = around;
	run->n_answered = n_answered; /* they were not really asked */
	run->has_failed = false;
}
