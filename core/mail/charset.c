/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include <stdint.h>

#define REPLACEMENT 0xFFFDU

enum charset {
	CS_UTF8,
	CS_WINDOWS_1252,
	CS_LATIN9,
	CS_UTF16,
	CS_UTF16_LE,
	CS_UTF16_BE,
	CS_OTHER,
};

/* Mail that says ISO-8859-1 or US-ASCII means windows-1252 or more. */
static const struct {
	const char *name;
	enum charset charset;
} aliases[] = {
	{ "utf-8", CS_UTF8 },
	{ "utf8", CS_UTF8 },
	{ "utf-8-sig", CS_UTF8 },
	{ "unicode-1-1-utf-8", CS_UTF8 },
	{ "", CS_WINDOWS_1252 },
	{ "us-ascii", CS_WINDOWS_1252 },
	{ "ascii", CS_WINDOWS_1252 },
	{ "ansi_x3.4-1968", CS_WINDOWS_1252 },
	{ "iso-8859-1", CS_WINDOWS_1252 },
	{ "iso8859-1", CS_WINDOWS_1252 },
	{ "iso_8859-1", CS_WINDOWS_1252 },
	{ "latin1", CS_WINDOWS_1252 },
	{ "latin-1", CS_WINDOWS_1252 },
	{ "windows-1252", CS_WINDOWS_1252 },
	{ "windows1252", CS_WINDOWS_1252 },
	{ "cp1252", CS_WINDOWS_1252 },
	{ "cp-1252", CS_WINDOWS_1252 },
	{ "x-unknown", CS_WINDOWS_1252 },
	{ "unknown-8bit", CS_WINDOWS_1252 },
	{ "unknown", CS_WINDOWS_1252 },
	{ "default", CS_WINDOWS_1252 },
	{ "x-user-defined", CS_WINDOWS_1252 },
	{ "iso-8859-15", CS_LATIN9 },
	{ "iso8859-15", CS_LATIN9 },
	{ "iso_8859-15", CS_LATIN9 },
	{ "latin9", CS_LATIN9 },
	{ "latin-9", CS_LATIN9 },
	{ "utf-16", CS_UTF16 },
	{ "utf16", CS_UTF16 },
	{ "unicode", CS_UTF16 },
	{ "utf-16le", CS_UTF16_LE },
	{ "utf-16be", CS_UTF16_BE },
};

/* 0x80 to 0x9F; what is not assigned is no character. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
	0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

/* Without the quotes and signs that broken mailers leave round the name, and
 * without the language of RFC 2231 ("utf-8*en"). */
static struct am_slice
clean_name(struct am_slice name)
{
	while (name.len > 0 && strchr("'\"= ", name.ptr[0]) != NULL)
		name = am_slice_from(name, 1);
	name = am_slice_head(name, am_slice_chr(name, '*'));
	while (name.len > 0 && strchr("'\"=; ", name.ptr[name.len - 1]) != NULL)
		name.len--;
	return name;
}

static enum charset
charset_of(struct am_slice name)
{
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (am_slice_ieqs(name, aliases[i].name))
			return aliases[i].charset;
	return CS_OTHER;
}

static bool
is_ascii(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

static unsigned int
latin9(unsigned char c)
{
	switch (c) {
	case 0xA4:
		return 0x20AC;
	case 0xA6:
		return 0x0160;
	case 0xA8:
		return 0x0161;
	case 0xB4:
		return 0x017D;
	case 0xB8:
		return 0x017E;
	case 0xBC:
		return 0x0152;
	case 0xBD:
		return 0x0153;
	case 0xBE:
		return 0x0178;
	default:
		return c;
	}
}

/* One byte, one character. */
static struct am_slice
decode_single(struct am_arena *arena, enum charset charset,
	      struct am_slice bytes)
{
	char *out = am_arena_array(arena, bytes.len + 1, 3);
	size_t n = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];
		unsigned int codepoint = c;

		if (c == '\0')
			continue;
		if (charset == CS_LATIN9)
			codepoint = latin9(c);
		else if (c >= 0x80 && c < 0xA0)
			codepoint = windows_1252[c - 0x80];
		n += am_utf8_put(codepoint, out + n);
	}
	return am_slice_range(out, out + n);
}

/* UTF-8 with U+FFFD for each bad byte, without NUL. */
static struct am_slice
repair_utf8(struct am_arena *arena, struct am_slice bytes)
{
	char *out = am_arena_array(arena, bytes.len + 1, 3);
	size_t n = 0;

	while (bytes.len > 0) {
		unsigned int codepoint;

		bytes = am_slice_from(bytes, am_utf8_next(bytes, &codepoint));
		if (codepoint != 0)
			n += am_utf8_put(codepoint, out + n);
	}
	return am_slice_range(out, out + n);
}

/* Mostly UTF-8 with a few bad bytes (cut in the middle, say) stays UTF-8; with
 * many it was something else. */
