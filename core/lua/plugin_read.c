/* SPDX-License-Identifier: MIT */
#include "plugin.h"

#include <lauxlib.h>

#include "form.h"
#include "sandbox.h"
#include "value.h"

static const char *const module_fields[] = { "name", "api", "about", "settings",
					     "judge" };
static const char *const setting_fields[] = { "type", "default", "min",
					      "max",  "help",    "words" };
static const char *const type_names[] = { "number", "boolean", "string" };

/* One plugin while it is checked. */
struct check {
	lua_State *L;
	struct unit *u;
	size_t faults_before;
};

static bool
is_sound(const struct check *c)
{
	return c->u->faults->count == c->faults_before;
}

static size_t
field_token(const struct check *c, const char *name)
{
	size_t t = scan_first_field(&c->u->scan, am_slice_of(name));

	return t != SCAN_NOT_FOUND    ? t
	       : c->u->scan.count > 0 ? 0
				      : SCAN_NOT_FOUND;
}

/* Unknown fields of the table on top. */
static void
check_fields(struct check *c, const char *const *names, size_t count)
{
	lua_pushnil(c->L);
	for (; lua_next(c->L, -2) != 0; lua_pop(c->L, 1)) {
		struct am_slice name = { NULL, 0 };
		const char *meant;
		bool is_known = false;

		if (lua_type(c->L, -2) == LUA_TSTRING)
			name = unit_text(c->L, c->u, -2);
		for (size_t i = 0; i < count; i++)
			is_known = is_known || am_slice_eqs(name, names[i]);
		if (is_known)
			continue;
		meant = am_nearest(name, names, count);
		unit_fault(c->u, name.ptr ? field_token(c, name.ptr) : 0, 1,
			   "unknown field %.*s%s%s%s", AM_SLICE_ARG(name),
			   meant ? ": did you mean " : "", meant ? meant : "",
			   meant ? "?" : "");
	}
}

/* [-0, +1] A field of the table on top, which must have that type. */
static bool
push_field(struct check *c, const char *name, int type)
{
	int is = lua_getfield(c->L, -1, name);

	if (is == type)
		return true;
	if (is == LUA_TNIL)
		unit_fault(c->u, c->u->scan.count > 0 ? 0 : SCAN_NOT_FOUND, 1,
			   "the plugin has no field %s", name);
	else
		unit_fault(c->u, field_token(c, name), 1,
			   "%s must be a %s, not a %s", name,
			   lua_typename(c->L, type), luaL_typename(c->L, -1));
	return false;
}

static void
check_name(struct check *c, struct am_slice *name)
{
	if (push_field(c, "name", LUA_TSTRING)) {
		*name = unit_text(c->L, c->u, -1);
		if (!am_tag_name_ok(*name))
			unit_fault(c->u, field_token(c, "name"), 1,
				   "a plugin's name is of small letters, "
				   "digits and dots");
	}
	lua_pop(c->L, 1);
}

static void
check_api(struct check *c)
{
	if (push_field(c, "api", LUA_TNUMBER) &&
	    (!lua_isinteger(c->L, -1) || lua_tointeger(c->L, -1) != PLUGIN_API))
		unit_fault(c->u, field_token(c, "api"), 1,
			   "this plugin is written for api %s; this amends "
			   "has api %d",
			   luaL_tolstring(c->L, -1, NULL), PLUGIN_API);
}

static void
pack_default(struct check *c, struct am_slice name, struct am_buf *out)
{
	int type = lua_getfield(c->L, -1, "default");
	double number;
	uint64_t bits;

	am_wire_put_slice(out, name);
	if (type == LUA_TNUMBER) {
		number = lua_tonumber(c->L, -1);
		memcpy(&bits, &number, sizeof(bits));
		am_wire_put_u32(out, PLUGIN_NUMBER);
		am_wire_put_u64(out, bits);
	} else if (type == LUA_TBOOLEAN) {
		am_wire_put_u32(out, PLUGIN_BOOLEAN);
		am_wire_put_u32(out, (uint32_t)lua_toboolean(c->L, -1));
	} else {
		am_wire_put_u32(out, PLUGIN_TEXT);
		am_wire_put_slice(out, unit_text(c->L, c->u, -1));
	}
	lua_pop(c->L, 1);
}

/* The default lies between min and max, and is one of the words. */
static void
check_range(struct check *c, size_t token)
{
	const struct scan *s = &c->u->scan;
	size_t at =
		scan_field(s, scan_brace(s, token), AM_SLICE_LIT("default"));
	bool is_number = lua_getfield(c->L, -1, "default") == LUA_TNUMBER;
	double value = is_number ? lua_tonumber(c->L, -1) : 0;
	bool is_in = true;

	lua_pop(c->L, 1);
	if (lua_getfield(c->L, -1, "min") == LUA_TNUMBER && is_number)
		is_in = value >= lua_tonumber(c->L, -1);
	lua_pop(c->L, 1);
	if (lua_getfield(c->L, -1, "max") == LUA_TNUMBER && is_number)
		is_in = is_in && value <= lua_tonumber(c->L, -1);
	lua_pop(c->L, 1);
	if (!is_in)
		unit_fault(c->u, at != SCAN_NOT_FOUND ? at : token, 1,
			   "the default does not lie between min and max");
}

