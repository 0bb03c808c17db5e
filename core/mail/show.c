/* SPDX-License-Identifier: MIT */
#include "amends/show.h"

#include "amends/clock.h"
#include "amends/text.h"

#define COLUMNS     80
#define LABEL_WIDTH 13
#define LIST_MAX    20 /* addresses and ids that the text names */

static void
guess_language(const struct am_message *msg, struct am_language *out)
{
	struct am_arena *arena = am_arena_new();
	struct am_words words;

	am_words_split(arena, msg->new_text, &words);
	am_language_guess(&words, out);
	am_arena_free(arena);
}

static void
json_address(struct am_json *j, const char *key,
	     const struct am_address *address)
{
	am_json_object(j, key);
	am_json_string(j, "name", address->name);
	am_json_string(j, "address", address->address);
	am_json_object_end(j);
}

static void
json_addresses(struct am_json *j, const char *key,
	       const struct am_addresses *list)
{
	am_json_array(j, key);
	for (size_t i = 0; i < list->count; i++)
		json_address(j, NULL, &list->items[i]);
	am_json_array_end(j);
}

static void
json_strings(struct am_json *j, const char *key, const struct am_slices *list)
{
	am_json_array(j, key);
	for (size_t i = 0; i < list->count; i++)
		am_json_string(j, NULL, list->items[i]);
	am_json_array_end(j);
}

