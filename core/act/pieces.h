/* pieces.h - a template cut into its pieces.
 *
 * Layer:     act; private to it.
 * Threads:   safe.
 * Promise:   total: every text has pieces, and together with the lines that
 *            tags of their own stood on they are the whole text. Whether they
 *            make sense is for am_template_check().
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ACT_PIECES_H
#define AMENDS_ACT_PIECES_H

#include "amends/slice.h"

enum am_piece_kind {
	AM_PIECE_TEXT,
	AM_PIECE_VALUE,  /* {{name}} */
	AM_PIECE_WHEN,   /* {{#name}} */
	AM_PIECE_UNLESS, /* {{^name}} */
	AM_PIECE_END,    /* {{/name}} */
	AM_PIECE_REMARK, /* {{! words }} */
	AM_PIECE_OPEN,   /* "{{" that is not closed on its line */
};

struct am_piece {
	enum am_piece_kind kind;
	struct am_slice text; /* of AM_PIECE_TEXT; else the name, trimmed */
	size_t offset;        /* where the text or the braces begin */
};

struct am_pieces {
	struct am_slice all;
	size_t pos;
};

/* The next piece; false at the end. */
bool am_pieces_next(struct am_pieces *at, struct am_piece *out);

#endif
