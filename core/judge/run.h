/* run.h - one message being judged.
 *
 * Layer:     judge, private to rulebook_run.c, rulebook_eval.c and places.c.
 * Threads:   belongs to one run.
 * Promise:   nothing here trusts the image: what lies outside a section reads
 *            as 0 or as empty, and code that no builder wrote holds for nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_RUN_H
#define AMENDS_JUDGE_RUN_H

#include "place.h"

/* The sections, after their sizes were checked. */
struct am_book {
	struct am_slice rules, index, uses, always, code;
	struct am_cue_table cues; /* language: of the message */
	uint32_t n_rules, n_patterns, n_always;
	unsigned int places;
};

struct am_run {
	const struct am_image *image;
	struct am_arena *arena;
	const struct am_message *msg;
	struct am_book book;
	struct am_slice language; /* empty: unknown */
	struct am_place_view views[AM_PLACES];
	bool is_cut;
};

/* What a condition comes to. The span is what its first hit stands on. */
struct am_value {
	uint32_t count;
	bool has_span;
	enum am_place place;
	uint32_t begin, end;
};

/* Split one place into words; scan all places that rules use. */
void am_run_split(struct am_run *run, enum am_place place);
void am_run_scan(struct am_run *run);

/* Run a rule's condition. */
bool am_run_holds(struct am_run *run, uint32_t rule, struct am_value *out);

#endif
