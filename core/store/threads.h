/* threads.h - which conversation a mail belongs to.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef THREADS_H
#define THREADS_H

#include "amends/err.h"
#include "amends/journal.h"

/* The id that this mail answers: In-Reply-To, else the last of References, or
 * empty. */
struct am_slice thread_parent(const struct am_event *event);

/* The conversation that the mail belongs to; a new one when it knows none. */
AM_MUST_CHECK enum am_code
thread_find(struct am_journal *j, const struct am_event *event,
	    struct am_arena *arena, int64_t *conversation, struct am_err *err);

/* Note all ids that it has and names, and merge or link the conversations that
 * they belong to. *conversation is where the mail is in the end. */
AM_MUST_CHECK enum am_code thread_join(struct am_journal *j,
				       const struct am_event *event, int64_t id,
				       int64_t *conversation,
				       struct am_err *err);

#endif
