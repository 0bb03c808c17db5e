/* ops.h - what the functions of the table are made of.
 *
 * Layer:     imap (a module).
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMAP_OPS_H
#define AMENDS_IMAP_OPS_H

#include "session.h"

/* Bounds for an ordinary answer; before every command. */
void session_expect(struct am_mailbox_session *session);

/* What libetpan returned, as an end; `what` names the command. */
enum am_mailbox_end session_judge(struct am_mailbox_session *session, int r,
				  const char *what);

/* ---- folders.c */

enum am_mailbox_end folder_find_sent(const struct am_host *host,
				     struct am_call *call,
				     struct am_mailbox_session *session,
				     const char **name);
enum am_mailbox_end folder_open(struct am_mailbox_session *session,
				const char *name,
				struct am_mailbox_folder *out);

/* A name in the alphabet of RFC 3501 section 5.1.3, in new memory. NULL: it is not
 * UTF-8, or there is no memory. One that has only ASCII and no '&' stays, and one
 * that is encoded already does too. */
char *folder_encode(const char *utf8);

/* ---- mails.c */

struct mails_sink {
	struct am_call *call;
	bool (*put)(struct am_call *call, const char *bytes, size_t n_bytes);
};

enum am_mailbox_end mails_list(const struct am_host *host, struct am_call *call,
			       struct am_mailbox_session *session,
			       uint32_t after_uid, int64_t since_utc,
			       struct am_mailbox_list *out);
enum am_mailbox_end mails_fetch(struct am_mailbox_session *session,
				uint32_t uid, const struct mails_sink *sink,
				int64_t *arrived_utc);

#endif
