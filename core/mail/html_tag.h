/* html_tag.h - one tag of HTML: where it ends, what it is, what it hides.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; the caller holds the state.
 * Promise:   scanning a whole text is linear, whatever its quotes and angle
 *            brackets are: see struct am_html_scan.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_TAG_H
#define AMENDS_MAIL_HTML_TAG_H

#include <stdbool.h>

#include "amends/slice.h"

#define AM_HTML_NAME_MAX 16 /* longer names are cut; none that counts is */

/* What a scan has learned about the rest of the text, so that no second tag
 * pays for the same search to the end. */
struct am_html_scan {
	bool has_no_end;     /* there is no '>' any more: '<' is a letter */
	bool is_naive;       /* quotes do not pair up: every '>' ends a tag */
	bool has_no_comment; /* no "-->" any more: "<!--" ends at '>' */
	bool has_no_title;   /* no "</title" */
	bool has_no_cdata;   /* no "]]>" */
	size_t visited;      /* bytes looked at, for tests of the promise */
};

struct am_html_tag {
	char name[AM_HTML_NAME_MAX]; /* lower case, NUL-terminated */
	bool is_end;
	struct am_slice attributes;
};

/* `in` begins with '<'. The bytes of the tag, or 0 when it is none. */
size_t am_html_tag_scan(struct am_html_scan *scan, struct am_slice in,
			struct am_html_tag *tag);

enum am_html_flag {
	AM_HTML_VOID = 1,    /* has no end tag */
	AM_HTML_LINE = 2,    /* begins and ends a line */
	AM_HTML_PARA = 4,    /* and has an empty line around it */
	AM_HTML_RAW = 8,     /* what follows up to its end tag is no text */
	AM_HTML_HIDDEN = 16, /* its content is not shown */
	AM_HTML_KEEP = 32,   /* line ends in it are line ends */
	AM_HTML_LIST = 64    /* ul, ol and their like */
};
unsigned int am_html_flags(const char *name);

/* The bytes of "<!-- ... -->", "<!DOCTYPE ...>", "<![CDATA[ ... ]]>", "<?xml
 * ...>", which `in` begins with. */
size_t am_html_markup_scan(struct am_html_scan *scan, struct am_slice in);
/* The bytes up to "</name", or all: a browser too takes the rest of a mail for
 * style when nothing ends it. */
size_t am_html_raw_scan(struct am_html_scan *scan, struct am_slice in,
			const char *name);

/* Take name and value of the next attribute off *rest. False at the end. */
bool am_html_attribute(struct am_slice *rest, struct am_slice *name,
		       struct am_slice *value);

#endif
