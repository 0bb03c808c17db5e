/* SPDX-License-Identifier: MIT
 *
 * HTML to text: what comes out is clean UTF-8 and not much longer than what
 * went in. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
is_clean(struct am_slice s)
{
	return am_utf8_valid(s) && am_slice_chr(s, '\0') == s.len &&
	       am_slice_chr(s, '\r') == s.len &&
	       am_slice_find(s, "\n\n\n") == s.len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_html out;

	am_html_to_text(arena, (struct am_slice){ (const char *)data, size },
			&out);
	/* a bad byte becomes three, each with a line end before it at most */
	if (!is_clean(out.text) || !is_clean(out.quoted) ||
	    out.text.len + out.quoted.len > 5 * size)
		abort();
	am_arena_free(arena);
	return 0;
}
