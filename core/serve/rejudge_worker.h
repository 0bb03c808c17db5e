/* rejudge_worker.h - the sealed half of rejudge.h, and what both halves say.
 *
 * Layer:     serve, private to rejudge*.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REJUDGE_WORKER_H
#define AMENDS_REJUDGE_WORKER_H

#include "rejudge.h"

/* A task, followed by the sender and the mail. The answer to each side asked
 * for is a frame as in judge.h; a question stands for all of them. */
struct am_job_head {
	uint32_t mail_len, sender_len;
	uint32_t has_sender;
	uint32_t inbox;    /* its number */
	uint32_t sides;    /* bit n: side n is wanted */
	uint32_t may_ask;  /* for a charset */
	uint32_t is_given; /* the caller chose the inbox */
	uint32_t is_outbound;
	int64_t now_utc;
};

/* Memory that both halves see. */
struct am_worker_page {
	volatile uint32_t running; /* as in judge.h */
	volatile uint32_t side;
};

/* Never returns. `charset`: to open before the seal, or NULL. */
void am_rejudge_work(const struct am_rejudging *how, const char *charset,
		     int fd, struct am_worker_page *page)
	__attribute__((noreturn));

#endif
