/* value.h - the values of the rule language: places, conditions, contexts,
 * regular expressions, lists, and poison.
 *
 * Layer:     lua, private.
 * Promise:   poison stands for what was not understood: its fault is told once,
 *            and whatever is made with it is poison too, silently.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_VALUE_H
#define AMENDS_LUA_VALUE_H

#include "amends/rulebook.h"
#include "unit.h"

enum value_kind {
	VALUE_PLACE,
	VALUE_COND,
	VALUE_CONTEXT,
	VALUE_REGEX,
	VALUE_LIST,  /* the lines of a file in rules/lists */
	VALUE_HOURS, /* of an inbox: hours { ... } in amends.lua */
	VALUE_POISON,
};

struct value {
	enum value_kind kind;
	enum am_place place;
	struct am_slice header; /* of AM_PLACE_HEADER */
	const struct list_file *list;
	const struct am_calendar *hours;
	unsigned int contexts;
	const struct am_cond *cond;
	struct am_slice regex;
	struct am_slices triggers;
};

/* [-0, +0, m] Once for a state. */
void value_open(lua_State *L);
/* [-0, +1, m] */
void value_push(lua_State *L, const struct value *v);
void value_push_cond(lua_State *L, const struct am_cond *cond);
void value_push_poison(lua_State *L);
/* NULL when it is none. */
const struct value *value_at(lua_State *L, int idx);

/* [-0, +0, m] Into the table on top: new_text, negated, re, ... */
void value_put_names(lua_State *L);
/* The names that value_put_names() puts, for "did you mean". */
extern const char *const value_names[];
extern const size_t value_names_count;

/* The condition at idx, also of a comparison; NULL for poison, and for what is
 * no condition (a fault was added then). */
const struct am_cond *value_to_cond(lua_State *L, int idx);

/* A copy in the arena; NULL when it is too large. The one way to make one. */
const struct am_cond *cond_new(struct unit *u, const struct am_cond *node);

/* [-0, +0, m] waiting_since, messages_within, ... into the table on top. */
void fact_put_names(lua_State *L);
/* "2d" as seconds; 0 and a fault when it is no span of time. */
uint32_t fact_span(lua_State *L, int idx, const char *write);

/* The metamethods, in cond.c. */
int cond_add(lua_State *L);
int cond_mul(lua_State *L);
int cond_sub(lua_State *L);
int cond_le(lua_State *L);
int cond_lt(lua_State *L);

/* The methods and re, in pattern.c. */
int pattern_method(lua_State *L);
int pattern_re(lua_State *L);

/* header "X-Name", language "en", tagged "complaint", list "vip.txt": one text
 * in, a value out. In names.c. */
int name_header(lua_State *L);
int name_language(lua_State *L);
int name_tagged(lua_State *L);
int name_list(lua_State *L);

#endif
