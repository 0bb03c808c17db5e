/* header.h - what the fields of a header say.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   total and linear.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HEADER_H
#define AMENDS_MAIL_HEADER_H

#include "notes.h"

/* Read msg->fields: from, to, cc, bcc, reply_to, return_path, subject, date_utc,
 * message_id, in_reply_to and references. Of several fields of one name the
 * first that can be read counts (RFC 5322 section 3.6 allows only one); those
 * of recipients are joined. `charset` is for raw 8-bit. */
void am_header_read(struct am_arena *arena, struct am_slice charset,
		    struct am_notes *notes, struct am_message *msg);

#endif
