/* SPDX-License-Identifier: MIT */
#include "phrase.h"

#include "fold.h"
#include "trie.h"

static enum am_code
read_stem(struct am_slice word, struct am_symbol *out, struct am_err *err)
{
	size_t letters = 0;
	struct am_folded folded;
	unsigned int cp;

	for (struct am_slice s = word; s.len > 0; letters++)
		s = am_slice_from(s, am_utf8_next(s, &cp));
	am_fold_piece(word, &folded);
	if (letters < AM_STEM_MIN_LETTERS)
		return am_fail(err, AM_ECONFIG,
			       "'%.*s*': at least %u letters must stand before "
			       "the '*'",
			       AM_SLICE_ARG(word), AM_STEM_MIN_LETTERS);
	if (folded.bytes.len > AM_STEM_MAX_BYTES)
		return am_fail(err, AM_ECONFIG, "'%.*s*' is too long",
			       AM_SLICE_ARG(am_slice_cut_utf8(word, 80)));
	out->stem = am_word_hash(word);
	out->value = am_trie_stem(out->stem);
	out->bytes = (unsigned int)folded.bytes.len;
	return AM_OK;
}

static enum am_code
add_symbol(struct am_phrase *p, const struct am_symbol *symbol,
	   struct am_err *err)
{
	if (p->count == AM_PHRASE_MAX_WORDS)
		return am_fail(err, AM_ECONFIG,
			       "phrase '%.*s' has more than %d words",
			       AM_SLICE_ARG(am_slice_cut_utf8(p->text, 120)),
			       AM_PHRASE_MAX_WORDS);
	p->symbols[p->count++] = *symbol;
	return AM_OK;
}

/* "*" or "*5": how many words it may stand for; 0: it is no gap. */
static uint32_t
gap_of(struct am_slice token)
{
	if (am_slice_eqs(token, "*"))
		return AM_GAP_WORDS;
	if (token.len == 2 && token.ptr[0] == '*' && token.ptr[1] >= '1' &&
	    token.ptr[1] <= '0' + (char)AM_GAP_MAX_WORDS)
		return (uint32_t)(token.ptr[1] - '0');
	return 0;
}

/* A stretch between blanks: "*", "*5", "refund*", "don't", "e-mail". */
static enum am_code
add_token(struct am_phrase *p, struct am_slice token, struct am_arena *arena,
	  struct am_err *err)
{
	bool is_stem = token.ptr[token.len - 1] == '*';
	struct am_slice words_text =
		am_slice_head(token, token.len - (is_stem ? 1 : 0));
	struct am_symbol gap = { .gap = gap_of(token) };
	struct am_words words;

	if (gap.gap > 0) {
		gap.value = am_trie_gap(gap.gap);
		p->gap_words += gap.gap;
		p->gaps++;
		return add_symbol(p, &gap, err);
	}
	if (am_slice_chr(words_text, '*') < words_text.len)
		return am_fail(err, AM_ECONFIG,
			       "'%.*s': '*' stands alone, before a number "
			       "from 1 to 9, or at the end of a word",
			       AM_SLICE_ARG(am_slice_cut_utf8(token, 80)));
	am_words_split(arena, words_text, &words);
	for (size_t i = 0; i < words.count; i++) {
		struct am_word *w = &words.items[i];
		struct am_symbol symbol = { .value = w->hash };
		enum am_code rc = AM_OK;

		if (is_stem && i + 1 == words.count)
			rc = read_stem(am_slice_range(token.ptr + w->begin,
						      token.ptr + w->end),
				       &symbol, err);
		if (rc == AM_OK)
			rc = add_symbol(p, &symbol, err);
		if (rc != AM_OK)
			return rc;
	}
	return AM_OK;
}

/* Text is cut into sentences before it is searched. */
static bool
is_one_sentence(struct am_slice phrase, struct am_arena *arena)
{
	struct am_words words;

	am_words_split(arena, phrase, &words);
	return words.count == 0 || words.items[words.count - 1].sentence == 0;
}

enum am_code
am_phrase_read(struct am_phrase *p, struct am_slice text,
	       struct am_arena *arena, struct am_err *err)
{
	struct am_slice rest = am_slice_trim(text);
	struct am_slice shown = am_slice_cut_utf8(rest, 120);

	*p = (struct am_phrase){ .text = rest };
	if (!am_utf8_valid(text))
		return am_fail(err, AM_ECONFIG, "a phrase is not UTF-8");
	while (rest.len > 0) {
		size_t n = 0;
		enum am_code rc;

		while (n < rest.len && !am_is_space(rest.ptr[n]))
			n++;
		rc = add_token(p, am_slice_head(rest, n), arena, err);
		if (rc != AM_OK)
			return rc;
		rest = am_slice_trim(am_slice_from(rest, n));
	}
	if (p->count == 0)
		return am_fail(err, AM_ECONFIG, "phrase '%.*s' has no word",
			       AM_SLICE_ARG(shown));
	if (p->count == p->gaps)
		return am_fail(err, AM_ECONFIG,
			       "phrase '%.*s' has only wildcards",
			       AM_SLICE_ARG(shown));
	if (p->symbols[0].gap > 0 || p->symbols[p->count - 1].gap > 0)
		return am_fail(err, AM_ECONFIG,
			       "phrase '%.*s': a '*' by itself stands between "
			       "words, not at an end",
			       AM_SLICE_ARG(shown));
	if (p->gaps > AM_PHRASE_MAX_GAPS)
		return am_fail(err, AM_ECONFIG,
			       "phrase '%.*s' has more than %u '*' by "
			       "themselves",
			       AM_SLICE_ARG(shown), AM_PHRASE_MAX_GAPS);
	if (p->gap_words > AM_GAPS_MAX_WORDS)
		return am_fail(err, AM_ECONFIG,
			       "the '*' of phrase '%.*s' stand for up to %u "
			       "words; the most is %u",
			       AM_SLICE_ARG(shown), p->gap_words,
			       AM_GAPS_MAX_WORDS);
	if (!is_one_sentence(p->text, arena))
		return am_fail(err, AM_ECONFIG,
			       "phrase '%.*s' goes over the end of a sentence "
			       "and would never match",
			       AM_SLICE_ARG(shown));
	return AM_OK;
}
