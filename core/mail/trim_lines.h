/* trim_lines.h - what mail programs write round a quotation or signature, in
 * twelve languages and some more.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   each answer costs a bounded time: longer lines than 480 bytes are
 *            nothing, and no answer looks at more than 12 lines.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_TRIM_LINES_H
#define AMENDS_MAIL_TRIM_LINES_H

#include <stdbool.h>

#include "amends/slice.h"

#define AM_TRIM_WINDOW 12

/* Lines ahead, each without blanks at its ends. */
struct am_trim_window {
	struct am_slice lines[AM_TRIM_WINDOW];
	unsigned char roles[AM_TRIM_WINDOW]; /* of am_trim_role() */
	size_t count;
};

/* "---------- Forwarded message ---------", "Begin forwarded message:" */
bool am_trim_is_forward(struct am_slice line);
/* "-----Original Message-----" */
bool am_trim_is_original(struct am_slice line);
/* "____________" and the like, as some put over a quotation */
bool am_trim_is_rule(struct am_slice line);

/* How many lines from the first on (1 to 3) say "On ... X wrote:", or 0.
 * `is_sure`: it names a time or an address, so that it needs no '>' after it. */
size_t am_trim_attribution(const struct am_trim_window *ahead, bool *is_sure);
/* Where such lines begin at the end of a text; text.len when none are there. */
size_t am_trim_attribution_at_end(struct am_slice text);

/* What "From:", "Betreff:" and their like say of a line; 0 for other lines. */
unsigned char am_trim_role(struct am_slice line);
/* How many lines from the first on are "From: Sent: To: Subject:", or 0. */
size_t am_trim_header_block(const struct am_trim_window *ahead);

/* "Sent from my iPhone" */
bool am_trim_is_device(struct am_slice line);

enum am_trim_closing {
	AM_TRIM_NO_CLOSING,
	AM_TRIM_CLOSING,       /* "Kind regards," */
	AM_TRIM_CLOSING_NAMED, /* "Kind regards, Ann" */
};
enum am_trim_closing am_trim_closing(struct am_slice line);
/* A name, a post, a company, a telephone number: what stands in a signature.
 * Not a sentence. */
bool am_trim_is_name_line(struct am_slice line);

#endif
