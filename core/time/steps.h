/* steps.h - the mails of a conversation that count, in the order that counts.
 *
 * Layer:     time, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef STEPS_H
#define STEPS_H

#include "amends/turns.h"

/* An event with the time that counts for it. */
struct step {
	const struct am_turn_event *event;
	int64_t at;
	bool is_clamped;
};

/* Does it start, end or resolve anything? */
bool step_counts(const struct am_turn_event *event);

/* Put those that count into `steps` (room for n_events), copies dropped. Of each
 * event, `counts_as` gets which one counts for it, and `at` when. */
size_t steps_order(const struct am_turn_event *events, size_t n_events,
		   struct step *steps, size_t *counts_as, int64_t *at);

/* -1, 0 or 1. */
int steps_compare_times(int64_t a, int64_t b);

#endif
