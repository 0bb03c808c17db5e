/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "amends/matcher.h"
#include "amends/rulebook.h"
#include "amends/wire.h"
#include "rulebook_code.h"
#include "rulebook_format.h"

#define RULE_NAME_MAX_BYTES 100
#define WEIGHT_MAX          20.0
#define TEXT_MAX_BYTES      1000

struct rule_row {
	struct am_rule rule; /* copied; `when` is not kept */
	struct am_code_of_rule code;
};

struct tag_row {
	struct am_slice name;
	double bias, threshold;
};

struct cue_row {
	uint32_t pattern;
	enum am_context context;
	struct am_slice language;
};

struct am_rulebook_builder {
	struct am_arena *arena;
	struct am_matcher_builder *matcher;
	struct rule_row *rules;
	size_t n_rules, cap_rules;
	struct tag_row *tags;
	size_t n_tags, cap_tags;
	struct cue_row *cues;
	size_t n_cues, cap_cues;
};

struct am_rulebook_builder *
am_rulebook_builder_new(void)
{
	struct am_rulebook_builder *b = am_calloc(1, sizeof(*b));

	b->arena = am_arena_new();
	b->matcher = am_matcher_builder_new();
	return b;
}

void
am_rulebook_builder_free(struct am_rulebook_builder *b)
{
	if (b == NULL)
		return;
	am_matcher_builder_free(b->matcher);
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
static struct tag_row *
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
	b->tags[b->n_tags] = (struct tag_row){
		.name = am_arena_dup(b->arena, name),
		.threshold = 0.5,
	};
	return &b->tags[b->n_tags++];
}

static struct rule_row *
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
	struct rule_row *row;

	if (rc == AM_OK && b->n_rules >= AM_RULES_MAX)
		rc = am_fail(err, AM_ECONFIG, "there are more than %u rules",
			     AM_RULES_MAX);
	if (rc == AM_OK)
		rc = am_code_compile(rule->when, b->matcher, b->arena, &code,
				     err);
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
	struct tag_row *row;

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
	struct cue_row cue = { .context = context };
	enum am_code rc;

	if (!is_language(language))
		return am_fail(err, AM_ECONFIG, "'%.*s' is no language code",
			       AM_SLICE_ARG(language));
	if (context != AM_NEGATED && context != AM_CONDITIONAL &&
	    context != AM_REPORTED && context != AM_THANKED_FOR &&
	    context != AM_TURN)
		return am_fail(err, AM_ECONFIG, "no such context");
	rc = am_matcher_add_phrase(b->matcher, phrase, &cue.pattern, err);
	if (rc != AM_OK)
		return rc;
	cue.language = am_arena_dup(b->arena, language);
	b->cues = am_arena_grow(b->arena, b->cues, b->n_cues, &b->cap_cues,
				sizeof(*b->cues));
	b->cues[b->n_cues++] = cue;
	return AM_OK;
}

/* ---- writing */

static void
put_string(struct am_buf *out, struct am_buf *strings, struct am_slice s)
{
	am_wire_put_u32(out, (uint32_t)strings->len);
	am_wire_put_u32(out, (uint32_t)s.len);
	am_buf_put(strings, s);
}

static void
put_double(struct am_buf *out, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	am_wire_put_u64(out, bits);
}

static void
put_rule(const struct rule_row *row, struct am_buf *out, struct am_buf *strings,
	 struct am_buf *code)
{
	const struct am_rule *rule = &row->rule;

	put_double(out, rule->weight);
	put_string(out, strings, rule->name);
	put_string(out, strings, rule->why);
	put_string(out, strings, rule->tag);
	put_string(out, strings, rule->cause);
	put_string(out, strings, rule->language);
	put_string(out, strings, rule->file);
	am_wire_put_u32(out, rule->line > 0 ? (uint32_t)rule->line : 0);
	am_wire_put_u32(out, (uint32_t)(code->len / 4));
	am_wire_put_u32(out, (uint32_t)row->code.count);
	am_wire_put_u32(out, 0);
	for (size_t i = 0; i < row->code.count; i++)
		am_wire_put_u32(code, row->code.words[i]);
}

struct use {
	uint32_t pattern, value;
};

static int
compare_uses(const void *left, const void *right)
{
	const struct use *a = left;
	const struct use *b = right;

	if (a->pattern != b->pattern)
		return a->pattern < b->pattern ? -1 : 1;
	return a->value < b->value ? -1 : a->value > b->value;
}

/* Index and uses; returns the number of patterns that the index has. */
static uint32_t
put_uses(const struct am_rulebook_builder *b, struct am_buf *index,
	 struct am_buf *uses)
{
	struct use *all;
	size_t count = 0;
	uint32_t patterns = 0;

