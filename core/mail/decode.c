/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include "charset.h"
#include "charset_names.h"
#include "enclosed.h"
#include "flowed.h"

/* At most so much of `s` for each byte that may be decoded. */
static struct am_slice
limited(struct am_slice s, size_t max, size_t times, struct am_notes *notes)
{
	if (s.len > max * times)
		am_notes_limit(notes, max < AM_PART_TEXT_MAX_BYTES
					      ? "text"
					      : "part text");
	return am_slice_head(s, max * times);
}

/* How many CR begin at `i`. */
static size_t
count_cr(struct am_slice s, size_t i)
{
	size_t n = 0;

	while (i + n < s.len && s.ptr[i + n] == '\r')
		n++;
	return n;
}

/* CRLF, CRCRLF and CR become LF, other control characters go. */
static struct am_slice
clean_lines(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		size_t run = c == '\r' ? count_cr(s, i) : 0;

		if (run > 0) {
			bool has_lf = i + run < s.len && s.ptr[i + run] == '\n';

			for (size_t k = 0; k < run && !has_lf; k++)
				out[n++] = '\n';
			i += run - 1;
			continue;
		}
		if (c == '\f' || c == '\v')
			c = ' ';
		if (c >= ' ' ? c != 127 : (c == '\n' || c == '\t'))
			out[n++] = (char)c;
	}
	return am_slice_range(out, out + n);
}

static enum am_encoding
encoding_of(struct am_arena *arena, const struct am_node *node,
	    struct am_slice body, struct am_notes *notes)
{
	enum am_encoding guess;

	if (node->encoding != AM_ENC_NONE)
		return node->encoding;
	guess = am_transfer_guess(arena, body);
	if (guess == AM_ENC_BASE64)
		am_notes_say(notes, AM_NOTE_MENDED, "base64 not declared");
	else if (guess == AM_ENC_QP)
		am_notes_say(notes, AM_NOTE_MENDED,
			     "quoted-printable not declared");
	return guess;
}

/* As declared; a page may do that itself. */
static struct am_slice
charset_of(const struct am_node *node, struct am_slice bytes)
{
	if (node->part.charset.len > 0 ||
	    !am_slice_eqs(node->part.type, "text/html"))
		return node->part.charset;
	return am_charset_of_html(bytes);
}

struct am_slice
am_part_text(struct am_arena *arena, const struct am_node *node, size_t *room,
	     struct am_notes *notes)
{
	const size_t max =
		*room < AM_PART_TEXT_MAX_BYTES ? *room : AM_PART_TEXT_MAX_BYTES;
	/* three times: the most that an encoding takes for a byte */
	struct am_slice bytes = limited(
		node->body, max, node->encoding == AM_ENC_NONE ? 1 : 3, notes);

	bytes = am_transfer_decode(
		arena, encoding_of(arena, node, bytes, notes), bytes);
	bytes = limited(bytes, max, 1, notes);
	*room -= bytes.len;
	bytes = am_charset_decode(arena, charset_of(node, bytes), bytes, notes);
	bytes = clean_lines(arena, bytes);
	return am_slice_cut_utf8(bytes, AM_PART_TEXT_MAX_BYTES);
}

struct am_slice
am_text_clean(struct am_arena *arena, struct am_slice text)
{
	struct am_notes nowhere = { .arena = arena };

	text = am_charset_decode(arena, AM_SLICE_LIT("utf-8"), text, &nowhere);
	return am_slice_cut_utf8(clean_lines(arena, text),
				 AM_PART_TEXT_MAX_BYTES);
}

/* An answer among quotations is no escaped line: then '>' quotes it. */
static struct am_slice
without_escapes(struct am_arena *arena, struct am_slice text)
{
	char *out;
	size_t n = 0;
	struct am_slice rest = text;
	struct am_slice line;
	bool was_quoted = false;

	if (am_slice_find(text, ">From ") == text.len)
		return text;
	out = am_arena_alloc(arena, text.len + 1);
	while (am_slice_next_line(&rest, &line)) {
		bool is_quoted = am_slice_starts(line, ">");
		bool is_escaped = is_quoted && !was_quoted &&
				  am_slice_starts(line, ">From ") &&
				  !am_slice_starts(rest, ">");

		if (is_escaped)
			line = am_slice_from(line, 1);
		if (line.len > 0)
			memcpy(out + n, line.ptr, line.len);
		n += line.len;
		if (line.ptr + line.len < text.ptr + text.len)
			out[n++] = '\n';
		was_quoted = is_quoted && !is_escaped;
	}
	return am_slice_range(out, out + n);
}

struct am_slice
am_part_plain_text(struct am_arena *arena, const struct am_node *node,
		   size_t *room, struct am_notes *notes)
{
	struct am_slice text = am_part_text(arena, node, room, notes);

	text = am_text_without_files(arena, text, notes);
	text = without_escapes(arena, text);
	if (node->is_flowed)
		text = am_flowed_join(arena, text, node->is_delsp);
	return am_slice_cut_utf8(text, AM_PART_TEXT_MAX_BYTES);
}
