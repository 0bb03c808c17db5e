/* plugin.h - plugin modules between their files and the image.
 *
 * Layer:     lua, private.
 *
 * The image's section: u32 count; for each plugin its name, u32 number of
 * settings, {name, u32 type, value} each, and the chunk's bytecode. A number's
 * value is its eight bytes, a boolean's a u32, a text's a slice.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_PLUGIN_H
#define AMENDS_LUA_PLUGIN_H

#include "amends/plugins.h"
#include "amends/wire.h"
#include "unit.h"

#define PLUGIN_API 1

enum plugin_type {
	PLUGIN_NUMBER,
	PLUGIN_BOOLEAN,
	PLUGIN_TEXT
};

struct plugin {
	struct am_slice name;
	struct am_slice packed; /* its piece of the section */
	struct spot spot;
	struct am_slice replaces; /* the file of an earlier one, or empty */
	size_t root;
};

struct plugins {
	struct plugin *items;
	size_t count, cap;
};

/* Check the module of `u` (which has been read) and take it in; a later one of
 * the same name replaces the earlier one. */
void plugin_read(struct unit *u, struct plugins *all);
/* In the order in which they run. */
void plugins_finish(struct plugins *all, struct am_faults *faults,
		    struct am_image_writer *image);

/* As am_plugins_run(), with the error of the first that fails; err->text is
 * empty when none does. */
void plugins_run(const struct am_image *image, struct am_arena *arena,
		 const struct am_message *msg,
		 const struct am_surroundings *around,
		 struct am_verdict *verdict, struct am_err *err);

#endif
