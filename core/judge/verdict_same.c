/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/verdict.h"

struct am_verdict
am_verdict_copy(struct am_arena *arena, const struct am_verdict *v)
{
	struct am_verdict out = *v;

	out.tags = am_arena_array(arena, v->n_tags, sizeof(*v->tags));
	out.evidence =
		am_arena_array(arena, v->n_evidence, sizeof(*v->evidence));
	if (v->n_tags > 0)
		memcpy(out.tags, v->tags, v->n_tags * sizeof(*v->tags));
	if (v->n_evidence > 0)
		memcpy(out.evidence, v->evidence,
		       v->n_evidence * sizeof(*v->evidence));
	return out;
}

/* Exactly: a sum may come out otherwise in another order. */
static bool
same_number(double a, double b)
{
	return a <= b && a >= b;
}

static bool
same_tag(const struct am_tag *a, const struct am_tag *b)
{
	return am_slice_eq(a->name, b->name) && same_number(a->bias, b->bias) &&
	       same_number(a->threshold, b->threshold) &&
	       same_number(a->score, b->score) && a->is_set == b->is_set;
}

static bool
same_evidence(const struct am_evidence *a, const struct am_evidence *b)
{
	return am_slice_eq(a->rule, b->rule) && am_slice_eq(a->tag, b->tag) &&
	       same_number(a->weight, b->weight) &&
	       am_slice_eq(a->cause, b->cause) && am_slice_eq(a->why, b->why) &&
	       am_slice_eq(a->place, b->place) &&
	       am_slice_eq(a->text, b->text) && a->start == b->start &&
	       a->end == b->end && am_slice_eq(a->facts, b->facts);
}

bool
am_verdict_same(const struct am_verdict *a, const struct am_verdict *b)
{
	if (a->n_tags != b->n_tags || a->n_evidence != b->n_evidence ||
	    !same_number(a->urgency_score, b->urgency_score) ||
	    a->exposure != b->exposure || a->is_cut != b->is_cut ||
	    strcmp(a->language.code, b->language.code) != 0 ||
	    !same_number(a->language.probability, b->language.probability) ||
	    !am_slice_eq(a->failed_rule, b->failed_rule) ||
	    a->proposal.is_made || b->proposal.is_made)
		return false;
	for (size_t i = 0; i < a->n_tags; i++)
		if (!same_tag(&a->tags[i], &b->tags[i]))
			return false;
	for (size_t i = 0; i < a->n_evidence; i++)
		if (!same_evidence(&a->evidence[i], &b->evidence[i]))
			return false;
	return true;
}
