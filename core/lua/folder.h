/* folder.h - what lies in a folder of rules, plugins or templates.
 *
 * Layer:     lua, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_FOLDER_H
#define AMENDS_LUA_FOLDER_H

#include "amends/compile.h"
#include "amends/conf.h"

struct folder {
	struct am_slices files;   /* names with the ending, sorted */
	struct am_slices folders; /* names of folders, sorted */
};

/* Names that begin with a dot are left out, and what editors read of the rule
 * language (*.meta.lua). A folder that is not there is
 * empty; one that everybody may write is a fault, and empty. It is added to
 * the sources either way. */
void folder_list(struct am_faults *faults, struct am_sources *sources,
		 const char *path, const char *ending, struct folder *out);

#endif
