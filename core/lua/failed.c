/* SPDX-License-Identifier: MIT
 *
 * Why does a rule not hold on its own hit? Each part of its condition is tried
 * as a rule of its own, from the whole inwards, until the part is found that
 * fails. */
#include "amends/rulebook.h"
#include "lint.h"

#define PART "check.part"

struct trial {
	const struct gather *g;
	const struct pending_rule *p;
	const struct am_message *msg;
	const struct am_surroundings *around;
	struct am_arena *arena;
	struct am_slice words; /* of the part that was tried last */
};

static bool
asks_for_tags(const struct am_cond *c)
{
	return c != NULL && (c->op == AM_COND_TAGGED ||
			     asks_for_tags(c->left) || asks_for_tags(c->right));
}

/* Contexts need their cues; tags need the rules that speak for them. What is
 * refused here was told of before. */
static void
add_all(struct trial *t, struct am_rulebook_builder *b, bool with_rules)
{
	const struct gather *g = t->g;
	struct am_err err;
	enum am_code rc = AM_OK;

	for (size_t i = 0; i < g->n_tags; i++)
		rc |= am_rulebook_add_tag(b, g->tags[i].name, g->tags[i].bias,
					  g->tags[i].threshold, &err);
	for (size_t i = 0; i < g->n_cues; i++)
		rc |= am_rulebook_add_cue(b, g->cues[i].language,
					  g->cues[i].context, g->cues[i].phrase,
					  &err);
	for (size_t i = 0; i < g->n_rules && with_rules; i++)
		if (!g->rules[i].is_replaced && !g->rules[i].is_off &&
		    &g->rules[i] != t->p)
			rc |= am_rulebook_add_rule(b, &g->rules[i].rule, &err);
	(void)rc;
}

static bool
run_part(struct trial *t, const struct am_image *image)
{
	struct am_verdict v;

	am_rulebook_run(image, t->arena, t->msg, t->around, &v);
	for (size_t i = 0; i < v.n_evidence; i++) {
		if (am_slice_eqs(v.evidence[i].rule, PART)) {
			t->words = am_arena_dup(t->arena, v.evidence[i].text);
			return true;
		}
	}
	return false;
}

static bool
holds(struct trial *t, const struct am_cond *part)
{
	struct am_rulebook_builder *b = am_rulebook_builder_new();
	struct am_image_writer w = { 0 };
	struct am_buf *bytes = am_arena_alloc(t->arena, sizeof(*bytes));
	struct am_image image;
	struct am_err err;
	struct am_rule rule = t->p->rule;
	bool is_held = false;

	*bytes = (struct am_buf){ 0 };
	rule.name = AM_SLICE_LIT(PART);
	rule.tag = AM_SLICE_LIT("urgency");
	rule.cause = rule.language = (struct am_slice){ NULL, 0 };
	rule.weight = 1;
	rule.when = part;
	add_all(t, b, asks_for_tags(part));
	if (am_rulebook_add_rule(b, &rule, &err) == AM_OK) {
		am_rulebook_finish(b, t->arena, NULL, &w);
		am_image_finish(&w, bytes);
		is_held = am_image_of_bytes(am_buf_slice(bytes), true, &image,
					    &err) == AM_OK &&
			  run_part(t, &image);
	}
	am_rulebook_builder_free(b);
	am_buf_free(bytes);
	return is_held;
}

static const char *
contexts_of(unsigned int contexts)
{
	return contexts & AM_NEGATED       ? "negated"
	       : contexts & AM_CONDITIONAL ? "conditional"
	       : contexts & AM_REPORTED    ? "reported"
					   : "thanked_for";
}

/* Which of the contexts takes the find away? */
static struct am_slice
tell_context(struct trial *t, const struct am_cond *c)
{
	static const unsigned int all[] = { AM_NEGATED, AM_CONDITIONAL,
					    AM_REPORTED, AM_THANKED_FOR };
	struct am_slice words = t->words;

	for (size_t i = 0; i < 4; i++) {
		struct am_cond one = *c;

		one.contexts = all[i];
		if ((c->contexts & all[i]) != 0 && !holds(t, &one))
			return am_arena_printf(
				t->arena, "\"%.*s\" is found, but it is %s",
				AM_SLICE_ARG(words), contexts_of(all[i]));
	}
	return am_arena_printf(t->arena,
			       "\"%.*s\" is found, but only in contexts that "
			       "are taken away",
			       AM_SLICE_ARG(words));
}

