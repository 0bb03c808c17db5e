/* SPDX-License-Identifier: MIT
 *
 * A record is a stranger's until it was checked; what passed can be walked, and
 * its words, decoded and put again, give the same bytes. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
walk(struct am_slice record, struct am_arena *arena)
{
	struct am_slice rest = record;
	struct am_slice name;
	struct am_slice value;
	struct am_buf again = { 0 };

	while (am_record_next(&rest, &name, &value)) {
		struct am_slice line =
			am_slice_range(name.ptr, value.ptr + value.len);
		struct am_slice words[16];
		size_t count = 0;

		while (count < 16 &&
		       am_record_next_word(&value, arena, &words[count]))
			count++;
		if (count == 0 || count == 16)
			abort();
		for (size_t i = 0; i < count; i++)
			if (!am_utf8_valid(words[i]))
				abort();
		again.len = 0;
		am_record_put_words(&again, am_arena_str(arena, name), words,
				    count);
		if (!am_slice_eq(
			    am_slice_head(am_buf_slice(&again), again.len - 1),
			    line))
			abort();
	}
	am_buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice record = { (const char *)data, size };
	struct am_arena *arena = am_arena_new();
	struct am_err err;

	if (am_record_check(record, true, &err) == AM_OK &&
	    am_record_check(record, false, &err) != AM_OK)
		abort();
	if (am_record_check(record, false, &err) == AM_OK)
		walk(record, arena);
	(void)am_record_get(record, "subject", arena);
	(void)am_record_get_int(record, "date", 0);
	am_arena_free(arena);
	return 0;
}
