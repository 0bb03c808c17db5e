/* html_frames.h - how the text is painted here: what the open elements say about
 * colour, ground, size and blanks.
 *
 * Layer:     mail; private to it.
 * Threads:   the caller holds the state.
 * Promise:   bounded: only elements that change something are kept, at most
 *            AM_HTML_FRAMES_MAX of them; the constant is all that a tag costs.
 *            Beyond that many an element changes nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_FRAMES_H
#define AMENDS_MAIL_HTML_FRAMES_H

#include "html_look.h"
#include "html_tag.h"

#define AM_HTML_FRAMES_MAX 48

/* An open element, and how many of its name are open in each other inside it.
 * That is exact where the end tags are there; see also am_html_frames_tag(). */
struct am_html_inside {
	char name[AM_HTML_NAME_MAX];
	unsigned int depth;  /* 0: not inside */
	unsigned int tables; /* open tables around it */
};

struct am_html_paint {
	unsigned int colour; /* AM_HTML_UNSET until somebody says */
	unsigned int ground;
	bool is_tiny;
	bool keeps_blanks;
};

struct am_html_frame {
	struct am_html_inside element;
	struct am_html_paint paint;
};

struct am_html_frames {
	struct am_html_frame items[AM_HTML_FRAMES_MAX];
	size_t count;
	unsigned int tables; /* that are open */
	/* a style sheet paints grounds, which we do not read: what has a class
	 * may stand on anything */
	bool has_sheet;
};

void am_html_inside_enter(struct am_html_inside *in,
			  const struct am_html_tag *tag, unsigned int tables);
/* Does `tag`, a block or a cell, end an element whose end tag people leave
 * out? */
bool am_html_inside_ends(const struct am_html_inside *in,
			 const struct am_html_tag *tag, unsigned int flags,
			 unsigned int tables);

/* Follow a tag: its element opens or closes. */
void am_html_frames_tag(struct am_html_frames *frames,
			const struct am_html_tag *tag, unsigned int flags,
			const struct am_html_look *look);

struct am_html_paint am_html_frames_paint(const struct am_html_frames *frames);

/* Can text be seen that is painted so? */
bool am_html_is_seen(struct am_html_paint paint);

#endif
