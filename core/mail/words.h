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

/* The raw value of a field as a parser of fields may see it: as UTF-8 when it
 * is in a charset that spells characters with ASCII bytes (an @, a quotation
 * mark), else as it is. */
struct am_slice am_header_raw(struct am_arena *arena, struct am_slice raw,
			      struct am_slice charset, struct am_notes *notes);

/* The length of the encoded word that `text` begins with; 0: it is none, or is
 * longer than AM_WORD_MAX_BYTES. */
size_t am_word_length(struct am_slice text);

/* How many bytes at the head of `s` (not empty, UTF-8) are a control character:
 * of ASCII, of the second half (U+0080 to U+009F), or a line end of Unicode.
 * They are no text, and may speak to a terminal. 0: none. */
size_t am_control_length(struct am_slice s);

#endif
