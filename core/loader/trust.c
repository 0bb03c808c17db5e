/* SPDX-License-Identifier: MIT */
#include "trust.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum am_code
trust(const char *path, const struct stat *st, struct am_err *err)
{
	bool is_shared = (st->st_mode & (S_IWGRP | S_IWOTH)) != 0;
	bool is_sticky = S_ISDIR(st->st_mode) && (st->st_mode & S_ISVTX) != 0;

	if (st->st_uid != 0 && st->st_uid != geteuid())
		return am_fail(err, AM_ECONFIG,
			       "%s belongs to another user: chown it to root",
			       path);
	if (is_shared && !is_sticky)
		return am_fail(err, AM_ECONFIG,
			       "%s can be written by others: chmod go-w", path);
	return AM_OK;
}

enum am_code
trust_file(const char *path, struct am_err *err)
{
	char real[PATH_MAX];
	struct stat st;
	enum am_code rc;

	if (realpath(path, real) == NULL || stat(real, &st) != 0)
		return am_fail(err, AM_ECONFIG, "%s: %s", path,
			       strerror(errno));
	if (!S_ISREG(st.st_mode))
		return am_fail(err, AM_ECONFIG, "%s is not a file", path);
	rc = trust(real, &st, err);
	while (rc == AM_OK && real[1] != '\0') {
		char *slash = strrchr(real, '/');

		slash[slash == real ? 1 : 0] = '\0';
		if (stat(real, &st) != 0)
			return am_fail(err, AM_ECONFIG, "%s: %s", real,
				       strerror(errno));
		rc = trust(real, &st, err);
	}
	return rc;
}
