/* SPDX-License-Identifier: MIT */
#include "fields.h"

#define PART_FIELDS_MAX    64
#define INNER_FIELDS_MAX   500
#define EOL_PEEK_BYTES     8192
#define PEEK_LINES_MAX     5
#define BOUNDARY_TRIES_MAX 8
/* Of a header, with what its fields have over their own limits. Behind it only
 * the empty line is looked for. */
#define RAW_MAX_BYTES (8UL * AM_HEADER_MAX_BYTES)

char
am_mail_eol(struct am_slice mail)
{
	struct am_slice head = am_slice_head(mail, EOL_PEEK_BYTES);
	size_t bare = 0; /* CR that no LF follows, not even behind more CR */
	size_t ends = 0; /* LF */

	for (size_t i = 0; i + 1 < head.len; i++) {
		bare += head.ptr[i] == '\r' && head.ptr[i + 1] != '\n' &&
			head.ptr[i + 1] != '\r';
		ends += head.ptr[i] == '\n';
	}
	return bare > 2 * ends ? '\r' : '\n';
}

size_t
am_mail_next_line(struct am_slice mail, size_t pos, char eol)
{
	size_t n = am_slice_chr(am_slice_from(mail, pos), eol);

	return n < mail.len - pos ? pos + n + 1 : mail.len;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The line at `pos` without its end; *next is where the next one begins. */
static struct am_slice
line_at(struct am_slice mail, size_t pos, char eol, size_t *next)
{
	size_t end = am_mail_next_line(mail, pos, eol);

	*next = end;
	while (end > pos &&
	       (mail.ptr[end - 1] == '\n' || mail.ptr[end - 1] == '\r'))
		end--;
	return am_slice_range(mail.ptr + pos, mail.ptr + end);
}

/* Is it "Name: value", also with blanks before the colon? */
static bool
split_field(struct am_slice line, struct am_field *out)
{
	size_t n = 0;
	size_t colon;

	while (n < line.len && line.ptr[n] > 32 && line.ptr[n] < 127 &&
	       line.ptr[n] != ':')
		n++;
	colon = n;
	while (colon < line.len && is_blank(line.ptr[colon]))
		colon++;
	if (n == 0 || colon == line.len || line.ptr[colon] != ':')
		return false;
	out->name = am_slice_head(line, n);
	out->raw = am_slice_from(line, colon + 1);
	return true;
}

static bool
is_from_line(struct am_slice line)
{
	struct am_field field;

	return (am_slice_starts(line, "From ") ||
		am_slice_starts(line, ">From ")) &&
	       !split_field(line, &field);
}

static bool
is_usual_field(struct am_slice name)
{
	static const char *const usual[] = {
		"Received",     "From",     "To",          "Subject",
		"Date",         "Sender",   "Cc",          "Message-ID",
		"MIME-Version", "Reply-To", "Return-Path", "Delivered-To",
		"Content-Type",
	};

	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (am_slice_ieqs(name, usual[i]))
			return true;
	return false;
}

/* Where the first field stands: past junk lines when a usual field follows in
 * the first few lines, else at `pos`. */
static size_t
pass_junk(struct am_slice mail, size_t pos, char eol)
{
	size_t at = pos;

	for (int i = 0; i < PEEK_LINES_MAX && at < mail.len; i++) {
		struct am_field field;
		size_t next;
		struct am_slice line = line_at(mail, at, eol, &next);

		if (split_field(line, &field) &&
		    (i == 0 || is_usual_field(field.name)))
			return at;
		if (line.len == 0 || am_slice_starts(line, "--"))
			break;
		at = next;
	}
	return pos;
}

static size_t
header_start(struct am_slice mail, size_t pos, char eol)
{
	while (pos < mail.len) {
		size_t next;
		struct am_slice line = line_at(mail, pos, eol, &next);

		if (am_slice_trim(line).len > 0 && !is_from_line(line))
			break;
		pos = next;
	}
	while (pos < mail.len && is_blank(mail.ptr[pos]))
		pos++;
	return pass_junk(mail, pos, eol);
}

struct splitter {
	struct am_arena *arena;
	struct am_header *out;
	struct am_field *current; /* the one that further lines belong to */
	size_t cap;
	size_t fields_max;
	size_t block_bytes; /* of them all, each field at most as its limit */
	size_t field_bytes; /* of the current one */
	size_t raw_bytes;   /* of all that was read */
	struct am_slice content_type; /* of the mail's own header */
	int boundary_tries;
	bool is_part;   /* a line that begins with "--" ends it */
	bool keeps_all; /* of a part: not only Content- fields */
};

static void
take_field(struct splitter *s, const struct am_field *field)
{
	struct am_header *out = s->out;

	s->current = NULL;
	s->field_bytes = 0;
	if (out->is_cut || (s->is_part && !s->keeps_all &&
			    !am_slice_istarts(field->name, "Content-")))
		return;
	if (out->n_fields == s->fields_max) {
		out->is_cut = true;
		return;
	}
	out->fields = am_arena_grow(s->arena, out->fields, out->n_fields,
				    &s->cap, sizeof(*out->fields));
	s->current = &out->fields[out->n_fields++];
	*s->current = *field;
	if (am_slice_ieqs(field->name, "Content-Type"))
		s->content_type = field->raw;
}

static void
take_more(struct splitter *s, struct am_slice line)
{
	bool is_type;

	if (s->current == NULL)
		return;
	is_type = s->content_type.len > 0 &&
		  s->content_type.ptr == s->current->raw.ptr;
	s->current->raw =
		am_slice_range(s->current->raw.ptr, line.ptr + line.len);
	if (is_type)
		s->content_type = s->current->raw;
}

/* A first boundary that follows the header without an empty line. */
static bool
is_boundary(struct splitter *s, struct am_slice line)
{
	struct am_slice boundary;

	if (!am_slice_starts(line, "--"))
		return false;
	if (s->is_part)
		return true;
	boundary = am_slice_trim(am_slice_from(line, 2));
	if (s->content_type.len == 0 || boundary.len == 0 ||
	    boundary.len > AM_BOUNDARY_MAX_BYTES ||
	    s->boundary_tries++ >= BOUNDARY_TRIES_MAX)
		return false;
	return memmem(s->content_type.ptr, s->content_type.len, boundary.ptr,
		      boundary.len) != NULL;
}

/* What a field has over its own limit counts for little, so that one huge field
 * does not cost those after it. */
static void
count_bytes(struct splitter *s, size_t bytes)
{
	size_t room = AM_FIELD_MAX_BYTES - s->field_bytes;

	s->raw_bytes += bytes + 1;
	if (bytes > room)
		bytes = room;
	s->field_bytes += bytes;
	s->block_bytes += bytes;
	if (s->block_bytes > AM_HEADER_MAX_BYTES ||
	    s->raw_bytes > RAW_MAX_BYTES) {
		s->out->is_cut = true;
		s->current = NULL;
	}
}

/* Is the line at `pos`, which is no field, the body's first, with no empty line
 * before it? Junk has a known field soon after it, or is one long word. */
static bool
begins_body(const struct splitter *s, struct am_slice mail, size_t pos,
	    char eol)
{
	bool has_words = false;

	for (int i = 0; i < PEEK_LINES_MAX && pos < mail.len; i++) {
		struct am_field field;
		size_t next;
		struct am_slice line = line_at(mail, pos, eol, &next);
		struct am_slice text = am_slice_trim(line);

		if (text.len == 0 ||
		    (s->is_part && am_slice_starts(text, "--")))
			break;
		if (!is_blank(line.ptr[0]) && split_field(line, &field) &&
		    (is_usual_field(field.name) ||
		     am_slice_chr(field.name, '-') < field.name.len))
			return false;
		has_words = has_words || am_slice_chr(text, ' ') < text.len;
		pos = next;
	}
	return has_words;
}

static void
split(struct splitter *s, struct am_slice mail, size_t start, char eol)
{
	size_t pos = start;
	bool is_first = true;

	while (pos < mail.len) {
		struct am_field field;
		size_t next;
		struct am_slice line = line_at(mail, pos, eol, &next);

		if (line.len == 0) {
			pos = next;
			break;
		}
		if (is_boundary(s, line))
			break;
		if (s->raw_bytes > RAW_MAX_BYTES) {
			pos = next;
			continue;
		}
		line = am_slice_head(line, RAW_MAX_BYTES);
		if (!is_blank(line.ptr[0]) && split_field(line, &field))
			take_field(s, &field);
		else if (is_first || (!is_blank(line.ptr[0]) &&
				      begins_body(s, mail, pos, eol)))
			break;
		else if (am_slice_trim(line).len > 0)
			take_more(s, line);
		count_bytes(s, line.len);
		is_first = false;
		pos = next;
	}
	s->out->end = pos;
}

void
am_header_split(struct am_arena *arena, struct am_slice mail, char eol,
		struct am_header *out)
{
	struct splitter s = { .arena = arena,
			      .out = out,
			      .fields_max = AM_HEADER_MAX_FIELDS };

	size_t bom = am_slice_starts(mail, "\xef\xbb\xbf") ? 3 : 0;

	*out = (struct am_header){ 0 };
	split(&s, mail, header_start(mail, bom, eol), eol);
}

void
am_header_split_part(struct am_arena *arena, struct am_slice mail, size_t pos,
		     char eol, struct am_header *out)
{
	struct splitter s = { .arena = arena,
			      .out = out,
			      .fields_max = PART_FIELDS_MAX,
			      .is_part = true };
	size_t start = pos;

	while (start < mail.len && is_blank(mail.ptr[start]))
		start++;
	if (!am_slice_istarts(am_slice_from(mail, start), "Content-"))
		start = pos;
	*out = (struct am_header){ 0 };
	split(&s, mail, start, eol);
}

void
am_header_split_inner(struct am_arena *arena, struct am_slice mail, size_t pos,
		      char eol, struct am_header *out)
{
	struct splitter s = { .arena = arena,
			      .out = out,
			      .fields_max = INNER_FIELDS_MAX,
			      .is_part = true,
			      .keeps_all = true };
	size_t start = header_start(mail, pos, eol);

	/* blank lines and a delimiter: the message is empty */
	if (am_slice_starts(am_slice_from(mail, start), "--"))
		start = pos;
	*out = (struct am_header){ 0 };
	split(&s, mail, start, eol);
}

bool
am_fields_find(const struct am_field *fields, size_t count, const char *name,
	       size_t nth, struct am_slice *raw)
{
	struct am_slice wanted = am_slice_of(name);

	if (nth >= AM_FIELD_MAX_REPEATS)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!am_slice_ieq(fields[i].name, wanted))
			continue;
		if (nth-- == 0) {
			*raw = fields[i].raw;
			return true;
		}
	}
	return false;
}

struct am_slice
am_field_unfold(struct am_arena *arena, struct am_slice raw, bool *is_cut)
{
	size_t room =
		raw.len < AM_FIELD_MAX_BYTES ? raw.len : AM_FIELD_MAX_BYTES;
	struct am_slice out = { .ptr = NULL, .len = 0 };
	char *text;

	raw = am_slice_trim(raw);
	text = am_arena_alloc(arena, room + 1);
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.ptr[i];

		/* A fold is one blank, with all the blanks that follow it. */
		if (c == '\r' || c == '\n')
			while (i + 1 < raw.len && am_is_space(raw.ptr[i + 1]))
				i++;
		if (out.len == room) {
			if (is_cut != NULL)
				*is_cut = true;
			break;
		}
		if ((unsigned char)c < ' ' || c == 127)
			c = ' ';
		text[out.len++] = c;
	}
	while (out.len > 0 && text[out.len - 1] == ' ')
		text[--out.len] = '\0';
	out.ptr = text;
	return am_slice_trim(out);
}
