/* bounce_text.h - a bounce as its words tell it.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   linear, at most the first BOUNCE_TEXT_BYTES of the words.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_BOUNCE_TEXT_H
#define AMENDS_MAIL_BOUNCE_TEXT_H

#include "amends/message.h"

/* What a server says, up to where the mail that failed is repeated. */
struct am_bounce_words {
	struct am_slice words; /* into the text that was read */
	struct am_slice copy;  /* what follows them: header and body */
	struct am_slice status, diagnostic, message_id, subject;
	bool is_coded; /* the diagnostic has a server's code in it */
	/* Addresses that are neither ours nor the server's, by how surely they
	 * are the ones that failed: only the surest are here. */
	struct am_slices addresses;
};

/* `msg` is for what is ours and the server's; `inbox` may be NULL. */
void am_bounce_words_read(struct am_arena *arena, const struct am_message *msg,
			  const struct am_inbox *inbox,
			  struct am_bounce_words *out);

#endif
