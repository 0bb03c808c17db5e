/* SPDX-License-Identifier: MIT */
#include "added.h"

#include <string.h>

#include "amends/record.h"
#include "amends/verdict.h"

#define VALUE_MAX_BYTES 900

void
am_status_worsen(struct am_status *status, const char *level,
		 const char *reason, struct am_slice rule)
{
	if (status->reason != NULL)
		return;
	status->level = level;
	status->reason = reason;
	status->rule = rule;
}

void
am_status_rate(struct am_status *status, const struct am_image *image,
	       struct am_slice record, struct am_arena *arena)
{
	struct am_slice failed = am_record_get(record, "failed", arena);
	struct am_slice none = { 0 };
	struct am_image_fault fault;

	if (am_image_faults(image, &fault) > 0)
		am_status_worsen(status, "partial",
				 fault.is_module   ? "module"
				 : fault.is_config ? "config"
						   : "rule",
				 fault.rule);
	if (failed.len > 0)
		am_status_worsen(status, "partial", "rule", failed);
	if (am_record_get(record, "cut", arena).len > 0)
		am_status_worsen(status, "partial", "limit", none);
}

void
am_status_text(const struct am_status *status, struct am_buf *out)
{
	am_buf_puts(out, status->level);
	if (status->reason != NULL)
		am_buf_printf(out, "; reason=%s", status->reason);
	else if (status->is_unsealed)
		am_buf_puts(out, "; seal=off");
	if (status->rule.len > 0)
		am_buf_printf(out, "; rule=%.*s", AM_SLICE_ARG(status->rule));
}

static void
put_field(struct am_buf *out, const char *name, struct am_slice value,
	  bool is_crlf)
{
	if (value.len == 0)
		return;
	am_buf_printf(out, "%s: ", name);
	for (size_t i = 0; i < value.len && i < VALUE_MAX_BYTES; i++) {
		char c = value.ptr[i];

		if (c < ' ' || c > '~')
			c = '?';
		am_buf_putc(out, c);
	}
	am_buf_puts(out, is_crlf ? "\r\n" : "\n");
}

/* The words of one record row, decoded. */
static size_t
split_row(struct am_slice value, struct am_arena *arena, struct am_slice *words,
	  size_t most)
{
	size_t n = 0;

	while (n < most && am_record_next_word(&value, arena, &words[n]))
		n++;
	return n;
}

static void
list_item(struct am_buf *list, struct am_slice item)
{
	if (list->len + item.len + 2 > VALUE_MAX_BYTES)
		return;
	am_buf_puts(list, list->len > 0 ? ", " : "");
	am_buf_put(list, item);
}

/* "tag=NAME SCORE PROBABILITY SET" rows whose SET is 1. */
static void
list_tags(struct am_slice record, struct am_arena *arena, struct am_buf *list)
{
	struct am_slice name;
	struct am_slice value;

	while (am_record_next(&record, &name, &value)) {
		struct am_slice words[4];

		if (am_slice_eqs(name, "tag") &&
		    split_row(value, arena, words, 4) == 4 &&
		    am_slice_eqs(words[3], "1") && am_tag_name_ok(words[0]))
			list_item(list, words[0]);
	}
}

/* Two digits behind the point are enough for people. */
static struct am_slice
short_number(struct am_slice number)
{
	return am_slice_head(number, am_slice_chr(number, '.') + 3);
}

/* "ev=TAG RULE WEIGHT ..." rows. */
static void
list_rules(struct am_slice record, struct am_arena *arena, struct am_buf *list)
{
	struct am_slice name;
	struct am_slice value;

	while (am_record_next(&record, &name, &value)) {
		struct am_slice words[3];

		if (am_slice_eqs(name, "ev") &&
		    split_row(value, arena, words, 3) == 3)
			list_item(list,
				  am_arena_printf(arena, "%.*s %.*s",
						  AM_SLICE_ARG(words[1]),
						  AM_SLICE_ARG(short_number(
							  words[2]))));
	}
}

void
am_added_fields(const struct am_status *status, struct am_slice record,
		bool with_why, bool is_crlf, struct am_buf *out)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf list = { 0 };

	am_status_text(status, &list);
	put_field(out, "X-Amends-Status", am_buf_slice(&list), is_crlf);
	list.len = 0;
	list_tags(record, arena, &list);
	put_field(out, "X-Amends-Tags", am_buf_slice(&list), is_crlf);
	put_field(out, "X-Amends-Urgency",
		  am_record_get(record, "urgency", arena), is_crlf);
	put_field(out, "X-Amends-Exposure",
		  am_record_get(record, "exposure", arena), is_crlf);
	put_field(out, "X-Amends-Language",
		  am_record_get(record, "language", arena), is_crlf);
	if (with_why) {
		list.len = 0;
		list_rules(record, arena, &list);
		put_field(out, "X-Amends-Why", am_buf_slice(&list), is_crlf);
	}
	put_field(out, "X-Amends-Conversation",
		  am_record_get(record, "conversation", arena), is_crlf);
	am_buf_free(&list);
	am_arena_free(arena);
}
