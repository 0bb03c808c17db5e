/* rejudge.h - judge many mails under two sets of rules.
 *
 * Layer:     serve.
 * Threads:   one; the caller must have no other threads (it forks).
 * Promise:   a mail, a rule or a plugin can cost what is said of that mail, and
 *            nothing else: the judges are sealed like those of judge.h, one
 *            that dies is replaced, and a mail that one died of is tried once
 *            more in a judge of its own before it is given up. What a judge
 *            says has passed am_record_check().
 *
 * A judge reads a mail once and judges it under both, with the inboxes and
 * settings of one configuration. It serves AM_REJUDGE_MAILS mails, then another
 * takes its place: the limits of the seal are for all it does.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REJUDGE_H
#define AMENDS_REJUDGE_H

#include <signal.h>

#include "judge.h"
#include "mailbox.h"

#define AM_REJUDGE_MAILS 200

enum am_side {
	AM_SIDE_OLD,
	AM_SIDE_NEW,
};
#define AM_SIDES 2

struct am_rejudging {
	const struct am_conf *conf;
	const struct am_image *images[AM_SIDES];
	int64_t now_utc;   /* AM_NO_TIME: each mail's own date */
	int64_t clock_utc; /* for a mail without one */
	volatile const sig_atomic_t *stop; /* not 0: take nothing more */
};

struct am_rejudged_side {
	const char *reason; /* NULL: judged. Else as in struct am_judged */
	char rule[AM_RULE_NAME_BYTES]; /* that was running, or "" */
	struct am_buf record;          /* see record.h; without "fact." */
};

struct am_rejudged {
	uint64_t number; /* 0 for the first mail that was given */
	struct am_buf name;
	struct am_rejudged_side sides[AM_SIDES];
};
void am_rejudged_free(struct am_rejudged *rejudged);

struct am_rejudge;

struct am_rejudge *am_rejudge_new(const struct am_rejudging *how,
				  size_t n_judges);
void am_rejudge_free(struct am_rejudge *r); /* ends the judges too */

/* False when no judge is free. The buffers of *mail are exchanged for others. */
bool am_rejudge_give(struct am_rejudge *r, struct am_mailed *mail);

/* Wait for a mail that was given, whichever is ready first. *out is filled, its
 * buffers used again. False when none is under way, or *stop was set. */
bool am_rejudge_take(struct am_rejudge *r, struct am_rejudged *out);

#endif
