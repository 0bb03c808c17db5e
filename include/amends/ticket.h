/* ticket.h - a short name of a conversation that survives mail programs which
 * lose Message-IDs: "[#002B-HX7M4T]" at the end of a subject.
 *
 * Layer:     mail.
 * Threads:   safe; pure.
 * Promise:   total and linear. What is read is only believed when its signature
 *            holds, and then it says no more than "this mail belongs there".
 *
 * Before the hyphen stands the conversation's number in the journal, behind it
 * 29 bits of a SipHash of that number under the journal's key, both in the
 * digits of Crockford's base 32 (no I, L, O or U; I and L are read as 1, O as
 * 0, and case is ignored). The signature begins with a letter, so that nobody's
 * "[#2026-001234]" looks like one of ours.
 *
 * What forging is good for: a guess is right once in 537 million tries, each of
 * them a mail. Who has a token (from a mail that was forwarded to him, or by
 * luck) can put his own mail into that conversation, marked as a weak link; he
 * learns nothing, changes no mail, and ties no two conversations together.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TICKET_H
#define AMENDS_TICKET_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/hash.h"
#include "amends/slice.h"

#define AM_TICKET_ROOM 24 /* with brackets and a NUL */

/* "[#002B-HX7M4T]"; `conversation` is 1 or more. */
void am_ticket_make(const unsigned char key[AM_SIPHASH_KEY_BYTES],
		    int64_t conversation, char out[AM_TICKET_ROOM]);

/* The first that looks like one, with its brackets; false when there is none.
 * To find the next, look behind it. */
bool am_ticket_find(struct am_slice text, struct am_slice *token);

/* Its number, when it was made with this key. Brackets may be missing. */
bool am_ticket_read(const unsigned char key[AM_SIPHASH_KEY_BYTES],
		    struct am_slice token, int64_t *conversation);

#endif
