/* trim.h - what this person wrote now, apart from what was there before.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   total, linear; each line of the text that is not empty stands in
 *            exactly one of the three results, in its order. Only what is
 *            sure is taken off: a line that is in doubt stays in new_text.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_TRIM_H
#define AMENDS_MAIL_TRIM_H

#include "amends/mem.h"
#include "amends/slice.h"

struct am_trimmed {
	struct am_slice new_text;  /* answers between quotations too, and mail
				    * that is forwarded: it is what is said */
	struct am_slice quoted;    /* "On ... wrote:", '>' lines, the block of
				    * From/Sent/To/Subject and what follows */
	struct am_slice signature; /* "-- ", "Sent from my ...", a closing with
				    * names at the very end */
};

/* `text` is UTF-8 with LF ends (CRLF is taken too). The results have LF ends
 * and no empty lines at their beginning and end. */
void am_trim(struct am_arena *arena, struct am_slice text,
	     struct am_trimmed *out);

#endif
