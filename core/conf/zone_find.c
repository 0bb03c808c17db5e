/* SPDX-License-Identifier: MIT
 *
 * From the name of a zone to its file; and what somebody meant who wrote a name
 * that there is not. */
#include "zone.h"

#include <errno.h>

#include "amends/conf.h"
#include "amends/source.h"

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

/* A file below one of the folders, from the first that has it. False: none. */
static bool
read_below(struct am_sources *sources, const char *name, uint32_t max_bytes,
	   struct am_arena *arena, struct am_source_got *out,
	   struct am_slice *path)
{
	for (size_t i = 0; i < FOLDERS; i++) {
		struct am_slice at =
			am_arena_printf(arena, "%s/%s", folders[i], name);
		struct am_wish wish = { AM_SOURCE_FILE, at, max_bytes };

		am_sources_get(sources, &wish, arena, out);
		if (out->error == ENOENT || out->error == ENOTDIR)
			continue;
		*path = at;
		return true;
	}
	return false;
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
find_meant(struct am_slice file, struct am_slice name, struct am_arena *arena)
{
	const char **names = am_arena_array(arena, NAMES_MAX, sizeof(*names));
	size_t count = list_names(file, arena, names);

	for (size_t i = 0; i < count; i++)
		if (is_city(names[i], name))
			return names[i];
	return am_nearest(name, names, count);
}

static enum am_code
fail_unknown(struct am_sources *sources, struct am_slice name,
	     struct am_arena *arena, struct am_err *err)
{
	struct am_source_got all;
	struct am_slice path;
	const char *meant;

	if (!read_below(sources, "tzdata.zi", NAMES_FILE_MAX_BYTES, arena, &all,
			&path))
		return am_fail(err, AM_ECONFIG,
			       "there are no time zones in %s: install tzdata",
			       folders[0]);
	meant = find_meant(all.bytes, name, arena);
	return am_fail(err, AM_ECONFIG, "there is no time zone \"%.*s\"%s%s%s",
		       AM_SLICE_ARG(name),
		       meant ? ": did you mean \"" : " like \"Europe/London\"",
		       meant ? meant : "", meant ? "\"?" : "");
}

enum am_code
zone_find(struct am_slice name, struct am_arena *arena,
	  struct am_sources *sources, struct zone *out, struct am_err *err)
{
	struct am_source_got file;
	struct am_slice path;

	if (am_slice_eqs(name, "UTC")) {
		*out = (struct zone){ .name = AM_SLICE_LIT("UTC") };
		return AM_OK;
	}
	if (!is_name(name) ||
	    !read_below(sources, am_arena_str(arena, name), ZONE_FILE_MAX_BYTES,
			arena, &file, &path))
		return fail_unknown(sources, name, arena, err);
	if (!am_source_is_read(&file,
			       &(struct am_wish){ AM_SOURCE_FILE, path,
						  ZONE_FILE_MAX_BYTES },
			       err))
		return err->code;
	if (zone_parse(file.bytes, arena, out, err) != AM_OK) {
		am_context(err, "%.*s", AM_SLICE_ARG(path));
		return err->code = AM_ECONFIG;
	}
	out->name = am_arena_dup(arena, name);
	return AM_OK;
}
