/* bounce_report.h - the part of a bounce that is written for machines.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   linear; what is set is one line of UTF-8 within the limits of
 *            struct am_bounce.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_BOUNCE_REPORT_H
#define AMENDS_MAIL_BOUNCE_REPORT_H

#include "amends/message.h"

/* The first address with a domain in `text`, with no brackets, quotation marks
 * or "SMTP:" before it; false when there is none. *rest (may be NULL) is what
 * follows it. A character is looked at a bounded number of times. */
bool am_address_in(struct am_slice text, struct am_slice *address,
		   struct am_slice *rest);

/* Put it into the list unless it is there or the list is full. */
void am_bounce_add(struct am_arena *arena, struct am_bounce *bounce,
		   struct am_slice address);

/* The fields of RFC 3464 in `text` (also where a server wrote them into its
 * words): sets kind, failed, status and diagnostic when a recipient is named,
 * else leaves kind alone. */
void am_delivery_status_read(struct am_arena *arena, struct am_slice text,
			     struct am_bounce *bounce);

/* RFC 8098 and RFC 5965: sets all that they say. */
void am_disposition_read(struct am_arena *arena, struct am_slice text,
			 struct am_bounce *bounce);
void am_feedback_read(struct am_arena *arena, struct am_slice text,
		      struct am_bounce *bounce);

#endif
