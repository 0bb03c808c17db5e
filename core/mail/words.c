/* SPDX-License-Identifier: MIT */
#include "words.h"

#include "charset.h"
#include "charset_bits.h"
#include "charset_names.h"
#include "fields.h"
#include "transfer.h"

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
	bool was_word; /* what was read last is a word */
};

static void
decode_q(struct am_slice text, struct am_buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '=' && am_escaped_byte(text, i) >= 0) {
			c = (char)am_escaped_byte(text, i);
			i += 2;
		} else if (c == '_') {
			c = ' ';
		}
		am_buf_putc(out, c);
	}
}

/* "=?charset[*language]?B|Q?" at the head of `text`: its length, or 0. The
 * charset may be empty; the language is for am_charset_find() to pass over. */
static size_t
word_head(struct am_slice text, struct word *out)
{
	struct am_slice rest = am_slice_from(text, 2);
	size_t n;

	if (!am_slice_starts(text, "=?"))
		return 0;
	n = am_slice_chr(am_slice_head(rest, CHARSET_NAME_MAX), '?');
	if (n + 3 > rest.len || rest.ptr[n] != '?' || rest.ptr[n + 2] != '?' ||
	    rest.ptr[n + 1] == '\0' || strchr("bBqQ", rest.ptr[n + 1]) == NULL)
		return 0;
	out->charset = am_slice_trim(am_slice_head(rest, n));
	out->is_base64 = am_lower(rest.ptr[n + 1]) == 'b';
	return am_slice_chr(out->charset, ' ') < out->charset.len ? 0 : n + 5;
}

enum end {
	END_FOUND,
	END_NONE, /* another word begins first, or the text ends */
	END_FAR,  /* the word goes on past its limit */
};

/* Where the first "?=" of `s` is, before the head of another word. No byte
 * between two heads is searched for both of them. */
static enum end
find_end(struct am_slice s, size_t *end)
{
	struct am_slice window = am_slice_head(s, AM_WORD_MAX_BYTES);
	struct word other;

	for (size_t i = am_slice_chr(window, '?'); i < window.len;
	     i += 1 + am_slice_chr(am_slice_from(window, i + 1), '?')) {
		*end = i;
		if (i + 1 < window.len && window.ptr[i + 1] == '=')
			return END_FOUND;
		if (i > 0 && window.ptr[i - 1] == '=' &&
		    word_head(am_slice_from(s, i - 1), &other) > 0)
			return END_NONE;
	}
	return window.len < s.len && am_slice_chr(window, ' ') == window.len
		       ? END_FAR
		       : END_NONE;
}

/* Is the "?=" at `at` no end but a question mark that was not encoded, and a
 * letter that was: "Caf?=C3=A9?="? */
static bool
is_inner_mark(struct am_slice s, size_t at)
{
	struct am_slice next = am_slice_from(s, at + 1); /* the '=' */

	return am_escaped_byte(next, 0) >= 0 && next.len > 4 &&
	       (next.ptr[3] == '=' ||
		am_slice_starts(am_slice_from(next, 3), "?="));
}

static size_t
pass_inner_marks(struct am_slice text, size_t end)
{
	while (is_inner_mark(text, end)) {
		struct am_slice more = am_slice_from(text, end + 2);
		size_t n;

		if (find_end(more, &n) != END_FOUND ||
		    am_slice_chr(am_slice_head(more, n), ' ') < n)
			break;
		end += 2 + n;
	}
	return end;
}

static enum end
read_word(struct am_slice text, struct word *out)
{
	size_t head = word_head(text, out);
	struct am_slice rest = am_slice_from(text, head);
	size_t n = 0;
	enum end found = head > 0 ? find_end(rest, &n) : END_NONE;

	if (found != END_FOUND)
		return found;
	if (!out->is_base64)
		n = pass_inner_marks(am_slice_head(rest, AM_WORD_MAX_BYTES), n);
	out->payload = am_slice_head(rest, n);
	out->len = head + n + 2;
	return END_FOUND;
}

size_t
am_word_length(struct am_slice text)
{
	struct word word;

	return read_word(text, &word) == END_FOUND ? word.len : 0;
}

size_t
am_control_length(struct am_slice s)
{
	unsigned char c = (unsigned char)s.ptr[0];

	if (c == 0xC2 && s.len > 1 && (unsigned char)s.ptr[1] < 0xA0)
		return 2;
	if (am_slice_starts(s, "\xE2\x80\xA8") ||
	    am_slice_starts(s, "\xE2\x80\xA9"))
		return 3;
	return c < ' ' || c == 127 ? 1 : 0;
}

/* Control characters become blanks: an encoded word may hold line ends. */
static void
put_text(struct decoder *d, struct am_slice charset, struct am_slice bytes)
{
	struct am_slice text =
		am_charset_decode(d->arena, charset, bytes, d->notes);

	while (text.len > 0) {
		size_t n = am_control_length(text);

		am_buf_put(&d->out,
			   n > 0 ? AM_SLICE_LIT(" ") : am_slice_head(text, 1));
		text = am_slice_from(text, n > 0 ? n : 1);
	}
}

static void
flush_words(struct decoder *d)
{
	if (d->bytes.len > 0)
		put_text(d, d->bytes_charset, am_buf_slice(&d->bytes));
	d->bytes.len = 0;
}

static bool
is_same_charset(struct am_slice a, struct am_slice b)
{
	const struct am_charset *known = am_charset_find(a);

	return am_slice_ieq(a, b) ||
	       (known->kind != AM_CS_UNKNOWN && known == am_charset_find(b));
}

/* A blank in it is a fold that should not be there. */
static struct am_slice
without_blanks(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		if (!am_is_space(s.ptr[i]))
			out[n++] = s.ptr[i];
	return am_slice_range(out, out + n);
}

static void
take_word(struct decoder *d, const struct word *word)
{
	if (!is_same_charset(word->charset, d->bytes_charset))
		flush_words(d);
	d->bytes_charset = word->charset;
	if (word->is_base64)
		am_buf_put(&d->bytes,
			   am_transfer_decode(
				   d->arena, AM_ENC_BASE64,
				   without_blanks(d->arena, word->payload)));
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
		enum end found = read_word(am_slice_from(value, at), &word);

		if (found == END_FOUND) {
			take_text_and_word(
				d,
				am_slice_range(value.ptr + raw, value.ptr + at),
				&word);
			at += word.len;
			raw = at;
		} else {
			/* it is not unclosed but left out */
			if (found == END_FAR && d->notes != NULL)
				am_notes_limit(d->notes, "encoded word");
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

struct am_slice
am_header_raw(struct am_arena *arena, struct am_slice raw,
	      struct am_slice charset, struct am_notes *notes)
{
	bool is_mixed = !am_utf8_valid(raw) &&
			am_slice_find(raw, "=?") == raw.len &&
			am_charset_find(charset)->kind == AM_CS_MULTI;

	if (!is_mixed && !am_charset_is_iso_2022_jp(raw))
		return raw;
	return am_charset_decode(arena, charset, raw, notes);
}
