/* drain_event.h - a record of the spool as an event of the journal.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   total over checked records; everything lives in the arena.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_DRAIN_EVENT_H
#define AMENDS_DRAIN_EVENT_H

#include "amends/conf.h"
#include "amends/hash.h"
#include "amends/journal.h"

/* The inbox that the record names; the first when it is gone by now. */
const struct am_inbox *am_record_inbox(const struct am_conf *conf,
				       struct am_slice record,
				       struct am_arena *arena);

void am_event_of_record(struct am_slice record, const struct am_inbox *inbox,
			struct am_arena *arena, struct am_event *out);

/* Add what needs the journal's key: the conversation that a ticket names, when
 * its signature holds, and the subject as a keyed hash. */
void am_event_prove(struct am_slice record,
		    const unsigned char key[AM_SIPHASH_KEY_BYTES],
		    struct am_arena *arena, struct am_event *event);

#endif
