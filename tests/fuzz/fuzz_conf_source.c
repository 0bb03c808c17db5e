/* SPDX-License-Identifier: MIT
 *
 * Wishes come from a process that ran other people's Lua. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "amends/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice bytes = { (const char *)data, size };
	struct am_arena *arena = am_arena_new();
	struct am_buf again = { 0 };
	struct am_source_got source;
	struct am_wish wish;
	bool is_folder;
	struct am_slice name;

	if (am_wish_take(bytes, arena, &wish)) {
		if (wish.path.len == 0 || wish.path.ptr[0] != '/' ||
		    strlen(wish.path.ptr) != wish.path.len)
			abort();
		am_wish_put(&again, &wish);
		if (!am_slice_eq(am_buf_slice(&again), bytes))
			abort();
	}
	if (am_source_take(bytes, arena, &source)) {
		while (am_source_next_name(&source.bytes, &is_folder, &name))
			if (name.len == 0)
				abort();
	}
	am_buf_free(&again);
	am_arena_free(arena);
	return 0;
}
