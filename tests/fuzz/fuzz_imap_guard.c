/* SPDX-License-Identifier: MIT
 *
 * How the bytes of a server come in pieces changes nothing, and nothing longer
 * than the limits passes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINE    100
#define LITERAL 50
#define TOTAL   1000

static enum guard_end
take(struct guard *g, const char *bytes, size_t n, size_t step)
{
	enum guard_end end = GUARD_OK;

	memset(g, 0, sizeof(*g));
	guard_expect(g, LINE, LITERAL, TOTAL);
	for (size_t i = 0; i < n && end == GUARD_OK; i += step) {
		end = guard_take(g, bytes + i, n - i < step ? n - i : step);
		if (g->literal_left > LITERAL && end != GUARD_LITERAL)
			abort();
	}
	return end;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct guard one;
	struct guard many;
	enum guard_end end;

	if (size > TOTAL) {
		if (take(&one, bytes, size, size) != GUARD_TOTAL)
			abort();
		size = TOTAL;
	}
	end = take(&one, bytes, size, size > 0 ? size : 1);
	if (take(&many, bytes, size, 1) != end || many.line != one.line ||
	    many.literal_left != one.literal_left ||
	    strcmp(many.head, one.head) != 0)
		abort();
	if (end == GUARD_OK && one.line > LINE)
		abort();
	return 0;
}
