/* html_style.h - what a style= says about whether its text can be seen.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   linear in the style.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_STYLE_H
#define AMENDS_MAIL_HTML_STYLE_H

#include <stdbool.h>

#include "amends/slice.h"
#include "html_colour.h"

enum am_html_size {
	AM_HTML_SIZE_AS_IS,
	AM_HTML_SIZE_TINY, /* at most one pixel: until an inner tag sets another */
	AM_HTML_SIZE_REAL
};

enum am_html_blanks {
	AM_HTML_BLANKS_AS_IS,
	AM_HTML_BLANKS_FOLD, /* white-space: normal */
	AM_HTML_BLANKS_KEEP  /* line ends are line ends: pre, pre-wrap */
};

struct am_html_style {
	bool is_hidden; /* with all that is in it */
	enum am_html_size size;
	enum am_html_blanks blanks;
	unsigned int colour; /* see html_colour.h */
	unsigned int ground;
	struct am_slice border_top; /* of these, the value */
	struct am_slice border_left;
};

/* Nothing said. */
#define AM_HTML_STYLE_AS_IS              \
	((struct am_html_style){         \
		.colour = AM_HTML_UNSET, \
		.ground = AM_HTML_UNSET, \
	})

/* *out is AM_HTML_STYLE_AS_IS before. Hidden is display:none, visibility:hidden, opacity:0, max-height:0, no height
 * or width with overflow:hidden, and what is moved far off the page. mso-hide
 * is not: alone it hides from one mail program what all others show. Of a
 * property that is given twice the later counts. */
void am_html_style_read(struct am_slice style, struct am_html_style *out);

#endif