	for (size_t i = 0; i < b->n_rules; i++)
		count += b->rules[i].code.n_uses;
	all = am_calloc(count, sizeof(*all));
	count = 0;
	for (size_t i = 0; i < b->n_rules; i++) {
		const struct am_code_of_rule *code = &b->rules[i].code;

		for (size_t u = 0; u < code->n_uses; u++)
			all[count++] = (struct use){
				code->uses[u].pattern,
				(uint32_t)i | (uint32_t)code->uses[u].place
						      << AM_USE_PLACE_SHIFT,
			};
	}
	qsort(all, count, sizeof(*all), compare_uses);
	for (size_t i = 0; i < count; i++) {
		while (patterns <= all[i].pattern) {
			am_wire_put_u32(index, (uint32_t)i);
			patterns++;
		}
		am_wire_put_u32(uses, all[i].value);
	}
	am_wire_put_u32(index, (uint32_t)count);
	free(all);
	return patterns;
}

static int
compare_cues(const void *left, const void *right)
{
	const struct cue_row *a = left;
	const struct cue_row *b = right;

	if (a->pattern != b->pattern)
		return a->pattern < b->pattern ? -1 : 1;
	return a->context < b->context ? -1 : a->context > b->context;
}

static void
put_tags(const struct am_rulebook_builder *b, struct am_image_writer *out)
{
	size_t at = 8 + b->n_tags * AM_TAG_BYTES;
	struct am_buf section = { 0 };

	am_wire_put_u32(&section, (uint32_t)b->n_tags);
	am_wire_put_u32(&section, 0);
	for (size_t i = 0; i < b->n_tags; i++) {
		put_double(&section, b->tags[i].bias);
		put_double(&section, b->tags[i].threshold);
		am_wire_put_u32(&section, (uint32_t)at);
		am_wire_put_u32(&section, (uint32_t)b->tags[i].name.len);
		at += b->tags[i].name.len;
	}
	for (size_t i = 0; i < b->n_tags; i++)
		am_buf_put(&section, b->tags[i].name);
	am_image_add(out, AM_IMAGE_TAGS, am_buf_slice(&section));
	am_buf_free(&section);
}

struct sections {
	struct am_buf rules, index, uses, always, cues, strings, code;
	unsigned int places;
	uint32_t patterns;
};

static void
put_rules(const struct am_rulebook_builder *b, struct sections *s)
{
	for (size_t i = 0; i < b->n_rules; i++) {
		put_rule(&b->rules[i], &s->rules, &s->strings, &s->code);
		s->places |= b->rules[i].code.places;
		if (b->rules[i].code.needs_no_hit)
			am_wire_put_u32(&s->always, (uint32_t)i);
	}
	s->patterns = put_uses(b, &s->index, &s->uses);
	if (b->n_cues > 0)
		qsort(b->cues, b->n_cues, sizeof(*b->cues), compare_cues);
	for (size_t i = 0; i < b->n_cues; i++) {
		am_wire_put_u32(&s->cues, b->cues[i].pattern);
		am_wire_put_u32(&s->cues, (uint32_t)b->cues[i].context);
		put_string(&s->cues, &s->strings, b->cues[i].language);
	}
}

void
am_rulebook_finish(struct am_rulebook_builder *b, struct am_image_writer *out)
{
	struct sections s = { .places = 0 };
	struct am_buf *parts[] = { &s.rules,  &s.index, &s.uses,
				   &s.always, &s.cues,  &s.strings };
	struct am_buf all = { 0 };

	put_rules(b, &s);
	am_wire_put_u32(&all, AM_BOOK_MAGIC);
	am_wire_put_u32(&all, (uint32_t)b->n_rules);
	am_wire_put_u32(&all, s.patterns);
	am_wire_put_u32(&all, s.places);
	am_wire_put_u32(&all, (uint32_t)(s.uses.len / 4));
	am_wire_put_u32(&all, (uint32_t)(s.always.len / 4));
	am_wire_put_u32(&all, (uint32_t)b->n_cues);
	while (all.len < AM_BOOK_HEADER_BYTES)
		am_buf_putc(&all, 0);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		am_buf_put(&all, am_buf_slice(parts[i]));
		am_buf_free(parts[i]);
	}
	am_image_add(out, AM_IMAGE_RULES, am_buf_slice(&all));
	am_image_add(out, AM_IMAGE_CODE, am_buf_slice(&s.code));
	am_buf_free(&s.code);
	am_buf_free(&all);
	put_tags(b, out);
	am_matcher_finish(b->matcher, out);
}
