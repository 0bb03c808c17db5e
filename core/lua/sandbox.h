/* sandbox.h - what Lua code of rules, plugins and configuration may use.
 *
 * Layer:     lua, private.
 * Promise:   _G, string, table, math, utf8 and re (regular expressions),
 *            without whatever can run for long inside C, load code, reach
 *            outside or keep finalizers. Each environment has its own copies;
 *            methods of strings use a table that nobody can reach.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_SANDBOX_H
#define AMENDS_LUA_SANDBOX_H

#include <lua.h>

/* [-0, +0, m] Once for a state, in a protected call. */
void sandbox_open(lua_State *L);

/* [-0, +1, m] A fresh table of all names, with _G being itself. */
void sandbox_push_names(lua_State *L);

/* [-0, +1, m] A fresh environment that refuses unknown names and new ones:
 * what plugins get. */
void sandbox_push_env(lua_State *L);

/* The name was there in plain Lua and is not in amends. */
int sandbox_is_missing(const char *name);

/* The guards around library functions; upvalue 1 is the original, 2 a number
 * that each explains. */
int guard_ends(lua_State *L);
int guard_table(lua_State *L);
int guard_text(lua_State *L);
int guard_sort(lua_State *L);

#endif
