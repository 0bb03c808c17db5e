/* SPDX-License-Identifier: MIT
 *
 * HTML (and text/enriched) to text: what comes out is clean UTF-8 without controls and not much
 * longer than what went in, and no byte is looked at more than a few times. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "enriched.h"
#include "html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
is_clean(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c < ' ' && c != '\n') || c == 0x7f)
			return 0;
	}
	return am_utf8_valid(s) && am_slice_find(s, "\n\n\n") == s.len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice enriched;
	struct am_html out;

	am_html_to_text(arena, (struct am_slice){ (const char *)data, size },
			&out);
	/* a bad byte becomes three, each with a line end before it at most */
	if (!is_clean(out.text) || !is_clean(out.quoted) ||
	    out.text.len + out.quoted.len > 5 * size)
		abort();
	if (out.visited > 10 * size)
		abort();
	enriched = am_enriched_to_html(
		arena, (struct am_slice){ (const char *)data, size });
	if (enriched.len > 5 * size)
		abort();
	am_html_to_text(arena, enriched, &out);
	if (!is_clean(out.text) || !is_clean(out.quoted))
		abort();
	am_arena_free(arena);
	return 0;
}
