/* language_words.h - the words by which languages are told apart.
 *
 * Layer:     text; private to it.
 * Threads:   safe; constants.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_LANGUAGE_WORDS_H
#define AMENDS_TEXT_LANGUAGE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#define AM_LANGUAGES 12

struct am_language_words {
	char code[4];
	/* Folded as am_word_hash() folds, one blank between them. "l'" stands
	 * for all words that begin so. */
	const char *words;
};

extern const struct am_language_words am_language_words[AM_LANGUAGES];

/* Words of all languages as the build puts them into a table
 * (gen/language_gen.c): 1,400 in 2,048 places, so that some are always free. A
 * place holds the high 48 bits of the hash and below them a bit for each
 * language that has the word; 0 is free. */
#define AM_LANGUAGE_PLACES    2048U
#define AM_LANGUAGE_MASK_BITS 16

/* Where the hash is, or a free place. */
static inline size_t
am_language_place(const uint64_t places[AM_LANGUAGE_PLACES], uint64_t hash)
{
	size_t at = (hash ^ hash >> 32) % AM_LANGUAGE_PLACES;

	while (places[at] != 0 && (places[at] ^ hash) >> AM_LANGUAGE_MASK_BITS)
		at = (at + 1) % AM_LANGUAGE_PLACES;
	return at;
}

#endif
