/* SPDX-License-Identifier: MIT */
#include "paths.h"

#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "amends/hash.h"

/* An environment variable that holds an absolute path, or NULL. */
static const char *
absolute_env(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] == '/' ? value : NULL;
}

static const char *
home_of_user(void)
{
	const char *home = absolute_env("HOME");
	const struct passwd *pw;

	if (home != NULL)
		return home;
	pw = getpwuid(geteuid());
	return pw != NULL && pw->pw_dir[0] == '/' ? pw->pw_dir : NULL;
}

/* $VARIABLE/amends, or HOME/fallback/amends. */
static enum am_code
user_folder(const char *variable, const char *fallback, struct am_path *out,
	    struct am_err *err)
{
	const char *base = absolute_env(variable);

	if (base != NULL)
		return am_path_format(out, err, "%s/amends", base);
	base = home_of_user();
	if (base == NULL)
		return am_fail(err, AM_EIO, "no home folder: set HOME or %s",
			       variable);
	return am_path_format(out, err, "%s/%s/amends", base, fallback);
}

enum am_code
am_state_find(const struct am_conf *conf, struct am_state *out,
	      struct am_err *err)
{
	struct am_state found;
	enum am_code rc;
	char *slash;

	if (conf->journal.len == 0) {
		rc = user_folder("XDG_STATE_HOME", ".local/state", &found.dir,
				 err);
		if (rc == AM_OK)
			rc = am_path_format(&found.journal, err,
					    "%s/journal.db", found.dir.text);
	} else {
		rc = am_path_format(&found.journal, err, "%.*s",
				    AM_SLICE_ARG(conf->journal));
		found.dir = found.journal;
		slash = strrchr(found.dir.text, '/');
		if (slash != NULL)
			slash[slash == found.dir.text ? 1 : 0] = '\0';
	}
	if (rc == AM_OK)
		*out = found;
	return rc;
}

enum am_code
am_image_path(const char *config, struct am_path *out, struct am_err *err)
{
	const char *xdg = absolute_env("XDG_CONFIG_HOME");
	const char *home = NULL; /* when the cache lies elsewhere */
	struct am_path dir;
	char here[PATH_MAX] = "";
	enum am_code rc;
	uint32_t tag;

	if (config == NULL && geteuid() == getuid())
		config = getenv("AMENDS_CONFIG");
	if (absolute_env("XDG_CACHE_HOME") == NULL && geteuid() == 0 &&
	    absolute_env("HOME") == NULL)
		rc = am_path_format(&dir, err, "/var/cache/amends");
	else
		rc = user_folder("XDG_CACHE_HOME", ".cache", &dir, err);
	if (rc != AM_OK)
		return rc;
	if (absolute_env("XDG_CACHE_HOME") != NULL && xdg == NULL)
		home = home_of_user();
	if (config == NULL && xdg == NULL && home == NULL)
		return am_path_format(out, err, "%s/image", dir.text);
	if (config != NULL && config[0] != '/' &&
	    getcwd(here, sizeof(here)) == NULL)
		return am_fail(err, AM_EIO, "this folder is not there");
	/* What finds other files finds another image: one that was made of them
	 * is fresh for as long as they stay as they are. */
	tag = am_crc32c(0, am_slice_of(here));
	tag = am_crc32c(tag, am_slice_of(config != NULL ? config : ""));
	tag = am_crc32c(tag, am_slice_of(xdg != NULL ? xdg : ""));
	tag = am_crc32c(tag, am_slice_of(home != NULL ? home : ""));
	return am_path_format(out, err, "%s/image-%08x", dir.text, tag);
}
