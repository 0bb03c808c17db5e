/* explain.h - a verdict, term by term, for people and for programs.
 *
 * Layer:     serve; runs inside the judge.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_EXPLAIN_H
#define AMENDS_EXPLAIN_H

#include "added.h"
#include "amends/gate.h"
#include "amends/json.h"
#include "amends/message.h"
#include "amends/trace.h"
#include "amends/verdict.h"

struct am_explained {
	const struct am_message *msg;
	const struct am_verdict *verdict;
	const struct am_decision *decision;
	const struct am_status *status; /* that filter would give */
	struct am_slice draft; /* empty: none, and draft_why says why */
	struct am_slice draft_why;
	struct am_slice file;
	const struct am_trace *trace; /* may be NULL */
	bool is_coloured;
};

void am_explain_text(const struct am_explained *e, struct am_buf *out);
/* All members but "elapsed_us", which only the caller of the judge knows; the
 * object is left open. */
void am_explain_json(const struct am_explained *e, struct am_json *j);

/* ---- explain_trace.c: for these two */
void am_explain_trace_text(const struct am_explained *e, struct am_buf *out);
void am_explain_trace_json(const struct am_explained *e, struct am_json *j);

#endif
