/* SPDX-License-Identifier: MIT */
#include "attachment.h"

#include "decode.h"

#define NAME_MAX_BYTES 80 /* of a file, in a note */

/* A note is one line. */
static struct am_slice
one_line(struct am_arena *arena, struct am_slice text)
{
	struct am_slice clean = am_text_clean(arena, text);
	char *out = am_arena_alloc(arena, clean.len + 1);

	for (size_t i = 0; i < clean.len; i++) {
		out[i] = clean.ptr[i];
		if (out[i] == '\n' || out[i] == '\t')
			out[i] = ' ';
	}
	return (struct am_slice){ out, clean.len };
}

static void
note(struct am_notes *notes, const struct am_part *part, struct am_slice text)
{
	struct am_slice name =
		part->filename.len > 0 ? part->filename : part->type;
	struct am_slice line = am_arena_printf(
		notes->arena, "%.*s: %.*s",
		AM_SLICE_ARG(am_slice_cut_utf8(name, NAME_MAX_BYTES)),
		AM_SLICE_ARG(one_line(notes->arena, text)));

	am_notes_say(notes, AM_NOTE_ATTACHMENT, line.ptr);
}

/* With an empty line between files. */
static void
keep_text(struct am_buf *all, struct am_slice text, struct am_notes *notes)
{
	size_t room = AM_TEXT_MAX_BYTES - all->len;

	if (text.len + 2 > room) {
		am_notes_limit(notes, "attachment text");
		text = am_slice_cut_utf8(text, room > 2 ? room - 2 : 0);
	}
	if (text.len == 0)
		return;
	if (all->len > 0)
		am_buf_puts(all, "\n\n");
	am_buf_put(all, text);
}

static void
read_file(const struct am_extractor *extractor, const struct am_node *node,
	  struct am_part *part, struct am_notes *notes, struct am_buf *all)
{
	struct am_extract file = {
		.arena = notes->arena,
		.bytes = am_transfer_decode(notes->arena, node->encoding,
					    node->body),
		.part = part,
	};

	extractor->extract(extractor->ctx, &file);
	if (file.why.len == 0) {
		part->read_by = file.name;
		if (file.text.len > AM_PART_TEXT_MAX_BYTES)
			am_notes_limit(notes, "attachment text");
		keep_text(all,
			  am_slice_trim(am_text_clean(
				  notes->arena, am_buf_slice(&file.text))),
			  notes);
	} else {
		note(notes, part, file.why);
	}
	for (size_t i = 0; i < file.n_notes; i++)
		note(notes, part, file.notes[i]);
	am_buf_free(&file.text);
}

void
am_attachments_read(const struct am_extractor *extractor,
		    const struct am_mime *mime, struct am_notes *notes,
		    struct am_message *msg)
{
	struct am_buf all = { 0 };
	size_t n_files = 0;
	size_t parts = 0;

	for (size_t i = 0; i < mime->count; i++) {
		const struct am_node *node = &mime->nodes[i];
		struct am_part *part;

		if (node->is_multipart)
			continue;
		part = &msg->parts[parts++];
		if (node->is_message || part->is_read ||
		    !extractor->wants(extractor->ctx, part))
			continue;
		if (extractor->extract == NULL) {
			msg->wants_modules = true;
			return;
		}
		if (n_files++ == AM_FILES_READ_MAX) {
			am_notes_limit(notes, "attachments");
			break;
		}
		read_file(extractor, node, part, notes, &all);
	}
	msg->attachment_text = am_arena_dup(notes->arena, am_buf_slice(&all));
	am_buf_free(&all);
}
