/* SPDX-License-Identifier: MIT
 *
 * The order of arguments and results is that of Lua's functions of the same
 * names, so that what an admin knows of those holds here. */
#include "bind_regex.h"

#include <lauxlib.h>
#include <string.h>

#include "amends/regex.h"
#include "host.h"

#define PATTERN_TYPE "amends.pattern"
#define CACHE_KEY    "amends.patterns"
#define CACHE_MAX    64 /* compiled expressions that a state keeps */

/* What compiling may cost, in instructions; and each search, besides what it
 * meets. */
#define COMPILE_COST 2000
#define BYTE_COST    20
#define SEARCH_COST  100

struct cached {
	struct am_pattern *pattern;
};

static int
free_pattern(lua_State *L)
{
	struct cached *c = luaL_checkudata(L, 1, PATTERN_TYPE);

	am_pattern_free(c->pattern);
	c->pattern = NULL;
	return 0;
}

/* [-0, +1] The table of compiled expressions; a new one when it is full. What is
 * at work stands on the stack as well, so it stays. */
static void
push_cache(lua_State *L)
{
	lua_Integer count = 0;

	if (lua_getfield(L, LUA_REGISTRYINDEX, CACHE_KEY) == LUA_TTABLE) {
		lua_rawgeti(L, -1, 1);
		count = lua_tointeger(L, -1);
		lua_pop(L, 1);
		if (count < CACHE_MAX)
			return;
	}
	lua_pop(L, 1);
	lua_newtable(L);
	lua_pushinteger(L, 0);
	lua_rawseti(L, -2, 1);
	lua_pushvalue(L, -1);
	lua_setfield(L, LUA_REGISTRYINDEX, CACHE_KEY);
}

static void
compile(lua_State *L, struct am_slice text, bool is_valid)
{
	struct cached *c;
	struct am_err err;

	host_charge(L, COMPILE_COST + text.len * BYTE_COST);
	c = lua_newuserdatauv(L, sizeof(*c), 0);
	c->pattern = NULL;
	luaL_setmetatable(L, PATTERN_TYPE);
	if (am_pattern_new(text, is_valid, &c->pattern, &err) != AM_OK)
		luaL_error(L, "%s", err.text);
}

static struct am_slice
check_text(lua_State *L, int arg)
{
	struct am_slice s;

	s.ptr = luaL_checklstring(L, arg, &s.len);
	luaL_argcheck(L, s.len <= AM_REGEX_TEXT_MAX, arg,
		      "more than 1 MB of text");
	return s;
}

/* [-0, +1] The expression at argument 2, compiled for the text at 1. The name in
 * the cache begins with whether that text is valid. */
static const struct am_pattern *
push_pattern(lua_State *L, struct am_slice text)
{
	struct am_slice source = check_text(L, 2);
	bool is_valid = am_utf8_valid(text);
	lua_Integer count;

	host_charge(L, SEARCH_COST + text.len / 8);
	luaL_argcheck(L, source.len <= AM_REGEX_MAX_BYTES, 2,
		      "a regular expression has up to 1000 bytes");
	push_cache(L);
	lua_pushstring(L, is_valid ? "+" : "-");
	lua_pushvalue(L, 2);
	lua_concat(L, 2);
	lua_pushvalue(L, -1);
	if (lua_rawget(L, -3) != LUA_TUSERDATA) {
		lua_pop(L, 1);
		compile(L, source, is_valid);
		lua_pushvalue(L, -2);
		lua_pushvalue(L, -2);
		lua_rawset(L, -5);
		lua_rawgeti(L, -3, 1);
		count = lua_tointeger(L, -1);
		lua_pop(L, 1);
		lua_pushinteger(L, count + 1);
		lua_rawseti(L, -4, 1);
	}
	lua_replace(L, -3);
	lua_pop(L, 1);
	return ((struct cached *)lua_touserdata(L, -1))->pattern;
}

/* Search; raises when a limit is met, for then nobody knows. */
static bool
search(lua_State *L, const struct am_pattern *pattern, struct am_search *s)
{
	size_t may = host_left(L);
	enum am_searched result;

	s->steps = may;
	result = am_pattern_search(pattern, s);
	host_charge(L, SEARCH_COST + may - s->steps);
	if (result == AM_TOO_MUCH)
		return luaL_error(L, "the regular expression takes too long "
				     "on this text");
	return result == AM_FOUND;
}

/* The next match that is not the empty one right behind the last, where Lua
 * would find none either. *from is moved on. */
static bool
next_match(lua_State *L, const struct am_pattern *pattern, struct am_search *s,
	   size_t *from, size_t last)
{
	unsigned int ignored;

	while (*from <= s->text.len) {
		s->from = *from;
		if (!search(L, pattern, s))
			return false;
		if (s->groups[0].end > s->groups[0].begin ||
		    s->groups[0].begin != last)
			return true;
		*from = last < s->text.len
				? last + am_utf8_next(
						 am_slice_from(s->text, last),
						 &ignored)
				: s->text.len + 1;
	}
	return false;
}

