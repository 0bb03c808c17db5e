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
	bool is_off;      /* off = true: it replaces, and is not run */
};

/* adjust "name": a rule or a tag of another file, changed in some respects. */
struct pending_adjust {
	struct am_slice name;
	struct spot spot;
	bool has_weight, has_bias, has_threshold, has_off, is_off;
	double weight, bias, threshold;
	size_t root;
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

/* tagged "name": that the tag is declared is known only at the end. */
struct asked_tag {
	struct am_slice name;
	struct spot spot;
};

/* A file of rules/lists: its lines, without remarks and empty ones. */
struct list_file {
	struct am_slice name; /* "vip.txt" */
	struct am_slice path;
	struct am_slices items;
	int *lines; /* where each item stands */
	size_t root;
};

struct gather {
	struct am_arena *arena;
	struct list_file *lists; /* read before the rules */
	size_t n_lists, lists_cap;
	struct am_slices inboxes; /* the names there are */
	struct asked_tag *asked;
	size_t n_asked, asked_cap;
	struct pending_rule *rules;
	size_t n_rules, rules_cap;
	struct pending_tag *tags;
	size_t n_tags, tags_cap;
	struct pending_cue *cues;
	size_t n_cues, cues_cap;
	struct pending_adjust *adjusts;
	size_t n_adjusts, adjusts_cap;
};

/* Read a file of lists; one of the same name that is there is replaced. Faults
 * are told. */
void list_read(struct unit *u, struct am_slice name);
/* NULL when there is no such list. */
const struct list_file *list_find(const struct gather *g, struct am_slice name);

/* Run one rule file; its statements are added, its faults told. */
void rules_read(struct unit *u);

/* Carry the adjusts out, in their order. */
void gather_adjust(struct gather *g, struct am_faults *faults);

/* All that is sound into the image; the examples into the faults. */
void gather_finish(struct gather *g, struct am_faults *faults,
		   struct am_image_writer *image);

#endif
