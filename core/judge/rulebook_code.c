/* SPDX-License-Identifier: MIT */
#include "rulebook_code.h"

#include <stdlib.h>

#include "rulebook_format.h"

#define NEAR_MAX_PATTERNS 8 /* of one near() */
#define NEAR_MAX_WORDS    100

struct compiler {
	struct am_code_tables *tables;
	struct am_code_of_rule *out;
	struct am_err *err;
	int depth;
};

static void
put(struct compiler *c, uint32_t word)
{
	struct am_code_of_rule *out = c->out;

	out->words = am_arena_grow(c->tables->arena, out->words, out->count,
				   &out->cap, sizeof(*out->words));
	out->words[out->count++] = word;
}

static void
put_op(struct compiler *c, enum am_cond_op op, unsigned int place,
       unsigned int contexts)
{
	put(c, (uint32_t)op | place << AM_CODE_PLACE_SHIFT |
		       contexts << AM_CODE_CONTEXTS_SHIFT);
}

static void
put_use(struct compiler *c, uint32_t pattern, unsigned int place)
{
	struct am_code_of_rule *out = c->out;

	put(c, pattern);
	for (size_t i = 0; i < out->n_uses; i++)
		if (out->uses[i].pattern == pattern &&
		    out->uses[i].place == place)
			return;
	out->uses = am_arena_grow(c->tables->arena, out->uses, out->n_uses,
				  &out->cap_uses, sizeof(*out->uses));
	out->uses[out->n_uses++] = (struct am_use){ pattern, place };
}

static uint32_t
number_of_name(struct am_code_tables *t, struct am_slice name)
{
	for (size_t i = 0; i < t->n_names; i++)
		if (am_slice_eq(t->names[i], name))
			return (uint32_t)i;
	t->names = am_arena_grow(t->arena, t->names, t->n_names, &t->cap_names,
				 sizeof(*t->names));
	t->names[t->n_names] = am_arena_dup(t->arena, name);
	return (uint32_t)t->n_names++;
}

/* RFC 5322, 3.6.8: printable ASCII but for the colon. */
static bool
is_field_name(struct am_slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] <= ' ' || name.ptr[i] > '~' ||
		    name.ptr[i] == ':')
			return false;
	return name.len > 0 && name.len <= 100;
}

static enum am_code
header_place(struct compiler *c, struct am_slice name, unsigned int *place)
{
	struct am_code_tables *t = c->tables;

	if (!is_field_name(name))
		return am_fail(c->err, AM_ECONFIG,
			       "'%.*s' cannot be the name of a field",
			       AM_SLICE_ARG(am_slice_cut_utf8(name, 80)));
	for (size_t i = 0; i < t->n_headers; i++) {
		if (am_slice_ieq(t->names[t->headers[i]], name)) {
			*place = AM_PLACE_HEADER + (unsigned int)i;
			return AM_OK;
		}
	}
	if (t->n_headers == AM_HEADER_PLACES_MAX)
		return am_fail(c->err, AM_ECONFIG,
			       "the rules look at more than %d fields",
			       AM_HEADER_PLACES_MAX);
	t->headers[t->n_headers] = number_of_name(t, name);
	*place = AM_PLACE_HEADER + (unsigned int)t->n_headers++;
	return AM_OK;
}

/* The number of the leaf's place, which is looked at from now on. */
static enum am_code
need_place(struct compiler *c, const struct am_cond *cond, unsigned int *place)
{
	*place = (unsigned int)cond->place;
	if (cond->place == AM_PLACE_HEADER) {
		enum am_code rc = header_place(c, cond->name, place);

		if (rc != AM_OK)
			return rc;
	} else if (*place > AM_PLACE_HEADER) {
		return am_fail(c->err, AM_ECONFIG,
			       "`when` names no known place");
	}
	c->out->places |= 1U << *place;
	return AM_OK;
}

static enum am_code
put_patterns(struct compiler *c, const struct am_cond *cond, unsigned int place)
{
	uint32_t pattern = 0;
	enum am_code rc;

	for (size_t i = 0; i < cond->n_phrases; i++) {
		rc = am_matcher_add_phrase(c->tables->matcher, cond->phrases[i],
					   &pattern, c->err);
		if (rc != AM_OK)
			return rc;
		put_use(c, pattern, place);
	}
	for (size_t i = 0; i < cond->n_regexes; i++) {
		rc = am_matcher_add_regex(c->tables->matcher, cond->regexes[i],
					  cond->regex_triggers != NULL
						  ? &cond->regex_triggers[i]
						  : NULL,
					  &pattern, c->err);
		if (rc != AM_OK)
			return rc;
		put_use(c, pattern, place);
	}
	return AM_OK;
}

static const char *
method_name(enum am_cond_op op)
{
	return op == AM_COND_ALL      ? "all"
	       : op == AM_COND_NEAR   ? "near"
	       : op == AM_COND_STARTS ? "starts"
	       : op == AM_COND_ENDS   ? "ends"
				      : "any";
}

