/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "amends/text.h"
#include "fold.h"
#include "language_grams.h"
#include "language_words.h"

#define WORDS_READ 150 /* more do not make it surer */

#define RUN_WEIGHT  0.25 /* runs overlap: each says less than it seems */
#define WORD_WEIGHT 1.5  /* of a word that one language has: log-odds */
#define LEAST_SURE  0.8  /* a smaller probability is unknown */
#define FEW_RUNS    60   /* of some 15 letters: chance has a say in them */
#define SURE_OF_FEW 0.95

/* How much a word says that n languages share. */
static const double share[AM_LANGUAGES + 1] = {
	0, 1, 0.72, 0.56, 0.44, 0.35, 0.28, 0.22, 0.16, 0.12, 0.07, 0.03, 0,
};

static const uint64_t places[AM_LANGUAGE_PLACES] = {
#include "language_table.inc"
};

struct guesser {
	struct am_slice text;
	double score[AM_LANGUAGE_COLUMNS];
	struct am_language_sums sums;
	size_t counted; /* words */
	size_t chunk_end;
	bool is_address; /* the chunk up to there */
};

/* The languages that have this word. */
static unsigned int
mask_of(uint64_t hash)
{
	uint64_t place = places[am_language_place(places, hash)];

	return (unsigned int)(place & ((1U << AM_LANGUAGE_MASK_BITS) - 1));
}

/* "l'hôtel": the bytes up to and with its apostrophe, which becomes a plain
 * one; 0 when there is none or it stands late. */
static uint64_t
hash_elided(struct am_slice word)
{
	uint64_t hash = AM_HASH_START;

	for (size_t i = 0; i < word.len && i < 9; i++) {
		struct am_slice rest = am_slice_from(word, i);

		if (am_slice_starts(rest, "'") ||
		    am_slice_starts(rest, "\xe2\x80\x99"))
			return am_hash_byte(hash, '\'');
		hash = am_hash_byte(hash, am_fold_ascii(rest.ptr[0]));
	}
	return 0;
}

/* Pages, addresses, names of files: "https://x.example/a", "a@b.example",
 * "www.x.example", "order_form.pdf". A point counts between letters only when
 * no blank was forgotten behind a sentence: "late.Please". */
static bool
is_address(struct am_slice chunk)
{
	for (size_t i = 1; i + 1 < chunk.len; i++) {
		char c = chunk.ptr[i];
		char next = chunk.ptr[i + 1];

		if (c == '@' || c == '_' || c == '\\' ||
		    (c == ':' && next == '/'))
			return true;
		if (c == '.' && !am_is_space(next) &&
		    (am_is_digit(next) || am_lower(next) == next) &&
		    (am_is_alpha(next) || am_is_digit(next)))
			return true;
	}
	return false;
}

/* Does the word stand in an address? Each byte is looked at once. */
static bool
is_in_address(struct guesser *g, const struct am_word *word)
{
	size_t begin = word->begin;
	size_t end = word->end;

	if (word->begin < g->chunk_end)
		return g->is_address;
	while (begin > g->chunk_end && !am_is_space(g->text.ptr[begin - 1]))
		begin--;
	while (end < g->text.len && !am_is_space(g->text.ptr[end]))
		end++;
	g->chunk_end = end;
	g->is_address = is_address(
		am_slice_range(g->text.ptr + begin, g->text.ptr + end));
	return g->is_address;
}

static void
count_word(struct guesser *g, const struct am_word *w)
{
	struct am_slice word =
		am_slice_range(g->text.ptr + w->begin, g->text.ptr + w->end);
	unsigned int mask = mask_of(w->hash);
	uint64_t elided = 0;

	if (is_in_address(g, w))
		return;
	g->counted++;
	am_language_add_word(&g->sums, word);
	if (mask == 0 && (elided = hash_elided(word)) != 0)
		mask = mask_of(elided);
	for (size_t i = 0; i < AM_LANGUAGES; i++) {
		if ((mask & 1U << i) != 0)
			g->score[i] +=
				WORD_WEIGHT * share[__builtin_popcount(mask)];
	}
}

/* The probability of the best. */
static double
find_best(struct guesser *g, size_t *best)
{
	double sum = 0;

	*best = 0;
	for (size_t i = 0; i < AM_LANGUAGE_COLUMNS; i++) {
		g->score[i] += RUN_WEIGHT / 4 * g->sums.quarters[i];
		if (g->score[i] > g->score[*best])
			*best = i;
	}
	for (size_t i = 0; i < AM_LANGUAGE_COLUMNS; i++)
		sum += exp(g->score[i] - g->score[*best]);
	return 1 / sum;
}

void
am_language_guess(const struct am_words *words, struct am_language *out)
{
	struct guesser g = { .text = words->text };
	size_t best;
	double sure;

	*out = (struct am_language){ .code = "" };
	for (size_t i = 0; i < words->count && g.counted < WORDS_READ; i++)
		count_word(&g, &words->items[i]);
	if (g.sums.runs == 0 || 2 * (size_t)g.sums.strange >= g.counted)
		return;
	sure = find_best(&g, &best);
	if (best == AM_LANGUAGE_OTHERS || sure < LEAST_SURE ||
	    (g.sums.runs < FEW_RUNS && sure < SURE_OF_FEW))
		return;
	memcpy(out->code, am_language_words[best].code, sizeof(out->code));
	out->probability = sure;
}
