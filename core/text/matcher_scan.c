/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "amends/flat.h"
#include "amends/matcher.h"
#include "fold.h"
#include "regex.h"
#include "trie_view.h"

/* A word leads to few tries; more than this many on average is a text made to
 * cost time. */
#define STEPS_PER_WORD  256U
#define HITS_FIRST_ROOM 64U

/* Which triggers of a regex were seen (AM_REGEX_HAS_*), and between which words
 * those that its matches hold. */
struct triggered {
	uint32_t seen;
	uint32_t first, last;
};

struct scan {
	struct am_trie trie;
	const struct am_words *words;
	struct am_arena *arena;
	struct am_hits *out;
	size_t cap;
	/* The stems that word i begins with: stems[first_stem[i]] and on, up to
	 * first_stem[i + 1]. */
	uint32_t *first_stem;
	uint64_t *stems;
	size_t n_stems, cap_stems;
	struct triggered *triggered; /* per regex, once there is one */
	uint32_t begin;              /* the word that the walk began with */
	uint64_t steps;
};

static void
add_stem(struct scan *s, uint64_t hash)
{
	if (s->n_stems == s->cap_stems)
		s->stems = am_arena_grow(s->arena, s->stems, s->n_stems,
					 &s->cap_stems, sizeof(*s->stems));
	s->stems[s->n_stems++] = am_trie_stem(hash);
}

/* Heads of the word are looked up only at lengths that a stem has. False when
 * a character outside ASCII comes up: then it must be folded first. */
static bool
find_stems_ascii(struct scan *s, struct am_slice word)
{
	uint64_t lengths = s->trie.lengths >> 1U;
	size_t upto = s->trie.longest_stem;
	uint64_t hash = AM_HASH_START;

	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char)word.ptr[i] >= 0x80U)
			return false;
		if (i >= upto)
			continue;
		hash = am_hash_byte(hash, am_fold_ascii(word.ptr[i]));
		if ((lengths >> i & 1U) && am_trie_is_stem(&s->trie, hash))
			add_stem(s, hash);
	}
	return true;
}

static void
find_stems(struct scan *s, struct am_slice word)
{
	size_t before = s->n_stems;
	uint64_t hash = AM_HASH_START;
	struct am_folded folded;

	if (find_stems_ascii(s, word))
		return;
	s->n_stems = before;
	am_fold_piece(word, &folded);
	word = am_slice_head(folded.bytes, s->trie.longest_stem);
	for (size_t i = 0; i < word.len; i++) {
		hash = am_hash_byte(hash, (unsigned char)word.ptr[i]);
		if ((s->trie.lengths >> (i + 1) & 1U) &&
		    am_trie_is_stem(&s->trie, hash))
			add_stem(s, hash);
	}
}

static void
find_all_stems(struct scan *s)
{
	const struct am_words *words = s->words;

	s->first_stem = am_arena_array(s->arena, words->count + 1,
				       sizeof(*s->first_stem));
	for (size_t i = 0; i < words->count; i++) {
		const struct am_word *w = &words->items[i];

		s->first_stem[i] = (uint32_t)s->n_stems;
		if (s->trie.lengths != 0)
			find_stems(s, am_slice_range(words->text.ptr + w->begin,
						     words->text.ptr + w->end));
	}
	s->first_stem[words->count] = (uint32_t)s->n_stems;
}

static void
add_hit(struct scan *s, const struct am_hit *hit)
{
	if (s->out->count == AM_HITS_MAX) {
		s->out->is_cut = true;
		return;
	}
	if (s->out->count == s->cap)
		s->out->items =
			am_arena_grow(s->arena, s->out->items, s->out->count,
				      &s->cap, sizeof(*hit));
	s->out->items[s->out->count++] = *hit;
}

static void
see_trigger(struct scan *s, uint32_t out)
{
	uint32_t regex = out & AM_OUT_NUMBER;
	struct triggered *t;

	if (regex >= s->trie.n_regexes)
		return;
	if (s->triggered == NULL)
		s->triggered = am_arena_array(s->arena, s->trie.n_regexes,
					      sizeof(*s->triggered));
	t = &s->triggered[regex];
	if (!(out & AM_OUT_HELD)) {
		t->seen |= AM_REGEX_HAS_NAMED;
		return;
	}
	if (!(t->seen & AM_REGEX_HAS_HELD) || s->begin < t->first)
		t->first = s->begin;
	if (!(t->seen & AM_REGEX_HAS_HELD) || s->begin > t->last)
		t->last = s->begin;
	t->seen |= AM_REGEX_HAS_HELD;
}

