/* session.h - one connection to one server.
 *
 * Layer:     imap (a module).
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMAP_SESSION_H
#define AMENDS_IMAP_SESSION_H

#include <gnutls/gnutls.h>
#include <libetpan/libetpan.h>

#include "amends/module_mailbox.h"
#include "guard.h"

#define WHY_BYTES 400

struct am_mailbox_session {
	char *host, *user, *secret;
	bool is_starttls, is_token;
	int fd;
	unsigned int timeout_secs;
	gnutls_certificate_credentials_t trusted;
	gnutls_session_t tls; /* NULL: the bytes are plain */
	struct guard guard;
	mailimap *imap;
	bool has_idle;
	bool is_open; /* somebody is there to take leave of */
	/* The first thing that went wrong, and OK before that. */
	enum am_mailbox_end end;
	char why[WHY_BYTES]; /* UTF-8, one line, no control characters */
};

/* Note why, unless something went wrong before; returns the end that counts. */
enum am_mailbox_end session_fail(struct am_mailbox_session *session,
				 enum am_mailbox_end end, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Text of the server's, made fit to be printed: at most a line of ASCII. */
void session_clean(char *text);

/* ---- stream.c: bytes, TLS */

/* A socket to host, within the time of the session. */
enum am_mailbox_end stream_dial(struct am_mailbox_session *session,
				const char *port);
/* Read the authorities that are trusted. `ca` NULL: those of the system. */
enum am_mailbox_end stream_trust(struct am_mailbox_session *session,
				 const char *ca);
/* The handshake: chain, time and name of the certificate are verified in it, and
 * nothing of ours is sent to whom they do not fit. */
enum am_mailbox_end stream_secure(struct am_mailbox_session *session);
/* For libetpan; freed with it. NULL: no memory. */
mailstream *stream_new(struct am_mailbox_session *session);
/* Until there is something to read here or on other_fd, or it is too late. True:
 * here. */
bool stream_wait(struct am_mailbox_session *session, uint32_t secs,
		 int other_fd);
void stream_close(struct am_mailbox_session *session);

#endif
