/* SPDX-License-Identifier: MIT */
#include "language_grams.h"

#include <string.h>

#include "fold.h"

#define LETTERS_MAX 24
#define RUN_MAX     4
#define LATIN_END   0x250 /* and Latin Extended Additional: Vietnamese */

static const int8_t table[AM_LANGUAGE_GRAM_PLACES][AM_LANGUAGE_ROW] = {
#include "language_grams.inc"
};

unsigned int
am_language_small(unsigned int c)
{
	if (c >= 'A' && c <= 'Z')
		return c | 0x20U;
	if (c >= 0xc0 && c <= 0xde)
		return c + 0x20;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c + c % 2;
	return c >= 0x100 && c <= 0x177 ? c | 1U : c;
}

/* The first letters of a word between two '_'; 0 when it does not count. */
static size_t
read_letters(struct am_language_sums *sums, struct am_slice word,
	     unsigned int letters[LETTERS_MAX + 2])
{
	size_t count = 0;

	letters[count++] = '_';
	while (word.len > 0 && count <= LETTERS_MAX) {
		unsigned int c = 0;

		word = am_slice_from(word, am_utf8_next(word, &c));
		if (c < 0x80 && am_is_digit((char)c))
			return 0;
		if (c == 0x2019)
			c = '\'';
		if (c >= LATIN_END && (c < 0x1e00 || c > 0x1eff)) {
			sums->strange++;
			return 0;
		}
		letters[count++] = am_language_small(c);
	}
	letters[count++] = '_';
	return count;
}

/* To add rows is most of what it costs to know a language: all columns of one
 * are added at once, and the sums of a word have 16 bits only, which is quicker.
 * gcc does not find this by itself where it optimizes the program as a whole. */
typedef int8_t row_of_8 __attribute__((vector_size(AM_LANGUAGE_ROW)));
typedef int16_t row_of_16 __attribute__((vector_size(2 * AM_LANGUAGE_ROW)));

_Static_assert((LETTERS_MAX + 2) * RUN_MAX * 128 <= INT16_MAX,
	       "the rows of one word cannot overflow");

void
am_language_add_word(struct am_language_sums *sums, struct am_slice word)
{
	unsigned int letters[LETTERS_MAX + 2];
	row_of_16 quarters = { 0 };
	size_t count = read_letters(sums, word, letters);

	for (size_t i = 0; i < count; i++) {
		uint32_t hash = 2166136261U;

		for (size_t n = 0; n < RUN_MAX && i + n < count; n++) {
			row_of_8 row;

			hash = (hash ^ letters[i + n]) * 16777619U;
			if (n == 0 && letters[i] == '_')
				continue;
			memcpy(&row,
			       table[(hash ^ hash >> 15U) %
				     AM_LANGUAGE_GRAM_PLACES],
			       sizeof(row));
			quarters += __builtin_convertvector(row, row_of_16);
			sums->runs++;
		}
	}
	for (size_t k = 0; k < AM_LANGUAGE_ROW; k++)
		sums->quarters[k] += quarters[k];
}
