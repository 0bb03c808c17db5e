/* seal.h - take every right away from this process but thinking.
 *
 * Layer:     serve.
 * Threads:   for a freshly forked process; what other threads modules have
 *            started are sealed with it.
 * Promise:   after am_seal_enter() the process can read and write one
 *            descriptor, get anonymous memory that is not executable, and
 *            leave; the kernel kills it for anything else. There is no way
 *            back.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_SEAL_H
#define AMENDS_SEAL_H

#include <stdbool.h>

#include "amends/err.h"

#define AM_SEAL_FD       3 /* where the one descriptor lies afterwards */
#define AM_SEAL_CPU_SECS 1 /* of a judge */

struct am_seal {
	const char *who; /* "judge" */
	unsigned int cpu_secs;
	unsigned long memory_bytes;
};
extern const struct am_seal am_seal_judge;
/* One that makes an image, and one that runs all examples besides. */
extern const struct am_seal am_seal_compiler;
extern const struct am_seal am_seal_checker;

/* Keep `fd` as descriptor 3 and close all others; 0, 1 and 2 lead nowhere. For
 * one who runs other people's code before am_seal_enter(AM_SEAL_FD, ...). */
AM_MUST_CHECK enum am_code am_seal_shut(int fd, struct am_err *err);

/* Keep `fd` as descriptor 3, close all others, limit CPU and memory, and load
 * the filter when `is_sealed`. AM_EIO: one of these could not be done; the
 * process must not look at the mail then. */
AM_MUST_CHECK enum am_code am_seal_enter(const struct am_seal *seal, int fd,
					 bool is_sealed, struct am_err *err);

/* For a process that talks to a foreign server over sockets it has: from now on
 * it can use the descriptors that it holds, get anonymous memory that is not
 * executable (AM_SEAL_SOCKET_BYTES in all), read the clock, wait, and leave. All
 * else is refused with EPERM: libraries try this and that, and can be told no.
 * AM_EIO: it could not be sealed. */
#define AM_SEAL_SOCKET_BYTES (320UL << 20)
AM_MUST_CHECK enum am_code am_seal_socket(struct am_err *err);

/* Fork one process under each of the seals for each thing that it must not be
 * able to do, let it try, and count: *tries made, *breaches that were not
 * stopped. The first breach is named in err (code AM_EDATA). */
AM_MUST_CHECK enum am_code
am_seal_prove(unsigned int *tries, unsigned int *breaches, struct am_err *err);

#endif
