/* source.h - what an answer needs to know of a mail, out of its record.
 *
 * Layer:     act; private to it.
 * Threads:   safe.
 * Promise:   every field is checked: addresses and ids are ones or empty, text
 *            is one line of clean UTF-8.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ACT_SOURCE_H
#define AMENDS_ACT_SOURCE_H

#include <stdint.h>

#include "amends/conf.h"
#include "amends/mem.h"
#include "amends/slice.h"

#define AM_QUOTE_MAX_BYTES 120

struct am_source {
	struct am_slice delivery;  /* letters and digits; "0" when not known */
	struct am_slice reference; /* eight hex digits, or empty */
	int64_t at;
	struct am_slice from;      /* an address, or empty */
	struct am_slice from_name; /* as the customer wrote it */
	struct am_slice reply_to;  /* an address, or empty */
	struct am_slice subject;
	struct am_slice message_id;
	struct am_slices references; /* oldest first */
	struct am_slice topic;
	struct am_slice quote; /* without quotation marks; may be empty */
	struct am_slice language;
	struct am_slices causes; /* "cause.delay"; the weightiest first */
};

void am_source_of_record(struct am_slice record, struct am_arena *arena,
			 struct am_source *out);

#endif
