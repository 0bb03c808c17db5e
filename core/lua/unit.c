/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdarg.h>
#include <sys/stat.h>

#define FILE_MAX_BYTES (1U << 20)
#define CHUNK          "amends"
#define FAULTS_MAX     1000
#define SHOWN_MAX      200 /* bytes of a source line that a report repeats */

static const char unit_key; /* its address is the key */

void
unit_attach(lua_State *L, struct unit *u)
{
	lua_pushlightuserdata(L, u);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &unit_key);
}

struct unit *
unit_of(lua_State *L)
{
	struct unit *u;

	lua_rawgetp(L, LUA_REGISTRYINDEX, &unit_key);
	u = lua_touserdata(L, -1);
	lua_pop(L, 1);
	return u;
}

int
unit_line(lua_State *L)
{
	lua_Debug ar;

	for (int level = 1; lua_getstack(L, level, &ar) != 0; level++) {
		if (lua_getinfo(L, "l", &ar) != 0 && ar.currentline > 0)
			return ar.currentline;
	}
	return 1;
}

struct am_slice
unit_text(lua_State *L, struct unit *u, int idx)
{
	struct am_slice s = { NULL, 0 };

	s.ptr = lua_tolstring(L, idx, &s.len);
	return am_arena_dup(u->arena, s);
}

/* The first token on that line, so that a caret does not stand in the indent. */
static size_t
first_on_line(const struct unit *u, int line)
{
	for (size_t i = 0; i < u->scan.count; i++) {
		if (u->scan.tokens[i].line >= line)
			return u->scan.tokens[i].line == line ? i
							      : SCAN_NOT_FOUND;
	}
	return SCAN_NOT_FOUND;
}

struct spot
unit_spot(const struct unit *u, size_t token, int line)
{
	struct spot spot = { .file = u->path, .is_config = u->is_config };

	if (token >= u->scan.count)
		token = first_on_line(u, line);
	if (token < u->scan.count) {
		spot.line = u->scan.tokens[token].line;
		spot.column = u->scan.tokens[token].column;
	} else if (line > 0) {
		spot.line = line;
		spot.column = 1;
	}
	spot.source_line =
		am_slice_cut_utf8(scan_line(&u->scan, spot.line), SHOWN_MAX);
	return spot;
}

/* A loop may come upon the same fault again and again. */
static bool
is_told(const struct am_fault *last, const struct spot *spot, const char *text)
{
	return last->line == spot->line && last->column == spot->column &&
	       am_slice_eq(last->file, spot->file) &&
	       am_slice_eqs(last->text, text);
}

static bool fault_vmake(struct am_faults *faults, const struct spot *spot,
			struct am_fault *f, const char *fmt, va_list args)
	AM_PRINTF(4, 0);
static void fault_vput(struct am_faults *faults, const struct spot *spot,
		       struct am_slice rule, const char *fmt, va_list args)
	AM_PRINTF(4, 0);

/* False when it is one too many. */
static bool
fault_vmake(struct am_faults *faults, const struct spot *spot,
	    struct am_fault *f, const char *fmt, va_list args)
{
	const struct am_fault *last =
		f->is_warning ? faults->warnings + faults->n_warnings
			      : faults->items + faults->count;
	size_t count = f->is_warning ? faults->n_warnings : faults->count;
	char text[AM_ERR_TEXT_BYTES];

	/* A fault's text is one line; longer is cut. */
	(void)vsnprintf(text, sizeof(text), fmt, args);
	if (count == FAULTS_MAX || (count > 0 && is_told(last - 1, spot, text)))
		return false;
	if (count == FAULTS_MAX - 1)
		(void)snprintf(text, sizeof(text), "and more than that");
	f->file = spot->file;
	f->line = spot->line;
	f->column = spot->column;
	f->text = am_arena_dup(faults->arena, am_slice_of(text));
	f->source_line = spot->source_line;
	f->is_config = spot->is_config;
	f->is_module = spot->is_module;
	return true;
}

static void
fault_vput(struct am_faults *faults, const struct spot *spot,
	   struct am_slice rule, const char *fmt, va_list args)
{
	struct am_fault f = { .rule = rule };

	if (!fault_vmake(faults, spot, &f, fmt, args))
		return;
	faults->items = am_arena_grow(faults->arena, faults->items,
				      faults->count, &faults->cap, sizeof(f));
	faults->items[faults->count++] = f;
}

void
warning_put(struct am_faults *faults, const struct spot *spot,
	    struct am_slice rule, const char *fmt, ...)
{
	struct am_fault f = { .rule = rule, .is_warning = true };
	va_list args;
	bool is_new;

	va_start(args, fmt);
	is_new = fault_vmake(faults, spot, &f, fmt, args);
	va_end(args);
	if (!is_new)
		return;
	faults->warnings = am_arena_grow(faults->arena, faults->warnings,
					 faults->n_warnings,
					 &faults->warnings_cap, sizeof(f));
	faults->warnings[faults->n_warnings++] = f;
}

void
fault_put(struct am_faults *faults, const struct spot *spot,
	  struct am_slice rule, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fault_vput(faults, spot, rule, fmt, args);
	va_end(args);
}

void
unit_fault(struct unit *u, size_t token, int line, const char *fmt, ...)
{
	struct spot spot = unit_spot(u, token, line);
	va_list args;

	va_start(args, fmt);
	fault_vput(u->faults, &spot, u->rule, fmt, args);
	va_end(args);
}

void
origin_put(struct am_faults *faults, const struct am_origin_row *row)
{
	faults->origins =
		am_arena_grow(faults->arena, faults->origins, faults->n_origins,
			      &faults->origins_cap, sizeof(*row));
	faults->origins[faults->n_origins++] = *row;
}

