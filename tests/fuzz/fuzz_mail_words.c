/* SPDX-License-Identifier: MIT
 *
 * Header text: any bytes give one line of UTF-8 that is at most four times as
 * long, and reads as itself when no encoded word is left in it. The first byte
 * chooses the charset that the mail declares. */
#include <stdint.h>

#include "fields.h"
#include "one_line.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_word(struct am_slice text)
{
	size_t n = am_word_length(text);

	FUZZ_ASSERT(n <= text.len && n <= AM_WORD_MAX_BYTES + 80);
	FUZZ_ASSERT(n == 0 || (am_slice_starts(text, "=?") &&
			       am_slice_ends(am_slice_head(text, n), "?=")));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { "", "utf-8", "iso-8859-15",
						"utf-16", "koi8-r" };
	struct am_arena *arena = am_arena_new();
	struct am_slice raw = { .ptr = (const char *)data, .len = size };
	struct am_slice charset =
		am_slice_of(charsets[size > 0 ? data[0] % 5 : 0]);
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_slice value;
	struct am_slice text;

	am_notes_start(&notes, arena, &msg);
	value = am_field_unfold(arena, am_slice_from(raw, 1), NULL);
	check_word(value);
	text = am_header_decode(arena, value, charset, &notes);
	fuzz_assert_line(text);
	FUZZ_ASSERT(text.len <= 4 * value.len);
	if (am_slice_find(text, "=?") == text.len &&
	    !am_slice_starts(text, "\xEF\xBB\xBF"))
		FUZZ_ASSERT(am_slice_eq(am_header_decode(arena, text,
							 am_slice_of("utf-8"),
							 &notes),
					text));
	am_arena_free(arena);
	return 0;
}
