/* imap.h - the mailbox on another host that an inbox is read from.
 *
 * Layer:     conf.
 * Threads:   safe.
 * Promise:   no secret is in it, only where one is to be had. In struct am_inbox
 *            it is one text, which the filter passes over; who wants to know
 *            decodes it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMAP_H
#define AMENDS_IMAP_H

#include "amends/conf.h"

#define AM_IMAP_FOLDERS_MAX 16

struct am_imap {
	struct am_slice host; /* empty: there is no mailbox */
	struct am_slice port; /* never empty once decoded */
	bool is_starttls;     /* false: TLS from the first byte */
	struct am_slice ca;   /* absolute path, or empty: the system's */
	struct am_slice user;
	/* one of these, or it is said to be missing */
	struct am_slice password_command, password_file, token_command;
	struct am_slices folders; /* of customers' mail; at least one */
	struct am_slice sent;     /* empty: the one that is marked as such */
	bool has_no_sent;         /* sent = "": none is read */
	int64_t since_secs;       /* how far back the first run reads */
	int64_t idle_secs;        /* how long one IDLE lasts */
	int64_t poll_secs;        /* how often a server without IDLE is asked */
};

/* Of an inbox without imap the host is empty. AM_EDATA: bad bytes. */
AM_MUST_CHECK enum am_code am_imap_decode(struct am_slice text,
					  struct am_arena *arena,
					  struct am_imap *out,
					  struct am_err *err);
/* What is missing before it can be used: AM_ECONFIG with the name to add. */
AM_MUST_CHECK enum am_code am_imap_check(const struct am_imap *imap,
					 struct am_err *err);

#endif
