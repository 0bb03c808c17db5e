/* SPDX-License-Identifier: MIT
 *
 * Phrases that others find anyway. The matcher itself is asked: it scans the
 * shortest and the longest text that a phrase stands for, and a phrase that is
 * found in both covers it. */
#include "amends/matcher.h"
#include "lint.h"

#define FILLER   "qzqzq" /* a word that is no phrase's */
#define LEAF_MAX 4000    /* phrases of one list that are compared */

struct covering {
	const struct gather *g;
	const struct pending_rule *p;
	struct am_faults *faults;
	struct am_arena *arena;
	const struct am_cond *leaf;
	bool is_in_context; /* contexts are taken away from it */
	uint32_t *patterns; /* of the leaf's phrases */
	struct am_image image;
};

static void
put_filler(struct am_buf *out, unsigned int words)
{
	for (unsigned int i = 0; i < words; i++)
		am_buf_puts(out, FILLER " ");
}

/* A text that the phrase stands for: gaps and endings empty, or full. */
static struct am_slice
witness(struct am_arena *arena, struct am_slice phrase, bool is_longest)
{
	struct am_buf out = { 0 };
	struct am_slice text;

	for (phrase = am_slice_trim(phrase); phrase.len > 0;) {
		size_t blank = am_slice_chr(phrase, ' ');
		struct am_slice word = am_slice_head(phrase, blank);
		bool is_gap = am_slice_starts(word, "*");
		bool is_stem = !is_gap && am_slice_ends(word, "*");

		if (is_gap && is_longest)
			put_filler(&out,
				   word.len > 1
					   ? (unsigned int)(word.ptr[1] - '0')
					   : 3);
		if (!is_gap)
			am_buf_put(&out,
				   am_slice_head(word, word.len - is_stem));
		if (is_stem && is_longest)
			am_buf_puts(&out, FILLER);
		if (!is_gap)
			am_buf_putc(&out, ' ');
		phrase = am_slice_trim(am_slice_from(phrase, blank + 1));
	}
	text = am_arena_dup(arena, am_buf_slice(&out));
	am_buf_free(&out);
	return text;
}

static bool
is_hit(const struct am_hits *hits, uint32_t pattern, size_t words,
       bool must_be_all)
{
	for (size_t i = 0; i < hits->count; i++) {
		const struct am_hit *h = &hits->items[i];

		if (h->pattern == pattern &&
		    (!must_be_all ||
		     (h->first_word == 0 && h->last_word + 1 == words)))
			return true;
	}
	return false;
}

/* Where a phrase stands: in the rule, or in the file of a list. */
static struct spot
spot_of(const struct covering *c, size_t n)
{
	struct am_slice phrase = c->leaf->phrases[n];
	size_t token = c->p->when_token;
	const struct scan *s = &c->p->unit->scan;

	for (size_t i = 0; i < c->g->n_lists; i++) {
		const struct list_file *list = &c->g->lists[i];

		for (size_t k = 0; k < list->items.count; k++) {
			if (list->items.items[k].ptr == phrase.ptr)
				return (struct spot){
					.file = list->path,
					.line = list->lines[k],
					.column = 1,
					.source_line = phrase,
				};
		}
	}
	/* the last one of those that are written alike */
	for (size_t i = token; i < s->count; i++) {
		if (s->tokens[i].depth < s->tokens[c->p->when_token].depth)
			break;
		if (s->tokens[i].kind == SCAN_TEXT &&
		    am_slice_eq(s->tokens[i].text, phrase))
			token = i;
	}
	return unit_spot(c->p->unit, token, c->p->when.line);
}

/* The first phrase that finds both texts; `n` itself when there is none. */
static size_t
find_cover(const struct covering *c, size_t n, const struct am_hits *hits,
	   const size_t *words)
{
	size_t count = c->leaf->n_phrases;

	for (size_t k = 0; k < count; k++) {
		uint32_t pattern = c->patterns[k];

		if (k < n && pattern == c->patterns[n])
			return k;
		if (pattern != c->patterns[n] &&
		    is_hit(&hits[0], pattern, words[0], c->is_in_context) &&
		    is_hit(&hits[1], pattern, words[1], c->is_in_context))
			return k;
	}
	return n;
}

static void
check_phrase(const struct covering *c, size_t n)
{
	struct am_hits hits[2];
	size_t counts[2];
	size_t by;

	for (int i = 0; i < 2; i++) {
		struct am_words words;

		am_words_split(c->arena,
			       witness(c->arena, c->leaf->phrases[n], i > 0),
			       &words);
		am_matcher_scan(&c->image, &words, c->arena, &hits[i]);
		counts[i] = words.count;
	}
	by = find_cover(c, n, hits, counts);
	if (by != n) {
		struct spot spot = spot_of(c, n);

		warning_put(c->faults, &spot, c->p->rule.name,
			    "\"%.*s\" is found by \"%.*s\" already: leave one "
			    "out",
			    AM_SLICE_ARG(c->leaf->phrases[n]),
			    AM_SLICE_ARG(c->leaf->phrases[by]));
	}
}

static void
check_leaf(struct covering *c)
{
	struct am_matcher_builder *b = am_matcher_builder_new();
	struct am_image_writer w = { 0 };
	struct am_buf bytes = { 0 };
	struct am_err err;
	bool is_sound = true;
	size_t count = c->leaf->n_phrases;

	c->patterns = am_arena_array(c->arena, count, sizeof(*c->patterns));
	for (size_t i = 0; i < count; i++)
		is_sound =
			am_matcher_add_phrase(b, c->leaf->phrases[i],
					      &c->patterns[i], &err) == AM_OK &&
			is_sound;
	am_matcher_finish(b, &w);
	am_image_finish(&w, &bytes);
	if (is_sound && am_image_of_bytes(am_buf_slice(&bytes), true, &c->image,
					  &err) == AM_OK)
		for (size_t i = 0; i < count; i++)
			check_phrase(c, i);
	am_buf_free(&bytes);
	am_matcher_builder_free(b);
}

static void
check_leaves(struct covering *c, const struct am_cond *cond, bool in_context)
{
	if (cond == NULL)
		return;
	if (cond->op == AM_COND_ANY && cond->n_phrases > 1 &&
	    cond->n_phrases <= LEAF_MAX) {
		c->leaf = cond;
		c->is_in_context = in_context;
		check_leaf(c);
	}
	in_context = in_context || cond->op == AM_COND_WITHOUT;
	check_leaves(c, cond->left, in_context);
	check_leaves(c, cond->right, in_context);
}

void
lint_covered(const struct gather *g, const struct pending_rule *p,
	     struct am_faults *faults)
{
	struct covering c = {
		.g = g,
		.p = p,
		.faults = faults,
		.arena = am_arena_new(),
	};

	check_leaves(&c, p->rule.when, false);
	am_arena_free(c.arena);
}

static bool
is_spoken_for(const struct gather *g, struct am_slice tag)
{
	for (size_t i = 0; i < g->n_rules; i++)
		if (am_slice_eq(g->rules[i].rule.tag, tag) ||
		    am_slice_eq(g->rules[i].rule.cause, tag))
			return true;
	return false;
}

void
lint_tags(const struct gather *g, struct am_faults *faults)
{
	for (size_t i = 0; i < g->n_tags; i++) {
		const struct pending_tag *t = &g->tags[i];

		if (!is_spoken_for(g, t->name))
			warning_put(faults, &t->spot, (struct am_slice){ 0 },
				    "no rule speaks for the tag \"%.*s\"",
				    AM_SLICE_ARG(t->name));
	}
}
