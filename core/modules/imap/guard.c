/* SPDX-License-Identifier: MIT */
#include "guard.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* A literal is announced by "{123}" or "{123+}" at the end of a line. */
enum state {
	PLAIN,
	NUMBER, /* behind '{' */
	PLUS,
	CLOSED, /* behind '}' */
	RETURN, /* behind '}' CR */
};

#define NUMBER_MAX (UINT64_C(1) << 40)

void
guard_expect(struct guard *guard, uint64_t line_max, uint64_t literal_max,
	     uint64_t total_max)
{
	guard->line_max = line_max;
	guard->literal_max = literal_max;
	guard->total_max = total_max;
	guard->total = 0;
	guard->n_lines = 0;
}

static void
note_head(struct guard *g, char c)
{
	if (c == '\n' || c == '\r' || g->n_head + 1 >= sizeof(g->head))
		return;
	g->head[g->n_head++] = c;
	g->head[g->n_head] = '\0';
}

static void
step(struct guard *g, char c)
{
	bool is_digit = c >= '0' && c <= '9';

	if (c == '{') {
		g->state = NUMBER;
		g->number = 0;
	} else if (g->state == NUMBER && is_digit) {
		if (g->number < NUMBER_MAX)
			g->number = g->number * 10 + (uint64_t)(c - '0');
	} else if (g->state == NUMBER && c == '+') {
		g->state = PLUS;
	} else if ((g->state == NUMBER || g->state == PLUS) && c == '}') {
		g->state = CLOSED;
	} else if (g->state == CLOSED && c == '\r') {
		g->state = RETURN;
	} else if (c != '\n') {
		g->state = PLAIN;
	}
}

static bool
is_bye(const struct guard *g)
{
	return strncasecmp(g->head, "* BYE", 5) == 0 &&
	       (g->head[5] == '\0' || g->head[5] == ' ');
}

/* A line is over: what follows is a literal, or another line. */
static enum guard_end
end_line(struct guard *g)
{
	bool has_literal = g->state == CLOSED || g->state == RETURN;

	g->state = PLAIN;
	if (has_literal && g->number > g->literal_max) {
		g->literal_left = g->number;
		return GUARD_LITERAL;
	}
	if (has_literal) {
		g->literal_left = g->number; /* and the line goes on then */
		return GUARD_OK;
	}
	if (is_bye(g))
		return GUARD_BYE;
	g->line = 0;
	g->n_head = 0;
	g->head[0] = '\0';
	g->n_lines++;
	return GUARD_OK;
}

enum guard_end
guard_take(struct guard *g, const char *bytes, size_t n)
{
	g->total += n;
	if (g->total > g->total_max)
		return GUARD_TOTAL;
	while (n > 0) {
		enum guard_end end = GUARD_OK;
		size_t some = 1;

		if (g->literal_left > 0) {
			some = n < g->literal_left ? n
						   : (size_t)g->literal_left;
			g->literal_left -= some;
		} else {
			step(g, *bytes);
			note_head(g, *bytes);
			if (++g->line > g->line_max)
				return GUARD_LINE;
			if (*bytes == '\n')
				end = end_line(g);
		}
		if (end != GUARD_OK)
			return end;
		bytes += some;
		n -= some;
	}
	return GUARD_OK;
}