/* [-0, +1] nil for a group that took no part. */
static void
push_group(lua_State *L, const struct am_search *s, size_t i)
{
	const struct am_group *g = &s->groups[i];

	if (g->is_there)
		lua_pushlstring(L, s->text.ptr + g->begin, g->end - g->begin);
	else
		lua_pushnil(L);
}

/* [-0, +n] All groups; the whole match when there are none. */
static int
push_groups(lua_State *L, const struct am_pattern *pattern,
	    const struct am_search *s)
{
	size_t n = am_pattern_groups(pattern);

	luaL_checkstack(L, (int)n + 1, "too many groups");
	if (n == 0) {
		push_group(L, s, 0);
		return 1;
	}
	for (size_t i = 1; i <= n; i++)
		push_group(L, s, i);
	return (int)n;
}

/* Where to begin, from 0; negative arguments count from the end. False when it
 * is behind the text. */
static bool
check_init(lua_State *L, int arg, size_t len, size_t *from)
{
	lua_Integer init = luaL_optinteger(L, arg, 1);

	if (init > 0)
		*from = (size_t)init - 1;
	else if (init == 0 || init < -(lua_Integer)len)
		*from = 0;
	else
		*from = len - (size_t)-init;
	return *from <= len;
}

static int
find_plain(lua_State *L, struct am_slice text, size_t from)
{
	struct am_slice wanted = check_text(L, 2);
	struct am_slice rest = am_slice_from(text, from);
	const char *found;

	host_charge(L, SEARCH_COST + rest.len / 16 + wanted.len / 16);
	found = memmem(rest.ptr, rest.len, wanted.ptr, wanted.len);
	if (found == NULL) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushinteger(L, found - text.ptr + 1);
	lua_pushinteger(L, found - text.ptr + (lua_Integer)wanted.len);
	return 2;
}

/*** The first match.
 * @function re.find
 * @tparam string text
 * @tparam string pattern PCRE2; case is ignored
 * @tparam[opt=1] integer init where to begin; negative: from the end
 * @tparam[opt=false] boolean plain the pattern is meant as it is written
 * @treturn integer|nil its first byte, from 1
 * @treturn integer its last byte
 * @treturn string|nil ... its groups; nil for one that took no part */
static int
re_find(lua_State *L)
{
	struct am_search s = { .text = check_text(L, 1) };
	const struct am_pattern *pattern;

	(void)check_text(L, 2);
	if (check_init(L, 3, s.text.len, &s.from)) {
		if (lua_toboolean(L, 4))
			return find_plain(L, s.text, s.from);
		pattern = push_pattern(L, s.text);
		if (search(L, pattern, &s)) {
			lua_pushinteger(L, (lua_Integer)s.groups[0].begin + 1);
			lua_pushinteger(L, (lua_Integer)s.groups[0].end);
			if (am_pattern_groups(pattern) == 0)
				return 2;
			return 2 + push_groups(L, pattern, &s);
		}
	}
	lua_pushnil(L);
	return 1;
}

/*** The groups of the first match, or all of it when the pattern has none.
 * @function re.match
 * @tparam string text
 * @tparam string pattern
 * @tparam[opt=1] integer init
 * @treturn string|nil ... */
static int
re_match(lua_State *L)
{
	struct am_search s = { .text = check_text(L, 1) };
	const struct am_pattern *pattern;

	(void)check_text(L, 2);
	if (check_init(L, 3, s.text.len, &s.from)) {
		pattern = push_pattern(L, s.text);
		if (search(L, pattern, &s))
			return push_groups(L, pattern, &s);
	}
	lua_pushnil(L);
	return 1;
}

/* Upvalues: the text, the compiled pattern, where to go on, where the last
 * match ended (-1: there was none). */
static int
next_of_gmatch(lua_State *L)
{
	const struct cached *c = lua_touserdata(L, lua_upvalueindex(2));
	struct am_search s = { .from = 0 };
	size_t from = (size_t)lua_tointeger(L, lua_upvalueindex(3));
	size_t last = (size_t)lua_tointeger(L, lua_upvalueindex(4));

	s.text.ptr = lua_tolstring(L, lua_upvalueindex(1), &s.text.len);
	if (!next_match(L, c->pattern, &s, &from, last)) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushinteger(L, (lua_Integer)s.groups[0].end);
	lua_copy(L, -1, lua_upvalueindex(3));
	lua_replace(L, lua_upvalueindex(4));
	return push_groups(L, c->pattern, &s);
}

/*** All matches, one after the other: for word in re.gmatch(text, [[\w+]]) do
 * @function re.gmatch
 * @tparam string text
 * @tparam string pattern
 * @treturn function that returns what re.match() would, then nil */
