/* SPDX-License-Identifier: MIT */
#include "amends/message.h"

#include "address.h"
#include "attachment.h"
#include "body.h"
#include "bounce.h"
#include "charset_names.h"
#include "decode.h"
#include "entity.h"
#include "fields.h"
#include "header.h"
#include "mime.h"
#include "notes.h"
#include "origin.h"
#include "params.h"
#include "received.h"
#include "thread_index.h"
#include "words.h"

const char *
am_origin_name(enum am_origin origin)
{
	static const char *const names[] = { "person", "list",     "automatic",
					     "bounce", "calendar", "own" };

	return names[origin];
}

struct reader {
	struct am_arena *arena;
	struct am_notes notes;
	struct am_message *msg;
	struct am_slice charset; /* that the mail declares, for raw 8-bit */
	size_t room;             /* for what machines report */
};

static struct am_slice
declared_charset(const struct am_message *msg, struct am_arena *arena)
{
	struct am_params type;
	struct am_slice raw;

	if (!am_fields_find(msg->fields, msg->n_fields, "Content-Type", 0,
			    &raw))
		return am_slice_of(NULL);
	am_params_parse(arena, raw, &type);
	return am_params_get(arena, &type, "charset");
}

static bool
says_more_than_ascii(struct am_slice charset)
{
	enum am_charset_kind kind = am_charset_find(charset)->kind;

	return kind != AM_CS_UTF8 && kind != AM_CS_UNDECLARED &&
	       kind != AM_CS_UNKNOWN;
}

/* The charset for text that names none and is not UTF-8: the header's, or the
 * first that a part of text declares. */
static struct am_slice
charset_of_mail(const struct am_message *msg, const struct am_mime *mime,
		struct am_arena *arena)
{
	struct am_slice declared = declared_charset(msg, arena);

	for (size_t i = 0; i < mime->count && !says_more_than_ascii(declared);
	     i++)
		if (am_slice_starts(mime->nodes[i].part.type, "text/"))
			declared = mime->nodes[i].part.charset;
	return declared;
}

/* The last of parts[] is or holds a message with this header. */
static void
add_attached(struct reader *r, const struct am_header *header,
	     bool is_header_only)
{
	struct am_message *msg = r->msg;
	struct am_message inner = { .fields = header->fields,
				    .n_fields = header->n_fields };

	if (msg->n_attached == AM_ATTACHED_MAX) {
		am_notes_limit(&r->notes, "attached messages");
		return;
	}
	if (msg->attached == NULL)
		msg->attached = am_arena_array(r->arena, AM_ATTACHED_MAX,
					       sizeof(*msg->attached));
	am_header_read(r->arena, declared_charset(&inner, r->arena), &r->notes,
		       &inner);
	msg->attached[msg->n_attached++] = (struct am_attached){
		.fields = inner.fields,
		.n_fields = inner.n_fields,
		.from = inner.from,
		.subject = inner.subject,
		.message_id = inner.message_id,
		.date_utc = inner.date_utc,
		.part = msg->n_parts - 1,
		.is_header_only = is_header_only,
	};
}

static bool
is_header_type(struct am_slice type)
{
	return am_slice_eqs(type, "text/rfc822-headers") ||
	       am_slice_eqs(type, "message/rfc822-headers") ||
	       am_slice_eqs(type, "message/global-headers");
}

static void
list_part(struct reader *r, const struct am_node *node)
{
	struct am_part *part = &r->msg->parts[r->msg->n_parts++];
	struct am_header header;
	struct am_slice text;

	*part = node->part;
	if (node->is_message)
		add_attached(r, &node->header, false);
	if (!am_is_report(part->type) && !is_header_type(part->type))
		return;
	text = am_slice_cut_utf8(
		am_part_text(r->arena, node, &r->room, &r->notes),
		AM_REPORT_MAX_BYTES);
	if (am_is_report(part->type)) {
		part->report = text;
		return;
	}
	am_header_split(r->arena, text, '\n', &header);
	if (header.is_cut)
		am_notes_limit(&r->notes, "header");
	add_attached(r, &header, true);
}

