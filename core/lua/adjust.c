/* SPDX-License-Identifier: MIT
 *
 * What an admin changes of rules and tags that ship, without copying them. */
#include "gather.h"

static struct pending_rule *
find_rule(const struct gather *g, struct am_slice name)
{
	for (size_t i = 0; i < g->n_rules; i++)
		if (!g->rules[i].is_replaced &&
		    am_slice_eq(g->rules[i].rule.name, name))
			return &g->rules[i];
	return NULL;
}

static const char *
nearest_name(const struct gather *g, struct am_slice name)
{
	const char **names = am_arena_array(g->arena, g->n_rules + g->n_tags,
					    sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < g->n_rules; i++)
		names[n++] = am_arena_str(g->arena, g->rules[i].rule.name);
	for (size_t i = 0; i < g->n_tags; i++)
		names[n++] = am_arena_str(g->arena, g->tags[i].name);
	return am_nearest(name, names, n);
}

static void
adjust_rule(const struct pending_adjust *a, struct pending_rule *rule,
	    struct am_faults *faults)
{
	if (a->has_bias || a->has_threshold)
		fault_put(faults, &a->spot, a->name,
			  "a rule has no %s: weight and off can be adjusted",
			  a->has_bias ? "bias" : "threshold");
	if (a->has_weight)
		rule->rule.weight = a->weight;
	if (a->has_off)
		rule->is_off = a->is_off;
}

/* Every declaration of the tag: the last one is what counts. */
static bool
adjust_tags(struct gather *g, const struct pending_adjust *a,
	    struct am_faults *faults)
{
	bool is_found = false;

	for (size_t i = 0; i < g->n_tags; i++) {
		struct pending_tag *tag = &g->tags[i];

		if (!am_slice_eq(tag->name, a->name))
			continue;
		is_found = true;
		if (a->has_bias)
			tag->bias = a->bias;
		if (a->has_threshold)
			tag->threshold = a->threshold;
	}
	if (is_found && (a->has_weight || a->has_off))
		fault_put(faults, &a->spot, a->name,
			  "a tag has no %s: bias and threshold can be adjusted",
			  a->has_weight ? "weight" : "off");
	return is_found;
}

void
gather_adjust(struct gather *g, struct am_faults *faults)
{
	for (size_t i = 0; i < g->n_adjusts; i++) {
		const struct pending_adjust *a = &g->adjusts[i];
		struct pending_rule *rule = find_rule(g, a->name);
		const char *meant;

		if (rule != NULL) {
			adjust_rule(a, rule, faults);
			continue;
		}
		if (adjust_tags(g, a, faults))
			continue;
		meant = nearest_name(g, a->name);
		fault_put(faults, &a->spot, a->name,
			  "there is no rule and no tag \"%.*s\"%s%s%s",
			  AM_SLICE_ARG(a->name),
			  meant ? ": did you mean \"" : "", meant ? meant : "",
			  meant ? "\"?" : "");
	}
}
