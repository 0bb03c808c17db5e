/* SPDX-License-Identifier: MIT */
#include "scan.h"

/* Where the scanner stands. */
struct cursor {
	struct am_slice source;
	size_t at;
	size_t line_start;
	int line;
	int column; /* of at; counted on from token to token */
	size_t counted;
};

static char
peek(const struct cursor *c, size_t ahead)
{
	if (c->at + ahead >= c->source.len)
		return '\0';
	return c->source.ptr[c->at + ahead];
}

static bool
is_at_end(const struct cursor *c)
{
	return c->at >= c->source.len;
}

static void
step(struct cursor *c)
{
	if (c->source.ptr[c->at++] == '\n') {
		c->line++;
		c->line_start = c->at;
		c->counted = c->at;
		c->column = 1;
	}
}

/* Characters, not bytes: what an editor shows. */
static int
column(struct cursor *c)
{
	for (; c->counted < c->at; c->counted++)
		c->column += (c->source.ptr[c->counted] & 0xc0) != 0x80;
	return c->column;
}

/* The level of a long bracket "[==[" that begins here, or -1. */
static int
long_level(const struct cursor *c)
{
	size_t n = 1;

	if (peek(c, 0) != '[')
		return -1;
	while (peek(c, n) == '=')
		n++;
	return peek(c, n) == '[' ? (int)(n - 1) : -1;
}

static bool
closes_long(const struct cursor *c, int level)
{
	size_t n = 1;

	if (peek(c, 0) != ']')
		return false;
	while (peek(c, n) == '=')
		n++;
	return (int)n - 1 == level && peek(c, n) == ']';
}

/* Read a long bracket whole; gives what is between the brackets. */
static struct am_slice
read_long(struct cursor *c, int level)
{
	size_t marks = (size_t)level + 2;
	size_t begin;
	size_t end;

	for (size_t i = 0; i < marks; i++)
		step(c);
	if (peek(c, 0) == '\r')
		step(c);
	if (peek(c, 0) == '\n')
		step(c);
	begin = c->at;
	while (!is_at_end(c) && !closes_long(c, level))
		step(c);
	end = c->at;
	for (size_t i = 0; i < marks && !is_at_end(c); i++)
		step(c);
	return (struct am_slice){ c->source.ptr + begin, end - begin };
}

/* "..." or '...', which ends at the line's end at the latest. */
static struct am_slice
read_quoted(struct cursor *c)
{
	char quote = peek(c, 0);
	size_t begin = ++c->at;
	size_t end;

	while (!is_at_end(c) && peek(c, 0) != quote && peek(c, 0) != '\n') {
		bool is_escape = peek(c, 0) == '\\';

		step(c);
		if (is_escape && !is_at_end(c))
			step(c);
	}
	end = c->at;
	if (peek(c, 0) == quote)
		step(c);
	return (struct am_slice){ c->source.ptr + begin, end - begin };
}

static void
skip_comment(struct cursor *c)
{
	int level;

	c->at += 2;
	level = long_level(c);
	if (level >= 0) {
		(void)read_long(c, level);
		return;
	}
	while (!is_at_end(c) && peek(c, 0) != '\n')
		step(c);
}

static void
skip_blanks(struct cursor *c)
{
	while (!is_at_end(c)) {
		if (peek(c, 0) == '-' && peek(c, 1) == '-')
			skip_comment(c);
		else if (am_is_space(peek(c, 0)))
			step(c);
		else
			return;
	}
}

static bool
is_name_char(char c)
{
	return am_is_alpha(c) || am_is_digit(c) || c == '_';
}

static struct am_slice
read_word(struct cursor *c)
{
	size_t begin = c->at;
	bool is_number = am_is_digit(peek(c, 0));

	while (is_name_char(peek(c, 0)) || (is_number && peek(c, 0) == '.'))
		c->at++;
	return (struct am_slice){ c->source.ptr + begin, c->at - begin };
}

static struct am_slice
read_sign(struct cursor *c)
{
	static const char *const two[] = { "==", "~=", "<=", ">=", "..",
					   "//", "::", "<<", ">>" };
	size_t len = 1;

	for (size_t i = 0; i < sizeof(two) / sizeof(*two); i++) {
		if (peek(c, 0) == two[i][0] && peek(c, 1) == two[i][1])
			len = 2;
	}
	c->at += len;
	return (struct am_slice){ c->source.ptr + c->at - len, len };
}

static void
read_token(struct cursor *c, struct scan_token *t)
{
	int level = long_level(c);

	t->line = c->line;
	t->column = column(c);
	if (level >= 0) {
		t->kind = SCAN_TEXT;
		t->text = read_long(c, level);
	} else if (peek(c, 0) == '"' || peek(c, 0) == '\'') {
		t->kind = SCAN_TEXT;
		t->text = read_quoted(c);
	} else if (is_name_char(peek(c, 0))) {
		t->kind = am_is_digit(peek(c, 0)) ? SCAN_NUMBER : SCAN_NAME;
		t->text = read_word(c);
	} else {
		t->kind = SCAN_SIGN;
		t->text = read_sign(c);
	}
}

static bool
is_one_of(const struct scan_token *t, const char *signs)
{
	return t->kind == SCAN_SIGN && t->text.len == 1 &&
	       strchr(signs, t->text.ptr[0]) != NULL && t->text.ptr[0] != '\0';
}

void
scan_text(struct am_arena *arena, struct am_slice source, struct scan *out)
{
	struct cursor c = { .source = source, .line = 1, .column = 1 };
	size_t cap = 0;
	int depth = 0;

	*out = (struct scan){ .source = source };
	for (skip_blanks(&c); !is_at_end(&c); skip_blanks(&c)) {
		struct scan_token *t;

		out->tokens = am_arena_grow(arena, out->tokens, out->count,
					    &cap, sizeof(*t));
		t = &out->tokens[out->count++];
		read_token(&c, t);
		if (is_one_of(t, ")}]") && depth > 0)
			depth--;
		t->depth = depth;
		if (is_one_of(t, "({["))
			depth++;
	}
}
