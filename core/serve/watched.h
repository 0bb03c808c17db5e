/* watched.h - one folder that is watched, from the watch's side.
 *
 * Layer:     serve, private to the watch.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_WATCHED_H
#define AMENDS_WATCHED_H

#include <sys/types.h>

#include "amends/imap.h"
#include "amends/module_mailbox.h"
#include "watch.h"
#include "watch_mark.h"
#include "watch_wire.h"

struct watched {
	const struct am_watch *watch;
	const struct am_inbox *inbox;
	const struct am_imap *imap;
	struct am_slice folder; /* empty: the one that is marked as sent */
	bool is_sent;
	struct am_path mark_path;
	struct watch_mark mark;

	pid_t pid; /* of its reader; 0: none runs */
	int fd;
	struct am_buf heard;
	bool is_open;  /* it said OPEN */
	bool is_quiet; /* it said QUIET, and nothing since */
	bool is_over;  /* is_once: nothing more is to be done */
	uint32_t uid_next;
	int64_t began_ms, until_ms;

	uint32_t fetching; /* the mail that comes now, or 0 */
	int memfd;         /* its bytes, or -1 */
	size_t bytes;

	enum am_mailbox_end end; /* of the last connection */
	struct am_err why;
	unsigned int failures; /* one after the other */
	bool was_refused;      /* the last token */
	int64_t again_ms;      /* when to connect once more */
	uint64_t all, done;
};

/* For messages: "INBOX of fernhill". */
#define WATCHED_NAME_BYTES 400
void watched_name(const struct watched *w, char out[WATCHED_NAME_BYTES]);

/* ---- watched.c: its reader */

void watched_start(struct watched *w, int64_t now_ms);
/* There is something to read from the reader. */
void watched_hear(struct watched *w);
/* It is ended for this reason, and begun again later. */
void watched_lose(struct watched *w, enum am_mailbox_end end, const char *fmt,
		  ...) AM_PRINTF(3, 4);
/* It is ended, and that is well. */
void watched_stop(struct watched *w);

/* ---- watched_mail.c: its mails */

/* What the reader said of a mail. False: it may not say that. */
bool watched_take(struct watched *w, const struct watch_frame *frame);
/* What was taken goes to the journal. */
void watched_drain(const struct watched *w);
void watched_forget_mail(struct watched *w);
bool watched_put_mark(struct watched *w);

#endif
