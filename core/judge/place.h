/* place.h - a part of the message with its words and hits, and what stands
 * around a hit.
 *
 * Layer:     judge, private to rulebook_run.c and context.c.
 * Threads:   belongs to one run.
 * Promise:   built when it is first asked for; linear in its hits.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_PLACE_H
#define AMENDS_JUDGE_PLACE_H

#include "amends/matcher.h"
#include "amends/rulebook.h"

_Static_assert(AM_HITS_MAX < UINT16_MAX, "see first_of");

/* A hit of a cue pattern. */
struct am_cue_hit {
	unsigned int context;
	uint32_t first_word, last_word;
};

struct am_place_view {
	unsigned int place; /* fields of the mail from AM_PLACE_HEADER on */
	struct am_words words;
	struct am_hits hits;
	uint16_t *first_of; /* per pattern: its first hit's index + 1 */
	uint32_t *next_of;  /* per hit: the pattern's next one + 1 */
	bool *is_marked;    /* per hit: for the leaf that is being run */

	bool has_cues; /* looked for */
	struct am_cue_hit *cues;
	size_t n_cues;

	bool has_questions; /* looked for */
	uint32_t n_questions;
	uint32_t question_begin, question_end; /* the first one's bytes */
};

/* The cues of the rulebook, and which of them are of this message's language. */
struct am_cue_table {
	struct am_slice rows, strings;
	uint32_t count;
	struct am_slice language; /* empty: cues of all languages count */
};

/* Which of the `wanted` contexts does the hit stand in? */
unsigned int am_contexts_of(struct am_place_view *view,
			    const struct am_cue_table *table,
			    struct am_arena *arena, const struct am_hit *hit,
			    unsigned int wanted);

/* The nearest cue of these contexts before the hit, in its sentence, after
 * am_contexts_of() has named them; NULL: quotation marks are why. */
const struct am_cue_hit *am_cue_of(const struct am_place_view *view,
				   const struct am_hit *hit,
				   unsigned int contexts);

/* Count the sentences that end in a question mark. */
void am_find_questions(struct am_place_view *view);

#endif
