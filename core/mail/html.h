/* html.h - the text that a person would read in a piece of HTML.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   total, linear in time, no tree and no recursion: nesting and
 *            attributes cost nothing but their bytes. Every byte of readable
 *            text goes into exactly one of the two results.
 * Weakness:  of style sheets only classes that hide are read (html_sheet.h),
 *            else style=, hidden and the colours on the tag itself; an alt= is
 *            text only where it is a smiley.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_H
#define AMENDS_MAIL_HTML_H

#include <stdbool.h>

#include "amends/mem.h"
#include "amends/slice.h"

#define AM_HTML_MAX_BYTES     (1U << 20)  /* more is not read */
#define AM_HTML_TAG_MAX_BYTES (16U << 10) /* a longer tag is skipped */

struct am_html {
	struct am_slice text;   /* LF lines, one empty line between blocks */
	struct am_slice quoted; /* what stands in the quotation containers that
				 * mail programs write (gmail_quote, cite, ...);
				 * forwarded mail is not: it stays in text */
	bool is_cut;            /* one of the limits above was met */
	size_t visited;         /* bytes looked at, some twice: at most ten
				 * times the text, which tests hold it to */
};

/* `html` is UTF-8; bad bytes become U+FFFD; controls and characters that take
 * no room are left out. Blocks end lines; items of lists begin with "- " or
 * "1. "; rows of tables are lines with " | " between their cells, or, where a
 * cell has more than a line, a block for each cell. The address of a link
 * follows its words in <> unless they say it already or it is long. Out are
 * images, head, style, script, comments, and what nobody sees: hidden, display:
 * none and its like (html_style.h), letters of at most one pixel, and letters
 * in the colour of their ground. */
void am_html_to_text(struct am_arena *arena, struct am_slice html,
		     struct am_html *out);

#endif
