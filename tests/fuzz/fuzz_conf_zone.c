/* SPDX-License-Identifier: MIT
 *
 * Zone files and their rules. */
#include "calendar_parts.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice bytes = { (const char *)data, size };
	struct zone_rule rule;
	struct zone zone;
	struct am_err err;

	if (zone_parse(bytes, arena, &zone, &err) == AM_OK) {
		int64_t at = INT64_C(-62167219200);
		int64_t next = at;

		/* look-ups go forward and end */
		for (size_t i = 0; at != INT64_MAX && i < 30000; i++) {
			(void)zone_at(&zone, at, &next);
			if (next <= at)
				__builtin_trap();
			at = next;
		}
		if (at != INT64_MAX)
			__builtin_trap();
	}
	if (zone_rule_parse(bytes, &rule) && !zone_rule_is_sound(&rule))
		__builtin_trap();
	am_arena_free(arena);
	return 0;
}
