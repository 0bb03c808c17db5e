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

struct am_slice am_part_text(struct am_arena *arena, const struct am_node *node,
			     struct am_notes *notes);

/* The text without uuencoded and yEnc blocks. */
struct am_slice am_text_without_files(struct am_arena *arena,
				      struct am_slice text);

#endif
