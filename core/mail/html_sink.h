/* html_sink.h - text with its blanks, line ends and cells put right.
 *
 * Layer:     mail; private to it.
 * Threads:   a sink belongs to one thread.
 * Promise:   blanks and line ends are owed, and paid only when text follows:
 *            none at the beginning, none at the end, at most one empty line.
 *            Linear: each byte is looked at once more for its cell.
 *
 * A row of a table is a line, with " | " between its cells, as long as each of
 * them is one short line: blocks that begin and end a cell do not count. Where
 * a cell has more the row is layout, and each cell begins a line.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_SINK_H
#define AMENDS_MAIL_HTML_SINK_H

#include "amends/mem.h"
#include "amends/slice.h"

#define AM_HTML_MARK_MAX 16

struct am_html_sink {
	struct am_buf buf; /* the caller frees it */
	unsigned int owed_lines;
	bool owes_blank;
	bool owes_cell;
	char owed_mark[AM_HTML_MARK_MAX]; /* before the next text; "" */

	bool is_row;       /* in a row that is no layout, as far as is known */
	bool at_cell;      /* nothing in the cell yet */
	bool has_bar;      /* this row has */
	bool had_bar;      /* the row before had, in the same table */
	size_t row_begin;  /* in buf, of the row's text; SIZE_MAX: none yet */
	size_t cell_begin; /* of the cell's; SIZE_MAX: none yet */
	size_t bar;        /* of the " | " before it; SIZE_MAX: none */
};

/* Text without blanks at its ends. */
void am_html_sink_put(struct am_html_sink *sink, struct am_slice text);
void am_html_sink_blank(struct am_html_sink *sink);
/* Be at the beginning of a line (1) or behind an empty line (2). */
void am_html_sink_line(struct am_html_sink *sink, unsigned int lines);
/* One more line end: <br>. */
void am_html_sink_break(struct am_html_sink *sink);
/* What stands before the next text on its line, as "- "; "" takes it back. */
void am_html_sink_mark(struct am_html_sink *sink, const char *mark);
/* " <address>" right behind the text; what is owed comes after it. */
void am_html_sink_behind(struct am_html_sink *sink, const char *address);
void am_html_sink_row(struct am_html_sink *sink);
void am_html_sink_cell(struct am_html_sink *sink);
/* A row ends here, or a table or list begins or ends in it. */
void am_html_sink_no_row(struct am_html_sink *sink);
/* Move what `from` holds from `at` on to the end of `to`, as a paragraph. */
void am_html_sink_move(struct am_html_sink *from, size_t at,
		       struct am_html_sink *to);

#endif
