/* SPDX-License-Identifier: MIT
 *
 * The trimmer: each line that is not empty comes out once, in its order and as
 * it was, whatever the text is; and no text costs more than its lines. */
#include <stdint.h>
#include <stdlib.h>

#include "trim.h"
#include "trim_text.h"

#define STEPS_A_LINE 600

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
	if (!holds)
		abort();
}

struct total {
	size_t lines; /* all */
	size_t full;  /* those with words */
	size_t bytes; /* of words */
};

static void
add(struct total *t, struct am_slice text)
{
	struct am_slice line;

	while (am_slice_next_line(&text, &line)) {
		struct am_slice bare = am_trim_bare(line);

		t->lines++;
		t->full += bare.len > 0;
		t->bytes += bare.len;
	}
}

/* The next line of *text that has words, without what stands behind them. */
static bool
next_full(struct am_slice *text, struct am_slice *out)
{
	while (am_slice_next_line(text, out)) {
		struct am_slice bare = am_trim_bare(*out);

		*out = am_slice_range(out->ptr, bare.ptr + bare.len);
		if (bare.len > 0)
			return true;
	}
	return false;
}

/* `part` is made of lines of `text`, in their order. */
static void
require_from(struct am_slice part, struct am_slice text)
{
	struct am_slice want;
	struct am_slice line;

	while (next_full(&part, &want)) {
		do
			require(next_full(&text, &line));
		while (!am_slice_eq(line, want));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice text = { (const char *)data, size };
	struct am_trim_about about = { .is_forward = size % 2 == 1 };
	struct am_arena *arena = am_arena_new();
	struct am_slice rest = text;
	struct total in = { 0 };
	struct total out = { 0 };
	struct am_trimmed got;

	(void)am_slice_next_line(&rest, &about.sender);
	am_trim(arena, text, size % 3 == 0 ? NULL : &about, &got);
	add(&in, text);
	add(&out, got.new_text);
	add(&out, got.quoted);
	add(&out, got.signature);
	require(in.full == out.full && in.bytes == out.bytes);
	require(got.steps <= STEPS_A_LINE * (in.lines + 2));
	require_from(got.new_text, text);
	require_from(got.quoted, text);
	require_from(got.signature, text);
	require(!am_utf8_valid(text) ||
		(am_utf8_valid(got.new_text) && am_utf8_valid(got.quoted) &&
		 am_utf8_valid(got.signature)));
	require(am_trim_attribution_at_end(text) <= size);
	am_arena_free(arena);
	return 0;
}