static bool
is_nearly_utf8(struct am_slice bytes)
{
	size_t good = 0;
	size_t bad = 0;

	while (bytes.len > 0) {
		unsigned int codepoint;
		size_t n = am_utf8_next(bytes, &codepoint);

		if (n == 1 && codepoint == REPLACEMENT)
			bad++;
		else if (n > 1)
			good++;
		bytes = am_slice_from(bytes, n);
	}
	return good > 0 && good >= 2 * bad;
}

static unsigned int
unit_at(struct am_slice bytes, size_t i, bool is_le)
{
	unsigned int a = (unsigned char)bytes.ptr[i];
	unsigned int b = (unsigned char)bytes.ptr[i + 1];

	return is_le ? b << 8 | a : a << 8 | b;
}

/* Without a mark, the half that holds the zeros of ASCII text is the high one;
 * big-endian when that says nothing (RFC 2781 section 4.3). */
static bool
is_little_endian(struct am_slice *bytes)
{
	size_t zeros[2] = { 0, 0 };

	if (am_slice_starts(*bytes, "\xff\xfe")) {
		*bytes = am_slice_from(*bytes, 2);
		return true;
	}
	if (am_slice_starts(*bytes, "\xfe\xff")) {
		*bytes = am_slice_from(*bytes, 2);
		return false;
	}
	for (size_t i = 0; i < bytes->len && i < 256; i++)
		zeros[i % 2] += bytes->ptr[i] == '\0';
	return zeros[1] > zeros[0];
}

/* The character at *i, of one unit or a pair; *i moves to its last unit. */
static unsigned int
utf16_at(struct am_slice bytes, size_t *i, bool is_le)
{
	unsigned int c = unit_at(bytes, *i, is_le);
	unsigned int low;

	if (c < 0xD800 || c >= 0xDC00 || *i + 3 >= bytes.len)
		return c;
	low = unit_at(bytes, *i + 2, is_le);
	if (low < 0xDC00 || low >= 0xE000)
		return c;
	*i += 2;
	return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

static struct am_slice
decode_utf16(struct am_arena *arena, enum charset charset,
	     struct am_slice bytes)
{
	char *out = am_arena_array(arena, bytes.len / 2 + 1, 4);
	size_t n = 0;
	bool is_le = charset == CS_UTF16 ? is_little_endian(&bytes)
					 : charset == CS_UTF16_LE;

	for (size_t i = 0; i + 1 < bytes.len; i += 2) {
		unsigned int c = utf16_at(bytes, &i, is_le);

		if (c != 0 && c != 0xFEFF)
			n += am_utf8_put(c, out + n);
	}
	return am_slice_range(out, out + n);
}

/* Charsets that spell other letters with ASCII bytes. */
static bool
is_seven_bit_code(struct am_slice name, struct am_slice bytes)
{
	if (am_slice_istarts(name, "iso-2022") ||
	    am_slice_istarts(name, "_iso-2022"))
		return am_slice_chr(bytes, 27) < bytes.len;
	if (am_slice_istarts(name, "hz"))
		return am_slice_chr(bytes, '~') < bytes.len;
	if (am_slice_iends(name, "utf-7"))
		return am_slice_chr(bytes, '+') < bytes.len;
	return false;
}

static void
note_other(struct am_notes *notes, struct am_slice name)
{
	char text[128];

	if (notes == NULL)
		return;
	name = am_slice_head(name, 40);
	(void)snprintf(text, sizeof(text), "charset %.*s read as windows-1252",
		       AM_SLICE_ARG(name));
	for (char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || (unsigned char)*p > '~')
			*p = '?';
	am_notes_add(notes, am_slice_of(text));
}

struct am_slice
am_charset_decode(struct am_arena *arena, struct am_slice name,
		  struct am_slice bytes, struct am_notes *notes)
{
	enum charset charset;
	bool is_plain = is_ascii(bytes);

	name = clean_name(name);
	charset = charset_of(name);
	if (charset == CS_UTF16 || charset == CS_UTF16_LE ||
	    charset == CS_UTF16_BE) {
		/* A wrong label on plain ASCII is common. */
		if (!is_plain || am_slice_chr(bytes, '\0') < bytes.len)
			return decode_utf16(arena, charset, bytes);
		return bytes;
	}
	if (am_slice_starts(bytes, "\xef\xbb\xbf"))
		bytes = am_slice_from(bytes, 3);
	if (charset == CS_OTHER &&
	    (is_plain ? is_seven_bit_code(name, bytes) : !am_utf8_valid(bytes)))
		note_other(notes, name);
	if (is_plain || am_utf8_valid(bytes))
		return am_slice_chr(bytes, '\0') < bytes.len
			       ? repair_utf8(arena, bytes)
			       : bytes;
	if (charset == CS_UTF8 && is_nearly_utf8(bytes))
		return repair_utf8(arena, bytes);
	return decode_single(arena, charset, bytes);
}
