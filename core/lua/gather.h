/* gather.h - what all rule files say, before it becomes a rulebook.
 *
 * Layer:     lua, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_GATHER_H
#define AMENDS_LUA_GATHER_H

#include "amends/rulebook.h"
#include "unit.h"

struct am_example {
	struct spot spot;
	struct am_slice rule;
	struct am_slice text;
	bool is_hit;
};

struct pending_rule {
	struct am_rule rule;
	struct spot name, tag, when;
	struct am_example *examples;
	size_t n_examples;
	size_t root;
	bool is_replaced; /* by a later one of the same name */
};

struct pending_tag {
	struct am_slice name;
	double bias, threshold;
	struct spot spot;
	size_t root;
};

struct pending_cue {
	struct am_slice language, phrase;
	enum am_context context;
	struct spot spot;
};

struct gather {
	struct am_arena *arena;
	struct pending_rule *rules;
	size_t n_rules, rules_cap;
	struct pending_tag *tags;
	size_t n_tags, tags_cap;
	struct pending_cue *cues;
	size_t n_cues, cues_cap;
};

/* Run one rule file; its statements are added, its faults told. */
void rules_read(struct unit *u);

/* All that is sound into the image; the examples into the faults. */
void gather_finish(struct gather *g, struct am_faults *faults,
		   struct am_image_writer *image);

#endif
