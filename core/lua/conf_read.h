/* conf_read.h - the tables of a configuration while they are read.
 *
 * Layer:     lua, private.
 * Promise:   each fault is told where it stands; what is wrong is left as it
 *            was.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_CONF_READ_H
#define AMENDS_LUA_CONF_READ_H

#include <lua.h>

#include "amends/conf.h"
#include "amends/policy.h"
#include "unit.h"

/* What is being read; reached through upvalues. */
struct loading {
	struct unit *u;
	struct am_conf *conf;
	struct am_sources *sources;
	size_t inbox; /* its index, while one is read */
	bool has_inbox;
	size_t inboxes_cap, policies_cap;
	int line;
};

/* "mode" of "inbox.acknowledge.mode" */
const char *conf_last_word(const char *name);

void conf_tell_unknown(struct loading *ld, struct am_slice name,
		       const char *nearest, size_t token);

/* [-0, +0] Put the value on top into the setting. */
void conf_put(lua_State *L, struct loading *ld, const struct am_setting *s,
	      size_t token);

/* [-0, +0] The table on top: its settings in the order of the rows. Depth is
 * that of the rows' names, four at most. */
void conf_read_group(lua_State *L, struct loading *ld, const char *group,
		     size_t brace);

/* [-0, +0] The table of hours on top, which opens at `brace`; `token` is where
 * it is spoken of. False when something is wrong: told. */
bool conf_read_hours(lua_State *L, struct loading *ld, size_t token,
		     size_t brace, const struct am_calendar **out);
/* hours { ... }, a value for any number of inboxes; upvalue 1 is the loading. */
int conf_hours(lua_State *L);

/* [-0, +0] The table on top: targets by tag. */
void conf_read_tags(lua_State *L, struct loading *ld, size_t brace);

#endif
