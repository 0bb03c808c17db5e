/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/text.h"
#include "fold.h"

/* A mail's text is at most 2 MB; offsets are 32 bits wide. */
#define TEXT_MAX_BYTES (1U << 30)

/* What a byte may begin. Everything else only parts words. */
enum class {
	N, /* nothing */
	W, /* a word: ASCII letter or digit */
	S, /* . ! ? : may end a sentence */
	P, /* , ; and | end a clause */
	D, /* - may be a dash */
	L, /* line feed */
	H, /* a character outside ASCII */
};

static const unsigned char class_of[256] = {
	N, N, N, N, N, N, N, N, N, N, L, N, N, N, N, N, /* 00 */
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, /* 10 */
	N, S, N, N, N, N, N, N, N, N, N, N, P, D, S, N, /* 20 */
	W, W, W, W, W, W, W, W, W, W, S, P, N, N, N, S, /* 30 */
	N, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* 40 */
	W, W, W, W, W, W, W, W, W, W, W, N, N, N, N, N, /* 50 */
	N, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* 60 */
	W, W, W, W, W, W, W, W, W, W, W, N, P, N, N, N, /* 70 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* 80 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* 90 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* A0 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* B0 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* C0 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* D0 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* E0 */
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* F0 */
};

struct splitter {
	struct am_slice text;
	size_t at;
	struct am_words *out;
	size_t cap;
	struct am_arena *arena;
	uint32_t sentence, clause;
	bool ends_sentence, ends_clause; /* seen since the last word */
};

static enum class class_at(const struct splitter *s, size_t at) {
	return class_of[(unsigned char)s->text.ptr[at]];
}

/* Does a word character (a letter, when so asked) stand at `at`? */
static bool
is_word_at(const struct splitter *s, size_t at)
{
	unsigned int cp = 0;

	if (at >= s->text.len)
		return false;
	if (class_at(s, at) != H)
		return class_at(s, at) == W;
	(void)am_utf8_next(am_slice_from(s->text, at), &cp);
	return cp != 0xFFFDU && am_is_word_char(cp);
}

static bool
is_blank_at(const struct splitter *s, size_t at)
{
	return at >= s->text.len || am_is_space(s->text.ptr[at]);
}

/* How many bytes at `at` go on the word that stands before: a character outside
 * ASCII, or an apostrophe with a letter behind it. 0: the word ends here. */
static size_t
continues(const struct splitter *s, size_t at, bool *is_plain)
{
	struct am_slice rest = am_slice_from(s->text, at);
	unsigned int cp = 0;
	bool after_digit = am_is_digit(s->text.ptr[at - 1]);
	size_t n;

	if (rest.len == 0)
		return 0;
	if (rest.ptr[0] == '\'')
		return !after_digit && rest.len > 1 &&
				       !am_is_digit(rest.ptr[1]) &&
				       is_word_at(s, at + 1)
			       ? 1
			       : 0;
	if (class_at(s, at) != H)
		return 0;
	n = am_utf8_next(rest, &cp);
	if (cp == 0x2019U ? after_digit || !is_word_at(s, at + n)
			  : !is_word_at(s, at))
		return 0;
	*is_plain = false;
	return n;
}

/* Where the word ends that begins at `begin`. *hash is 0 when the word must be
 * folded to be hashed. */
static size_t
read_word(const struct splitter *s, size_t begin, uint64_t *hash)
{
	const char *text = s->text.ptr;
	size_t len = s->text.len;
	uint64_t sum = AM_HASH_START;
	bool is_plain = class_at(s, begin) == W;
	size_t at = begin;

	if (!is_plain)
		at += am_utf8_next(am_slice_from(s->text, at),
				   &(unsigned int){ 0 });
	for (;;) {
		size_t more;

		while (at < len && class_of[(unsigned char)text[at]] == W)
			sum = am_hash_byte(sum, am_fold_ascii(text[at++]));
		if (at == len ||
		    (text[at] != '\'' && (unsigned char)text[at] < 0x80U))
			break;
		more = continues(s, at, &is_plain);
		if (more == 0)
			break;
		sum = am_hash_byte(sum, '\'');
		at += more;
	}
	*hash = is_plain ? sum : 0;
	return at;
}

