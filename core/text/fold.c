/* SPDX-License-Identifier: MIT */
#include "fold.h"

#include <string.h>
#include <utf8proc.h>

#include "amends/text.h"

/* LUMP makes U+2019 the ASCII apostrophe; IGNORE takes soft hyphens and joiners
 * out; COMPOSE gives one spelling to accents however they were typed. */
#define DECOMPOSE                                                   \
	((utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | \
			     UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |  \
			     UTF8PROC_LUMP))
#define COMPOSE ((utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE))

bool
am_is_ascii(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80U)
			return false;
	return true;
}

bool
am_is_word_start(unsigned int codepoint)
{
	utf8proc_category_t c = utf8proc_category((int32_t)codepoint);

	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
	       (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

bool
am_is_word_char(unsigned int codepoint)
{
	utf8proc_category_t c = utf8proc_category((int32_t)codepoint);

	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO) ||
	       c == UTF8PROC_CATEGORY_CF;
}

void
am_fold_piece(struct am_slice piece, struct am_folded *out)
{
	const utf8proc_uint8_t *bytes;
	utf8proc_ssize_t n;

	piece = am_slice_cut_utf8(piece, AM_FOLD_HEAD_BYTES);
	out->bytes = (struct am_slice){ "", 0 };
	if (piece.len == 0)
		return;
	bytes = (const utf8proc_uint8_t *)piece.ptr;
	n = utf8proc_decompose(bytes, (utf8proc_ssize_t)piece.len, out->room,
			       AM_FOLD_ROOM, DECOMPOSE);
	if (n < 0 || n > AM_FOLD_ROOM) {
		memcpy(out->room, piece.ptr, piece.len);
		out->bytes =
			(struct am_slice){ (const char *)out->room, piece.len };
		return;
	}
	n = utf8proc_reencode(out->room, n, COMPOSE);
	if (n > 0)
		out->bytes =
			(struct am_slice){ (const char *)out->room, (size_t)n };
}

uint64_t
am_word_hash(struct am_slice word)
{
	uint64_t hash = AM_HASH_START;
	struct am_folded folded;

	if (am_is_ascii(word)) {
		for (size_t i = 0; i < word.len; i++)
			hash = am_hash_byte(hash, am_fold_ascii(word.ptr[i]));
	} else {
		am_fold_piece(word, &folded);
		for (size_t i = 0; i < folded.bytes.len; i++)
			hash = am_hash_byte(hash,
					    (unsigned char)folded.bytes.ptr[i]);
	}
	return hash != 0 ? hash : 1;
}

bool
am_word_in_capitals(struct am_slice word)
{
	size_t letters = 0;

	while (word.len > 0) {
		unsigned int codepoint;
		size_t n = am_utf8_next(word, &codepoint);
		utf8proc_category_t c = utf8proc_category((int32_t)codepoint);

		word = am_slice_from(word, n > 0 ? n : 1);
		if (c == UTF8PROC_CATEGORY_LU)
			letters++;
		else if (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO)
			return false;
	}
	return letters >= 2;
}

/* The head of s that can be folded by itself: ASCII up to, and not with, the
 * character before the next one outside ASCII (which may be its accent), or a
 * stretch that ends before a blank. */
static size_t
next_piece(struct am_slice s)
{
	size_t i = 0;

	while (i < s.len && (unsigned char)s.ptr[i] < 0x80U)
		i++;
	if (i == s.len || i > 1)
		return i == s.len ? i : i - 1;
	while (i < s.len && i < AM_FOLD_HEAD_BYTES && !am_is_space(s.ptr[i]))
		i++;
	return i < s.len ? am_slice_cut_utf8(s, i).len : i;
}

void
am_fold(struct am_arena *arena, struct am_slice text, struct am_slice *out)
{
	struct am_buf folded = { 0 };
	struct am_folded piece;

	am_buf_reserve(&folded, text.len);
	while (text.len > 0) {
		size_t n = next_piece(text);
		struct am_slice head;

		n = n > 0 ? n : 1;
		head = am_slice_head(text, n);
		if (am_is_ascii(head)) {
			for (size_t i = 0; i < n; i++)
				am_buf_putc(&folded, am_lower(head.ptr[i]));
		} else {
			am_fold_piece(head, &piece);
			am_buf_put(&folded, piece.bytes);
		}
		text = am_slice_from(text, n);
	}
	*out = am_arena_dup(arena, am_buf_slice(&folded));
	am_buf_free(&folded);
}
