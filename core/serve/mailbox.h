/* mailbox.h - every mail of files, mbox files, Maildirs and folders.
 *
 * Layer:     serve.
 * Threads:   a walk belongs to one thread.
 * Promise:   reads and changes nothing, not even a flag of a Maildir. Holds one
 *            mail and the names of the folders it stands in; of a mail the
 *            first AM_MAIL_MAX_BYTES and one more. What cannot be read is kept
 *            as a fault, and the walk goes on. The order is that of the paths
 *            given, in folders that of the names.
 *
 * A file that begins with "From " is an mbox (mbox.h), another one is a mail. Of a folder
 * with cur/ and new/ these two are read, of another one every file whose name does
 * not begin with a dot. Folders in folders only when asked: then those of a
 * Maildir that begin with a dot too (".Sent"). Links are followed to
 * files, and to folders when they are given; pipes only when they are given.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAILBOX_H
#define AMENDS_MAILBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/mem.h"

struct am_mailbox;

struct am_mailed {
	struct am_buf name; /* the path; of an mbox "PATH:3" for its third */
	size_t path_bytes;  /* of that the path */
	uint64_t offset;    /* where in the file the mail begins */
	struct am_buf mail;
	uint64_t bytes_before; /* of files read or passed over by now */
};
void am_mailed_free(struct am_mailed *mailed);

/* The paths are borrowed until it is closed; "-" is standard input. */
struct am_mailbox *am_mailbox_open(char *const *paths, size_t count,
				   bool is_recursive);
void am_mailbox_close(struct am_mailbox *box);

/* The next mail into *out, whose buffers are used again. False at the end. */
bool am_mailbox_next(struct am_mailbox *box, struct am_mailed *out);

/* Pass over every file and folder that `fn` says yes to, but for those that were
 * given; it is called once for each. */
typedef bool am_mailbox_skip_fn(void *ctx, const char *path);
void am_mailbox_skip(struct am_mailbox *box, am_mailbox_skip_fn *fn, void *ctx);

/* Once more the mail that was found there; what a walk would find now. */
AM_MUST_CHECK enum am_code am_mailbox_reread(const char *path, uint64_t offset,
					     struct am_buf *mail,
					     struct am_err *err);

/* The bytes of all files that a walk would read: for a share of them. */
uint64_t am_mailbox_measure(char *const *paths, size_t count,
			    bool is_recursive);

/* How many files or folders could not be read by now, and the first hundred
 * as lines "PATH: why". */
size_t am_mailbox_faults(const struct am_mailbox *box, struct am_slice *lines);

#endif
