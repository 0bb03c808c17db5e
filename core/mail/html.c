/* SPDX-License-Identifier: MIT */
#include "html.h"

#include <string.h>

#include "html_characters.h"
#include "html_entities.h"
#include "html_frames.h"
#include "html_link.h"
#include "html_lists.h"
#include "html_look.h"
#include "html_sheet.h"
#include "html_sink.h"
#include "html_tag.h"
#include "trim.h"
#include "trim_lines.h"

#define SMILEY_MAX_BYTES 40 /* of an alt= that is one */

struct reader {
	struct am_html_scan scan;
	struct am_html_sheet sheet;
	struct am_html_frames frames;
	struct am_html_paint paint;
	bool is_seen; /* painted so */
	struct am_html_sink text;
	struct am_html_sink quoted;
	struct am_html_sink *sink; /* one of these two */

	struct am_html_inside hidden;

	struct am_html_inside box; /* the quotation; BOX_REST has no name */
	enum am_html_box box_kind;
	unsigned int cites; /* open blockquotes in BOX_GMAIL */
	bool has_cite;      /* one was closed there */
	size_t box_begin;   /* in quoted.buf */
	bool is_forward;    /* nothing is a quotation any more */

	struct am_slice href; /* of the link that is open */
	size_t link_begin;    /* where its words begin in sink->buf */
	struct am_html_sink *link_sink;

	struct am_html_lists lists;
	bool is_cut;
};

static bool
is_inside(const struct am_html_inside *in, const char *name)
{
	return in->depth > 0 && strcmp(in->name, name) == 0;
}

/* Back to the person's own text. What was read as a quotation and begins as a
 * forwarded mail is what they want to say after all. */
static void
leave_box(struct reader *r)
{
	struct am_slice taken = am_slice_trim(
		am_slice_from(am_buf_slice(&r->quoted.buf), r->box_begin));
	struct am_slice line;

	r->sink = &r->text;
	am_html_sink_line(&r->text, 2);
	am_html_sink_line(&r->quoted, 2);
	if (!am_slice_next_line(&taken, &line) || !am_trim_is_forward(line))
		return;
	am_html_sink_move(&r->quoted, r->box_begin, &r->text);
	r->is_forward = true;
}

static void
enter_box(struct reader *r, const struct am_html_tag *tag,
	  enum am_html_box kind)
{
	size_t attribution =
		am_trim_attribution_at_end(am_buf_slice(&r->text.buf));

	r->box_begin = r->quoted.buf.len;
	if (attribution < r->text.buf.len)
		am_html_sink_move(&r->text, attribution, &r->quoted);
	r->box_kind = kind;
	r->cites = 0;
	r->has_cite = false;
	if (kind != AM_HTML_BOX_REST)
		am_html_inside_enter(&r->box, tag, r->frames.tables);
	r->sink = &r->quoted;
	am_html_sink_line(r->sink, 2);
}

/* Count what is open in a box, and change sides where an answer begins. */
static void
follow_box(struct reader *r, const struct am_html_tag *tag)
{
	bool is_cite = r->box_kind == AM_HTML_BOX_GMAIL &&
		       strcmp(tag->name, "blockquote") == 0;

	if (is_cite && !tag->is_end && r->cites++ == 0 && r->has_cite &&
	    !r->is_forward) {
		r->box_begin = r->quoted.buf.len;
		r->sink = &r->quoted;
	}
	if (is_cite && tag->is_end && r->cites > 0 && --r->cites == 0) {
		r->has_cite = true;
		leave_box(r);
	}
	if (!is_inside(&r->box, tag->name))
		return;
	if (!tag->is_end) {
		r->box.depth++;
	} else if (--r->box.depth == 0) {
		r->box_kind = AM_HTML_NO_BOX;
		if (r->sink == &r->quoted)
			leave_box(r);
	}
}

static void
close_link(struct reader *r)
{
	struct am_slice href = r->href;
	char address[AM_HTML_LINK_MAX + 1];

	r->href = (struct am_slice){ NULL, 0 };
	if (href.len == 0 || r->link_sink != r->sink ||
	    r->link_begin >= r->sink->buf.len ||
	    !am_html_link_address(href, address) ||
	    am_html_link_is_said(
		    am_slice_from(am_buf_slice(&r->sink->buf), r->link_begin),
		    address))
		return;
	am_html_sink_behind(r->sink, address);
}

static void
open_link(struct reader *r, struct am_slice href)
{
	close_link(r);
	r->href = href;
	r->link_begin = r->sink->buf.len;
	r->link_sink = r->sink;
}

static bool
is_shown(const struct reader *r)
{
	return r->hidden.depth == 0 && r->is_seen;
}

