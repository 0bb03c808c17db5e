/* plugins.h - run the Lua plugins of an image over a verdict.
 *
 * Layer:     lua.
 * Threads:   one thread.
 * Promise:   plugins see the message and the verdict only while they run, and
 *            can reach nothing else. Each has a budget of instructions, all
 *            together one of memory; one that fails is left out (what it has
 *            set already stays), its name is verdict->failed_rule, and the
 *            next one runs. Runs in the sealed judge: opens nothing, and Lua
 *            bytecode is only ever read from an image.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_PLUGINS_H
#define AMENDS_PLUGINS_H

#include "amends/image.h"
#include "amends/message.h"
#include "amends/rulebook.h"
#include "amends/verdict.h"

/* around->running gets AM_RUNNING_PLUGIN + the plugin's number while one runs;
 * around->left_out and am_plugins_name() take the same value. `around` may be
 * NULL. */
#define AM_RUNNING_PLUGIN 0x40000000U

void am_plugins_run(const struct am_image *image, struct am_arena *arena,
		    const struct am_message *msg,
		    const struct am_surroundings *around,
		    struct am_verdict *verdict);

/* The plugin's name, empty when `running` is not one's. */
struct am_slice am_plugins_name(const struct am_image *image, uint32_t running);

#endif