static struct am_slice
tell_named(struct trial *t, const struct am_cond *c)
{
	static const char *const says[] = {
		[AM_COND_LANGUAGE] = "it is not in language ",
		[AM_COND_TAGGED] = "it does not get the tag ",
		[AM_COND_INBOX] = "it is not for the inbox ",
	};
	return am_arena_printf(t->arena, "%s%.*s", says[c->op],
			       AM_SLICE_ARG(c->name));
}

static struct am_slice
tell_leaf(struct trial *t, const struct am_cond *c)
{
	static const char *const methods[] = {
		[AM_COND_ANY] = "any{} finds nothing",
		[AM_COND_ALL] = "all{} does not find all of its texts",
		[AM_COND_NEAR] = "near() does not find its texts together",
		[AM_COND_STARTS] = "starts{} finds nothing at the beginning",
		[AM_COND_ENDS] = "ends{} finds nothing at the end",
		[AM_COND_QUESTION] = "is_question() finds no question",
		[AM_COND_SHOUTING] = "shouting() finds no words in capitals",
		[AM_COND_ADDRESS] = "address{} lists none of its addresses",
		[AM_COND_DOMAIN] = "domain{} lists none of its domains",
	};
	const char *fact = am_fact_name(c->fact);

	if (c->op == AM_COND_LANGUAGE || c->op == AM_COND_TAGGED ||
	    c->op == AM_COND_INBOX)
		return tell_named(t, c);
	if (c->op == AM_COND_CUSTOM)
		return AM_SLICE_LIT("the custom function says no");
	if (c->op == AM_COND_FACT)
		return am_arena_printf(t->arena,
				       "%s does not hold: an example says it "
				       "in a first line \"%s: ...\"",
				       fact, fact);
	if (c->op == AM_COND_CUSTOM)
		return AM_SLICE_LIT("the custom function does not say so");
	return am_arena_printf(t->arena, "%s:%s", am_place_name(c->place),
			       methods[c->op]);
}

static struct am_slice
tell_count(struct trial *t, const struct am_cond *c)
{
	struct am_cond fewer = *c;

	if (c->left->op == AM_COND_FACT)
		return tell_leaf(t, c->left);
	for (fewer.count = c->count - 1; fewer.count > 1; fewer.count--)
		if (fewer.count < 16 && holds(t, &fewer))
			break;
	return am_arena_printf(t->arena, "it is found %u of %u times",
			       fewer.count, c->count);
}

/* The innermost part that fails; `c` does. */
static struct am_slice
tell(struct trial *t, const struct am_cond *c)
{
	while (c->op >= AM_COND_OR) {
		bool is_left = c->op != AM_COND_OR && holds(t, c->left);

		if (c->op == AM_COND_WITHOUT && is_left)
			return tell_context(t, c);
		if (c->op == AM_COND_AT_LEAST && is_left)
			return tell_count(t, c);
		if (c->op == AM_COND_BUT_NOT && is_left) {
			(void)holds(t, c->right);
			return am_arena_printf(
				t->arena,
				"what stands behind - holds too%s%.*s%s",
				t->words.len > 0 ? ", by \"" : "",
				AM_SLICE_ARG(t->words),
				t->words.len > 0 ? "\"" : "");
		}
		if (c->op == AM_COND_OR)
			return AM_SLICE_LIT("no part of the condition holds");
		c = is_left ? c->right : c->left;
	}
	return tell_leaf(t, c);
}

struct am_slice
lint_failed(const struct gather *g, struct am_slice rule,
	    const struct am_message *msg, const struct am_surroundings *around,
	    const struct am_verdict *verdict)
{
	struct trial t = { .g = g, .msg = msg, .around = around };
	struct am_slice code = am_slice_of(verdict->language.code);
	struct am_slice why = { NULL, 0 };

	for (size_t i = 0; i < g->n_rules; i++)
		if (!g->rules[i].is_replaced &&
		    am_slice_eq(g->rules[i].rule.name, rule))
			t.p = &g->rules[i];
	if (t.p == NULL)
		return why;
	if (code.len > 0 && t.p->rule.language.len > 0 &&
	    !am_slice_eq(code, t.p->rule.language))
		return am_arena_printf(g->arena,
				       "its language is taken to be %s, and "
				       "the rule is for %.*s",
				       code.ptr,
				       AM_SLICE_ARG(t.p->rule.language));
	t.arena = am_arena_new();
	if (!holds(&t, t.p->rule.when))
		why = am_arena_dup(g->arena, tell(&t, t.p->rule.when));
	am_arena_free(t.arena);
	return why;
}
