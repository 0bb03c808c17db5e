/* SPDX-License-Identifier: MIT */
#include "rulebook_code.h"

#include "rulebook_format.h"

struct compiler {
	struct am_matcher_builder *matcher;
	struct am_arena *arena;
	struct am_code_of_rule *out;
};

static void
put(struct compiler *c, uint32_t word)
{
	struct am_code_of_rule *out = c->out;

	out->words = am_arena_grow(c->arena, out->words, out->count, &out->cap,
				   sizeof(*out->words));
	out->words[out->count++] = word;
}

static void
put_op(struct compiler *c, const struct am_cond *cond, unsigned int contexts)
{
	put(c, (uint32_t)cond->op |
		       (uint32_t)cond->place << AM_CODE_PLACE_SHIFT |
		       contexts << AM_CODE_CONTEXTS_SHIFT);
}

static void
put_use(struct compiler *c, uint32_t pattern, enum am_place place)
{
	struct am_code_of_rule *out = c->out;

	put(c, pattern);
	for (size_t i = 0; i < out->n_uses; i++)
		if (out->uses[i].pattern == pattern &&
		    out->uses[i].place == place)
			return;
	out->uses = am_arena_grow(c->arena, out->uses, out->n_uses,
				  &out->cap_uses, sizeof(*out->uses));
	out->uses[out->n_uses++] = (struct am_use){ pattern, place };
}

static enum am_code
compile_leaf(struct compiler *c, const struct am_cond *cond,
	     unsigned int contexts, struct am_err *err)
{
	size_t count = cond->n_phrases + cond->n_regexes;
	uint32_t pattern = 0;
	enum am_code rc;

	if (count == 0)
		return am_fail(err, AM_ECONFIG, "%s:%s{} lists nothing",
			       am_place_name(cond->place),
			       cond->op == AM_COND_ALL ? "all" : "any");
	c->out->places |= 1U << cond->place;
	put_op(c, cond, contexts);
	put(c, (uint32_t)count);
	for (size_t i = 0; i < cond->n_phrases; i++) {
		rc = am_matcher_add_phrase(c->matcher, cond->phrases[i],
					   &pattern, err);
		if (rc != AM_OK)
			return rc;
		put_use(c, pattern, cond->place);
	}
	for (size_t i = 0; i < cond->n_regexes; i++) {
		rc = am_matcher_add_regex(c->matcher, cond->regexes[i],
					  cond->regex_triggers != NULL
						  ? &cond->regex_triggers[i]
						  : NULL,
					  &pattern, err);
		if (rc != AM_OK)
			return rc;
		put_use(c, pattern, cond->place);
	}
	return AM_OK;
}

static enum am_code compile(struct compiler *c, const struct am_cond *cond,
			    unsigned int contexts, int depth,
			    struct am_err *err);

static enum am_code
compile_pair(struct compiler *c, const struct am_cond *cond,
	     unsigned int contexts, int depth, struct am_err *err)
{
	enum am_code rc = compile(c, cond->left, contexts, depth + 1, err);

	if (rc == AM_OK)
		rc = compile(c, cond->right, contexts, depth + 1, err);
	if (rc == AM_OK)
		put_op(c, cond, 0);
	return rc;
}

/* `contexts` go down to the leaves: that is where hits are. */
static enum am_code
compile(struct compiler *c, const struct am_cond *cond, unsigned int contexts,
	int depth, struct am_err *err)
{
	enum am_code rc = AM_OK;

	if (cond == NULL)
		return am_fail(err, AM_ECONFIG, "a part of `when` is missing");
	if (depth >= AM_COND_MAX_DEPTH)
		return am_fail(err, AM_ECONFIG,
			       "`when` is nested more than %d deep",
			       AM_COND_MAX_DEPTH);
	if ((unsigned int)cond->place >= AM_PLACES)
		return am_fail(err, AM_ECONFIG, "`when` names no known place");
	switch (cond->op) {
	case AM_COND_ANY:
	case AM_COND_ALL:
		return compile_leaf(c, cond, contexts, err);
	case AM_COND_QUESTION:
		c->out->places |= 1U << cond->place;
		put_op(c, cond, 0);
		return AM_OK;
	case AM_COND_OR:
	case AM_COND_AND:
	case AM_COND_BUT_NOT:
		return compile_pair(c, cond, contexts, depth, err);
	case AM_COND_WITHOUT:
		return compile(c, cond->left, contexts | cond->contexts,
			       depth + 1, err);
	case AM_COND_AT_LEAST:
		if (cond->count == 0)
			return am_fail(err, AM_ECONFIG,
				       "'>= 0' always holds; write 1 or more");
		rc = compile(c, cond->left, contexts, depth + 1, err);
		if (rc == AM_OK) {
			put_op(c, cond, 0);
			put(c, cond->count);
		}
		return rc;
	}
	return am_fail(err, AM_ECONFIG, "`when` has an unknown operator");
}

static bool
can_hold_without_hit(const struct am_cond *cond)
{
	switch (cond->op) {
	case AM_COND_ANY:
	case AM_COND_ALL:
		return false;
	case AM_COND_QUESTION:
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
am_code_compile(const struct am_cond *cond, struct am_matcher_builder *matcher,
		struct am_arena *arena, struct am_code_of_rule *out,
		struct am_err *err)
{
	struct am_code_of_rule code = { .words = NULL };
	struct compiler c = { matcher, arena, &code };
	enum am_code rc = compile(&c, cond, 0, 0, err);

	if (rc != AM_OK)
		return rc;
	code.needs_no_hit = can_hold_without_hit(cond);
	*out = code;
	return AM_OK;
}
