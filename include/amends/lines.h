/* lines.h - what the keeper must know of a mail, and nothing more.
 *
 * Layer:     base.
 * Threads:   safe; no state is kept.
 * Promise:   total (every byte string has an answer), linear, allocates
 *            nothing. It is the one reader that handles hostile bytes outside
 *            the sealed judge, so it is small and fuzzed by itself.
 *
 * A line ends at LF; a CR before it belongs to the end. The header ends at the
 * first empty line; lines that are no fields do not end it. In a mail whose
 * first line ends in LF, a line of one CR is not empty. A field that is
 * *forged* is one that a reader of the mail could take for ours: its name
 * begins with "X-Amends-" in any case, at the start of a line or after a bare
 * CR; it reaches over its folded lines.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LINES_H
#define AMENDS_LINES_H

#include <stdbool.h>

#include "amends/slice.h"

struct am_lines {
	struct am_slice
		from_line; /* the mbox "From " line with its end, or empty */
	struct am_slice header; /* what follows it, up to the empty line */
	struct am_slice rest;   /* the empty line and the body */
	bool is_crlf;           /* how our own lines must end */
};

void am_lines_scan(struct am_slice mail, struct am_lines *out);

/* Take the next stretch of the header that is kept off *header: what stands
 * before, between and after forged fields. False at the end. Writing from_line,
 * own fields, all kept stretches and rest gives the mail that goes out. */
bool am_lines_next_kept(struct am_slice *header, struct am_slice *kept);

/* The raw value of the first field called `name` (no colon), folds left in,
 * without its last line end; empty when there is none. */
struct am_slice am_lines_field(struct am_slice header, const char *name);

#endif
