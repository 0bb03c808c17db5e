/* guard.h - how much a server may say.
 *
 * Layer:     imap (a module).
 * Threads:   safe.
 * Promise:   no memory, no recursion, linear: each byte is looked at once,
 *            before the library that parses it has it. What passes is bounded
 *            by the three limits of the answer that is awaited.
 *
 * libetpan 1.9.4 grows its buffers as long as the server likes, believes a literal
 * of 4 GB, and reads memory that is not there when an answer ends in "* BYE". So a
 * line with BYE ends the session here, with the server's own words.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMAP_GUARD_H
#define AMENDS_IMAP_GUARD_H

#include <stddef.h>
#include <stdint.h>

enum guard_end {
	GUARD_OK,
	GUARD_LINE,    /* a line is too long */
	GUARD_LITERAL, /* a literal of more bytes is announced: literal_left */
	GUARD_TOTAL,   /* the answer is too long */
	GUARD_BYE,     /* the server hangs up: its words are in `head` */
};

#define GUARD_HEAD_BYTES 160

struct guard {
	/* limits, set anew for each answer by guard_expect() */
	uint64_t line_max, literal_max, total_max;
	/* so far */
	uint64_t total, n_lines;
	/* where in the bytes we are */
	uint64_t line, literal_left, number;
	int state;
	size_t n_head;
	char head[GUARD_HEAD_BYTES]; /* of this line, NUL-terminated */
};

/* Another answer is awaited: it begins to count at 0. */
void guard_expect(struct guard *guard, uint64_t line_max, uint64_t literal_max,
		  uint64_t total_max);

/* The next bytes from the server. Anything but GUARD_OK ends the session. */
enum guard_end guard_take(struct guard *guard, const char *bytes, size_t n);

#endif
