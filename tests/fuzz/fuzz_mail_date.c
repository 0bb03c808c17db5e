/* SPDX-License-Identifier: MIT
 *
 * Any bytes give a date between 1970 and 2199, or none. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/clock.h"
#include "date.h"
#include "fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice raw = { .ptr = (const char *)data, .len = size };
	int64_t utc = am_date_parse(am_field_unfold(arena, raw, NULL));

	if (utc != AM_NO_TIME && (utc < 0 || utc > 7258204800))
		abort();
	am_arena_free(arena);
	return 0;
}
