/* html_link.h - the address of a link as people would write it.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_LINK_H
#define AMENDS_MAIL_HTML_LINK_H

#include <stdbool.h>

#include "amends/slice.h"

#define AM_HTML_LINK_MAX 100 /* longer ones are for machines */

/* `href` has its entities left in. False when it is not for people: too long, a
 * script, a place on the page, a picture in the mail. Of mailto: and tel: what
 * is behind them, without "?subject=". `out` is NUL-terminated. */
bool am_html_link_address(struct am_slice href, char out[AM_HTML_LINK_MAX + 1]);

/* Do the words of a link say its address already? */
bool am_html_link_is_said(struct am_slice words, const char *address);

#endif
