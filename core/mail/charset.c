/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include <stdint.h>

#include "charset_bits.h"
#include "charset_names.h"
#include "converter.h"

#define REPLACEMENT 0xFFFDU
/* So many characters of UTF-8 to a byte that is none: it is UTF-8, whatever
 * was declared. */
#define UTF8_SHARE 9

/* 0x80 to 0x9F; what is not assigned is no character. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
	0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

bool
am_charset_is_ascii(struct am_slice s)
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
decode_single(struct am_arena *arena, enum am_charset_kind kind,
	      struct am_slice bytes)
{
	char *out = am_arena_array(arena, bytes.len + 1, 3);
	size_t n = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];
		unsigned int codepoint = c;

		if (c == '\0')
			continue;
		if (kind == AM_CS_LATIN9)
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

/* How much of `bytes` is UTF-8 beyond ASCII, in characters and in bytes that
 * are none. A character that the end cuts is neither. */
static void
count_utf8(struct am_slice bytes, size_t *good, size_t *bad)
{
	*good = 0;
	*bad = 0;
	while (bytes.len > 0) {
		unsigned int codepoint;
		size_t n = am_utf8_next(bytes, &codepoint);

		if (n == 1 && codepoint == REPLACEMENT)
			*bad += bytes.len > 3;
		else if (n > 1)
			(*good)++;
		bytes = am_slice_from(bytes, n);
	}
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
decode_utf16(struct am_arena *arena, enum am_charset_kind kind,
	     struct am_slice bytes)
{
	char *out = am_arena_array(arena, bytes.len / 2 + 1, 4);
	size_t n = 0;
	bool is_le = kind == AM_CS_UTF16 ? is_little_endian(&bytes)
					 : kind == AM_CS_UTF16_LE;

	for (size_t i = 0; i + 1 < bytes.len; i += 2) {
		unsigned int c = utf16_at(bytes, &i, is_le);

		if (c != 0 && c != 0xFEFF)
			n += am_utf8_put(c, out + n);
	}
	return am_slice_range(out, out + n);
}

/* One text, on its way. */
struct text {
	struct am_arena *arena;
	struct am_notes *notes; /* never NULL */
	const struct am_charset *charset;
	struct am_slice name; /* as declared */
	struct am_slice bytes;
	bool is_plain; /* ASCII */
};

static void
note(const struct text *t, const char *what)
{
	char text[128];
	struct am_slice name =
		t->name.len > 0 ? t->name : am_slice_of(t->charset->name);

	(void)snprintf(text, sizeof(text), "charset %.*s %s",
		       AM_SLICE_ARG(am_slice_head(name, 40)), what);
	for (char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || (unsigned char)*p > '~')
			*p = '?';
	am_notes_add(t->notes, am_slice_of(text));
}

static size_t
count_high(struct am_slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += (unsigned char)s.ptr[i] >= 0x80;
	return n;
}

/* Two characters of a Chinese name can be UTF-8 by chance; many cannot. The
 * letters of single-byte charsets never are. */
static bool
is_surely_utf8(const struct text *t)
{
	size_t least = t->charset->kind == AM_CS_SINGLE ? 1 : 3;
	size_t good;
	size_t bad;

	count_utf8(t->bytes, &good, &bad);
	return good >= least && good >= UTF8_SHARE * bad;
}

/* Valid UTF-8 without NUL, of what iconv gave. */
static struct am_slice
checked(struct am_arena *arena, struct am_slice s)
{
	return !am_utf8_valid(s) || am_slice_chr(s, '\0') < s.len
		       ? repair_utf8(arena, s)
		       : s;
}

/* With the converter, if it is the right one and the text is in the charset
 * that it claims. */
static bool
convert(const struct text *t, struct am_slice *out)
{
	const char *wanted = t->charset->converter;
	struct am_slice spelt;
	size_t n_bad;

	if (!am_converter_is_for(t->notes->converter, wanted)) {
		am_notes_want(t->notes, wanted,
			      t->is_plain ? t->bytes.len
					  : count_high(t->bytes));
		return false;
	}
	if (!am_converter_has_table(t->notes->converter)) {
		note(t, "has no table on this machine");
		return false;
	}
	spelt = am_charset_respell(t->arena, t->charset->kind, t->bytes);
	*out = am_converter_run(t->notes->converter, t->arena, spelt, &n_bad);
	if (n_bad > 1 && n_bad > count_high(spelt) / 4)
		return false;
	if (n_bad > 0 && am_utf8_valid(t->bytes) && !t->is_plain)
		return false;
	if (n_bad > 0)
		note(t, "does not fit all of the text");
	*out = checked(t->arena, *out);
	return true;
}

/* A charset that needs a converter. False when the text is none of its own, or
 * has to be read without. */
static bool
decode_foreign(struct text *t, struct am_slice *out)
{
	if (t->is_plain ? !am_charset_is_escaped(t->charset->kind, t->bytes)
			: is_surely_utf8(t))
		return false;
	if (convert(t, out))
		return true;
	if (t->is_plain || !am_utf8_valid(t->bytes))
		note(t, "read as windows-1252");
	return false;
}

/* Bytes that no declaration helps with, and that are not UTF-8. */
static struct am_slice
decode_eight_bit(const struct text *t)
{
	enum am_charset_kind kind = t->charset->kind;
	bool is_open = kind == AM_CS_UTF8 || kind == AM_CS_UNDECLARED;
	size_t good;
	size_t bad;

	count_utf8(t->bytes, &good, &bad);
	/* mostly UTF-8 (cut in the middle, say) stays that */
	if (good > 0 && good >= (is_open ? 2 : UTF8_SHARE) * bad) {
		if (bad > 0)
			note(t, "does not fit all of the text");
		return repair_utf8(t->arena, t->bytes);
	}
	if (kind == AM_CS_UTF8 || kind == AM_CS_UNKNOWN)
		note(t, "read as windows-1252");
	return decode_single(t->arena, kind, t->bytes);
}

static bool
is_utf16(const struct text *t)
{
	enum am_charset_kind kind = t->charset->kind;

	/* a wrong label on ASCII and UTF-8 is common */
	return (kind == AM_CS_UTF16 || kind == AM_CS_UTF16_LE ||
		kind == AM_CS_UTF16_BE) &&
	       (!am_utf8_valid(t->bytes) ||
		am_slice_chr(t->bytes, '\0') < t->bytes.len);
}

static bool
has_utf16_mark(const struct text *t)
{
	return t->charset->kind <= AM_CS_UNDECLARED &&
	       (am_slice_starts(t->bytes, "\xff\xfe") ||
		am_slice_starts(t->bytes, "\xfe\xff")) &&
	       am_slice_chr(t->bytes, '\0') < t->bytes.len;
}

static void
use_mails_own(struct text *t)
{
	const struct am_charset *own = am_charset_find(t->notes->charset);

	if (own->kind == AM_CS_WINDOWS_1252 || own->kind == AM_CS_LATIN9 ||
	    am_charset_is_foreign(own))
		t->charset = own;
}

/* What the declaration comes to, once the bytes were looked at. */
static void
choose_charset(struct text *t)
{
	t->charset = am_charset_find(t->name);
	if (am_charset_is_iso_2022_jp(t->bytes))
		t->charset = am_charset_named(AM_SLICE_LIT("iso-2022-jp"));
	else if (t->charset->kind == AM_CS_UNDECLARED && !t->is_plain)
		use_mails_own(t);
}

struct am_slice
am_charset_decode(struct am_arena *arena, struct am_slice name,
		  struct am_slice bytes, struct am_notes *notes)
{
	struct am_notes none = { 0 };
	struct am_slice out;
	struct text t = {
		.arena = arena,
		.notes = notes != NULL ? notes : &none,
		.name = am_charset_clean_name(name),
		.bytes = bytes,
		.is_plain = am_charset_is_ascii(bytes),
	};

	choose_charset(&t);
	if (is_utf16(&t))
		return decode_utf16(arena, t.charset->kind, bytes);
	if (has_utf16_mark(&t))
		return decode_utf16(arena, AM_CS_UTF16, bytes);
	if (am_slice_starts(bytes, "\xef\xbb\xbf"))
		t.bytes = am_slice_from(bytes, 3);
	if (am_charset_is_foreign(t.charset) && decode_foreign(&t, &out))
		return out;
	if (t.is_plain || am_utf8_valid(t.bytes))
		return am_slice_chr(t.bytes, '\0') < t.bytes.len
			       ? repair_utf8(arena, t.bytes)
			       : t.bytes;
	return decode_eight_bit(&t);
}
