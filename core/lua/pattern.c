/* SPDX-License-Identifier: MIT */
#include "value.h"

#include <lauxlib.h>

#include "amends/matcher.h"
#include "form.h"
#include "gather.h"

#define PATTERNS_MAX 20000 /* of one call */
#define OFFSET_MAX   100000

static bool
check_phrase(struct unit *u, int line, struct am_slice phrase)
{
	struct am_err err;
	uint32_t number;

	if (am_matcher_add_phrase(u->probe, phrase, &number, &err) == AM_OK)
		return true;
	unit_fault(u, scan_text_below(&u->scan, line, phrase), line, "%s",
		   err.text);
	return false;
}

static void
add_phrase(struct am_cond *leaf, struct am_slice phrase)
{
	leaf->phrases[leaf->n_phrases++] = phrase;
}

/* The lines of a list are phrases; a fault stands in its own file. */
static bool
take_list(struct unit *u, const struct list_file *list, struct am_cond *leaf)
{
	bool is_sound = true;
	uint32_t number;

	for (size_t i = 0; i < list->items.count; i++) {
		struct am_err err;
		struct spot spot = {
			.file = list->path,
			.line = list->lines[i],
			.column = 1,
			.source_line = list->items.items[i],
		};

		if (am_matcher_add_phrase(u->probe, list->items.items[i],
					  &number, &err) == AM_OK) {
			add_phrase(leaf, list->items.items[i]);
			continue;
		}
		fault_put(u->faults, &spot, u->rule, "%s", err.text);
		is_sound = false;
	}
	return is_sound;
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
	if (v != NULL && v->kind == VALUE_LIST)
		return take_list(u, v->list, leaf);
	if (v != NULL && v->kind == VALUE_POISON)
		return false;
	if (lua_type(L, -1) != LUA_TSTRING) {
		unit_fault(u, SCAN_NOT_FOUND, line,
			   "expected \"words\" or re [[...]], got a %s",
			   luaL_typename(L, -1));
		return false;
	}
	text = unit_text(L, u, -1);
	add_phrase(leaf, text);
	return check_phrase(u, line, text);
}

/* [-0, +1] The nth item (from 1) of the table at idx, or the one item there. */
static void
push_item(lua_State *L, int idx, bool is_table, size_t n)
{
	if (is_table)
		lua_rawgeti(L, idx, (lua_Integer)n);
	else
		lua_pushvalue(L, idx);
}

/* [-0, +0] How many items there are, those of lists counted one by one; 0 when
 * that is none or too many: told of. */
static size_t
count_items(lua_State *L, int idx)
{
	bool is_table = lua_type(L, idx) == LUA_TTABLE;
	size_t count = is_table ? lua_rawlen(L, idx) : 1;
	size_t all = count;

	for (size_t i = 1; i <= count && count <= PATTERNS_MAX; i++) {
		const struct value *v;

		push_item(L, idx, is_table, i);
		v = value_at(L, -1);
		if (v != NULL && v->kind == VALUE_LIST &&
		    v->list->items.count > 0)
			all += v->list->items.count - 1;
		lua_pop(L, 1);
	}
	if (count > 0 && all <= PATTERNS_MAX)
		return all;
	unit_fault(
		unit_of(L), SCAN_NOT_FOUND, unit_line(L),
		"expected a list of 1 to %d texts, those of lists in it counted",
		PATTERNS_MAX);
	return 0;
}

/* [-0, +0] The items of the table at idx, or the one item there. */
static bool
take_items(lua_State *L, struct unit *u, int idx, struct am_cond *leaf)
{
	bool is_table = lua_type(L, idx) == LUA_TTABLE;
	size_t count = is_table ? lua_rawlen(L, idx) : 1;
	size_t all = count_items(L, idx);
	bool is_sound = true;

	if (all == 0)
		return false;
	leaf->phrases = am_arena_array(u->arena, all, sizeof(*leaf->phrases));
	leaf->regexes = am_arena_array(u->arena, all, sizeof(*leaf->regexes));
	leaf->regex_triggers =
		am_arena_array(u->arena, all, sizeof(*leaf->regex_triggers));
	for (size_t i = 1; i <= count; i++) {
		push_item(L, idx, is_table, i);
		is_sound = take_item(L, u, leaf) && is_sound;
		lua_pop(L, 1);
	}
	return is_sound;
}

/* Addresses or domains: texts, or one list. */
static bool
take_addresses(lua_State *L, struct unit *u, int idx, struct am_cond *leaf)
{
	const struct value *v = value_at(L, idx);
	size_t bad;

	if (v != NULL && v->kind == VALUE_LIST) {
		leaf->list = v->list->items;
		return true;
	}
	if (v != NULL && v->kind == VALUE_POISON)
		return false;
	if (lua_type(L, idx) == LUA_TSTRING) {
		leaf->list.items =
			am_arena_array(u->arena, 1, sizeof(struct am_slice));
		leaf->list.items[0] = unit_text(L, u, idx);
		leaf->list.count = 1;
		return true;
	}
	if (lua_type(L, idx) == LUA_TTABLE &&
	    form_list(L, u, idx, &leaf->list, &bad) && leaf->list.count > 0)
		return true;
	unit_fault(u, SCAN_NOT_FOUND, unit_line(L),
		   "expected { \"example.org\", ... } or list \"vip.txt\"");
	return false;
}

