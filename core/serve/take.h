/* take.h - a record into the journal.
 *
 * Layer:     serve.
 * Threads:   one.
 * Promise:   a record that is not sound costs itself, and is logged without
 *            what it says; one that the journal has changes nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TAKE_H
#define AMENDS_TAKE_H

#include "drain_event.h"

struct am_taken {
	bool is_sound; /* else nothing was done */
	const struct am_inbox *inbox;
	struct am_event event;
	struct am_event_result result;
};

struct am_taking {
	struct am_journal *journal;
	const struct am_conf *conf;
	const unsigned char *key; /* AM_SIPHASH_KEY_BYTES: the journal's */
	bool only_looks;          /* say what would come of it */
};

/* AM_EIO: the journal. */
AM_MUST_CHECK enum am_code am_record_take(const struct am_taking *how,
					  struct am_slice record,
					  struct am_arena *arena,
					  struct am_taken *out,
					  struct am_err *err);

#endif
