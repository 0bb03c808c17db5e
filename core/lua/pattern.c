/* SPDX-License-Identifier: MIT */
#include "value.h"

#include <lauxlib.h>

#include "amends/matcher.h"

#define PATTERNS_MAX 2000 /* of one list */

/* The first text of just these characters at or below that line. */
static size_t
text_from_line(const struct scan *s, int line, struct am_slice text)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->tokens[i].line >= line &&
		    s->tokens[i].kind == SCAN_TEXT &&
		    am_slice_eq(s->tokens[i].text, text))
			return i;
	}
	return SCAN_NOT_FOUND;
}

static bool
check_phrase(struct unit *u, int line, struct am_slice phrase)
{
	struct am_err err;
	uint32_t number;

	if (am_matcher_add_phrase(u->probe, phrase, &number, &err) == AM_OK)
		return true;
	unit_fault(u, text_from_line(&u->scan, line, phrase), line, "%s",
		   err.text);
	return false;
}

/* Take the item on top of the stack into the leaf; false when it is bad. */
static bool
take_item(lua_State *L, struct unit *u, struct am_cond *leaf)
{
	const struct value *v = value_at(L, -1);
	int line = unit_line(L);
	struct am_slice text;

	if (v != NULL && v->kind == VALUE_REGEX) {
		leaf->regexes[leaf->n_regexes] = v->regex;
		leaf->regex_triggers[leaf->n_regexes++] = v->triggers;
		return true;
	}
	if (v != NULL && v->kind == VALUE_POISON)
		return false;
	if (lua_type(L, -1) != LUA_TSTRING) {
		unit_fault(u, SCAN_NOT_FOUND, line,
			   "expected \"words\" or re [[...]], got a %s",
			   luaL_typename(L, -1));
		return false;
	}
	text = unit_text(L, u, -1);
	leaf->phrases[leaf->n_phrases++] = text;
	return check_phrase(u, line, text);
}

/* [-0, +0] The items of the table at idx, or the one item there. */
static bool
take_items(lua_State *L, struct unit *u, int idx, struct am_cond *leaf)
{
	bool is_list = lua_type(L, idx) == LUA_TTABLE;
	size_t count = is_list ? lua_rawlen(L, idx) : 1;
	bool is_sound = true;

	if (count == 0 || count > PATTERNS_MAX) {
		unit_fault(u, SCAN_NOT_FOUND, unit_line(L),
			   "expected a list of 1 to %d texts", PATTERNS_MAX);
		return false;
	}
	leaf->phrases = am_arena_array(u->arena, count, sizeof(*leaf->phrases));
	leaf->regexes = am_arena_array(u->arena, count, sizeof(*leaf->regexes));
	leaf->regex_triggers =
		am_arena_array(u->arena, count, sizeof(*leaf->regex_triggers));
	for (size_t i = 1; i <= count; i++) {
		if (is_list)
			lua_rawgeti(L, idx, (lua_Integer)i);
		else
			lua_pushvalue(L, idx);
		is_sound = take_item(L, u, leaf) && is_sound;
		lua_pop(L, 1);
	}
	return is_sound;
}

/* place:any{...}, place:all{...}, place:is_question(); upvalue 1 is the op. */
static int
call_method(lua_State *L)
{
	struct unit *u = unit_of(L);
	const struct value *place = value_at(L, 1);
	struct am_cond leaf = {
		.op = (enum am_cond_op)lua_tointeger(L, lua_upvalueindex(1)),
	};
	bool is_sound = true;

	if (place == NULL || place->kind != VALUE_PLACE) {
		unit_fault(u, SCAN_NOT_FOUND, unit_line(L),
			   "write a colon: new_text:any{...}");
		value_push_poison(L);
		return 1;
	}
	leaf.place = place->place;
	lua_settop(L, 2);
	if (leaf.op != AM_COND_QUESTION)
		is_sound = take_items(L, u, 2, &leaf);
	if (is_sound)
		value_push_cond(L, cond_new(u, &leaf));
	else
		value_push_poison(L);
	return 1;
}

static const char *const methods[] = { "any", "all", "is_question" };
static const enum am_cond_op method_ops[] = { AM_COND_ANY, AM_COND_ALL,
					      AM_COND_QUESTION };
#define METHODS (sizeof(methods) / sizeof(*methods))

static void
tell_unknown(lua_State *L, struct am_slice name)
{
	struct unit *u = unit_of(L);
	int line = unit_line(L);
	const char *meant = am_nearest(name, methods, METHODS);

	unit_fault(u, scan_on_line(&u->scan, line, name), line,
		   "there is no method %.*s%s%s%s", AM_SLICE_ARG(name),
		   meant ? ": did you mean "
			 : "; there are any, all and "
			   "is_question",
		   meant ? meant : "", meant ? "?" : "");
}

/* __index of all values. */
int
pattern_method(lua_State *L)
{
	const struct value *v = value_at(L, 1);
	struct am_slice name = { NULL, 0 };

	if (lua_type(L, 2) == LUA_TSTRING)
		name = unit_text(L, unit_of(L), 2);
	if (v != NULL && v->kind == VALUE_POISON) {
		value_push_poison(L);
		return 1;
	}
	for (size_t i = 0; i < METHODS && v != NULL; i++) {
		if (v->kind == VALUE_PLACE && am_slice_eqs(name, methods[i])) {
			lua_pushinteger(L, method_ops[i]);
			lua_pushcclosure(L, call_method, 1);
			return 1;
		}
	}
	tell_unknown(L, name);
	value_push_poison(L);
	return 1;
}

/* re [[...]] or re([[...]], "trigger", "word*"). */
int
pattern_re(lua_State *L)
{
	struct unit *u = unit_of(L);
	struct value v = { .kind = VALUE_REGEX };
	int n = lua_gettop(L);
	int line = unit_line(L);
	struct am_err err;
	uint32_t number;

	luaL_checktype(L, 1, LUA_TSTRING);
	v.regex = unit_text(L, u, 1);
	v.triggers.items =
		am_arena_array(u->arena, (size_t)n, sizeof(*v.triggers.items));
	for (int i = 2; i <= n; i++) {
		luaL_checktype(L, i, LUA_TSTRING);
		v.triggers.items[v.triggers.count++] = unit_text(L, u, i);
	}
	if (am_matcher_add_regex(u->probe, v.regex, &v.triggers, &number,
				 &err) != AM_OK) {
		unit_fault(u, text_from_line(&u->scan, line, v.regex), line,
			   "%s", err.text);
		v.kind = VALUE_POISON;
	}
	value_push(L, &v);
	return 1;
}
