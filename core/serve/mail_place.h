/* mail_place.h - of a mail in an archive: which inbox, which way, and when.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   says the same for the same mail and configuration, whenever it is
 *            asked: the clock only bounds what can be believed.
 *
 * A door knows what came through it; a mail that lies somewhere has only its
 * fields.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_PLACE_H
#define AMENDS_MAIL_PLACE_H

#include "amends/conf.h"
#include "amends/mem.h"

struct am_mail_place {
	const struct am_inbox *inbox;
	/* Its author is ours or staff, at whichever inbox, and our own server
	 * (authserv_id) did not find that forged. */
	bool is_outbound;
	bool is_elsewhere; /* it was to none of our inboxes: then the first */
};

/* Of a judge's record with "fact." in it. `given`: the inbox, or NULL: of an outbound
 * mail that of its author, of another one that of its first recipient who is
 * ours. */
void am_mail_place_of(const struct am_conf *conf, struct am_slice record,
		      const struct am_inbox *given, struct am_arena *arena,
		      struct am_mail_place *out);

enum am_mail_time {
	AM_TIME_RECEIVED, /* the topmost Received of a host of ours */
	AM_TIME_DATE,     /* the Date field */
	AM_TIME_REPAIRED, /* that cannot be: the topmost Received of anybody */
	AM_TIME_NONE,
};

/* When it came or went. What is before 1990 or more than a day after `now` is
 * not believed, nor is a Date more than a day after the Received field on top:
 * nothing is received before it is written. */
enum am_mail_time am_mail_time_of(struct am_slice record, int64_t now,
				  int64_t *at);

#endif
