/* SPDX-License-Identifier: MIT
 *
 * Address lists, ids and parameters: any bytes as the value of a field. */
#include <stdint.h>
#include <stdlib.h>

#include "address.h"
#include "ids.h"
#include "params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_line(struct am_slice s)
{
	if (!am_utf8_valid(s) || am_slice_chr(s, '\n') < s.len ||
	    am_slice_chr(s, '\0') < s.len)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice raw = { .ptr = (const char *)data, .len = size };
	struct am_slice none = { 0 };
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_params params;

	am_notes_start(&notes, arena, &msg);
	am_addresses_parse(arena, raw, none, &notes, &msg.to);
	for (size_t i = 0; i < msg.to.count; i++) {
		check_line(msg.to.items[i].name);
		check_line(msg.to.items[i].address);
	}
	am_ids_parse(arena, raw, &notes, &msg.references);
	for (size_t i = 0; i < msg.references.count; i++)
		check_line(msg.references.items[i]);
	check_line(am_id_parse(arena, raw));
	am_content_type_parse(arena, raw, &params);
	(void)am_params_get(arena, &params, "boundary");
	am_disposition_parse(arena, raw, &params);
	check_line(am_params_text(arena, &params, "filename", none));
	am_arena_free(arena);
	return 0;
}
