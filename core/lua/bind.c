/* SPDX-License-Identifier: MIT */
#include "bind.h"

#include <lauxlib.h>

#include "host.h"

#define TEXT_MAX_BYTES (64U << 10)

struct run *
bind_check(lua_State *L, const char *type)
{
	const struct handle *h = luaL_checkudata(L, 1, type);

	if (h->turn != h->run->turn)
		luaL_argerror(L, 1, "used after its mail was done with");
	return h->run;
}

struct run *
bind_check_writer(lua_State *L, const char *type)
{
	struct run *run = bind_check(L, type);

	if (run->only_reads)
		luaL_error(L, "a custom function only answers: what it finds "
			      "is for the weight and tag of its rule to say");
	return run;
}

void
bind_type(lua_State *L, const char *type, const void *methods)
{
	luaL_newmetatable(L, type);
	lua_newtable(L);
	luaL_setfuncs(L, methods, 0);
	lua_setfield(L, -2, "__index");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
}

void
bind_push(lua_State *L, const char *type, struct run *run)
{
	struct handle *h = lua_newuserdatauv(L, sizeof(*h), 0);

	h->run = run;
	h->turn = run->turn;
	luaL_setmetatable(L, type);
}

/* Copying costs time inside C, so it is charged. */
void
bind_text(lua_State *L, struct am_slice text)
{
	struct am_slice cut = am_slice_cut_utf8(text, TEXT_MAX_BYTES);

	host_charge(L, 1 + cut.len / 64);
	lua_pushlstring(L, cut.len > 0 ? cut.ptr : "", cut.len);
}
