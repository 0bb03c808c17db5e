/* SPDX-License-Identifier: MIT
 *
 * Rules by need: a rule waits until no rule that speaks for a tag it asks for is
 * left. Each round takes those that wait for nobody; what is left when a round
 * takes none stands in a circle, or behind one. */
#include <stdlib.h>
#include <string.h>

#include "rulebook_builder.h"

/* How many rules that are not yet placed speak for each tag that is asked for;
 * tags by their place in `names`. */
struct needs {
	struct am_slice *names;
	size_t *open;
	size_t count;
};

static size_t
find_tag(const struct needs *needs, struct am_slice tag)
{
	for (size_t i = 0; i < needs->count; i++)
		if (am_slice_eq(needs->names[i], tag))
			return i;
	return needs->count;
}

static void
list_needs(struct am_rulebook_builder *b, struct needs *needs)
{
	size_t most = 0;

	for (size_t i = 0; i < b->n_rules; i++)
		most += b->rules[i].code.n_tags;
	needs->names = am_arena_array(b->arena, most, sizeof(*needs->names));
	needs->open = am_arena_array(b->arena, most, sizeof(*needs->open));
	for (size_t i = 0; i < b->n_rules; i++) {
		const struct am_code_of_rule *code = &b->rules[i].code;

		for (size_t t = 0; t < code->n_tags; t++)
			if (find_tag(needs, code->tags[t]) == needs->count)
				needs->names[needs->count++] = code->tags[t];
	}
}

/* A rule speaks for its tag, and for its cause. */
static void
count_speaker(struct needs *needs, const struct am_rule *rule, size_t by)
{
	size_t tag = find_tag(needs, rule->tag);
	size_t cause = find_tag(needs, rule->cause);

	if (tag < needs->count)
		needs->open[tag] += by;
	if (cause < needs->count && cause != tag)
		needs->open[cause] += by;
}

static bool
must_wait(const struct needs *needs, const struct am_rule_row *row)
{
	for (size_t t = 0; t < row->code.n_tags; t++)
		if (needs->open[find_tag(needs, row->code.tags[t])] > 0)
			return true;
	return false;
}

void
am_rulebook_order(struct am_rulebook_builder *b)
{
	struct needs needs = { .count = 0 };
	struct am_rule_row *ordered;
	bool *is_placed;
	size_t placed = 0;
	size_t before;

	list_needs(b, &needs);
	if (needs.count == 0)
		return;
	for (size_t i = 0; i < b->n_rules; i++)
		count_speaker(&needs, &b->rules[i].rule, 1);
	ordered = am_arena_array(b->arena, b->n_rules, sizeof(*ordered));
	is_placed = am_arena_array(b->arena, b->n_rules, sizeof(*is_placed));
	do {
		before = placed;
		for (size_t i = 0; i < b->n_rules; i++) {
			if (is_placed[i] || must_wait(&needs, &b->rules[i]))
				continue;
			is_placed[i] = true;
			ordered[placed++] = b->rules[i];
			count_speaker(&needs, &b->rules[i].rule, (size_t)-1);
		}
	} while (placed > before && placed < b->n_rules);
	for (size_t i = 0; i < b->n_rules; i++) {
		if (is_placed[i])
			continue;
		ordered[placed] = b->rules[i];
		ordered[placed++].is_in_circle = true;
	}
	memcpy(b->rules, ordered, b->n_rules * sizeof(*ordered));
}
