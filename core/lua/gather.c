/* SPDX-License-Identifier: MIT */
#include "gather.h"

#include "customs.h"

static const struct am_slice no_rule;

void
gather_ask_tag(struct gather *g, const struct asked_tag *asked)
{
	g->asked = am_arena_grow(g->arena, g->asked, g->n_asked, &g->asked_cap,
				 sizeof(*g->asked));
	g->asked[g->n_asked++] = *asked;
}

/* A later rule of the same name replaces the earlier one, but two in one set
 * of files are a slip. */
static void
replace_rules(struct gather *g, struct am_faults *faults)
{
	for (size_t i = 0; i < g->n_rules; i++) {
		struct pending_rule *p = &g->rules[i];

		for (size_t k = 0; k < i; k++) {
			struct pending_rule *old = &g->rules[k];

			if (old->is_replaced ||
			    !am_slice_eq(old->rule.name, p->rule.name))
				continue;
			old->is_replaced = true;
			p->replaces = old->name.file;
			if (old->root == p->root)
				fault_put(faults, &p->name, p->rule.name,
					  "this name is taken: %.*s line %d",
					  AM_SLICE_ARG(old->name.file),
					  old->name.line);
		}
	}
}

static void
check_tags_twice(const struct gather *g, struct am_faults *faults)
{
	for (size_t i = 0; i < g->n_tags; i++) {
		for (size_t k = 0; k < i; k++) {
			if (g->tags[k].root == g->tags[i].root &&
			    am_slice_eq(g->tags[k].name, g->tags[i].name))
				fault_put(faults, &g->tags[i].spot, no_rule,
					  "this tag is declared already: %.*s "
					  "line %d",
					  AM_SLICE_ARG(g->tags[k].spot.file),
					  g->tags[k].spot.line);
		}
	}
}

/* The declared tag or cause that was probably meant, or NULL. */
static const char *
nearest_tag(const struct gather *g, struct am_slice tag, bool with_causes)
{
	const char **names = am_arena_array(
		g->arena, g->n_tags + g->n_rules + 1, sizeof(*names));
	size_t count = 0;

	for (size_t i = 0; i < g->n_tags; i++)
		names[count++] = am_arena_str(g->arena, g->tags[i].name);
	for (size_t i = 0; i < g->n_rules && with_causes; i++)
		if (g->rules[i].rule.cause.len > 0)
			names[count++] =
				am_arena_str(g->arena, g->rules[i].rule.cause);
	names[count++] = "urgency";
	return am_nearest(tag, names, count);
}

static void
tell_undeclared(const struct gather *g, struct am_slice tag,
		struct am_slice rule, const struct spot *spot,
		struct am_faults *faults)
{
	const char *meant = nearest_tag(g, tag, false);

	fault_put(faults, spot, rule, "the tag \"%.*s\" is not declared%s%s%s",
		  AM_SLICE_ARG(tag), meant ? ": did you mean \"" : "",
		  meant ? meant : ": write tag \"...\" { bias = ... }",
		  meant ? "\"?" : "");
}

static void
tell_unspoken(const struct gather *g, const struct asked_tag *asked,
	      struct am_faults *faults)
{
	const char *meant = nearest_tag(g, asked->name, true);

	fault_put(faults, &asked->spot, no_rule,
		  "no rule speaks for the tag \"%.*s\"%s%s%s",
		  AM_SLICE_ARG(asked->name), meant ? ": did you mean \"" : "",
		  meant ? meant : "", meant ? "\"?" : "");
}

static bool is_declared(const struct gather *g, struct am_slice tag);

/* A cause is a tag by being named. */
static bool
is_cause(const struct gather *g, struct am_slice tag)
{
	for (size_t i = 0; i < g->n_rules; i++)
		if (am_slice_eq(g->rules[i].rule.cause, tag))
			return true;
	return false;
}

static void
check_asked(const struct gather *g, struct am_faults *faults)
{
	for (size_t i = 0; i < g->n_asked; i++) {
		const struct asked_tag *a = &g->asked[i];

		if (a->rule.len > 0 && !is_declared(g, a->name))
			tell_undeclared(g, a->name, a->rule, &a->spot, faults);
		else if (a->rule.len == 0 && !is_declared(g, a->name) &&
			 !is_cause(g, a->name))
			tell_unspoken(g, a, faults);
	}
}

