/* drain_answer.h - from a proposal of the judge to a draft in a Maildir.
 *
 * Layer:     serve.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_DRAIN_ANSWER_H
#define AMENDS_DRAIN_ANSWER_H

#include "amends/conf.h"
#include "amends/image.h"
#include "amends/journal.h"

struct am_answering {
	struct am_journal *journal;
	const struct am_conf *conf;
	const struct am_image *image; /* for templates and policies */
	const unsigned char *key; /* the journal's, AM_SIPHASH_KEY_BYTES; signs
				   * ticket tokens */
};

/* After a new inbound event, in its transaction: ask the gate with the
 * journal's counts and note the decision to draft. What the mail must hold is
 * kept with it until it is written. */
AM_MUST_CHECK enum am_code
am_answer_propose(const struct am_answering *a, struct am_slice record,
		  const struct am_inbox *inbox, int64_t conversation,
		  struct am_arena *arena, struct am_err *err);

/* Write every draft that was decided and is not there yet. One that can never
 * be written is given up and logged. When a folder is missing or refuses, that
 * is logged once and what is for it stays for a later drain. */
AM_MUST_CHECK enum am_code am_answers_write(const struct am_answering *a,
					    uint64_t *written,
					    struct am_err *err);

#endif
