/* bounce.h - which mail a bounce is about, and whom it did not reach.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   total and linear; sets msg->bounce and nothing else.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_BOUNCE_H
#define AMENDS_MAIL_BOUNCE_H

#include "amends/message.h"

/* Needs all of msg but .bounce; leaves that at AM_BOUNCE_NONE when the origin
 * is not AM_BOUNCE. `inbox` may be NULL.
 *
 * The address that failed is the Original-Recipient, else the Final-Recipient
 * of RFC 3464; else X-Failed-Recipients; else the surest of the server's words;
 * else the one recipient of the attached mail; else what the bounce's own
 * recipient spells out (VERP). The mail it is about is the first one attached,
 * else the one that the report names, else the copy in the text, else
 * In-Reply-To or References, else what the words say. */
void am_bounce_read(struct am_arena *arena, const struct am_inbox *inbox,
		    struct am_message *msg);

#endif
