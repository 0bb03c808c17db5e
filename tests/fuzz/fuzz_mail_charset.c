/* SPDX-License-Identifier: MIT
 *
 * The first line is the declared name, the rest is in that charset: with and
 * without the converter that it wants, what comes out is clean UTF-8 and not
 * much longer than what went in. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/charset.h"
#include "charset.h"
#include "charset_names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(struct am_slice text, size_t size)
{
	/* a lone UTF-16 unit or a bad byte becomes three */
	if (!am_utf8_valid(text) || am_slice_chr(text, '\0') < text.len ||
	    text.len > 3 * size + 16)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice rest = { .ptr = (const char *)data, .len = size };
	struct am_slice name = am_slice_of(NULL);
	struct am_converter *converter;
	struct am_message msg = { 0 };
	struct am_notes notes;
	const char *wanted;

	(void)am_slice_next_line(&rest, &name);
	am_notes_start(&notes, arena, &msg);
	check(am_charset_decode(arena, name, rest, &notes), size);
	wanted = am_notes_most_wanted(&notes);
	if (wanted != NULL) {
		converter = am_converter_open(am_slice_of(wanted));
		if (converter == NULL)
			abort();
		notes.converter = converter;
		notes.n_wants = 0;
		check(am_charset_decode(arena, name, rest, &notes), size);
		am_converter_close(converter);
	}
	(void)am_charset_of_html(rest);
	am_arena_free(arena);
	return 0;
}
