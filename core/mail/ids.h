/* ids.h - message ids in Message-ID, In-Reply-To and References.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, also on values of any length; ids come without <> and
 *            without the blanks that folding puts in.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_IDS_H
#define AMENDS_MAIL_IDS_H

#include "notes.h"

#define AM_ID_MAX_BYTES 2048 /* a longer one is left out */

/* The one id of a Message-ID field, or the empty slice. */
struct am_slice am_id_parse(struct am_arena *arena, struct am_slice raw);

/* All ids of a value, in order. Past AM_REFERENCES_MAX the first and the
 * newest are kept, and a note says so. */
void am_ids_parse(struct am_arena *arena, struct am_slice raw,
		  struct am_notes *notes, struct am_slices *out);

#endif
