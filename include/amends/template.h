/* template.h - texts with places to fill in, and nothing clever in them.
 *
 * Layer:     act.
 * Threads:   safe; no state is kept.
 * Promise:   pure and linear. A template cannot loop, compute or read
 *            anything; what is filled in is never read as a template again,
 *            and loses its control characters (line ends become blanks).
 *
 *   {{name}}                  the value
 *   {{#name}} ... {{/name}}   only when the value is there
 *   {{^name}} ... {{/name}}   only when it is not
 *   {{! words }}              a remark, left out
 *
 * A line that holds nothing but a section's beginning or end, or a remark,
 * leaves no line behind. Afterwards several empty lines become one, and lines
 * of more than 72 columns are wrapped at blanks; lines are never joined, so
 * write a paragraph as one long line.
 *
 * The image's section TMPL is a sequence of: u32 length and bytes of the name
 * ("complaint.en"), u32 length and bytes of the text; little-endian.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEMPLATE_H
#define AMENDS_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/image.h"
#include "amends/mem.h"
#include "amends/slice.h"

#define AM_TEMPLATE_MAX_BYTES (16U << 10)
#define AM_TEMPLATE_MAX_DEPTH 8
#define AM_TEMPLATE_COLUMNS   72

/* The names there are; the manual's table is made of the same rows. */
struct am_template_name {
	const char *name;
	bool is_section; /* says yes or no only; {{name}} is a fault */
	const char *help;
};
const struct am_template_name *am_template_names(size_t *count);

struct am_template_value {
	const char *name;
	struct am_slice text; /* empty: the value is not there */
};

/* One fault, for "FILE:LINE:COLUMN: TEXT". */
struct am_template_fault {
	int line;   /* from 1 */
	int column; /* from 1, in bytes */
	char text[160];
};

/* Find what is wrong with a template: unknown names (with the one that was
 * probably meant), sections that are not closed or closed twice, braces left
 * open, bytes that are no UTF-8, too long. Fills up to `max` faults in the
 * order of the text; returns how many there are in all, 0 when it is sound. */
size_t am_template_check(struct am_slice text, struct am_template_fault *faults,
			 size_t max);

/* Fill in. Names without a row in `values` count as not there. AM_ECONFIG when
 * am_template_check() finds a fault; `out` is as before then. */
AM_MUST_CHECK enum am_code
am_template_render(struct am_slice text, const struct am_template_value *values,
		   size_t count, struct am_buf *out, struct am_err *err);

/* Does the template ask for this name anywhere? */
bool am_template_uses(struct am_slice text, const char *name);

/* The text of "topic.language", the last when there are several; empty when
 * the image has none. */
struct am_slice am_template_find(const struct am_image *image,
				 struct am_slice topic,
				 struct am_slice language);

/* The same for the first that there is of: `language`, the inbox's first
 * language, "en". `chosen` gets the language. Empty when there is none. */
struct am_slice am_template_choose(const struct am_image *image,
				   const struct am_inbox *inbox,
				   struct am_slice topic,
				   struct am_slice language,
				   struct am_slice *chosen);

/* Walk the section: false at its end, or where it is broken. */
bool am_template_next(struct am_slice *section, struct am_slice *name,
		      struct am_slice *text);
/* Append one to a section that is being built. */
void am_template_append(struct am_buf *section, struct am_slice name,
			struct am_slice text);

#endif