static void
take_word(struct splitter *s)
{
	size_t begin = s->at;
	struct am_words *out = s->out;
	uint64_t hash = 0;

	s->at = read_word(s, begin, &hash);
	if (hash == 0)
		hash = am_word_hash(am_slice_range(s->text.ptr + begin,
						   s->text.ptr + s->at));
	if (out->count > 0 && (s->ends_sentence || s->ends_clause)) {
		s->clause++;
		s->sentence += s->ends_sentence;
	}
	s->ends_sentence = s->ends_clause = false;
	if (out->count == s->cap)
		out->items = am_arena_grow(s->arena, out->items, out->count,
					   &s->cap, sizeof(*out->items));
	out->items[out->count++] = (struct am_word){
		.hash = hash,
		.begin = (uint32_t)begin,
		.end = (uint32_t)s->at,
		.sentence = s->sentence,
		.clause = s->clause,
	};
}

/* "3.50", "example.com" and "10:30" go on; "broken.Please" is two sentences
 * typed in haste. */
static bool
is_stop(const struct splitter *s, size_t at)
{
	size_t next = at + 1;
	char c = s->text.ptr[at];

	if (c == '!')
		return true;
	if (c == ':')
		return is_blank_at(s, next);
	if (!is_word_at(s, next))
		return true;
	return c == '.' && at > 0 && s->text.ptr[next] >= 'A' &&
	       s->text.ptr[next] <= 'Z' && s->text.ptr[at - 1] >= 'a' &&
	       s->text.ptr[at - 1] <= 'z';
}

static bool
is_dash(const struct splitter *s, size_t at)
{
	if (at + 1 < s->text.len && s->text.ptr[at + 1] == '-')
		return true;
	return (at == 0 || am_is_space(s->text.ptr[at - 1])) &&
	       is_blank_at(s, at + 1);
}

static bool
is_empty_line(const struct splitter *s, size_t at)
{
	for (at++; at < s->text.len; at++) {
		if (s->text.ptr[at] == '\n')
			return true;
		if (!am_is_space(s->text.ptr[at]))
			return false;
	}
	return false;
}

static void
take_high(struct splitter *s)
{
	unsigned int cp = 0;
	size_t n = am_utf8_next(am_slice_from(s->text, s->at), &cp);

	if (cp != 0xFFFDU && am_is_word_start(cp)) {
		take_word(s);
		return;
	}
	switch (cp) {
	case 0x2026: /* ... */
	case 0x3002: /* the full stops, question and exclamation marks of */
	case 0xFF01: /* other scripts */
	case 0xFF1F:
	case 0x061F:
	case 0x0964:
	case 0x2028:
	case 0x2029:
		s->ends_sentence = true;
		break;
	case 0x2013: /* dashes */
	case 0x2014:
	case 0x2015:
	case 0x3001: /* commas */
	case 0xFF0C:
	case 0x060C:
		s->ends_clause = true;
		break;
	default:
		break;
	}
	s->at += n;
}

static void
take_sign(struct splitter *s, enum class class)
{
	switch (class) {
	case S:
		s->ends_sentence |= is_stop(s, s->at);
		break;
	case P:
		s->ends_clause = true;
		break;
	case D:
		s->ends_clause |= is_dash(s, s->at);
		break;
	case L:
		s->ends_sentence |= is_empty_line(s, s->at);
		break;
	case N:
	case W:
	case H:
		break;
	}
	s->at++;
}

void
am_words_split(struct am_arena *arena, struct am_slice text,
	       struct am_words *out)
{
	struct splitter s = { .arena = arena, .out = out };

	s.text = am_slice_cut_utf8(text, TEXT_MAX_BYTES);
	s.cap = s.text.len / 5 + 8;
	*out = (struct am_words){ .text = s.text };
	out->items = am_arena_array(arena, s.cap, sizeof(*out->items));
	while (s.at < s.text.len) {
		enum class class = class_at(&s, s.at);

		if (class == W)
			take_word(&s);
		else if (class == H)
			take_high(&s);
		else
			take_sign(&s, class);
	}
}
