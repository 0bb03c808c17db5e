/* params.h - the values of Content-Type and Content-Disposition.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, at most AM_PARAMS_MAX parameters. One tolerant reader of
 *            what RFC 2045 section 5.1 and RFC 2183 section 2 allow, and of
 *            what mailers make of it: blanks in bare file names, backslashes
 *            in paths, lost quotation marks and semicolons, a whole value that
 *            was encoded.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_PARAMS_H
#define AMENDS_MAIL_PARAMS_H

#include "notes.h"

#define AM_PARAMS_MAX 64

struct am_param {
	struct am_slice name; /* as sent: may end in "*", "*0", "*0*" */
	struct am_slice value;
};

struct am_params {
	struct am_slice word; /* "text/plain", "attachment": lower case; may be
			       * empty or lack the subtype */
	struct am_param *items;
	size_t count;
};

/* `raw` is the value of Content-Type or Content-Disposition, folds left in. */
void am_params_parse(struct am_arena *arena, struct am_slice raw,
		     struct am_params *out);

/* The bytes of a parameter, empty when it is not there. Its pieces are joined as
 * RFC 2231 says, up to the first that is missing, and come before a plain
 * value; of two with one name or number the first counts. */
struct am_slice am_params_get(struct am_arena *arena,
			      const struct am_params *params, const char *name);
/* The same for people: charset of RFC 2231, encoded words, raw 8-bit in the
 * mail's own charset (notes->charset). */
struct am_slice am_params_text(struct am_arena *arena,
			       const struct am_params *params, const char *name,
			       struct am_notes *notes);

#endif
