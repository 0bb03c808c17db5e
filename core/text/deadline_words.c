/* SPDX-License-Identifier: MIT */
#include "deadline_names.h"

#include <string.h>

#define WORD_MAX  20
#define N_LETTERS 27 /* a to z, and all else */

static unsigned int
letter_of(char c)
{
	c = am_lower(c);
	return c >= 'a' && c <= 'z' ? (unsigned int)(c - 'a') : N_LETTERS - 1;
}

/* The table, and where the entries of each letter begin. */
struct names {
	const struct am_time_name *all;
	size_t count;
	size_t first[N_LETTERS + 1];
	unsigned int languages;
};

static void
find_letters(struct names *names)
{
	size_t at = 0;

	names->all = am_time_names(&names->count);

	for (unsigned int letter = 0; letter < N_LETTERS; letter++) {
		names->first[letter] = at;
		while (at < names->count &&
		       letter_of(names->all[at].word[0]) == letter)
			at++;
	}
	names->first[N_LETTERS] = at;
}

/* Small letters; of what is not ASCII those of Latin-1, and ' for U+2019. */
static struct am_slice
lower(struct am_slice word, char out[WORD_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < word.len && n < WORD_MAX; i++) {
		unsigned char c = (unsigned char)word.ptr[i];

		if (c == 0xE2 && word.len - i > 2) {
			out[n++] = '\'';
			i += 2;
		} else if (c == 0xC3 && word.len - i > 1) {
			unsigned char next = (unsigned char)word.ptr[++i];

			out[n++] = (char)c;
			if (next >= 0x80 && next < 0x9F)
				next += 0x20;
			if (n < WORD_MAX)
				out[n++] = (char)next;
		} else {
			out[n++] = am_lower((char)c);
		}
	}
	return (struct am_slice){ out, n };
}

static enum am_time_suffix
suffix_of(struct am_slice s)
{
	static const struct {
		const char *text;
		enum am_time_suffix suffix;
	} rows[] = {
		{ "", AM_SUFFIX_NONE },       { "th", AM_SUFFIX_ORDINAL },
		{ "st", AM_SUFFIX_ORDINAL },  { "nd", AM_SUFFIX_ORDINAL },
		{ "rd", AM_SUFFIX_ORDINAL },  { "am", AM_SUFFIX_AM },
		{ "pm", AM_SUFFIX_PM },       { "h", AM_SUFFIX_HOURS },
		{ "hr", AM_SUFFIX_HOURS },    { "hrs", AM_SUFFIX_HOURS },
		{ "hours", AM_SUFFIX_HOURS }, { "std", AM_SUFFIX_HOURS },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (am_slice_ieqs(s, rows[i].text))
			return rows[i].suffix;
	return AM_SUFFIX_OTHER;
}

static void
read_number(struct am_slice word, struct am_time_word *out)
{
	size_t n = 0;

	out->kind = AM_TIME_NUMBER;
	while (n < word.len && n < 5 && am_is_digit(word.ptr[n]))
		out->value = out->value * 10 + (word.ptr[n++] - '0');
	out->digits = (uint8_t)n;
	out->suffix = suffix_of(am_slice_from(word, n));
	if (n > 4) {
		out->suffix = AM_SUFFIX_OTHER;
		out->value = 0;
	}
}

static void
look_up(const struct names *names, struct am_slice word,
	struct am_time_word *out)
{
	unsigned int letter = letter_of(word.ptr[0]);
	size_t end = names->first[letter + 1];
	char text[WORD_MAX];
	struct am_slice small;

	if (word.len >= WORD_MAX)
		return;
	small = lower(word, text);
	for (size_t i = names->first[letter]; i < end; i++) {
		const struct am_time_name *name = &names->all[i];

		if ((name->languages & names->languages) == 0 ||
		    !am_slice_eqs(small, name->word))
			continue;
		out->kind = (enum am_time_kind)name->kind;
		out->value = name->value;
		return;
	}
}

static unsigned int
languages_of(struct am_slice language)
{
	if (am_slice_eqs(language, "en"))
		return AM_TIME_ENGLISH;
	if (am_slice_eqs(language, "de"))
		return AM_TIME_GERMAN;
	return AM_TIME_ENGLISH | AM_TIME_GERMAN;
}

/* A point or colon at a number ends no sentence: "3.5.", "12:30", "1. Mai". Nor
 * does the colon of "deadline: Friday". */
static bool
ends_sentence(const struct am_words *words, size_t at,
	      const struct am_time_word *before)
{
	const struct am_word *w = words->items;
	struct am_slice gap =
		am_slice_trim(am_slice_range(words->text.ptr + w[at - 1].end,
					     words->text.ptr + w[at].begin));

	if (w[at].sentence == w[at - 1].sentence)
		return false;
	if (am_slice_eqs(gap, ":"))
		return false;
	return !(am_slice_eqs(gap, ".") &&
		 (before->kind == AM_TIME_NUMBER ||
		  before->kind == AM_TIME_MONTH ||
		  w[at - 1].end - w[at - 1].begin == 1));
}

struct am_time_word *
am_time_words(struct am_arena *arena, const struct am_words *words,
	      struct am_slice language)
{
	struct names names = { .languages = languages_of(language) };
	struct am_time_word *out =
		am_arena_array(arena, words->count, sizeof(*out));

	find_letters(&names);
	for (size_t i = 0; i < words->count; i++) {
		const struct am_word *w = &words->items[i];
		struct am_slice word = { words->text.ptr + w->begin,
					 w->end - w->begin };

		out[i] = (struct am_time_word){ .kind = AM_TIME_OTHER };
		if (am_is_digit(word.ptr[0]))
			read_number(word, &out[i]);
		else
			look_up(&names, word, &out[i]);
		if (i > 0)
			out[i].sentence = out[i - 1].sentence +
					  ends_sentence(words, i, &out[i - 1]);
	}
	return out;
}
