/* SPDX-License-Identifier: MIT
 *
 * How far a cue reaches was chosen on plain mail: "not" and "thanks for" speak
 * of what follows soon in their clause, "if" of the rest of the sentence. */
#include "amends/flat.h"
#include "place.h"
#include "rulebook_format.h"

#define NEGATED_WORDS     6U
#define THANKED_FOR_WORDS 10U
#define CONDITIONAL_WORDS 25U
#define QUOTE_MAX_BYTES   1000U /* a longer quotation is a stray mark */

/* The contexts that a pattern is a cue of, in this message's language. */
static unsigned int
contexts_of_pattern(const struct am_cue_table *table, uint32_t pattern)
{
	unsigned int contexts = 0;
	uint32_t low = 0;
	uint32_t high = table->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (am_flat_u32(table->rows, (size_t)middle * AM_CUE_BYTES) <
		    pattern)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < table->count; low++) {
		size_t row = (size_t)low * AM_CUE_BYTES;
		struct am_slice language = am_flat_bytes(
			table->strings, am_flat_u32(table->rows, row + 8),
			am_flat_u32(table->rows, row + 12));

		if (am_flat_u32(table->rows, row) != pattern)
			break;
		if (language.len == 0 || table->language.len == 0 ||
		    am_slice_eq(language, table->language))
			contexts |= am_flat_u32(table->rows, row + 4);
	}
	return contexts;
}

static void
find_cues(struct am_place_view *view, const struct am_cue_table *table,
	  struct am_arena *arena)
{
	if (view->has_cues)
		return;
	view->has_cues = true;
	view->cues =
		am_arena_array(arena, view->hits.count, sizeof(*view->cues));
	for (size_t i = 0; i < view->hits.count; i++) {
		const struct am_hit *hit = &view->hits.items[i];
		unsigned int contexts =
			contexts_of_pattern(table, hit->pattern);

		if (contexts != 0)
			view->cues[view->n_cues++] =
				(struct am_cue_hit){ contexts, hit->first_word,
						     hit->last_word };
	}
}

