/* watch_reader.h - the process that reads one folder of one mailbox.
 *
 * Layer:     serve.
 * Threads:   one.
 * Promise:   what a server can do to it costs this connection: before it has read
 *            a byte of the server's it may do nothing any more but talk to it and
 *            to the watch, in bounded memory. It never holds the journal, and
 *            alone holds the password.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_WATCH_READER_H
#define AMENDS_WATCH_READER_H

#include "amends/file.h"
#include "amends/imap.h"

#define WATCH_MODULE       "imap"
#define WATCH_TIMEOUT_SECS 60 /* for a server that says nothing */

struct watch_job {
	const struct am_imap *imap;
	const struct am_path *module; /* the file of the module */
	struct am_slice folder;       /* empty: the one marked as sent */
	bool was_refused;             /* the last token was */
};

/* In a fresh process: speak watch_wire.h on `fd`, and never return. */
void watch_read(const struct watch_job *job, int fd) __attribute__((noreturn));

#endif