static int
re_gmatch(lua_State *L)
{
	struct am_slice text = check_text(L, 1);

	lua_settop(L, 2);
	lua_pushvalue(L, 1);
	(void)push_pattern(L, text);
	lua_pushinteger(L, 0);
	lua_pushinteger(L, -1);
	lua_pushcclosure(L, next_of_gmatch, 4);
	return 1;
}

/* "%1" in the text at argument 3. */
static void
add_text(lua_State *L, luaL_Buffer *out, const struct am_pattern *pattern,
	 const struct am_search *s)
{
	struct am_slice with;
	size_t n = am_pattern_groups(pattern);

	with.ptr = lua_tolstring(L, 3, &with.len);
	host_charge(L, 1 + with.len / 16);
	for (size_t i = 0; i < with.len; i++) {
		char c = with.ptr[i];
		size_t group;

		if (c != '%') {
			luaL_addchar(out, c);
			continue;
		}
		i++;
		c = '\0';
		if (i < with.len)
			c = with.ptr[i];
		if (c == '%') {
			luaL_addchar(out, c);
			continue;
		}
		group = (size_t)(c - '0');
		if (c < '0' || c > '9' || (group > n && group + n != 1))
			luaL_error(L, "in the replacement, %% is followed by "
				      "the number of a group or by %%");
		if (group == 1 && n == 0)
			group = 0; /* as in Lua: all of it */
		if (s->groups[group].is_there)
			luaL_addlstring(
				out, s->text.ptr + s->groups[group].begin,
				s->groups[group].end - s->groups[group].begin);
	}
}

/* What stands for this match: by text, table or function at argument 3. */
static void
add_value(lua_State *L, luaL_Buffer *out, const struct am_pattern *pattern,
	  const struct am_search *s)
{
	int type = lua_type(L, 3);
	size_t first = am_pattern_groups(pattern) > 0 ? 1 : 0;

	if (type == LUA_TSTRING || type == LUA_TNUMBER) {
		add_text(L, out, pattern, s);
		return;
	}
	if (type == LUA_TTABLE) {
		push_group(L, s, first);
		lua_gettable(L, 3);
	} else {
		lua_pushvalue(L, 3);
		lua_call(L, push_groups(L, pattern, s), 1);
	}
	if (!lua_toboolean(L, -1)) {
		lua_pop(L, 1);
		push_group(L, s, 0); /* it stays */
	} else if (!lua_isstring(L, -1)) {
		luaL_error(L, "a match cannot be replaced by a %s",
			   luaL_typename(L, -1));
	}
	luaL_addvalue(out);
}

/*** Replace matches.
 * @function re.gsub
 * @tparam string text
 * @tparam string pattern
 * @tparam string|table|function repl a text with %1 to %9, %0 for all of it and
 * %% for %; a table that is asked for the first group; or a function that gets
 * the groups. What gives nil or false leaves the match as it is.
 * @tparam[opt] integer n how many at most
 * @treturn string the new text
 * @treturn integer how many were replaced */
static int
re_gsub(lua_State *L)
{
	struct am_search s = { .text = check_text(L, 1) };
	const struct am_pattern *pattern;
	int type = lua_type(L, 3);
	lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)s.text.len + 1);
	lua_Integer count = 0;
	size_t from = 0;
	size_t last = (size_t)-1;
	size_t done = 0;
	luaL_Buffer out;

	luaL_argexpected(L,
			 type == LUA_TSTRING || type == LUA_TNUMBER ||
				 type == LUA_TTABLE || type == LUA_TFUNCTION,
			 3, "string/function/table");
	lua_settop(L, 3);
	pattern = push_pattern(L, s.text);
	luaL_buffinit(L, &out);
	while (count < most && next_match(L, pattern, &s, &from, last)) {
		luaL_addlstring(&out, s.text.ptr + done,
				s.groups[0].begin - done);
		add_value(L, &out, pattern, &s);
		done = from = last = s.groups[0].end;
		count++;
	}
	luaL_addlstring(&out, s.text.ptr + done, s.text.len - done);
	luaL_pushresult(&out);
	lua_pushinteger(L, count);
	return 2;
}

int
bind_regex_open(lua_State *L)
{
	static const luaL_Reg functions[] = {
		{ "find", re_find }, { "gmatch", re_gmatch },
		{ "gsub", re_gsub }, { "match", re_match },
		{ NULL, NULL },
	};

	if (luaL_newmetatable(L, PATTERN_TYPE)) {
		/* a finalizer of ours: it runs no Lua */
		lua_pushcfunction(L, free_pattern);
		lua_setfield(L, -2, "__gc");
		lua_pushliteral(L, "locked");
		lua_setfield(L, -2, "__metatable");
	}
	lua_pop(L, 1);
	luaL_newlib(L, functions);
	return 1;
}
