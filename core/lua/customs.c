/* SPDX-License-Identifier: MIT
 *
 * At mail time a rule file is run once more, with names that do nothing: only
 * custom() does something then, it takes the functions. They come in the order
 * in which they were numbered when the file was compiled. */
#include "customs.h"

#include <lauxlib.h>

#include "amends/wire.h"
#include "bind.h"
#include "bind_regex.h"
#include "sandbox.h"
#include "value.h"

#define NOTHING_TYPE "amends.nothing"
#define FUNCTIONS    "amends.customs"

/* ---- into the image */

int
custom_word(lua_State *L)
{
	struct unit *u = unit_of(L);
	struct gather *g = u->gather;
	int line = unit_line(L);
	struct am_cond leaf = { .op = AM_COND_CUSTOM, .count = g->n_customs };

	if (lua_gettop(L) == 1 && lua_type(L, 1) == LUA_TFUNCTION &&
	    !lua_iscfunction(L, 1) && g->n_customs < CUSTOMS_MAX) {
		g->n_customs++;
		value_push_cond(L, cond_new(u, &leaf));
		return 1;
	}
	unit_fault(u, scan_on_line(&u->scan, line, AM_SLICE_LIT("custom")),
		   line,
		   g->n_customs == CUSTOMS_MAX
			   ? "more than 1000 custom functions"
			   : "write custom(function(message, verdict) ... "
			     "return true end)");
	value_push_poison(L);
	return 1;
}

static int
write_piece(lua_State *L, const void *piece, size_t len, void *ud)
{
	(void)L;
	am_buf_put(ud, (struct am_slice){ piece, len });
	return 0;
}

static int
dump(lua_State *L)
{
	struct am_buf *code = lua_touserdata(L, 1);

	/* with line numbers: they say where it fails */
	return lua_dump(L, write_piece, code, 0) == 0
		       ? 0
		       : luaL_error(L, "it cannot be kept");
}

enum am_code
customs_keep(struct unit *u, struct host *h, uint32_t first, struct am_err *err)
{
	struct gather *g = u->gather;
	struct am_buf code = { 0 };
	enum am_code rc;

	if (g->n_customs == first)
		return AM_OK;
	lua_pushcfunction(host_state(h), dump);
	lua_pushlightuserdata(host_state(h), &code);
	rc = host_load(
		h, u->scan.source,
		am_arena_printf(u->arena, "@%.*s", AM_SLICE_ARG(u->shown)).ptr,
		"t", err);
	if (rc == AM_OK)
		rc = host_call(h, 2, 0, err);
	if (rc == AM_OK) {
		g->custom_files = am_arena_grow(
			g->arena, g->custom_files, g->n_custom_files,
			&g->custom_files_cap, sizeof(*g->custom_files));
		g->custom_files[g->n_custom_files++] = (struct custom_file){
			.first = first,
			.count = g->n_customs - first,
			.code = am_arena_dup(g->arena, am_buf_slice(&code)),
		};
	}
	am_buf_free(&code);
	return rc;
}

void
customs_finish(const struct gather *g, struct am_image_writer *image)
{
	struct am_buf section = { 0 };

	am_wire_put_u32(&section, (uint32_t)g->n_custom_files);
	for (size_t i = 0; i < g->n_custom_files; i++) {
		am_wire_put_u32(&section, g->custom_files[i].first);
		am_wire_put_u32(&section, g->custom_files[i].count);
		am_wire_put_slice(&section, g->custom_files[i].code);
	}
	am_image_add(image, AM_IMAGE_CUSTOMS, am_buf_slice(&section));
	am_buf_free(&section);
}

/* ---- out of the image */

struct answer {
	uint32_t number;
	int64_t value;
};

struct am_customs {
	struct am_slice section;
	struct run run;
	const struct host_limits *limits;
	struct host *host;
	struct custom_file file; /* that is loaded, or being loaded */
	bool is_loaded, is_loading;
	struct answer *answers;
	size_t n_answers, cap_answers;
	struct am_err err;
};

struct am_customs *
am_customs_new(const struct am_image *image, struct am_arena *arena,
	       const struct am_message *msg, struct am_verdict *verdict)
{
	struct am_customs *c = am_arena_alloc(arena, sizeof(*c));

	*c = (struct am_customs){
		.section = am_image_section(image, AM_IMAGE_CUSTOMS),
		.limits = &host_limits_mail,
		.run = { .arena = arena,
			 .msg = msg,
			 .verdict = verdict,
			 .only_reads = true },
	};
	return c;
}

