/* SPDX-License-Identifier: MIT */
#include "conf_load.h"

#include <errno.h>
#include <lauxlib.h>

#include "amends/image.h"
#include "conf_read.h"
#include "modules.h"
#include "sandbox.h"
#include "value.h"

#define NAME_MAX_BYTES 64
#define INBOXES_MAX    200

static struct loading *
loading_of(lua_State *L)
{
	return lua_touserdata(L, lua_upvalueindex(1));
}

static bool
start_inbox(struct loading *ld, struct am_slice name, size_t token)
{
	struct am_conf *conf = ld->conf;

	for (size_t i = 0; i < conf->n_inboxes && ld->has_inbox; i++) {
		if (!am_slice_eq(conf->inboxes[i].name, name))
			continue;
		unit_fault(ld->u, token, ld->line,
			   "there is an inbox of that name already");
		return false;
	}
	if (!ld->has_inbox) {
		conf->inboxes = NULL;
		conf->policies = NULL;
		conf->n_inboxes = 0;
	}
	if (conf->n_inboxes == INBOXES_MAX || name.len == 0 ||
	    name.len > NAME_MAX_BYTES) {
		unit_fault(ld->u, token, ld->line,
			   "an inbox has a name of up to %d bytes, and there "
			   "are %d at most",
			   NAME_MAX_BYTES, INBOXES_MAX);
		return false;
	}
	conf->inboxes =
		am_arena_grow(ld->u->arena, conf->inboxes, conf->n_inboxes,
			      &ld->inboxes_cap, sizeof(*conf->inboxes));
	conf->policies =
		am_arena_grow(ld->u->arena, conf->policies, conf->n_inboxes,
			      &ld->policies_cap, sizeof(*conf->policies));
	ld->inbox = conf->n_inboxes++;
	ld->has_inbox = true;
	am_inbox_defaults(ld->u->arena, name, &conf->inboxes[ld->inbox]);
	am_policy_defaults(conf->inboxes[ld->inbox].name,
			   &conf->policies[ld->inbox]);
	return true;
}

/* The table behind inbox "name". */
static int
read_inbox(lua_State *L)
{
	struct loading *ld = loading_of(L);
	struct am_slice name = unit_text(L, ld->u, lua_upvalueindex(2));
	const struct scan *scan = &ld->u->scan;
	size_t token;

	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 1);
	ld->line = (int)lua_tointeger(L, lua_upvalueindex(3));
	token = scan_statement(scan, "inbox", name, ld->line);
	if (start_inbox(ld, name, token))
		conf_read_group(L, ld, "inbox", scan_brace(scan, token));
	return 0;
}

/* inbox "name" { ... } */
static int
statement_inbox(lua_State *L)
{
	if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TSTRING)
		return luaL_error(L, "write inbox \"name\" { ... }");
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_pushvalue(L, 1);
	lua_pushinteger(L, unit_line(L));
	lua_pushcclosure(L, read_inbox, 3);
	return 1;
}

/* [-0, +0] A setting at the top, its value on the top of the stack. */
static void
put_top(lua_State *L, struct loading *ld, struct am_slice name)
{
	const char *nearest = NULL;
	const struct am_setting *s = am_setting_find(name, &nearest);
	size_t token;

	ld->line = unit_line(L);
	token = scan_on_line(&ld->u->scan, ld->line, name);
	if (s == NULL || am_slice_chr(name, '.') != name.len)
		conf_tell_unknown(ld, name, nearest, token);
	else if (s->type == AM_SET_GROUP)
		unit_fault(ld->u, token, ld->line, "write %s \"name\" { ... }",
			   s->name);
	else
		conf_put(L, ld, s, token);
}

/* journal "..." */
static int
call_setting(lua_State *L)
{
	struct loading *ld = loading_of(L);

	lua_settop(L, 1);
	put_top(L, ld, unit_text(L, ld->u, lua_upvalueindex(2)));
	return 0;
}

/* deadline = "4s" */
static int
assign_setting(lua_State *L)
{
	struct loading *ld = loading_of(L);

	if (lua_type(L, 2) != LUA_TSTRING)
		return luaL_error(L, "expected name = value");
	lua_settop(L, 3);
	put_top(L, ld, unit_text(L, ld->u, 2));
	return 0;
}

