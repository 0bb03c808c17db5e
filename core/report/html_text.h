/* html_text.h - text that goes between tags or into an attribute.
 *
 * Layer:     report.
 * Threads:   safe; pure.
 * Promise:   whatever the bytes are, what comes out is valid UTF-8 and no
 *            markup: names of inboxes, tags and people are written by others.
 *            It is fit for HTML and for XML (SVG), between tags and between
 *            quotation marks of either kind.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_HTML_TEXT_H
#define AMENDS_REPORT_HTML_TEXT_H

#include "amends/mem.h"
#include "amends/slice.h"

/* & < > " ' become references; bad bytes, controls and the marks that turn the
 * direction of writing become U+FFFD; line ends and tabs are blanks. */
void am_html_put(struct am_buf *out, struct am_slice text);
void am_html_puts(struct am_buf *out, const char *text);

#endif
