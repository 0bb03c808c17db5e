/* conf_load.h - amends.lua into struct am_conf.
 *
 * Layer:     lua, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_CONF_LOAD_H
#define AMENDS_LUA_CONF_LOAD_H

#include "amends/conf.h"
#include "unit.h"

/* *conf is complete in any case: what is wrong is told and left at its
 * default. `u` has been read; `sources` gets what else is. Tags that have
 * targets are asked for of u->gather. */
void conf_load(struct unit *u, struct am_sources *sources,
	       struct am_conf *conf);
/* As above, of the first configuration that is there, with its modules found;
 * `sources` gets what was looked for. */
void conf_find(const struct am_roots *roots, struct gather *gather,
	       struct am_faults *faults, struct am_sources *sources,
	       struct am_conf *conf);

#endif
