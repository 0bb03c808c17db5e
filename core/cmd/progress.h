/* progress.h - for commands that take their time over many mails.
 *
 * Layer:     cmd.
 * Threads:   one.
 * Promise:   one line of at most 79 columns on stderr, and only when that is a
 *            terminal; it is gone when the work is done.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CMD_PROGRESS_H
#define AMENDS_CMD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct am_progress {
	bool is_shown;
	const char *what;
	uint64_t all_bytes;
	int64_t began_ms, said_ms;
};

bool am_progress_is_shown(void);
/* `what` is counted, "mails" say; all_bytes is what there is to do. */
void am_progress_start(struct am_progress *p, const char *what,
		       uint64_t all_bytes);
void am_progress_say(struct am_progress *p, uint64_t count, uint64_t bytes);
void am_progress_end(const struct am_progress *p);

/* 12345 as "12,345" */
#define AM_NUMBER_TEXT_BYTES 32
const char *am_number_text(uint64_t number, char out[AM_NUMBER_TEXT_BYTES]);

/* As many as keep this machine busy. */
size_t am_judges_wanted(void);

#endif
