/* thread_index.h - the conversation that Outlook names in Thread-Index.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear; strict: what is not such a value gives nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_THREAD_INDEX_H
#define AMENDS_MAIL_THREAD_INDEX_H

#include "amends/message.h"

/* Base64 of a header of 22 bytes, the same in all mails of a conversation, and
 * 5 bytes for each reply since (MS-OXOMSG section 2.2.1.3). Gives the header as
 * 44 small hex digits, or empty: not base64, another length, no 0x01 in front,
 * or no GUID. `raw` may be folded. */
struct am_slice am_thread_index_parse(struct am_arena *arena,
				      struct am_slice raw);

/* Fill in what a message says of its conversation besides ids: subject_base,
 * is_reply, is_forward, thread_index and ticket. Subject and text are read. */
void am_thread_read(struct am_arena *arena, struct am_message *msg);

#endif