static enum am_code
compile_patterns(struct compiler *c, const struct am_cond *cond,
		 unsigned int contexts)
{
	size_t count = cond->n_phrases + cond->n_regexes;
	unsigned int place = 0;
	enum am_code rc = need_place(c, cond, &place);

	if (rc != AM_OK)
		return rc;
	if (count == 0)
		return am_fail(c->err, AM_ECONFIG, "%s:%s{} lists nothing",
			       am_place_name(cond->place),
			       method_name(cond->op));
	if (cond->op == AM_COND_NEAR &&
	    (count < 2 || count > NEAR_MAX_PATTERNS || cond->count < 2 ||
	     cond->count > NEAR_MAX_WORDS))
		return am_fail(
			c->err, AM_ECONFIG,
			"near takes a number of words from 2 to %d and "
			"a list of 2 to %d things that stand so near "
			"together: near(8, { \"refund\", \"promised\" })",
			NEAR_MAX_WORDS, NEAR_MAX_PATTERNS);
	put_op(c, cond->op, place, contexts);
	if (cond->op == AM_COND_NEAR)
		put(c, cond->count);
	put(c, (uint32_t)count);
	return put_patterns(c, cond, place);
}

static enum am_code
compile_text(struct compiler *c, const struct am_cond *cond)
{
	unsigned int place = 0;
	enum am_code rc = need_place(c, cond, &place);

	if (rc == AM_OK)
		put_op(c, cond->op, place, 0);
	return rc;
}

static enum am_code
compile_named(struct compiler *c, const struct am_cond *cond)
{
	struct am_code_of_rule *out = c->out;

	if (cond->name.len == 0)
		return am_fail(c->err, AM_ECONFIG, "`when` lacks a name");
	if (cond->op == AM_COND_TAGGED) {
		if (!am_tag_name_ok(cond->name) ||
		    am_slice_eqs(cond->name, "urgency"))
			return am_fail(c->err, AM_ECONFIG,
				       "'%.*s' is no tag to ask for",
				       AM_SLICE_ARG(am_slice_cut_utf8(
					       cond->name, 80)));
		out->tags =
			am_arena_grow(c->tables->arena, out->tags, out->n_tags,
				      &out->cap_tags, sizeof(*out->tags));
		out->tags[out->n_tags++] =
			am_arena_dup(c->tables->arena, cond->name);
	}
	put_op(c, cond->op, 0, 0);
	put(c, number_of_name(c->tables, cond->name));
	return AM_OK;
}

/* The rules together ask no more than a mail may lead to. */
static enum am_code
compile_fact(struct compiler *c, const struct am_cond *cond)
{
	struct am_code_tables *t = c->tables;
	struct am_question mine = { cond->fact, cond->count };
	size_t i = 0;

	if ((unsigned int)cond->fact >= AM_FACTS)
		return am_fail(c->err, AM_ECONFIG,
			       "`when` asks for something unknown");
	while (i < t->n_questions && (t->questions[i].fact != mine.fact ||
				      t->questions[i].window != mine.window))
		i++;
	if (i == AM_QUESTIONS_MAX)
		return am_fail(c->err, AM_ECONFIG,
			       "the rules ask more than %d different questions "
			       "like %s: use the same span of time in several",
			       AM_QUESTIONS_MAX, am_fact_name(cond->fact));
	if (i == t->n_questions)
		t->questions[t->n_questions++] = mine;
	put_op(c, cond->op, (unsigned int)cond->fact, 0);
	put(c, cond->count);
	return AM_OK;
}

static int
by_bytes(const void *left, const void *right)
{
	const struct am_slice *a = left;
	const struct am_slice *b = right;

	return am_slice_cmp(*a, *b);
}

static uint32_t
add_list(struct am_code_tables *t, const struct am_slices *items)
{
	struct am_slices mine = { .count = items->count };

	mine.items =
		am_arena_array(t->arena, items->count, sizeof(*mine.items));
	for (size_t i = 0; i < items->count; i++)
		mine.items[i] = am_arena_lower(t->arena, items->items[i]);
	qsort(mine.items, mine.count, sizeof(*mine.items), by_bytes);
	t->lists = am_arena_grow(t->arena, t->lists, t->n_lists, &t->cap_lists,
				 sizeof(*t->lists));
	t->lists[t->n_lists] = mine;
	return (uint32_t)t->n_lists++;
}

static enum am_code
compile_listed(struct compiler *c, const struct am_cond *cond)
{
	unsigned int place = 0;
	enum am_code rc = need_place(c, cond, &place);

	if (rc != AM_OK)
		return rc;
	if (place != AM_PLACE_FROM && place != AM_PLACE_TO)
		return am_fail(c->err, AM_ECONFIG,
			       "only from and to have addresses");
	if (cond->list.count == 0)
		return am_fail(c->err, AM_ECONFIG, "the list is empty");
	put_op(c, cond->op, place, 0);
	put(c, add_list(c->tables, &cond->list));
	return AM_OK;
}

