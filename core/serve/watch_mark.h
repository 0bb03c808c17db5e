/* watch_mark.h - how far a folder of a mailbox has been read.
 *
 * Layer:     serve.
 * Threads:   one.
 * Promise:   a mark is stored whole or not at all, and only ever after the mail
 *            that it counts was recorded. One that cannot be read counts as none:
 *            then mails are read again, and counted once all the same.
 *
 * The file watch-NAME in the state folder, of lines "word value"; NAME is a hash
 * of the inbox, the host, the user and the folder as it was asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_WATCH_MARK_H
#define AMENDS_WATCH_MARK_H

#include <stdint.h>

#include "amends/file.h"

struct watch_mark {
	uint32_t uid_validity; /* 0: the folder was never read */
	uint32_t uid;          /* up to this one all is done */
	int64_t since_utc;     /* mails before that are not wanted */
	/* A mail that the connection broke at, and how often it did. */
	uint32_t stuck_uid, stuck_times;
};

/* `parts`: inbox, host, user, folder. */
#define WATCH_MARK_PARTS 4
AM_MUST_CHECK enum am_code
watch_mark_path(const char *dir, const struct am_slice parts[WATCH_MARK_PARTS],
		struct am_path *out, struct am_err *err);

/* AM_EDATA: there is one that makes no sense; *out is an empty one then, as it is
 * when there is none. */
AM_MUST_CHECK enum am_code
watch_mark_read(const char *path, struct watch_mark *out, struct am_err *err);
/* AM_EIO: it could not be stored. */
AM_MUST_CHECK enum am_code watch_mark_write(const char *path,
					    const struct watch_mark *mark,
					    bool sync, struct am_err *err);

#endif
