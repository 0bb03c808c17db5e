/* grammar.h - what RFC 5322 allows as it stands, by libetpan.
 *
 * Layer:     mail; grammar.c alone sees <libetpan>.
 * Threads:   safe.
 * Promise:   only values that are well-formed from end to end and hold nothing
 *            that libetpan is known to misread: no comments (its parser of them
 *            calls itself, and drops the names in them), no encoded words, no
 *            raw 8-bit, at most AM_GRAMMAR_MAX_BYTES. All else is false and left
 *            to the tolerant readers of address.c and date.c, which agree with
 *            it on what it reads (tests/unit/mail/test_grammar.c).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_GRAMMAR_H
#define AMENDS_MAIL_GRAMMAR_H

#include "amends/clock.h"
#include "amends/message.h"

#define AM_GRAMMAR_MAX_BYTES 4096

/* Section 3.4: mailboxes and groups, which are opened. Names and addresses are
 * copies in the arena, quotation marks taken off names. */
bool am_grammar_addresses(struct am_arena *arena, struct am_slice value,
			  struct am_addresses *out);

/* Section 3.3 with a numeric zone: the local time, and seconds east of UTC. */
bool am_grammar_date(struct am_slice value, struct am_civil *civil,
		     int *zone_secs);

#endif
