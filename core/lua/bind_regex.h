/* bind_regex.h - re.find, re.match, re.gmatch and re.gsub: what plugins and
 * custom functions have in place of Lua's own patterns.
 *
 * Layer:     lua, private.
 * Promise:   each call is charged what it costs, within the limits of the
 *            expression; those that are compiled are kept for the next call.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_BIND_REGEX_H
#define AMENDS_LUA_BIND_REGEX_H

#include <lua.h>

/* For luaL_requiref() [-0, +1, m]: the table of the four. */
#define BIND_REGEX_NAME "re"
int bind_regex_open(lua_State *L);

#endif
