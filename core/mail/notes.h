/* notes.h - what went wrong while a mail was read.
 *
 * Layer:     mail.
 * Threads:   notes belong to one message.
 * Promise:   each text once, at most AM_NOTES_MAX of them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_NOTES_H
#define AMENDS_MAIL_NOTES_H

#include "amends/message.h"

#define AM_NOTES_MAX 32

struct am_notes {
	struct am_arena *arena;
	struct am_slices *list;
	bool *is_cut;
};

void am_notes_start(struct am_notes *notes, struct am_arena *arena,
		    struct am_message *msg);
void am_notes_add(struct am_notes *notes, struct am_slice text);
/* "limit: WHAT"; the message counts as cut from here on. */
void am_notes_limit(struct am_notes *notes, const char *what);

#endif
