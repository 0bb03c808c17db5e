/* rulebook_builder.h - a rule book while it is being built.
 *
 * Layer:     judge, private to rulebook_build.c, rulebook_order.c and
 *            rulebook_write.c.
 * Threads:   belongs to one thread.
 * Promise:   all is in its arena.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_RULEBOOK_BUILDER_H
#define AMENDS_JUDGE_RULEBOOK_BUILDER_H

#include "rulebook_code.h"

struct am_rule_row {
	struct am_rule rule; /* copied; `when` is not kept */
	struct am_code_of_rule code;
	bool is_in_circle; /* it waits for its own tag: left out */
};

struct am_tag_row {
	struct am_slice name;
	double bias, threshold;
};

struct am_cue_row {
	uint32_t pattern;
	enum am_context context;
	struct am_slice language;
};

struct am_rulebook_builder {
	struct am_arena *arena;
	struct am_code_tables tables;
	struct am_rule_row *rules;
	size_t n_rules, cap_rules;
	struct am_tag_row *tags;
	size_t n_tags, cap_tags;
	struct am_cue_row *cues;
	size_t n_cues, cap_cues;
};

/* Put every rule behind those that speak for a tag it asks for; otherwise the
 * order stays. Rules that cannot be are marked is_in_circle. */
void am_rulebook_order(struct am_rulebook_builder *b);

#endif
