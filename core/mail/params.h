/* params.h - the values of Content-Type and Content-Disposition.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, at most AM_PARAMS_MAX parameters. libetpan reads what is
 *            well-formed; a tolerant scan reads the rest.
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

/* `raw` is the field's value, folds left in. */
void am_content_type_parse(struct am_arena *arena, struct am_slice raw,
			   struct am_params *out);
void am_disposition_parse(struct am_arena *arena, struct am_slice raw,
			  struct am_params *out);

/* The bytes of a parameter, pieces joined as RFC 2231 says; empty when it is
 * not there. */
struct am_slice am_params_get(struct am_arena *arena,
			      const struct am_params *params, const char *name);
/* The same for people: charset of RFC 2231, encoded words, raw 8-bit in
 * `charset`. */
struct am_slice am_params_text(struct am_arena *arena,
			       const struct am_params *params, const char *name,
			       struct am_slice charset);

#endif
