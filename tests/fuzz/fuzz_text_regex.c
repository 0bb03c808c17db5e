/* SPDX-License-Identifier: MIT
 *
 * Regexes and texts put together from pieces: whenever a regex matches, the
 * words that were read off it must have been seen in the text. The first half
 * of the input chooses pieces of the regex, the second pieces of the text. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/matcher.h"
#include "regex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const regex_pieces[] = {
	"week",       "weeks",
	"wee",        "a",
	"b",          " ",
	"\\b",        "(",
	"|",          ")",
	"?",          "*",
	"+",          "[ ,]",
	"\\s",        ".",
	"\\w",        "{2}",
	"{0,1}",      "^",
	"$",          "(?:",
	"-",          "\\d",
	"\\W",        "_",
	"\\b(",       ")\\b",
	"(?i)",       "(?=",
	"(?!",        "*?",
	"'",          "\xc3\xa4rger",
	"\\B",        "\\.",
	"[^a]",       "x{",
	"\\bweeks? ", "(?<n>",
	"(?<=\\b",    "\\p{L}",
	"\\1",        "[week]",
};
static const char *const text_pieces[] = {
	"week",
	"weeks",
	"wee",
	"a",
	"b",
	" ",
	"-",
	"'",
	"3",
	"_",
	",",
	"WEEK",
	".",
	"n",
	"\xc3\xa4rger",
	"\xc3\x84RGER",
	"\n",
	"Weeks ",
	"abc",
	"x{",
	"\xe2\x80\x99",
	"(",
};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
assemble(struct am_slice choice, const char *const *pieces, size_t count,
	 struct am_buf *out)
{
	for (size_t i = 0; i < choice.len && i < 60; i++)
		am_buf_puts(out, pieces[(unsigned char)choice.ptr[i] % count]);
}

static size_t
count_hits(struct am_image_writer *w, struct am_slice text)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf bytes = { 0 };
	struct am_image image;
	struct am_words words;
	struct am_hits hits;
	struct am_err err;

	am_image_finish(w, &bytes);
	if (am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err) !=
	    AM_OK)
		abort();
	am_words_split(arena, text, &words);
	am_matcher_scan(&image, &words, arena, &hits);
	am_arena_free(arena);
	am_buf_free(&bytes);
	return hits.count;
}

static void
compare(struct am_slice pattern, struct am_slice text)
{
	struct am_matcher_builder *b = am_matcher_builder_new();
	struct am_image_writer writer = { .count = 0 };
	struct am_slices none = { NULL, 0 };
	struct am_regex *regex = NULL;
	struct am_err err;
	uint32_t number;
	size_t from = 0;
	size_t begin;
	size_t end;

	if (am_matcher_add_regex(b, pattern, &none, &number, &err) == AM_OK) {
		if (am_regex_new(pattern, true, &regex, &err) != AM_OK)
			abort();
		am_matcher_finish(b, &writer);
		if ((count_hits(&writer, text) > 0) !=
		    am_regex_next(regex, text, &from, &begin, &end))
			abort();
	}
	am_regex_free(regex);
	am_matcher_builder_free(b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice all = { (const char *)data, size };
	struct am_buf pattern = { 0 };
	struct am_buf text = { 0 };

	assemble(am_slice_head(all, size / 2), regex_pieces,
		 COUNT(regex_pieces), &pattern);
	assemble(am_slice_from(all, size / 2), text_pieces, COUNT(text_pieces),
		 &text);
	/* A match over an empty line may begin before the trigger's paragraph,
	 * and is not looked for there. */
	if (pattern.len > 0 &&
	    am_slice_find(am_buf_slice(&text), "\n\n") == text.len)
		compare(am_buf_slice(&pattern), am_buf_slice(&text));
	am_buf_free(&pattern);
	am_buf_free(&text);
	return 0;
}
