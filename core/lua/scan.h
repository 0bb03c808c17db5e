/* scan.h - where things stand in a Lua file.
 *
 * Layer:     lua, private.
 * Threads:   safe.
 * Promise:   total and linear: every text has tokens, also one that is no Lua.
 *            Lua itself knows lines only, and stops at the first fault; this
 *            knows the column of each rule, field and item. It reads tokens,
 *            it understands no Lua: what was built by a loop is not found.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_SCAN_H
#define AMENDS_LUA_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/mem.h"

enum scan_kind {
	SCAN_NAME,
	SCAN_TEXT,
	SCAN_NUMBER,
	SCAN_SIGN
};

struct scan_token {
	enum scan_kind kind;
	struct am_slice text; /* of a text: what is between its marks, raw */
	int line, column;     /* from 1; columns in characters */
	int depth; /* of brackets; an opening one is outside itself */
};

struct scan {
	struct am_slice source;
	struct scan_token *tokens;
	size_t count;
};

#define SCAN_NOT_FOUND SIZE_MAX

void scan_text(struct am_arena *arena, struct am_slice source,
	       struct scan *out);

/* Numbers of tokens, or SCAN_NOT_FOUND. Any `from` may be SCAN_NOT_FOUND, and
 * then so is the answer. */

/* `kind "name"` on that line; the token of the name. */
size_t scan_statement(const struct scan *s, const char *kind,
		      struct am_slice name, int line);
/* The opening brace that follows soon after a statement's name or a field. */
size_t scan_brace(const struct scan *s, size_t from);
/* `name =` directly inside the braces that open at `brace`. */
size_t scan_field(const struct scan *s, size_t brace, struct am_slice name);
/* The first `name =` inside one bracket of any kind, wherever that is; else
 * inside several. */
size_t scan_first_field(const struct scan *s, struct am_slice name);
/* The nth item (from 0) directly inside those braces. */
size_t scan_item(const struct scan *s, size_t brace, size_t n);
/* A text of just these characters inside those braces, however deep. */
size_t scan_inside(const struct scan *s, size_t brace, struct am_slice text);
/* The first text of just these characters on that line or below. */
size_t scan_text_below(const struct scan *s, int line, struct am_slice text);
/* A name or sign that stands on that line. */
size_t scan_on_line(const struct scan *s, int line, struct am_slice text);

/* Line and column of a byte of the source. */
void scan_place(const struct scan *s, const char *at, int *line, int *column);

/* The line, without its end; empty when there is none. */
struct am_slice scan_line(const struct scan *s, int line);

#endif
