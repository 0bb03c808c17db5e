/* historian.h - what rules ask of the journal, on its way from the judge to the
 * journal and back.
 *
 * Layer:     serve.
 * Threads:   one; the keeper's half forks, so no journal may be open there.
 * Promise:   a judge can learn numbers about one address a mail, nothing else:
 *            at most AM_QUESTIONS_MAX answers, each one integer. Who asks for
 *            more, or for what is not known here, asks for rubbish.
 *
 * The judge says who the sender is, in the words of a record, with its first
 * question. A judge that was taken over may name anybody: so it learns what the
 * author of the mail could have asked about by writing that address into From.
 *
 * The journal is opened by a process of its own, forked with the first question
 * and killed when the judge is done, or late with an answer: a journal that is
 * locked or broken, or a disk that hangs, costs answers and never the mail, and
 * no judge is forked from a process that has read the journal. A mail without
 * such rules has no such process.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_HISTORIAN_H
#define AMENDS_HISTORIAN_H

#include <sys/types.h>

#include "amends/history.h"
#include "amends/message.h"
#include "amends/rulebook.h"
#include "judge.h"

#define AM_HISTORY_WAIT_MS 50 /* for one answer, while a mail waits */

/* A question is this, and the first one goes on with a record of the sender. */
struct am_asked {
	uint32_t fact; /* enum am_fact */
	uint32_t window;
};
#define AM_ASKED_MAX_BYTES (sizeof(struct am_asked) + (64U << 10))
/* An answer is one int64_t, zero or more, or one of these. */
#define AM_HISTORY_UNKNOWN   (-1)
#define AM_HISTORY_NO_ACCESS (-2) /* there is a journal, but no answer */

/* ---- the judge's half */

struct am_asker {
	const struct am_message *msg;
	bool has_asked;
	bool is_without_journal; /* was told AM_HISTORY_NO_ACCESS */
};
/* The `ask` of struct am_surroundings; asks the keeper and waits. */
int64_t am_asker_ask(void *asker, enum am_fact fact, uint32_t window);

/* ---- the keeper's half */

struct am_historian {
	const struct am_task *task;
	int64_t deadline_ms; /* the judge's, on the monotonic clock */
	int64_t patience_ms; /* 0: AM_HISTORY_WAIT_MS */
	unsigned int n_asked;
	struct am_arena *arena; /* NULL before the first question */
	struct am_sender who;
	pid_t pid; /* 0: there is nobody to ask */
	int fd;
	bool is_without_journal;
};

/* AM_EDATA: nobody may ask that; *err does not quote it. */
AM_MUST_CHECK enum am_code am_historian_answer(struct am_historian *h,
					       struct am_slice question,
					       int64_t *answer,
					       struct am_err *err);
/* Also when nothing was asked. */
void am_historian_end(struct am_historian *h);

#endif
