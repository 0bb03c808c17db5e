/* SPDX-License-Identifier: MIT */
#include "amends/verdict.h"

#include <math.h>
#include <string.h>

#define URGENCY "urgency"

void
am_verdict_start(struct am_arena *arena, struct am_verdict *v)
{
	*v = (struct am_verdict){ .urgency = am_urgency_of_score(0) };
	v->tags = am_arena_array(arena, AM_TAGS_MAX, sizeof(*v->tags));
	v->evidence =
		am_arena_array(arena, AM_EVIDENCE_MAX, sizeof(*v->evidence));
}

struct am_tag *
am_verdict_tag(const struct am_verdict *v, struct am_slice name)
{
	for (size_t i = 0; i < v->n_tags; i++)
		if (am_slice_eq(v->tags[i].name, name))
			return &v->tags[i];
	return NULL;
}

struct am_tag *
am_verdict_need_tag(struct am_arena *arena, struct am_verdict *v,
		    struct am_slice name)
{
	struct am_tag *tag = am_verdict_tag(v, name);

	if (tag != NULL)
		return tag;
	if (!am_tag_name_ok(name) || am_slice_eqs(name, URGENCY))
		return NULL;
	if (v->n_tags == AM_TAGS_MAX) {
		v->is_cut = true;
		return NULL;
	}
	tag = &v->tags[v->n_tags++];
	*tag = (struct am_tag){
		.name = am_arena_dup(arena, name),
		.threshold = 0.5,
		.probability = am_probability(0),
	};
	return tag;
}

static struct am_slice
copy(struct am_arena *arena, struct am_slice s)
{
	return s.len > 0 ? am_arena_dup(arena, s) : (struct am_slice){ "", 0 };
}

static void
list(struct am_arena *arena, struct am_verdict *v,
     const struct am_evidence *evidence)
{
	struct am_evidence *e;

	if (v->n_evidence == AM_EVIDENCE_MAX) {
		v->is_cut = true;
		return;
	}
	e = &v->evidence[v->n_evidence++];
	*e = *evidence;
	e->rule = copy(arena, evidence->rule);
	e->tag = copy(arena, evidence->tag);
	e->cause = copy(arena, evidence->cause);
	e->why = copy(arena, evidence->why);
	e->file = copy(arena, evidence->file);
	e->place = copy(arena, evidence->place);
	e->text = copy(arena,
		       am_slice_cut_utf8(evidence->text, AM_EVIDENCE_TEXT_MAX));
}

/* A sign of a cause speaks for the cause too, whatever tag it is for. */
static void
count_cause(struct am_arena *arena, struct am_verdict *v,
	    const struct am_evidence *evidence)
{
	bool is_new = am_verdict_tag(v, evidence->cause) == NULL;
	struct am_tag *tag;

	if (evidence->cause.len == 0 || evidence->weight <= 0)
		return;
	tag = am_verdict_need_tag(arena, v, evidence->cause);
	if (tag == NULL)
		return;
	if (is_new)
		tag->bias = tag->score = AM_CAUSE_BIAS;
	tag->score += evidence->weight;
	tag->probability = am_probability(tag->score);
}

void
am_verdict_add(struct am_arena *arena, struct am_verdict *v,
	       const struct am_evidence *evidence)
{
	struct am_tag *tag;

	if (!isfinite(evidence->weight))
		return;
	if (am_slice_eqs(evidence->tag, URGENCY)) {
		v->urgency_score += evidence->weight;
		v->urgency = am_urgency_of_score(v->urgency_score);
	} else {
		tag = am_verdict_need_tag(arena, v, evidence->tag);
		if (tag == NULL)
			return;
		tag->score += evidence->weight;
		tag->probability = am_probability(tag->score);
	}
	count_cause(arena, v, evidence);
	list(arena, v, evidence);
}

const char *
am_exposure_name(enum am_exposure exposure)
{
	static const char *const names[AM_EXPOSURES] = {
		[AM_EXPOSURE_NONE] = "none",
		[AM_EXPOSURE_HINT] = "hint",
		[AM_EXPOSURE_STATED] = "stated",
		[AM_EXPOSURE_DONE] = "done",
	};

	return (unsigned int)exposure < AM_EXPOSURES ? names[exposure] : "";
}

bool
am_exposure_of_name(struct am_slice name, enum am_exposure *out)
{
	for (int i = 0; i < AM_EXPOSURES; i++) {
		if (!am_slice_eqs(name, am_exposure_name((enum am_exposure)i)))
			continue;
		*out = (enum am_exposure)i;
		return true;
	}
	return false;
}

bool
am_tag_name_ok(struct am_slice name)
{
	if (name.len == 0 || name.len > AM_TAG_NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (!(c >= 'a' && c <= 'z') && !am_is_digit(c) && c != '.')
			return false;
	}
	return true;
}

double
am_probability(double score)
{
	return 1.0 / (1.0 + exp(-score));
}

enum am_urgency
am_urgency_of_score(double score)
{
	if (score < 0)
		return AM_LOW;
	if (score < 1)
		return AM_NORMAL;
	return score < 2.5 ? AM_HIGH : AM_CRITICAL;
}
