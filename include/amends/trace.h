/* trace.h - what rules nearly said, for people who want to know why not.
 *
 * Layer:     judge.
 * Threads:   a trace belongs to one run.
 * Promise:   nothing is done for it where there is none; with one the verdict is
 *            the same to the bit, and no question is asked that would not be asked
 *            without. All it points to lives in the arena of the run, in the
 *            image or in the message.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TRACE_H
#define AMENDS_TRACE_H

#include "amends/rulebook.h"

#define AM_TRACE_MAX 64 /* of each kind; the first ones count */

/* A match that did not count, for what stands around it. */
struct am_cut {
	struct am_slice rule, tag;
	unsigned int contexts; /* enum am_context: why */
	struct am_slice place, text;
	uint32_t start, end;
	struct am_slice cue; /* "not", "if"; empty for quotation marks */
};

/* A rule that does not hold, and would but for one thing. */
enum am_close_kind {
	AM_CLOSE_CONTEXT, /* its matches did not count: the cuts of that rule */
	AM_CLOSE_COUNT,   /* >= n: has `has`, needs `needs` */
	AM_CLOSE_SIDE,    /* one side of a * holds for nothing */
	AM_CLOSE_BUT_NOT, /* what stands behind a - holds */
};

struct am_close {
	enum am_close_kind kind;
	struct am_evidence would; /* be said */
	uint32_t has, needs;
	/* What is missing, or in the way: a leaf. */
	enum am_cond_op op;
	enum am_fact fact;     /* AM_COND_FACT */
	struct am_slice place; /* that is looked at, may be empty */
	struct am_slice name;  /* of the language, tag or inbox */
};

struct am_rule_time {
	struct am_slice rule;
	uint64_t nanoseconds;
};

struct am_trace {
	struct am_cut *cuts;
	size_t n_cuts;
	struct am_close *close;
	size_t n_close;
	/* Set by the caller. Then each rule that was run is timed, and `scan`
	 * is what finding the words took; all 0 where the clock cannot be
	 * read. */
	bool wants_times;
	struct am_rule_time *times;
	size_t n_times;
	uint64_t scan_nanoseconds;
	uint64_t plugin_nanoseconds; /* set by whoever runs them */
};

void am_trace_start(struct am_arena *arena, struct am_trace *trace);
/* Of the process' clock that only goes forward; 0 when it cannot be read. */
uint64_t am_trace_clock(void);
/* "negated", "conditional", ...: the first of the contexts. */
const char *am_context_name(unsigned int contexts);

#endif
