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
	int rule_line; /* where the rule begins */
	bool is_hit;
};

struct pending_rule {
	struct am_rule rule;
	struct spot name, tag, when;
	struct am_example *examples;
	size_t n_examples;
	const struct unit *unit; /* the file, with its tokens */
	size_t when_token;
	size_t root;
	struct am_slice replaces; /* the file of the one that it replaced */
	bool is_replaced;         /* by a later one of the same name */
	bool is_off;              /* off = true: it replaces, and is not run */
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
	struct am_slice rule; /* one that was refused, and speaks for it */
	struct spot spot;
};

/* A file of rules/lists: its lines, without remarks and empty ones. */
struct list_file {
	struct am_slice name; /* "vip.txt" */
	struct am_slice path;
	struct am_slices items;
	int *lines; /* where each item stands */
	struct am_slice replaces;
	size_t root;
};

/* A rule file with custom functions, as bytecode. They are numbered through all
 * files, in the order in which they are met. */
struct custom_file {
	uint32_t first, count;
	struct am_slice code;
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
	uint32_t n_customs;
	struct custom_file *custom_files;
	size_t n_custom_files, custom_files_cap;
};

/* Read a file of lists; one of the same name that is there is replaced. Faults
 * are told. */
void list_read(struct unit *u, struct am_slice name);
/* NULL when there is no such list. */
const struct list_file *list_find(const struct gather *g, struct am_slice name);

struct form;
/* only = { "sales" }: `when`, for the mail of these inboxes alone. */
const struct am_cond *only_read(struct form *f, const struct am_cond *when);
/* The table of adjust "name". */
void adjust_read(struct form *f, struct am_slice name);
/* That a threshold lies between 0 and 1. */
void rules_check_threshold(struct form *f, double threshold);
/* tagged "name" was said, or a refused rule speaks for it. */
void gather_ask_tag(struct gather *g, const struct asked_tag *asked);

/* Run one rule file; its statements are added, its faults told. */
void rules_read(const struct unit *file);

/* Carry the adjusts out, in their order. */
void gather_adjust(struct gather *g, struct am_faults *faults);

/* All that is sound into the image; the examples into the faults. */
void gather_finish(struct gather *g, struct am_faults *faults,
		   struct am_image_writer *image);

#endif
