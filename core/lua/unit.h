/* unit.h - one Lua file while it is read, and how its faults are told.
 *
 * Layer:     lua, private.
 * Promise:   everything is in the arena of the faults, so that a Lua error that
 *            jumps over a C function leaks nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_UNIT_H
#define AMENDS_LUA_UNIT_H

#include <lua.h>

#include "amends/compile.h"
#include "host.h"
#include "scan.h"

/* A place in a file, with its line for the report. */
struct spot {
	struct am_slice file;
	int line, column;
	struct am_slice source_line;
	bool is_config;
	bool is_module; /* a fault of a module that amends.lua names */
};

/* What `x >= 2` leaves here, since Lua makes `true` of it: see cond.c. */
#define COMPARED_MAX 16

struct am_cond;
struct am_matcher_builder;
struct gather;

struct unit {
	struct am_arena *arena;
	struct am_faults *faults;
	struct am_sources *sources;
	struct gather *gather; /* what rule files give; NULL otherwise */
	struct am_matcher_builder *probe; /* to try patterns on, one by one */
	struct am_slice path;             /* as it can be opened */
	struct am_slice shown;            /* as evidence names it */
	struct am_slice language;         /* of a rule file, or empty */
	size_t root;                      /* index into am_roots */
	struct am_slice rule;             /* the rule or plugin spoken of */
	bool is_config;
	struct scan scan;
	const struct am_cond *compared[COMPARED_MAX]; /* NULL: poison */
	size_t n_compared;
};

/* May this file be trusted, and is it there? True with u->scan ready; else a
 * fault was added. `strict`: not even its group may write it. */
bool unit_read(struct unit *u, bool strict);
/* Both halves of it. */
void unit_get(struct unit *u, struct am_source_got *source);
bool unit_take(struct unit *u, const struct am_source_got *source, bool strict);

/* The token's place, or that line's when it is SCAN_NOT_FOUND. */
struct spot unit_spot(const struct unit *u, size_t token, int line);

void fault_put(struct am_faults *faults, const struct spot *spot,
	       struct am_slice rule, const char *fmt, ...) AM_PRINTF(4, 5);
void unit_fault(struct unit *u, size_t token, int line, const char *fmt, ...)
	AM_PRINTF(4, 5);

/* A warning: harmless, and still worth a look; never in an image. */
void warning_put(struct am_faults *faults, const struct spot *spot,
		 struct am_slice rule, const char *fmt, ...) AM_PRINTF(4, 5);
/* At byte `offset` of the text that the token is; at the token when that
 * cannot be told. */
void unit_fault_in(struct unit *u, size_t token, int line, size_t offset,
		   const char *text);

/* For `check -v`: what came from which file. */
void origin_put(struct am_faults *faults, const struct am_origin_row *row);

/* Load the file's text and call it with the environment on top of the stack
 * [-1, +nresults on true]. Lua's own faults get their place. */
bool unit_run(struct unit *u, struct host *h, int nresults);

/* For C functions: the unit that this state reads, and the line from which
 * Lua called us. */
void unit_attach(lua_State *L, struct unit *u);
struct unit *unit_of(lua_State *L);
int unit_line(lua_State *L);

/* The text at idx, copied into the arena. */
struct am_slice unit_text(lua_State *L, struct unit *u, int idx);

#endif
