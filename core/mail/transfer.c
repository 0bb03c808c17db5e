/* SPDX-License-Identifier: MIT */
#include "transfer.h"

#include <stdint.h>
#include <string.h>

#include "charset.h"

#define GUESS_BYTES_MIN  40 /* of base64 */
#define GUESS_CHARS_MIN  2  /* of quoted-printable; see is_surely_qp() */
#define GUESS_BREAKS_MIN 2
#define LONG_LINE_MIN    60 /* bytes before a soft break that is one */
#define SHORT_TEXT_MAX   60 /* bytes; so much may be a word by chance */

enum am_encoding
am_encoding_of(struct am_slice value)
{
	while (value.len > 0 && strchr(" \"'", value.ptr[0]) != NULL)
		value = am_slice_from(value, 1);
	if (am_slice_istarts(value, "base64"))
		return AM_ENC_BASE64;
	if (am_slice_istarts(value, "quoted"))
		return AM_ENC_QP;
	return AM_ENC_NONE;
}

int
am_escaped_byte(struct am_slice s, size_t i)
{
	int high;
	int low;

	if (i + 2 >= s.len)
		return -1;
	high = am_hex_value(s.ptr[i + 1]);
	low = am_hex_value(s.ptr[i + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* What the '=' at `i` begins: the length of a soft line break, or 0. */
static size_t
soft_break(struct am_slice s, size_t i)
{
	size_t k = i + 1;

	while (k < s.len && (s.ptr[k] == ' ' || s.ptr[k] == '\t'))
		k++;
	if (k == s.len)
		return k - i;
	if (s.ptr[k] != '\r' && s.ptr[k] != '\n')
		return 0;
	while (k < s.len && s.ptr[k] == '\r')
		k++;
	if (k < s.len && s.ptr[k] == '\n')
		k++;
	return k - i;
}

static struct am_slice
decode_qp(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);
	size_t n = 0;
	size_t i = 0;

	while (i < s.len) {
		struct am_slice rest = am_slice_from(s, i);
		size_t plain = am_slice_chr(rest, '=');
		size_t gap;
		int byte;

		memcpy(out + n, rest.ptr, plain);
		n += plain;
		i += plain;
		if (i == s.len)
			break;
		byte = am_escaped_byte(s, i);
		gap = byte < 0 ? soft_break(s, i) : 3;
		if (byte >= 0)
			out[n++] = (char)byte;
		else if (gap == 0)
			out[n++] = '=';
		i += gap > 0 ? gap : 1;
	}
	return am_slice_range(out, out + n);
}

/* 0 to 63, or -1 */
static int
base64_value(char c)
{
	static const signed char values[128] = {
		-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
		-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
		-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 62, -1, -1, -1, 63,
		52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -1, -1, -1,
		-1, 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14,
		15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, -1,
		-1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
		41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, -1, -1, -1, -1, -1
	};

	return (unsigned char)c < 128 ? values[(unsigned char)c] : -1;
}

struct base64 {
	char *out;
	size_t n;
	uint32_t bits;
	int count; /* of letters in `bits`, 0 to 3 */
	bool was_padded;
};

/* The letters that make no whole group, at an '=' or at the end. */
static void
end_group(struct base64 *b)
{
	if (b->count >= 2)
		b->out[b->n++] = (char)(b->bits >> (b->count == 2 ? 4 : 10));
	if (b->count == 3)
		b->out[b->n++] = (char)(b->bits >> 2);
	b->count = 0;
	b->bits = 0;
}

static void
put_letter(struct base64 *b, uint32_t value)
{
	b->bits = b->bits << 6 | value;
	if (++b->count < 4)
		return;
	b->out[b->n++] = (char)(b->bits >> 16);
	b->out[b->n++] = (char)(b->bits >> 8);
	b->out[b->n++] = (char)b->bits;
	b->count = 0;
	b->bits = 0;
}

static void
put_line(struct base64 *b, struct am_slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		int value = base64_value(line.ptr[i]);

		if (value >= 0) {
			put_letter(b, (uint32_t)value);
		} else if (line.ptr[i] == '=') {
			end_group(b);
			b->was_padded = true;
		}
	}
}

struct shape {
	size_t letters; /* of the alphabet, and '=' */
	size_t others;  /* but no blanks */
	bool is_words;  /* blanks between what are no groups of four */
};

static struct shape
shape_of(struct am_slice line)
{
	struct shape shape = { 0 };
	size_t group = 0;
	bool is_odd = false;
	bool has_blank = false;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];

		if (am_is_space(c)) {
			has_blank = true;
			is_odd = is_odd || group % 4 != 0;
			group = 0;
			continue;
		}
		group++;
		if (c == '=' || base64_value(c) >= 0)
			shape.letters++;
		else
			shape.others++;
	}
	shape.is_words =
		has_blank && (is_odd || group % 4 != 0 || shape.others > 0);
	return shape;
}

/* Behind padding only what is surely base64 goes on. */
static bool
is_more(const struct shape *shape, struct am_slice line)
{
	return shape->others == 0 && !shape->is_words &&
	       shape->letters % 4 == 0 &&
	       (shape->letters >= 16 || am_slice_ends(line, "="));
}

