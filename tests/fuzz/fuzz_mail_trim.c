/* SPDX-License-Identifier: MIT
 *
 * The trimmer: each line that is not empty comes out once, whatever the text
 * is. */
#include <stdint.h>
#include <stdlib.h>

#include "trim.h"
#include "trim_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct total {
	size_t lines;
	size_t bytes;
};

static void
add(struct total *t, struct am_slice text)
{
	struct am_slice line;

	while (am_slice_next_line(&text, &line)) {
		line = am_slice_trim(line);
		t->lines += line.len > 0;
		t->bytes += line.len;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice text = { (const char *)data, size };
	struct am_arena *arena = am_arena_new();
	struct total in = { 0 };
	struct total out = { 0 };
	struct am_trimmed got;

	am_trim(arena, text, &got);
	add(&in, text);
	add(&out, got.new_text);
	add(&out, got.quoted);
	add(&out, got.signature);
	if (in.lines != out.lines || in.bytes != out.bytes ||
	    am_trim_attribution_at_end(text) > size)
		abort();
	am_arena_free(arena);
	return 0;
}
