/* received.h - when the mail reached us.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   linear; believes our own hosts only.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_RECEIVED_H
#define AMENDS_MAIL_RECEIVED_H

#include "amends/message.h"

/* The date behind the last semicolon (RFC 5321 section 4.4) of the topmost
 * Received field of a host of ours that has a readable one. Fields from the
 * first one of a foreign host on say nothing. AM_NO_TIME when there is none,
 * or no inbox. */
int64_t am_received_utc(const struct am_message *msg, struct am_arena *arena,
			const struct am_inbox *inbox);

#endif
