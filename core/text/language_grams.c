/* SPDX-License-Identifier: MIT */
#include "language_grams.h"

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

void
am_language_add_word(struct am_language_sums *sums, struct am_slice word)
{
	unsigned int letters[LETTERS_MAX + 2];
	size_t count = read_letters(sums, word, letters);

	for (size_t i = 0; i < count; i++) {
		uint32_t hash = 2166136261U;

		for (size_t n = 0; n < RUN_MAX && i + n < count; n++) {
			const int8_t *row;

			hash = (hash ^ letters[i + n]) * 16777619U;
			if (n == 0 && letters[i] == '_')
				continue;
			row = table[(hash ^ hash >> 15U) %
				    AM_LANGUAGE_GRAM_PLACES];
			for (size_t k = 0; k < AM_LANGUAGE_ROW; k++)
				sums->quarters[k] += row[k];
			sums->runs++;
		}
	}
}
