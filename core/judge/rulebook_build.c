/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "rulebook_builder.h"
#include "rulebook_format.h"

#define RULE_NAME_MAX_BYTES 100
#define WEIGHT_MAX          20.0
#define TEXT_MAX_BYTES      1000

struct am_rulebook_builder *
am_rulebook_builder_new(void)
{
	struct am_rulebook_builder *b = am_calloc(1, sizeof(*b));

	b->arena = am_arena_new();
	b->tables.matcher = am_matcher_builder_new();
	b->tables.arena = b->arena;
	return b;
}

void
am_rulebook_builder_free(struct am_rulebook_builder *b)
{
	if (b == NULL)
		return;
	am_matcher_builder_free(b->tables.matcher);
	am_arena_free(b->arena);
	free(b);
}

static bool
is_rule_name(struct am_slice name)
{
	if (name.len == 0 || name.len > RULE_NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (!am_is_alpha(c) && !am_is_digit(c) && c != '.' &&
		    c != '_' && c != '-')
			return false;
	}
	return true;
}

static bool
is_language(struct am_slice code)
{
	if (code.len != 0 && code.len != 2 && code.len != 3)
		return false;
	for (size_t i = 0; i < code.len; i++)
		if (code.ptr[i] < 'a' || code.ptr[i] > 'z')
			return false;
	return true;
}

static enum am_code
check_rule(const struct am_rule *rule, struct am_err *err)
{
	if (!is_rule_name(rule->name))
		return am_fail(err, AM_ECONFIG,
			       "'%.*s' is no name for a rule: 1 to %d letters, "
			       "digits, '.', '_' and '-'",
			       AM_SLICE_ARG(am_slice_cut_utf8(rule->name, 80)),
			       RULE_NAME_MAX_BYTES);
	if (!am_tag_name_ok(rule->tag))
		return am_fail(err, AM_ECONFIG,
			       "'%.*s' is no name for a tag: 1 to %d small "
			       "letters, digits and '.'",
			       AM_SLICE_ARG(am_slice_cut_utf8(rule->tag, 80)),
			       AM_TAG_NAME_MAX_BYTES);
	if (rule->cause.len > 0 && !am_tag_name_ok(rule->cause))
		return am_fail(err, AM_ECONFIG,
			       "'%.*s' is no name for a cause: 1 to %d small "
			       "letters, digits and '.'",
			       AM_SLICE_ARG(am_slice_cut_utf8(rule->cause, 80)),
			       AM_TAG_NAME_MAX_BYTES);
	if (rule->why.len == 0 || rule->why.len > TEXT_MAX_BYTES)
		return am_fail(err, AM_ECONFIG,
			       "`why` must say in a line why this counts");
	if (!isfinite(rule->weight) || fabs(rule->weight) > WEIGHT_MAX)
		return am_fail(err, AM_ECONFIG,
			       "`weight` must be a number from -%.0f to %.0f",
			       WEIGHT_MAX, WEIGHT_MAX);
	if (!is_language(rule->language))
		return am_fail(err, AM_ECONFIG, "'%.*s' is no language code",
			       AM_SLICE_ARG(rule->language));
	return AM_OK;
}

/* The row of that tag, made when it is new; NULL when there are too many. */
static struct am_tag_row *
need_tag(struct am_rulebook_builder *b, struct am_slice name,
	 struct am_err *err)
{
	for (size_t i = 0; i < b->n_tags; i++)
		if (am_slice_eq(b->tags[i].name, name))
			return &b->tags[i];
	if (b->n_tags == AM_TAGS_MAX) {
		(void)am_fail(err, AM_ECONFIG, "there are more than %d tags",
			      AM_TAGS_MAX);
		return NULL;
	}
	b->tags = am_arena_grow(b->arena, b->tags, b->n_tags, &b->cap_tags,
				sizeof(*b->tags));
	b->tags[b->n_tags] = (struct am_tag_row){
		.name = am_arena_dup(b->arena, name),
		.threshold = 0.5,
	};
	return &b->tags[b->n_tags++];
}

