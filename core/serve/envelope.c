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

void
am_envelope_identity(const unsigned char key[AM_STATE_KEY_BYTES],
		     struct am_slice inbox, struct am_slice recipient,
		     const struct am_lines *lines,
		     char out[AM_SIPHASH_HEX_BYTES])
{
	static const char *const fields[] = { "Message-ID", "From", "Date",
					      "Subject" };
	unsigned char digest[16];
	struct am_siphash h;

	am_siphash_start(&h, key);
	am_siphash_field(&h, inbox);
	am_siphash_field(&h, recipient);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		am_siphash_field(&h, am_lines_field(lines->header, fields[i]));
	am_siphash_field(&h, lines->rest);
	am_siphash_finish(&h, digest);
	am_hex(digest, sizeof(digest), out);
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
