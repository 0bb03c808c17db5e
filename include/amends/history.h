/* history.h - what the journal knows of a mail's sender, for rules that ask.
 *
 * Layer:     store (alone sees SQLite).
 * Threads:   as journal.h.
 * Promise:   reads only. Each answer is as of a moment: what came or went later
 *            does not count, so that an old mail can be asked about as if it
 *            had just come. Each goes by an index to the mails of this one
 *            sender.
 *
 * A sender's mails are those of customers that name this address in From or
 * Reply-To; not what robots, lists, bounces and spam are. Copies of one mail
 * (same id and Date) count once. What waits and what was answered is as
 * turns.h says.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_HISTORY_H
#define AMENDS_HISTORY_H

#include "amends/journal.h"

/* Open what is there, as it is, for reading: nothing is made, changed or brought
 * up to date, and nothing but a plain file is opened. *out is NULL when there is
 * no journal, or an empty one. AM_EIO: it cannot be read, or an amends of
 * another version made it. */
AM_MUST_CHECK enum am_code am_journal_peek(const char *path, int busy_ms,
					   struct am_journal **out,
					   struct am_err *err);

struct am_sender {
	struct am_slice address; /* case is ignored */
	/* Of the mail that asks; its retries and copies do not count. Both may
	 * be unknown: empty, AM_NO_TIME. */
	struct am_slice message_id;
	int64_t date;
	int64_t now; /* UTC seconds */
};

#define AM_HISTORY_COUNT_MAX 1000 /* no more are counted */

/* *secs since the oldest mail of theirs that had no answer; 0: none waited. */
AM_MUST_CHECK enum am_code am_history_waiting(struct am_journal *journal,
					      const struct am_sender *who,
					      int64_t *secs,
					      struct am_err *err);
/* Their mails of the last `window_secs`. */
AM_MUST_CHECK enum am_code
am_history_messages(struct am_journal *journal, const struct am_sender *who,
		    int64_t window_secs, int64_t *count, struct am_err *err);
/* Those of them that were tagged complaint. */
AM_MUST_CHECK enum am_code
am_history_complaints(struct am_journal *journal, const struct am_sender *who,
		      int64_t window_secs, int64_t *count, struct am_err *err);
/* Has a person of ours answered a mail of theirs? */
AM_MUST_CHECK enum am_code am_history_is_known(struct am_journal *journal,
					       const struct am_sender *who,
					       bool *yes, struct am_err *err);

#endif