/* The number of cues whose first word is before that one. */
static size_t
cues_before(const struct am_place_view *view, uint32_t word)
{
	size_t low = 0;
	size_t high = view->n_cues;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (view->cues[middle].first_word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Does the cue stand before the hit, in its sentence and within reach? */
static bool
reaches(const struct am_place_view *view, const struct am_cue_hit *cue,
	const struct am_hit *hit, uint32_t words)
{
	const struct am_word *items = view->words.items;

	return cue->last_word < hit->first_word &&
	       hit->first_word - cue->last_word <= words &&
	       items[cue->last_word].sentence ==
		       items[hit->first_word].sentence;
}

/* Where the last turn before the hit ends ("but", "not only"): a cue that ends
 * before it does not reach the hit. 0 when there is none, which no cue ends
 * before. */
static uint32_t
turn_before(const struct am_place_view *view, const struct am_hit *hit)
{
	for (size_t i = cues_before(view, hit->first_word); i > 0; i--) {
		const struct am_cue_hit *cue = &view->cues[i - 1];

		if ((cue->context & AM_TURN) &&
		    reaches(view, cue, hit, UINT32_MAX))
			return cue->last_word;
	}
	return 0;
}

/* Two negations that do not overlap lift each other. */
static bool
is_negated(const struct am_place_view *view, const struct am_hit *hit)
{
	const struct am_word *items = view->words.items;
	uint32_t clause = items[hit->first_word].clause;
	uint32_t turn = turn_before(view, hit);
	uint32_t upto = hit->first_word;
	unsigned int count = 0;

	for (size_t i = cues_before(view, hit->first_word); i > 0; i--) {
		const struct am_cue_hit *cue = &view->cues[i - 1];

		if (items[cue->first_word].sentence !=
		    items[hit->first_word].sentence)
			break;
		if (!(cue->context & AM_NEGATED) || cue->last_word >= upto ||
		    cue->last_word < turn ||
		    !reaches(view, cue, hit, NEGATED_WORDS) ||
		    items[cue->last_word].clause != clause)
			continue;
		count++;
		upto = cue->first_word;
	}
	return count % 2 == 1;
}

static bool
follows_cue(const struct am_place_view *view, const struct am_hit *hit,
	    unsigned int context, uint32_t words)
{
	const struct am_word *items = view->words.items;

	for (size_t i = cues_before(view, hit->first_word); i > 0; i--) {
		const struct am_cue_hit *cue = &view->cues[i - 1];

		if (items[cue->first_word].sentence !=
		    items[hit->first_word].sentence)
			break;
		if ((cue->context & context) && reaches(view, cue, hit, words))
			return true;
	}
	return false;
}

static bool
is_thanked_for(const struct am_place_view *view, const struct am_hit *hit)
{
	const struct am_word *items = view->words.items;
	uint32_t clause = items[hit->first_word].clause;
	uint32_t turn = turn_before(view, hit);

	for (size_t i = cues_before(view, hit->first_word); i > 0; i--) {
		const struct am_cue_hit *cue = &view->cues[i - 1];

		if (items[cue->first_word].clause != clause)
			break;
		if ((cue->context & AM_THANKED_FOR) && cue->last_word >= turn &&
		    reaches(view, cue, hit, THANKED_FOR_WORDS))
			return true;
	}
	return false;
}

enum mark {
	NO_MARK,
	OPENS,
	CLOSES
};

/* Is there a quotation mark at `at`? A straight one opens when a blank is
 * before it and none behind. Behind a digit it means inches. The length of the
 * character goes to *len. */
static enum mark
quotation_mark(struct am_slice text, size_t at, size_t *len)
{
	unsigned int cp = 0;
	bool after_space;
	bool before_space;
	bool before_word;

	*len = am_utf8_next(am_slice_from(text, at), &cp);
	after_space = at == 0 || am_is_space(text.ptr[at - 1]) ||
		      text.ptr[at - 1] == '(';
	before_space =
		at + *len >= text.len || am_is_space(text.ptr[at + *len]);
	before_word = !before_space && (am_is_alpha(text.ptr[at + *len]) ||
					am_is_digit(text.ptr[at + *len]));
	switch (cp) {
	case '"':
		if (at > 0 && am_is_digit(text.ptr[at - 1]))
			return NO_MARK;
		return after_space && !before_space ? OPENS : CLOSES;
	case 0x201E: /* low double */
		return OPENS;
	case 0x201D: /* right double */
		return CLOSES;
	case 0x201C: /* left double: it closes in German */
		return after_space && !before_space ? OPENS : CLOSES;
	case 0x00AB: /* guillemets: with blanks inside, or turned round */
		return after_space ? OPENS : CLOSES;
	case 0x00BB:
		return after_space && before_word ? OPENS : CLOSES;
	default:
		return NO_MARK;
	}
}

static size_t
sentence_begin(const struct am_place_view *view, uint32_t word)
{
	const struct am_word *items = view->words.items;
	uint32_t sentence = items[word].sentence;

	while (word > 0 && items[word - 1].sentence == sentence)
		word--;
	return word > 0 ? items[word - 1].end : 0;
}

/* The next byte from `at` on that may be a quotation mark or a line end. */
static size_t
next_sign(struct am_slice text, size_t at, size_t stop)
{
	while (at < stop && text.ptr[at] != '"' && text.ptr[at] != '\n' &&
	       (unsigned char)text.ptr[at] < 0x80U)
		at++;
	return at;
}

/* Inside a quotation: one was opened before the hit in its sentence and is
 * closed behind it; or, when the sentence is a later one of a quotation, the
 * next mark behind the hit closes. */
static bool
is_quoted(const struct am_place_view *view, const struct am_hit *hit)
{
	struct am_slice text = view->words.text;
	bool is_open = false;
	bool was_seen = false;
	size_t len = 1;
	size_t stop;

	for (size_t at = sentence_begin(view, hit->first_word); at < hit->begin;
	     at += len) {
		enum mark mark = quotation_mark(text, at, &len);

		if (mark != NO_MARK)
			is_open = mark == OPENS;
		was_seen |= mark != NO_MARK;
	}
	if (was_seen && !is_open)
		return false;
	stop = hit->end + QUOTE_MAX_BYTES;
	if (stop > text.len)
		stop = text.len;
	for (size_t at = hit->end; (at = next_sign(text, at, stop)) < stop;
	     at += len) {
		enum mark mark = quotation_mark(text, at, &len);

		if (mark != NO_MARK)
			return mark == CLOSES;
		if (text.ptr[at] == '\n' && at + 1 < stop &&
		    text.ptr[at + 1] == '\n')
			return false;
	}
	return false;
}

unsigned int
am_contexts_of(struct am_place_view *view, const struct am_cue_table *table,
	       struct am_arena *arena, const struct am_hit *hit,
	       unsigned int wanted)
{
	unsigned int found = 0;

	find_cues(view, table, arena);
	if ((wanted & AM_NEGATED) && is_negated(view, hit))
		found |= AM_NEGATED;
	if ((wanted & AM_CONDITIONAL) &&
	    follows_cue(view, hit, AM_CONDITIONAL, CONDITIONAL_WORDS))
		found |= AM_CONDITIONAL;
	if ((wanted & AM_THANKED_FOR) && is_thanked_for(view, hit))
		found |= AM_THANKED_FOR;
	if ((wanted & AM_REPORTED) &&
	    (is_quoted(view, hit) ||
	     follows_cue(view, hit, AM_REPORTED, UINT32_MAX)))
		found |= AM_REPORTED;
	return found;
}

const struct am_cue_hit *
am_cue_of(const struct am_place_view *view, const struct am_hit *hit,
	  unsigned int contexts)
{
	for (size_t i = cues_before(view, hit->first_word); i > 0; i--) {
		const struct am_cue_hit *cue = &view->cues[i - 1];

		if ((cue->context & contexts) &&
		    reaches(view, cue, hit, UINT32_MAX))
			return cue;
	}
	return NULL;
}

static bool
has_question_mark(struct am_slice s)
{
	return am_slice_chr(s, '?') < s.len ||
	       am_slice_find(s, "\xEF\xBC\x9F") < s.len || /* full width */
	       am_slice_find(s, "\xD8\x9F") < s.len;       /* Arabic */
}

void
am_find_questions(struct am_place_view *view)
{
	const struct am_words *words = &view->words;
	uint32_t begin = 0;

	if (view->has_questions)
		return;
	view->has_questions = true;
	if (words->items == NULL)
		return;
	for (size_t i = 0; i < words->count; i++) {
		const struct am_word *w = &words->items[i];
		const struct am_word *next =
			i + 1 < words->count ? w + 1 : NULL;
		size_t upto = next != NULL ? next->begin : words->text.len;

		if (next != NULL && next->sentence == w->sentence)
			continue;
		if (has_question_mark(am_slice_range(words->text.ptr + w->end,
						     words->text.ptr + upto)) &&
		    view->n_questions++ == 0) {
			view->question_begin = words->items[begin].begin;
			view->question_end = w->end;
		}
		begin = (uint32_t)i + 1;
	}
}
