/* flowed.h - the paragraphs of text that was sent as format=flowed.
 *
 * Layer:     mail.
 * Threads:   safe; no state is kept.
 * Promise:   total, linear (RFC 3676 sections 4 and 5); the result is at most
 *            half as long again as the text.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_FLOWED_H
#define AMENDS_MAIL_FLOWED_H

#include "amends/mem.h"
#include "amends/slice.h"

/* Join lines that end with a blank to the next one of the same quote depth; the
 * blank itself goes when is_delsp. Space-stuffing is taken off, "-- " ends a
 * paragraph and is none; a quoted paragraph has its '>' once, in front, and a
 * blank behind them. `text` has LF ends. */
struct am_slice am_flowed_join(struct am_arena *arena, struct am_slice text,
			       bool is_delsp);

#endif