void
customs_watch_clock(struct am_customs *customs)
{
	customs->limits = &host_limits_file;
}

void
am_customs_free(struct am_customs *customs)
{
	if (customs == NULL)
		return;
	host_free(customs->host);
	customs->host = NULL;
}

const char *
am_customs_error(const struct am_customs *customs)
{
	return customs->err.text;
}

static bool
find_file(const struct am_customs *c, uint32_t number, struct custom_file *out)
{
	struct am_wire in = { c->section, false };
	size_t count = am_wire_count(&in, 12);

	for (size_t i = 0; i < count; i++) {
		out->first = am_wire_u32(&in);
		out->count = am_wire_u32(&in);
		out->code = am_wire_slice(&in);
		if (in.is_bad)
			return false;
		if (number >= out->first && number - out->first < out->count)
			return true;
	}
	return false;
}

/* [-0, +1] What all names of the rule language give, and all that is done with
 * them. */
static int
push_nothing(lua_State *L)
{
	(void)lua_newuserdatauv(L, 0, 0);
	luaL_setmetatable(L, NOTHING_TYPE);
	return 1;
}

static int
push_true(lua_State *L)
{
	lua_pushboolean(L, 1);
	return 1;
}

static int
do_nothing(lua_State *L)
{
	(void)L;
	return 0;
}

