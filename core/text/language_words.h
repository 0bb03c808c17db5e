/* language_words.h - the words and letters by which languages are told apart.
 *
 * Layer:     text; private to it.
 * Threads:   safe; constants.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_LANGUAGE_WORDS_H
#define AMENDS_TEXT_LANGUAGE_WORDS_H

#include <stddef.h>

#define AM_LANGUAGES 12

struct am_language_words {
	char code[4];
	/* Folded as am_word_hash() folds, one blank between them. "l'" stands
	 * for all words that begin so. */
	const char *words;
	const char *endings; /* of words that are not listed */
	const char *letters; /* beyond a to z */
};

extern const struct am_language_words am_language_words[AM_LANGUAGES];

#endif
