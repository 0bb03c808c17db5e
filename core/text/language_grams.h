/* language_grams.h - how much the letters of a word speak for each language.
 *
 * Layer:     text; private to it.
 * Threads:   safe; constants.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_LANGUAGE_GRAMS_H
#define AMENDS_TEXT_LANGUAGE_GRAMS_H

#include <stdint.h>

#include "amends/slice.h"
#include "language_words.h"

/* Runs of one to four letters of a word, with '_' for its ends, each in one of
 * 4,096 places: for each language the logarithm of its frequency there against
 * the mean, in quarters. The last column is of other languages that are
 * written with the same letters. gen/language_grams.txt has the numbers, and
 * tests/quality/language_fit.py says how they were made. */
#define AM_LANGUAGE_GRAM_PLACES 4096U
#define AM_LANGUAGE_OTHERS      AM_LANGUAGES
#define AM_LANGUAGE_COLUMNS     (AM_LANGUAGES + 1)
#define AM_LANGUAGE_ROW         16 /* columns with padding: quick to add */

_Static_assert(AM_LANGUAGE_GRAM_PLACES *AM_LANGUAGE_ROW +
			       AM_LANGUAGE_PLACES * sizeof(uint64_t) <=
		       100000,
	       "the tables of languages are to stay small");

struct am_language_sums {
	int32_t quarters[AM_LANGUAGE_ROW];
	uint32_t runs;
	uint32_t strange; /* letters of other scripts */
};

/* Add a word; of a longer one its first 24 letters. One with a digit, or with
 * letters of another script, says nothing of the languages. */
void am_language_add_word(struct am_language_sums *sums, struct am_slice word);

/* The small letter of a capital in Latin-1 and Latin Extended-A, roughly. */
unsigned int am_language_small(unsigned int codepoint);

#endif
