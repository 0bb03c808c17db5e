/* SPDX-License-Identifier: MIT
 *
 * Runs at build time: puts the lists of language_words.c into one table and
 * prints it as a C array. Doing that for each mail would cost a tenth of it.
 * With the name of language_grams.txt: prints that file's letters as numbers. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fold.h"
#include "language_grams.h"
#include "language_words.h"

static void
learn(uint64_t *places, uint64_t hash, size_t language)
{
	size_t at = am_language_place(places, hash);
	uint64_t low = (UINT64_C(1) << AM_LANGUAGE_MASK_BITS) - 1;

	places[at] = (hash & ~low) | (places[at] & low) | 1U << language;
}

static void
learn_list(uint64_t *places, const char *list, size_t language)
{
	while (*list != '\0') {
		uint64_t hash = AM_HASH_START;
		size_t n = strcspn(list, " ");

		for (size_t i = 0; i < n; i++)
			hash = am_hash_byte(hash, (unsigned char)list[i]);
		if (n > 0)
			learn(places, hash, language);
		list += n + (list[n] == ' ');
	}
}

static int
print_words(void)
{
	static uint64_t places[AM_LANGUAGE_PLACES];

	for (size_t i = 0; i < AM_LANGUAGES; i++)
		learn_list(places, am_language_words[i].words, i);
	for (size_t i = 0; i < AM_LANGUAGE_PLACES; i++)
		printf("0x%016" PRIx64 ",\n", places[i]);
	return 0;
}

static int
print_grams(const char *path)
{
	char line[AM_LANGUAGE_COLUMNS + 2]; /* LF and NUL */
	FILE *file = fopen(path, "re");
	size_t lines = 0;

	if (file == NULL)
		return 1;
	for (; fgets(line, sizeof(line), file) != NULL; lines++) {
		if (strcspn(line, "\n") != AM_LANGUAGE_COLUMNS)
			break;
		printf("{ ");
		for (size_t i = 0; i < AM_LANGUAGE_COLUMNS; i++)
			printf("%d, ", line[i] - '@');
		printf("},\n");
	}
	(void)fclose(file);
	return lines == AM_LANGUAGE_GRAM_PLACES ? 0 : 1;
}

int
main(int argc, char **argv)
{
	return argc > 1 ? print_grams(argv[1]) : print_words();
}
