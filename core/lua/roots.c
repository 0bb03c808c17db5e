/* SPDX-License-Identifier: MIT */
#include "amends/compile.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/log.h"

static bool
is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return strncmp(path, folder, len) == 0 && path[len] == '/';
}

/* A path that does not fit is as good as not there. */
static void
set_path(struct am_path *out, const char *folder, const char *name)
{
	const char *slash = name[0] == '\0' ? "" : "/";
	struct am_err err;

	if (am_path_format(out, &err, "%s%s%s", folder, slash, name) != AM_OK) {
		am_log_error("%s", err.text);
		out->text[0] = '\0';
	}
}

static void
find_binary(struct am_path *out)
{
	ssize_t n =
		readlink("/proc/self/exe", out->text, sizeof(out->text) - 1);

	out->text[n > 0 ? n : 0] = '\0';
}

/* The folders are the build's: see lua.cmake. A binary that lies in its build
 * folder uses its sources; one that was installed below another prefix (cmake
 * --install --prefix) the data folder there, if there is one. */
static void
find_shipped_folders(struct am_roots *out)
{
	struct am_path *data = &out->folders[AM_SHIPPED];
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	set_path(data, AMENDS_DATA_DIR, "");
	set_path(&out->modules, AMENDS_MODULE_DIR, "");
	if (n <= 0)
		return;
	self[n] = '\0';
	if (is_below(self, AMENDS_BUILD_DIR)) {
		set_path(data, AMENDS_SOURCE_DIR, "");
		set_path(&out->modules, AMENDS_BUILD_DIR, "modules");
		return;
	}
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(self, '/');

		if (slash == NULL)
			return;
		*slash = '\0';
	}
	set_path(data, self, AMENDS_DATA_NAME);
	if (access(data->text, R_OK) != 0) {
		set_path(data, AMENDS_DATA_DIR, "");
		return;
	}
	set_path(&out->modules, self, AMENDS_MODULE_NAME);
}

/* Of a set-uid program the environment belongs to somebody else. */
static const char *
from_environment(const char *name)
{
	const char *value = secure_getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

static const char *
home_folder(void)
{
	const char *home = from_environment("HOME");
	const struct passwd *pw;

	if (home != NULL && home[0] == '/')
		return home;
	pw = getpwuid(geteuid());
	return pw != NULL ? pw->pw_dir : NULL;
}

static void
find_user_folder(struct am_path *out)
{
	const char *config = from_environment("XDG_CONFIG_HOME");
	const char *home;

	if (config != NULL && config[0] == '/') {
		set_path(out, config, "amends");
		return;
	}
	home = home_folder();
	if (home != NULL && home[0] == '/')
		set_path(out, home, ".config/amends");
}

/* Absolute, so that the image may be compared with it from any folder. */
static void
set_asked(struct am_path *out, const char *config)
{
	char here[PATH_MAX];

	if (config[0] == '/' || getcwd(here, sizeof(here)) == NULL) {
		set_path(out, config, "");
		return;
	}
	set_path(out, here, config);
}

void
am_roots_find(const char *config, struct am_roots *out)
{
	*out = (struct am_roots){ .is_config_asked = false };
	find_binary(&out->binary);
	find_shipped_folders(out);
	set_path(&out->folders[1], "/etc/amends", "");
	find_user_folder(&out->folders[2]);
	if (config == NULL)
		config = from_environment("AMENDS_CONFIG");
	if (config != NULL) {
		set_asked(&out->configs[0], config);
		out->is_config_asked = true;
		return;
	}
	if (out->folders[2].text[0] != '\0')
		set_path(&out->configs[0], out->folders[2].text, "amends.lua");
	set_path(&out->configs[1], out->folders[1].text, "amends.lua");
}

void
am_roots_modules(const struct am_roots *roots, struct am_path out[AM_ROOTS])
{
	out[AM_SHIPPED] = roots->modules;
	for (size_t i = AM_SHIPPED + 1; i < AM_ROOTS; i++) {
		out[i].text[0] = '\0';
		if (roots->folders[i].text[0] != '\0')
			set_path(&out[i], roots->folders[i].text, "modules");
	}
}

static bool
has_rules(const struct am_path *folder)
{
	struct am_path rules;

	set_path(&rules, folder->text, "rules");
	return folder->text[0] != '\0' && access(rules.text, F_OK) == 0;
}

enum am_code
am_roots_try(struct am_roots *roots, const char *folder, struct am_err *err)
{
	struct am_path path;
	struct stat st;
	size_t last = AM_ROOTS - 1;

	if (stat(folder, &st) != 0)
		return am_fail(err, AM_EIO, "%s: %s", folder, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return am_fail(err, AM_EIO, "%s: is no folder", folder);
	set_asked(&path, folder);
	roots->instead_of = last;
	if (!has_rules(&roots->folders[last]) &&
	    has_rules(&roots->folders[last - 1]))
		roots->instead_of = last - 1;
	if (has_rules(&path))
		roots->folders[roots->instead_of] = path;
	else
		roots->rules_instead = path;
	return AM_OK;
}
