/* SPDX-License-Identifier: MIT */
#include "sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

#include "bind_regex.h"
#include "host.h"

#define LIBS_KEY "amends.libs"
#define ENV_TYPE "amends.env"

/* A library function that is let in, and the guard around it. */
#define ARG(n) (1 << (n))

struct entry {
	const char *lib;
	const char *name;
	lua_CFunction guard; /* NULL: as it is */
	int detail;          /* the guard's second upvalue */
};

static const struct entry entries[] = {
	{ "_G", "assert", NULL, 0 },
	{ "_G", "error", NULL, 0 },
	{ "_G", "ipairs", NULL, 0 },
	{ "_G", "next", NULL, 0 },
	{ "_G", "pairs", NULL, 0 },
	{ "_G", "rawequal", NULL, 0 },
	{ "_G", "rawlen", NULL, 0 },
	{ "_G", "select", NULL, 0 },
	{ "_G", "tonumber", guard_text, 0 },
	{ "_G", "tostring", NULL, 0 },
	{ "_G", "type", NULL, 0 },
	{ "string", "byte", guard_text, 0 },
	{ "string", "char", guard_text, 0 },
	{ "string", "format", guard_text, 1 },
	{ "string", "len", NULL, 0 },
	{ "string", "lower", guard_text, 0 },
	{ "string", "pack", guard_text, 0 },
	{ "string", "packsize", guard_text, 0 },
	{ "string", "reverse", guard_text, 0 },
	{ "string", "sub", guard_text, 0 },
	{ "string", "unpack", guard_text, 0 },
	{ "string", "upper", guard_text, 0 },
	{ "table", "concat", guard_table, ARG(3) | ARG(4) },
	{ "table", "insert", guard_ends, 2 },
	{ "table", "move", guard_table, ARG(2) | ARG(3) | ARG(4) },
	{ "table", "pack", NULL, 0 },
	{ "table", "remove", guard_ends, 1 },
	{ "table", "sort", guard_sort, 0 },
	{ "table", "unpack", guard_table, ARG(2) | ARG(3) },
	{ "re", "find", NULL, 0 }, /* they charge for themselves */
	{ "re", "gmatch", NULL, 0 },
	{ "re", "gsub", NULL, 0 },
	{ "re", "match", NULL, 0 },
	{ "utf8", "char", guard_text, 0 },
	{ "utf8", "charpattern", NULL, 0 },
	{ "utf8", "codepoint", guard_text, 0 },
	{ "utf8", "codes", guard_text, 0 },
	{ "utf8", "len", guard_text, 0 },
	{ "utf8", "offset", guard_text, 0 },
};

/* math is let in whole but for these, so that the same mail always gives the
 * same verdict. */
static const char *const not_math[] = { "random", "randomseed" };

/* These run for seconds inside C, where no hook fires, or make code. */
static const char *const not_string[] = { "find", "match", "gmatch",
					  "gsub", "rep",   "dump" };

static const char *const missing[] = {
	"collectgarbage", "coroutine", "debug",   "dofile",  "io",
	"load",           "loadfile",  "os",      "package", "print",
	"rawget",         "rawset",    "require", "warn",    "xpcall",
};

int
sandbox_is_missing(const char *name)
{
	for (size_t i = 0; i < sizeof(missing) / sizeof(*missing); i++) {
		if (strcmp(name, missing[i]) == 0)
			return 1;
	}
	return 0;
}

/* A caught error must not be one of the host's: rethrow() looks. */
static int
safe_pcall(lua_State *L)
{
	int status;

	luaL_checkany(L, 1);
	lua_pushboolean(L, 1);
	lua_insert(L, 1);
	status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
	host_rethrow(L);
	if (status == LUA_OK)
		return lua_gettop(L);
	lua_pushboolean(L, 0);
	lua_replace(L, 1);
	return 2;
}

static void
refuse_field(lua_State *L, const char *name)
{
	lua_pushstring(L, name);
	if (lua_rawget(L, 2) != LUA_TNIL)
		luaL_error(L, "%s is not available in amends", name);
	lua_pop(L, 1);
}

