/* html_sink.h - text with its blanks and line ends put right.
 *
 * Layer:     mail; private to it.
 * Threads:   a sink belongs to one thread.
 * Promise:   blanks and line ends are owed, and paid only when text follows:
 *            none at the beginning, none at the end, at most one empty line.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_SINK_H
#define AMENDS_MAIL_HTML_SINK_H

#include "amends/mem.h"
#include "amends/slice.h"

struct am_html_sink {
	struct am_buf buf; /* the caller frees it */
	unsigned int owed_lines;
	bool owes_blank;
	const char *owed_mark; /* "- " before the next text, or NULL */
};

/* Text without blanks at its ends. */
void am_html_sink_put(struct am_html_sink *sink, struct am_slice text);
void am_html_sink_blank(struct am_html_sink *sink);
/* Be at the beginning of a line (1) or behind an empty line (2). */
void am_html_sink_line(struct am_html_sink *sink, unsigned int lines);
/* One more line end: <br>. */
void am_html_sink_break(struct am_html_sink *sink);
/* Move what `from` holds from `at` on to the end of `to`, as a paragraph. */
void am_html_sink_move(struct am_html_sink *from, size_t at,
		       struct am_html_sink *to);

#endif
