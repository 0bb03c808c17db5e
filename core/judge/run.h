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

#include "amends/deadline.h"
#include "place.h"

/* The sections, after their sizes were checked. */
struct am_book {
	struct am_slice rules, index, uses, always, names, headers, lists,
		entries, code;
	struct am_cue_table cues; /* language: of the message */
	uint32_t n_rules, n_patterns, n_always, n_names, n_headers;
	unsigned int places;
};

/* A question that was asked, and its answer. */
struct am_answered {
	enum am_fact fact;
	uint32_t window;
	uint32_t answer;
};

struct am_run {
	const struct am_image *image;
	struct am_arena *arena;
	const struct am_message *msg;
	const struct am_verdict *verdict; /* as it stands by now */
	const struct am_surroundings *around;
	struct am_answered answered[AM_QUESTIONS_MAX];
	size_t n_answered;
	bool deadline_looked_for, has_deadline;
	unsigned int deadline_place;
	struct am_deadline deadline;
	struct am_book book;
	struct am_slice language; /* empty: unknown */
	struct am_place_view views[AM_PLACES];
	bool is_cut;
	uint32_t rule;   /* that is being run */
	bool counts_all; /* matches, whatever stands around them */
	bool has_failed; /* a custom function, of the rule that was run last */
};

/* What a condition comes to. The span is what its first hit stands on. */
struct am_value {
	uint32_t count;
	bool has_span;
	unsigned int place;
	uint32_t begin, end;
	uint32_t facts; /* bit i: answered[i] is why */
};

/* The name that code speaks of by this number; empty when there is none. */
struct am_slice am_run_name(const struct am_book *book, uint32_t number);

/* The evidence that a rule gives when it comes to this value. */
void am_run_describe(const struct am_run *run, uint32_t rule,
		     const struct am_value *value, struct am_evidence *out);

/* Split one place into words; scan all places that rules use. */
void am_run_split(struct am_run *run, unsigned int place);
void am_run_scan(struct am_run *run);

/* Is a deadline within `window` seconds? False when nobody knows the time. */
bool am_leaf_deadline(struct am_run *run, uint32_t window,
		      struct am_value *out);

/* Asks, unless it was asked before. */
struct am_value am_leaf_fact(struct am_run *run, enum am_fact fact,
			     uint32_t window);

/* "waiting_since: 3d 04h, known_customer" */
struct am_slice am_run_facts(const struct am_run *run, uint32_t facts);

/* Addresses of the place that the list holds, or whose domain it holds. */
struct am_value am_leaf_listed(struct am_run *run, unsigned int place,
			       uint32_t list, bool is_domain);

/* What the pattern leaves come to; `patterns` are u32 each. */
struct am_value am_leaf_any(struct am_run *run, struct am_place_view *view,
			    struct am_slice patterns, unsigned int without);
struct am_value am_leaf_all(struct am_run *run, struct am_place_view *view,
			    struct am_slice patterns, unsigned int without);
struct am_value am_leaf_near(struct am_run *run, struct am_place_view *view,
			     struct am_slice patterns, unsigned int without,
			     uint32_t within);
struct am_value am_leaf_edge(struct am_run *run, struct am_place_view *view,
			     struct am_slice patterns, unsigned int without,
			     bool is_start);
struct am_value am_leaf_shouting(struct am_place_view *view);

/* Run a rule's condition. */
bool am_run_holds(struct am_run *run, uint32_t rule, struct am_value *out);

#endif
