/* html_entities.h - "&auml;" and "&#228;".
 *
 * Layer:     mail; private to it.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_HTML_ENTITIES_H
#define AMENDS_MAIL_HTML_ENTITIES_H

#include "amends/slice.h"

/* `in` begins with '&'. Returns the bytes of the reference and its character,
 * or 0 when it is none that we know: then the '&' is just that. */
size_t am_html_entity(struct am_slice in, unsigned int *codepoint);
/* The same in an attribute: "?a=1&copy=2" has none (HTML 13.2.5.73). */
size_t am_html_entity_in_value(struct am_slice in, unsigned int *codepoint);

#endif
