/* enriched.h - text/enriched (RFC 1896) and text/richtext (RFC 1341 section
 * 7.1.3) as HTML, which then is read as such.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   total, linear; at most five times the text.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ENRICHED_H
#define AMENDS_MAIL_ENRICHED_H

#include <stdbool.h>

#include "amends/mem.h"
#include "amends/slice.h"

/* Is it one of the two? `type` is in small letters. */
bool am_is_enriched(struct am_slice type);

/* A single line end is a blank, more are line ends, but inside <nofill>; "<<"
 * is a '<'; <excerpt> is a quotation; what stands in <param> or <comment> is no
 * text. Fonts and colours are left out. */
struct am_slice am_enriched_to_html(struct am_arena *arena,
				    struct am_slice text);

#endif
