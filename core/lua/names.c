/* SPDX-License-Identifier: MIT
 *
 * The words of the rule language that take one name. */
#include <lauxlib.h>

#include "gather.h"
#include "value.h"

/* The name and where it stands; poison is pushed when it is no text. */
static bool
take_name(lua_State *L, const char *word, struct am_slice *name, size_t *token)
{
	struct unit *u = unit_of(L);
	int line = unit_line(L);
	const struct value *v = value_at(L, 1);

	if (lua_gettop(L) == 1 && lua_type(L, 1) == LUA_TSTRING) {
		*name = unit_text(L, u, 1);
		*token = scan_text_below(&u->scan, line, *name);
		if (am_slice_trim(*name).len > 0)
			return true;
	}
	if (v == NULL || v->kind != VALUE_POISON)
		unit_fault(u, scan_on_line(&u->scan, line, am_slice_of(word)),
			   line, "write %s \"name\"", word);
	value_push_poison(L);
	return false;
}

static int
push_leaf(lua_State *L, enum am_cond_op op, struct am_slice name)
{
	struct am_cond leaf = { .op = op, .name = name };

	value_push_cond(L, cond_new(unit_of(L), &leaf));
	return 1;
}

int
name_header(lua_State *L)
{
	struct value v = { .kind = VALUE_PLACE, .place = AM_PLACE_HEADER };
	size_t token;

	if (take_name(L, "header", &v.header, &token))
		value_push(L, &v);
	return 1;
}

static bool
is_language(struct am_slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] < 'a' || name.ptr[i] > 'z')
			return false;
	return name.len == 2 || name.len == 3;
}

int
name_language(lua_State *L)
{
	struct am_slice name;
	size_t token;

	if (!take_name(L, "language", &name, &token))
		return 1;
	if (is_language(name))
		return push_leaf(L, AM_COND_LANGUAGE, name);
	unit_fault(unit_of(L), token, unit_line(L),
		   "\"%.*s\" is no language code like en", AM_SLICE_ARG(name));
	value_push_poison(L);
	return 1;
}

int
name_tagged(lua_State *L)
{
	struct unit *u = unit_of(L);
	struct am_slice name;
	size_t token;

	if (!take_name(L, "tagged", &name, &token))
		return 1;
	gather_ask_tag(u->gather,
		       &(struct asked_tag){
			       .name = name,
			       .spot = unit_spot(u, token, unit_line(L)),
		       });
	return push_leaf(L, AM_COND_TAGGED, name);
}

int
name_list(lua_State *L)
{
	struct unit *u = unit_of(L);
	const struct gather *g = u->gather;
	struct value v = { .kind = VALUE_LIST };
	struct am_slice name;
	const char **names;
	const char *meant;
	size_t token;

	if (!take_name(L, "list", &name, &token))
		return 1;
	v.list = list_find(g, name);
	if (v.list != NULL) {
		value_push(L, &v);
		return 1;
	}
	names = am_arena_array(u->arena, g->n_lists, sizeof(*names));
	for (size_t i = 0; i < g->n_lists; i++)
		names[i] = am_arena_str(u->arena, g->lists[i].name);
	meant = am_nearest(name, names, g->n_lists);
	unit_fault(u, token, unit_line(L), "there is no list \"%.*s\"%s%s%s",
		   AM_SLICE_ARG(name),
		   meant ? ": did you mean \"" : " in rules/lists",
		   meant ? meant : "", meant ? "\"?" : "");
	value_push_poison(L);
	return 1;
}
