/* html_lists.h - which list is open, and the number of its next item.
 *
 * Layer:     mail; private to it.
 * Threads:   the caller holds the state.
 * Promise:   bounded: lists deeper than AM_HTML_LISTS_MAX count on in the
 *            deepest.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_LISTS_H
#define AMENDS_MAIL_HTML_LISTS_H

#include "html_look.h"
#include "html_sink.h"
#include "html_tag.h"

#define AM_HTML_LISTS_MAX 16

struct am_html_lists {
	unsigned int next[AM_HTML_LISTS_MAX]; /* 0: its items have bullets */
	size_t depth;
};

/* <ul>, <ol> or their end. */
void am_html_lists_tag(struct am_html_lists *lists,
		       const struct am_html_tag *tag,
		       const struct am_html_look *look);

/* What stands before the item of this <li>: "- ", "3. "; "" at its end. Returns
 * `mark`, NUL-terminated. */
const char *am_html_lists_item(struct am_html_lists *lists,
			       const struct am_html_tag *tag,
			       const struct am_html_look *look,
			       char mark[AM_HTML_MARK_MAX]);

#endif