/* What ends with that edge, the word `last` being on it. */
static void
take_outs(struct scan *s, const char *edge, uint32_t last, bool only_triggers)
{
	const struct am_word *words = s->words->items;
	uint32_t at = am_le32(edge + 12);

	for (; at > 0 && at <= s->trie.n_outs; at++) {
		uint32_t out = am_le32(s->trie.outs +
				       (size_t)(at - 1) * AM_TRIE_OUT_BYTES);
		uint32_t number = out & AM_OUT_NUMBER;
		struct am_hit hit = { number, s->begin, last,
				      words[s->begin].begin, words[last].end };

		if (out & AM_OUT_TRIGGER) {
			see_trigger(s, out);
		} else if (!only_triggers && number < s->trie.n_patterns) {
			add_hit(s, &hit);
		}
		if (out & AM_OUT_LAST)
			break;
	}
}

static void walk(struct scan *s, uint32_t node, uint32_t at,
		 unsigned int depth);

static void
follow(struct scan *s, uint32_t node, uint64_t symbol, uint32_t at,
       unsigned int depth)
{
	const char *edge = am_trie_edge(&s->trie, node, symbol);
	uint32_t next;

	s->steps++;
	if (edge == NULL)
		return;
	take_outs(s, edge, at, false);
	next = am_le32(edge + 8);
	if (next & AM_NODE_HAS_MORE)
		walk(s, next, at + 1, depth + 1);
}

/* Can word `at` go on a phrase that began with s->begin? */
static bool
is_in_reach(const struct scan *s, uint32_t at)
{
	const struct am_word *words = s->words->items;

	return at < s->words->count &&
	       words[at].sentence == words[s->begin].sentence;
}

/* Everything that leaves `node` with word `at`. Depth is bounded by the longest
 * phrase, whatever the image says. */
static void
walk(struct scan *s, uint32_t node, uint32_t at, unsigned int depth)
{
	if (depth >= AM_PHRASE_MAX_WORDS || !is_in_reach(s, at) ||
	    s->steps > STEPS_PER_WORD * (s->words->count + 16)) {
		return;
	}
	follow(s, node, s->words->items[at].hash, at, depth);
	for (uint32_t i = s->first_stem[at];
	     s->stems != NULL && i < s->first_stem[at + 1]; i++)
		follow(s, node, s->stems[i], at, depth);
	if (!(node & AM_NODE_HAS_GAP))
		return;
	for (uint32_t words = 1; words <= AM_GAP_MAX_WORDS; words++) {
		const char *gap =
			am_trie_edge(&s->trie, node, am_trie_gap(words));

		for (uint32_t i = 0; gap != NULL && i <= words; i++)
			walk(s, am_le32(gap + 8), at + i, depth + 1);
	}
}

static void
trigger(struct scan *s, uint64_t symbol, uint32_t at)
{
	const char *edge = am_trie_edge(&s->trie, AM_NODE_ROOT, symbol);

	if (edge != NULL)
		take_outs(s, edge, at, true);
}

/* An apostrophe parts words for PCRE2 and not for us ("week's", "l'erreur"), so
 * that a trigger may be any of the parts. */
static void
trigger_parts(struct scan *s, uint32_t at)
{
	const struct am_word *w = &s->words->items[at];
	struct am_slice rest = am_slice_range(s->words->text.ptr + w->begin,
					      s->words->text.ptr + w->end);

	s->begin = at;
	while (rest.len > 0) {
		size_t ascii = am_slice_chr(rest, '\'');
		size_t curly = am_slice_find(rest, "\xE2\x80\x99");
		size_t end = ascii < curly ? ascii : curly;
		struct am_slice part = am_slice_head(rest, end);
		size_t first = s->n_stems;

		trigger(s, am_word_hash(part), at);
		find_stems(s, part);
		for (size_t i = first; i < s->n_stems; i++)
			trigger(s, s->stems[i], at);
		s->n_stems = first;
		rest = am_slice_from(rest, end + (ascii < curly ? 1 : 3));
	}
}

static bool
has_apostrophe(const struct am_words *words, const struct am_word *w)
{
	for (uint32_t i = w->begin; i < w->end; i++)
		if (words->text.ptr[i] == '\'' || words->text.ptr[i] == '\xE2')
			return true;
	return false;
}

/* The words that the bytes touch; the nearest one when they touch none. */
static void
words_of(const struct am_words *words, struct am_hit *hit)
{
	size_t low = 0;
	size_t high = words->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (words->items[middle].end > hit->begin)
			high = middle;
		else
			low = middle + 1;
	}
	if (low == words->count)
		low--;
	hit->first_word = hit->last_word = (uint32_t)low;
	while (hit->last_word + 1U < words->count &&
	       words->items[hit->last_word + 1].begin < hit->end)
		hit->last_word++;
}

/* A regex whose matches hold a trigger is tried from the beginning of the
 * paragraph of the first one to the end of that of the last. */
