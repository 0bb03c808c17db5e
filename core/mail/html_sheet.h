/* html_sheet.h - the classes that a style sheet hides.
 *
 * Layer:     mail; private to it.
 * Threads:   the caller holds the state; the names lie in the text read.
 * Promise:   linear in the sheet; at most AM_HTML_HIDING_MAX names are kept.
 * Weakness:  only rules of the form ".name { display: none }", "p.name" or a
 *            comma list of these are read: none inside @media, which speak of
 *            other screens, and none that depend on where an element stands.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_SHEET_H
#define AMENDS_MAIL_HTML_SHEET_H

#include <stdbool.h>

#include "amends/slice.h"

#define AM_HTML_HIDING_MAX 16

struct am_html_sheet {
	struct am_slice hiding[AM_HTML_HIDING_MAX];
	size_t count;
	bool has_grounds; /* it paints some */
};

/* Read what stands in a <style>. */
void am_html_sheet_read(struct am_html_sheet *sheet, struct am_slice text);

/* Does it hide one of the words of this class=? */
bool am_html_sheet_hides(const struct am_html_sheet *sheet,
			 struct am_slice classes);

#endif
