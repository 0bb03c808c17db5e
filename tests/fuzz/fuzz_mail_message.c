/* SPDX-License-Identifier: MIT
 *
 * Any bytes give a message, and what message.h promises of it holds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "amends/show.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
need(bool holds)
{
	if (!holds)
		abort();
}

static void
check_text(struct am_slice s)
{
	need(am_utf8_valid(s));
	need(am_slice_chr(s, '\0') == s.len);
	need(am_slice_chr(s, '\r') == s.len);
	need(s.len <= AM_TEXT_MAX_BYTES + 2);
}

static void
check_line(struct am_slice s)
{
	check_text(s);
	need(am_slice_chr(s, '\n') == s.len);
}

static void
check_addresses(const struct am_addresses *list)
{
	need(list->count <= AM_ADDRESSES_MAX);
	for (size_t i = 0; i < list->count; i++) {
		check_line(list->items[i].name);
		check_line(list->items[i].address);
	}
}

static void
check_slices(const struct am_slices *list)
{
	need(list->count <= AM_REFERENCES_MAX);
	for (size_t i = 0; i < list->count; i++)
		check_line(list->items[i]);
}

static void
check_header(const struct am_message *msg, struct am_slice mail)
{
	need(msg->n_fields <= AM_HEADER_MAX_FIELDS);
	for (size_t i = 0; i < msg->n_fields; i++) {
		const struct am_field *field = &msg->fields[i];

		need(field->name.ptr >= mail.ptr);
		need(field->raw.ptr + field->raw.len <= mail.ptr + mail.len);
	}
	check_line(msg->from.name);
	check_line(msg->from.address);
	check_addresses(&msg->to);
	check_addresses(&msg->cc);
	check_addresses(&msg->reply_to);
	check_line(msg->return_path);
	check_line(msg->subject);
	check_line(msg->message_id);
	check_slices(&msg->in_reply_to);
	check_slices(&msg->references);
	check_slices(&msg->notes);
	check_line(msg->origin_why);
}

static void
check_parts(const struct am_message *msg, struct am_slice mail)
{
	need(msg->n_parts <= AM_MIME_MAX_PARTS + 1);
	for (size_t i = 0; i < msg->n_parts; i++) {
		check_line(msg->parts[i].type);
		check_line(msg->parts[i].charset);
		check_line(msg->parts[i].filename);
		check_line(msg->parts[i].disposition);
		need(msg->parts[i].bytes <= mail.len);
		need(msg->parts[i].depth <= AM_MIME_MAX_DEPTH + 2);
	}
	check_text(msg->text);
	check_text(msg->new_text);
	check_text(msg->quoted);
	check_text(msg->signature);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice mail = { .ptr = (const char *)data, .len = size };
	struct am_buf out = { 0 };
	struct am_json json = { .out = &out };
	struct am_message msg;
	struct am_slice value;

	am_message_parse(arena, mail, NULL, &msg);
	check_header(&msg, mail);
	check_parts(&msg, mail);
	am_show_json(&msg, AM_SLICE_LIT("x"), &json);
	am_show_text(&msg, AM_SLICE_LIT("x"), &out);
	need(am_utf8_valid(am_buf_slice(&out)));
	if (am_message_header(&msg, arena, "X", 0, &value))
		check_line(value);
	am_buf_free(&out);
	am_arena_free(arena);
	return 0;
}
