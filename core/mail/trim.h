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

#include <stdbool.h>

#include "amends/mem.h"
#include "amends/slice.h"

/* What the header says of the mail. */
struct am_trim_about {
	bool is_forward;        /* its subject says that it hands mail on */
	struct am_slice sender; /* the display name of From; may be empty */
};

struct am_trimmed {
	struct am_slice new_text;  /* answers between quotations too, and mail
				    * that is forwarded: it is what is said */
	struct am_slice quoted;    /* "On ... wrote:", '>' lines, the block of
				    * From/Sent/To/Subject and what follows */
	struct am_slice signature; /* "-- ", "Sent from my ...", a closing with
				    * names at the very end, a visiting card,
				    * legal words, the footer of a list */
	struct am_slice forward;   /* the line from which on mail is forwarded;
				    * empty when none is */
	size_t steps;              /* lines looked at: what it cost */
};

/* `text` is UTF-8 with LF ends (CRLF is taken too); `about` may be NULL. The
 * results have LF ends, their lines' indentation, and no empty lines at their
 * beginning and end. When nothing but a closing and a name was written, that
 * is new_text. */
void am_trim(struct am_arena *arena, struct am_slice text,
	     const struct am_trim_about *about, struct am_trimmed *out);

#endif
