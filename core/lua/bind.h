/* bind.h - what a plugin is handed: the message and the verdict of one run.
 *
 * Layer:     lua, private.
 * Promise:   a handle that a plugin keeps is dead once its run is over.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_BIND_H
#define AMENDS_LUA_BIND_H

#include <lua.h>

#include "amends/message.h"
#include "amends/verdict.h"

/* One mail and its plugins; lives longer than the state. */
struct run {
	struct am_arena *arena;
	const struct am_message *msg;
	struct am_verdict *verdict;
	unsigned int
		turn;    /* counts plugins; a handle of another turn is dead */
	bool only_reads; /* a custom function: the verdict is not its business
			  */
};

/* What Lua holds. */
struct handle {
	struct run *run;
	unsigned int turn;
};

/* [-0, +0, m] The types; once for a state. */
void bind_message_open(lua_State *L);
void bind_verdict_open(lua_State *L);
/* [-0, +1, m] A handle for this turn. */
void bind_message_push(lua_State *L, struct run *run);
void bind_verdict_push(lua_State *L, struct run *run);

/* The run behind the handle at argument 1; raises when it is dead. */
struct run *bind_check(lua_State *L, const char *type);
/* The same, for what changes the verdict. */
struct run *bind_check_writer(lua_State *L, const char *type);
void bind_type(lua_State *L, const char *type, const void *methods);
void bind_push(lua_State *L, const char *type, struct run *run);
/* A string for Lua: at most 64 KB, cut at a character. */
void bind_text(lua_State *L, struct am_slice text);

#endif
