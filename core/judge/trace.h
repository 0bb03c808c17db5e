/* trace.h - the same condition, had one thing been otherwise.
 *
 * Layer:     judge, private to trace.c, leaves.c and rulebook_*.c.
 * Threads:   belongs to one run.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_TRACE_H
#define AMENDS_JUDGE_TRACE_H

#include "amends/trace.h"
#include "rulebook_format.h"
#include "run.h"

#define AM_RULES_TIMED_MAX AM_RULES_MAX
#define AM_JOINS_MAX       64

/* Which operator is taken to be satisfied, and what came of it. */
struct am_what_if {
	uint32_t turned; /* where it stands in the code; UINT32_MAX: none */
	bool is_turned;  /* it was not satisfied by itself */
	enum am_close_kind kind;
	uint32_t has, needs;
	uint32_t leaf, leaf_name; /* two words of code */

	uint32_t joins[AM_JOINS_MAX]; /* where the operators stand */
	size_t n_joins;
};

/* In rulebook_eval.c: run->rule, with all sides of the condition looked at. */
bool am_run_what_if(struct am_run *run, struct am_what_if *what_if,
		    struct am_value *out);

/* run->rule does not hold: did it come close? */
void am_trace_close(struct am_run *run);
/* A match was not counted for run->rule. */
void am_trace_cut(struct am_run *run, struct am_place_view *view,
		  const struct am_hit *hit, unsigned int contexts);

#endif