static enum am_code compile(struct compiler *c, const struct am_cond *cond,
			    unsigned int contexts);

/* When the left side of * or - is 0, the right one need not be looked at. */
static enum am_code
compile_pair(struct compiler *c, const struct am_cond *cond,
	     unsigned int contexts)
{
	enum am_code rc = compile(c, cond->left, contexts);
	size_t skip = 0;

	if (rc == AM_OK && cond->op != AM_COND_OR) {
		put(c, AM_CODE_SKIP);
		skip = c->out->count;
		put(c, 0);
	}
	if (rc == AM_OK)
		rc = compile(c, cond->right, contexts);
	if (rc != AM_OK)
		return rc;
	put_op(c, cond->op, 0, 0);
	if (cond->op != AM_COND_OR)
		c->out->words[skip] = (uint32_t)(c->out->count - skip - 1);
	return AM_OK;
}

static enum am_code
compile_at_least(struct compiler *c, const struct am_cond *cond,
		 unsigned int contexts)
{
	enum am_code rc;

	if (cond->count == 0)
		return am_fail(c->err, AM_ECONFIG,
			       "'>= 0' always holds; write 1 or more");
	rc = compile(c, cond->left, contexts);
	if (rc == AM_OK) {
		put_op(c, cond->op, 0, 0);
		put(c, cond->count);
	}
	return rc;
}

/* `contexts` go down to the leaves: that is where hits are. */
static enum am_code
compile_node(struct compiler *c, const struct am_cond *cond,
	     unsigned int contexts)
{
	switch (cond->op) {
	case AM_COND_ANY:
	case AM_COND_ALL:
	case AM_COND_NEAR:
	case AM_COND_STARTS:
	case AM_COND_ENDS:
		return compile_patterns(c, cond, contexts);
	case AM_COND_QUESTION:
	case AM_COND_SHOUTING:
		return compile_text(c, cond);
	case AM_COND_LANGUAGE:
	case AM_COND_TAGGED:
	case AM_COND_INBOX:
		return compile_named(c, cond);
	case AM_COND_FACT:
		return compile_fact(c, cond);
	case AM_COND_CUSTOM:
		put_op(c, cond->op, 0, 0);
		put(c, cond->count);
		return AM_OK;
	case AM_COND_ADDRESS:
	case AM_COND_DOMAIN:
		return compile_listed(c, cond);
	case AM_COND_OR:
	case AM_COND_AND:
	case AM_COND_BUT_NOT:
		return compile_pair(c, cond, contexts);
	case AM_COND_WITHOUT:
		return compile(c, cond->left, contexts | cond->contexts);
	case AM_COND_AT_LEAST:
		return compile_at_least(c, cond, contexts);
	}
	return am_fail(c->err, AM_ECONFIG, "`when` has an unknown operator");
}

static enum am_code
compile(struct compiler *c, const struct am_cond *cond, unsigned int contexts)
{
	enum am_code rc;

	if (cond == NULL)
		return am_fail(c->err, AM_ECONFIG,
			       "a part of `when` is missing");
	if (c->depth >= AM_COND_MAX_DEPTH)
		return am_fail(c->err, AM_ECONFIG,
			       "`when` is nested more than %d deep",
			       AM_COND_MAX_DEPTH);
	c->depth++;
	rc = compile_node(c, cond, contexts);
	c->depth--;
	return rc;
}

static bool
can_hold_without_hit(const struct am_cond *cond)
{
	switch (cond->op) {
	case AM_COND_ANY:
	case AM_COND_ALL:
	case AM_COND_NEAR:
	case AM_COND_STARTS:
	case AM_COND_ENDS:
		return false;
	case AM_COND_QUESTION:
	case AM_COND_SHOUTING:
	case AM_COND_LANGUAGE:
	case AM_COND_TAGGED:
	case AM_COND_INBOX:
	case AM_COND_FACT:
	case AM_COND_ADDRESS:
	case AM_COND_DOMAIN:
	case AM_COND_CUSTOM:
		return true;
	case AM_COND_OR:
		return can_hold_without_hit(cond->left) ||
		       can_hold_without_hit(cond->right);
	case AM_COND_AND:
		return can_hold_without_hit(cond->left) &&
		       can_hold_without_hit(cond->right);
	case AM_COND_BUT_NOT:
	case AM_COND_WITHOUT:
	case AM_COND_AT_LEAST:
		return can_hold_without_hit(cond->left);
	}
	return false;
}

enum am_code
am_code_compile(const struct am_cond *cond, struct am_code_tables *tables,
		struct am_code_of_rule *out, struct am_err *err)
{
	struct am_code_of_rule code = { .words = NULL };
	struct compiler c = { .tables = tables, .out = &code, .err = err };
	enum am_code rc = compile(&c, cond, 0);

	if (rc != AM_OK)
		return rc;
	code.needs_no_hit = can_hold_without_hit(cond);
	*out = code;
	return AM_OK;
}
