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
#include "judge.h"
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

/* An empty one. */
void delivery_begin(struct delivery *d, const struct am_keeper *args);
/* Configuration and rules, or what holds without any. */
void delivery_load(struct delivery *d);
void delivery_close(struct delivery *d);

void delivery_worsen(struct delivery *d, const char *level, const char *reason);

/* Ask the judge and take its record when it is sound. */
void delivery_judge(struct delivery *d, enum am_task_kind kind);
/* The status that the record and the quarantine make. */
void delivery_rate(struct delivery *d);
/* Mail of staff that came in by the customers' door counts as an answer only
 * when our own server vouches for the sender. */
bool delivery_is_outbound(const struct delivery *d);
/* The keeper's own part of the record, and the record into the spool. AM_EIO: it
 * is not there. */
AM_MUST_CHECK enum am_code delivery_record(struct delivery *d, bool is_outbound,
					   int64_t at, struct am_err *err);

/* Write the mail with our fields in front and forged ones taken out, to standard
 * output or to the program. The status to leave with: 0 when every byte was
 * written, 75 when not, or the program's. */
int delivery_pass(const struct delivery *d);

#endif
