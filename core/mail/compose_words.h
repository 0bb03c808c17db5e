/* compose_words.h - words of a header field that is being written.
 *
 * Layer:     mail; private to it.
 * Threads:   safe.
 * Promise:   no line over 76 columns unless a single word is longer; nothing
 *            but printable ASCII and LF comes out (addresses may hold UTF-8).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_COMPOSE_WORDS_H
#define AMENDS_MAIL_COMPOSE_WORDS_H

#include "amends/mem.h"
#include "amends/slice.h"

#define AM_LINE_COLUMNS 76

/* A field in the making. */
struct am_compose_field {
	struct am_buf *out;
	size_t column;
	bool has_word;
};

void am_compose_begin(struct am_compose_field *f, struct am_buf *out,
		      const char *name);
/* Put one word that is never cut, on a new line when it does not fit. */
void am_compose_word(struct am_compose_field *f, struct am_slice word);
void am_compose_end(struct am_compose_field *f);

/* Free text (RFC 2047 section 5 rule 1): as it is when it is plain ASCII that
 * can be folded, else as encoded words in UTF-8. Control characters are blanks
 * or left out. */
void am_compose_text(struct am_compose_field *f, struct am_slice text);
/* A display name: atoms, a quoted string, or encoded words. */
void am_compose_name(struct am_compose_field *f, struct am_slice name);

#endif
