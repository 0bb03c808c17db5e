/* html.h - the text that a person would read in a piece of HTML.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   total, linear in time, no tree and no recursion: nesting and
 *            attributes cost nothing but their bytes. Every byte of readable
 *            text goes into exactly one of the two results.
 * Weakness:  style sheets are not read, only style= and hidden on the tag
 *            itself; of a table, cells follow each other in reading order.
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
};

/* `html` is UTF-8; bad bytes become U+FFFD, NUL is left out. Blocks end lines,
 * list items begin with "- ", the address of a link follows its words in <>
 * unless the words say it already or it is long; images, head, style, script
 * and hidden elements (display:none, visibility:hidden, font-size:0) are out. */
void am_html_to_text(struct am_arena *arena, struct am_slice html,
		     struct am_html *out);

#endif
