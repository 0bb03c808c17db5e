/* modules.h - modules inside a judge.
 *
 * Layer:     serve; runs inside a judge.
 * Threads:   one.
 * Promise:   they are loaded before the seal, with no descriptor of the
 *            keeper's left to them, and called behind it. While one is loaded or
 *            runs, *running is AM_RUNNING_MODULE + its number in conf->modules:
 *            whoever listens to a judge that died can tell whose fault it was.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_SERVE_MODULES_H
#define AMENDS_SERVE_MODULES_H

#include "amends/loader.h"
#include "amends/message.h"
#include "judge.h"

struct am_readers {
	const struct am_task *task;
	volatile uint32_t *running;
	struct am_loaded loaded[AM_MODULES_MAX];
	struct am_extractor extractor; /* for a reading, when has_any */
	bool has_any;
};

/* What task->modules says: none, one that only knows what could be read, or all
 * that can. Loading one that fails ends the process (AM_JUDGE_MODULE). */
void am_readers_open(struct am_readers *readers, const struct am_task *task,
		     volatile uint32_t *running);

/* The extractor for am_message_parse(), or NULL. */
const struct am_extractor *am_readers_extractor(const struct am_readers *r);

#endif
