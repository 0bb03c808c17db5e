/* SPDX-License-Identifier: MIT
 *
 * Tables of settings: each value as its row of the table of settings wants it. */
#include "conf_read.h"

#include <lauxlib.h>
#include <string.h>

#include "form.h"
#include "value.h"

const char *
conf_last_word(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot == NULL ? name : dot + 1;
}

/* The Lua value on top as the setting's type wants it. */
static bool
take_value(lua_State *L, struct loading *ld, const struct am_setting *s,
	   size_t token, struct am_setting_value *out)
{
	static const char *const wanted[] = {
		[AM_SET_BOOL] = "true or false",
		[AM_SET_WORD] = "a word in quotation marks",
		[AM_SET_STRING] = "a text in quotation marks",
		[AM_SET_STRINGS] = "a list of texts { \"...\", \"...\" }",
		[AM_SET_DURATION] = "a time like \"4h\"",
		[AM_SET_GROUP] = "a table { ... }",
		[AM_SET_HOURS] = "hours { zone = \"...\", ... } or \"always\"",
		[AM_SET_TARGET] = "a time like \"4h\" or { normal = \"4h\" }",
		[AM_SET_TAGS] = "a table { [\"cause.safety\"] = { ... } }",
		[AM_SET_LATER] = "",
	};
	bool is_list = lua_type(L, -1) == LUA_TTABLE;
	bool is_text = lua_type(L, -1) == LUA_TSTRING;
	const struct value *v = value_at(L, -1);
	size_t bad;

	if (s->type == AM_SET_LATER)
		return true; /* refused by am_setting_put() */
	out->truth = lua_toboolean(L, -1);
	if (s->type == AM_SET_BOOL && lua_isboolean(L, -1))
		return true;
	if (s->type == AM_SET_STRINGS && is_list &&
	    form_list(L, ld->u, lua_gettop(L), &out->list, &bad))
		return true;
	if (s->type == AM_SET_HOURS && v != NULL && v->kind == VALUE_HOURS) {
		out->calendar = v->hours;
		return true;
	}
	if (is_text && s->type != AM_SET_STRINGS && s->type != AM_SET_BOOL &&
	    s->type != AM_SET_GROUP && s->type != AM_SET_TAGS) {
		out->text = unit_text(L, ld->u, -1);
		return true;
	}
	unit_fault(ld->u, token, ld->line, "%s must be %s, not a %s",
		   conf_last_word(s->name), wanted[s->type],
		   luaL_typename(L, -1));
	return false;
}

/* The item of a list that the fault's words begin with, in quotation marks; the
 * name of the setting when it is none. */
static size_t
item_meant(const struct loading *ld, size_t token, const struct am_slices *list,
	   const char *text)
{
	const struct scan *scan = &ld->u->scan;

	for (size_t i = 0; i < list->count; i++) {
		size_t len = list->items[i].len;
		size_t at;

		if (text[0] != '"' ||
		    strncmp(text + 1, list->items[i].ptr, len) != 0 ||
		    text[len + 1] != '"')
			continue;
		at = scan_item(scan, scan_brace(scan, token), i);
		return at != SCAN_NOT_FOUND ? at : token;
	}
	return token;
}

void
conf_put(lua_State *L, struct loading *ld, const struct am_setting *s,
	 size_t token)
{
	struct am_setting_value value = { 0 };
	const struct value *v = value_at(L, -1);
	struct am_err err;

	if (v != NULL && v->kind == VALUE_POISON)
		return; /* told of where it came from */
	if (!take_value(L, ld, s, token, &value))
		return;
	if (am_setting_put(ld->conf, ld->inbox, s, &value, ld->u->arena,
			   &err) != AM_OK)
		unit_fault(ld->u, item_meant(ld, token, &value.list, err.text),
			   ld->line, "%s: %s", conf_last_word(s->name),
			   err.text);
}

void
conf_tell_unknown(struct loading *ld, struct am_slice name, const char *nearest,
		  size_t token)
{
	unit_fault(ld->u, token, ld->line, "unknown setting %.*s%s%s%s",
		   AM_SLICE_ARG(name), nearest ? ": did you mean " : "",
		   nearest ? conf_last_word(nearest) : "", nearest ? "?" : "");
}

/* Refuse the names in the table on top that no row has. */
static void
check_names(lua_State *L, struct loading *ld, const char *group, size_t brace)
{
	struct am_arena *arena = ld->u->arena;

	lua_pushnil(L);
	for (; lua_next(L, -2) != 0; lua_pop(L, 1)) {
		const char *nearest = NULL;
		struct am_slice name;
		struct am_slice whole;

		if (lua_type(L, -2) != LUA_TSTRING) {
			unit_fault(ld->u, brace, ld->line,
				   "expected settings \"name = value\"");
			continue;
		}
		name = unit_text(L, ld->u, -2);
		whole = am_arena_printf(arena, "%s.%.*s", group,
					AM_SLICE_ARG(name));
		if (am_setting_find(whole, &nearest) == NULL)
			conf_tell_unknown(
				ld, name, nearest,
				scan_field(&ld->u->scan, brace, name));
	}
}

/* Is `name` directly in `group`? Gives its last word. */
static const char *
word_in_group(const char *name, const char *group)
{
	size_t len = strlen(group);

	if (strncmp(name, group, len) != 0 || name[len] != '.' ||
	    strchr(name + len + 1, '.') != NULL)
		return NULL;
	return name + len + 1;
}

/* hours = { ... } without the word before the brace. */
static void
put_hours(lua_State *L, struct loading *ld, const struct am_setting *s,
	  size_t token)
{
	struct value hours = { .kind = VALUE_HOURS };

	if (!conf_read_hours(L, ld, token, scan_brace(&ld->u->scan, token),
			     &hours.hours))
		return;
	value_push(L, &hours);
	conf_put(L, ld, s, token);
	lua_pop(L, 1);
}

/* [-0, +0] The value of a row, a table, is on top. */
static void
read_table(lua_State *L, struct loading *ld, const struct am_setting *s,
	   size_t token)
{
	size_t brace = scan_brace(&ld->u->scan, token);

	if (s->type == AM_SET_GROUP || s->type == AM_SET_TARGET)
		conf_read_group(L, ld, s->name, brace);
	else if (s->type == AM_SET_TAGS)
		conf_read_tags(L, ld, brace);
	else if (s->type == AM_SET_HOURS)
		put_hours(L, ld, s, token);
	else
		conf_put(L, ld, s, token);
}

void
conf_read_group(lua_State *L, struct loading *ld, const char *group,
		size_t brace)
{
	size_t count;
	const struct am_setting *rows = am_settings(&count);

	check_names(L, ld, group, brace);
	for (size_t i = 0; i < count; i++) {
		const char *word = word_in_group(rows[i].name, group);
		size_t token;

		if (word == NULL)
			continue;
		token = scan_field(&ld->u->scan, brace, am_slice_of(word));
		lua_pushstring(L, word);
		if (lua_rawget(L, -2) == LUA_TTABLE)
			read_table(L, ld, &rows[i], token);
		else if (!lua_isnil(L, -1))
			conf_put(L, ld, &rows[i], token);
		lua_pop(L, 1);
	}
}
