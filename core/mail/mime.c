/* SPDX-License-Identifier: MIT */
#include "mime.h"

#include "params.h"

#define FILENAME_MAX_BYTES 1024
#define TYPE_MAX_BYTES     127
/* "--", boundary, "--" and some blanks behind it */
#define DELIMITER_MAX_BYTES (AM_BOUNDARY_MAX_BYTES + 64)

struct level {
	struct am_slice boundary;
	int node;
	bool is_digest;
};

struct splitter {
	struct am_arena *arena;
	struct am_notes *notes;
	struct am_slice mail;
	struct am_slice charset; /* the mail's own */
	struct am_mime *out;
	struct level levels[AM_MIME_MAX_DEPTH];
	size_t depth;
	int leaf;    /* the node whose body is being passed, or -1 */
	int message; /* the opened message/rfc822, or -1 */
	size_t message_depth;
	char eol;
};

static struct am_slice
raw_of(const struct am_header *header, const char *name)
{
	struct am_slice raw = { 0 };

	(void)am_fields_find(header->fields, header->n_fields, name, 0, &raw);
	return raw;
}

/* By its beginning: "Quoted-Printable", "quotedprintable", "base64 (x)". */
static enum am_encoding
encoding_of(struct am_arena *arena, const struct am_header *header)
{
	struct am_slice value = am_field_unfold(
		arena,
		am_slice_head(raw_of(header, "Content-Transfer-Encoding"), 200),
		NULL);

	while (value.len > 0 && strchr(" \"'(", value.ptr[0]) != NULL) {
		size_t n = 1;

		if (value.ptr[0] == '(')
			n = am_slice_chr(value, ')') + 1;
		value = am_slice_from(value, n);
	}
	if (am_slice_istarts(value, "base64"))
		return AM_ENC_BASE64;
	if (am_slice_istarts(value, "quoted"))
		return AM_ENC_QP;
	return AM_ENC_NONE;
}

/* "text" alone is text/plain; without a slash it is not to be trusted. */
static struct am_slice
type_of(struct am_slice word, bool is_digest)
{
	if (word.len == 0)
		return is_digest ? AM_SLICE_LIT("message/rfc822")
				 : AM_SLICE_LIT("text/plain");
	if (am_slice_eqs(word, "text"))
		return AM_SLICE_LIT("text/plain");
	if (word.len > TYPE_MAX_BYTES || !am_utf8_valid(word))
		return AM_SLICE_LIT("application/octet-stream");
	return word;
}

static struct am_slice
filename_of(struct splitter *s, const struct am_params *type,
	    const struct am_params *disposition)
{
	struct am_slice name =
		am_params_text(s->arena, disposition, "filename", s->charset);

	if (name.len == 0)
		name = am_params_text(s->arena, type, "name", s->charset);
	return am_slice_cut_utf8(name, FILENAME_MAX_BYTES);
}

static struct am_slice
ascii_word(struct am_arena *arena, struct am_slice word)
{
	char *out = am_arena_alloc(arena, word.len + 1);

	for (size_t i = 0; i < word.len; i++)
		out[i] = word.ptr[i];
	for (size_t i = 0; i < word.len; i++)
		if (out[i] < ' ' || out[i] > '~')
			out[i] = '?';
	return am_slice_range(out, out + word.len);
}

static int
add_node(struct splitter *s, const struct am_header *header, int parent,
	 bool is_digest, struct am_params *type)
{
	struct am_mime *out = s->out;
	struct am_params disposition;
	struct am_node *node;

	out->nodes = am_arena_grow(s->arena, out->nodes, out->count, &out->cap,
				   sizeof(*out->nodes));
	node = &out->nodes[out->count];
	*node = (struct am_node){ .parent = parent };
	am_content_type_parse(s->arena, raw_of(header, "Content-Type"), type);
	am_disposition_parse(s->arena, raw_of(header, "Content-Disposition"),
			     &disposition);
	node->part.type = type_of(type->word, is_digest);
	node->part.charset = ascii_word(
		s->arena,
		am_slice_head(am_params_get(s->arena, type, "charset"), 60));
	node->part.disposition =
		ascii_word(s->arena, am_slice_head(disposition.word, 60));
	node->part.filename = filename_of(s, type, &disposition);
	node->encoding = encoding_of(s->arena, header);
	if (parent >= 0) {
		node->part.depth = out->nodes[parent].part.depth + 1;
		node->is_embedded = out->nodes[parent].is_embedded ||
				    out->nodes[parent].is_message;
	}
	return (int)out->count++;
}

/* A multipart whose boundary we can use: its children will follow. */
static bool
open_multipart(struct splitter *s, int at, const struct am_params *type)
{
	struct am_node *node = &s->out->nodes[at];
	struct am_slice boundary;

	if (!am_slice_starts(node->part.type, "multipart/"))
		return false;
	boundary = am_params_get(s->arena, type, "boundary");
	while (boundary.len > 0 && am_is_space(boundary.ptr[boundary.len - 1]))
		boundary.len--;
	if (boundary.len == 0)
		return false;
	if (boundary.len > AM_BOUNDARY_MAX_BYTES) {
		am_notes_limit(s->notes, "boundary bytes");
		return false;
	}
	if (s->depth == AM_MIME_MAX_DEPTH) {
		am_notes_limit(s->notes, "mime depth");
		node->is_opaque = true;
		return false;
	}
	s->levels[s->depth++] = (struct level){
		.boundary = boundary,
		.node = at,
		.is_digest = am_slice_eqs(node->part.type, "multipart/digest"),
	};
	node->is_multipart = true;
	node->is_alternative =
		am_slice_eqs(node->part.type, "multipart/alternative");
	return true;
}