/* `words` is a list of texts, and the default one of them. */
static void
check_words(struct check *c, size_t token)
{
	struct unit *u = c->u;
	size_t brace = scan_brace(&u->scan, token);
	size_t at = scan_field(&u->scan, brace, AM_SLICE_LIT("words"));
	int type = lua_getfield(c->L, -1, "words");
	struct am_slices words = { NULL, 0 };
	struct am_slice is = { NULL, 0 };
	const char **names;
	const char *meant;
	size_t bad;

	if (type == LUA_TNIL) {
		lua_pop(c->L, 1);
		return;
	}
	if (type != LUA_TTABLE ||
	    !form_list(c->L, u, lua_gettop(c->L), &words, &bad) ||
	    words.count == 0) {
		unit_fault(u, at, 1,
			   "words are a list of texts that a string may be: "
			   "words = { \"fast\", \"slow\" }");
		lua_pop(c->L, 1);
		return;
	}
	lua_pop(c->L, 1);
	if (lua_getfield(c->L, -1, "default") == LUA_TSTRING)
		is = unit_text(c->L, u, -1);
	lua_pop(c->L, 1);
	names = am_arena_array(u->arena, words.count, sizeof(*names));
	for (size_t i = 0; i < words.count; i++) {
		names[i] = am_arena_str(u->arena, words.items[i]);
		if (am_slice_eq(words.items[i], is))
			return;
	}
	meant = am_nearest(is, names, words.count);
	unit_fault(u, scan_field(&u->scan, brace, AM_SLICE_LIT("default")), 1,
		   "the default \"%.*s\" is none of the words%s%s%s",
		   AM_SLICE_ARG(is), meant ? ": did you mean \"" : "",
		   meant ? meant : "", meant ? "\"?" : "");
}

/* The schema of one setting is on top: { type, default, ... }. */
static void
check_setting(struct check *c, struct am_slice name)
{
	size_t token = field_token(c, name.ptr);
	size_t before = c->u->faults->count;
	bool is_type = false;

	if (lua_type(c->L, -1) != LUA_TTABLE) {
		unit_fault(c->u, token, 1,
			   "the setting %.*s must be a table { type = ..., "
			   "default = ... }",
			   AM_SLICE_ARG(name));
		return;
	}
	check_fields(c, setting_fields,
		     sizeof(setting_fields) / sizeof(*setting_fields));
	if (c->u->faults->count > before)
		return; /* it may be what is missed below */
	check_range(c, token);
	check_words(c, token);
	lua_getfield(c->L, -1, "type");
	lua_getfield(c->L, -2, "default");
	for (size_t i = 0; i < 3 && lua_type(c->L, -2) == LUA_TSTRING; i++)
		is_type = is_type ||
			  (strcmp(lua_tostring(c->L, -2), type_names[i]) == 0 &&
			   strcmp(luaL_typename(c->L, -1), type_names[i]) == 0);
	lua_pop(c->L, 2);
	if (!is_type)
		unit_fault(c->u, token, 1,
			   "the setting %.*s must have a type (number, "
			   "boolean or string) and a default of that type",
			   AM_SLICE_ARG(name));
}

static void
pack_settings(struct check *c, struct am_buf *out)
{
	uint32_t count = 0;

	if (lua_getfield(c->L, -1, "settings") != LUA_TTABLE) {
		am_wire_put_u32(out, 0);
		lua_pop(c->L, 1);
		return;
	}
	lua_pushnil(c->L);
	for (; lua_next(c->L, -2) != 0; lua_pop(c->L, 1))
		count++;
	am_wire_put_u32(out, count);
	lua_pushnil(c->L);
	for (; lua_next(c->L, -2) != 0; lua_pop(c->L, 1))
		pack_default(c, unit_text(c->L, c->u, -2), out);
	lua_pop(c->L, 1);
}

static void
check_settings(struct check *c)
{
	int type = lua_getfield(c->L, -1, "settings");

	if (type != LUA_TNIL && type != LUA_TTABLE)
		unit_fault(c->u, field_token(c, "settings"), 1,
			   "settings must be a table");
	if (type == LUA_TTABLE) {
		lua_pushnil(c->L);
		for (; lua_next(c->L, -2) != 0; lua_pop(c->L, 1)) {
			if (lua_type(c->L, -2) == LUA_TSTRING)
				check_setting(c, unit_text(c->L, c->u, -2));
			else
				unit_fault(c->u, field_token(c, "settings"), 1,
					   "a setting has a name");
		}
	}
	lua_pop(c->L, 1);
}

