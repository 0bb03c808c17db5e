/* SPDX-License-Identifier: MIT */
#include "value.h"

#include <lauxlib.h>

#include "bind_regex.h"
#include "customs.h"

#define VALUE_TYPE "amends.value"

void
value_push(lua_State *L, const struct value *v)
{
	struct value *mine = lua_newuserdatauv(L, sizeof(*mine), 0);

	*mine = *v;
	luaL_setmetatable(L, VALUE_TYPE);
}

void
value_push_cond(lua_State *L, const struct am_cond *cond)
{
	value_push(L, &(struct value){ .kind = VALUE_COND, .cond = cond });
}

void
value_push_poison(lua_State *L)
{
	value_push(L, &(struct value){ .kind = VALUE_POISON });
}

const struct value *
value_at(lua_State *L, int idx)
{
	return luaL_testudata(L, idx, VALUE_TYPE);
}

/* Poison may be called and indexed; other values are not. */
static int
value_call(lua_State *L)
{
	const struct value *v = value_at(L, 1);

	if (v == NULL || v->kind != VALUE_POISON)
		unit_fault(unit_of(L), SCAN_NOT_FOUND, unit_line(L),
			   "this cannot be called");
	value_push_poison(L);
	return 1;
}

static int
value_assign(lua_State *L)
{
	const struct value *v = value_at(L, 1);

	if (v == NULL || v->kind != VALUE_POISON)
		unit_fault(unit_of(L), SCAN_NOT_FOUND, unit_line(L),
			   "this cannot be changed");
	return 0;
}

static int
value_text(lua_State *L)
{
	static const char *const texts[] = {
		[VALUE_PLACE] = "a place",
		[VALUE_COND] = "a condition",
		[VALUE_CONTEXT] = "a context",
		[VALUE_REGEX] = "a regular expression",
		[VALUE_LIST] = "a list",
		[VALUE_HOURS] = "hours",
		[VALUE_POISON] = "an unknown value",
	};
	const struct value *v = luaL_checkudata(L, 1, VALUE_TYPE);

	lua_pushstring(L, texts[v->kind]);
	return 1;
}

/* What has no meaning for values gives a fault and poison, and the file goes
 * on. */
static int
value_refuse(lua_State *L)
{
	const struct value *a = value_at(L, 1);
	const struct value *b = value_at(L, 2);
	bool is_told = (a != NULL && a->kind == VALUE_POISON) ||
		       (b != NULL && b->kind == VALUE_POISON);

	if (!is_told)
		unit_fault(unit_of(L), SCAN_NOT_FOUND, unit_line(L),
			   "conditions know + (or), * (and), - (and not) and "
			   ">= only");
	value_push_poison(L);
	return 1;
}

/* `x >= 2` is a boolean to Lua, so booleans take part in the operators. */
static void
give_booleans_operators(lua_State *L)
{
	static const luaL_Reg operators[] = {
		{ "__add", cond_add },
		{ "__mul", cond_mul },
		{ "__sub", cond_sub },
		{ NULL, NULL },
	};

	lua_pushboolean(L, 1);
	luaL_newlib(L, operators);
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

void
value_open(lua_State *L)
{
	static const luaL_Reg metamethods[] = {
		{ "__add", cond_add },
		{ "__mul", cond_mul },
		{ "__sub", cond_sub },
		{ "__le", cond_le },
		{ "__lt", cond_lt },
		{ "__index", pattern_method },
		{ "__newindex", value_assign },
		{ "__call", value_call },
		{ "__tostring", value_text },
		{ "__div", value_refuse },
		{ "__unm", value_refuse },
		{ "__concat", value_refuse },
		{ "__len", value_refuse },
		{ NULL, NULL },
	};

	luaL_newmetatable(L, VALUE_TYPE);
	luaL_setfuncs(L, metamethods, 0);
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
	give_booleans_operators(L);
}

static const struct {
	const char *name;
	struct value value;
} values[] = {
	{ "subject", { .kind = VALUE_PLACE, .place = AM_PLACE_SUBJECT } },
	{ "new_text", { .kind = VALUE_PLACE, .place = AM_PLACE_NEW_TEXT } },
	{ "quoted", { .kind = VALUE_PLACE, .place = AM_PLACE_QUOTED } },
	{ "text", { .kind = VALUE_PLACE, .place = AM_PLACE_TEXT } },
	{ "from", { .kind = VALUE_PLACE, .place = AM_PLACE_FROM } },
	{ "to", { .kind = VALUE_PLACE, .place = AM_PLACE_TO } },
	{ "attachment", { .kind = VALUE_PLACE, .place = AM_PLACE_ATTACHMENT } },
	{ "body_part", { .kind = VALUE_PLACE, .place = AM_PLACE_BODY_PART } },
	{ "attachment_text",
	  { .kind = VALUE_PLACE, .place = AM_PLACE_ATTACHMENT_TEXT } },
	{ "negated", { .kind = VALUE_CONTEXT, .contexts = AM_NEGATED } },
	{ "conditional",
	  { .kind = VALUE_CONTEXT, .contexts = AM_CONDITIONAL } },
	{ "reported", { .kind = VALUE_CONTEXT, .contexts = AM_REPORTED } },
	{ "thanked_for",
	  { .kind = VALUE_CONTEXT, .contexts = AM_THANKED_FOR } },
};

const char *const value_names[] = {
	"subject",
	"new_text",
	"quoted",
	"text",
	"from",
	"to",
	"attachment",
	"body_part",
	"attachment_text",
	"header",
	"negated",
	"conditional",
	"reported",
	"thanked_for",
	"waiting_since",
	"messages_within",
	"complaints_within",
	"known_customer",
	"out_of_hours",
	"deadline_within",
	"language",
	"tagged",
	"list",
	"re",
	"custom",
	"rule",
	"tag",
	"cue",
	"adjust",
};
const size_t value_names_count = sizeof(value_names) / sizeof(*value_names);

static int
call_re(lua_State *L)
{
	lua_remove(L, 1);
	return pattern_re(L);
}

/* [-0, +0] re is both: re "pattern" in a condition, and the re.find() of custom
 * functions, which is in the table on top. */
static void
make_callable(lua_State *L)
{
	(void)lua_getfield(L, -1, BIND_REGEX_NAME);
	lua_createtable(L, 0, 2);
	lua_pushcfunction(L, call_re);
	lua_setfield(L, -2, "__call");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

void
value_put_names(lua_State *L)
{
	static const luaL_Reg functions[] = {
		{ "header", name_header }, { "language", name_language },
		{ "tagged", name_tagged }, { "list", name_list },
		{ "custom", custom_word }, { NULL, NULL },
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		value_push(L, &values[i].value);
		lua_setfield(L, -2, values[i].name);
	}
	fact_put_names(L);
	luaL_setfuncs(L, functions, 0);
	make_callable(L);
}