static struct am_rule_row *
row_for(struct am_rulebook_builder *b, struct am_slice name)
{
	for (size_t i = 0; i < b->n_rules; i++)
		if (am_slice_eq(b->rules[i].rule.name, name))
			return &b->rules[i];
	b->rules = am_arena_grow(b->arena, b->rules, b->n_rules, &b->cap_rules,
				 sizeof(*b->rules));
	return &b->rules[b->n_rules++];
}

enum am_code
am_rulebook_add_rule(struct am_rulebook_builder *b, const struct am_rule *rule,
		     struct am_err *err)
{
	enum am_code rc = check_rule(rule, err);
	struct am_code_of_rule code = { .words = NULL };
	struct am_rule_row *row;

	if (rc == AM_OK && b->n_rules >= AM_RULES_MAX)
		rc = am_fail(err, AM_ECONFIG, "there are more than %u rules",
			     AM_RULES_MAX);
	if (rc == AM_OK)
		rc = am_code_compile(rule->when, &b->tables, &code, err);
	if (rc != AM_OK)
		return rc;
	if (!am_slice_eqs(rule->tag, "urgency") &&
	    need_tag(b, rule->tag, err) == NULL)
		return err->code;
	row = row_for(b, rule->name);
	row->code = code;
	row->rule = *rule;
	row->rule.when = NULL;
	row->rule.name = am_arena_dup(b->arena, rule->name);
	row->rule.why = am_arena_dup(b->arena, rule->why);
	row->rule.tag = am_arena_dup(b->arena, rule->tag);
	row->rule.cause = am_arena_dup(b->arena, rule->cause);
	row->rule.language = am_arena_dup(b->arena, rule->language);
	row->rule.file = am_arena_dup(b->arena, rule->file);
	return AM_OK;
}

enum am_code
am_rulebook_add_tag(struct am_rulebook_builder *b, struct am_slice name,
		    double bias, double threshold, struct am_err *err)
{
	struct am_tag_row *row;

	if (!am_tag_name_ok(name))
		return am_fail(err, AM_ECONFIG,
			       "'%.*s' is no name for a tag: 1 to %d small "
			       "letters, digits and '.'",
			       AM_SLICE_ARG(am_slice_cut_utf8(name, 80)),
			       AM_TAG_NAME_MAX_BYTES);
	if (!isfinite(bias) || fabs(bias) > WEIGHT_MAX)
		return am_fail(err, AM_ECONFIG,
			       "`bias` must be a number from -%.0f to %.0f",
			       WEIGHT_MAX, WEIGHT_MAX);
	if (!(threshold >= 0 && threshold <= 1))
		return am_fail(err, AM_ECONFIG,
			       "`threshold` is a probability from 0 to 1");
	if (am_slice_eqs(name, "urgency")) {
		if (bias < 0 || bias > 0)
			return am_fail(err, AM_ECONFIG,
				       "'urgency' has no bias: without "
				       "evidence it is normal");
		return AM_OK;
	}
	row = need_tag(b, name, err);
	if (row == NULL)
		return err->code;
	row->bias = bias;
	row->threshold = threshold;
	return AM_OK;
}

enum am_code
am_rulebook_add_cue(struct am_rulebook_builder *b, struct am_slice language,
		    enum am_context context, struct am_slice phrase,
		    struct am_err *err)
{
	struct am_cue_row cue = { .context = context };
	enum am_code rc;

	if (!is_language(language))
		return am_fail(err, AM_ECONFIG, "'%.*s' is no language code",
			       AM_SLICE_ARG(language));
	if (context != AM_NEGATED && context != AM_CONDITIONAL &&
	    context != AM_REPORTED && context != AM_THANKED_FOR &&
	    context != AM_TURN)
		return am_fail(err, AM_ECONFIG, "no such context");
	rc = am_matcher_add_phrase(b->tables.matcher, phrase, &cue.pattern,
				   err);
	if (rc != AM_OK)
		return rc;
	cue.language = am_arena_dup(b->arena, language);
	b->cues = am_arena_grow(b->arena, b->cues, b->n_cues, &b->cap_cues,
				sizeof(*b->cues));
	b->cues[b->n_cues++] = cue;
	return AM_OK;
}
