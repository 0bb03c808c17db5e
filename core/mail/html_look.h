/* html_look.h - what the attributes of a tag say about its content.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   linear in the attributes, of which AM_HTML_TAG_MAX_BYTES are read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_LOOK_H
#define AMENDS_MAIL_HTML_LOOK_H

#include "html_style.h"
#include "html_tag.h"

/* How much of the mail a quotation container takes. */
enum am_html_box {
	AM_HTML_NO_BOX,
	AM_HTML_BOX,       /* up to its end tag */
	AM_HTML_BOX_GMAIL, /* the attribution and the blockquotes in it; between
			    * these people answer */
	AM_HTML_BOX_REST,  /* all that follows */
};

/* What counts of a tag's attributes. Of an attribute that is there twice the
 * first counts. */
struct am_html_look {
	struct am_html_style style; /* and what older attributes say of it */
	enum am_html_box box;
	bool is_signature;
	bool has_class; /* or id: a style sheet may speak of it */
	struct am_slice classes;
	struct am_slice href; /* entities left in */
	struct am_slice alt;  /* likewise */
	unsigned int number;  /* start= of a list, value= of its item; or 0 */
};

/* Nothing said: colours are AM_HTML_UNSET. */
#define AM_HTML_LOOK_AS_IS \
	((struct am_html_look){ .style = AM_HTML_STYLE_AS_IS })

/* *out is AM_HTML_LOOK_AS_IS before. */
void am_html_look_at(const struct am_html_tag *tag, struct am_html_look *out);

#endif