static void
make_nothing(lua_State *L)
{
	static const luaL_Reg all[] = {
		{ "__add", push_nothing },
		{ "__sub", push_nothing },
		{ "__mul", push_nothing },
		{ "__div", push_nothing },
		{ "__unm", push_nothing },
		{ "__concat", push_nothing },
		{ "__len", push_nothing },
		{ "__index", push_nothing },
		{ "__call", push_nothing },
		{ "__newindex", do_nothing },
		{ "__le", push_true },
		{ "__lt", push_true },
		{ NULL, NULL },
	};
	static const luaL_Reg operators[] = {
		{ "__add", push_nothing },
		{ "__sub", push_nothing },
		{ "__mul", push_nothing },
		{ NULL, NULL },
	};

	luaL_newmetatable(L, NOTHING_TYPE);
	luaL_setfuncs(L, all, 0);
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
	/* (x >= 2) is true, and goes on as a condition */
	lua_pushboolean(L, 1);
	luaL_newlib(L, operators);
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

/* custom() while a file is loaded: the function at 1 is the next. */
static int
take_function(lua_State *L)
{
	lua_getfield(L, LUA_REGISTRYINDEX, FUNCTIONS);
	if (lua_type(L, 1) == LUA_TFUNCTION && !lua_iscfunction(L, 1)) {
		lua_pushvalue(L, 1);
		lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
	}
	return push_nothing(L);
}

/* __index of the environment; upvalue: the am_customs. */
static int
find_name(lua_State *L)
{
	const struct am_customs *c = lua_touserdata(L, lua_upvalueindex(1));
	const char *name = luaL_tolstring(L, 2, NULL);

	if (!c->is_loading)
		return luaL_error(L,
				  "%s is nothing that a custom function can "
				  "use",
				  name);
	if (strcmp(name, "custom") == 0)
		lua_pushcfunction(L, take_function);
	else
		(void)push_nothing(L);
	return 1;
}

static int
refuse_name(lua_State *L)
{
	const struct am_customs *c = lua_touserdata(L, lua_upvalueindex(1));

	if (c->is_loading)
		return 0; /* the compiler has told of it */
	return luaL_error(L, "%s is not declared: write local %s",
			  luaL_tolstring(L, 2, NULL),
			  luaL_tolstring(L, 2, NULL));
}

/* [-0, +1] */
static void
push_env(lua_State *L, struct am_customs *c)
{
	sandbox_push_names(L);
	(void)lua_getfield(L, -1, BIND_REGEX_NAME);
	luaL_setmetatable(L, NOTHING_TYPE); /* for re "..." in conditions */
	lua_pop(L, 1);
	lua_createtable(L, 0, 3);
	lua_pushlightuserdata(L, c);
	lua_pushcclosure(L, find_name, 1);
	lua_setfield(L, -2, "__index");
	lua_pushlightuserdata(L, c);
	lua_pushcclosure(L, refuse_name, 1);
	lua_setfield(L, -2, "__newindex");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
}

/* In a protected call: run the file, and leave its functions in the registry.
 * Its bytecode is from our own image, so mode "b" is right here. */
static int
load_file(lua_State *L)
{
	struct am_customs *c = lua_touserdata(L, 1);

	make_nothing(L);
	bind_message_open(L);
	bind_verdict_open(L);
	lua_newtable(L);
	lua_setfield(L, LUA_REGISTRYINDEX, FUNCTIONS);
	if (luaL_loadbufferx(L, c->file.code.ptr, c->file.code.len, "=rules",
			     "b") != LUA_OK)
		return lua_error(L);
	push_env(L, c);
	lua_setupvalue(L, -2, 1);
	lua_call(L, 0, 0);
	return 0;
}

/* One state a file, so that what a function does to its libraries is seen by
 * those of its own file at most. */
static enum am_code
load(struct am_customs *c, const struct custom_file *file, struct am_err *err)
{
	enum am_code rc;

	if (c->file.code.ptr != NULL && c->file.first == file->first)
		return c->is_loaded ? AM_OK : AM_ESCRIPT; /* err says why */
	host_free(c->host);
	c->host = NULL;
	c->is_loaded = false;
	rc = host_new(c->limits, &c->host, err);
	if (rc != AM_OK)
		return rc;
	c->file = *file;
	c->is_loading = true;
	lua_pushcfunction(host_state(c->host), load_file);
	lua_pushlightuserdata(host_state(c->host), c);
	rc = host_call(c->host, 1, 0, err);
	c->is_loading = false;
	c->is_loaded = rc == AM_OK;
	return rc;
}

struct call {
	struct run *run;
	lua_Integer nth; /* in its file, from 1 */
	int64_t answer;
};

/* In a protected call. */
static int
call_custom(lua_State *L)
{
	struct call *call = lua_touserdata(L, 1);
	lua_Number number;

	lua_getfield(L, LUA_REGISTRYINDEX, FUNCTIONS);
	if (lua_rawgeti(L, -1, call->nth) != LUA_TFUNCTION)
		return luaL_error(L, "the file does not give the same "
				     "functions each time");
	bind_message_push(L, call->run);
	bind_verdict_push(L, call->run);
	lua_call(L, 2, 1);
	if (lua_isnil(L, -1) || lua_isboolean(L, -1)) {
		call->answer = lua_toboolean(L, -1);
		return 0;
	}
	if (lua_type(L, -1) != LUA_TNUMBER)
		return luaL_error(L,
				  "a custom function returns true, false or a "
				  "number, not a %s",
				  luaL_typename(L, -1));
	number = lua_tonumber(L, -1);
	/* also of what is no number at all, 0/0 */
	if (!(number >= 1))
		call->answer = 0;
	else
		call->answer = number < 1e9 ? (int64_t)number : 1000000000;
	return 0;
}

static enum am_code
run_one(struct am_customs *c, uint32_t number, int64_t *answer)
{
	struct custom_file file = { 0 };
	struct call call = { .run = &c->run };
	enum am_code rc;

	if (!find_file(c, number, &file))
		return am_fail(&c->err, AM_EDATA, "there is no such function");
	rc = load(c, &file, &c->err);
	if (rc != AM_OK)
		return rc;
	call.nth = (lua_Integer)(number - file.first) + 1;
	host_refill(c->host);
	lua_pushcfunction(host_state(c->host), call_custom);
	lua_pushlightuserdata(host_state(c->host), &call);
	rc = host_call(c->host, 1, 0, &c->err);
	c->run.turn++;
	if (rc == AM_OK)
		*answer = call.answer;
	return rc;
}

int64_t
am_customs_ask(void *customs, uint32_t number)
{
	struct am_customs *c = customs;
	struct answer mine = { .number = number, .value = -1 };

	for (size_t i = 0; i < c->n_answers; i++)
		if (c->answers[i].number == number)
			return c->answers[i].value;
	if (run_one(c, number, &mine.value) != AM_OK)
		mine.value = -1; /* c->err says why */
	c->answers = am_arena_grow(c->run.arena, c->answers, c->n_answers,
				   &c->cap_answers, sizeof(*c->answers));
	c->answers[c->n_answers++] = mine;
	return mine.value;
}
