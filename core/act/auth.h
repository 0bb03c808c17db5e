/* auth.h - what our own mail server found out about the sender.
 *
 * Layer:     act; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   pure; only Authentication-Results of inbox->authserv_id count,
 *            and only those above the first Received of a foreign host: what
 *            stands below may be the sender's own invention (RFC 8601 s5).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ACT_AUTH_H
#define AMENDS_ACT_AUTH_H

#include "amends/message.h"

/* "fail": dmarc failed, or spf and dkim both did. "pass": dmarc passed, or spf
 * did for the domain in From. Else empty: nothing was said that counts. */
struct am_slice am_auth_result(struct am_arena *arena,
			       const struct am_message *msg,
			       const struct am_inbox *inbox);

#endif
