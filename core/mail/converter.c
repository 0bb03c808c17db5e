/* SPDX-License-Identifier: MIT */
#include "converter.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "charset_names.h"

/* No charset of the list writes more UTF-8 for a byte than U+FFFD takes. */
#define GROWTH      3
#define FLUSH_BYTES 16
#define CODE_MAX    32
#define REPLACEMENT "\xEF\xBF\xBD"

struct am_converter {
	const char *name; /* of the list */
	bool has_table;
	bool has_windows;
	iconv_t windows; /* its relative; see charset_names.h */
	iconv_t cd;
};

const char *
am_converter_listed(struct am_slice name)
{
	const struct am_charset *row = am_charset_named(name);

	return row != NULL && row->iconv != NULL ? row->name : NULL;
}

const char *
am_converter_name(size_t nth)
{
	const struct am_charset *row;

	for (size_t i = 0; (row = am_charset_row(i)) != NULL; i++)
		if (row->iconv != NULL && nth-- == 0)
			return row->name;
	return NULL;
}

bool
am_converter_is_for(const struct am_converter *converter, const char *name)
{
	return converter != NULL && strcmp(converter->name, name) == 0;
}

bool
am_converter_has_table(const struct am_converter *converter)
{
	return converter->has_table;
}

static bool
open_first(struct am_slice names, iconv_t *cd)
{
	while (names.len > 0) {
		size_t n = am_slice_chr(names, ' ');
		char code[CODE_MAX] = "";

		if (n < sizeof(code)) {
			memcpy(code, names.ptr, n);
			*cd = iconv_open("UTF-8", code);
			if (*cd != (iconv_t)-1) // NOLINT
				return true;
		}
		names = am_slice_from(names, n + 1);
	}
	return false;
}

/* A first conversion, so that whatever is bound or got late is there. */
static void
warm(struct am_converter *converter)
{
	struct am_arena *arena = am_arena_new();
	size_t n_bad;

	(void)am_converter_run(converter, arena,
			       AM_SLICE_LIT("+AOk- \xB0\xA1\xC4\xE3\xFF\xFF"),
			       &n_bad);
	am_arena_free(arena);
}

struct am_converter *
am_converter_open(struct am_slice name)
{
	const struct am_charset *row = am_charset_named(name);
	struct am_converter *converter;

	if (row == NULL || row->iconv == NULL)
		return NULL;
	/* code from where the environment says would run before the seal */
	(void)unsetenv("GCONV_PATH");
	converter = am_calloc(1, sizeof(*converter));
	converter->name = row->name;
	converter->has_table =
		open_first(am_slice_of(row->iconv), &converter->cd);
	if (row->windows != NULL)
		converter->has_windows = open_first(
			am_slice_of(am_charset_named(am_slice_of(row->windows))
					    ->iconv),
			&converter->windows);
	if (converter->has_table)
		warm(converter);
	return converter;
}

void
am_converter_close(struct am_converter *converter)
{
	if (converter == NULL)
		return;
	if (converter->has_table)
		(void)iconv_close(converter->cd);
	if (converter->has_windows)
		(void)iconv_close(converter->windows);
	free(converter);
}

/* 0x80 to 0x9F are no text in ISO 8859: they are the quotation marks and dashes
 * of the Windows charset that the text is really in. */
static bool
has_c1(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80 &&
		    (unsigned char)s.ptr[i] < 0xA0)
			return true;
	return false;
}

/* An ASCII byte that the code has only in escapes (UTF-7) is meant as it is. */
static bool
put_bad(char byte, char **to, size_t *room, size_t *n_bad)
{
	bool is_ascii = (unsigned char)byte < 0x80;
	size_t n = is_ascii ? 1 : strlen(REPLACEMENT);

	if (*room < n)
		return false;
	memcpy(*to, is_ascii ? &byte : REPLACEMENT, n);
	*to += n;
	*room -= n;
	*n_bad += !is_ascii;
	return true;
}

struct am_slice
am_converter_run(struct am_converter *converter, struct am_arena *arena,
		 struct am_slice bytes, size_t *n_bad)
{
	size_t room = bytes.len * GROWTH + FLUSH_BYTES;
	char *out = am_arena_alloc(arena, room);
	char *to = out;
	char *from = am_slice_memory(bytes);
	size_t left = bytes.len;
	iconv_t cd = converter->has_windows && has_c1(bytes)
			     ? converter->windows
			     : converter->cd;

	*n_bad = 0;
	(void)iconv(cd, NULL, NULL, NULL, NULL);
	while (left > 0 && iconv(cd, &from, &left, &to, &room) == (size_t)-1) {
		bool is_cut = errno == EINVAL;

		if ((errno != EILSEQ && !is_cut) || left == 0)
			break;
		if (!put_bad(*from, &to, &room, n_bad) || is_cut)
			break;
		from++;
		left--;
	}
	(void)iconv(cd, NULL, NULL, &to, &room);
	return am_slice_range(out, to);
}
