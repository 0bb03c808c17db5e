/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <libetpan/libetpan.h>

#include "charset.h"
#include "fields.h"

#define CHARSET_NAME_MAX 60

struct word {
	struct am_slice charset;
	struct am_slice payload;
	bool is_base64;
	size_t len; /* of the whole word */
};

struct decoder {
	struct am_arena *arena;
	struct am_notes *notes;
	struct am_slice charset; /* for raw 8-bit */
	struct am_buf bytes;     /* of joined words, not yet converted */
	struct am_slice bytes_charset;
	struct am_buf out;
	bool was_word;             /* what was read last is a word */
	const char *no_end_before; /* no "?=" begins before this */
};

void
am_base64_decode(struct am_slice text, struct am_buf *out)
{
	struct am_slice used = am_slice_head(text, am_slice_chr(text, '='));
	char *padded = am_calloc(used.len + AM_SLACK_BYTES, 1);
	char *bytes = NULL;
	size_t len = 0;
	size_t index = 0;

	if (used.len > 0)
		memcpy(padded, used.ptr, used.len);
	if (mailmime_base64_body_parse(padded, used.len, &index, &bytes,
				       &len) == MAILIMF_NO_ERROR) {
		am_buf_put(out, am_slice_range(bytes, bytes + len));
		mailmime_decoded_part_free(bytes);
	}
	free(padded);
}

static int
hex_value(char c)
{
	if (am_is_digit(c))
		return c - '0';
	c = am_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void
decode_q(struct am_slice text, struct am_buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '=' && i + 2 < text.len &&
		    hex_value(text.ptr[i + 1]) >= 0 &&
		    hex_value(text.ptr[i + 2]) >= 0) {
			c = (char)(hex_value(text.ptr[i + 1]) * 16 +
				   hex_value(text.ptr[i + 2]));
			i += 2;
		} else if (c == '_') {
			c = ' ';
		}
		am_buf_putc(out, c);
	}
}

/* Where the word's "?=" is. A place that was searched in vain is not searched
 * again: else many words without an end cost the square. */
static bool
find_end(struct decoder *d, struct am_slice text, size_t *end)
{
	struct am_slice window = am_slice_head(text, AM_WORD_MAX_BYTES);
	size_t skip = 0;
	size_t at;

	if (d->no_end_before != NULL && d->no_end_before > window.ptr)
		skip = (size_t)(d->no_end_before - window.ptr);
	if (skip > window.len)
		skip = window.len;
	window = am_slice_from(window, skip);
	at = am_slice_find(window, "?=");
	*end = skip + at;
	if (at < window.len)
		return true;
	if (window.len > 0)
		d->no_end_before = window.ptr + window.len - 1;
	return false;
}

/* =?charset[*language]?B|Q?payload?= at the head of `text` */
static bool
read_word(struct decoder *d, struct am_slice text, struct word *out)
{
	struct am_slice rest;
	size_t n;

	if (!am_slice_starts(text, "=?"))
		return false;
	rest = am_slice_from(text, 2);
	n = am_slice_chr(am_slice_head(rest, CHARSET_NAME_MAX), '?');
	if (n == 0 || n + 3 > rest.len || rest.ptr[n] != '?' ||
	    rest.ptr[n + 2] != '?' || strchr("bBqQ", rest.ptr[n + 1]) == NULL)
		return false;
	out->charset = am_slice_head(rest, n);
	out->charset =
		am_slice_head(out->charset, am_slice_chr(out->charset, '*'));
	if (am_slice_chr(out->charset, ' ') < out->charset.len)
		return false;
	out->is_base64 = am_lower(rest.ptr[n + 1]) == 'b';
	rest = am_slice_from(rest, n + 3);
	if (!find_end(d, rest, &n))
		return false;
	out->payload = am_slice_head(rest, n);
	/* the end of another word: this one has none */
	if (am_slice_find(out->payload, "=?") < n)
		return false;
	out->len = (size_t)(rest.ptr - text.ptr) + n + 2;
	return true;
}

/* Control characters become blanks: an encoded word may hold line ends. */
static void
put_text(struct decoder *d, struct am_slice charset, struct am_slice bytes)
{
	struct am_slice text =
		am_charset_decode(d->arena, charset, bytes, d->notes);

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if ((unsigned char)c < ' ' || c == 127)
			c = ' ';
		am_buf_putc(&d->out, c);
	}
}

static void
flush_words(struct decoder *d)
{
	if (d->bytes.len > 0)
		put_text(d, d->bytes_charset, am_buf_slice(&d->bytes));
	d->bytes.len = 0;
}

static void
take_word(struct decoder *d, const struct word *word)
{
	if (!am_slice_ieq(word->charset, d->bytes_charset))
		flush_words(d);
	d->bytes_charset = word->charset;
	if (word->is_base64)
		am_base64_decode(word->payload, &d->bytes);
	else
		decode_q(word->payload, &d->bytes);
}

/* The text of `value` up to `at`, and the encoded word that stands there. The
 * blanks between two words are no text. */
static void
take_text_and_word(struct decoder *d, struct am_slice before,
		   const struct word *word)
{
	if (!d->was_word || am_slice_trim(before).len > 0) {
		flush_words(d);
		put_text(d, d->charset, before);
	}
	take_word(d, word);
	d->was_word = true;
}

static void
decode(struct decoder *d, struct am_slice value)
{
	size_t raw = 0; /* where the text that is no word begins */
	size_t at = am_slice_find(value, "=?");

	while (at < value.len) {
		struct word word;

		if (read_word(d, am_slice_from(value, at), &word)) {
			take_text_and_word(
				d,
				am_slice_range(value.ptr + raw, value.ptr + at),
				&word);
			at += word.len;
			raw = at;
		} else {
			at += 2;
		}
		at += am_slice_find(am_slice_from(value, at), "=?");
	}
	flush_words(d);
	put_text(d, d->charset, am_slice_from(value, raw));
}

struct am_slice
am_header_decode(struct am_arena *arena, struct am_slice value,
		 struct am_slice charset, struct am_notes *notes)
{
	struct decoder d = { .arena = arena,
			     .notes = notes,
			     .charset = charset };
	struct am_slice result;

	decode(&d, value);
	result = am_arena_dup(arena, am_slice_trim(am_buf_slice(&d.out)));
	am_buf_free(&d.bytes);
	am_buf_free(&d.out);
	return result;
}
