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
	bool has_no_end; /* there is no '>' any more: '<' is a letter */
	bool is_naive;   /* quotes do not pair up: every '>' ends a tag */
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
	AM_HTML_VOID = 1,   /* has no end tag */
	AM_HTML_LINE = 2,   /* begins and ends a line */
	AM_HTML_PARA = 4,   /* and has an empty line around it */
	AM_HTML_RAW = 8,    /* what follows up to its end tag is no text */
	AM_HTML_HIDDEN = 16 /* its content is not shown */
};
unsigned int am_html_flags(const char *name);

enum am_html_shown {
	AM_HTML_AS_IS,
	AM_HTML_IS_HIDDEN,
	AM_HTML_IS_TINY, /* font-size 0: until an inner tag sets another */
	AM_HTML_IS_SIZED /* sets a size that can be read */
};

/* How much of the mail a quotation container takes. */
enum am_html_box {
	AM_HTML_NO_BOX,
	AM_HTML_BOX,       /* up to its end tag */
	AM_HTML_BOX_GMAIL, /* the attribution and the blockquotes in it; between
			    * these people answer */
	AM_HTML_BOX_REST,  /* all that follows */
};

/* What counts of a tag's attributes. */
struct am_html_look {
	enum am_html_shown shown;
	enum am_html_box box;
	bool is_signature;
	struct am_slice href; /* entities left in */
};
void am_html_look_at(const struct am_html_tag *tag, struct am_html_look *out);

#endif
