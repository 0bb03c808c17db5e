/* SPDX-License-Identifier: MIT
 *
 * Header text: any bytes give one line of UTF-8. The first byte chooses the
 * charset that the mail declares. */
#include <stdint.h>
#include <stdlib.h>

#include "fields.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { "", "utf-8", "iso-8859-15",
						"utf-16", "koi8-r" };
	struct am_arena *arena = am_arena_new();
	struct am_slice raw = { .ptr = (const char *)data, .len = size };
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_slice text;

	am_notes_start(&notes, arena, &msg);
	text = am_header_decode(
		arena, am_field_unfold(arena, am_slice_from(raw, 1), NULL),
		am_slice_of(charsets[size > 0 ? data[0] % 5 : 0]), &notes);
	if (!am_utf8_valid(text) || am_slice_chr(text, '\n') < text.len ||
	    am_slice_chr(text, '\0') < text.len)
		abort();
	am_arena_free(arena);
	return 0;
}
