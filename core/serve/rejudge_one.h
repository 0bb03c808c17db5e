/* rejudge_one.h - one judge of rejudge.h, and the mail that it is at.
 *
 * Layer:     serve, private to rejudge*.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REJUDGE_ONE_H
#define AMENDS_REJUDGE_ONE_H

#include "historian.h"
#include "rejudge_worker.h"

struct am_rejudge_one {
	pid_t pid; /* 0: none is alive */
	int fd;
	struct am_worker_page *page;
	unsigned int n_served; /* mails that it was given */

	bool is_busy;
	struct am_rejudged mail;
	struct am_rejudge_hint hint;
	bool has_hint;
	uint32_t wanted; /* sides that have no answer yet */
	const char *charset;
	int64_t deadline_ms;
	struct am_buf heard;
	bool is_held;        /* asks the journal, which is not that far */
	struct am_task task; /* for the historian */
	struct am_historian historian;
};

/* Give it w->mail: to the judge that is there, or to a fresh one. One that cannot
 * be started or written to is found dead when it is listened to. */
void am_rejudge_hand_over(const struct am_rejudging *how,
			  struct am_rejudge_one *w);
/* Each side asks for itself, as of the mail's arrival. */
void am_rejudge_expect_questions(struct am_rejudge_one *w);
/* How it ended; one that still lives is ended. */
int am_rejudge_stop(struct am_rejudge_one *w, bool is_dying);

#endif