static void
put_character(struct reader *r, unsigned int c)
{
	char utf8[4];
	size_t n;

	/* white on white has its blanks between the words beside it */
	if (r->hidden.depth > 0 || r->paint.is_tiny)
		return;
	if (am_html_is_line_end(c) && (r->paint.keeps_blanks || c > '\r'))
		am_html_sink_break(r->sink);
	else if (am_html_is_blank(c))
		am_html_sink_blank(r->sink);
	else if (r->is_seen && !am_html_is_invisible(c)) {
		n = am_utf8_put(c, utf8);
		am_html_sink_put(r->sink, (struct am_slice){ utf8, n });
	}
}

/* A character or a reference to one; its bytes. */
static size_t
read_character(struct am_slice in, unsigned int *c)
{
	size_t n = in.ptr[0] == '&' ? am_html_entity(in, c) : 0;

	return n > 0 ? n : am_utf8_next(in, c);
}

/* The alt= of a picture that holds nothing which people read as a word. */
static void
put_smiley(struct reader *r, struct am_slice alt)
{
	unsigned int c = 0;

	if (alt.len > SMILEY_MAX_BYTES)
		return;
	for (size_t i = 0; i < alt.len;) {
		i += read_character(am_slice_from(alt, i), &c);
		if (c < 0x80 && (am_is_alpha((char)c) || am_is_digit((char)c)))
			return;
	}
	for (size_t i = 0; i < alt.len;) {
		i += read_character(am_slice_from(alt, i), &c);
		put_character(r, c);
	}
}

static void
lay_out_table(struct reader *r, const struct am_html_tag *tag)
{
	const char *name = tag->name;

	if (strcmp(name, "tr") == 0 && !tag->is_end)
		am_html_sink_row(r->sink);
	else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
		if (!tag->is_end)
			am_html_sink_cell(r->sink);
	} else if (strcmp(name, "tr") == 0 || strcmp(name, "table") == 0)
		am_html_sink_no_row(r->sink);
}

/* Line ends and what else a shown tag does to the text. */
static void
lay_out(struct reader *r, const struct am_html_tag *tag,
	const struct am_html_look *look, unsigned int flags)
{
	const char *name = tag->name;
	char mark[AM_HTML_MARK_MAX];

	lay_out_table(r, tag);
	if ((flags & AM_HTML_LIST) != 0) {
		am_html_sink_no_row(r->sink);
		am_html_sink_mark(r->sink, "");
		am_html_lists_tag(&r->lists, tag, look);
	}
	if ((flags & AM_HTML_PARA) != 0)
		am_html_sink_line(r->sink, 2);
	else if ((flags & AM_HTML_LINE) != 0)
		am_html_sink_line(r->sink, 1);
	if (strcmp(name, "br") == 0)
		am_html_sink_break(r->sink);
	else if (strcmp(name, "li") == 0)
		am_html_sink_mark(r->sink, am_html_lists_item(&r->lists, tag,
							      look, mark));
	else if (strcmp(name, "img") == 0)
		put_smiley(r, look->alt);
	else if (strcmp(name, "a") == 0 && tag->is_end)
		close_link(r);
}

/* Does the tag's content stay hidden, or begin to be? */
static bool
follow_hidden(struct reader *r, const struct am_html_tag *tag,
	      const struct am_html_look *look, unsigned int flags)
{
	bool hides = look->style.is_hidden || (flags & AM_HTML_HIDDEN) != 0 ||
		     am_html_sheet_hides(&r->sheet, look->classes);

	if (am_html_inside_ends(&r->hidden, tag, flags, r->frames.tables))
		r->hidden.depth = 0;
	if (r->hidden.depth > 0) {
		if (is_inside(&r->hidden, tag->name))
			r->hidden.depth += tag->is_end ? -1U : 1U;
		return true;
	}
	if (tag->is_end || !hides || (flags & AM_HTML_VOID) != 0)
		return false;
	am_html_inside_enter(&r->hidden, tag, r->frames.tables);
	return true;
}

static void
follow_frames(struct reader *r, const struct am_html_tag *tag,
	      const struct am_html_look *look, unsigned int flags)
{
	am_html_frames_tag(&r->frames, tag, flags, look);
	r->paint = am_html_frames_paint(&r->frames);
	r->is_seen = am_html_is_seen(r->paint);
}

static void
read_tag(struct reader *r, const struct am_html_tag *tag, unsigned int flags)
{
	struct am_html_look look = AM_HTML_LOOK_AS_IS;

	if ((flags & AM_HTML_KEEP) != 0)
		look.style.blanks = AM_HTML_BLANKS_KEEP;
	if (!tag->is_end && tag->attributes.len > 0)
		am_html_look_at(tag, &look);
	r->scan.visited += tag->attributes.len;
	if (tag->attributes.len > AM_HTML_TAG_MAX_BYTES &&
	    strcmp(tag->name, "img") != 0) /* pictures are often inline */
		r->is_cut = true;
	if (r->box_kind != AM_HTML_NO_BOX)
		follow_box(r, tag);
	else if (look.box != AM_HTML_NO_BOX && !r->is_forward &&
		 ((flags & AM_HTML_VOID) == 0 || look.box == AM_HTML_BOX_REST))
		enter_box(r, tag, look.box);
	follow_frames(r, tag, &look, flags);
	if (follow_hidden(r, tag, &look, flags))
		return;
	lay_out(r, tag, &look, flags);
	if (look.href.len > 0 && strcmp(tag->name, "a") == 0)
		open_link(r, look.href);
	if (look.is_signature && r->sink == &r->text) {
		am_html_sink_line(r->sink, 1);
		am_html_sink_mark(r->sink, "-- \n"); /* for am_trim() */
	}
}

