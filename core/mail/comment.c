/* SPDX-License-Identifier: MIT */
#include "amends/message.h"

struct am_slice
am_without_comments(struct am_arena *arena, struct am_slice value)
{
	char *copy = am_arena_alloc(arena, value.len + 1);
	size_t len = 0;
	size_t depth = 0;
	bool is_quoted = false;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		bool has_pair = c == '\\' && i + 1 < value.len;

		if (!has_pair && c == '"' && depth == 0)
			is_quoted = !is_quoted;
		if (c == '(' && !is_quoted)
			depth++;
		if (depth == 0)
			copy[len++] = c;
		if (has_pair && (is_quoted || depth > 0)) {
			i++;
			if (depth == 0)
				copy[len++] = value.ptr[i];
		}
		if (c == ')' && depth > 0 && --depth == 0)
			copy[len++] = ' ';
	}
	return am_slice_trim((struct am_slice){ copy, len });
}
