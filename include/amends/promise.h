/* promise.h - a time that the writer gives the reader: "You'll hear from me by
 * Friday", "wir melden uns bis morgen 12 Uhr".
 *
 * Layer:     text.
 * Threads:   safe.
 * Promise:   pure. Rather none than a wrong one: English and German, and only a
 *            sentence in which we say what we will do (or what the reader will
 *            get from us) with a deadline of deadline.h. No question, nothing
 *            denied, nothing that hangs on something ("if", "as soon as"), no
 *            hope ("we'll try", "should"), nothing that the reader has to do, no
 *            absence ("until Friday"), nothing in quotation marks and nothing
 *            that is told of somebody's words.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_PROMISE_H
#define AMENDS_PROMISE_H

#include "amends/deadline.h"

struct am_promise {
	int64_t due_utc;     /* the end of the time that was given */
	uint32_t begin, end; /* the words of the time */
};

/* The earliest promise in the words. False when there is none. */
bool am_promise_find(struct am_arena *arena, const struct am_words *words,
		     const struct am_deadline_clock *clock,
		     struct am_promise *out);

#endif
