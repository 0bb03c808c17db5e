/* SPDX-License-Identifier: MIT */
#include "params.h"

#include "fields.h"
#include "words.h"

struct scan {
	struct am_arena *arena;
	struct am_slice rest;
	bool has_comments; /* false once one was not closed: it is text then */
};

static size_t
comment_length(struct am_slice s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '(')
			depth++;
		else if (s.ptr[i] == ')' && --depth == 0)
			return i + 1;
	}
	return 0;
}

static void
skip_blanks(struct scan *scan)
{
	while (scan->rest.len > 0) {
		size_t n = am_is_space(scan->rest.ptr[0]) ? 1 : 0;

		if (scan->rest.ptr[0] == '(' && scan->has_comments) {
			n = comment_length(scan->rest);
			scan->has_comments = n > 0;
		}
		if (n == 0)
			return;
		scan->rest = am_slice_from(scan->rest, n);
	}
}

/* Letters and marks up to one that ends a name or a type. */
static struct am_slice
take_token(struct scan *scan)
{
	struct am_slice s = scan->rest;
	size_t n = 0;

	while (n < s.len && !am_is_space(s.ptr[n]) &&
	       strchr(";,:=(/", s.ptr[n]) == NULL)
		n++;
	scan->rest = am_slice_from(s, n);
	s = am_slice_head(s, n);
	while (am_slice_starts(s, "\""))
		s = am_slice_from(s, 1);
	while (am_slice_ends(s, "\""))
		s.len--;
	return s;
}

/* "text/plain", also as "text / plain (x)" or in quotation marks. */
static struct am_slice
take_type(struct scan *scan)
{
	struct am_buf word = { 0 };
	struct am_slice out;
	bool wants_more = true;

	for (;;) {
		skip_blanks(scan);
		if (am_slice_starts(scan->rest, "/")) {
			am_buf_putc(&word, '/');
			scan->rest = am_slice_from(scan->rest, 1);
		} else if (wants_more) {
			struct am_slice token = take_token(scan);

			if (token.len == 0)
				break; /* a comment without its end */
			am_buf_put(&word, token);
		} else {
			break;
		}
		wants_more = word.len > 0 && word.ptr[word.len - 1] == '/' &&
			     scan->rest.len > 0 &&
			     strchr(";,:=/", scan->rest.ptr[0]) == NULL;
	}
	for (size_t i = 0; i < word.len; i++)
		word.ptr[i] = am_lower(word.ptr[i]);
	out = am_arena_dup(scan->arena, am_buf_slice(&word));
	am_buf_free(&word);
	return out;
}

/* A name of a file: some mailers know no quoting. */
static bool
is_free(struct am_slice name)
{
	return am_slice_istarts(name, "filename") ||
	       am_slice_istarts(name, "name");
}

/* Does "name=" begin behind the blanks here? Then a value without quotation
 * marks ends here. */
static bool
is_next_param(struct am_slice s)
{
	size_t n = 0;

	s = am_slice_trim(s);
	while (n < s.len && (am_is_alpha(s.ptr[n]) || am_is_digit(s.ptr[n]) ||
			     strchr("-*", s.ptr[n]) != NULL))
		n++;
	return n > 2 && n < s.len && s.ptr[n] == '=';
}

/* Without quotation marks: a file's name may hold blanks, other values not. */
static struct am_slice
take_bare(struct scan *scan, struct am_slice name)
{
	bool has_blanks = is_free(name);
	bool is_boundary = am_slice_istarts(name, "boundary");
	struct am_slice s = scan->rest;
	struct am_slice value;
	size_t n = 0;

	while (n < s.len && s.ptr[n] != ';') {
		size_t word = has_blanks && s.ptr[n] == '='
				      ? am_word_length(am_slice_from(s, n))
				      : 0;

		/* of a run of blanks the first one tells */
		if (am_is_space(s.ptr[n]) &&
		    (!has_blanks || ((n == 0 || !am_is_space(s.ptr[n - 1])) &&
				     is_next_param(am_slice_from(s, n)))))
			break;
		if (s.ptr[n] == '(' && !has_blanks && !is_boundary)
			break;
		n += word > 0 ? word : 1;
	}
	scan->rest = am_slice_from(s, n);
	value = am_slice_trim(am_slice_head(s, n));
	if (!is_boundary && am_slice_ends(value, ","))
		value.len--;
	return value;
}

/* Where the closing quotation mark is, from behind the opening one; s.len when
 * there is none. */
static size_t
closing_mark(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			return i;
		if (s.ptr[i] == '\\')
			i++;
	}
	return s.len;
}

/* The same where marks stand inside a name: "my "best" work.pdf" ends at the
 * last one before the next semicolon. */
static size_t
last_mark(struct am_slice s, size_t mark)
{
	struct am_slice more = am_slice_from(s, mark + 1);

	more = am_slice_trim(am_slice_head(more, am_slice_chr(more, ';')));
	if (!am_slice_ends(more, "\"") || am_slice_chr(more, '=') < more.len)
		return mark;
	return (size_t)(more.ptr + more.len - 1 - s.ptr);
}

/* "..."; a backslash that protects nothing is one: C:\file.txt. Without the
 * closing mark the value ends at a semicolon. */
static struct am_slice
take_quoted(struct scan *scan, struct am_slice name)
{
	struct am_slice s = am_slice_from(scan->rest, 1);
	size_t end = closing_mark(s);
	size_t n = 0;
	char *out;

	if (end == s.len)
		end = am_slice_chr(s, ';');
	else if (is_free(name))
		end = last_mark(s, end);
	out = am_arena_alloc(scan->arena, end + 1);
	for (size_t i = 0; i < end; i++) {
		if (s.ptr[i] == '\\' && i + 1 < end &&
		    strchr("\\\"", s.ptr[i + 1]) != NULL)
			i++;
		out[n++] = s.ptr[i];
	}
	scan->rest = am_slice_from(s, end + 1);
	return am_slice_range(out, out + n);
}

static void
scan_params(struct scan *scan, struct am_params *out)
{
	while (out->count < AM_PARAMS_MAX) {
		struct am_slice name;

		skip_blanks(scan);
		if (scan->rest.len == 0)
			return;
		name = take_token(scan);
		skip_blanks(scan);
		if (am_slice_starts(scan->rest, "=") ||
		    am_slice_starts(scan->rest, ":")) /* "charset: utf-8" */
			scan->rest = am_slice_from(scan->rest, 1);
		else if (name.len > 0)
			continue;
		skip_blanks(scan);
		if (name.len == 0) { /* ";", or what no name has */
			scan->rest = am_slice_from(scan->rest, 1);
			continue;
		}
		out->items[out->count++] =
			(struct am_param){ name,
					   am_slice_starts(scan->rest, "\"")
						   ? take_quoted(scan, name)
						   : take_bare(scan, name) };
	}
}

void
am_params_parse(struct am_arena *arena, struct am_slice raw,
		struct am_params *out)
{
	struct am_slice value = am_field_unfold(arena, raw, NULL);
	struct scan scan = { .arena = arena, .has_comments = true };

	if (am_slice_starts(value, "=?")) /* the whole value was encoded */
		value = am_field_unfold(
			arena,
			am_header_decode(arena, value, am_slice_of(NULL), NULL),
			NULL);
	scan.rest = value;
	out->word = take_type(&scan);
	if (am_slice_starts(scan.rest, "=")) { /* there is no type */
		out->word = am_slice_of(NULL);
		scan.rest = value;
	}
	out->count = 0;
	out->items = am_arena_array(arena, AM_PARAMS_MAX, sizeof(*out->items));
	scan_params(&scan, out);
}
