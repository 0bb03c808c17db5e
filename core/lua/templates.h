/* templates.h - the texts of first answers, taken as they are.
 *
 * Layer:     lua, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_TEMPLATES_H
#define AMENDS_LUA_TEMPLATES_H

#include "amends/compile.h"

struct template_text {
	struct am_slice name; /* "complaint.en" */
	struct am_slice text;
	struct am_slice file;
	struct am_slice replaces; /* the file of an earlier one, or empty */
};

struct templates {
	struct template_text *items;
	size_t count, cap;
};

/* TOPIC.LANG.txt of that folder; one of the same name replaces the earlier. */
void templates_read(struct templates *all, struct am_faults *faults,
		    struct am_sources *sources, const char *path);
void templates_finish(const struct templates *all, struct am_faults *faults,
		      struct am_image_writer *image);

#endif
