/* SPDX-License-Identifier: MIT */
#include "notes.h"

void
am_notes_start(struct am_notes *notes, struct am_arena *arena,
	       struct am_message *msg)
{
	notes->arena = arena;
	notes->list = &msg->notes;
	notes->is_cut = &msg->is_cut;
	msg->notes.items =
		am_arena_array(arena, AM_NOTES_MAX, sizeof(*msg->notes.items));
	msg->notes.count = 0;
}

void
am_notes_add(struct am_notes *notes, struct am_slice text)
{
	struct am_slices *list = notes->list;

	for (size_t i = 0; i < list->count; i++)
		if (am_slice_eq(list->items[i], text))
			return;
	if (list->count < AM_NOTES_MAX)
		list->items[list->count++] = am_arena_dup(notes->arena, text);
}

void
am_notes_limit(struct am_notes *notes, const char *what)
{
	char text[64];

	(void)snprintf(text, sizeof(text), "limit: %s", what);
	am_notes_add(notes, am_slice_of(text));
	*notes->is_cut = true;
}
