/* think.h - what rules and plugins say of a message that was read.
 *
 * Layer:     serve; runs inside a judge.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_THINK_H
#define AMENDS_THINK_H

#include "amends/gate.h"
#include "amends/message.h"
#include "amends/trace.h"
#include "amends/verdict.h"
#include "historian.h"
#include "judge.h"

struct am_thinking {
	const struct am_task *task;
	const struct am_message *msg;
	struct am_arena *arena;
	volatile uint32_t *running;
	struct am_asker *asker; /* brings what rules ask to the keeper; NULL:
				 * nobody knows anything */
	struct am_trace *trace; /* mostly NULL */
	/* Asked when the rules have spoken; false: without the plugins. May be
	 * NULL. */
	bool (*wants_plugins)(void *asked, const struct am_verdict *verdict);
	void *asked;
};

/* Starts the verdict. */
void am_think_verdict(const struct am_thinking *how,
		      struct am_verdict *verdict);
/* What a judge says of it: verdict and facts. */
void am_think_record(const struct am_task *task, const struct am_message *msg,
		     const struct am_verdict *verdict, struct am_arena *arena,
		     struct am_facts *facts, struct am_buf *out);

#endif
