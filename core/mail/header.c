/* SPDX-License-Identifier: MIT */
#include "header.h"

#include "address.h"
#include "amends/clock.h"
#include "date.h"
#include "fields.h"
#include "ids.h"
#include "words.h"

struct reader {
	struct am_arena *arena;
	struct am_notes *notes;
	struct am_message *msg;
	struct am_slice charset;
};

/* The next field of that name from *at on. */
static bool
next_field(const struct reader *r, const char *name, size_t *at,
	   struct am_slice *raw)
{
	while (*at < r->msg->n_fields) {
		const struct am_field *f = &r->msg->fields[(*at)++];

		if (!am_slice_ieqs(f->name, name))
			continue;
		*raw = am_header_raw(r->arena, f->raw, r->charset, r->notes);
		return true;
	}
	return false;
}

static struct am_slice
one_line(struct reader *r, struct am_slice raw)
{
	bool is_cut = false;
	struct am_slice value = am_field_unfold(r->arena, raw, &is_cut);

	if (is_cut)
		am_notes_limit(r->notes, "field bytes");
	return value;
}

/* All fields of that name count: some mailers write one for each recipient. */
static void
read_recipients(struct reader *r, const char *name, struct am_addresses *out)
{
	struct am_slice raw;
	size_t at = 0;

	while (next_field(r, name, &at, &raw))
		am_addresses_parse(r->arena, raw, r->charset, r->notes, out);
}

static void
read_reply_to(struct reader *r)
{
	struct am_addresses *list = &r->msg->reply_to;
	struct am_slice raw;
	size_t at = 0;

	while (list->count == 0 && next_field(r, "Reply-To", &at, &raw))
		am_addresses_parse(r->arena, raw, r->charset, r->notes, list);
}

/* Something on both sides of an @ */
static bool
is_address(struct am_slice s)
{
	size_t at = am_slice_chr(s, '@');

	return at > 0 && at + 1 < s.len;
}

/* Take the first entry with an address that *list has; the name stays when it has
 * none of its own. */
static bool
take_from(struct am_message *msg, const struct am_addresses *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (!is_address(list->items[i].address))
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
	size_t at = 0;

	msg->has_return_path = next_field(r, "Return-Path", &at, &raw);
	if (!msg->has_return_path)
		return;
	am_addresses_parse(r->arena, raw, r->charset, r->notes, &list);
	if (list.count > 0)
		msg->return_path = list.items[0].address;
}

static void
read_from(struct reader *r)
{
	struct am_message *msg = r->msg;
	struct am_addresses list = { 0 }; /* one's memory serves them all */
	struct am_slice raw;
	size_t at = 0;

	while (next_field(r, "From", &at, &raw)) {
		list.count = 0;
		am_addresses_parse(r->arena, raw, r->charset, r->notes, &list);
		if (take_from(msg, &list))
			return;
		if (msg->from.name.len == 0 && list.count > 0)
			msg->from.name = list.items[0].name.len > 0
						 ? list.items[0].name
						 : list.items[0].address;
	}
	if (take_from(msg, &msg->reply_to))
		return;
	if (is_address(msg->return_path))
		msg->from.address = msg->return_path;
}

static void
read_id_list(struct reader *r, const char *name, struct am_slices *out)
{
	struct am_slice raw;
	size_t at = 0;

	while (out->count == 0 && next_field(r, name, &at, &raw))
		am_ids_parse(r->arena, raw, r->notes, out);
}

static void
read_ids(struct reader *r)
{
	struct am_message *msg = r->msg;
	struct am_slice raw;
	size_t at = 0;

	while (msg->message_id.len == 0 &&
	       next_field(r, "Message-ID", &at, &raw))
		msg->message_id = am_id_parse(r->arena, raw);
	read_id_list(r, "In-Reply-To", &msg->in_reply_to);
	read_id_list(r, "References", &msg->references);
}

static void
read_subject(struct reader *r)
{
	struct am_slice raw;
	size_t at = 0;

	while (r->msg->subject.len == 0 && next_field(r, "Subject", &at, &raw))
		r->msg->subject = am_header_decode(r->arena, one_line(r, raw),
						   r->charset, r->notes);
}

static void
read_date(struct reader *r)
{
	struct am_slice raw;
	size_t at = 0;

	r->msg->date_utc = AM_NO_TIME;
	while (r->msg->date_utc == AM_NO_TIME &&
	       next_field(r, "Date", &at, &raw))
		r->msg->date_utc = am_date_parse_zoned(
			one_line(r, raw), &r->msg->date_offset_secs);
}

void
am_header_read(struct am_arena *arena, struct am_slice charset,
	       struct am_notes *notes, struct am_message *msg)
{
	struct reader r = {
		.arena = arena, .notes = notes, .msg = msg, .charset = charset
	};

	read_recipients(&r, "To", &msg->to);
	read_recipients(&r, "Cc", &msg->cc);
	read_recipients(&r, "Bcc", &msg->bcc); /* staff's own copies have it */
	read_reply_to(&r);
	read_return_path(&r);
	read_from(&r);
	read_ids(&r);
	read_subject(&r);
	read_date(&r);
}
