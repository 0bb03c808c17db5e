/* envelope.h - who sent this delivery to whom, and its identity.
 *
 * Layer:     serve.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ENVELOPE_H
#define AMENDS_ENVELOPE_H

#include <stdbool.h>

#include "amends/hash.h"
#include "amends/lines.h"
#include "amends/mem.h"
#include "amends/spool.h"

struct am_envelope {
	bool has_sender;        /* false: the judge looks at Return-Path */
	struct am_slice sender; /* empty for <> */
	struct am_slice recipient;
};

/* The caller's word comes first, then its environment ($SENDER, maildrop's
 * $FROM; $RECIPIENT, $ORIGINAL_RECIPIENT), then trace fields, then the From_
 * line. "MAILER-DAEMON" and "" both mean the null sender. */
void am_envelope_find(const char *sender, const char *recipient,
		      const struct am_lines *lines, struct am_arena *arena,
		      struct am_envelope *out);

/* The name of a mail of customers at this inbox: SipHash under the journal's key
 * of the inbox, Message-ID, From, Date, Subject and body, in hex. Doors differ in
 * line ends, in blanks at the end and in whom they say it was delivered to:
 * none of that counts, nor what stands beyond AM_IDENTITY_BODY_BYTES of the
 * body. A Message-ID alone proves nothing: senders choose it. */
#define AM_IDENTITY_BODY_BYTES (16U << 20)
void am_envelope_identity(const unsigned char key[AM_STATE_KEY_BYTES],
			  struct am_slice inbox, const struct am_lines *lines,
			  char out[AM_SIPHASH_HEX_BYTES]);

/* The name of a mail of ours, whichever way it was seen: the copy that the mail
 * server makes has trace fields, another encoding and a footer that the one in
 * Sent has not, which again has a Bcc. What they share is what the judge read: id,
 * author and date. Without an id (or when no judge could read it) the fields
 * and the body count as above, but at no inbox. */
void am_envelope_sent_identity(const unsigned char key[AM_STATE_KEY_BYTES],
			       struct am_slice record,
			       const struct am_lines *lines,
			       struct am_arena *arena,
			       char out[AM_SIPHASH_HEX_BYTES]);

/* What can be said of a mail that no judge could read: ids, sender and whether
 * it is plainly automatic, as record lines. Looks for <...> and nothing more. */
void am_envelope_bare_record(const struct am_lines *lines,
			     struct am_buf *record);

#endif