static void
json_parts(struct am_json *j, const struct am_message *msg)
{
	am_json_array(j, "parts");
	for (size_t i = 0; i < msg->n_parts; i++) {
		const struct am_part *part = &msg->parts[i];

		am_json_object(j, NULL);
		am_json_string(j, "type", part->type);
		am_json_string(j, "charset", part->charset);
		am_json_string(j, "filename", part->filename);
		am_json_string(j, "disposition", part->disposition);
		am_json_int(j, "bytes", (int64_t)part->bytes);
		am_json_int(j, "depth", part->depth);
		am_json_bool(j, "read", part->is_read);
		am_json_string(j, "read_by", part->read_by);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
json_time(struct am_json *j, const char *key, int64_t utc)
{
	if (utc == AM_NO_TIME)
		am_json_null(j, key);
	else
		am_json_int(j, key, utc);
}

static void
json_attached(struct am_json *j, const struct am_message *msg)
{
	am_json_array(j, "attached");
	for (size_t i = 0; i < msg->n_attached; i++) {
		const struct am_attached *inner = &msg->attached[i];

		am_json_object(j, NULL);
		json_address(j, "from", &inner->from);
		am_json_string(j, "subject", inner->subject);
		json_time(j, "date", inner->date_utc);
		am_json_string(j, "message_id", inner->message_id);
		am_json_int(j, "part", (int64_t)inner->part);
		am_json_bool(j, "header_only", inner->is_header_only);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
json_bounce(struct am_json *j, const struct am_bounce *bounce)
{
	if (bounce->kind == AM_BOUNCE_NONE) {
		am_json_null(j, "bounce");
		return;
	}
	am_json_object(j, "bounce");
	am_json_string(j, "kind", am_slice_of(am_bounce_name(bounce->kind)));
	json_strings(j, "failed", &bounce->failed);
	am_json_string(j, "status", bounce->status);
	am_json_string(j, "diagnostic", bounce->diagnostic);
	am_json_string(j, "message_id", bounce->message_id);
	am_json_string(j, "subject", bounce->subject);
	am_json_object_end(j);
}

void
am_show_json(const struct am_message *msg, struct am_slice file,
	     struct am_json *j)
{
	struct am_language language;

	guess_language(msg, &language);
	am_json_object(j, NULL);
	am_json_string(j, "file", file);
	json_address(j, "from", &msg->from);
	json_addresses(j, "to", &msg->to);
	json_addresses(j, "cc", &msg->cc);
	json_addresses(j, "reply_to", &msg->reply_to);
	am_json_string(j, "subject", msg->subject);
	json_time(j, "date", msg->date_utc);
	json_time(j, "received", msg->received_utc);
	am_json_string(j, "message_id", msg->message_id);
	json_strings(j, "in_reply_to", &msg->in_reply_to);
	json_strings(j, "references", &msg->references);
	am_json_string(j, "subject_base", msg->subject_base);
	am_json_bool(j, "is_reply", msg->is_reply);
	am_json_bool(j, "is_forward", msg->is_forward);
	am_json_string(j, "thread_index", msg->thread_index);
	am_json_string(j, "ticket", msg->ticket);
	am_json_object(j, "origin");
	am_json_string(j, "kind", am_slice_of(am_origin_name(msg->origin)));
	am_json_string(j, "why", msg->origin_why);
	am_json_object_end(j);
	json_bounce(j, &msg->bounce);
	am_json_object(j, "language");
	am_json_string(j, "code", am_slice_of(language.code));
	am_json_number(j, "probability", language.probability);
	am_json_object_end(j);
	json_parts(j, msg);
	json_attached(j, msg);
	am_json_string(j, "text", msg->text);
	am_json_string(j, "new_text", msg->new_text);
	am_json_string(j, "quoted", msg->quoted);
	am_json_string(j, "signature", msg->signature);
	am_json_string(j, "attachment_text", msg->attachment_text);
	json_strings(j, "notes", &msg->notes);
	am_json_object_end(j);
}

/* Columns are counted as characters: near enough for most scripts. */
static size_t
columns_of(struct am_slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0U) != 0x80U;
	return n;
}

static struct am_slice
head_columns(struct am_slice s, size_t columns)
{
	size_t i = 0;

	for (size_t n = 0; i < s.len; i++) {
		if (((unsigned char)s.ptr[i] & 0xC0U) != 0x80U &&
		    n++ == columns)
			break;
	}
	return am_slice_head(s, i);
}

/* Take what fits into `columns` off *rest, up to a blank where there is one. */
static struct am_slice
take_wrapped(struct am_slice *rest, size_t columns)
{
	struct am_slice line = head_columns(*rest, columns);
	size_t cut = line.len;

	if (line.len < rest->len && rest->ptr[line.len] != ' ') {
		while (cut > 0 && line.ptr[cut - 1] != ' ')
			cut--;
		if (cut == 0)
			cut = line.len;
	}
	*rest = am_slice_from(*rest, cut);
	while (rest->len > 0 && rest->ptr[0] == ' ')
		*rest = am_slice_from(*rest, 1);
	return am_slice_trim(am_slice_head(line, cut));
}

/* A C1 control (U+0080 to U+009F) could speak to the terminal: C2 80..9F. */
static void
put_line(struct am_buf *out, struct am_slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];
		bool is_c1 = c == 0xC2 && i + 1 < line.len &&
			     (unsigned char)line.ptr[i + 1] < 0xA0;

		if (is_c1)
			i++;
		if (is_c1 || c < ' ' || c == 127)
			am_buf_putc(out, '?');
		else
			am_buf_putc(out, line.ptr[i]);
	}
	am_buf_putc(out, '\n');
}

/* "Label:       value", wrapped under itself. */
static void
put_value(struct am_buf *out, const char *label, struct am_slice value)
{
	bool is_first = true;

	if (value.len == 0) {
		am_buf_printf(out, "%s:\n", label);
		return;
	}
	while (value.len > 0) {
		if (is_first && label[0] != '\0')
			am_buf_printf(out, "%s:%*s", label,
				      LABEL_WIDTH - 1 - (int)strlen(label), "");
		else
			am_buf_printf(out, "%*s", LABEL_WIDTH, "");
		put_line(out, take_wrapped(&value, COLUMNS - LABEL_WIDTH));
		is_first = false;
	}
}

static void
put_address(struct am_buf *out, const char *label,
	    const struct am_address *address)
{
	struct am_buf line = { 0 };

	am_buf_put(&line, address->name);
	if (address->name.len > 0 && address->address.len > 0)
		am_buf_putc(&line, ' ');
	if (address->address.len > 0) {
		am_buf_putc(&line, '<');
		am_buf_put(&line, address->address);
		am_buf_putc(&line, '>');
	}
	put_value(out, label, am_buf_slice(&line));
	am_buf_free(&line);
}

static void
put_more(struct am_buf *out, size_t count)
{
	char text[48];

	if (count <= LIST_MAX)
		return;
	(void)snprintf(text, sizeof(text), "and %zu more", count - LIST_MAX);
	put_value(out, "", am_slice_of(text));
}

static void
put_addresses(struct am_buf *out, const char *label,
	      const struct am_addresses *list)
{
	for (size_t i = 0; i < list->count && i < LIST_MAX; i++)
		put_address(out, i == 0 ? label : "", &list->items[i]);
	put_more(out, list->count);
}

static void
put_list(struct am_buf *out, const char *label, const struct am_slices *list)
{
	for (size_t i = 0; i < list->count && i < LIST_MAX; i++)
		put_value(out, i == 0 ? label : "", list->items[i]);
	put_more(out, list->count);
}

static void
put_part(struct am_buf *out, const char *label, const struct am_part *part)
{
	struct am_buf line = { 0 };

	am_buf_printf(&line, "%*s%.*s, %zu bytes", part->depth * 2, "",
		      AM_SLICE_ARG(part->type), part->bytes);
	if (part->charset.len > 0)
		am_buf_printf(&line, ", %.*s", AM_SLICE_ARG(part->charset));
	if (part->disposition.len > 0)
		am_buf_printf(&line, ", %.*s", AM_SLICE_ARG(part->disposition));
	if (part->filename.len > 0)
		am_buf_printf(&line, ", \"%.*s\"",
			      AM_SLICE_ARG(part->filename));
	if (part->is_read)
		am_buf_puts(&line, ", read");
	if (part->read_by.len > 0)
		am_buf_printf(&line, ", read by %.*s",
			      AM_SLICE_ARG(part->read_by));
	put_value(out, label, am_buf_slice(&line));
	am_buf_free(&line);
}

static void
put_attached(struct am_buf *out, const struct am_message *msg)
{
	for (size_t i = 0; i < msg->n_attached && i < LIST_MAX; i++) {
		put_value(out, i == 0 ? "Attached" : "",
			  msg->attached[i].subject);
		put_address(out, "", &msg->attached[i].from);
	}
	put_more(out, msg->n_attached);
}

static void
put_text(struct am_buf *out, const char *title, struct am_slice text)
{
	struct am_slice line;
	struct am_slice rest = am_slice_trim(text);

	if (rest.len == 0)
		return;
	am_buf_printf(out, "\n-- %s ", title);
	for (size_t n = strlen(title) + 4; n < COLUMNS; n++)
		am_buf_putc(out, '-');
	am_buf_putc(out, '\n');
	while (am_slice_next_line(&rest, &line)) {
		if (columns_of(line) <= COLUMNS) {
			put_line(out, line);
			continue;
		}
		while (line.len > 0)
			put_line(out, take_wrapped(&line, COLUMNS));
	}
}

static void
put_origin(struct am_buf *out, const struct am_message *msg)
{
	struct am_buf line = { 0 };
	struct am_language language;

	am_buf_puts(&line, am_origin_name(msg->origin));
	if (msg->origin_why.len > 0)
		am_buf_printf(&line, " (%.*s)", AM_SLICE_ARG(msg->origin_why));
	put_value(out, "Origin", am_buf_slice(&line));
	line.len = 0;
	guess_language(msg, &language);
	if (language.code[0] != '\0')
		am_buf_printf(&line, "%s (%.2f)", language.code,
			      language.probability);
	else
		am_buf_puts(&line, "unknown");
	put_value(out, "Language", am_buf_slice(&line));
	am_buf_free(&line);
}

static void
put_bounce(struct am_buf *out, const struct am_bounce *bounce)
{
	struct am_buf line = { 0 };

	if (bounce->kind == AM_BOUNCE_NONE)
		return;
	am_buf_puts(&line, am_bounce_name(bounce->kind));
	if (bounce->status.len > 0)
		am_buf_printf(&line, " (%.*s)", AM_SLICE_ARG(bounce->status));
	for (size_t i = 0; i < bounce->failed.count; i++)
		am_buf_printf(&line, "%s%.*s", i == 0 ? " " : ", ",
			      AM_SLICE_ARG(bounce->failed.items[i]));
	put_value(out, "Bounce", am_buf_slice(&line));
	line.len = 0;
	if (bounce->message_id.len > 0)
		am_buf_printf(&line, "<%.*s> ",
			      AM_SLICE_ARG(bounce->message_id));
	am_buf_put(&line, bounce->subject);
	if (line.len > 0)
		put_value(out, "  of", am_buf_slice(&line));
	if (bounce->diagnostic.len > 0)
		put_value(out, "  because", bounce->diagnostic);
	am_buf_free(&line);
}

static void
put_time(struct am_buf *out, const char *label, int64_t utc)
{
	char text[AM_RFC3339_BYTES] = "none";

	if (utc != AM_NO_TIME)
		am_rfc3339_format(utc, text);
	put_value(out, label, am_slice_of(text));
}

void
am_show_text(const struct am_message *msg, struct am_slice file,
	     struct am_buf *out)
{
	put_value(out, "File", file);
	put_address(out, "From", &msg->from);
	put_addresses(out, "To", &msg->to);
	put_addresses(out, "Cc", &msg->cc);
	put_addresses(out, "Reply-To", &msg->reply_to);
	put_value(out, "Subject", msg->subject);
	put_time(out, "Date", msg->date_utc);
	if (msg->received_utc != AM_NO_TIME)
		put_time(out, "Received", msg->received_utc);
	put_value(out, "Message-ID", msg->message_id);
	put_list(out, "In-Reply-To", &msg->in_reply_to);
	put_list(out, "References", &msg->references);
	put_origin(out, msg);
	put_bounce(out, &msg->bounce);
	for (size_t i = 0; i < msg->n_parts && i < LIST_MAX; i++)
		put_part(out, i == 0 ? "Parts" : "", &msg->parts[i]);
	put_more(out, msg->n_parts);
	put_attached(out, msg);
	put_list(out, "Notes", &msg->notes);
	put_text(out, "new text", msg->new_text);
	put_text(out, "quoted", msg->quoted);
	put_text(out, "signature", msg->signature);
	put_text(out, "attachment", msg->attachment_text);
}
