/* lint.h - what check says of rules that are sound, and yet not what was meant.
 *
 * Layer:     lua, private.
 * Threads:   one thread.
 * Promise:   total and bounded: what cannot be decided in a few thousand steps
 *            is taken to be right. No mail is ever judged by this; `check` and
 *            nothing else asks it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_LINT_H
#define AMENDS_LUA_LINT_H

#include "gather.h"

/* A fault when no mail can meet the rule's condition, whatever it says. */
void lint_never(const struct pending_rule *p, struct am_faults *faults);

/* A warning for each phrase that another one of the same list finds anyway. */
void lint_covered(const struct gather *g, const struct pending_rule *p,
		  struct am_faults *faults);

/* Warnings of tags that no rule speaks for. */
void lint_tags(const struct gather *g, struct am_faults *faults);

/* Why the condition of the rule does not hold on that example, in a line;
 * empty when that cannot be told. `verdict` is what all rules made of it. */
struct am_slice lint_failed(const struct gather *g, struct am_slice rule,
			    const struct am_message *msg,
			    const struct am_surroundings *around,
			    const struct am_verdict *verdict);

#endif
