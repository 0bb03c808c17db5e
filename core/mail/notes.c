/* SPDX-License-Identifier: MIT */
#include "notes.h"

#include <stdio.h>

#define NOTE_MAX_BYTES 200

void
am_notes_start(struct am_notes *notes, struct am_arena *arena,
	       struct am_message *msg)
{
	*notes = (struct am_notes){ .arena = arena };
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

	if (list == NULL)
		return;
	for (size_t i = 0; i < list->count; i++)
		if (am_slice_eq(list->items[i], text))
			return;
	if (list->count < AM_NOTES_MAX)
		list->items[list->count++] = am_arena_dup(notes->arena, text);
}

const char *
am_note_word(enum am_note note)
{
	static const char *const words[AM_NOTE_COUNT] = {
		[AM_NOTE_LIMIT] = "limit",
		[AM_NOTE_CHARSET] = "charset",
		[AM_NOTE_CLOSED] = "closed",
		[AM_NOTE_FILE] = "file in text",
		[AM_NOTE_MENDED] = "mended",
		[AM_NOTE_FORWARDED] = "forwarded",
		[AM_NOTE_ATTACHMENT] = "attachment",
	};

	return words[note];
}

void
am_notes_say(struct am_notes *notes, enum am_note note, const char *what)
{
	char line[NOTE_MAX_BYTES + 32]; /* and the first word */
	struct am_slice text =
		am_slice_cut_utf8(am_slice_of(what), NOTE_MAX_BYTES);

	(void)snprintf(line, sizeof(line), "%s: %.*s", am_note_word(note),
		       AM_SLICE_ARG(text));
	am_notes_add(notes, am_slice_of(line));
}

void
am_notes_limit(struct am_notes *notes, const char *what)
{
	am_notes_say(notes, AM_NOTE_LIMIT, what);
	if (notes->is_cut != NULL)
		*notes->is_cut = true;
}

void
am_notes_want(struct am_notes *notes, const char *charset, size_t bytes)
{
	size_t i = 0;

	while (i < notes->n_wants &&
	       strcmp(notes->wants[i].charset, charset) != 0)
		i++;
	if (i == AM_WANTS_MAX)
		return;
	if (i == notes->n_wants)
		notes->n_wants++;
	notes->wants[i].charset = charset;
	notes->wants[i].bytes += bytes;
}

const char *
am_notes_most_wanted(const struct am_notes *notes)
{
	const struct am_want *most = NULL;

	for (size_t i = 0; i < notes->n_wants; i++)
		if (most == NULL || notes->wants[i].bytes > most->bytes)
			most = &notes->wants[i];
	return most != NULL ? most->charset : NULL;
}
