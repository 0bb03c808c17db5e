/* address_clean.h - one name or address as people expect it.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear; one line of UTF-8.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ADDRESS_CLEAN_H
#define AMENDS_MAIL_ADDRESS_CLEAN_H

#include "notes.h"

/* Decoded, without the quotes round all of it. */
struct am_slice am_name_clean(struct am_arena *arena, struct am_slice name,
			      struct am_slice charset, struct am_notes *notes);

/* Decoded, without source route, "mailto:", comments, and the blanks and quotes
 * that do not belong; of several words the one that is an address. */
struct am_slice am_address_clean(struct am_arena *arena,
				 struct am_slice address,
				 struct am_slice charset,
				 struct am_notes *notes);

#endif
