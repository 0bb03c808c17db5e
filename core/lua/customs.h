/* customs.h - custom functions between rule files and the image.
 *
 * Layer:     lua, private.
 *
 * The image's section: u32 count; for each rule file that has some u32 the
 * number of its first one, u32 how many, and the chunk's bytecode.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_CUSTOMS_H
#define AMENDS_LUA_CUSTOMS_H

#include "amends/customs.h"
#include "gather.h"

#define CUSTOMS_MAX 1000 /* in all rule files */

/* custom(function(message, verdict) ... end): a condition. */
int custom_word(lua_State *L);

/* The file of `u` was run; `first` custom functions were there before. If it
 * has some, keep its bytecode. */
AM_MUST_CHECK enum am_code customs_keep(struct unit *u, struct host *h,
					uint32_t first, struct am_err *err);
/* Outside of the judge, where no limit on CPU time stands behind. */
void customs_watch_clock(struct am_customs *customs);
void customs_finish(const struct gather *g, struct am_image_writer *image);

#endif