/* "<ann@example.org>", "<https://...>": somebody forgot to write &lt;. */
static bool
is_address(struct am_slice tag)
{
	size_t i = 1;

	while (i < tag.len && i < AM_HTML_LINK_MAX &&
	       (am_is_alpha(tag.ptr[i]) || am_is_digit(tag.ptr[i]) ||
		(tag.ptr[i] != '\0' && strchr("._+-%", tag.ptr[i]) != NULL)))
		i++;
	tag = am_slice_from(tag, 1);
	return (i <= tag.len && tag.ptr[i - 1] == '@') ||
	       am_slice_istarts(tag, "http:") ||
	       am_slice_istarts(tag, "https:");
}

static size_t
read_raw(struct reader *r, struct am_slice in, const struct am_html_tag *tag,
	 size_t n)
{
	struct am_slice raw = am_slice_from(in, n);

	raw = am_slice_head(raw, am_html_raw_scan(&r->scan, raw, tag->name));
	if (strcmp(tag->name, "style") == 0) {
		am_html_sheet_read(&r->sheet, raw);
		r->scan.visited += raw.len;
		r->frames.has_sheet = r->sheet.has_grounds;
		r->paint = am_html_frames_paint(&r->frames);
		r->is_seen = am_html_is_seen(r->paint);
	}
	return n + raw.len;
}

static size_t
read_markup(struct reader *r, struct am_slice in)
{
	struct am_html_tag tag;
	unsigned int flags;
	size_t n;

	if (in.len > 1 && (in.ptr[1] == '!' || in.ptr[1] == '?'))
		return am_html_markup_scan(&r->scan, in);
	n = am_html_tag_scan(&r->scan, in, &tag);
	if (n == 0 || is_address(am_slice_head(in, n))) {
		if (is_shown(r))
			am_html_sink_put(r->sink, am_slice_head(in, 1));
		return 1;
	}
	flags = am_html_flags(tag.name);
	if ((flags & AM_HTML_RAW) != 0 && !tag.is_end)
		return read_raw(r, in, &tag, n);
	read_tag(r, &tag, flags);
	return n;
}

/* A run of plain letters at the front of `in`. */
static size_t
plain_run(struct am_slice in)
{
	size_t n = 0;

	while (n < in.len && in.ptr[n] > ' ' && in.ptr[n] < 0x7f &&
	       in.ptr[n] != '<' && in.ptr[n] != '&')
		n++;
	return n;
}

static size_t
read_text(struct reader *r, struct am_slice in)
{
	size_t n = plain_run(in);
	unsigned int c;

	if (n > 0) {
		if (is_shown(r))
			am_html_sink_put(r->sink, am_slice_head(in, n));
		return n;
	}
	n = read_character(in, &c);
	put_character(r, c);
	return n;
}

/* Outlook forwards and answers look the same; but who adds no word of their
 * own to a mail is handing it on. */
static bool
hands_on(struct am_arena *arena, const struct reader *r)
{
	struct am_trimmed trimmed;

	if (r->box_kind != AM_HTML_BOX_REST)
		return false;
	am_trim(arena, am_buf_slice(&r->text.buf), NULL, &trimmed);
	return trimmed.new_text.len == 0;
}

void
am_html_to_text(struct am_arena *arena, struct am_slice html,
		struct am_html *out)
{
	struct reader r = { .sink = &r.text, .is_seen = true };
	struct am_slice rest = am_slice_cut_utf8(html, AM_HTML_MAX_BYTES);

	r.is_cut = rest.len < html.len;
	am_html_sink_no_row(&r.text);
	am_html_sink_no_row(&r.quoted);
	r.scan.visited = rest.len;
	while (rest.len > 0)
		rest = am_slice_from(rest, rest.ptr[0] == '<'
						   ? read_markup(&r, rest)
						   : read_text(&r, rest));
	if (hands_on(arena, &r))
		am_html_sink_move(&r.quoted, r.box_begin, &r.text);
	else if (r.sink == &r.quoted)
		leave_box(&r);
	out->text = am_arena_dup(arena, am_buf_slice(&r.text.buf));
	out->quoted = am_arena_dup(arena, am_buf_slice(&r.quoted.buf));
	out->is_cut = r.is_cut;
	out->visited = r.scan.visited;
	am_buf_free(&r.text.buf);
	am_buf_free(&r.quoted.buf);
}
