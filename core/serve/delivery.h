/* delivery.h - what the keeper knows of the one mail that it holds.
 *
 * Layer:     serve, private to the keeper.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_DELIVERY_H
#define AMENDS_DELIVERY_H

#include "added.h"
#include "amends/lines.h"
#include "amends/mem.h"
#include "envelope.h"
#include "images.h"
#include "keeper.h"
#include "paths.h"
#include "quarantine.h"

/* One delivery, from the first byte read to the last one drained. */
struct delivery {
	const struct am_keeper *args;
	struct am_arena *arena;
	struct am_slice mail;
	bool has_more; /* than could be held; still to be read */
	struct am_lines lines;
	struct am_images images;
	bool has_image;
	struct am_conf conf;
	const struct am_inbox *inbox;
	struct am_envelope envelope;
	struct am_state state;
	bool has_state; /* it was found */
	struct am_quarantine quarantine;
	bool is_recorded;
	int64_t began_ms;
	struct am_buf record;
	struct am_status status;
};

/* Write the mail with our fields in front and forged ones taken out, to standard
 * output or to the program. The status to leave with: 0 when every byte was
 * written, 75 when not, or the program's. */
int delivery_pass(const struct delivery *d);

#endif
