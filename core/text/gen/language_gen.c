/* SPDX-License-Identifier: MIT
 *
 * Runs at build time: puts the lists of language_words.c into one table and
 * prints it as a C array. Doing that for each mail would cost a tenth of it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fold.h"
#include "language_words.h"

static void
learn(uint64_t *places, uint64_t hash, size_t language)
{
	size_t at = am_language_place(places, hash);
	uint64_t low = (UINT64_C(1) << AM_LANGUAGE_MASK_BITS) - 1;

	places[at] = (hash & ~low) | (places[at] & low) | 1U << language;
}

static void
learn_list(uint64_t *places, const char *list, uint64_t start, size_t language)
{
	while (*list != '\0') {
		uint64_t hash = start;
		size_t n = strcspn(list, " ");

		for (size_t i = 0; i < n; i++)
			hash = am_hash_byte(hash, (unsigned char)list[i]);
		if (n > 0)
			learn(places, hash, language);
		list += n + (list[n] == ' ');
	}
}

int
main(void)
{
	static uint64_t places[AM_LANGUAGE_PLACES];
	uint64_t ending = am_hash_byte(AM_HASH_START, '-');

	for (size_t i = 0; i < AM_LANGUAGES; i++) {
		const struct am_language_words *l = &am_language_words[i];

		learn_list(places, l->words, AM_HASH_START, i);
		learn_list(places, l->endings, ending, i);
	}
	for (size_t i = 0; i < AM_LANGUAGE_PLACES; i++)
		printf("0x%016" PRIx64 ",\n", places[i]);
	return 0;
}
