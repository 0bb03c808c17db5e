/* SPDX-License-Identifier: MIT
 *
 * Files of holidays. */
#include "calendar_parts.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct am_slice bytes = { (const char *)data, size };
	struct am_arena *arena = am_arena_new();
	struct am_calendar *c = am_calendar_new(arena);
	struct am_err err;

	if (ical_read(bytes, c, &err) == AM_OK) {
		calendar_sort_off(c);
		for (size_t i = 0; i < c->n_off; i++) {
			if (c->off[i].end <= c->off[i].first ||
			    (i > 0 && c->off[i].first <= c->off[i - 1].end))
				__builtin_trap();
		}
	}
	am_arena_free(arena);
	return 0;
}
