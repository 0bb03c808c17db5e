/* phrase.h - a phrase as the symbols of the trie.
 *
 * Layer:     text, private.
 * Threads:   safe.
 * Promise:   a phrase that was read has a word at both ends and can match.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_PHRASE_H
#define AMENDS_TEXT_PHRASE_H

#include <stdint.h>

#include "amends/matcher.h"

struct am_symbol {
	uint64_t value;     /* what the edge is found by, see trie.h */
	uint64_t stem;      /* hash of a stem, 0 for others */
	unsigned int bytes; /* of the folded stem */
	uint32_t gap;       /* up to so many words of any kind, 0 for others */
};

struct am_phrase {
	struct am_slice text;
	struct am_symbol symbols[AM_PHRASE_MAX_WORDS];
	size_t count;
	size_t gaps;
	uint32_t gap_words; /* of all of them */
};

/* `scratch` is for the work only. AM_ECONFIG: what is wrong with it. */
AM_MUST_CHECK enum am_code am_phrase_read(struct am_phrase *out,
					  struct am_slice text,
					  struct am_arena *scratch,
					  struct am_err *err);

#endif
