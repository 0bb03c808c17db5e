/* module_mailbox.h - what a module of kind "mailbox" does: read the mail that
 * lies on another host, and change nothing there.
 *
 * Layer:     base.
 * Threads:   a session is called by one thread, one call at a time.
 * Promise:   stands alone, as module.h does. A session is read-only: no flag,
 *            folder or mail is changed by it, \Seen neither.
 *
 * Runs in a process of its own that holds one session. dial() has all rights and
 * must not believe, nor read, a byte of the server's. All that follows runs
 * sealed: the one socket, anonymous memory, the clock, and nothing else; so what
 * is needed of the file system (certificates) is read by dial(). A session may
 * be late, wrong or dead: its process is ended then, and another begun later.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MODULE_MAILBOX_H
#define AMENDS_MODULE_MAILBOX_H

#include "amends/module.h"

/* One for each thing that the host does about it. All but OK and PASSED come
 * with host->fail(), and end the session. */
enum am_mailbox_end {
	AM_MAILBOX_OK = 0,
	AM_MAILBOX_PASSED,  /* fetch(): this mail is gone, or cannot be had */
	AM_MAILBOX_LOST,    /* the way or the server failed: again, later */
	AM_MAILBOX_DENIED,  /* it does not let this user in */
	AM_MAILBOX_REFUSED, /* a certificate, no TLS, no such folder: it stays
			     * like that until somebody changes something */
	AM_MAILBOX_BROKEN,  /* it says what no server may say, or too much */
};

/* Texts are valid during dial() only. */
struct am_mailbox_login {
	uint32_t size;
	const char *host; /* a name, or an address without brackets */
	const char *port; /* "993" */
	bool is_starttls; /* false: TLS from the first byte */
	const char *ca;   /* a file: these authorities and no others; or NULL */
	const char *user;
	const char *secret;    /* the password, or the token */
	bool is_token;         /* OAuth 2 */
	uint32_t timeout_secs; /* for a server that says nothing */
};

struct am_mailbox_folder {
	uint32_t uid_validity, uid_next;
};

struct am_mailbox_list {
	const uint32_t *uids; /* ascending, in memory of the call */
	size_t count;
};

struct am_mailbox_session; /* the module's own */

struct am_mailbox_kind {
	uint32_t size;
	/* Reach the server, and read whatever files are needed later. */
	enum am_mailbox_end (*dial)(const struct am_host *host,
				    struct am_call *call,
				    const struct am_mailbox_login *login,
				    struct am_mailbox_session **out);
	/* TLS, the certificate, the login. The secret is wiped after it. */
	enum am_mailbox_end (*login)(const struct am_host *host,
				     struct am_call *call,
				     struct am_mailbox_session *session);
	/* The folder that the server marks as the one of sent mail. */
	enum am_mailbox_end (*find_sent)(const struct am_host *host,
					 struct am_call *call,
					 struct am_mailbox_session *session,
					 const char **name);
	/* Open a folder, read-only. `name` is UTF-8, or from find_sent(). */
	enum am_mailbox_end (*open)(const struct am_host *host,
				    struct am_call *call,
				    struct am_mailbox_session *session,
				    const char *name,
				    struct am_mailbox_folder *out);
	/* The mails with a UID above after_uid that came on the day of
	 * since_utc or later (INT64_MIN: whenever). */
	enum am_mailbox_end (*list)(const struct am_host *host,
				    struct am_call *call,
				    struct am_mailbox_session *session,
				    uint32_t after_uid, int64_t since_utc,
				    struct am_mailbox_list *out);
	/* The bytes of one mail, in pieces, in order, and when it arrived. put()
	 * says false when it has enough: the rest is not fetched then. */
	enum am_mailbox_end (*fetch)(const struct am_host *host,
				     struct am_call *call,
				     struct am_mailbox_session *session,
				     uint32_t uid,
				     bool (*put)(struct am_call *call,
						 const char *bytes,
						 size_t n_bytes),
				     int64_t *arrived_utc);
	/* Until something may have come into the folder, or `secs` are over, or
	 * there is something to read on other_fd. A server that cannot tell is
	 * asked every poll_secs. */
	enum am_mailbox_end (*wait)(const struct am_host *host,
				    struct am_call *call,
				    struct am_mailbox_session *session,
				    uint32_t idle_secs, uint32_t poll_secs,
				    int other_fd);
	/* Take leave if there is still somebody to take leave of. */
	void (*close)(struct am_mailbox_session *session);
};

#endif
