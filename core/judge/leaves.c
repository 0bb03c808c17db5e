/* SPDX-License-Identifier: MIT
 *
 * The leaves of conditions that look at the matches in a place. */
#include "amends/flat.h"
#include "run.h"
#include "trace.h"

#define NEAR_PATTERNS_MAX 8  /* what a builder writes at most */
#define SHOUT_WORDS       3U /* fewer are an abbreviation */
#define SHOUT_LETTERS     6U /* but for a place that is all of them */

static bool
counts(struct am_run *run, struct am_place_view *view, const struct am_hit *hit,
       unsigned int without)
{
	unsigned int found;

	if (without == 0 || run->counts_all)
		return true;
	found = am_contexts_of(view, &run->book.cues, run->arena, hit, without);
	if (found != 0 && run->around->trace != NULL)
		am_trace_cut(run, view, hit, found);
	return found == 0;
}

static uint32_t
first_hit(const struct am_run *run, const struct am_place_view *view,
	  uint32_t pattern)
{
	if (view->first_of == NULL || pattern >= run->book.n_patterns)
		return 0;
	return view->first_of[pattern];
}

static struct am_value
value_of(const struct am_place_view *view, const struct am_hit *hit)
{
	return (struct am_value){ .count = 1,
				  .has_span = true,
				  .place = view->place,
				  .begin = hit->begin,
				  .end = hit->end };
}

/* Hits of any of the patterns, in the order of the text; of those that overlap
 * one counts. */
struct am_value
am_leaf_any(struct am_run *run, struct am_place_view *view,
	    struct am_slice patterns, unsigned int without)
{
	struct am_value out = { .count = 0 };
	size_t low = view->hits.count;
	size_t high = 0;
	uint32_t free_from = 0;

	for (size_t at = 0; at < patterns.len; at += 4) {
		uint32_t i = first_hit(run, view, am_flat_u32(patterns, at));

		for (; i > 0; i = view->next_of[i - 1]) {
			view->is_marked[i - 1] = true;
			low = i - 1 < low ? i - 1 : low;
			high = i > high ? i : high;
		}
	}
	for (size_t i = low; i < high; i++) {
		const struct am_hit *hit = &view->hits.items[i];
		bool is_mine = view->is_marked[i];

		view->is_marked[i] = false;
		if (!is_mine || hit->first_word < free_from ||
		    !counts(run, view, hit, without))
			continue;
		if (out.count == 0)
			out = value_of(view, hit);
		else
			out.count++;
		free_from = hit->last_word + 1;
	}
	return out;
}

/* Each pattern must have a hit; the span is that of the earliest. */
struct am_value
am_leaf_all(struct am_run *run, struct am_place_view *view,
	    struct am_slice patterns, unsigned int without)
{
	struct am_value out = { .count = 0 };

	for (size_t at = 0; at < patterns.len; at += 4) {
		uint32_t i = first_hit(run, view, am_flat_u32(patterns, at));
		const struct am_hit *hit = NULL;

		while (i > 0 &&
		       !counts(run, view, &view->hits.items[i - 1], without))
			i = view->next_of[i - 1];
		if (i == 0)
			return (struct am_value){ .count = 0 };
		hit = &view->hits.items[i - 1];
		if (out.count == 0 || hit->begin < out.begin)
			out = value_of(view, hit);
	}
	return out;
}

/* What each pattern of a near() was last seen at. */
struct seen {
	uint32_t first[NEAR_PATTERNS_MAX];
	bool is_seen[NEAR_PATTERNS_MAX];
	size_t count;
};

static bool
all_seen_since(const struct seen *seen, uint32_t word)
{
	for (size_t i = 0; i < seen->count; i++)
		if (!seen->is_seen[i] || seen->first[i] < word)
			return false;
	return true;
}

static uint32_t
earliest(const struct seen *seen, uint32_t first)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->first[i] < first)
			first = seen->first[i];
	return first;
}

/* In the order of the text: a match ends a group when every other pattern was
 * seen not more than `within` words before its end. The groups share no match. */
struct am_value
am_leaf_near(struct am_run *run, struct am_place_view *view,
	     struct am_slice patterns, unsigned int without, uint32_t within)
{
	struct seen seen = { .count = patterns.len / 4 };
	struct am_value out = { .count = 0 };

	if (seen.count > NEAR_PATTERNS_MAX)
		return out;
	for (size_t i = 0; i < view->hits.count; i++) {
		const struct am_hit *hit = &view->hits.items[i];
		uint32_t since = hit->last_word + 1 > within
					 ? hit->last_word + 1 - within
					 : 0;
		bool is_mine = false;

		for (size_t p = 0; p < seen.count; p++) {
			if (am_flat_u32(patterns, p * 4) != hit->pattern ||
			    !counts(run, view, hit, without))
				continue;
			seen.first[p] = hit->first_word;
			seen.is_seen[p] = is_mine = true;
		}
		if (!is_mine || !all_seen_since(&seen, since))
			continue;
		if (out.count++ == 0) {
			uint32_t first = earliest(&seen, hit->first_word);

			out = value_of(view, hit);
			out.begin = view->words.items[first].begin;
		}
		memset(seen.is_seen, 0, sizeof(seen.is_seen));
	}
	return out;
}

/* Does a match begin at the first word, or end at the last? */
struct am_value
am_leaf_edge(struct am_run *run, struct am_place_view *view,
	     struct am_slice patterns, unsigned int without, bool is_start)
{
	for (size_t at = 0; at < patterns.len; at += 4) {
		uint32_t i = first_hit(run, view, am_flat_u32(patterns, at));

		for (; i > 0; i = view->next_of[i - 1]) {
			const struct am_hit *hit = &view->hits.items[i - 1];
			bool is_there = is_start ? hit->first_word == 0
						 : hit->last_word + 1 ==
							   view->words.count;

			if (is_there && counts(run, view, hit, without))
				return value_of(view, hit);
			if (is_start && hit->first_word > 0)
				break;
		}
	}
	return (struct am_value){ .count = 0 };
}

/* Runs of words in capitals. */
struct am_value
am_leaf_shouting(struct am_place_view *view)
{
	const struct am_words *words = &view->words;
	struct am_value out = { .count = 0 };
	size_t begin = 0;

	for (size_t i = 0; i <= words->count; i++) {
		size_t run = i - begin;

		if (i < words->count &&
		    am_word_in_capitals((struct am_slice){
			    words->text.ptr + words->items[i].begin,
			    words->items[i].end - words->items[i].begin }))
			continue;
		if (run >= SHOUT_WORDS ||
		    (run > 0 && run == words->count &&
		     words->items[i - 1].end - words->items[begin].begin >=
			     SHOUT_LETTERS)) {
			if (out.count == 0)
				out = (struct am_value){
					.has_span = true,
					.place = view->place,
					.begin = words->items[begin].begin,
					.end = words->items[i - 1].end
				};
			out.count++;
		}
		begin = i + 1;
	}
	return out;
}
