/* record_end.h - the keeper's own part of a record: what no judge may say.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   one mail has one name ("delivery") at every door of its direction,
 *            so that the journal counts it once: envelope.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_RECORD_END_H
#define AMENDS_RECORD_END_H

#include "added.h"
#include "amends/conf.h"
#include "envelope.h"

struct am_delivered {
	const struct am_inbox *inbox;
	const struct am_envelope *envelope;
	const struct am_lines *lines;
	bool is_outbound;
	int64_t at_utc; /* when it reached or left us */
	const struct am_status *status;
};

/* Complete a judge's checked record, or an empty one: that gets what can be said
 * without a judge. */
void am_record_end(const unsigned char key[AM_STATE_KEY_BYTES],
		   const struct am_delivered *delivered, struct am_arena *arena,
		   struct am_buf *record);

/* The inbox that a mail of ours speaks for: of the envelope's recipient, else
 * the one that has its author's address, else the first that names him as staff,
 * else the first. */
const struct am_inbox *am_sent_inbox(const struct am_conf *conf,
				     struct am_slice recipient,
				     struct am_slice author);

/* No mail is older: a Date from before is nobody's. */
#define AM_MAIL_FIRST_UTC INT64_C(631152000) /* 1990-01-01 */

/* When a mail of ours left, which came through a door at `now`: when a host of
 * ours took it in; else now, but of an old one that somebody moved to Sent
 * its own date. */
int64_t am_sent_at(struct am_slice record, int64_t now);

#endif
