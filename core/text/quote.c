/* SPDX-License-Identifier: MIT */
#include "amends/text.h"

#define SHORTEST 12 /* bytes; less says nothing, nor do fewer words than */
#define FEWEST   3

#define GREETING_MAX_BYTES 40

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Does a stretch end with byte i? A mark ends it when a blank follows; an
 * empty line always does. */
static bool
is_border(struct am_slice text, size_t i, const char *marks)
{
	char c = text.ptr[i];
	bool is_last = i + 1 == text.len;

	if (c == '\n')
		return is_last || text.ptr[i + 1] == '\n';
	for (const char *m = marks; *m != '\0'; m++)
		if (c == *m)
			return is_last || is_blank(text.ptr[i + 1]);
	return false;
}

/* "Hello Ann, where is it?" and "Ann,\nwhere is it?" begin behind the comma,
 * unless byte `at` is before it. */
static struct am_slice
without_greeting(struct am_slice s, const char *at)
{
	static const char *const greetings[] = {
		"hello",        "hi",
		"hey",          "dear",
		"good morning", "good day",
		"good evening", "good afternoon",
		"guten tag",    "guten morgen",
		"guten abend",  "hallo",
		"liebe",        "lieber",
		"sehr geehrte", "moin",
		"servus",       "bonjour",
	};
	size_t comma = am_slice_chr(s, ',');
	bool is_greeting = false;

	if (comma >= GREETING_MAX_BYTES || comma + 1 >= s.len ||
	    s.ptr + comma >= at || !is_blank(s.ptr[comma + 1]))
		return s;
	for (size_t i = 0; i < sizeof(greetings) / sizeof(greetings[0]); i++)
		is_greeting |= am_slice_istarts(s, greetings[i]);
	if (!is_greeting && s.ptr[comma + 1] != '\n')
		return s;
	return am_slice_trim(am_slice_from(s, comma + 1));
}

/* The stretch around byte `at`; gives up (empty) when it is longer than
 * `most`. */
static struct am_slice
stretch(struct am_slice text, size_t at, size_t most, const char *marks)
{
	size_t from = at;
	size_t to = at;

	while (from > 0 && at - from <= most &&
	       !is_border(text, from - 1, marks))
		from--;
	while (to < text.len && to - from <= most &&
	       !is_border(text, to, marks))
		to++;
	if (to < text.len)
		to++; /* the mark belongs to it */
	return without_greeting(am_slice_trim(am_slice_head(
					am_slice_from(text, from), to - from)),
				text.ptr + at);
}

/* Line ends and runs of blanks become one blank. */
static struct am_slice
one_line(struct am_arena *arena, struct am_slice s)
{
	char *line = am_arena_alloc(arena, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (!is_blank(s.ptr[i]))
			line[n++] = s.ptr[i];
		else if (n > 0 && line[n - 1] != ' ')
			line[n++] = ' ';
	}
	return (struct am_slice){ line, n };
}

/* Nobody wants their shouting given back, nor a link that somebody chose. */
static bool
is_quotable(struct am_slice s, size_t most)
{
	size_t large = 0;
	size_t small = 0;
	size_t words = 1;

	for (size_t i = 0; i < s.len; i++) {
		large += s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
		small += s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
		words += s.ptr[i] == ' ';
	}
	return s.len >= SHORTEST && s.len <= most && words >= FEWEST &&
	       large <= small && am_slice_find(s, "://") == s.len &&
	       am_slice_ifind(s, "www.") == s.len;
}

bool
am_quote_words(struct am_arena *arena, struct am_slice words, size_t most,
	       struct am_slice *out)
{
	struct am_slice line = one_line(arena, am_slice_trim(words));

	if (!is_quotable(line, most))
		return false;
	*out = line;
	return true;
}

bool
am_quote_around(struct am_arena *arena, struct am_slice text, size_t at,
		size_t most, struct am_slice *out)
{
	static const char *const marks[] = { ".!?", ".!?,;:" };

	if (at >= text.len)
		return false;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		struct am_slice line =
			one_line(arena, stretch(text, at, most, marks[i]));

		if (line.len > 0 && am_slice_chr(AM_SLICE_LIT(",;:"),
						 line.ptr[line.len - 1]) < 3)
			line.len--;
		if (is_quotable(line, most)) {
			*out = line;
			return true;
		}
	}
	return false;
}

bool
am_quote_question(struct am_arena *arena, struct am_slice text, size_t most,
		  struct am_slice *out)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '?' || !is_border(text, i, "?"))
			continue;
		*out = one_line(arena,
				stretch(text, i > 0 ? i - 1 : 0, most, ".!?"));
		if (!is_quotable(*out, most))
			out->len = 0;
		return true;
	}
	return false;
}
