/* transfer.h - bytes of a body as they were before they were sent.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   total and linear; the result is never longer than the body.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_TRANSFER_H
#define AMENDS_MAIL_TRANSFER_H

#include "amends/mem.h"
#include "amends/slice.h"

enum am_encoding {
	AM_ENC_NONE, /* 7bit, 8bit, binary, and what we do not know */
	AM_ENC_QP,
	AM_ENC_BASE64
};

/* By the beginning of a Content-Transfer-Encoding field's value, unfolded and
 * without comments: "Quoted-Printable", "quotedprintable", " 'base64' x". */
enum am_encoding am_encoding_of(struct am_slice value);

/* Decode a body (RFC 2045 section 6). Quoted-printable: an equals sign that
 * encodes nothing stays as it is, lower-case digits count, a soft break may
 * have blanks. Base64: what is not of its alphabet is passed over, several
 * padded blocks are joined, padding may lack; a line of words ends it (the
 * footer of a list). Where the first line is one, or those before it come to
 * no text ("Hello", alone on its line), the body was never encoded and is
 * given back as it is. The result lives in the arena or is `body`. */
struct am_slice am_transfer_decode(struct am_arena *arena,
				   enum am_encoding encoding,
				   struct am_slice body);

/* The byte that "=XX" or "%XX" at `i` stands for, whatever the mark is; -1: there
 * are no two hexadecimal digits behind it. */
int am_escaped_byte(struct am_slice s, size_t i);

/* How a text that declares no encoding was sent after all: AM_ENC_NONE unless
 * it is beyond doubt. Quoted-printable is ASCII, each of its equals signs
 * encodes what had to be, and two characters of UTF-8 or two soft breaks of
 * long lines are among that; base64 is nothing else, and comes to words. */
enum am_encoding am_transfer_guess(struct am_arena *arena,
				   struct am_slice body);

#endif
