/* body.h - what a person reads of a mail, out of its parts.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, no recursion; at most AM_TEXT_MAX_BYTES are decoded,
 *            of HTML its source.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_BODY_H
#define AMENDS_MAIL_BODY_H

#include "mime.h"

/* Sets text, new_text, quoted and signature, and is_read of the parts that they
 * are from. Of alternatives the one that says most is read, the plain one if it
 * is not much poorer and no excuse for not being HTML; attachments are not
 * read; what stands in an attached message counts as quoted, with its From and
 * Subject in front. Needs parts, attached, from and subject. Parts that may
 * hold words but stay closed (TNEF, S/MIME, PGP) are named in notes. */
void am_body_read(struct am_arena *arena, const struct am_mime *mime,
		  struct am_notes *notes, struct am_message *msg);

#endif