static bool
is_declared(const struct gather *g, struct am_slice tag)
{
	if (am_slice_eqs(tag, "urgency"))
		return true;
	for (size_t i = 0; i < g->n_tags; i++) {
		if (am_slice_eq(g->tags[i].name, tag))
			return true;
	}
	return false;
}

static void
add_rule(struct am_rulebook_builder *b, const struct gather *g,
	 const struct pending_rule *p, struct am_faults *faults)
{
	struct am_err err;

	if (!is_declared(g, p->rule.tag)) {
		tell_undeclared(g, p->rule.tag, p->rule.name, &p->tag, faults);
		return;
	}
	if (am_rulebook_add_rule(b, &p->rule, &err) != AM_OK) {
		fault_put(faults, &p->when, p->rule.name, "%s", err.text);
		return;
	}
	faults->n_rules++;
	for (size_t i = 0; i < p->n_examples; i++)
		faults->examples[faults->n_examples++] = p->examples[i];
}

static void
add_tags_and_cues(struct am_rulebook_builder *b, const struct gather *g,
		  struct am_faults *faults)
{
	struct am_err err;

	for (size_t i = 0; i < g->n_tags; i++) {
		const struct pending_tag *t = &g->tags[i];

		if (am_rulebook_add_tag(b, t->name, t->bias, t->threshold,
					&err) != AM_OK)
			fault_put(faults, &t->spot, no_rule, "%s", err.text);
	}
	for (size_t i = 0; i < g->n_cues; i++) {
		const struct pending_cue *c = &g->cues[i];

		if (am_rulebook_add_cue(b, c->language, c->context, c->phrase,
					&err) != AM_OK)
			fault_put(faults, &c->spot, no_rule, "%s", err.text);
	}
}

static void
tell_circle(const struct gather *g, struct am_slice name,
	    struct am_faults *faults)
{
	for (size_t i = 0; i < g->n_rules; i++) {
		const struct pending_rule *p = &g->rules[i];

		if (!p->is_replaced && am_slice_eq(p->rule.name, name))
			fault_put(faults, &p->when, name,
				  "this rule waits for a tag that it, or a "
				  "rule that waits for it, speaks for");
	}
}

static void
note_origins(const struct gather *g, struct am_faults *faults)
{
	for (size_t i = 0; i < g->n_rules; i++) {
		const struct pending_rule *p = &g->rules[i];

		if (!p->is_replaced)
			origin_put(faults, &(struct am_origin_row){
						   .kind = "rule",
						   .name = p->rule.name,
						   .file = p->name.file,
						   .line = p->name.line,
						   .replaces = p->replaces,
						   .is_off = p->is_off,
					   });
	}
	for (size_t i = 0; i < g->n_lists; i++)
		origin_put(faults, &(struct am_origin_row){
					   .kind = "list",
					   .name = g->lists[i].name,
					   .file = g->lists[i].path,
					   .replaces = g->lists[i].replaces,
				   });
}

void
gather_finish(struct gather *g, struct am_faults *faults,
	      struct am_image_writer *image)
{
	struct am_rulebook_builder *b = am_rulebook_builder_new();
	struct am_slices in_circle = { NULL, 0 };
	size_t most = 1;

	for (size_t i = 0; i < g->n_rules; i++)
		most += g->rules[i].n_examples;
	faults->examples =
		am_arena_array(g->arena, most, sizeof(*faults->examples));
	replace_rules(g, faults);
	gather_adjust(g, faults);
	check_tags_twice(g, faults);
	check_asked(g, faults);
	add_tags_and_cues(b, g, faults);
	for (size_t i = 0; i < g->n_rules; i++) {
		if (!g->rules[i].is_replaced && !g->rules[i].is_off)
			add_rule(b, g, &g->rules[i], faults);
	}
	note_origins(g, faults);
	am_rulebook_finish(b, g->arena, &in_circle, image);
	for (size_t i = 0; i < in_circle.count; i++)
		tell_circle(g, in_circle.items[i], faults);
	am_rulebook_builder_free(b);
	customs_finish(g, image);
}
