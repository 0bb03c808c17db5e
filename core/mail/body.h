/* body.h - what a person reads of a mail, out of its parts.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, no recursion; at most AM_TEXT_MAX_BYTES are decoded.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_BODY_H
#define AMENDS_MAIL_BODY_H

#include "mime.h"

/* Sets text, new_text, quoted and signature. Of alternatives the one that says
 * most is read, the plain one if it is not much poorer; attachments are not
 * read; what stands in an attached message counts as quoted. */
void am_body_read(struct am_arena *arena, const struct am_mime *mime,
		  struct am_notes *notes, struct am_message *msg);

#endif
