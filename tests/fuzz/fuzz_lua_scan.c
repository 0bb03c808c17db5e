/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "scan.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Every text has tokens, each inside it, in their order; every question about
 * them has an answer. */
int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct am_slice source = { (const char *)data, size };
	struct am_arena *arena = am_arena_new();
	const char *at = source.ptr;
	struct scan scan;

	scan_text(arena, source, &scan);
	for (size_t i = 0; i < scan.count; i++) {
		const struct scan_token *t = &scan.tokens[i];
		size_t brace;

		if (t->text.ptr < at ||
		    t->text.ptr + t->text.len > source.ptr + source.len)
			abort();
		at = t->text.ptr + t->text.len;
		if (i > 64)
			continue; /* the questions are linear each */
		brace = scan_brace(&scan, i);
		(void)scan_field(&scan, brace, AM_SLICE_LIT("hit"));
		(void)scan_item(&scan, brace, 2);
		(void)scan_inside(&scan, brace, t->text);
		(void)scan_statement(&scan, "rule", t->text, t->line);
		(void)scan_line(&scan, t->line);
	}
	am_arena_free(arena);
	return 0;
}
