/* delimiter.h - lines that begin with "--" and may part a mail.
 *
 * Layer:     mail.
 * Threads:   safe; no state is kept.
 * Promise:   linear; a search passes over bytes without a '-' at the speed of
 *            memchr(3). CR, LF, CRLF and CRCRLF all end lines here.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_DELIMITER_H
#define AMENDS_MAIL_DELIMITER_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/slice.h"

struct am_dashes {
	struct am_slice text; /* behind the "--", without blanks at its end */
	size_t at;            /* offset of the line, without the line end
			       * before it, which belongs to the delimiter */
	size_t line;          /* and with it */
	size_t next;          /* offset of the line after it */
	char eol;             /* CR when the line ends in a bare one */
};

/* The first such line from `pos` on (the beginning of a line); lines too long
 * for a boundary are passed over. False when there is none. */
bool am_dashes_find(struct am_slice bytes, size_t pos, struct am_dashes *out);

/* Does a Content- field begin at `pos`? */
bool am_is_part_header(struct am_slice bytes, size_t pos);

/* The boundary that the parts in `bytes` seem to have: of the first such line
 * before a Content- field, among the first 256 KB. Empty when there is none. */
struct am_slice am_boundary_guess(struct am_slice bytes);

#endif
