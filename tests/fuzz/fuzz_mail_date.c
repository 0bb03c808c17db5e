/* SPDX-License-Identifier: MIT
 *
 * Any bytes give a date between 1970 and 2199, or none; a date is read again
 * from what it is written as. What the strict grammar reads, the tolerant reader
 * reads alike (an empty comment sends a value to it). */
#include <stdint.h>

#include "amends/clock.h"
#include "date.h"
#include "fields.h"
#include "grammar.h"
#include "one_line.h"

#define LAST_UTC 7258204800 /* 2200, with the furthest zone */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice raw = { .ptr = (const char *)data, .len = size };
	int64_t utc = am_date_parse(am_field_unfold(arena, raw, NULL));
	struct am_slice value = am_field_unfold(arena, raw, NULL);
	struct am_civil civil;
	int zone;
	char mail[AM_RFC5322_BYTES];
	char iso[AM_RFC3339_BYTES];

	if (am_grammar_date(value, &civil, &zone))
		FUZZ_ASSERT(am_date_parse(am_arena_printf(
				    arena, "%.*s ()", AM_SLICE_ARG(value))) ==
			    utc);
	if (utc != AM_NO_TIME) {
		FUZZ_ASSERT(utc >= 0 && utc <= LAST_UTC + 86400);
		am_rfc5322_format(utc, mail);
		am_rfc3339_format(utc, iso);
		if (utc < LAST_UTC) {
			FUZZ_ASSERT(am_date_parse(am_slice_of(mail)) == utc);
			FUZZ_ASSERT(am_date_parse(am_slice_of(iso)) == utc);
		}
	}
	am_arena_free(arena);
	return 0;
}
