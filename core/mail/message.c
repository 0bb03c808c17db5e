/* SPDX-License-Identifier: MIT */
#include "amends/message.h"

#include "address.h"
#include "amends/clock.h"
#include "body.h"
#include "charset.h"
#include "date.h"
#include "fields.h"
#include "ids.h"
#include "mime.h"
#include "notes.h"
#include "origin.h"
#include "params.h"
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
};

static struct am_slice
declared_charset(const struct am_message *msg, struct am_arena *arena)
{
	struct am_params type;
	struct am_slice raw;

	if (!am_fields_find(msg->fields, msg->n_fields, "Content-Type", 0,
			    &raw))
		return am_slice_of(NULL);
	am_content_type_parse(arena, raw, &type);
	return am_params_get(arena, &type, "charset");
}

static bool
raw_field(const struct reader *r, const char *name, size_t nth,
	  struct am_slice *raw)
{
	return am_fields_find(r->msg->fields, r->msg->n_fields, name, nth, raw);
}

static struct am_slice
one_line(struct reader *r, struct am_slice raw)
{
	bool is_cut = false;
	struct am_slice value = am_field_unfold(r->arena, raw, &is_cut);

	if (is_cut)
		am_notes_limit(&r->notes, "field bytes");
	return value;
}

/* The first field that has any entry counts. */
static void
read_addresses(struct reader *r, const char *name, struct am_addresses *out)
{
	struct am_slice raw;

	for (size_t nth = 0; out->count == 0 && raw_field(r, name, nth, &raw);
	     nth++)
		am_addresses_parse(r->arena, raw, r->charset, &r->notes, out);
}

static bool
has_at(const struct am_address *address)
{
	return am_slice_chr(address->address, '@') < address->address.len;
}

/* Take the first entry with an @ that *list has; the name stays when it has
 * none of its own. */
static bool
take_from(struct am_message *msg, const struct am_addresses *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (!has_at(&list->items[i]))
			continue;
		if (list->items[i].name.len > 0)
			msg->from.name = list->items[i].name;
		msg->from.address = list->items[i].address;
		return true;
	}
	return false;
}

static void
read_return_path(struct reader *r)
{
	struct am_message *msg = r->msg;
	struct am_addresses list = { 0 };
	struct am_slice raw;

	msg->has_return_path = raw_field(r, "Return-Path", 0, &raw);
	if (!msg->has_return_path)
		return;
	am_addresses_parse(r->arena, raw, r->charset, &r->notes, &list);
	if (list.count > 0)
		msg->return_path = list.items[0].address;
}

static void
read_from(struct reader *r)
{
	struct am_message *msg = r->msg;
	struct am_slice raw;

	for (size_t nth = 0; raw_field(r, "From", nth, &raw); nth++) {
		struct am_addresses list = { 0 };

		am_addresses_parse(r->arena, raw, r->charset, &r->notes, &list);
		if (take_from(msg, &list))
			return;
		if (msg->from.name.len == 0 && list.count > 0)
			msg->from.name = list.items[0].name.len > 0
						 ? list.items[0].name
						 : list.items[0].address;
	}
	if (take_from(msg, &msg->reply_to))
		return;
	if (am_slice_chr(msg->return_path, '@') < msg->return_path.len)
		msg->from.address = msg->return_path;
}

static void
read_ids(struct reader *r)
{
	struct am_message *msg = r->msg;
	struct am_slice raw;

	for (size_t nth = 0;
	     msg->message_id.len == 0 && raw_field(r, "Message-ID", nth, &raw);
	     nth++)
		msg->message_id = am_id_parse(r->arena, raw);
	if (raw_field(r, "In-Reply-To", 0, &raw))
		am_ids_parse(r->arena, raw, &r->notes, &msg->in_reply_to);
	if (raw_field(r, "References", 0, &raw))
		am_ids_parse(r->arena, raw, &r->notes, &msg->references);
}

static void
read_header(struct reader *r)
{
	struct am_message *msg = r->msg;
	struct am_slice raw;

	read_addresses(r, "To", &msg->to);
	read_addresses(r, "Cc", &msg->cc);
	read_addresses(r, "Bcc", &msg->bcc); /* staff's own copies have it */
	read_addresses(r, "Reply-To", &msg->reply_to);
	read_return_path(r);
	read_from(r);
	read_ids(r);
	if (raw_field(r, "Subject", 0, &raw))
		msg->subject = am_header_decode(r->arena, one_line(r, raw),
						r->charset, &r->notes);
	msg->date_utc = AM_NO_TIME;
	if (raw_field(r, "Date", 0, &raw))
		msg->date_utc = am_date_parse(one_line(r, raw));
}

static void
list_parts(struct am_arena *arena, const struct am_mime *mime,
	   struct am_message *msg)
{
	msg->parts = am_arena_array(arena, mime->count, sizeof(*msg->parts));
	for (size_t i = 0; i < mime->count; i++)
		if (!mime->nodes[i].is_multipart)
			msg->parts[msg->n_parts++] = mime->nodes[i].part;
}

void
am_message_parse(struct am_arena *arena, struct am_slice mail,
		 const struct am_inbox *inbox, struct am_message *out)
{
	struct reader r = { .arena = arena, .msg = out };
	struct am_header header;
	struct am_mime mime;
	char eol;

	*out = (struct am_message){ 0 };
	am_notes_start(&r.notes, arena, out);
	if (mail.len > AM_MAIL_MAX_BYTES) {
		am_notes_limit(&r.notes, "mail bytes");
		mail = am_slice_head(mail, AM_MAIL_MAX_BYTES);
	}
	eol = am_mail_eol(mail);
	am_header_split(arena, mail, eol, &header);
	if (header.is_cut)
		am_notes_limit(&r.notes, "header");
	out->fields = header.fields;
	out->n_fields = header.n_fields;
	r.charset = declared_charset(out, arena);
	read_header(&r);
	am_mime_split(arena, mail, eol, &header, &r.notes, &mime);
	list_parts(arena, &mime, out);
	am_body_read(arena, &mime, &r.notes, out);
	am_origin_decide(arena, out, inbox);
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
	struct am_slice raw;

	if (!am_message_field(msg, arena, name, nth, &raw))
		return false;
	*value = am_header_decode(arena, raw, declared_charset(msg, arena),
				  NULL);
	return true;
}

bool
am_message_is_to_us(const struct am_message *msg, struct am_arena *arena,
		    const struct am_inbox *inbox)
{
	static const char *const names[] = { "To",        "Cc",
					     "Bcc",       "Resent-To",
					     "Resent-Cc", "Resent-Bcc" };
	struct am_message scratch = { 0 }; /* takes the notes */
	struct am_notes notes;
	struct am_slice raw;

	am_notes_start(&notes, arena, &scratch);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (size_t nth = 0; am_fields_find(msg->fields, msg->n_fields,
						    names[i], nth, &raw);
		     nth++) {
			struct am_addresses list = { 0 };

			am_addresses_parse(arena, raw, am_slice_of(NULL),
					   &notes, &list);
			for (size_t k = 0; k < list.count; k++)
				if (am_inbox_is_ours(inbox,
						     list.items[k].address))
					return true;
		}
	return false;
}
