/* decode.h - the text of one part.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear; valid UTF-8, lines end with LF, no control characters but
 *            tab and LF; at most AM_PART_TEXT_MAX_BYTES.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_DECODE_H
#define AMENDS_MAIL_DECODE_H

#include "mime.h"

/* As it was before it was sent: of HTML its source. A text that declares no
 * encoding and surely has one is decoded too, with a note. At most *room bytes
 * are decoded, and are taken off it: many parts of a hostile mail come to
 * nothing, and cost as much as others. */
struct am_slice am_part_text(struct am_arena *arena, const struct am_node *node,
			     size_t *room, struct am_notes *notes);

/* The same of a plain text for people: format=flowed is joined, files and
 * armour inside it are taken out, mbox's ">From " is "From " again where no
 * quotation stands beside it. */
struct am_slice am_part_plain_text(struct am_arena *arena,
				   const struct am_node *node, size_t *room,
				   struct am_notes *notes);

/* What somebody else decoded, as the promise says. */
struct am_slice am_text_clean(struct am_arena *arena, struct am_slice text);

#endif
