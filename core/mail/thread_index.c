/* SPDX-License-Identifier: MIT */
#include "thread_index.h"

#include "amends/hash.h"
#include "amends/ticket.h"
#include "fields.h"
#include "subject.h"
#include "transfer.h"

#define HEADER_BYTES 22
#define REPLY_BYTES  5
#define TIME_BYTES   6    /* the 0x01 and 5 bytes of a time */
#define TEXT_MAX     4096 /* some 600 replies */

static bool
is_base64(char c)
{
	return am_is_alpha(c) || am_is_digit(c) || c == '+' || c == '/';
}

/* The value without blanks, or empty when it is no base64: quanta of four, at
 * most two '=' and only at the end. */
static struct am_slice
clean(struct am_arena *arena, struct am_slice raw)
{
	struct am_slice none = { 0 };
	char *out = am_arena_alloc(arena, raw.len + 1);
	size_t n = 0;
	size_t letters = 0;

	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.ptr[i];

		if (am_is_space(c))
			continue;
		if (c != '=' && (!is_base64(c) || n > letters))
			return none;
		letters += c != '=';
		out[n++] = c;
	}
	if (n % 4 != 0 || n - letters > 2)
		return none;
	return (struct am_slice){ out, n };
}

static bool
has_guid(struct am_slice bytes)
{
	for (size_t i = TIME_BYTES; i < HEADER_BYTES; i++)
		if (bytes.ptr[i] != '\0')
			return true;
	return false;
}

struct am_slice
am_thread_index_parse(struct am_arena *arena, struct am_slice raw)
{
	struct am_slice none = { 0 };
	struct am_slice bytes;
	struct am_slice header;
	char *hex = am_arena_alloc(arena, 2 * HEADER_BYTES + 1);

	if (raw.len > TEXT_MAX)
		return none;
	bytes = am_transfer_decode(arena, AM_ENC_BASE64, clean(arena, raw));
	header = am_slice_head(bytes, HEADER_BYTES);
	if (header.len < HEADER_BYTES ||
	    (bytes.len - HEADER_BYTES) % REPLY_BYTES != 0 ||
	    header.ptr[0] != 0x01 || !has_guid(header))
		return none;
	am_hex((const unsigned char *)header.ptr, HEADER_BYTES, hex);
	return (struct am_slice){ hex, 2 * (size_t)HEADER_BYTES };
}

/* Answers name it in the subject; who changed that may have kept the lines of
 * an Outlook quotation, where the old subject stands. */
static struct am_slice
find_ticket(const struct am_message *msg)
{
	struct am_slice token = { 0 };

	if (am_ticket_find(msg->subject, &token) ||
	    am_ticket_find(msg->quoted, &token))
		return token;
	return (struct am_slice){ 0 };
}

void
am_thread_read(struct am_arena *arena, struct am_message *msg)
{
	struct am_subject subject;
	struct am_slice raw;

	am_subject_base(msg->subject, &subject);
	msg->subject_base = subject.base;
	msg->is_reply = subject.is_reply;
	msg->is_forward = subject.is_forward;
	msg->may_join_by_subject =
		msg->is_reply ||
		(!msg->is_forward && am_subject_names_number(subject.base));
	msg->ticket = find_ticket(msg);
	if (am_fields_find(msg->fields, msg->n_fields, "Thread-Index", 0, &raw))
		msg->thread_index = am_thread_index_parse(arena, raw);
}
