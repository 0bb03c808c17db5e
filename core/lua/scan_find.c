/* SPDX-License-Identifier: MIT */
#include "scan.h"

/* A statement's braces open at most that many tokens behind its name. */
#define BRACE_WITHIN 4

static bool
is_sign(const struct scan *s, size_t i, const char *sign)
{
	return i < s->count && s->tokens[i].kind == SCAN_SIGN &&
	       am_slice_eqs(s->tokens[i].text, sign);
}

size_t
scan_statement(const struct scan *s, const char *kind, struct am_slice name,
	       int line)
{
	for (size_t i = 0; i + 1 < s->count; i++) {
		size_t at = is_sign(s, i + 1, "(") ? i + 2 : i + 1;

		if (s->tokens[i].line == line &&
		    s->tokens[i].kind == SCAN_NAME &&
		    am_slice_eqs(s->tokens[i].text, kind) && at < s->count &&
		    s->tokens[at].kind == SCAN_TEXT &&
		    am_slice_eq(s->tokens[at].text, name))
			return at;
	}
	return SCAN_NOT_FOUND;
}

size_t
scan_brace(const struct scan *s, size_t from)
{
	for (size_t i = from; i < s->count && i - from <= BRACE_WITHIN; i++) {
		if (is_sign(s, i, "{"))
			return i;
		if (is_sign(s, i, ",") || is_sign(s, i, "}"))
			return SCAN_NOT_FOUND;
	}
	return SCAN_NOT_FOUND;
}

/* The number of the token behind the braces. */
static size_t
end_of(const struct scan *s, size_t brace)
{
	size_t i = brace + 1;

	while (i < s->count && s->tokens[i].depth > s->tokens[brace].depth)
		i++;
	return i;
}

size_t
scan_field(const struct scan *s, size_t brace, struct am_slice name)
{
	if (brace >= s->count)
		return SCAN_NOT_FOUND;
	for (size_t i = brace + 1, end = end_of(s, brace); i < end; i++) {
		if (s->tokens[i].depth == s->tokens[brace].depth + 1 &&
		    s->tokens[i].kind == SCAN_NAME &&
		    am_slice_eq(s->tokens[i].text, name) &&
		    is_sign(s, i + 1, "="))
			return i;
	}
	return SCAN_NOT_FOUND;
}

size_t
scan_first_field(const struct scan *s, struct am_slice name)
{
	size_t found = SCAN_NOT_FOUND;

	for (size_t i = 0; i + 1 < s->count; i++) {
		if (s->tokens[i].depth == 0 || !is_sign(s, i + 1, "=") ||
		    s->tokens[i].kind != SCAN_NAME ||
		    !am_slice_eq(s->tokens[i].text, name))
			continue;
		if (s->tokens[i].depth == 1)
			return i;
		if (found == SCAN_NOT_FOUND)
			found = i;
	}
	return found;
}

size_t
scan_item(const struct scan *s, size_t brace, size_t n)
{
	if (brace >= s->count)
		return SCAN_NOT_FOUND;
	for (size_t i = brace + 1, end = end_of(s, brace); i < end; i++) {
		if (n == 0)
			return i;
		if (s->tokens[i].depth == s->tokens[brace].depth + 1 &&
		    (is_sign(s, i, ",") || is_sign(s, i, ";")))
			n--;
	}
	return SCAN_NOT_FOUND;
}

size_t
scan_inside(const struct scan *s, size_t brace, struct am_slice text)
{
	if (brace >= s->count)
		return SCAN_NOT_FOUND;
	for (size_t i = brace + 1, end = end_of(s, brace); i < end; i++) {
		if (s->tokens[i].kind == SCAN_TEXT &&
		    am_slice_eq(s->tokens[i].text, text))
			return i;
	}
	return SCAN_NOT_FOUND;
}

size_t
scan_on_line(const struct scan *s, int line, struct am_slice text)
{
	for (size_t i = 0; i < s->count && s->tokens[i].line <= line; i++) {
		if (s->tokens[i].line == line &&
		    s->tokens[i].kind != SCAN_TEXT &&
		    am_slice_eq(s->tokens[i].text, text))
			return i;
	}
	return SCAN_NOT_FOUND;
}

struct am_slice
scan_line(const struct scan *s, int line)
{
	struct am_slice rest = s->source;
	struct am_slice found = { NULL, 0 };

	for (int i = 1; i <= line; i++) {
		if (!am_slice_next_line(&rest, &found))
			return (struct am_slice){ NULL, 0 };
	}
	return line < 1 ? (struct am_slice){ NULL, 0 } : found;
}

size_t
scan_text_below(const struct scan *s, int line, struct am_slice text)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->tokens[i].line >= line &&
		    s->tokens[i].kind == SCAN_TEXT &&
		    am_slice_eq(s->tokens[i].text, text))
			return i;
	}
	return SCAN_NOT_FOUND;
}

void
scan_place(const struct scan *s, const char *at, int *line, int *column)
{
	*line = *column = 1;
	for (const char *c = s->source.ptr; c < at; c++) {
		if (*c == '\n') {
			(*line)++;
			*column = 1;
		} else {
			*column += (*c & 0xc0) != 0x80;
		}
	}
}
