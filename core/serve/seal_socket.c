/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static void
limit(int what, rlim_t value)
{
	struct rlimit r = { .rlim_cur = value, .rlim_max = value };
	struct rlimit had;

	if (getrlimit((__rlimit_resource_t)what, &had) == 0 &&
	    had.rlim_max < value)
		return; /* it is narrower already */
	(void)setrlimit((__rlimit_resource_t)what, &r);
}

enum am_code
am_seal_socket(struct am_err *err)
{
	/* not const, for the kernel's type; it only reads it */
	struct sock_filter filter[] = {
#include "socket_filter.inc"
	};
	struct sock_fprog prog = {
		.len = sizeof(filter) / sizeof(filter[0]),
		.filter = filter,
	};

	limit(RLIMIT_CORE, 0);
#ifndef AMENDS_SANITIZED
	limit(RLIMIT_AS, AM_SEAL_SOCKET_BYTES);
#endif
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) != 0)
		return am_fail(err, AM_EIO, "cannot seal the reader: %s",
			       strerror(errno));
	return AM_OK;
}