/* Finalizers run without a hook, weak tables tell of the collector. */
static int
safe_setmetatable(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	if (!lua_isnil(L, 2)) {
		luaL_checktype(L, 2, LUA_TTABLE);
		refuse_field(L, "__gc");
		refuse_field(L, "__mode");
	}
	if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
		return luaL_error(L, "this metatable is protected");
	lua_settop(L, 2);
	lua_setmetatable(L, 1);
	return 1;
}

/* Only of tables: the metatable of strings is everybody's. */
static int
safe_getmetatable(lua_State *L)
{
	if (lua_type(L, 1) != LUA_TTABLE || !lua_getmetatable(L, 1)) {
		lua_pushnil(L);
		return 1;
	}
	luaL_getmetafield(L, 1, "__metatable");
	return 1; /* that field, or else the metatable below it */
}

static int
say_not_available(lua_State *L)
{
	const char *name = lua_tostring(L, lua_upvalueindex(1));

	if (strcmp(name, "rep") == 0 || strcmp(name, "dump") == 0)
		return luaL_error(L, "string.%s is not available in amends",
				  name);
	return luaL_error(L,
			  "string.%s is not available in amends (it can run "
			  "for seconds): write re.%s(text, pattern), with a "
			  "regular expression",
			  name, name);
}

/* [-0, +1] The wrapped function of an entry, from the opened library. */
static void
push_entry(lua_State *L, const struct entry *e)
{
	lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
	lua_getfield(L, -1, e->lib);
	lua_getfield(L, -1, e->name);
	lua_replace(L, -3);
	lua_pop(L, 1);
	if (e->guard == NULL)
		return;
	lua_pushinteger(L, e->detail);
	lua_pushcclosure(L, e->guard, 2);
}

/* [-0, +0] Copy all fields of the table on top into the one at `to`. */
static void
copy_fields(lua_State *L, int to)
{
	lua_pushnil(L);
	while (lua_next(L, -2) != 0) {
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, to);
	}
}

/* The libraries there are; each is opened when code first asks for it, since
 * most plugins want one or two and every mail would pay for all. */
static const luaL_Reg libraries[] = {
	{ LUA_GNAME, luaopen_base },       { LUA_STRLIBNAME, luaopen_string },
	{ LUA_TABLIBNAME, luaopen_table }, { LUA_MATHLIBNAME, luaopen_math },
	{ LUA_UTF8LIBNAME, luaopen_utf8 }, { BIND_REGEX_NAME, bind_regex_open },
};

#define LIBRARIES (sizeof(libraries) / sizeof(*libraries))

/* [-0, +0] All of math but for a few goes into the table on top. */
static void
put_math(lua_State *L)
{
	int to = lua_gettop(L);

	lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
	lua_getfield(L, -1, LUA_MATHLIBNAME);
	copy_fields(L, to);
	lua_settop(L, to);
	for (size_t i = 0; i < sizeof(not_math) / sizeof(*not_math); i++) {
		lua_pushnil(L);
		lua_setfield(L, to, not_math[i]);
	}
}

/* [-0, +0] What is ours of the library `name` goes into the table on top. */
static void
put_own(lua_State *L, const char *name)
{
	static const luaL_Reg base[] = {
		{ "pcall", safe_pcall },
		{ "setmetatable", safe_setmetatable },
		{ "getmetatable", safe_getmetatable },
		{ NULL, NULL },
	};

	if (strcmp(name, LUA_GNAME) == 0)
		luaL_setfuncs(L, base, 0);
	if (strcmp(name, LUA_MATHLIBNAME) == 0)
		put_math(L);
	if (strcmp(name, LUA_STRLIBNAME) != 0)
		return;
	for (size_t i = 0; i < sizeof(not_string) / sizeof(*not_string); i++) {
		lua_pushstring(L, not_string[i]);
		lua_pushcclosure(L, say_not_available, 1);
		lua_setfield(L, -2, not_string[i]);
	}
}

static int find_method(lua_State *L);

