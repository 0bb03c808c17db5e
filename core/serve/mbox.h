/* mbox.h - the mails of an mbox file, one after the other.
 *
 * Layer:     serve.
 * Threads:   a reader belongs to one thread.
 * Promise:   total: every file is a row of mails, and of one that is no mbox
 *            the whole is one mail. Linear in the file; holds one mail and
 *            AM_MBOX_PIECE_BYTES besides, however long mails and lines are.
 *
 * A file whose first line does not begin with "From " is one mail, left as it is.
 * Else a mail begins with that line, and with every line after an empty one that
 * begins with "From " and has a time of day in it; that line is left on the mail,
 * and the one empty line before the next is not. In the
 * body one '>' is taken off lines of the form ">From " and ">>From " (mboxrd;
 * mboxo files differ only in what was lost when they were written).
 * Content-Length is not believed: it is wrong wherever somebody edited a file.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MBOX_H
#define AMENDS_MBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/mem.h"

#define AM_MBOX_PIECE_BYTES 65536

struct am_mbox {
	int fd;                  /* the caller's, at the start of the file */
	uint64_t read_bytes;     /* of the file by now */
	char *room;              /* from here on the reader's own */
	size_t begin, end;       /* what of it was read and not used */
	bool is_over, is_inside; /* is_inside: not at the start of a line */
};

/* Nothing is read yet. Free with am_mbox_end(), which leaves fd open. */
void am_mbox_start(struct am_mbox *box, int fd);
void am_mbox_end(struct am_mbox *box);

/* The next mail into *mail (what was in it is overwritten); *is_there is false
 * when there is none. At most `most` bytes of it are kept; the rest is passed
 * over. AM_EIO: the file cannot be read on. */
AM_MUST_CHECK enum am_code am_mbox_next(struct am_mbox *box, size_t most,
					struct am_buf *mail, bool *is_there,
					struct am_err *err);

#endif
