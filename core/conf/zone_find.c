/* SPDX-License-Identifier: MIT
 *
 * From the name of a zone to its file; and what somebody meant who wrote a name
 * that there is not. */
#include "zone.h"

#include <unistd.h>

#include "amends/conf.h"
#include "amends/file.h"
#include "amends/image.h"

#define NAMES_FILE_MAX_BYTES (1U << 20)
#define NAMES_MAX            4000

static const char *const folders[] = { "/usr/share/zoneinfo",
				       "/usr/lib/zoneinfo",
				       "/usr/share/lib/zoneinfo",
				       "/etc/zoneinfo" };
#define FOLDERS (sizeof(folders) / sizeof(*folders))

/* Letters, digits and a few signs; no way out of the folder. */
static bool
is_name(struct am_slice name)
{
	char last = '/';

	if (name.len > ZONE_NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (c == '/' ? last == '/'
			     : !am_is_alpha(c) && !am_is_digit(c) && c != '_' &&
				       c != '-' && c != '+')
			return false;
		last = c;
	}
	return last != '/';
}

/* The folder that holds the zones of this system; the first when none does. */
static const char *
folder_here(void)
{
	for (size_t i = 0; i < FOLDERS; i++)
		if (access(folders[i], X_OK) == 0)
			return folders[i];
	return folders[0];
}

/* The nth word of a line, from 0. */
static struct am_slice
word_of(struct am_slice line, size_t n)
{
	struct am_slice word;

	do {
		word = am_slice_head(line, am_slice_chr(line, ' '));
		line = am_slice_from(line, word.len + 1);
	} while (n-- > 0);
	return word;
}

/* Every name of tzdata.zi: "Z NAME ..." and "L TARGET NAME". */
static size_t
list_names(struct am_slice file, struct am_arena *arena, const char **names)
{
	struct am_slice line;
	size_t count = 0;

	while (count < NAMES_MAX && am_slice_next_line(&file, &line)) {
		struct am_slice name = { NULL, 0 };

		if (am_slice_starts(line, "Z "))
			name = word_of(line, 1);
		else if (am_slice_starts(line, "L "))
			name = word_of(line, 2);
		if (name.len > 0)
			names[count++] = am_arena_str(arena, name);
	}
	return count;
}

/* "London" and "london" mean Europe/London. */
static bool
is_city(const char *name, struct am_slice city)
{
	struct am_slice end = am_slice_of(name);

	for (size_t i = end.len; i > 0; i--)
		if (end.ptr[i - 1] == '/')
			return am_slice_ieq(am_slice_from(end, i), city);
	return am_slice_ieq(end, city);
}

static const char *
find_meant(const char *folder, struct am_slice name, struct am_arena *arena)
{
	const char **names = am_arena_array(arena, NAMES_MAX, sizeof(*names));
	struct am_buf file = { 0 };
	const char *meant = NULL;
	struct am_path path;
	struct am_err err;
	size_t count = 0;

	if (am_path_format(&path, &err, "%s/tzdata.zi", folder) == AM_OK &&
	    am_read_file(path.text, NAMES_FILE_MAX_BYTES, &file, &err) == AM_OK)
		count = list_names(am_buf_slice(&file), arena, names);
	am_buf_free(&file);
	for (size_t i = 0; i < count && meant == NULL; i++)
		if (is_city(names[i], name))
			meant = names[i];
	return meant != NULL ? meant : am_nearest(name, names, count);
}

static enum am_code
fail_unknown(const char *folder, struct am_slice name, struct am_arena *arena,
	     struct am_err *err)
{
	const char *meant = find_meant(folder, name, arena);

	if (access(folder, X_OK) != 0)
		return am_fail(err, AM_ECONFIG,
			       "there are no time zones in %s: install tzdata",
			       folder);
	return am_fail(err, AM_ECONFIG, "there is no time zone \"%.*s\"%s%s%s",
		       AM_SLICE_ARG(name),
		       meant ? ": did you mean \"" : " like \"Europe/London\"",
		       meant ? meant : "", meant ? "\"?" : "");
}

enum am_code
zone_find(struct am_slice name, struct am_arena *arena, struct am_buf *sources,
	  struct zone *out, struct am_err *err)
{
	const char *folder = folder_here();
	struct am_buf file = { 0 };
	struct am_path path;
	enum am_code rc;

	if (am_slice_eqs(name, "UTC")) {
		*out = (struct zone){ .name = AM_SLICE_LIT("UTC") };
		return AM_OK;
	}
	if (!is_name(name))
		return fail_unknown(folder, name, arena, err);
	rc = am_path_format(&path, err, "%s/%.*s", folder, AM_SLICE_ARG(name));
	if (rc != AM_OK)
		return rc;
	am_image_sources_add(sources, path.text);
	if (access(path.text, F_OK) != 0)
		return fail_unknown(folder, name, arena, err);
	if (am_read_file(path.text, ZONE_FILE_MAX_BYTES, &file, err) == AM_OK)
		rc = zone_parse(am_buf_slice(&file), arena, out, err);
	else
		rc = err->code;
	am_buf_free(&file);
	if (rc != AM_OK) {
		am_context(err, "%s", path.text);
		return err->code = AM_ECONFIG;
	}
	out->name = am_arena_dup(arena, name);
	return AM_OK;
}
