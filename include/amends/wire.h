/* wire.h - numbers and strings inside an image's sections.
 *
 * Layer:     conf.
 * Threads:   safe.
 * Promise:   little-endian on every machine; a reader never looks past its
 *            slice. After the first bad read is_bad stays set and all further
 *            reads give 0 or an empty slice, so a decoder may check once, at
 *            its end (and before it trusts a count).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_WIRE_H
#define AMENDS_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/mem.h"
#include "amends/slice.h"

void am_wire_put_u32(struct am_buf *out, uint32_t value);
void am_wire_put_u64(struct am_buf *out, uint64_t value);
/* u32 length, then the bytes. */
void am_wire_put_slice(struct am_buf *out, struct am_slice value);

struct am_wire {
	struct am_slice rest;
	bool is_bad;
};

uint32_t am_wire_u32(struct am_wire *in);
uint64_t am_wire_u64(struct am_wire *in);
struct am_slice am_wire_slice(struct am_wire *in); /* into the section */
/* A count of things of which each takes at least `least` bytes: bad, and 0,
 * when that many cannot follow. */
size_t am_wire_count(struct am_wire *in, size_t least);

#endif
