/* SPDX-License-Identifier: MIT */
#include "host.h"

#include <lauxlib.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "amends/mem.h"
#include "amends/pool.h"
#include "sandbox.h"

#define HOOK_EVERY 1000

/* After that many refusals Lua's emergency collections have cost enough. */
#define REFUSALS_MAX 32

enum trip {
	FINE,
	INSTRUCTIONS,
	MEMORY,
	TIME
};

struct host {
	lua_State *L;
	struct am_pool pool;
	struct host_limits limits;
	size_t live_bytes;
	size_t traffic_bytes;
	unsigned int refusals;
	long instructions_left;
	int64_t until_ms;
	enum trip trip;
};

const struct host_limits host_limits_mail = {
	.live_bytes = 8U << 20,
	.traffic_bytes = 128U << 20,
	.string_bytes = 68U << 10,
	.instructions = 1000000,
	.wall_ms = 0,
};

const struct host_limits host_limits_file = {
	.live_bytes = 8U << 20,
	.traffic_bytes = 128U << 20,
	.string_bytes = 68U << 10,
	.instructions = 2000000,
	.wall_ms = 1000,
};

static struct host *
host_of(lua_State *L)
{
	return *(struct host **)lua_getextraspace(L);
}

static bool
may_have(const struct host *h, size_t more, size_t total)
{
	return more <= h->limits.live_bytes - h->live_bytes &&
	       total <= h->limits.traffic_bytes - h->traffic_bytes;
}

static void *
refuse(struct host *h)
{
	if (++h->refusals > REFUSALS_MAX && h->trip == FINE)
		h->trip = MEMORY;
	return NULL;
}

static void *
capped_alloc(void *ud, void *ptr, size_t old_bytes, size_t new_bytes)
{
	struct host *h = ud;
	/* For a new object Lua passes its type in place of the old size. */
	bool is_string = ptr == NULL && old_bytes == LUA_TSTRING;
	void *grown;

	if (ptr == NULL)
		old_bytes = 0;
	if (new_bytes == 0) {
		am_pool_give(&h->pool, ptr, old_bytes);
		h->live_bytes -= old_bytes;
		return NULL;
	}
	if (is_string && new_bytes > h->limits.string_bytes)
		return refuse(h);
	if (new_bytes > old_bytes &&
	    !may_have(h, new_bytes - old_bytes, new_bytes))
		return refuse(h);
	grown = am_pool_resize(&h->pool, ptr, old_bytes, new_bytes);
	if (grown == NULL)
		return refuse(h);
	if (new_bytes > old_bytes)
		h->traffic_bytes += new_bytes;
	h->live_bytes = h->live_bytes - old_bytes + new_bytes;
	return grown;
}

static const char *
trip_text(const struct host *h)
{
	switch (h->trip) {
	case INSTRUCTIONS:
		return "took too many instructions";
	case MEMORY:
		return "took too much memory";
	case TIME:
		return "took too long";
	case FINE:
		break;
	}
	return "no error";
}

/* Code may catch this with pcall() or in a __close; from here on every further
 * instruction raises again, so that it cannot go on. */
static void
on_count(lua_State *L, lua_Debug *ar)
{
	struct host *h = host_of(L);

	(void)ar;
	h->instructions_left -= HOOK_EVERY;
	if (h->trip == FINE && h->instructions_left <= 0)
		h->trip = INSTRUCTIONS;
	if (h->trip == FINE && h->until_ms > 0 && am_mono_ms() > h->until_ms)
		h->trip = TIME;
	if (h->trip == FINE)
		return;
	lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
	luaL_where(L, 0); /* in a hook, level 0 is the code itself */
	lua_pushstring(L, trip_text(h));
	lua_concat(L, 2);
	lua_error(L);
}

void
host_rethrow(lua_State *L)
{
	struct host *h = host_of(L);

	if (h->trip == FINE)
		return;
	lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
	luaL_error(L, "%s", trip_text(h));
}

void
host_charge(lua_State *L, size_t n)
{
	struct host *h = host_of(L);

	if (n >= (size_t)h->instructions_left && h->trip == FINE)
		h->trip = INSTRUCTIONS;
	else
		h->instructions_left -= (long)n;
	host_rethrow(L);
}

size_t
host_left(lua_State *L)
{
	long left = host_of(L)->instructions_left;

	return left > 0 ? (size_t)left : 0;
}

/* Every call runs under host_call(), so this is a fault of our own. */
static int
on_panic(lua_State *L)
{
	(void)L;
	am_log_error("Lua: an error outside of a protected call");
	return 0;
}

static int
open_protected(lua_State *L)
{
	sandbox_open(L);
	return 0;
}

enum am_code
host_new(const struct host_limits *limits, struct host **out,
	 struct am_err *err)
{
	struct host *h = am_calloc(1, sizeof(*h));
	enum am_code rc;

	h->limits = *limits;
	h->L = lua_newstate(capped_alloc, h);
	if (h->L == NULL) {
		am_pool_end(&h->pool);
		free(h);
		return am_fail(err, AM_ESCRIPT, "no memory for Lua");
	}
	*(struct host **)lua_getextraspace(h->L) = h;
	lua_atpanic(h->L, on_panic);
	/* a state lives for one mail or file; the cap is there for the rest */
	(void)lua_gc(h->L, LUA_GCINC, 1000, 0, 0);
	host_refill(h);
	lua_pushcfunction(h->L, open_protected);
	rc = host_call(h, 0, 0, err);
	if (rc != AM_OK) {
		host_free(h);
		return rc;
	}
	host_refill(h);
	*out = h;
	return AM_OK;
}

void
host_free(struct host *h)
{
	if (h == NULL)
		return;
	lua_close(h->L);
	am_pool_end(&h->pool);
	free(h);
}

lua_State *
host_state(struct host *h)
{
	return h->L;
}

void
host_refill(struct host *h)
{
	h->traffic_bytes = 0;
	h->refusals = 0;
	h->instructions_left = h->limits.instructions;
	h->until_ms = 0;
	if (h->limits.wall_ms > 0)
		h->until_ms = am_mono_ms() + h->limits.wall_ms;
	h->trip = FINE;
}

/* Take Lua's error off the stack. Its text is only looked at when it is one:
 * to ask an object for its text would run code. */
static enum am_code
take_error(struct host *h, int status, enum am_code code, struct am_err *err)
{
	lua_State *L = h->L;
	const char *text = "the error is not a text";

	if (lua_type(L, -1) == LUA_TSTRING)
		text = lua_tostring(L, -1);
	if (status == LUA_ERRMEM)
		text = "took too much memory, or made a text of more than "
		       "64 KB";
	(void)am_fail(err, code, "%s", text);
	lua_pop(L, 1);
	if (status == LUA_ERRMEM) {
		h->traffic_bytes = 0;
		lua_gc(L, LUA_GCCOLLECT);
	}
	return code;
}

enum am_code
host_load(struct host *h, struct am_slice code, const char *name,
	  const char *mode, struct am_err *err)
{
	int status = luaL_loadbufferx(h->L, code.ptr, code.len, name, mode);

	if (status != LUA_OK)
		return take_error(h, status, AM_ECONFIG, err);
	return AM_OK;
}

enum am_code
host_call(struct host *h, int nargs, int nresults, struct am_err *err)
{
	int status;

	lua_sethook(h->L, on_count, LUA_MASKCOUNT, HOOK_EVERY);
	status = lua_pcall(h->L, nargs, nresults, 0);
	lua_sethook(h->L, NULL, 0, 0);
	if (status != LUA_OK)
		return take_error(h, status, AM_ESCRIPT, err);
	return AM_OK;
}
