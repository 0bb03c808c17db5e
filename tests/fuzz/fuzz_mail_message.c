/* SPDX-License-Identifier: MIT
 *
 * Any bytes give a message, and what message.h and mime.h promise of it holds:
 * texts are what they should be, parts lie in the mail and do not overlap, and
 * reading twice gives the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "amends/show.h"
#include "mime.h"

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
		check_text(msg->parts[i].report);
		need(msg->parts[i].report.len <= AM_REPORT_MAX_BYTES);
		need(msg->parts[i].bytes <= mail.len);
		need(msg->parts[i].depth <= AM_MIME_MAX_DEPTH + 2);
	}
	need(msg->n_attached <= AM_ATTACHED_MAX);
	for (size_t i = 0; i < msg->n_attached; i++) {
		check_line(msg->attached[i].from.name);
		check_line(msg->attached[i].from.address);
		check_line(msg->attached[i].subject);
		check_line(msg->attached[i].message_id);
		need(msg->attached[i].part < msg->n_parts);
	}
	check_text(msg->text);
	check_text(msg->new_text);
	check_text(msg->quoted);
	check_text(msg->signature);
}

static bool
lies_in(struct am_slice part, struct am_slice whole)
{
	return part.ptr >= whole.ptr &&
	       part.ptr + part.len <= whole.ptr + whole.len;
}

/* Only what is inside of something encoded may lie in a decoded copy. */
static bool
may_be_copy(const struct am_mime *mime, size_t at)
{
	const struct am_node *node = &mime->nodes[at];

	while (node->parent >= 0) {
		node = &mime->nodes[node->parent];
		if (node->encoding != AM_ENC_NONE)
			return true;
	}
	/* a multipart that was decoded in vain says no more that it was */
	return am_slice_starts(mime->nodes[at].part.type, "multipart/") &&
	       !mime->nodes[at].is_multipart;
}

static size_t
sum_of(struct am_slice bytes)
{
	size_t sum = 0;

	for (size_t i = 0; i < bytes.len; i++)
		sum += (unsigned char)bytes.ptr[i];
	return sum;
}

static void
check_splitter(struct am_arena *arena, struct am_slice mail)
{
	struct am_message scratch = { 0 };
	struct am_notes notes;
	struct am_header header;
	struct am_mime mime;
	char eol = am_mail_eol(mail);
	size_t total = 0;

	am_notes_start(&notes, arena, &scratch);
	am_header_split(arena, mail, eol, &header);
	am_mime_split(arena, mail, eol, &header, &notes, &mime);
	need(mime.count >= 1 && mime.count <= AM_MIME_MAX_PARTS);
	for (size_t i = 0; i < mime.count; i++) {
		const struct am_node *node = &mime.nodes[i];
		bool is_leaf = !node->is_multipart && !node->is_message;

		need(node->parent < (int)i && (node->parent < 0) == (i == 0));
		need(node->parent < 0 || mime.nodes[node->parent].is_message ||
		     mime.nodes[node->parent].is_multipart);
		need(node->part.bytes <= mail.len);
		need(lies_in(node->body, mail) || may_be_copy(&mime, i));
		if (is_leaf && lies_in(node->body, mail))
			total += node->body.len;
		need(sum_of(node->body) <= 255 * node->body.len);
	}
	need(total <= mail.len);
}

static void
check_again(struct am_slice mail, struct am_slice before)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf out = { 0 };
	struct am_json json = { .out = &out };
	struct am_message msg;

	am_message_parse(arena, mail, NULL, &msg);
	am_show_json(&msg, AM_SLICE_LIT("x"), &json);
	need(am_slice_eq(am_buf_slice(&out), before));
	am_buf_free(&out);
	am_arena_free(arena);
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
	check_again(mail, am_buf_slice(&out));
	check_splitter(arena, mail);
	am_show_text(&msg, AM_SLICE_LIT("x"), &out);
	need(am_utf8_valid(am_buf_slice(&out)));
	if (am_message_header(&msg, arena, "X", 0, &value))
		check_line(value);
	am_buf_free(&out);
	am_arena_free(arena);
	return 0;
}
