/* SPDX-License-Identifier: MIT */
#include "enclosed.h"

#define UU_LINE_MIN   60 /* 'M' and 60 characters */
#define CODE_LINE_MAX 256

enum block {
	BLOCK_NONE,
	BLOCK_UU,
	BLOCK_YENC,
	BLOCK_BINHEX,
	BLOCK_PGP,       /* a message, a key, a signature */
	BLOCK_PGP_HEADER /* of signed text: "Hash: ..." up to an empty line */
};

struct remover {
	struct am_notes *notes;
	char *out;
	size_t n;
	enum block block;
	bool is_signed;   /* the words of a PGP signed text */
	bool was_code;    /* a BinHex block has begun with its ':' */
	bool has_no_yend; /* from here on */
};

/* A line of uuencode: its first character says how many bytes it holds. */
static bool
is_uu_line(struct am_slice line)
{
	size_t bytes;

	if (line.len == 0 || line.ptr[0] < ' ' || line.ptr[0] > '`')
		return false;
	bytes = (size_t)(line.ptr[0] - ' ') & 63U;
	/* blanks at the end may have been lost, a checksum may be there */
	return line.len <= 1 + (bytes + 2) / 3 * 4 + 1 &&
	       line.len + 4 >= 1 + (bytes + 2) / 3 * 4;
}

/* "begin 644 NAME" and a full line of code after it. */
static bool
is_uu_start(struct am_slice line, struct am_slice rest)
{
	struct am_slice next;

	if (!am_slice_starts(line, "begin ") || line.len < 11 ||
	    !am_is_digit(line.ptr[6]) || !am_is_digit(line.ptr[7]) ||
	    !am_is_digit(line.ptr[8]))
		return false;
	if (!am_slice_next_line(&rest, &next))
		return false;
	if (next.len > UU_LINE_MIN && next.ptr[0] == 'M')
		return true;
	/* a small file: one line, its end, and "end" */
	return is_uu_line(next) && am_slice_next_line(&rest, &next) &&
	       (am_slice_eqs(next, "`") || am_slice_eqs(next, "end") ||
		am_slice_trim(next).len == 0) &&
	       (am_slice_eqs(next, "end") ||
		(am_slice_next_line(&rest, &next) &&
		 am_slice_eqs(next, "end")));
}

/* Letters without a blank, as armour and BinHex have them. */
static bool
is_code_line(struct am_slice line)
{
	line = am_slice_trim(line);
	return line.len > 0 && line.len <= CODE_LINE_MAX &&
	       am_slice_chr(line, ' ') == line.len;
}

/* "Version: ...", "Comment: ..." */
static bool
is_armour_field(struct am_slice line)
{
	size_t colon = am_slice_chr(am_slice_head(line, 20), ':');

	return colon > 0 && colon + 1 < line.len && line.ptr[colon] == ':' &&
	       line.ptr[colon + 1] == ' ';
}

static bool
is_armour(struct am_slice line, const char *what)
{
	return am_slice_starts(line, "-----") &&
	       am_slice_starts(am_slice_from(line, 5), what) &&
	       am_slice_ends(am_slice_trim(line), "-----");
}

static void
note_file(struct remover *r, struct am_slice name, const char *kind)
{
	char text[128];

	name = am_slice_cut_utf8(am_slice_trim(name), 100);
	(void)snprintf(text, sizeof(text), "%.*s", AM_SLICE_ARG(name));
	am_notes_say(r->notes, AM_NOTE_FILE, name.len > 0 ? text : kind);
}

static bool
is_yenc_start(struct am_slice line)
{
	return am_slice_starts(line, "=ybegin ") &&
	       am_slice_find(line, " line=") < line.len &&
	       am_slice_find(line, " size=") < line.len;
}

/* What code of eight bits is not: letters and blanks. */
static bool
is_words_line(struct am_slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] < ' ' || line.ptr[i] > '~')
			return false;
	return am_slice_chr(am_slice_trim(line), ' ') < am_slice_trim(line).len;
}

static struct am_slice
yenc_name(struct am_slice line)
{
	size_t at = am_slice_find(line, " name=");

	return am_slice_from(line, at + strlen(" name="));
}

