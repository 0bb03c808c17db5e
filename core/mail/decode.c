/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include <libetpan/libetpan.h>

#include "charset.h"
#include "words.h"

#define UU_LINE_MIN 60 /* 'M' and 60 characters */

static bool
is_hex(char c)
{
	return am_is_digit(c) || (am_lower(c) >= 'a' && am_lower(c) <= 'f');
}

/* What the '=' at `i` begins: the length of a soft line break, or 0. */
static size_t
soft_break(struct am_slice s, size_t i)
{
	size_t k = i + 1;

	while (k < s.len &&
	       (s.ptr[k] == ' ' || s.ptr[k] == '\t' || s.ptr[k] == '\r'))
		k++;
	if (k == s.len)
		return k - i;
	return s.ptr[k] == '\n' ? k + 1 - i : 0;
}

/* Quoted-printable that libetpan reads without loss: it takes two characters
 * for every '=', whatever they are, and reads past the end. */
static struct am_slice
repair_qp(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len * 3 + AM_SLACK_BYTES);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		size_t gap;

		if (s.ptr[i] != '=' || (i + 2 < s.len && is_hex(s.ptr[i + 1]) &&
					is_hex(s.ptr[i + 2]))) {
			out[n++] = s.ptr[i];
		} else if ((gap = soft_break(s, i)) > 0) {
			i += gap - 1;
		} else {
			out[n++] = '=';
			out[n++] = '3';
			out[n++] = 'D';
		}
	}
	return am_slice_range(out, out + n);
}

static struct am_slice
decode_qp(struct am_arena *arena, struct am_slice body)
{
	struct am_slice padded = repair_qp(arena, body);
	struct am_slice out = { 0 };
	char *bytes = NULL;
	size_t len = 0;
	size_t index = 0;

	if (mailmime_quoted_printable_body_parse(padded.ptr, padded.len, &index,
						 &bytes, &len,
						 0) != MAILIMF_NO_ERROR)
		return out;
	out = am_arena_dup(arena, am_slice_range(bytes, bytes + len));
	mailmime_decoded_part_free(bytes);
	return out;
}

static struct am_slice
decode_base64(struct am_arena *arena, struct am_slice body)
{
	struct am_buf buf = { 0 };
	struct am_slice out;

	am_base64_decode(body, &buf);
	out = am_arena_dup(arena, am_buf_slice(&buf));
	am_buf_free(&buf);
	return out;
}

static struct am_slice
limited(struct am_slice s, size_t max, struct am_notes *notes)
{
	if (s.len > max)
		am_notes_limit(notes, "part text");
	return am_slice_head(s, max);
}

/* CRLF and CR become LF, other control characters go. */
static struct am_slice
clean_lines(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n')
			continue;
		if (c == '\r')
			c = '\n';
		else if (c == '\f' || c == '\v')
			c = ' ';
		if (c >= ' ' ? c != 127 : (c == '\n' || c == '\t'))
			out[n++] = (char)c;
	}
	return am_slice_range(out, out + n);
}

struct am_slice
am_part_text(struct am_arena *arena, const struct am_node *node,
	     struct am_notes *notes)
{
	const size_t max = AM_PART_TEXT_MAX_BYTES;
	struct am_slice bytes = node->body;

	if (node->encoding == AM_ENC_BASE64)
		bytes = decode_base64(arena,
				      limited(bytes, max + max / 2, notes));
	else if (node->encoding == AM_ENC_QP)
		bytes = decode_qp(arena, limited(bytes, max * 3, notes));
	bytes = limited(bytes, max, notes);
	bytes = am_charset_decode(arena, node->part.charset, bytes, notes);
	bytes = clean_lines(arena, bytes);
	return am_slice_cut_utf8(bytes, max);
}

/* "begin 644 NAME" and a full line of code after it. */
static bool
is_uu_start(struct am_slice line, struct am_slice rest)
{
	struct am_slice next;

	if (!am_slice_starts(line, "begin ") || line.len < 11 ||
	    !am_is_digit(line.ptr[6]) || !am_is_digit(line.ptr[7]) ||
	    !am_is_digit(line.ptr[8]))
		return false;
	return am_slice_next_line(&rest, &next) && next.len > UU_LINE_MIN &&
	       next.ptr[0] == 'M';
}

struct am_slice
am_text_without_files(struct am_arena *arena, struct am_slice text)
{
	struct am_slice rest = text;
	struct am_slice line;
	const char *end = NULL; /* the line that ends the block we are in */
	char *out;
	size_t n = 0;

	if (am_slice_find(text, "begin ") == text.len &&
	    am_slice_find(text, "=ybegin ") == text.len)
		return text;
	out = am_arena_alloc(arena, text.len + 1);
	while (am_slice_next_line(&rest, &line)) {
		if (end != NULL) {
			if (am_slice_starts(line, end))
				end = NULL;
			continue;
		}
		if (is_uu_start(line, rest))
			end = "end";
		else if (am_slice_starts(line, "=ybegin "))
			end = "=yend";
		if (end != NULL)
			continue;
		memcpy(out + n, line.ptr, line.len);
		n += line.len;
		if (line.ptr + line.len < text.ptr + text.len)
			out[n++] = '\n';
	}
	return am_slice_range(out, out + n);
}
