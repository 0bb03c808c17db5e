/* words.h - header text for people: RFC 2047 and raw 8-bit.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear; the result is one line of UTF-8 without control
 *            characters.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_WORDS_H
#define AMENDS_MAIL_WORDS_H

#include "notes.h"

/* `value` is unfolded (am_field_unfold). The bytes of neighbouring encoded
 * words of one charset are joined and converted once, so that a character that
 * was cut in two comes out whole. What is no encoded word stays as it is: as
 * UTF-8, else in `charset` (the mail's own; may be empty), else windows-1252.
 * `notes` may be NULL. */
struct am_slice am_header_decode(struct am_arena *arena, struct am_slice value,
				 struct am_slice charset,
				 struct am_notes *notes);

/* Base64 bytes, by libetpan; what is behind the first '=' is left out. */
void am_base64_decode(struct am_slice text, struct am_buf *out);

#endif