/* near(8, {...}): the number. */
static bool
take_words(lua_State *L, struct unit *u, struct am_cond *leaf)
{
	int is_whole = 0;
	lua_Integer n = lua_tointegerx(L, 2, &is_whole);

	if (lua_type(L, 2) == LUA_TNUMBER && is_whole && n > 0 && n < 1000) {
		leaf->count = (uint32_t)n;
		return true;
	}
	unit_fault(u, SCAN_NOT_FOUND, unit_line(L),
		   "write near(8, { \"refund\", \"promised\" })");
	return false;
}

enum takes {
	TAKES_NOTHING,
	TAKES_PATTERNS,
	TAKES_WORDS_AND_PATTERNS,
	TAKES_ADDRESSES
};

static const struct method {
	const char *name;
	enum am_cond_op op;
	enum takes takes;
} methods[] = {
	{ "any", AM_COND_ANY, TAKES_PATTERNS },
	{ "all", AM_COND_ALL, TAKES_PATTERNS },
	{ "count", AM_COND_ANY, TAKES_PATTERNS }, /* any counts */
	{ "near", AM_COND_NEAR, TAKES_WORDS_AND_PATTERNS },
	{ "starts", AM_COND_STARTS, TAKES_PATTERNS },
	{ "ends", AM_COND_ENDS, TAKES_PATTERNS },
	{ "is_question", AM_COND_QUESTION, TAKES_NOTHING },
	{ "shouting", AM_COND_SHOUTING, TAKES_NOTHING },
	{ "address", AM_COND_ADDRESS, TAKES_ADDRESSES },
	{ "domain", AM_COND_DOMAIN, TAKES_ADDRESSES },
};
#define METHODS (sizeof(methods) / sizeof(*methods))

static bool
take_arguments(lua_State *L, const struct method *m, struct am_cond *leaf)
{
	struct unit *u = unit_of(L);

	switch (m->takes) {
	case TAKES_PATTERNS:
		return take_items(L, u, 2, leaf);
	case TAKES_WORDS_AND_PATTERNS:
		return take_words(L, u, leaf) && take_items(L, u, 3, leaf);
	case TAKES_ADDRESSES:
		return take_addresses(L, u, 2, leaf);
	case TAKES_NOTHING:
		break;
	}
	return true;
}

/* place:any{...}; upvalue 1 is the method. */
static int
call_method(lua_State *L)
{
	const struct method *m =
		&methods[lua_tointeger(L, lua_upvalueindex(1))];
	const struct value *place = value_at(L, 1);
	struct am_cond leaf = { .op = m->op };

	lua_settop(L, 3);
	if (place == NULL || place->kind != VALUE_PLACE) {
		unit_fault(unit_of(L), SCAN_NOT_FOUND, unit_line(L),
			   "write a colon: new_text:any{...}");
		value_push_poison(L);
		return 1;
	}
	leaf.place = place->place;
	leaf.name = place->header;
	if (take_arguments(L, m, &leaf))
		value_push_cond(L, cond_new(unit_of(L), &leaf));
	else
		value_push_poison(L);
	return 1;
}

static void
tell_unknown(lua_State *L, struct am_slice name)
{
	struct unit *u = unit_of(L);
	int line = unit_line(L);
	const char *names[METHODS];
	struct am_buf all = { 0 };
	const char *meant;

	for (size_t i = 0; i < METHODS; i++) {
		names[i] = methods[i].name;
		am_buf_printf(&all, "%s%s", i > 0 ? " " : "", names[i]);
	}
	meant = am_nearest(name, names, METHODS);
	unit_fault(u, scan_on_line(&u->scan, line, name), line,
		   "there is no method %.*s%s%s%s", AM_SLICE_ARG(name),
		   meant ? ": did you mean " : "; there are ",
		   meant ? meant : all.ptr, meant ? "?" : "");
	am_buf_free(&all);
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
		if (v->kind == VALUE_PLACE &&
		    am_slice_eqs(name, methods[i].name)) {
			lua_pushinteger(L, (lua_Integer)i);
			lua_pushcclosure(L, call_method, 1);
			return 1;
		}
	}
	tell_unknown(L, name);
	value_push_poison(L);
	return 1;
}

/* PCRE2's words end in "at 17", counted from 1. SIZE_MAX: they do not. */
static size_t
offset_of(const char *text)
{
	const char *at = strrchr(text, ' ');
	unsigned long long n = 0;

	if (at == NULL || at - text < 3 || strncmp(at - 3, " at", 3) != 0 ||
	    !am_slice_number(am_slice_of(at + 1), OFFSET_MAX, &n) || n == 0)
		return SIZE_MAX;
	return (size_t)n - 1;
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
		unit_fault_in(u, scan_text_below(&u->scan, line, v.regex), line,
			      offset_of(err.text), err.text);
		v.kind = VALUE_POISON;
	}
	value_push(L, &v);
	return 1;
}
