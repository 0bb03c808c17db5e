/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "amends/text.h"
#include "fold.h"
#include "language_words.h"

#define WORDS_READ    600  /* more do not make it surer */
#define BYTES_READ    6000 /* of the text, for letters */
#define LETTERS_READ  12   /* of those beyond a to z */
#define ENDING_MAX    6    /* bytes */
#define WORD_WEIGHT   2.5  /* of a word that one language has: log-odds */
#define ENDING_WEIGHT 0.7
#define LETTER_WEIGHT 0.8
#define STRANGE_COST  0.5  /* of a letter that none of them has */
#define LEAST_MARGIN  1.3  /* over the second */
#define LEAST_COVERED 0.15 /* part of the words that must be known */

/* How much a mark says that n languages share. */
static const double share[AM_LANGUAGES + 1] = {
	0, 1, 0.72, 0.56, 0.44, 0.35, 0.28, 0.22, 0.16, 0.12, 0.07, 0.03, 0,
};

static const uint64_t places[AM_LANGUAGE_PLACES] = {
#include "language_table.inc"
};

struct guesser {
	double score[AM_LANGUAGES];
	size_t known[AM_LANGUAGES]; /* words of the text that it has */
	size_t strange;             /* letters of other languages */
};

static uint64_t
hash_ending(struct am_slice folded)
{
	uint64_t hash = am_hash_byte(AM_HASH_START, '-');

	for (size_t i = 0; i < folded.len; i++)
		hash = am_hash_byte(hash, (unsigned char)folded.ptr[i]);
	return hash;
}

/* The languages that have this word or ending. */
static unsigned int
mask_of(uint64_t hash)
{
	uint64_t place = places[am_language_place(places, hash)];

	return (unsigned int)(place & ((1U << AM_LANGUAGE_MASK_BITS) - 1));
}

static void
count(struct guesser *g, unsigned int mask, double weight, bool is_word)
{
	weight *= share[__builtin_popcount(mask)];
	for (size_t i = 0; i < AM_LANGUAGES; i++) {
		if ((mask & 1U << i) == 0)
			continue;
		g->score[i] += weight;
		g->known[i] += is_word;
	}
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

/* The languages that have the longest known ending of this word. */
static unsigned int
ending_mask(struct am_slice word)
{
	unsigned int mask = 0;

	for (size_t n = ENDING_MAX; n >= 2 && mask == 0; n--)
		if (word.len >= n + 3)
			mask = mask_of(
				hash_ending(am_slice_from(word, word.len - n)));
	return mask;
}

static void
count_word(struct guesser *g, const struct am_word *w, struct am_slice text)
{
	struct am_slice word =
		am_slice_range(text.ptr + w->begin, text.ptr + w->end);
	unsigned int mask = mask_of(w->hash);
	uint64_t elided = 0;

	if (mask == 0 && (elided = hash_elided(word)) != 0)
		mask = mask_of(elided);
	if (mask != 0)
		count(g, mask, WORD_WEIGHT, true);
	else
		count(g, ending_mask(word), ENDING_WEIGHT, false);
}

/* The small letter of a capital in Latin-1 and Latin Extended-A, roughly. */
static unsigned int
small_letter(unsigned int c)
{
	if (c >= 0xc0 && c <= 0xde)
		return c + 0x20;
	if ((c >= 0x139 && c <= 0x148) || c >= 0x179)
		return c + c % 2;
	return c >= 0x100 ? c | 1U : c;
}

static void
count_letters(struct guesser *g, struct am_slice text)
{
	size_t letters = 0;
	size_t n = 0;

	for (size_t i = 0; i < text.len && letters < LETTERS_READ; i += n) {
		char letter[5] = { 0 };
		unsigned int c = 0;
		unsigned int mask = 0;

		n = am_utf8_next(am_slice_from(text, i), &c);
		if (c < 0xa1 || c > 0x17f)
			continue;
		(void)am_utf8_put(small_letter(c), letter);
		for (size_t k = 0; k < AM_LANGUAGES; k++) {
			if (strstr(am_language_words[k].letters, letter))
				mask |= 1U << k;
		}
		count(g, mask, LETTER_WEIGHT, false);
		g->strange += mask == 0 && c >= 0xc0;
		letters++;
	}
}

/* The best two by score. */
static void
rank(const struct guesser *g, size_t *best, size_t *second)
{
	*best = g->score[1] > g->score[0] ? 1 : 0;
	*second = 1 - *best;
	for (size_t i = 2; i < AM_LANGUAGES; i++) {
		if (g->score[i] > g->score[*best]) {
			*second = *best;
			*best = i;
		} else if (g->score[i] > g->score[*second]) {
			*second = i;
		}
	}
}

void
am_language_guess(const struct am_words *words, struct am_language *out)
{
	struct guesser g;
	size_t read = words->count < WORDS_READ ? words->count : WORDS_READ;
	size_t best;
	size_t second;
	double margin;

	*out = (struct am_language){ .code = "" };
	if (read == 0)
		return;
	memset(&g, 0, sizeof(g));
	for (size_t i = 0; i < read; i++)
		count_word(&g, &words->items[i], words->text);
	count_letters(&g, am_slice_cut_utf8(words->text, BYTES_READ));
	rank(&g, &best, &second);
	margin = g.score[best] - g.score[second] -
		 STRANGE_COST * (double)g.strange;
	if (margin < LEAST_MARGIN || g.known[best] == 0 ||
	    (double)g.known[best] < LEAST_COVERED * (double)read)
		return;
	memcpy(out->code, am_language_words[best].code, sizeof(out->code));
	out->probability = 1 / (1 + exp(-margin));
}
