/* address.h - lists of addresses, however they are written.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, at most AM_ADDRESSES_MAX. Groups are opened; an entry
 *            without any address keeps its name. RFC 5322 section 3.4 by its
 *            grammar (grammar.h); one tolerant reader for comments, RFC 6532,
 *            the obsolete forms (4.4), and what mailers make of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ADDRESS_H
#define AMENDS_MAIL_ADDRESS_H

#include "notes.h"

/* `raw` is the field's value, folds left in. `charset` is for raw 8-bit names.
 * Past 200 entries, or 32 KB, the rest is left out and a note says so. The
 * entries are put behind those that *out has (`out` starts as { 0 }). */
void am_addresses_parse(struct am_arena *arena, struct am_slice raw,
			struct am_slice charset, struct am_notes *notes,
			struct am_addresses *out);

#endif