void
unit_fault_in(struct unit *u, size_t token, int line, size_t offset,
	      const char *text)
{
	struct spot spot = unit_spot(u, token, line);

	if (token < u->scan.count && offset <= u->scan.tokens[token].text.len) {
		scan_place(&u->scan, u->scan.tokens[token].text.ptr + offset,
			   &spot.line, &spot.column);
		spot.source_line = am_slice_cut_utf8(
			scan_line(&u->scan, spot.line), SHOWN_MAX);
	}
	fault_put(u->faults, &spot, u->rule, "%s", text);
}

static bool
is_trusted(struct unit *u, mode_t mode, bool strict)
{
	if (!S_ISREG(mode)) {
		unit_fault(u, SCAN_NOT_FOUND, 0, "not a file");
		return false;
	}
	if (mode & S_IWOTH || (strict && mode & S_IWGRP)) {
		unit_fault(u, SCAN_NOT_FOUND, 0,
			   "not read, because others than its owner can write "
			   "it: chmod go-w");
		return false;
	}
	return true;
}

/* The first line that is not is told. */
static bool
is_utf8(struct unit *u)
{
	struct am_slice rest = u->scan.source;
	struct am_slice line;

	if (am_utf8_valid(rest))
		return true;
	for (int n = 1; am_slice_next_line(&rest, &line); n++) {
		if (am_utf8_valid(line))
			continue;
		unit_fault(u, SCAN_NOT_FOUND, n,
			   "not read: this line is not UTF-8");
		break;
	}
	return false;
}

void
unit_get(struct unit *u, struct am_source_got *source)
{
	am_sources_get(
		u->sources,
		&(struct am_wish){ AM_SOURCE_FILE, u->path, FILE_MAX_BYTES },
		u->arena, source);
}

/* Without the byte order mark that some editors begin UTF-8 with. */
static struct am_slice
without_mark(struct am_slice bytes)
{
	return am_slice_starts(bytes, "\xef\xbb\xbf") ? am_slice_from(bytes, 3)
						      : bytes;
}

bool
unit_take(struct unit *u, const struct am_source_got *source, bool strict)
{
	if (source->mode != 0 && !is_trusted(u, source->mode, strict))
		return false;
	if (source->error == EFBIG) {
		unit_fault(u, SCAN_NOT_FOUND, 0,
			   "not read: larger than %u bytes", FILE_MAX_BYTES);
		return false;
	}
	if (source->error != 0) {
		unit_fault(u, SCAN_NOT_FOUND, 0, "cannot be opened: %s",
			   strerror(source->error));
		return false;
	}
	scan_text(u->arena, without_mark(source->bytes), &u->scan);
	return is_utf8(u);
}

bool
unit_read(struct unit *u, bool strict)
{
	struct am_source_got source;

	unit_get(u, &source);
	return unit_take(u, &source, strict);
}

/* Which token does Lua speak of? One that it quotes ("near 'x'", "global 'x'"),
 * or else the first word of the text that stands on that line. */
static size_t
token_meant(const struct unit *u, int line, const char *text)
{
	const char *near = strstr(text, "near '");
	struct am_slice rest = am_slice_of(near != NULL ? near : text);
	size_t token = SCAN_NOT_FOUND;
	struct am_slice word;

	while (rest.len > 0 && token == SCAN_NOT_FOUND) {
		rest = am_slice_from(rest, am_slice_chr(rest, '\'') + 1);
		word = am_slice_head(rest, am_slice_chr(rest, '\''));
		token = scan_on_line(&u->scan, line, word);
		rest = am_slice_from(rest, word.len + 1);
	}
	rest = am_slice_of(text);
	while (rest.len > 0 && token == SCAN_NOT_FOUND) {
		word = am_slice_head(rest, am_slice_chr(rest, ' '));
		token = scan_on_line(&u->scan, line, word);
		if (token == SCAN_NOT_FOUND) /* string.find */
			token = scan_on_line(
				&u->scan, line,
				am_slice_head(word, am_slice_chr(word, '.')));
		rest = am_slice_from(rest, word.len + 1);
	}
	return token;
}

/* The commonest slip of all, which Lua tells of in its own way: a row of a table
 * without a comma, so that the next row's name comes too early. */
static const char *
hint_for(const struct unit *u, const char *text, size_t token)
{
	bool is_name = token != SCAN_NOT_FOUND && token > 0 &&
		       token < u->scan.count &&
		       u->scan.tokens[token].kind == SCAN_NAME;

	if (is_name && strstr(text, "'}' expected") != NULL)
		return "; is a comma missing before it?";
	return "";
}

/* Lua says "amends:12: text". */
static void
fault_of_lua(struct unit *u, const char *text)
{
	int line = 0;
	size_t token;
	char *end;

	if (strncmp(text, CHUNK ":", sizeof(CHUNK)) == 0) {
		line = (int)strtol(text + sizeof(CHUNK), &end, 10);
		text = strncmp(end, ": ", 2) == 0 ? end + 2 : end;
	}
	token = token_meant(u, line, text);
	unit_fault(u, token, line, "%s%s", text, hint_for(u, text, token));
}

bool
unit_run(struct unit *u, struct host *h, int nresults)
{
	lua_State *L = host_state(h);
	struct am_err err;

	if (host_load(h, u->scan.source, "=" CHUNK, "t", &err) != AM_OK) {
		lua_pop(L, 1);
		fault_of_lua(u, err.text);
		return false;
	}
	lua_insert(L, -2);
	lua_setupvalue(L, -2, 1);
	if (host_call(h, 0, nresults, &err) != AM_OK) {
		fault_of_lua(u, err.text);
		return false;
	}
	return true;
}
