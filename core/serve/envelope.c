/* SPDX-License-Identifier: MIT */
#include "envelope.h"

#include <stdlib.h>
#include <string.h>

#include "amends/record.h"

#define IDS_MAX 100

static struct am_slice
env(const char *name)
{
	return am_slice_of(getenv(name));
}

/* "<a@b>" or "a@b": without the brackets; a null sender is empty. */
static struct am_slice
bare_address(struct am_slice s)
{
	s = am_slice_trim(s);
	if (am_slice_starts(s, "<") && am_slice_ends(s, ">")) {
		s = am_slice_from(s, 1);
		s.len--;
	}
	if (am_slice_ieqs(s, "MAILER-DAEMON"))
		s.len = 0;
	return s;
}

/* "From ann@example.com Thu Jan  1 ...": its second word. */
static struct am_slice
from_line_sender(struct am_slice from_line)
{
	struct am_slice rest = am_slice_trim(am_slice_from(from_line, 5));

	return bare_address(am_slice_head(rest, am_slice_chr(rest, ' ')));
}

static void
find_sender(const char *given, const struct am_lines *lines,
	    struct am_envelope *out)
{
	bool has_path = am_lines_field(lines->header, "Return-Path").len > 0;

	if (given == NULL)
		given = getenv("SENDER");
	if (given == NULL && !has_path)
		given = getenv("FROM");
	out->has_sender = given != NULL;
	if (given != NULL)
		out->sender = bare_address(am_slice_of(given));
	if (given != NULL || has_path || lines->from_line.len == 0)
		return;
	out->has_sender = true;
	out->sender = from_line_sender(lines->from_line);
}

static struct am_slice
find_recipient(const char *given, const struct am_lines *lines)
{
	static const char *const variables[] = {
		"RECIPIENT",
		"ORIGINAL_RECIPIENT",
		"ORIG_RECIPIENT",
	};
	static const char *const fields[] = {
		"Delivered-To",
		"X-Original-To",
		"Envelope-To",
	};
	struct am_slice found = am_slice_of(given);

	for (size_t i = 0;
	     found.len == 0 && i < sizeof(variables) / sizeof(variables[0]);
	     i++)
		found = env(variables[i]);
	for (size_t i = 0;
	     found.len == 0 && i < sizeof(fields) / sizeof(fields[0]); i++)
		found = am_lines_field(lines->header, fields[i]);
	return bare_address(found);
}

void
am_envelope_find(const char *sender, const char *recipient,
		 const struct am_lines *lines, struct am_arena *arena,
		 struct am_envelope *out)
{
	memset(out, 0, sizeof(*out));
	find_sender(sender, lines, out);
	out->sender = am_arena_dup(arena, out->sender);
	out->recipient = am_arena_dup(arena, find_recipient(recipient, lines));
}

/* Folds differ from door to door. */
static void
add_without_blanks(struct am_siphash *h, struct am_slice value)
{
	static const struct am_slice end = { "", 1 };
	size_t from = 0;

	for (size_t i = 0; i <= value.len; i++) {
		if (i < value.len && !am_is_space(value.ptr[i]))
			continue;
		am_siphash_add(h, am_slice_from(am_slice_head(value, i), from));
		from = i + 1;
	}
	am_siphash_add(h, end);
}

/* With LF ends and none at its end; a body of LF ends is one piece. */
static void
add_body(struct am_siphash *h, struct am_slice body)
{
	size_t left = AM_IDENTITY_BODY_BYTES;

	while (am_slice_ends(body, "\n") || am_slice_ends(body, "\r"))
		body.len--;
	while (body.len > 0 && left > 0) {
		size_t cr = am_slice_chr(body, '\r');
		struct am_slice piece = am_slice_head(body, cr);

		if (cr + 1 < body.len && body.ptr[cr + 1] != '\n')
			piece.len++; /* that one ends no line */
		body = am_slice_from(body, cr + 1);
		piece = am_slice_head(piece, left);
		left -= piece.len;
		am_siphash_add(h, piece);
	}
}

static void
add_mail(struct am_siphash *h, const struct am_lines *lines)
{
	static const char *const fields[] = { "Message-ID", "From", "Date",
					      "Subject" };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		add_without_blanks(h, am_lines_field(lines->header, fields[i]));
	add_body(h, lines->rest);
}

static void
finish(struct am_siphash *h, char out[AM_SIPHASH_HEX_BYTES])
{
	unsigned char digest[16];

	am_siphash_finish(h, digest);
	am_hex(digest, sizeof(digest), out);
}

void
am_envelope_identity(const unsigned char key[AM_STATE_KEY_BYTES],
		     struct am_slice inbox, const struct am_lines *lines,
		     char out[AM_SIPHASH_HEX_BYTES])
{
	struct am_siphash h;

	am_siphash_start(&h, key);
	am_siphash_field(&h, inbox);
	add_mail(&h, lines);
	finish(&h, out);
}

void
am_envelope_sent_identity(const unsigned char key[AM_STATE_KEY_BYTES],
			  struct am_slice record, const struct am_lines *lines,
			  struct am_arena *arena,
			  char out[AM_SIPHASH_HEX_BYTES])
{
	struct am_slice id = am_record_get(record, "id", arena);
	struct am_slice from = am_record_get(record, "from", arena);
	struct am_slice date = am_record_get(record, "date", arena);
	struct am_siphash h;

	am_siphash_start(&h, key);
	am_siphash_field(&h, AM_SLICE_LIT("sent"));
	if (id.len == 0 || date.len == 0) {
		add_mail(&h, lines);
	} else {
		am_siphash_field(&h, id);
		am_siphash_field(&h, am_arena_lower(arena, from));
		am_siphash_field(&h, date);
	}
	finish(&h, out);
}

/* Take the next <...> without blanks off *rest. */
static bool
next_id(struct am_slice *rest, struct am_slice *id)
{
	for (;;) {
		size_t open = am_slice_chr(*rest, '<');
		size_t close;

		*rest = am_slice_from(*rest, open + 1);
		if (rest->len == 0)
			return false;
		close = am_slice_chr(*rest, '>');
		*id = am_slice_head(*rest, close);
		*rest = am_slice_from(*rest, close + 1);
		if (id->len > 0 && am_slice_chr(*id, ' ') == id->len &&
		    am_slice_chr(*id, '\n') == id->len)
			return true;
	}
}

static void
put_ids(const struct am_lines *lines, const char *field, const char *name,
	int most, struct am_buf *record)
{
	struct am_slice rest = am_lines_field(lines->header, field);
	struct am_slice id;

	while (most-- > 0 && next_id(&rest, &id))
		am_record_put_id(record, name, id);
}

static const char *
plain_origin(const struct am_lines *lines)
{
	struct am_slice word = am_lines_field(lines->header, "Auto-Submitted");

	if (word.len > 0 && !am_slice_ieqs(word, "no"))
		return "automatic";
	if (am_lines_field(lines->header, "List-Id").len > 0)
		return "list";
	return "person";
}

void
am_envelope_bare_record(const struct am_lines *lines, struct am_buf *record)
{
	struct am_slice from = am_lines_field(lines->header, "From");
	struct am_slice inner = from;
	struct am_slice id;

	put_ids(lines, "Message-ID", "id", 1, record);
	put_ids(lines, "In-Reply-To", "irt", 1, record);
	put_ids(lines, "References", "ref", IDS_MAX, record);
	if (next_id(&inner, &id))
		from = id;
	am_record_put(record, "from", am_slice_head(from, 320));
	am_record_put(record, "origin", am_slice_of(plain_origin(lines)));
}
