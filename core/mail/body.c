/* SPDX-License-Identifier: MIT */
#include "body.h"

#include "decode.h"
#include "enriched.h"
#include "html.h"
#include "subject.h"
#include "trim.h"

#define EXCUSE_MAX_BYTES 400

/* What a node says, with all that is inside it. */
struct reading {
	struct am_slice text;   /* of a leaf: outside quotation containers */
	struct am_slice quoted; /* and inside them */
	size_t says;            /* bytes that are no blanks */
	int choice;             /* of an alternative: the child to read */
	bool is_read;
	bool is_html;   /* some of it */
	bool says_html; /* the word */
	bool is_dropped;
};

static size_t
count_text(struct am_slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += !am_is_space(s.ptr[i]);
	return n;
}

static bool
is_html_type(struct am_slice type)
{
	return am_slice_eqs(type, "text/html") || am_is_enriched(type) ||
	       am_slice_eqs(type, "application/xhtml+xml");
}

static bool
is_plain_type(struct am_slice type)
{
	/* a multipart here is one whose parts could not be found */
	return am_slice_eqs(type, "text/plain") ||
	       am_slice_eqs(type, "text/markdown") ||
	       am_slice_starts(type, "multipart/");
}

/* As the only part of a mail, a text of any kind is better than none (RFC 2046
 * section 4.1.4), but for those that are no words. */
static bool
is_other_text(struct am_slice type)
{
	return am_slice_starts(type, "text/") &&
	       !am_slice_eqs(type, "text/calendar") &&
	       !am_slice_eqs(type, "text/rtf") &&
	       am_slice_ifind(type, "vcard") == type.len;
}

/* Is this leaf part of what was written, or a file that came with it? */
static bool
is_body(const struct am_node *node, bool is_first)
{
	struct am_slice type = node->part.type;

	if (node->is_multipart || node->is_message || node->is_opaque)
		return false;
	if (node->parent < 0 && is_other_text(type))
		return true;
	if (!is_html_type(type) && !is_plain_type(type))
		return false;
	if (node->parent < 0)
		return true;
	return !am_slice_eqs(node->part.disposition, "attachment") &&
	       (node->part.filename.len == 0 || is_first);
}

static void
read_leaf(struct am_arena *arena, const struct am_node *node, size_t *room,
	  struct am_notes *notes, struct reading *out)
{
	struct am_html html;

	out->is_read = true;
	out->is_html = is_html_type(node->part.type);
	if (out->is_html) {
		struct am_slice text = am_part_text(arena, node, room, notes);

		if (am_is_enriched(node->part.type))
			text = am_enriched_to_html(arena, text);
		am_html_to_text(arena, text, &html);
		out->text = html.text;
		out->quoted = html.quoted;
		if (html.is_cut)
			am_notes_limit(notes, "html");
	} else {
		out->text = am_part_plain_text(arena, node, room, notes);
	}
	out->says = count_text(out->text) + count_text(out->quoted);
	out->says_html = am_slice_ifind(out->text, "html") < out->text.len;
}

static void
read_leaves(struct am_arena *arena, const struct am_mime *mime,
	    struct am_notes *notes, struct reading *readings)
{
	size_t room = AM_TEXT_MAX_BYTES;
	bool is_first = true;

	for (size_t i = 0; i < mime->count; i++) {
		struct reading *r = &readings[i];

		r->choice = -1;
		if (!is_body(&mime->nodes[i], is_first))
			continue;
		if (room == 0) {
			am_notes_limit(notes, "text");
			continue;
		}
		read_leaf(arena, &mime->nodes[i], &room, notes, r);
		is_first = is_first && r->says == 0;
	}
}

/* "Your mail program cannot show HTML", in any language. */
static bool
is_excuse(const struct reading *plain, const struct reading *html)
{
	return html->is_html && html->says > 0 && !html->says_html &&
	       !plain->is_html && plain->says_html &&
	       plain->says <= EXCUSE_MAX_BYTES;
}

/* Of two alternatives: a plain one stands against HTML that says less than
 * twice as much; else more is better, and of equals the later. */
static bool
is_better(const struct reading *a, const struct reading *than)
{
	if (than->says == 0 || a->says == 0)
		return than->says == 0;
	if (is_excuse(a, than) || is_excuse(than, a))
		return a->is_html;
	if (a->is_html && !than->is_html)
		return a->says / 2 > than->says;
	if (!a->is_html && than->is_html)
		return than->says / 2 <= a->says;
	return a->says >= than->says;
}

static void
add_to_parent(const struct am_mime *mime, struct reading *readings, size_t i)
{
	int parent = mime->nodes[i].parent;
	struct reading *p;

	if (parent < 0)
		return;
	p = &readings[parent];
	if (!mime->nodes[parent].is_alternative) {
		p->says += readings[i].says;
		p->is_html = p->is_html || readings[i].is_html;
		p->says_html = p->says_html || readings[i].says_html;
		return;
	}
	/* Children come last one first here. */
	if (p->choice < 0 || !is_better(&readings[p->choice], &readings[i])) {
		p->choice = (int)i;
		p->says = readings[i].says;
		p->is_html = readings[i].is_html;
		p->says_html = readings[i].says_html;
	}
}

/* Parents stand before their children: backwards, every node is complete when
 * it is reached; forwards, what is dropped hands that on. */