/* A name that stands for no function of Lua's. */
static int
look_up(lua_State *L)
{
	struct loading *ld = loading_of(L);
	struct am_slice name = unit_text(L, ld->u, 2);
	const char *nearest = NULL;
	const struct am_setting *s = am_setting_find(name, &nearest);
	size_t token;

	ld->line = unit_line(L);
	token = scan_on_line(&ld->u->scan, ld->line, name);
	if (s != NULL && s->type != AM_SET_LATER) {
		lua_pushvalue(L, lua_upvalueindex(1));
		lua_pushvalue(L, 2);
		lua_pushcclosure(L, call_setting, 2);
		return 1;
	}
	if (s != NULL)
		unit_fault(ld->u, token, ld->line, "%s: %s", s->name,
			   am_setting_refusal(s));
	else if (name.ptr != NULL && sandbox_is_missing(name.ptr))
		unit_fault(ld->u, token, ld->line,
			   "%.*s is not available in amends",
			   AM_SLICE_ARG(name));
	else
		conf_tell_unknown(ld, name, nearest, token);
	value_push_poison(L);
	return 1;
}

/* In a protected call: leaves the environment on the stack. It holds nothing
 * itself, so that assigning to a name always gets to us. */
static int
make_env(lua_State *L)
{
	void *ld = lua_touserdata(L, 1);

	value_open(L);
	lua_newtable(L); /* the environment */
	lua_createtable(L, 0, 4);
	sandbox_push_names(L);
	lua_pushlightuserdata(L, ld);
	lua_pushcclosure(L, statement_inbox, 1);
	lua_setfield(L, -2, "inbox");
	lua_pushlightuserdata(L, ld);
	lua_pushcclosure(L, conf_hours, 1);
	lua_setfield(L, -2, "hours");
	lua_createtable(L, 0, 1);
	lua_pushlightuserdata(L, ld);
	lua_pushcclosure(L, look_up, 1);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_setfield(L, -2, "__index");
	lua_pushlightuserdata(L, ld);
	lua_pushcclosure(L, assign_setting, 1);
	lua_setfield(L, -2, "__newindex");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	return 1;
}

/* The last text that reads so, in whatever case. */
static size_t
last_text(const struct scan *s, struct am_slice text)
{
	for (size_t i = s->count; i > 0; i--)
		if (s->tokens[i - 1].kind == SCAN_TEXT &&
		    am_slice_ieq(s->tokens[i - 1].text, text))
			return i - 1;
	return SCAN_NOT_FOUND;
}

/* One address in two inboxes: the mail would be the first one's. */
static void
check_addresses(struct unit *u, const struct am_conf *conf)
{
	for (size_t i = 1; i < conf->n_inboxes; i++) {
		const struct am_inbox *box = &conf->inboxes[i];

		for (size_t k = 0; k < box->addresses.count; k++) {
			struct am_slice a = box->addresses.items[k];
			const struct am_inbox *first = am_conf_inbox(conf, a);

			if (first != box)
				unit_fault(u, last_text(&u->scan, a), 0,
					   "%.*s is in the inboxes \"%.*s\" "
					   "and \"%.*s\"",
					   AM_SLICE_ARG(a),
					   AM_SLICE_ARG(first->name),
					   AM_SLICE_ARG(box->name));
		}
	}
}

void
conf_load(struct unit *u, struct am_sources *sources, struct am_conf *conf)
{
	struct loading ld = { .u = u, .conf = conf, .sources = sources };
	struct am_conf defaults;
	struct host *h = NULL;
	struct am_err err;

	conf->source = u->path;
	if (host_new(&host_limits_file, &h, &err) != AM_OK)
		goto fail;
	unit_attach(host_state(h), u);
	lua_pushcfunction(host_state(h), make_env);
	lua_pushlightuserdata(host_state(h), &ld);
	if (host_call(h, 1, 1, &err) != AM_OK)
		goto fail;
	(void)unit_run(u, h, 0);    /* its faults are told */
	if (conf->n_inboxes == 0) { /* the only one was refused */
		am_conf_defaults(u->arena, &defaults);
		conf->inboxes = defaults.inboxes;
		conf->policies = defaults.policies;
		conf->n_inboxes = defaults.n_inboxes;
	}
	check_addresses(u, conf);
	host_free(h);
	return;
fail:
	unit_fault(u, SCAN_NOT_FOUND, 0, "%s", err.text);
	host_free(h);
}

void
conf_find(const struct am_roots *roots, struct gather *gather,
	  struct am_faults *faults, struct am_sources *sources,
	  struct am_conf *conf)
{
	struct unit u = {
		.arena = faults->arena,
		.faults = faults,
		.gather = gather,
		.sources = sources,
		.is_config = true,
	};
	struct am_source_got source;

	am_conf_defaults(u.arena, conf);
	for (size_t i = 0; i < AM_CONFIG_PLACES; i++) {
		const char *path = roots->configs[i].text;

		if (path[0] == '\0')
			continue;
		u.path = am_arena_dup(u.arena, am_slice_of(path));
		unit_get(&u, &source);
		if (!roots->is_config_asked &&
		    (source.error == ENOENT || source.error == ENOTDIR))
			continue;
		if (unit_take(&u, &source, true)) {
			conf_load(&u, sources, conf);
			modules_find(&u, roots, sources, conf);
		}
		return;
	}
}
