/* turn_rows.h - what follows from the events of a conversation, in its tables.
 *
 * There are two ways to it, with one result: all of a conversation is read and
 * all rows are written anew, which is always right; or one further event
 * changes the last rows, which is fast.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TURN_ROWS_H
#define TURN_ROWS_H

#include "amends/err.h"
#include "amends/journal.h"
#include "amends/rulings.h"
#include "amends/turns.h"
#include "threads.h"

AM_MUST_CHECK enum am_code
turn_put_all(struct am_journal *j, int64_t conversation, struct am_err *err);

/* turn_next.c: `event`, which has just been put into t->home, comes to what is
 * there. Its is_to_customer is found here. */
AM_MUST_CHECK enum am_code turn_put_next(struct am_journal *j,
					 const struct am_turn_event *event,
					 const struct thread *t,
					 struct am_arena *arena,
					 struct am_err *err);

/* Where rows go, and by what they are measured. */
struct turn_place {
	int64_t conversation;
	const struct am_rulings *rulings;
	struct am_arena *arena;
};

/* One row each. */
AM_MUST_CHECK enum am_code turn_put(struct am_journal *j,
				    const struct turn_place *place,
				    int64_t number, const struct am_turn *turn,
				    struct am_err *err);
AM_MUST_CHECK enum am_code turn_put_end(struct am_journal *j,
					int64_t conversation, int64_t number,
					const struct am_resolution *resolution,
					struct am_err *err);

#endif
