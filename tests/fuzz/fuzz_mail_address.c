/* SPDX-License-Identifier: MIT
 *
 * Address lists, ids and parameters: any bytes as the value of a field. Each
 * name and address is one line, an entry is never empty, the limits hold, and
 * an id in brackets is read as itself. What the strict grammar reads, the
 * tolerant reader reads alike (an empty comment sends a value to it). */
#include <stdint.h>

#include "address.h"
#include "fields.h"
#include "grammar.h"
#include "ids.h"
#include "one_line.h"
#include "params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_addresses(const struct am_addresses *list)
{
	FUZZ_ASSERT(list->count <= AM_ADDRESSES_MAX);
	for (size_t i = 0; i < list->count; i++) {
		struct am_slice name = list->items[i].name;

		fuzz_assert_line(name);
		fuzz_assert_line(list->items[i].address);
		FUZZ_ASSERT(am_slice_find(name, "  ") == name.len);
		FUZZ_ASSERT(name.len > 0 || list->items[i].address.len > 0);
	}
}

static void
check_agreement(struct am_arena *arena, struct am_slice raw,
		const struct am_addresses *list)
{
	struct am_slice value = am_field_unfold(arena, raw, NULL);
	struct am_slice none = { 0 };
	struct am_message msg = { 0 };
	struct am_addresses strict;
	struct am_notes notes;

	if (!am_grammar_addresses(arena, value, &strict))
		return;
	am_notes_start(&notes, arena, &msg);
	am_addresses_parse(
		arena, am_arena_printf(arena, "%.*s ()", AM_SLICE_ARG(value)),
		none, &notes, &msg.to);
	FUZZ_ASSERT(list->count == msg.to.count);
	for (size_t i = 0; i < list->count; i++) {
		FUZZ_ASSERT(
			am_slice_eq(list->items[i].name, msg.to.items[i].name));
		FUZZ_ASSERT(am_slice_eq(list->items[i].address,
					msg.to.items[i].address));
	}
}

static void
check_id(struct am_arena *arena, struct am_slice id)
{
	fuzz_assert_line(id);
	FUZZ_ASSERT(id.len <= 3UL * AM_ID_MAX_BYTES);
	FUZZ_ASSERT(am_slice_chr(id, ' ') == id.len);
	if (am_slice_chr(id, '<') < id.len || am_slice_chr(id, '>') < id.len ||
	    am_slice_find(id, "=?") < id.len || id.len > AM_ID_MAX_BYTES ||
	    am_slice_starts(id, "\xEF\xBB\xBF"))
		return;
	FUZZ_ASSERT(am_slice_eq(
		am_id_parse(arena,
			    am_arena_printf(arena, "<%.*s>", AM_SLICE_ARG(id))),
		id));
}

static void
check_params(struct am_arena *arena, struct am_slice raw)
{
	struct am_notes notes = { .arena = arena };
	struct am_params params;

	am_params_parse(arena, raw, &params);
	FUZZ_ASSERT(params.count <= AM_PARAMS_MAX);
	for (size_t i = 0; i < params.word.len; i++)
		FUZZ_ASSERT(am_lower(params.word.ptr[i]) == params.word.ptr[i]);
	for (size_t i = 0; i < params.count; i++)
		FUZZ_ASSERT(params.items[i].name.len > 0);
	(void)am_params_get(arena, &params, "boundary");
	fuzz_assert_line(am_params_text(arena, &params, "filename", &notes));
	notes.charset = am_slice_of("iso-8859-15");
	fuzz_assert_line(am_params_text(arena, &params, "name", &notes));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice raw = { .ptr = (const char *)data, .len = size };
	struct am_slice none = { 0 };
	struct am_message msg = { 0 };
	struct am_notes notes;

	am_notes_start(&notes, arena, &msg);
	am_addresses_parse(arena, raw, none, &notes, &msg.to);
	check_addresses(&msg.to);
	check_agreement(arena, raw, &msg.to);
	am_ids_parse(arena, raw, &notes, &msg.references);
	FUZZ_ASSERT(msg.references.count <= AM_REFERENCES_MAX);
	for (size_t i = 0; i < msg.references.count; i++) {
		FUZZ_ASSERT(msg.references.items[i].len > 0);
		check_id(arena, msg.references.items[i]);
	}
	check_id(arena, am_id_parse(arena, raw));
	check_params(arena, raw);
	am_arena_free(arena);
	return 0;
}
