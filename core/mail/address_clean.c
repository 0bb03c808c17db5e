/* SPDX-License-Identifier: MIT */
#include "address_clean.h"

#include "words.h"

static struct am_slice
strip_pair(struct am_slice s, char quote)
{
	if (s.len >= 2 && s.ptr[0] == quote && s.ptr[s.len - 1] == quote)
		return am_slice_trim(
			am_slice_head(am_slice_from(s, 1), s.len - 2));
	return s;
}

/* A fold or a comment leaves several blanks: one is enough. */
static struct am_slice
one_blank(struct am_arena *arena, struct am_slice s)
{
	char *out;
	size_t n = 0;

	if (am_slice_find(s, "  ") == s.len)
		return s;
	out = am_arena_alloc(arena, s.len);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ' || (n > 0 && out[n - 1] != ' '))
			out[n++] = s.ptr[i];
	return am_slice_range(out, out + n);
}

struct am_slice
am_name_clean(struct am_arena *arena, struct am_slice name,
	      struct am_slice charset, struct am_notes *notes)
{
	name = am_header_decode(arena, name, charset, notes);
	return one_blank(arena, strip_pair(strip_pair(name, '"'), '\''));
}

/* Copy without comments, and without blanks but between words; what is quoted
 * stays as it is. */
static struct am_slice
without_comments(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);
	size_t n = 0;
	size_t depth = 0;
	bool is_quoted = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '"' && depth == 0)
			is_quoted = !is_quoted;
		if (c == '(' && !is_quoted)
			depth++;
		if (depth > 0) {
			depth -= c == ')';
			continue;
		}
		if (!is_quoted && (c == '<' || c == '>'))
			continue;
		if (!is_quoted && n > 0 && out[n - 1] == ' ' &&
		    strchr(" @.", c) != NULL)
			n--;
		if (!is_quoted && c == ' ' && n > 0 &&
		    strchr("@.", out[n - 1]) != NULL)
			continue;
		out[n++] = c;
	}
	return am_slice_trim(am_slice_range(out, out + n));
}

static struct am_slice
without_square(struct am_slice s)
{
	if (am_slice_starts(s, "[") && am_slice_ends(s, "]"))
		return am_slice_head(am_slice_from(s, 1), s.len - 2);
	return s;
}

/* Of several words the one that is an address. */
static struct am_slice
address_word(struct am_slice s)
{
	struct am_slice rest = s;

	if (am_slice_starts(s, "\""))
		return s;
	while (rest.len > 0) {
		struct am_slice word =
			am_slice_head(rest, am_slice_chr(rest, ' '));

		rest = am_slice_from(rest, word.len + 1);
		if (am_slice_chr(word, '@') < word.len)
			return without_square(word);
	}
	return s;
}

struct am_slice
am_address_clean(struct am_arena *arena, struct am_slice address,
		 struct am_slice charset, struct am_notes *notes)
{
	address = am_slice_trim(address);
	if (am_slice_starts(address, "@") &&
	    am_slice_chr(address, ':') < address.len)
		address =
			am_slice_from(address, am_slice_chr(address, ':') + 1);
	if (am_slice_istarts(address, "mailto:")) {
		address = am_slice_from(address, strlen("mailto:"));
		address = am_slice_head(address, am_slice_chr(address, '?'));
	}
	address = am_header_decode(arena, address, charset, notes);
	address = strip_pair(strip_pair(address, '\''), '"');
	address = address_word(without_comments(arena, address));
	/* "<undisclosed-recipients:;@relay>": some relay made an address of it */
	if (am_slice_eqs(address, "@") ||
	    am_slice_istarts(address, "undisclosed-recipient"))
		return am_slice_of(NULL);
	return address;
}
