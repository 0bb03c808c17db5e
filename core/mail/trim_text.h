/* trim_text.h - a text as the lines that the trimmer marks.
 *
 * Layer:     mail; private to it.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_TRIM_TEXT_H
#define AMENDS_MAIL_TRIM_TEXT_H

#include <stdint.h>

#include "amends/mem.h"
#include "trim_lines.h"

enum am_trim_side {
	AM_TRIM_NEW,
	AM_TRIM_QUOTED,
	AM_TRIM_SIGNATURE,
};

struct am_trim_line {
	uint32_t begin;     /* of its words; the indentation stands before */
	uint32_t len;       /* of its words; blanks at the end do not count */
	uint32_t indent;    /* bytes of blanks in front */
	unsigned char role; /* see am_trim_role() */
	unsigned char side; /* enum am_trim_side */
};

struct am_trim_text {
	struct am_slice text;
	struct am_slice sender;
	struct am_slice mark; /* what the sender's program has for '>' */
	bool has_prompts;     /* its '>>>' are no quotation marks */
	struct am_trim_line *lines;
	size_t count;
	size_t forward; /* the line from which on all is content, or count */
	size_t *steps;
};

/* A line without blanks at its ends, no-break and zero-width ones too. */
struct am_slice am_trim_bare(struct am_slice line);
void am_trim_split(struct am_arena *arena, struct am_trim_text *t);
/* The words of line i. */
struct am_slice am_trim_line_at(const struct am_trim_text *t, size_t i);
void am_trim_look_ahead(const struct am_trim_text *t, size_t from,
			struct am_trim_window *out);
/* The next line that is not empty, from i on; t->count when there is none. */
size_t am_trim_next_full(const struct am_trim_text *t, size_t i);
void am_trim_set_side(struct am_trim_text *t, size_t from, size_t to,
		      enum am_trim_side side);

/* Where the signature of the lines [from, to) begins; `to` when there is none.
 * Read from the end, so that its length is what it costs. */
size_t am_trim_find_signature(const struct am_trim_text *t, size_t from,
			      size_t to);
/* Mark signatures and footers of every stretch of new lines. */
void am_trim_mark_signatures(struct am_trim_text *t);

#endif
