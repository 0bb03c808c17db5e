/* SPDX-License-Identifier: MIT */
#include "sandbox.h"

#include <lauxlib.h>

#include "host.h"

/* Inside one library function no hook fires, so each pays beforehand for what
 * it is about to do, and works on no more than this. */
#define ITEMS_MAX   100000
#define RESULTS_MAX 1000 /* more could be copied with every single call */

/* [-n, +results] Call the original with all arguments. */
static int
call_original(lua_State *L)
{
	int n = lua_gettop(L);

	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, n, LUA_MULTRET);
	if (lua_gettop(L) > RESULTS_MAX)
		return luaL_error(L, "more than %d results", RESULTS_MAX);
	return lua_gettop(L);
}

/* Tables must be plain; gives the size of the largest. */
static size_t
check_tables(lua_State *L)
{
	size_t largest = 0;

	luaL_checktype(L, 1, LUA_TTABLE);
	for (int i = lua_gettop(L); i > 0; i--) {
		size_t size;

		if (lua_type(L, i) != LUA_TTABLE)
			continue;
		if (lua_getmetatable(L, i))
			luaL_argerror(L, i, "plain table expected");
		size = lua_rawlen(L, i);
		luaL_argcheck(L, size <= ITEMS_MAX, i,
			      "more than 100000 items");
		largest = size > largest ? size : largest;
	}
	return largest;
}

/* What the range that begins or ends at argument i may cost. */
static size_t
check_bound(lua_State *L, int i)
{
	lua_Number x = luaL_optnumber(L, i, 0);

	luaL_argcheck(L, x <= ITEMS_MAX && x >= -ITEMS_MAX, i, "beyond 100000");
	return (size_t)(x < 0 ? -x : x);
}

/* concat, move, remove, unpack, insert in the middle: the table is walked, and
 * so is the range that is asked for. Upvalue 2: a bit for each argument that
 * is an index. */
int
guard_table(lua_State *L)
{
	lua_Integer indexes = lua_tointeger(L, lua_upvalueindex(2));
	size_t work = check_tables(L) + 1;

	for (int i = 2; i <= lua_gettop(L); i++) {
		if (indexes >> i & 1)
			work += check_bound(L, i);
	}
	host_charge(L, work);
	return call_original(L);
}

/* insert and remove: at the end they are cheap. */
int
guard_ends(lua_State *L)
{
	int cheap = (int)lua_tointeger(L, lua_upvalueindex(2));
	size_t work = check_tables(L);

	if (lua_gettop(L) <= cheap)
		work = 0;
	else
		work += check_bound(L, 2);
	host_charge(L, work + 1);
	return call_original(L);
}

int
guard_sort(lua_State *L)
{
	host_charge(L, check_tables(L) * 20 + 1);
	return call_original(L);
}

/* "%.99f" of a large number takes microseconds. */
#define DIRECTIVE_COST 40

static size_t
count_directives(lua_State *L)
{
	struct am_slice format = { NULL, 0 };
	size_t count = 0;

	if (lua_type(L, 1) == LUA_TSTRING)
		format.ptr = lua_tolstring(L, 1, &format.len);
	for (size_t i = 0; i < format.len; i++)
		count += format.ptr[i] == '%';
	return count;
}

/* Functions of strings: linear in their arguments. Upvalue 2: the first of them
 * is a format. */
int
guard_text(lua_State *L)
{
	size_t work = 1;

	if (lua_tointeger(L, lua_upvalueindex(2)) != 0)
		work += count_directives(L) * DIRECTIVE_COST;
	for (int i = lua_gettop(L); i > 0; i--) {
		if (lua_type(L, i) == LUA_TSTRING)
			work += lua_rawlen(L, i) / 4;
	}
	host_charge(L, work);
	return call_original(L);
}
