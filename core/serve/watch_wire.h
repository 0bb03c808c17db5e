/* watch_wire.h - what a reader of a mailbox and the watch say to each other.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   the reader holds what a foreign server sent and may be that server's
 *            puppet: the watch takes no frame of another kind, size or order
 *            than is written here.
 *
 * On a stream socket between two processes of one program. The reader says, in
 * this order:
 *
 *   OPEN                     the folder is open: uid its UIDVALIDITY, number its
 *                            UIDNEXT, text its name. The watch answers BEGIN.
 *   then over and over
 *     COUNT                  number: mails that are to come now
 *     for each of them       FETCHING uid, BYTES..., and at the end of these
 *                            MAIL uid, number when it arrived; or PASSED uid
 *                            when there is nothing to be had
 *     QUIET                  that was all; it listens now
 *   FAILED                   at any time, and the last thing: uid is an
 *                            am_mailbox_end, text says why
 *
 * The watch says BEGIN (uid: the last one that is done; number: from when, or
 * AM_NO_TIME) and nothing else; it hangs up to end the reader.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_WATCH_WIRE_H
#define AMENDS_WATCH_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/mem.h"

enum watch_kind {
	WATCH_OPEN = 1,
	WATCH_BEGIN,
	WATCH_COUNT,
	WATCH_FETCHING,
	WATCH_BYTES,
	WATCH_MAIL,
	WATCH_PASSED,
	WATCH_QUIET,
	WATCH_FAILED,
};

#define WATCH_TEXT_MAX (1U << 20) /* of one frame */

struct watch_frame {
	enum watch_kind kind;
	uint32_t uid;
	int64_t number;
	struct am_slice text;
};

/* All of it, or false: the other one is gone. */
bool watch_say(int fd, const struct watch_frame *frame);

enum watch_heard {
	WATCH_HEARD_ONE,
	WATCH_HEARD_PART, /* more has to be read first */
	WATCH_HEARD_RUBBISH,
};

/* The first frame of what was read; its text lies in `heard`. *bytes: to be taken
 * off the front before the next call. */
enum watch_heard watch_hear(struct am_slice heard, struct watch_frame *out,
			    size_t *bytes);

#endif
