/* text.h - words, sentences and language of a text.
 *
 * Layer:     text (alone sees utf8proc and PCRE2).
 * Threads:   safe.
 * Promise:   linear in the text, opens no file. Positions are byte offsets
 *            into the text as it was given.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_H
#define AMENDS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amends/mem.h"
#include "amends/slice.h"

/* A run of letters, marks and digits; an apostrophe between letters belongs to
 * the word ("don't", with ' or U+2019, which fold to the same). */
struct am_word {
	uint64_t hash; /* of the folded word; never 0 */
	uint32_t begin;
	uint32_t end;
	uint32_t sentence; /* counts up; ends at . ! ? : and at empty lines */
	uint32_t clause;   /* counts up; ends at , ; dashes and sentences too */
};

struct am_words {
	struct am_slice text;
	struct am_word *items;
	size_t count;
};

/* Folding: lower case, compatibility forms and accents as utf8proc's casefold
 * has them ("ß" is "ss"); accents stay. */
void am_words_split(struct am_arena *arena, struct am_slice text,
		    struct am_words *out);
uint64_t am_word_hash(struct am_slice word); /* folds, then hashes */
/* Two letters or more, and each a capital. */
bool am_word_in_capitals(struct am_slice word);
void am_fold(struct am_arena *arena, struct am_slice text,
	     struct am_slice *out);

/* The customer's own words, to give back to them: the sentence around byte `at`,
 * or its clause when that is longer than `most` bytes, on one line. False when
 * neither can be quoted: too long or short, shouted, or with a link in it.
 * Costs no more than `most` bytes, wherever `at` is. */
bool am_quote_around(struct am_arena *arena, struct am_slice text, size_t at,
		     size_t most, struct am_slice *out);
/* These words as they stand, on one line, when they can be quoted. */
bool am_quote_words(struct am_arena *arena, struct am_slice words, size_t most,
		    struct am_slice *out);
/* Is there a sentence that ends in a question mark? *out is the first one, or
 * empty when it cannot be quoted. */
bool am_quote_question(struct am_arena *arena, struct am_slice text,
		       size_t most, struct am_slice *out);

struct am_language {
	char code[4];       /* "en", "de", or "" for unknown */
	double probability; /* of that code; 0 when unknown */
};
/* Which language is this? Unknown rather than a guess. */
void am_language_guess(const struct am_words *words, struct am_language *out);

#endif
