/* SPDX-License-Identifier: MIT */
#include "amends/message.h"
#include "amends/promise.h"
#include "amends/record.h"

#define SENT_MAX_SECS (INT64_C(7) * 86400) /* that a mail may be under way */

/* "Tomorrow" counts from when it was written, as far as its Date can be
 * believed. What is given for a time that is over when we see it was given
 * nonetheless. */
void
am_record_put_promise(const struct am_message *msg, int64_t now_utc,
		      struct am_buf *record)
{
	struct am_deadline_clock clock = { now_utc, now_utc, 0 };
	struct am_arena *arena;
	struct am_promise promise;
	struct am_words words;

	if (now_utc <= 0)
		return;
	if (msg->date_utc > 0) { /* AM_NO_TIME is negative */
		clock.offset_secs = msg->date_offset_secs;
		if (msg->date_utc <= now_utc + 86400 &&
		    msg->date_utc >= now_utc - SENT_MAX_SECS)
			clock.written_utc = msg->date_utc;
	}
	clock.now_utc = clock.written_utc;
	arena = am_arena_new();
	am_words_split(arena, msg->new_text, &words);
	if (am_promise_find(arena, &words, &clock, &promise))
		am_record_put_int(record, "promise.due", promise.due_utc);
	am_arena_free(arena);
}
