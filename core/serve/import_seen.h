/* import_seen.h - the names that a dry run has met.
 *
 * Layer:     serve.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMPORT_SEEN_H
#define AMENDS_IMPORT_SEEN_H

#include <stdbool.h>

#include "amends/journal.h"

struct am_seen;

struct am_seen *am_seen_new(void);
void am_seen_free(struct am_seen *seen); /* NULL is allowed */

/* False when it was there. Two names are one with a chance of 2^-64. */
bool am_seen_add(struct am_seen *seen, struct am_slice delivery,
		 enum am_event_kind door);

#endif
