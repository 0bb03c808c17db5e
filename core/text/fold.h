/* fold.h - folding and hashing of single words, for words.c and the matcher.
 *
 * Layer:     text, private.
 * Threads:   safe.
 * Promise:   a word's hash is FNV-1a over its folded bytes, so that the hash of
 *            every head of a word comes along with the hash of the word.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_FOLD_H
#define AMENDS_TEXT_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/slice.h"

#define AM_HASH_START UINT64_C(0xCBF29CE484222325)

static inline uint64_t
am_hash_byte(uint64_t hash, unsigned char byte)
{
	return (hash ^ byte) * UINT64_C(0x100000001B3);
}

/* ASCII letters, digits and the apostrophe, folded: all of them but capitals
 * have bit 0x20 already. */
static inline unsigned char
am_fold_ascii(char c)
{
	return (unsigned char)((unsigned char)c | 0x20U);
}

/* Of a word with characters outside ASCII only the head counts: so many bytes
 * before folding, and room for them after it. */
#define AM_FOLD_HEAD_BYTES 256
#define AM_FOLD_ROOM       2048 /* code points */

struct am_folded {
	int32_t room[AM_FOLD_ROOM + 1]; /* the bytes lie in here */
	struct am_slice bytes;
};

/* Fold a word or a piece of one; more than AM_FOLD_HEAD_BYTES are cut off at a
 * character, bad bytes are left as they are. */
void am_fold_piece(struct am_slice piece, struct am_folded *out);

bool am_is_ascii(struct am_slice s);

/* Is it a letter, mark or digit? And may a word begin with it (no mark)? */
bool am_is_word_char(unsigned int codepoint);
bool am_is_word_start(unsigned int codepoint);

#endif
