/* compiler.h - configuration and rules into an image, by a sealed child.
 *
 * Layer:     serve.
 * Threads:   one; it forks.
 * Promise:   other people's Lua, patterns and phrases are read and run by a
 *            process under the seal of seal.h, with limits on its time and its
 *            memory. It opens nothing: it asks for one source after the other,
 *            and gets those that am_compiler_may_read() lets through, read by
 *            us. What it says at last is a stranger's: the image's checksum and
 *            table are looked at, and faults come as text for a terminal.
 *
 * Where the kernel cannot seal, nothing is compiled, unless a line of amends.lua
 * itself says seal = "off": then the child goes on with its limits only.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_COMPILER_H
#define AMENDS_COMPILER_H

#include "amends/compile.h"

struct am_compiling {
	const struct am_roots *roots;
	/* For check: examples are run and templates looked at, too. */
	bool with_examples;
	int64_t until_ms; /* on the monotonic clock; 0: as long as its limits
			   * let it */
};

/* *faults is started, and *image (appended to) freed by the caller. AM_OK also
 * when there are faults. AM_ECONFIG, AM_EIO, AM_ESCRIPT: there is no image;
 * err says why, and at which file where that is known. */
AM_MUST_CHECK enum am_code am_compiler_run(const struct am_compiling *how,
					   struct am_faults *faults,
					   struct am_buf *image,
					   struct am_err *err);

/* The closed list: the configurations, what lies in the folders of the roots,
 * this program (only a look), the zones of the system, and calendars: what ends
 * in ".ics". */
bool am_compiler_may_read(const struct am_roots *roots,
			  const struct am_wish *wish);

/* The child's half, in compiler_child.c. Never returns. */
void am_compiler_be(const struct am_compiling *how, int fd, bool is_sealed,
		    pid_t parent) __attribute__((noreturn));

/* Frames of judge.h between the two: the child's wishes, a mark that the
 * examples begin, and what it says at last: {u32 code, slice text} or {0, slice
 * image, faults}. */
#define AM_WISH_MAGIC     "AMW1"
#define AM_EXAMPLES_MAGIC "AME1"

#endif
