/* SPDX-License-Identifier: MIT
 *
 * Bytes as a report for machines, as a mail server's words, or as a whole mail:
 * what message.h promises of struct am_bounce holds. The first byte says which. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
need(bool holds)
{
	if (!holds)
		abort();
}

static void
check_line(struct am_slice s, size_t max)
{
	need(am_utf8_valid(s));
	need(s.len <= max);
	for (size_t i = 0; i < s.len; i++)
		need((unsigned char)s.ptr[i] >= ' ' && s.ptr[i] != 127);
}

static void
check_addresses(const struct am_slices *list)
{
	need(list->count <= AM_BOUNCE_ADDRESSES_MAX);
	for (size_t i = 0; i < list->count; i++) {
		check_line(list->items[i], 320);
		need(am_slice_chr(list->items[i], '@') < list->items[i].len);
		for (size_t k = 0; k < i; k++)
			need(!am_slice_ieq(list->items[i], list->items[k]));
	}
}

static void
check(const struct am_message *msg)
{
	const struct am_bounce *bounce = &msg->bounce;

	need((bounce->kind != AM_BOUNCE_NONE) == (msg->origin == AM_BOUNCE));
	if (bounce->kind == AM_BOUNCE_NONE)
		need(bounce->failed.count == 0 && bounce->status.len == 0 &&
		     bounce->diagnostic.len == 0 &&
		     bounce->message_id.len == 0 && bounce->subject.len == 0);
	check_addresses(&bounce->failed);
	check_line(bounce->status, 11);
	for (size_t i = 0; i < bounce->status.len; i++)
		need(am_is_digit(bounce->status.ptr[i]) ||
		     bounce->status.ptr[i] == '.');
	check_line(bounce->diagnostic, AM_BOUNCE_TEXT_MAX);
	check_line(bounce->subject, AM_BOUNCE_TEXT_MAX);
	check_line(bounce->message_id, AM_FIELD_MAX_BYTES);
	need(msg->own_text_bytes <= msg->text.len);
}

static const char *const heads[] = {
	"From: MAILER-DAEMON@x.example\n"
	"Content-Type: multipart/report; boundary=B\n\n"
	"--B\nContent-Type: message/delivery-status\n\n",
	"From: MAILER-DAEMON@x.example\n"
	"Content-Type: multipart/report; boundary=B\n\n"
	"--B\nContent-Type: message/disposition-notification\n\n",
	"From: MAILER-DAEMON@x.example\n"
	"Content-Type: multipart/report; boundary=B\n\n"
	"--B\nContent-Type: message/feedback-report\n\n",
	"From: MAILER-DAEMON@x.example\nTo: bounces+ann=a.b@x.example\n"
	"Subject: failure notice\n\n",
	"From: ann@y.example\nReply-To: bob@z.example\n\n",
	"",
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena;
	struct am_buf mail = { 0 };
	struct am_message msg;

	if (size == 0)
		return 0;
	arena = am_arena_new();
	am_buf_puts(&mail, heads[data[0] % (sizeof(heads) / sizeof(heads[0]))]);
	am_buf_put(&mail,
		   (struct am_slice){ (const char *)data + 1, size - 1 });
	am_message_parse(arena, am_buf_slice(&mail), NULL, &msg);
	check(&msg);
	am_buf_free(&mail);
	am_arena_free(arena);
	return 0;
}