static struct am_slice
take_line(struct am_slice *rest)
{
	struct am_slice line = *rest;
	size_t n = 0;

	while (n < line.len && line.ptr[n] != '\n' && line.ptr[n] != '\r')
		n++;
	*rest = am_slice_from(line, n + 1);
	return am_slice_trim(am_slice_head(line, n));
}

static bool
is_text(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' && !am_is_space(s.ptr[i]))
			return false;
	return am_utf8_valid(s);
}

/* Words follow: were those before them, one to a line ("Hello"), no base64
 * either? */
static bool
was_plain(const struct base64 *b)
{
	return !b->was_padded && b->n < SHORT_TEXT_MAX &&
	       (b->count > 0 ||
		!is_text(am_slice_range(b->out, b->out + b->n)));
}

static struct am_slice
decode_base64(struct am_arena *arena, struct am_slice body)
{
	struct base64 b = { .out = am_arena_alloc(arena, body.len + 4) };
	struct am_slice rest = body;
	bool is_first = true;

	while (rest.len > 0) {
		struct am_slice line = take_line(&rest);
		struct shape shape = shape_of(line);

		if (shape.letters + shape.others == 0)
			continue;
		if (shape.is_words && (is_first || was_plain(&b)))
			return body;
		if (shape.is_words || (b.was_padded && !is_more(&shape, line)))
			break;
		if (shape.others > shape.letters)
			continue;
		b.was_padded = false;
		is_first = false;
		put_line(&b, line);
	}
	end_group(&b);
	return am_slice_range(b.out, b.out + b.n);
}

struct am_slice
am_transfer_decode(struct am_arena *arena, enum am_encoding encoding,
		   struct am_slice body)
{
	if (encoding == AM_ENC_QP)
		return decode_qp(arena, body);
	if (encoding == AM_ENC_BASE64)
		return decode_base64(arena, body);
	return body;
}

/* Encoders escape no letter and no digit, but the F of a line's "From", and a
 * text has hardly any control characters. */
static bool
is_escaped_by_need(unsigned char c)
{
	if (c < ' ')
		return c == '\t' || c == '\n' || c == '\r';
	return c == 'F' ||
	       (c != 127 && !am_is_alpha((char)c) && !am_is_digit((char)c));
}

/* The bytes that "=C3=A4..." stands for at `i`, when they are one character of
 * UTF-8 beyond ASCII; else 0. */
static size_t
escaped_char(struct am_slice s, size_t i)
{
	char bytes[4];
	unsigned int codepoint;
	size_t n = 0;

	while (n < sizeof(bytes) && i < s.len && s.ptr[i] == '=' &&
	       am_escaped_byte(s, i) >= 0x80) {
		bytes[n++] = (char)am_escaped_byte(s, i);
		i += 3;
	}
	n = n > 0 ? am_utf8_next((struct am_slice){ bytes, n }, &codepoint) : 0;
	return n > 1 ? n : 0;
}

/* A break joins what stands before and behind it. */
static bool
is_long_break(struct am_slice s, size_t i, size_t end)
{
	size_t from = i > LONG_LINE_MIN ? i - LONG_LINE_MIN : 0;
	struct am_slice before = am_slice_range(s.ptr + from, s.ptr + i);

	return before.len == LONG_LINE_MIN && end < s.len &&
	       am_slice_chr(before, '\n') == before.len &&
	       !am_is_space(s.ptr[end]);
}

/* All is ASCII, every equals sign encodes something that needs it, and there
 * are characters of UTF-8 or soft breaks of long lines among that: "?id=99",
 * "a=BC" and a line "total=" are part of links, of code, of a form. */
static bool
is_surely_qp(struct am_slice s)
{
	size_t chars = 0;
	size_t escapes = 0;
	size_t breaks = 0;

	for (size_t i = am_slice_chr(s, '='); i < s.len;
	     i += am_slice_chr(am_slice_from(s, i), '=')) {
		int byte = am_escaped_byte(s, i);
		size_t gap = byte < 0 ? soft_break(s, i) : 3;
		size_t n = byte >= 0x80 ? escaped_char(s, i) : 0;

		if (gap == 0 || (byte >= 0x80 && n == 0) ||
		    (byte >= 0 && !is_escaped_by_need((unsigned char)byte)))
			return false;
		escapes += byte >= 0;
		chars += n > 0;
		breaks += byte < 0 && is_long_break(s, i, i + gap);
		i += n > 0 ? 3 * n : gap;
	}
	return escapes > 0 && am_charset_is_ascii(s) &&
	       (chars >= GUESS_CHARS_MIN || breaks >= GUESS_BREAKS_MIN);
}

static bool
is_words(struct am_slice s)
{
	return is_text(s) && am_slice_chr(s, ' ') < s.len;
}

static bool
is_surely_base64(struct am_arena *arena, struct am_slice s)
{
	size_t letters = 0;

	s = am_slice_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '\n' || c == '\r')
			continue;
		if (c == '=' ? i + 2 < s.len : base64_value(c) < 0)
			return false;
		letters++;
	}
	return letters >= GUESS_BYTES_MIN && letters % 4 == 0 &&
	       is_words(decode_base64(arena, s));
}

enum am_encoding
am_transfer_guess(struct am_arena *arena, struct am_slice body)
{
	if (is_surely_qp(body))
		return AM_ENC_QP;
	return is_surely_base64(arena, body) ? AM_ENC_BASE64 : AM_ENC_NONE;
}
