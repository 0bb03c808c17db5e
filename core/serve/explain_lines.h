/* explain_lines.h - lines of text for people, none wider than a terminal.
 *
 * Layer:     serve, private to explain*.c.
 * Threads:   safe.
 * Promise:   nothing that came from a mail can do more to a terminal than be
 *            read: control characters are blanks.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_EXPLAIN_LINES_H
#define AMENDS_EXPLAIN_LINES_H

#include "amends/message.h"

#define AM_EXPLAIN_WIDTH 80

/* Words, as many as fit on each line, all lines indented so far. */
void am_explain_wrap(struct am_buf *out, size_t indent, struct am_slice text);

/* The line that the bytes start to end of a place stand in, cut round them when
 * it is too long. They are marked by a second line of carets, or by colour. A
 * match over several lines is shown up to the end of its first one. Nothing is
 * shown of a place that is no text of the mail, or when there is nothing around
 * the match. */
struct am_marked {
	struct am_slice place; /* "new_text" */
	uint32_t start, end;
};
void am_explain_mark(struct am_buf *out, size_t indent,
		     const struct am_message *msg,
		     const struct am_marked *marked, bool is_coloured);

#endif
