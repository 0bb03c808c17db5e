/* forget.h - what forget and purge share.
 *
 * Layer:     cmd.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CMD_FORGET_H
#define AMENDS_CMD_FORGET_H

#include "serve/paths.h"

/* Make the snapshots of this journal anew and say how many; on stderr which
 * could not be made, and what to do. */
void am_forget_say_snapshots(const char *command, const struct am_state *state);

#endif
