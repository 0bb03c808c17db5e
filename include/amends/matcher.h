/* matcher.h - many phrases and regular expressions over a text at once.
 *
 * Layer:     text.
 * Threads:   a built matcher is read-only.
 * Promise:   scanning is linear in the words times the matches that begin at
 *            each (bounded by the longest phrase and three gaps). A regular
 *            expression is compiled only after one of its trigger words was
 *            seen, and stops at its match limit (a miss then). The sections
 *            come from a checked image; every index is bounds-checked again.
 *
 * A phrase is words, folded. "*" alone stands for up to three words of any
 * kind, "*5" for up to five; "refund*" for every word that begins with refund (at least three
 * letters). Punctuation between words does not count, the end of a sentence
 * does: no phrase reaches over one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MATCHER_H
#define AMENDS_MATCHER_H

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/image.h"
#include "amends/text.h"

#define AM_PHRASE_MAX_WORDS 12

struct am_matcher_builder;

struct am_matcher_builder *am_matcher_builder_new(void);
void am_matcher_builder_free(struct am_matcher_builder *b);

/* The pattern's number; the same phrase or regex gives the same number.
 * AM_ECONFIG: empty, too long, only wildcards. */
AM_MUST_CHECK enum am_code am_matcher_add_phrase(struct am_matcher_builder *b,
						 struct am_slice phrase,
						 uint32_t *pattern,
						 struct am_err *err);

/* `triggers`: words of which the text must hold one ("week*" allowed); may be
 * NULL or none when words can be read off the regex that every match holds.
 * Where they can be, only matches are found that begin in the paragraph of such
 * a word or between such paragraphs. AM_ECONFIG: PCRE2's own words and offset,
 * or that no word could be found and some must be given. */
AM_MUST_CHECK enum am_code
am_matcher_add_regex(struct am_matcher_builder *b, struct am_slice regex,
		     const struct am_slices *triggers, uint32_t *pattern,
		     struct am_err *err);

void am_matcher_finish(struct am_matcher_builder *b,
		       struct am_image_writer *out);

struct am_hit {
	uint32_t pattern;
	uint32_t first_word; /* index into words */
	uint32_t last_word;
	uint32_t begin; /* byte offsets */
	uint32_t end;
};

struct am_hits {
	struct am_hit *items; /* in order of begin, then pattern */
	size_t count;
	bool is_cut; /* more than AM_HITS_MAX: the rest was left out */
};
#define AM_HITS_MAX 4096

/* Every match of every pattern. */
void am_matcher_scan(const struct am_image *image, const struct am_words *words,
		     struct am_arena *arena, struct am_hits *out);

#endif