static void
list_parts(struct reader *r, const struct am_mime *mime)
{
	r->msg->parts =
		am_arena_array(r->arena, mime->count, sizeof(*r->msg->parts));
	for (size_t i = 0; i < mime->count; i++)
		if (!mime->nodes[i].is_multipart)
			list_part(r, &mime->nodes[i]);
}

void
am_message_parse(struct am_arena *arena, struct am_slice mail,
		 const struct am_reading *how, struct am_message *out)
{
	struct reader r = { .arena = arena,
			    .msg = out,
			    .room = AM_TEXT_MAX_BYTES };
	struct am_header header;
	struct am_mime mime;
	char eol;

	*out = (struct am_message){ 0 };
	am_notes_start(&r.notes, arena, out);
	out->converter = how != NULL ? how->converter : NULL;
	r.notes.converter = out->converter;
	if (mail.len > AM_MAIL_MAX_BYTES) {
		am_notes_limit(&r.notes, "mail bytes");
		mail = am_slice_head(mail, AM_MAIL_MAX_BYTES);
	}
	eol = am_mail_eol(mail);
	am_header_split(arena, mail, eol, &header);
	out->fields = header.fields;
	out->n_fields = header.n_fields;
	am_mime_split(arena, mail, eol, &header, &r.notes, &mime);
	r.charset = charset_of_mail(out, &mime, arena);
	r.notes.charset = out->charset = r.charset;
	am_header_read(arena, r.charset, &r.notes, out);
	out->received_utc =
		am_received_utc(out, arena, how != NULL ? how->inbox : NULL);
	list_parts(&r, &mime);
	am_body_read(arena, &mime, &r.notes, out);
	if (how != NULL && how->extractor != NULL)
		am_attachments_read(how->extractor, &mime, &r.notes, out);
	am_thread_read(arena, out);
	am_origin_decide(arena, out, how != NULL ? how->inbox : NULL);
	out->wants_charset = am_notes_most_wanted(&r.notes);
	am_bounce_read(arena, how != NULL ? how->inbox : NULL, out);
}

bool
am_message_field(const struct am_message *msg, struct am_arena *arena,
		 const char *name, size_t nth, struct am_slice *value)
{
	struct am_slice raw;

	if (!am_fields_find(msg->fields, msg->n_fields, name, nth, &raw))
		return false;
	*value = am_field_unfold(arena, raw, NULL);
	return true;
}

bool
am_message_header(const struct am_message *msg, struct am_arena *arena,
		  const char *name, size_t nth, struct am_slice *value)
{
	struct am_notes notes = { .arena = arena }; /* keep nothing */
	struct am_slice raw;

	if (!am_fields_find(msg->fields, msg->n_fields, name, nth, &raw))
		return false;
	notes.charset = msg->charset;
	notes.converter = msg->converter;
	raw = am_header_raw(arena, raw, msg->charset, &notes);
	*value = am_header_decode(arena, am_field_unfold(arena, raw, NULL),
				  msg->charset, &notes);
	return true;
}

static bool
is_recipient_field(struct am_slice name)
{
	static const char *const names[] = { "To",        "Cc",
					     "Bcc",       "Resent-To",
					     "Resent-Cc", "Resent-Bcc" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (am_slice_ieqs(name, names[i]))
			return true;
	return false;
}

bool
am_message_is_to_us(const struct am_message *msg, struct am_arena *arena,
		    const struct am_inbox *inbox)
{
	struct am_message scratch = { 0 }; /* takes the notes */
	struct am_notes notes;

	am_notes_start(&notes, arena, &scratch);
	for (size_t i = 0; i < msg->n_fields; i++) {
		struct am_addresses list = { 0 };

		if (!is_recipient_field(msg->fields[i].name))
			continue;
		am_addresses_parse(arena, msg->fields[i].raw, am_slice_of(NULL),
				   &notes, &list);
		for (size_t k = 0; k < list.count; k++)
			if (am_inbox_is_ours(inbox, list.items[k].address))
				return true;
	}
	return false;
}
