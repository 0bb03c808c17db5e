/* SPDX-License-Identifier: MIT */
#include "plugin.h"

#include <lauxlib.h>

#include "bind.h"
#include "sandbox.h"

/* ---- into the image */

/* The order of those whose order counts; others by name, after thanks. */
static int
rank(struct am_slice name)
{
	static const char *const first[] = { "complaint", "urgency", "cause",
					     "thanks" };

	for (int i = 0; i < 4; i++) {
		if (am_slice_eqs(name, first[i]))
			return i;
	}
	return am_slice_eqs(name, "acknowledge") ? 5 : 4;
}

static int
by_turn(const void *a, const void *b)
{
	const struct plugin *x = a;
	const struct plugin *y = b;
	int difference = rank(x->name) - rank(y->name);

	return difference != 0 ? difference : am_slice_cmp(x->name, y->name);
}

void
plugins_finish(struct plugins *all, struct am_faults *faults,
	       struct am_image_writer *image)
{
	struct am_buf section = { 0 };

	if (all->count > 1)
		qsort(all->items, all->count, sizeof(*all->items), by_turn);
	am_wire_put_u32(&section, (uint32_t)all->count);
	for (size_t i = 0; i < all->count; i++) {
		am_buf_put(&section, all->items[i].packed);
		origin_put(faults, &(struct am_origin_row){
					   .kind = "plugin",
					   .name = all->items[i].name,
					   .file = all->items[i].spot.file,
					   .line = all->items[i].spot.line,
					   .replaces = all->items[i].replaces,
				   });
	}
	faults->n_plugins = all->count;
	am_image_add(image, AM_IMAGE_PLUGINS, am_buf_slice(&section));
	am_buf_free(&section);
}

/* ---- out of the image */

/* A plugin of the section: what follows its name are its settings. */
struct packed {
	struct am_slice name;
	struct am_wire settings;
	struct am_slice code;
};

/* Take one setting off; true when there is one. `L` NULL: only walk. Else
 * [-0, +0] it is put into the table on top. */
static bool
next_setting(struct am_wire *in, lua_State *L)
{
	struct am_slice name = am_wire_slice(in);
	uint32_t type = am_wire_u32(in);
	struct am_slice text = { NULL, 0 };
	uint64_t bits = 0;
	double number;

	if (type == PLUGIN_NUMBER)
		bits = am_wire_u64(in);
	else if (type == PLUGIN_BOOLEAN)
		bits = am_wire_u32(in);
	else
		text = am_wire_slice(in);
	if (in->is_bad || L == NULL)
		return !in->is_bad;
	lua_pushlstring(L, name.len > 0 ? name.ptr : "", name.len);
	memcpy(&number, &bits, sizeof(number));
	if (type == PLUGIN_NUMBER)
		lua_pushnumber(L, number);
	else if (type == PLUGIN_BOOLEAN)
		lua_pushboolean(L, bits != 0);
	else
		lua_pushlstring(L, text.len > 0 ? text.ptr : "", text.len);
	lua_rawset(L, -3);
	return true;
}

static bool
next_plugin(struct am_wire *in, struct packed *out)
{
	size_t count;

	out->name = am_wire_slice(in);
	out->settings = *in;
	count = am_wire_count(in, 12);
	for (size_t i = 0; i < count && next_setting(in, NULL); i++)
		;
	out->code = am_wire_slice(in);
	return !in->is_bad;
}

struct am_slice
am_plugins_name(const struct am_image *image, uint32_t running)
{
	struct am_wire in = { am_image_section(image, AM_IMAGE_PLUGINS),
			      false };
	size_t count = am_wire_count(&in, 12);
	struct packed p = { 0 };

	if (running < AM_RUNNING_PLUGIN || running - AM_RUNNING_PLUGIN >= count)
		return p.name;
	for (size_t i = 0; i <= running - AM_RUNNING_PLUGIN; i++) {
		if (!next_plugin(&in, &p))
			return (struct am_slice){ NULL, 0 };
	}
	return p.name;
}

/* ---- on a mail */

static void
push_settings(lua_State *L, struct am_wire in)
{
	size_t count = am_wire_count(&in, 12);

	lua_newtable(L);
	for (size_t i = 0; i < count && next_setting(&in, L); i++)
		;
}

static int
open_types(lua_State *L)
{
	bind_message_open(L);
	bind_verdict_open(L);
	return 0;
}

/* In a protected call: load one plugin and let it judge. Its bytecode is from
 * our own image, so mode "b" is right here, and only here. */
static int
judge(lua_State *L)
{
	const struct packed *p = lua_touserdata(L, 1);
	struct run *run = lua_touserdata(L, 2);

	if (luaL_loadbufferx(L, p->code.ptr, p->code.len, "=plugin", "b") !=
	    LUA_OK)
		return lua_error(L);
	sandbox_push_env(L);
	lua_setupvalue(L, -2, 1);
	lua_call(L, 0, 1);
	lua_getfield(L, -1, "judge");
	bind_message_push(L, run);
	bind_verdict_push(L, run);
	push_settings(L, p->settings);
	lua_call(L, 3, 0);
	return 0;
}

static enum am_code
run_one(struct host *h, struct packed *p, struct run *run, struct am_err *err)
{
	lua_State *L = host_state(h);
	enum am_code rc;

	host_refill(h);
	lua_pushcfunction(L, judge);
	lua_pushlightuserdata(L, p);
	lua_pushlightuserdata(L, run);
	rc = host_call(h, 2, 0, err);
	run->turn++;
	return rc;
}

static void
run_all(struct host *h, struct am_wire *in, struct run *run,
	const struct am_surroundings *around, struct am_err *err)
{
	size_t count = am_wire_count(in, 12);
	struct packed p;
	struct am_err mine;

	for (size_t i = 0; i < count && next_plugin(in, &p); i++) {
		uint32_t number = AM_RUNNING_PLUGIN + (uint32_t)i;

		if (am_is_left_out(around, number))
			continue;
		if (around->running != NULL)
			*around->running = number;
		if (run_one(h, &p, run, &mine) == AM_OK ||
		    run->verdict->failed_rule.len > 0)
			continue;
		run->verdict->failed_rule = am_arena_dup(run->arena, p.name);
		*err = mine;
	}
}

void
plugins_run(const struct am_image *image, struct am_arena *arena,
	    const struct am_message *msg, const struct am_surroundings *around,
	    struct am_verdict *verdict, struct am_err *err)
{
	static const struct am_surroundings nothing;
	struct am_wire in = { am_image_section(image, AM_IMAGE_PLUGINS),
			      false };
	struct run run = { .arena = arena, .msg = msg, .verdict = verdict };
	/* without surroundings it is no judge, and a clock must be watched */
	const struct host_limits *limits = &host_limits_mail;
	struct host *h = NULL;
	enum am_code rc;

	if (around == NULL) {
		around = &nothing;
		limits = &host_limits_file;
	}
	err->text[0] = '\0';
	rc = host_new(limits, &h, err);
	if (rc == AM_OK) {
		lua_pushcfunction(host_state(h), open_types);
		rc = host_call(h, 0, 0, err);
	}
	if (rc == AM_OK)
		run_all(h, &in, &run, around, err);
	else
		verdict->failed_rule = AM_SLICE_LIT("plugins");
	host_free(h);
	if (around->running != NULL)
		*around->running = UINT32_MAX;
}

void
am_plugins_run(const struct am_image *image, struct am_arena *arena,
	       const struct am_message *msg,
	       const struct am_surroundings *around, struct am_verdict *verdict)
{
	struct am_err err;

	plugins_run(image, arena, msg, around, verdict, &err);
}
