/* SPDX-License-Identifier: MIT
 *
 * What an admin changes of rules and tags that ship, without copying them. */
#include "form.h"
#include "gather.h"

static const char *const adjust_fields[] = { "weight", "off", "bias",
					     "threshold" };

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

static bool
has_field(struct form *f, const char *name)
{
	bool is_there;

	lua_getfield(f->L, f->table, name);
	is_there = !lua_isnil(f->L, -1);
	lua_pop(f->L, 1);
	return is_there;
}

void
adjust_read(struct form *f, struct am_slice name)
{
	static const double nothing = 0;
	struct gather *g = f->u->gather;
	struct pending_adjust a = { .name = name, .root = f->u->root };

	form_check_names(f, adjust_fields,
			 sizeof(adjust_fields) / sizeof(*adjust_fields));
	a.has_weight = has_field(f, "weight");
	a.has_bias = has_field(f, "bias");
	a.has_threshold = has_field(f, "threshold");
	a.has_off = has_field(f, "off");
	a.weight = form_number(f, "weight", &nothing);
	a.bias = form_number(f, "bias", &nothing);
	a.threshold = form_number(f, "threshold", &nothing);
	a.is_off = form_bool(f, "off");
	a.spot = unit_spot(f->u, f->name_token, f->line);
	if (a.has_threshold)
		rules_check_threshold(f, a.threshold);
	if (!a.has_weight && !a.has_bias && !a.has_threshold && !a.has_off)
		form_fault(f, NULL,
			   "nothing is adjusted: give a rule weight or off, a "
			   "tag bias or threshold");
	if (!f->is_sound)
		return;
	g->adjusts = am_arena_grow(g->arena, g->adjusts, g->n_adjusts,
				   &g->adjusts_cap, sizeof(*g->adjusts));
	g->adjusts[g->n_adjusts++] = a;
}