/* [-0, +0] Methods of texts are the guarded ones. */
static void
put_methods(lua_State *L)
{
	lua_pushliteral(L, "");
	lua_createtable(L, 0, 2);
	lua_pushcfunction(L, find_method);
	lua_setfield(L, -2, "__index");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

/* [-0, +1] The guarded library, nil when there is none of that name. */
static void
push_library(lua_State *L, const char *name)
{
	size_t i = 0;

	lua_getfield(L, LUA_REGISTRYINDEX, LIBS_KEY);
	if (lua_getfield(L, -1, name) != LUA_TNIL) {
		lua_remove(L, -2);
		return;
	}
	while (i < LIBRARIES && strcmp(libraries[i].name, name) != 0)
		i++;
	if (i == LIBRARIES) {
		lua_remove(L, -2);
		return;
	}
	lua_pop(L, 1);
	luaL_requiref(L, name, libraries[i].func, 0);
	lua_pop(L, 1);
	put_methods(L); /* opening "string" gave texts its unguarded ones */
	lua_newtable(L);
	for (size_t e = 0; e < sizeof(entries) / sizeof(*entries); e++) {
		if (strcmp(entries[e].lib, name) != 0)
			continue;
		push_entry(L, &entries[e]);
		lua_setfield(L, -2, entries[e].name);
	}
	put_own(L, name);
	lua_pushvalue(L, -1);
	lua_setfield(L, -3, name);
	lua_remove(L, -2);
}

/* ("x"):upper() finds its method in a table that no code can name. */
static int
find_method(lua_State *L)
{
	push_library(L, LUA_STRLIBNAME);
	lua_pushvalue(L, 2);
	lua_rawget(L, -2);
	return 1;
}

void
sandbox_open(lua_State *L)
{
	lua_newtable(L);
	lua_setfield(L, LUA_REGISTRYINDEX, LIBS_KEY);
	put_methods(L);
}

void
sandbox_push_names(lua_State *L)
{
	int names;

	lua_newtable(L);
	names = lua_gettop(L);
	push_library(L, LUA_GNAME);
	copy_fields(L, names);
	lua_pop(L, 1);
	for (size_t i = 1; i < LIBRARIES; i++) {
		lua_newtable(L);
		push_library(L, libraries[i].name);
		copy_fields(L, lua_gettop(L) - 1);
		lua_pop(L, 1);
		lua_setfield(L, names, libraries[i].name);
	}
	lua_pushvalue(L, names);
	lua_setfield(L, names, LUA_GNAME);
}

static int
refuse_unknown(lua_State *L)
{
	const char *name = luaL_tolstring(L, 2, NULL);

	if (sandbox_is_missing(name))
		return luaL_error(L, "%s is not available in amends", name);
	return luaL_error(L, "unknown name %s", name);
}

/* __index of a plugin's environment: a name is put into it when it is first
 * used, libraries as copies of its own. */
static int
find_name(lua_State *L)
{
	const char *name =
		lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";

	lua_settop(L, 2);
	if (strcmp(name, LUA_GNAME) == 0) {
		lua_pushvalue(L, 1);
		return 1;
	}
	push_library(L, name);
	if (!lua_isnil(L, 3)) {
		lua_newtable(L);
		lua_insert(L, 3);
		copy_fields(L, 3);
		lua_settop(L, 3);
	} else {
		push_library(L, LUA_GNAME);
		lua_pushvalue(L, 2);
		if (lua_rawget(L, -2) == LUA_TNIL)
			return refuse_unknown(L);
	}
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 1);
	return 1;
}

static int
refuse_new(lua_State *L)
{
	return luaL_error(L,
			  "%s is not declared: write local %s (nothing is "
			  "kept from mail to mail)",
			  luaL_tolstring(L, 2, NULL),
			  luaL_tolstring(L, 2, NULL));
}

void
sandbox_push_env(lua_State *L)
{
	lua_newtable(L);
	if (luaL_newmetatable(L, ENV_TYPE)) {
		lua_pushcfunction(L, find_name);
		lua_setfield(L, -2, "__index");
		lua_pushcfunction(L, refuse_new);
		lua_setfield(L, -2, "__newindex");
		lua_pushliteral(L, "locked");
		lua_setfield(L, -2, "__metatable");
	}
	lua_setmetatable(L, -2);
}