static void
limit_to_paragraphs(const struct scan *s, const struct triggered *t,
		    size_t *from, size_t *upto)
{
	const struct am_words *words = s->words;
	size_t begin = words->items[t->first].begin;
	size_t end = words->items[t->last].end;
	struct am_slice rest = am_slice_from(words->text, end);

	while (begin > 1 && !(words->text.ptr[begin - 1] == '\n' &&
			      words->text.ptr[begin - 2] == '\n'))
		begin--;
	*from = begin > 1 ? begin : 0;
	*upto = end + am_slice_find(rest, "\n\n");
}

/* As it lies in the image, or compiled. NULL: neither. */
static struct am_regex *
open_regex(struct am_slice section, size_t row, bool is_valid)
{
	struct am_slice text =
		am_flat_bytes(section, am_flat_u32(section, row + 4),
			      am_flat_u32(section, row + 8));
	struct am_slice packed =
		am_flat_bytes(section, am_flat_u32(section, row + 16),
			      am_flat_u32(section, row + 20));
	struct am_regex *regex = NULL;
	struct am_err err;

	if (is_valid && am_regex_unpack(packed, &regex))
		return regex;
	if (am_regex_new(text, is_valid, &regex, &err) != AM_OK)
		return NULL;
	return regex;
}

static void
run_regex(struct scan *s, uint32_t number, bool is_valid)
{
	size_t row = 8 + (size_t)number * AM_REGEX_ROW_BYTES;
	struct am_slice section = s->trie.regexes;
	struct am_hit hit = { .pattern = am_flat_u32(section, row) };
	struct am_regex *regex;
	size_t from = 0;
	size_t upto = s->words->text.len;
	size_t begin = 0;
	size_t end = 0;

	if (hit.pattern >= s->trie.n_patterns)
		return;
	regex = open_regex(section, row, is_valid);
	if (regex == NULL)
		return;
	if (s->triggered[number].seen & AM_REGEX_HAS_HELD)
		limit_to_paragraphs(s, &s->triggered[number], &from, &upto);
	am_regex_limit(regex, upto);
	for (int i = 0; i < AM_REGEX_MAX_MATCHES; i++) {
		if (!am_regex_next(regex, s->words->text, &from, &begin, &end))
			break;
		hit.begin = (uint32_t)begin;
		hit.end = (uint32_t)end;
		words_of(s->words, &hit);
		add_hit(s, &hit);
	}
	am_regex_free(regex);
}

/* Was one trigger of each kind seen that it has? */
static bool
is_due(const struct scan *s, uint32_t regex)
{
	uint32_t flags = am_flat_u32(
		s->trie.regexes, 8 + (size_t)regex * AM_REGEX_ROW_BYTES + 12);
	uint32_t seen = s->triggered[regex].seen;

	return seen != 0 && (seen & flags) == flags;
}

static void
run_regexes(struct scan *s)
{
	bool is_valid;

	for (uint32_t i = 0; i < s->words->count; i++)
		if (has_apostrophe(s->words, &s->words->items[i]))
			trigger_parts(s, i);
	if (s->triggered == NULL)
		return;
	is_valid = am_utf8_valid(s->words->text);
	for (uint32_t i = 0; i < s->trie.n_regexes; i++)
		if (is_due(s, i))
			run_regex(s, i, is_valid);
}

static int
compare_hits(const void *left, const void *right)
{
	const struct am_hit *a = left;
	const struct am_hit *b = right;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	if (a->pattern != b->pattern)
		return a->pattern < b->pattern ? -1 : 1;
	return a->end < b->end ? -1 : a->end > b->end;
}

/* A gap can end a phrase in several places: the nearest is kept. */
static void
sort_hits(struct am_hits *hits)
{
	size_t kept = 0;

	if (hits->count < 2)
		return;
	qsort(hits->items, hits->count, sizeof(*hits->items), compare_hits);
	for (size_t i = 1; i < hits->count; i++) {
		const struct am_hit *last = &hits->items[kept];
		const struct am_hit *hit = &hits->items[i];

		if (hit->begin != last->begin || hit->pattern != last->pattern)
			hits->items[++kept] = *hit;
	}
	hits->count = kept + 1;
}

void
am_matcher_scan(const struct am_image *image, const struct am_words *words,
		struct am_arena *arena, struct am_hits *out)
{
	struct scan s = { .words = words, .arena = arena, .out = out };

	*out = (struct am_hits){ NULL, 0, false };
	if (words->count == 0 || !am_trie_open(image, &s.trie))
		return;
	s.cap = HITS_FIRST_ROOM;
	out->items = am_arena_array(arena, s.cap, sizeof(*out->items));
	find_all_stems(&s);
	for (uint32_t i = 0; i < words->count; i++) {
		s.begin = i;
		walk(&s, AM_NODE_ROOT, i, 0);
	}
	if (s.steps > STEPS_PER_WORD * (words->count + 16))
		out->is_cut = true;
	if (s.trie.n_regexes > 0)
		run_regexes(&s);
	sort_hits(out);
}
