/* html_characters.h - characters that are no letters: blanks, line ends, and
 * those that take no room.
 *
 * Layer:     mail; private to it.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_CHARACTERS_H
#define AMENDS_MAIL_HTML_CHARACTERS_H

#include <stdbool.h>

/* Of ASCII those of HTML; of the others the non-breaking, the wide and the
 * narrow ones, and those that look so and fill the previews of newsletters. */
static inline bool
am_html_is_blank(unsigned int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
	       c == 0x205f || c == 0x2800 || c == 0x3000 || c == 0x3164;
}

static inline bool
am_html_is_line_end(unsigned int c)
{
	return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Controls; and what takes no room, put into words to fool filters, or between
 * them to fill previews: soft hyphens, joiners, marks of direction. The joiners
 * that emoji and some scripts need go too: words are found without them. */
static inline bool
am_html_is_invisible(unsigned int c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad ||
	       c == 0x34f || c == 0x61c || c == 0x115f || c == 0x1160 ||
	       c == 0x17b4 || c == 0x17b5 || c == 0x180e ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xffa0 ||
	       (c >= 0xe0000 && c <= 0xe007f);
}

#endif
