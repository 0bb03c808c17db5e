/* SPDX-License-Identifier: MIT */
#include "entity.h"

#define FILENAME_MAX_BYTES 1024
#define TYPE_MAX_BYTES     127
#define WORD_MAX_BYTES     60
#define ENCODING_MAX_BYTES 200

static struct am_slice
raw_of(const struct am_header *header, const char *name)
{
	struct am_slice raw = { 0 };

	(void)am_fields_find(header->fields, header->n_fields, name, 0, &raw);
	return raw;
}

static enum am_encoding
encoding_of(struct am_arena *arena, const struct am_header *header)
{
	struct am_slice raw = raw_of(header, "Content-Transfer-Encoding");

	raw = am_field_unfold(arena, am_slice_head(raw, ENCODING_MAX_BYTES),
			      NULL);
	return am_encoding_of(am_without_comments(arena, raw));
}

/* What cannot be a type is text/plain (RFC 2045 section 5.2), or a file when it
 * has a file's name. */
static struct am_slice
type_of(struct am_slice word, bool is_digest, bool is_file)
{
	if (word.len == 0)
		return is_digest ? AM_SLICE_LIT("message/rfc822")
				 : AM_SLICE_LIT("text/plain");
	if (am_slice_eqs(word, "text"))
		return AM_SLICE_LIT("text/plain");
	if (word.len <= TYPE_MAX_BYTES && am_utf8_valid(word) &&
	    am_slice_chr(word, '/') < word.len)
		return word;
	return is_file ? AM_SLICE_LIT("application/octet-stream")
		       : AM_SLICE_LIT("text/plain");
}

static struct am_slice
filename_of(struct am_arena *arena, const struct am_params *type,
	    const struct am_params *disposition, struct am_notes *notes)
{
	struct am_slice name =
		am_params_text(arena, disposition, "filename", notes);

	if (name.len == 0)
		name = am_params_text(arena, type, "name", notes);
	return am_slice_cut_utf8(name, FILENAME_MAX_BYTES);
}

static struct am_slice
ascii_word(struct am_arena *arena, struct am_slice word)
{
	char *out;

	word = am_slice_head(word, WORD_MAX_BYTES);
	out = am_arena_alloc(arena, word.len + 1);
	for (size_t i = 0; i < word.len; i++) {
		out[i] = word.ptr[i];
		if (out[i] < ' ' || out[i] > '~')
			out[i] = '?';
	}
	return am_slice_range(out, out + word.len);
}

void
am_entity_read(struct am_arena *arena, const struct am_header *header,
	       struct am_notes *notes, bool is_digest, struct am_params *type,
	       struct am_node *node)
{
	struct am_params disposition;

	am_params_parse(arena, raw_of(header, "Content-Type"), type);
	am_params_parse(arena, raw_of(header, "Content-Disposition"),
			&disposition);
	node->part.charset =
		ascii_word(arena, am_params_get(arena, type, "charset"));
	node->part.disposition = ascii_word(arena, disposition.word);
	node->part.method =
		ascii_word(arena, am_params_get(arena, type, "method"));
	node->part.filename = filename_of(arena, type, &disposition, notes);
	node->part.type =
		type_of(type->word, is_digest, node->part.filename.len > 0);
	node->encoding = encoding_of(arena, header);
	node->is_flowed =
		am_slice_ieqs(am_params_get(arena, type, "format"), "flowed");
	node->is_delsp =
		am_slice_ieqs(am_params_get(arena, type, "delsp"), "yes");
}

bool
am_is_report(struct am_slice type)
{
	return am_slice_eqs(type, "message/delivery-status") ||
	       am_slice_eqs(type, "message/global-delivery-status") ||
	       am_slice_eqs(type, "message/disposition-notification") ||
	       am_slice_eqs(type, "message/global-disposition-notification") ||
	       am_slice_eqs(type, "message/feedback-report");
}
