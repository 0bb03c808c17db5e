/* SPDX-License-Identifier: MIT */
#include "form.h"

#include <lauxlib.h>
#include <math.h>
#include <stdarg.h>

#include "value.h"

struct form
form_of(lua_State *L, const char *kind, struct am_slice name, int line,
	int table)
{
	struct form f = {
		.L = L,
		.u = unit_of(L),
		.table = table,
		.line = line,
		.is_sound = true,
	};

	f.name_token = scan_statement(&f.u->scan, kind, name, line);
	f.brace = scan_brace(&f.u->scan, f.name_token);
	return f;
}

size_t
form_token(const struct form *f, const char *name)
{
	size_t token = SCAN_NOT_FOUND;

	if (name != NULL)
		token = scan_field(&f->u->scan, f->brace, am_slice_of(name));
	return token == SCAN_NOT_FOUND ? f->name_token : token;
}

void
form_fault(struct form *f, const char *name, const char *fmt, ...)
{
	char text[AM_ERR_TEXT_BYTES];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	unit_fault(f->u, form_token(f, name), f->line, "%s", text);
	f->is_sound = false;
}

static void
check_name(struct form *f, const char *const *names, size_t count)
{
	struct am_slice name;
	const char *meant;

	if (lua_type(f->L, -2) != LUA_TSTRING) {
		form_fault(f, NULL, "expected fields \"name = value\"");
		return;
	}
	name = unit_text(f->L, f->u, -2);
	for (size_t i = 0; i < count; i++) {
		if (am_slice_eqs(name, names[i]))
			return;
	}
	meant = am_nearest(name, names, count);
	if (meant != NULL && f->n_meant < FORM_MEANT_MAX)
		f->meant[f->n_meant++] = meant;
	form_fault(f, name.ptr, "unknown field %.*s%s%s%s", AM_SLICE_ARG(name),
		   meant ? ": did you mean " : "", meant ? meant : "",
		   meant ? "?" : "");
}

void
form_check_names(struct form *f, const char *const *names, size_t count)
{
	lua_pushnil(f->L);
	while (lua_next(f->L, f->table) != 0) {
		check_name(f, names, count);
		lua_pop(f->L, 1);
	}
}

/* A field that is there with a slip in its name is not missing as well. */
static bool
is_meant(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n_meant; i++)
		if (strcmp(f->meant[i], name) == 0)
			return true;
	return false;
}

/* [-0, +1] Push the field. False when it is missing or poison: told of. */
static bool
push_field(struct form *f, const char *name, bool must_be)
{
	const struct value *v;

	lua_pushstring(f->L, name);
	lua_rawget(f->L, f->table);
	if (lua_isnil(f->L, -1)) {
		if (must_be && !is_meant(f, name))
			form_fault(f, NULL, "%s is missing", name);
		return false;
	}
	v = value_at(f->L, -1);
	if (v == NULL || v->kind != VALUE_POISON)
		return true;
	f->is_sound = false;
	return false;
}

static bool
is_blank(struct am_slice s)
{
	return am_slice_trim(s).len == 0;
}

struct am_slice
form_text(struct form *f, const char *name, bool must_be)
{
	struct am_slice text = { NULL, 0 };

	if (!push_field(f, name, must_be))
		;
	else if (lua_type(f->L, -1) != LUA_TSTRING)
		form_fault(f, name, "%s must be a text, not a %s", name,
			   luaL_typename(f->L, -1));
	else
		text = unit_text(f->L, f->u, -1);
	if (text.ptr != NULL && is_blank(text))
		form_fault(f, name, "%s is empty", name);
	lua_pop(f->L, 1);
	return text;
}

double
form_number(struct form *f, const char *name, const double *otherwise)
{
	double number = otherwise != NULL ? *otherwise : 0;

	if (!push_field(f, name, otherwise == NULL))
		;
	else if (lua_type(f->L, -1) != LUA_TNUMBER)
		form_fault(f, name, "%s must be a number, not a %s", name,
			   luaL_typename(f->L, -1));
	else
		number = lua_tonumber(f->L, -1);
	if (!isfinite(number) || number > 100 || number < -100)
		form_fault(f, name, "%s must lie between -100 and 100", name);
	lua_pop(f->L, 1);
	return number;
}

bool
form_bool(struct form *f, const char *name)
{
	bool is_true = false;

	if (!push_field(f, name, false))
		;
	else if (!lua_isboolean(f->L, -1))
		form_fault(f, name, "%s must be true or false, not a %s", name,
			   luaL_typename(f->L, -1));
	else
		is_true = lua_toboolean(f->L, -1);
	lua_pop(f->L, 1);
	return is_true;
}

bool
form_list(lua_State *L, struct unit *u, int idx, struct am_slices *out,
	  size_t *bad)
{
	size_t count = lua_rawlen(L, idx);
	size_t fields = 0;

	out->items = am_arena_array(u->arena, count + 1, sizeof(*out->items));
	out->count = 0;
	*bad = count;
	lua_pushnil(L);
	while (lua_next(L, idx) != 0) {
		fields++;
		lua_pop(L, 1);
	}
	for (size_t i = 0; i < count; i++) {
		bool is_text =
			lua_rawgeti(L, idx, (lua_Integer)i + 1) == LUA_TSTRING;

		if (is_text)
			out->items[out->count++] = unit_text(L, u, -1);
		lua_pop(L, 1);
		if (!is_text) {
			*bad = i;
			return false;
		}
	}
	return fields == count;
}

static struct am_slices
take_texts(struct form *f, const char *name)
{
	size_t field = form_token(f, name);
	size_t brace = scan_brace(&f->u->scan, field);
	struct am_slices list = { NULL, 0 };
	size_t bad;
	size_t token;

	if (lua_type(f->L, -1) != LUA_TTABLE) {
		form_fault(f, name, "%s must be a list { \"...\" }, not a %s",
			   name, luaL_typename(f->L, -1));
		return list;
	}
	if (form_list(f->L, f->u, lua_gettop(f->L), &list, &bad)) {
		if (list.count == 0)
			form_fault(f, name, "%s is empty", name);
		return list;
	}
	token = scan_item(&f->u->scan, brace, bad);
	unit_fault(f->u, token == SCAN_NOT_FOUND ? field : token, f->line,
		   "%s must be a list of texts { \"...\", \"...\" }", name);
	f->is_sound = false;
	return list;
}

struct am_slices
form_texts(struct form *f, const char *name, bool must_be)
{
	struct am_slices list = { NULL, 0 };

	if (push_field(f, name, must_be))
		list = take_texts(f, name);
	lua_pop(f->L, 1);
	return list;
}