static void
choose(const struct am_mime *mime, struct reading *readings)
{
	for (size_t i = mime->count; i-- > 0;)
		add_to_parent(mime, readings, i);
	for (size_t i = 0; i < mime->count; i++) {
		int parent = mime->nodes[i].parent;

		if (parent < 0)
			continue;
		readings[i].is_dropped = readings[parent].is_dropped ||
					 (readings[parent].choice >= 0 &&
					  readings[parent].choice != (int)i);
	}
}

/* With an empty line between pieces: a sentence does not reach over it. */
static void
put_piece(struct am_buf *out, struct am_slice piece)
{
	if (am_slice_trim(piece).len == 0)
		return;
	if (out->len > 0)
		am_buf_puts(out,
			    out->ptr[out->len - 1] == '\n' ? "\n" : "\n\n");
	am_buf_put(out, piece);
}

/* What a part that we leave closed is called; NULL: nothing worth a note. */
static const char *
closed_name(const struct am_part *part)
{
	static const struct {
		const char *type;
		const char *name;
	} types[] = {
		{ "application/ms-tnef", "tnef" },
		{ "application/vnd.ms-tnef", "tnef" },
		{ "application/pkcs7-mime", "s/mime" },
		{ "application/x-pkcs7-mime", "s/mime" },
		{ "application/pgp-encrypted", "pgp message" },
		{ "multipart/encrypted", "pgp message" },
		{ "message/partial", "partial message" },
		{ "message/external-body", "external body" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (am_slice_eqs(part->type, types[i].type))
			return types[i].name;
	if (am_slice_ieqs(part->filename, "winmail.dat"))
		return "tnef";
	return am_slice_ieqs(part->filename, "smime.p7m") ? "s/mime" : NULL;
}

static void
name_closed(const struct am_mime *mime, struct am_notes *notes)
{
	for (size_t i = 0; i < mime->count; i++) {
		const char *name = closed_name(&mime->nodes[i].part);

		if (name != NULL)
			am_notes_say(notes, AM_NOTE_CLOSED, name);
	}
}

static struct am_slice
finish(struct am_arena *arena, struct am_buf *buf)
{
	struct am_slice out = am_arena_dup(
		arena, am_slice_cut_utf8(am_buf_slice(buf), AM_TEXT_MAX_BYTES));

	am_buf_free(buf);
	return out;
}

/* From and subject of the message that is parts[`part`], as rules see them. */
static void
put_heading(const struct am_message *msg, size_t part, struct am_buf *text,
	    struct am_buf *quoted)
{
	const struct am_attached *inner = msg->attached;
	const struct am_attached *end = inner + msg->n_attached;
	struct am_buf lines = { 0 };

	while (inner < end && inner->part != part)
		inner++;
	if (inner == end)
		return;
	if (inner->from.name.len > 0 || inner->from.address.len > 0)
		am_buf_printf(&lines, "From: %.*s <%.*s>\n",
			      AM_SLICE_ARG(inner->from.name),
			      AM_SLICE_ARG(inner->from.address));
	if (inner->subject.len > 0)
		am_buf_printf(&lines, "Subject: %.*s\n",
			      AM_SLICE_ARG(inner->subject));
	put_piece(text, am_buf_slice(&lines));
	put_piece(quoted, am_buf_slice(&lines));
	am_buf_free(&lines);
}

void
am_body_read(struct am_arena *arena, const struct am_mime *mime,
	     struct am_notes *notes, struct am_message *msg)
{
	struct reading *readings =
		am_arena_array(arena, mime->count, sizeof(*readings));
	struct am_trim_about about = { .sender = msg->from.name };
	struct am_subject subject;
	struct am_trimmed trimmed;
	struct am_buf text = { 0 };
	struct am_buf said = { 0 };
	struct am_buf quoted = { 0 };
	size_t own_bytes = SIZE_MAX;
	size_t parts = 0;

	am_subject_base(msg->subject, &subject);
	about.is_forward = subject.is_forward && !subject.is_reply;
	name_closed(mime, notes);
	read_leaves(arena, mime, notes, readings);
	choose(mime, readings);
	for (size_t i = 0; i < mime->count; i++) {
		const struct reading *r = &readings[i];
		size_t part = parts;

		parts += !mime->nodes[i].is_multipart;
		if (r->is_dropped)
			continue;
		if (mime->nodes[i].is_message) {
			if (text.len < own_bytes)
				own_bytes = text.len;
			put_heading(msg, part, &text, &quoted);
		}
		if (!r->is_read)
			continue;
		msg->parts[part].is_read = true;
		put_piece(&text, r->text);
		put_piece(&text, r->quoted);
		put_piece(mime->nodes[i].is_embedded ? &quoted : &said,
			  r->text);
		/* what is handed on is content, whatever box it stands in */
		put_piece(about.is_forward && !mime->nodes[i].is_embedded
				  ? &said
				  : &quoted,
			  r->quoted);
	}
	msg->text = finish(arena, &text);
	msg->own_text_bytes = am_slice_head(msg->text, own_bytes).len;
	am_trim(arena, finish(arena, &said), &about, &trimmed);
	if (trimmed.forward.len > 0)
		am_notes_say(notes, AM_NOTE_FORWARDED,
			     am_arena_str(arena, trimmed.forward));
	msg->new_text = trimmed.new_text;
	msg->signature = trimmed.signature;
	put_piece(&text, trimmed.quoted);
	put_piece(&text, am_buf_slice(&quoted));
	msg->quoted = finish(arena, &text);
	am_buf_free(&quoted);
}
