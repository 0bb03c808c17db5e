/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "doctor.h"

#define DEPTH_MAX 4

void
am_doctor_say(struct am_doctor *doctor, enum am_finding finding,
	      const char *advice, const char *fmt, ...)
{
	static const char *const words[] = { "ok  ", "warn", "fail" };
	va_list args;

	doctor->warned += finding == AM_WARN;
	doctor->bad += finding == AM_BAD;
	printf("%s  ", words[finding]);
	va_start(args, fmt);
	(void)vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	if (advice != NULL)
		printf("      %s\n", advice);
}

/* Debian gives each user a group of the same number: its members are the user
 * alone, so that group may write. */
static bool
others_can_write(const struct stat *st)
{
	if ((st->st_mode & S_IWOTH) != 0)
		return true;
	return (st->st_mode & S_IWGRP) != 0 && st->st_gid != 0 &&
	       st->st_gid != getegid();
}

bool
am_doctor_path(struct am_doctor *doctor, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return true;
	if (others_can_write(&st)) {
		am_doctor_say(doctor, AM_BAD,
			      "chmod go-w it: what is read from there decides "
			      "about mail",
			      "others can write %s (mode %03o)", path,
			      st.st_mode & 0777U);
		return false;
	}
	if (st.st_uid != 0 && st.st_uid != geteuid()) {
		am_doctor_say(
			doctor, AM_BAD,
			"chown it to root or to the user that runs amends",
			"%s belongs to another user (uid %u)", path, st.st_uid);
		return false;
	}
	return true;
}

static bool
look_into(struct am_doctor *doctor, const char *path, int depth)
{
	bool is_fine = am_doctor_path(doctor, path);
	struct dirent *entry;
	DIR *dir = depth < DEPTH_MAX ? opendir(path) : NULL;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct am_path inner;
		struct am_err err;

		if (entry->d_name[0] == '.' ||
		    am_path_format(&inner, &err, "%s/%s", path,
				   entry->d_name) != AM_OK)
			continue;
		if (!look_into(doctor, inner.text, depth + 1))
			is_fine = false;
	}
	if (dir != NULL)
		(void)closedir(dir);
	return is_fine;
}

bool
am_doctor_tree(struct am_doctor *doctor, const char *path)
{
	return look_into(doctor, path, 0);
}