static bool
is_openable_message(const struct am_node *node)
{
	return !node->is_embedded && node->encoding == AM_ENC_NONE &&
	       (am_slice_eqs(node->part.type, "message/rfc822") ||
		am_slice_eqs(node->part.type, "message/global"));
}

/* Begin the entity whose header was read; its body is at `pos`. Returns where
 * to go on. */
static size_t
open_entity(struct splitter *s, const struct am_header *header, size_t pos,
	    int parent, bool is_digest)
{
	struct am_params type;
	struct am_header inner;
	int at = add_node(s, header, parent, is_digest, &type);
	struct am_slice rest = am_slice_from(s->mail, pos);

	s->out->nodes[at].body = am_slice_head(rest, 0);
	if (is_openable_message(&s->out->nodes[at])) {
		s->out->nodes[at].is_message = true;
		s->message = at;
		s->message_depth = s->depth;
		am_header_split_inner(s->arena, s->mail, pos, s->eol, &inner);
		pos = inner.end;
		at = add_node(s, &inner, at, false, &type);
		s->out->nodes[at].body =
			am_slice_head(am_slice_from(s->mail, pos), 0);
	}
	s->leaf = open_multipart(s, at, &type) ? -1 : at;
	return pos;
}

static void
end_body(struct splitter *s, int at, size_t pos)
{
	struct am_node *node = &s->out->nodes[at];
	const char *end = s->mail.ptr + pos;

	/* the line end before a boundary belongs to the boundary */
	if (pos < s->mail.len && end > node->body.ptr && end[-1] == s->eol)
		end--;
	if (pos < s->mail.len && end > node->body.ptr && end[-1] == '\r')
		end--;
	node->body = am_slice_range(node->body.ptr, end);
	node->part.bytes = node->body.len;
}

static void
end_leaf(struct splitter *s, size_t pos)
{
	if (s->leaf >= 0)
		end_body(s, s->leaf, pos);
	s->leaf = -1;
}

static void
end_message(struct splitter *s, size_t pos)
{
	if (s->message >= 0)
		end_body(s, s->message, pos);
	s->message = -1;
}

/* Which open multipart does this line delimit? -1: none. */
static int
delimiter_of(const struct splitter *s, struct am_slice line, bool *is_last)
{
	if (line.len > DELIMITER_MAX_BYTES)
		return -1;
	line = am_slice_from(line, 2);
	while (line.len > 0 && am_is_space(line.ptr[line.len - 1]))
		line.len--;
	for (size_t i = s->depth; i-- > 0;) {
		struct am_slice boundary = s->levels[i].boundary;

		*is_last = line.len == boundary.len + 2;
		if (line.len != boundary.len && !*is_last)
			continue;
		if (memcmp(line.ptr, boundary.ptr, boundary.len) == 0 &&
		    (!*is_last ||
		     memcmp(line.ptr + boundary.len, "--", 2) == 0))
			return (int)i;
	}
	return -1;
}

/* The delimiter of level `hit` at `pos`, the line after it at `next`. Returns
 * where to go on. */
static size_t
pass_delimiter(struct splitter *s, size_t hit, bool is_last, size_t pos,
	       size_t next)
{
	struct am_header header;
	struct level *level = &s->levels[hit];

	end_leaf(s, pos);
	if (s->message >= 0 && hit < s->message_depth)
		end_message(s, pos);
	s->depth = is_last ? hit : hit + 1;
	if (is_last || next >= s->mail.len)
		return next;
	if (s->out->count >= AM_MIME_MAX_PARTS) {
		am_notes_limit(s->notes, "mime parts");
		return s->mail.len;
	}
	am_header_split_part(s->arena, s->mail, next, s->eol, &header);
	return open_entity(s, &header, header.end, level->node,
			   level->is_digest);
}

static void
split_body(struct splitter *s, size_t pos)
{
	while (pos < s->mail.len && s->depth > 0) {
		size_t next = am_mail_next_line(s->mail, pos, s->eol);
		bool is_last = false;
		int hit = -1;

		if (next - pos > 2 && s->mail.ptr[pos] == '-' &&
		    s->mail.ptr[pos + 1] == '-')
			hit = delimiter_of(s,
					   am_slice_range(s->mail.ptr + pos,
							  s->mail.ptr + next),
					   &is_last);
		pos = hit < 0 ? next
			      : pass_delimiter(s, (size_t)hit, is_last, pos,
					       next);
	}
	end_leaf(s, s->mail.len);
	end_message(s, s->mail.len);
}

void
am_mime_split(struct am_arena *arena, struct am_slice mail, char eol,
	      const struct am_header *top, struct am_notes *notes,
	      struct am_mime *out)
{
	struct splitter s = {
		.arena = arena,
		.notes = notes,
		.mail = mail,
		.out = out,
		.leaf = -1,
		.message = -1,
		.eol = eol,
	};
	struct am_params type;

	*out = (struct am_mime){ 0 };
	am_content_type_parse(arena, raw_of(top, "Content-Type"), &type);
	s.charset = am_params_get(arena, &type, "charset");
	split_body(&s, open_entity(&s, top, top->end, -1, false));
	/* No delimiter at all: better one text too many than none. */
	if (out->count == 1 && out->nodes[0].is_multipart) {
		out->nodes[0].is_multipart = false;
		end_body(&s, 0, mail.len);
	}
}
