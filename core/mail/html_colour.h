/* html_colour.h - colours of HTML and CSS, as far as it takes to see that text
 * has the colour of its ground.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_COLOUR_H
#define AMENDS_MAIL_HTML_COLOUR_H

#include <stdbool.h>

#include "amends/slice.h"

/* 0xRRGGBB, or one of these. */
#define AM_HTML_WHITE       0xffffffU
#define AM_HTML_UNSET       0x1000000U /* as around it */
#define AM_HTML_ODD         0x2000000U /* one that we cannot know: a picture */
#define AM_HTML_TRANSPARENT 0x3000000U

/* "#fff", "#ffffff", "ffffff", "rgb(1, 2, 3)", "white"; what is no colour that
 * we know is AM_HTML_ODD. */
unsigned int am_html_colour(struct am_slice value);

/* The colour in a CSS `background`: "#fff url(x) no-repeat". */
unsigned int am_html_ground(struct am_slice value);

/* Are both known and so near that nobody can tell them apart? */
bool am_html_is_same_colour(unsigned int a, unsigned int b);

#endif