static enum block
pgp_block(struct remover *r, struct am_slice line)
{
	if (is_armour(line, "BEGIN PGP SIGNED MESSAGE")) {
		r->is_signed = true;
		return BLOCK_PGP_HEADER;
	}
	if (is_armour(line, "BEGIN PGP SIGNATURE")) {
		r->is_signed = false;
		return BLOCK_PGP;
	}
	if (!is_armour(line, "BEGIN PGP "))
		return BLOCK_NONE;
	am_notes_say(r->notes, AM_NOTE_CLOSED,
		     is_armour(line, "BEGIN PGP MESSAGE") ? "pgp message"
							  : "pgp key");
	return BLOCK_PGP;
}

/* The block that begins with this line; `rest` follows it. */
static enum block
block_at(struct remover *r, struct am_slice line, struct am_slice rest)
{
	if (line.len == 0 || strchr("b=(-", line.ptr[0]) == NULL)
		return BLOCK_NONE;
	if (is_uu_start(line, rest)) {
		note_file(r, am_slice_from(line, 10), "uuencode");
		return BLOCK_UU;
	}
	if (is_yenc_start(line)) {
		r->has_no_yend = r->has_no_yend ||
				 am_slice_find(rest, "=yend ") == rest.len;
		note_file(r, yenc_name(line), "yenc");
		return BLOCK_YENC;
	}
	if (am_slice_starts(line, "(This file must be converted with BinHex")) {
		note_file(r, am_slice_of(NULL), "binhex");
		r->was_code = false;
		return BLOCK_BINHEX;
	}
	return pgp_block(r, line);
}

/* Does the line still belong to the block? Its last line ends it. */
static bool
is_inside(struct remover *r, struct am_slice line)
{
	enum block block = r->block;

	switch (block) {
	case BLOCK_UU:
		if (am_slice_eqs(am_slice_trim(line), "end"))
			r->block = BLOCK_NONE;
		return r->block == BLOCK_NONE || is_uu_line(line);
	case BLOCK_YENC:
		if (am_slice_starts(line, "=yend"))
			r->block = BLOCK_NONE;
		return r->block == BLOCK_NONE || !r->has_no_yend ||
		       !is_words_line(line);
	case BLOCK_BINHEX:
		if (r->was_code && am_slice_ends(am_slice_trim(line), ":"))
			r->block = BLOCK_NONE;
		r->was_code = r->was_code || am_slice_starts(line, ":");
		return is_code_line(line) || (!r->was_code && line.len == 0);
	case BLOCK_PGP:
		if (is_armour(line, "END PGP "))
			r->block = BLOCK_NONE;
		return r->block == BLOCK_NONE || line.len == 0 ||
		       is_code_line(line) || is_armour_field(line);
	case BLOCK_PGP_HEADER:
		if (am_slice_trim(line).len == 0)
			r->block = BLOCK_NONE;
		return r->block == BLOCK_NONE || is_armour_field(line);
	case BLOCK_NONE:
	default:
		return false;
	}
}

static void
put_line(struct remover *r, struct am_slice line, bool has_end)
{
	if (r->is_signed && am_slice_starts(line, "- "))
		line = am_slice_from(line, 2);
	if (line.len > 0)
		memcpy(r->out + r->n, line.ptr, line.len);
	r->n += line.len;
	if (has_end)
		r->out[r->n++] = '\n';
}

static bool
may_have_blocks(struct am_slice text)
{
	static const char *const signs[] = { "begin ", "=ybegin ",
					     "with BinHex", "-----BEGIN PGP " };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (am_slice_find(text, signs[i]) < text.len)
			return true;
	return false;
}

struct am_slice
am_text_without_files(struct am_arena *arena, struct am_slice text,
		      struct am_notes *notes)
{
	struct remover r = { .notes = notes };
	struct am_slice rest = text;
	struct am_slice line;

	if (!may_have_blocks(text))
		return text;
	r.out = am_arena_alloc(arena, text.len + 1);
	while (am_slice_next_line(&rest, &line)) {
		if (r.block != BLOCK_NONE && is_inside(&r, line))
			continue;
		r.block = block_at(&r, line, rest);
		if (r.block == BLOCK_NONE)
			put_line(&r, line,
				 line.ptr + line.len < text.ptr + text.len);
	}
	return am_slice_range(r.out, r.out + r.n);
}
