/* modules.h - where the modules that amends.lua names lie, and what they are.
 *
 * Layer:     lua, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_MODULES_H
#define AMENDS_LUA_MODULES_H

#include "amends/conf.h"
#include "unit.h"

/* Complete conf->modules: each is found, loaded in a child and asked. One that
 * cannot be used is a fault of its place in the file, and its path stays empty.
 * `sources` gets every path that one could lie at. `u` has been read. */
void modules_find(struct unit *u, const struct am_roots *roots,
		  struct am_sources *sources, struct am_conf *conf);

#endif