/* In a protected call, on the module: checks it. Upvalue: struct check. */
static int
check_module(lua_State *L)
{
	struct check *c = lua_touserdata(L, 1);
	struct am_slice *name = lua_touserdata(L, 2);

	lua_settop(L, 3);
	if (lua_type(L, 3) != LUA_TTABLE)
		return luaL_error(L,
				  "the file must return a table, the "
				  "plugin; it returned %s",
				  luaL_typename(L, 3));
	check_fields(c, module_fields,
		     sizeof(module_fields) / sizeof(*module_fields));
	check_name(c, name);
	check_api(c);
	lua_settop(L, 3);
	(void)push_field(c, "about", LUA_TSTRING);
	lua_settop(L, 3);
	(void)push_field(c, "judge", LUA_TFUNCTION);
	lua_settop(L, 3);
	check_settings(c);
	return 0;
}

static int
write_piece(lua_State *L, const void *piece, size_t len, void *ud)
{
	(void)L;
	am_buf_put(ud, (struct am_slice){ piece, len });
	return 0;
}

static int
make_env(lua_State *L)
{
	sandbox_push_env(L);
	return 1;
}

struct packing {
	struct check *c;
	struct am_buf out;
	struct am_slice name;
};

/* In a protected call, on the module and its chunk. */
static int
pack_module(lua_State *L)
{
	struct packing *p = lua_touserdata(L, 1);
	struct am_buf code = { 0 };

	lua_pushvalue(L, 2);
	am_wire_put_slice(&p->out, p->name);
	pack_settings(p->c, &p->out);
	lua_settop(L, 3);
	/* with line numbers: they cost little, and say where it fails */
	(void)lua_dump(L, write_piece, &code, 0);
	am_wire_put_slice(&p->out, am_buf_slice(&code));
	am_buf_free(&code);
	return 0;
}

static void
keep(struct unit *u, struct plugins *all, struct packing *p)
{
	struct plugin *slot = NULL;
	struct spot spot = unit_spot(
		u, scan_first_field(&u->scan, AM_SLICE_LIT("name")), 1);

	for (size_t i = 0; i < all->count; i++) {
		if (am_slice_eq(all->items[i].name, p->name))
			slot = &all->items[i];
	}
	if (slot != NULL && slot->root == u->root)
		fault_put(u->faults, &spot, p->name, "this name is taken: %.*s",
			  AM_SLICE_ARG(slot->spot.file));
	if (slot == NULL) {
		all->items = am_arena_grow(u->arena, all->items, all->count,
					   &all->cap, sizeof(*all->items));
		slot = &all->items[all->count++];
	}
	*slot = (struct plugin){
		.name = p->name,
		.replaces = slot->spot.file,
		.packed = am_arena_dup(u->arena, am_buf_slice(&p->out)),
		.spot = spot,
		.root = u->root,
	};
}

/* The module is on top of the stack. */
static enum am_code
take_module(struct host *h, struct unit *u, struct plugins *all,
	    struct am_err *err)
{
	lua_State *L = host_state(h);
	struct check c = { .L = L, .u = u, .faults_before = u->faults->count };
	struct packing p = { .c = &c };
	enum am_code rc;

	lua_pushcfunction(L, check_module);
	lua_pushlightuserdata(L, &c);
	lua_pushlightuserdata(L, &p.name);
	lua_pushvalue(L, -4);
	rc = host_call(h, 3, 0, err);
	if (rc != AM_OK || !is_sound(&c))
		return rc;
	lua_pushcfunction(L, pack_module);
	lua_insert(L, -2);
	lua_pushlightuserdata(L, &p);
	lua_insert(L, -2);
	rc = host_load(
		h, u->scan.source,
		am_arena_printf(u->arena, "@%.*s", AM_SLICE_ARG(u->path)).ptr,
		"t", err);
	if (rc == AM_OK)
		rc = host_call(h, 3, 0, err);
	if (rc == AM_OK)
		keep(u, all, &p);
	am_buf_free(&p.out);
	return rc;
}

/* What a plugin returns is the plugin. */
static size_t
last_return(const struct scan *s)
{
	for (size_t i = s->count; i > 0; i--)
		if (s->tokens[i - 1].kind == SCAN_NAME &&
		    s->tokens[i - 1].depth == 0 &&
		    am_slice_eqs(s->tokens[i - 1].text, "return"))
			return i - 1;
	return SCAN_NOT_FOUND;
}

void
plugin_read(struct unit *u, struct plugins *all)
{
	struct host *h = NULL;
	struct am_err err;

	if (host_new(&host_limits_file, &h, &err) != AM_OK)
		goto fail;
	unit_attach(host_state(h), u);
	lua_pushcfunction(host_state(h), make_env);
	if (host_call(h, 0, 1, &err) != AM_OK)
		goto fail;
	if (unit_run(u, h, 1) && take_module(h, u, all, &err) != AM_OK)
		goto fail;
	host_free(h);
	return;
fail:
	unit_fault(u, last_return(&u->scan), 1, "%s", err.text);
	host_free(h);
}
