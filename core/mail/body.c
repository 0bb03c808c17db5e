/* SPDX-License-Identifier: MIT */
#include "body.h"

#include "decode.h"
#include "html.h"
#include "trim.h"

/* What a node says, with all that is inside it. */
struct reading {
	struct am_slice text;   /* of a leaf: outside quotation containers */
	struct am_slice quoted; /* and inside them */
	size_t says;            /* bytes that are no blanks */
	int choice;             /* of an alternative: the child to read */
	bool is_read;
	bool is_html; /* some of it */
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
	return am_slice_eqs(type, "text/html") ||
	       am_slice_eqs(type, "text/enriched") ||
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

/* Is this leaf part of what was written, or a file that came with it? */
static bool
is_body(const struct am_node *node, bool is_first)
{
	if (node->is_multipart || node->is_message || node->is_opaque ||
	    (!is_html_type(node->part.type) && !is_plain_type(node->part.type)))
		return false;
	if (node->parent < 0)
		return true;
	return !am_slice_eqs(node->part.disposition, "attachment") &&
	       (node->part.filename.len == 0 || is_first);
}

static void
read_leaf(struct am_arena *arena, const struct am_node *node,
	  struct am_notes *notes, struct reading *out)
{
	struct am_slice text = am_part_text(arena, node, notes);
	struct am_html html;

	out->is_read = true;
	out->is_html = is_html_type(node->part.type);
	if (out->is_html) {
		am_html_to_text(arena, text, &html);
		out->text = html.text;
		out->quoted = html.quoted;
		if (html.is_cut)
			am_notes_limit(notes, "html");
	} else {
		out->text = am_text_without_files(arena, text);
	}
	out->says = count_text(out->text) + count_text(out->quoted);
}

static void
read_leaves(struct am_arena *arena, const struct am_mime *mime,
	    struct am_notes *notes, struct reading *readings)
{
	size_t total = 0;
	bool is_first = true;

	for (size_t i = 0; i < mime->count; i++) {
		struct reading *r = &readings[i];

		r->choice = -1;
		if (!is_body(&mime->nodes[i], is_first))
			continue;
		if (total >= AM_TEXT_MAX_BYTES) {
			am_notes_limit(notes, "text");
			continue;
		}
		read_leaf(arena, &mime->nodes[i], notes, r);
		total += r->text.len + r->quoted.len;
		is_first = false;
	}
}

/* Of two alternatives: a plain one stands against HTML that says less than
 * twice as much; else more is better, and of equals the later. */
static bool
is_better(const struct reading *a, const struct reading *than)
{
	if (than->says == 0 || a->says == 0)
		return than->says == 0;
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
		return;
	}
	/* Children come last one first here. */
	if (p->choice < 0 || !is_better(&readings[p->choice], &readings[i])) {
		p->choice = (int)i;
		p->says = readings[i].says;
		p->is_html = readings[i].is_html;
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

static struct am_slice
finish(struct am_arena *arena, struct am_buf *buf)
{
	struct am_slice out = am_arena_dup(
		arena, am_slice_cut_utf8(am_buf_slice(buf), AM_TEXT_MAX_BYTES));

	am_buf_free(buf);
	return out;
}

void
am_body_read(struct am_arena *arena, const struct am_mime *mime,
	     struct am_notes *notes, struct am_message *msg)
{
	struct reading *readings =
		am_arena_array(arena, mime->count, sizeof(*readings));
	struct am_trimmed trimmed;
	struct am_buf text = { 0 };
	struct am_buf said = { 0 };
	struct am_buf quoted = { 0 };

	read_leaves(arena, mime, notes, readings);
	choose(mime, readings);
	for (size_t i = 0; i < mime->count; i++) {
		const struct reading *r = &readings[i];

		if (!r->is_read || r->is_dropped)
			continue;
		put_piece(&text, r->text);
		put_piece(&text, r->quoted);
		put_piece(mime->nodes[i].is_embedded ? &quoted : &said,
			  r->text);
		put_piece(&quoted, r->quoted);
	}
	msg->text = finish(arena, &text);
	am_trim(arena, finish(arena, &said), &trimmed);
	msg->new_text = trimmed.new_text;
	msg->signature = trimmed.signature;
	put_piece(&text, trimmed.quoted);
	put_piece(&text, am_buf_slice(&quoted));
	msg->quoted = finish(arena, &text);
	am_buf_free(&quoted);
}
