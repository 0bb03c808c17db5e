/* SPDX-License-Identifier: MIT
 *
 * The words for what is not in the mail: waiting_since, messages_within("7d"),
 * known_customer, out_of_hours, ... */
#include <lauxlib.h>

#include "amends/clock.h"
#include "value.h"

#define SPAN_MAX_SECS (INT64_C(3660) * 86400) /* ten years */

static void
push_fact(lua_State *L, enum am_fact fact, uint32_t window)
{
	struct am_cond leaf = {
		.op = AM_COND_FACT,
		.fact = fact,
		.count = window,
	};

	value_push_cond(L, cond_new(unit_of(L), &leaf));
}

uint32_t
fact_span(lua_State *L, int idx, const char *write)
{
	struct unit *u = unit_of(L);
	int line = unit_line(L);
	struct am_slice text = { NULL, 0 };
	int64_t secs = 0;

	if (lua_type(L, idx) == LUA_TSTRING)
		text = unit_text(L, u, idx);
	if (text.len > 0 && am_duration_parse(text, &secs) && secs > 0 &&
	    secs <= SPAN_MAX_SECS)
		return (uint32_t)secs;
	unit_fault(u, scan_text_below(&u->scan, line, text), line,
		   "write %s, with a span of time like 90m, 4h, 7d", write);
	return 0;
}

/* messages_within("7d"); upvalue 1 is the fact. */
static int
fact_within(lua_State *L)
{
	enum am_fact fact = (enum am_fact)lua_tointeger(L, lua_upvalueindex(1));
	const struct value *v = value_at(L, 1);
	uint32_t window = 0;

	if (v == NULL || v->kind != VALUE_POISON)
		window = fact_span(L, 1,
				   am_arena_printf(unit_of(L)->arena,
						   "%s(\"7d\")",
						   am_fact_name(fact))
					   .ptr);
	if (window > 0)
		push_fact(L, fact, window);
	else
		value_push_poison(L);
	return 1;
}

void
fact_put_names(lua_State *L)
{
	static const enum am_fact plain[] = { AM_FACT_WAITING, AM_FACT_CUSTOMER,
					      AM_FACT_OUT_OF_HOURS };
	static const enum am_fact within[] = { AM_FACT_MESSAGES,
					       AM_FACT_COMPLAINTS,
					       AM_FACT_DEADLINE };

	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		push_fact(L, plain[i], 0);
		lua_setfield(L, -2, am_fact_name(plain[i]));
	}
	for (size_t i = 0; i < sizeof(within) / sizeof(*within); i++) {
		lua_pushinteger(L, within[i]);
		lua_pushcclosure(L, fact_within, 1);
		lua_setfield(L, -2, am_fact_name(within[i]));
	}
}
