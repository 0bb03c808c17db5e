/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

const struct am_seal am_seal_judge = { "judge", AM_SEAL_CPU_SECS, 256UL << 20 };
const struct am_seal am_seal_compiler = { "compiler", 10, 512UL << 20 };
const struct am_seal am_seal_checker = { "compiler", 60, 512UL << 20 };

static enum am_code
limit(int what, rlim_t value, struct am_err *err)
{
	struct rlimit r = { .rlim_cur = value, .rlim_max = value };
	struct rlimit had;

	/* a caller's own limit may be lower; only root could raise it */
	if (getrlimit((__rlimit_resource_t)what, &had) == 0 &&
	    had.rlim_max < value)
		r.rlim_cur = r.rlim_max = had.rlim_max;
	if (setrlimit((__rlimit_resource_t)what, &r) != 0)
		return am_fail(err, AM_EIO, "cannot limit a process: %s",
			       strerror(errno));
	return AM_OK;
}

/* Address space that is there already counts, so a large mapping of the mail
 * is the caller's to give back first. The sanitizers need terabytes of it. */
static enum am_code
set_limits(const struct am_seal *seal, struct am_err *err)
{
	enum am_code rc = limit(RLIMIT_CORE, 0, err);

#ifdef AMENDS_SANITIZED
	(void)seal;
#else
	if (rc == AM_OK)
		rc = limit(RLIMIT_AS, seal->memory_bytes, err);
	if (rc == AM_OK)
		rc = limit(RLIMIT_CPU, seal->cpu_secs, err);
#endif
	return rc;
}

static enum am_code
load_filter(struct am_err *err)
{
	/* not const, for the kernel's type; it only reads it */
	struct sock_filter filter[] = {
#include "seal_filter.inc"
	};
	struct sock_fprog prog = {
		.len = sizeof(filter) / sizeof(filter[0]),
		.filter = filter,
	};

	/* for every thread: a module may have started one when it was loaded */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		    SECCOMP_FILTER_FLAG_TSYNC, &prog) != 0)
		return am_fail(err, AM_EIO, "cannot seal a process: %s",
			       strerror(errno));
	return AM_OK;
}

static enum am_code
keep_one(int fd, struct am_err *err)
{
	if (fd != AM_SEAL_FD && dup2(fd, AM_SEAL_FD) < 0)
		return am_fail(err, AM_EIO, "cannot keep the socket: %s",
			       strerror(errno));
	if (close_range(AM_SEAL_FD + 1, ~0U, 0) != 0)
		return am_fail(err, AM_EIO, "cannot close descriptors: %s",
			       strerror(errno));
	return AM_OK;
}

enum am_code
am_seal_shut(int fd, struct am_err *err)
{
	int null = -1;

	if (keep_one(fd, err) != AM_OK)
		return err->code;
	null = open("/dev/null", O_RDWR);
	for (int low = 0; low < AM_SEAL_FD && null >= 0; low++)
		if (dup2(null, low) < 0)
			null = -1;
	if (null < 0)
		return am_fail(err, AM_EIO, "/dev/null: %s", strerror(errno));
	return AM_OK;
}

enum am_code
am_seal_enter(const struct am_seal *seal, int fd, bool is_sealed,
	      struct am_err *err)
{
	enum am_code rc = keep_one(fd, err);

	if (rc != AM_OK)
		return rc;
	for (int low = 0; low < AM_SEAL_FD; low++)
		(void)close(low);
	rc = set_limits(seal, err);
	if (rc == AM_OK && is_sealed)
		rc = load_filter(err);
	return rc;
}
