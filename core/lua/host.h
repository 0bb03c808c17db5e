/* host.h - a Lua state that cannot run away: its memory, its instructions and
 * (where there is a clock) its time are counted.
 *
 * Layer:     lua, private.
 * Threads:   one thread.
 * Promise:   code that is over its limits ends with an error that it cannot
 *            catch. What Lua can do inside one instruction is bounded by the
 *            sandbox, and in the judge by the limit on CPU time besides.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_HOST_H
#define AMENDS_LUA_HOST_H

#include <lua.h>

#include "amends/err.h"
#include "amends/slice.h"

struct host_limits {
	size_t live_bytes;    /* held at once */
	size_t traffic_bytes; /* asked for in all, since host_refill() */
	size_t string_bytes;  /* of one string: comparing two is one step */
	long instructions;
	int64_t wall_ms; /* 0: no clock is looked at (the sealed judge) */
};

/* A plugin on one mail, and a file of rules while it is compiled. */
extern const struct host_limits host_limits_mail;
extern const struct host_limits host_limits_file;

struct host;

/* With the sandbox's libraries; AM_ESCRIPT when there is no memory. */
AM_MUST_CHECK enum am_code host_new(const struct host_limits *limits,
				    struct host **out, struct am_err *err);
void host_free(struct host *h);
lua_State *host_state(struct host *h);

/* Full limits again, for the next plugin. */
void host_refill(struct host *h);

/* [-0, +1 on AM_OK] Load a chunk; `mode` is "t", and "b" only for bytes of a
 * checked image. AM_ECONFIG with Lua's "name:line: text". */
AM_MUST_CHECK enum am_code host_load(struct host *h, struct am_slice code,
				     const char *name, const char *mode,
				     struct am_err *err);

/* [-(nargs + 1), +nresults on AM_OK, +0 otherwise] Call within the limits.
 * AM_ESCRIPT with the error's text. */
AM_MUST_CHECK enum am_code host_call(struct host *h, int nargs, int nresults,
				     struct am_err *err);

/* For C functions that Lua calls: work worth `n` instructions was asked for.
 * Raises when that is too much. */
void host_charge(lua_State *L, size_t n);
/* How much is left of that. */
size_t host_left(lua_State *L);

/* Raise again if a limit was met: no Lua code may catch that. */
void host_rethrow(lua_State *L);

#endif
