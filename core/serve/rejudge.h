/* rejudge.h - judge many mails, under one set of rules or under two.
 *
 * Layer:     serve.
 * Threads:   one; the caller must have no other threads (it forks).
 * Promise:   a mail, a rule or a plugin can cost what is said of that mail, and
 *            nothing else: the judges are sealed like those of judge.h, one
 *            that dies is replaced, and a mail that one died of is tried once
 *            more in a judge of its own before it is given up. What a judge
 *            says has passed am_record_check().
 *
 * A judge reads a mail once, with the inboxes and settings of one configuration,
 * and judges it under each set of rules. It serves AM_REJUDGE_MAILS mails, then another
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

enum am_rejudge_kind {
	AM_REJUDGE_COMPARE, /* under both sets of rules */
	AM_REJUDGE_GLANCE,  /* read its fields and no more, in the inbox that
			     * mail_place.h finds unless one is given */
	AM_REJUDGE_TAKE,    /* as filter and sent do, under the old ones */
};

struct am_rejudging {
	enum am_rejudge_kind kind;
	const struct am_conf *conf;
	const struct am_image *images[AM_SIDES];
	int64_t now_utc;   /* AM_NO_TIME: each mail's own date */
	int64_t clock_utc; /* for a mail without one */
	volatile const sig_atomic_t *stop; /* not 0: take nothing more */
	/* May that mail's rules ask the journal now? Else they wait, and this is
	 * asked again. NULL: at any time. True for the first of those that are
	 * under way, or none would end. */
	bool (*may_ask)(void *asked, uint64_t number);
	void *asked;
};

/* What the caller knows of a mail. */
struct am_rejudge_hint {
	const struct am_inbox *inbox; /* NULL: who knows */
	int64_t now_utc;
	bool is_outbound; /* AM_REJUDGE_TAKE: without rules, as sent */
};

struct am_rejudged_side {
	const char *reason; /* NULL: judged. Else as in struct am_judged */
	char rule[AM_RULE_NAME_BYTES]; /* that was running, or "" */
	struct am_buf record; /* see record.h; without "fact." when compared */
};

struct am_rejudged {
	uint64_t number; /* 0 for the first mail that was given */
	struct am_buf name;
	struct am_buf mail;
	struct am_rejudged_side sides[AM_SIDES];
};
void am_rejudged_free(struct am_rejudged *rejudged);

struct am_rejudge;

struct am_rejudge *am_rejudge_new(const struct am_rejudging *how,
				  size_t n_judges);
void am_rejudge_free(struct am_rejudge *r); /* ends the judges too */

/* False when no judge is free. The buffers of *mail are exchanged for others.
 * `hint` may be NULL: the inbox of the envelope, and the time of *how. */
bool am_rejudge_give(struct am_rejudge *r, struct am_mailed *mail,
		     const struct am_rejudge_hint *hint);

/* Wait for a mail that was given, whichever is ready first. *out is filled, its
 * buffers used again. False when none is under way, or *stop was set. */
bool am_rejudge_take(struct am_rejudge *r, struct am_rejudged *out);

#endif
