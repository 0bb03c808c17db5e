/* SPDX-License-Identifier: MIT */
#include "html.h"

#include <string.h>

#include "html_entities.h"
#include "html_sink.h"
#include "html_tag.h"
#include "trim.h"
#include "trim_lines.h"

#define LINK_MAX_BYTES 100 /* longer ones are for machines */

/* An element that is being read through without a tree: its name, and how many
 * of that name are open in each other. That is exact for the tags that count
 * here, which all need their end tag (but see leave_unclosed()). */
struct inside {
	char name[AM_HTML_NAME_MAX];
	unsigned int depth; /* 0: not inside */
};

struct reader {
	struct am_html_scan scan;
	struct am_html_sink text;
	struct am_html_sink quoted;
	struct am_html_sink *sink; /* one of these two */

	struct inside hidden;
	bool is_tiny; /* hidden by font-size 0 only */

	struct inside box; /* the quotation; BOX_REST has no name */
	enum am_html_box box_kind;
	unsigned int cites; /* open blockquotes in BOX_GMAIL */
	bool has_cite;      /* one was closed there */
	size_t box_begin;   /* in quoted.buf */
	bool is_forward;    /* nothing is a quotation any more */

	struct am_slice href; /* of the link that is open */
	size_t link_begin;    /* where its words begin in sink->buf */
	struct am_html_sink *link_sink;

	unsigned int pre; /* open <pre> */
	bool is_cut;
};

static void
enter(struct inside *in, const struct am_html_tag *tag)
{
	memcpy(in->name, tag->name, sizeof(in->name));
	in->depth = 1;
}

static bool
is_inside(const struct inside *in, const char *name)
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
		enter(&r->box, tag);
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

/* The address as people would write it into `out`, NUL-terminated; false when
 * it is not for them: too long, a script, a place on the page. */
static bool
read_address(struct am_slice href, char out[LINK_MAX_BYTES + 1])
{
	size_t n = 0;

	href = am_slice_trim(href);
	if (am_slice_istarts(href, "mailto:"))
		href = am_slice_from(href, strlen("mailto:"));
	else if (!am_slice_istarts(href, "http://") &&
		 !am_slice_istarts(href, "https://"))
		return false;
	while (href.len > 0) {
		unsigned int c = (unsigned char)href.ptr[0];
		size_t taken = c == '&' ? am_html_entity(href, &c) : 1;

		if (n == LINK_MAX_BYTES || c <= ' ' || c >= 0x7f)
			return false;
		out[n++] = (char)c;
		href = am_slice_from(href, taken > 0 ? taken : 1);
	}
	out[n] = '\0';
	return n > 0;
}

/* Do the words of a link say its address already? */
static bool
says(struct am_slice words, const char *address)
{
	char bare[LINK_MAX_BYTES + 1];
	const char *scheme = strstr(address, "://");
	size_t n = strlen(scheme != NULL ? scheme + strlen("://") : address);

	memcpy(bare, address + strlen(address) - n, n);
	while (n > 0 && bare[n - 1] == '/')
		n--;
	bare[n] = '\0';
	words = am_slice_head(words, 4 * (size_t)LINK_MAX_BYTES);
	return am_slice_ifind(words, bare) < words.len;
}

static void
close_link(struct reader *r)
{
	struct am_slice href = r->href;
	char address[LINK_MAX_BYTES + 1];

	r->href = (struct am_slice){ NULL, 0 };
	if (href.len == 0 || r->link_sink != r->sink ||
	    r->link_begin >= r->sink->buf.len || !read_address(href, address) ||
	    says(am_slice_from(am_buf_slice(&r->sink->buf), r->link_begin),
		 address))
		return;
	am_html_sink_blank(r->sink);
	am_html_sink_put(r->sink, AM_SLICE_LIT("<"));
	am_buf_puts(&r->sink->buf, address);
	am_buf_putc(&r->sink->buf, '>');
}

static void
open_link(struct reader *r, struct am_slice href)
{
	close_link(r);
	r->href = href;
	r->link_begin = r->sink->buf.len;
	r->link_sink = r->sink;
}

/* Line ends and what else a shown tag does to the text. */
static void
lay_out(struct reader *r, const struct am_html_tag *tag, unsigned int flags)
{
	const char *name = tag->name;

	if ((flags & AM_HTML_PARA) != 0)
		am_html_sink_line(r->sink, 2);
	else if ((flags & AM_HTML_LINE) != 0)
		am_html_sink_line(r->sink, 1);
	if (strcmp(name, "br") == 0)
		am_html_sink_break(r->sink);
	else if (strcmp(name, "li") == 0)
		r->sink->owed_mark = tag->is_end ? NULL : "- ";
	else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0)
		am_html_sink_blank(r->sink);
	else if (strcmp(name, "pre") == 0 && !tag->is_end)
		r->pre++;
	else if (strcmp(name, "pre") == 0 && r->pre > 0)
		r->pre--;
	else if (strcmp(name, "a") == 0 && tag->is_end)
		close_link(r);
}

/* People leave <p> open; any block ends it. */
static void
leave_unclosed(struct reader *r, const struct am_html_tag *tag,
	       unsigned int flags)
{
	if (is_inside(&r->hidden, "p") && !tag->is_end &&
	    (flags & (AM_HTML_LINE | AM_HTML_PARA)) != 0)
		r->hidden.depth = 0;
}

/* Does the tag's content stay hidden, or begin to be? */
static bool
follow_hidden(struct reader *r, const struct am_html_tag *tag,
	      const struct am_html_look *look, unsigned int flags)
{
	bool hides = look->shown == AM_HTML_IS_HIDDEN ||
		     look->shown == AM_HTML_IS_TINY ||
		     (flags & AM_HTML_HIDDEN) != 0;

	leave_unclosed(r, tag, flags);
	if (r->hidden.depth > 0 && r->is_tiny &&
	    (look->shown == AM_HTML_IS_SIZED ||
	     look->shown == AM_HTML_IS_HIDDEN))
		r->hidden.depth = 0; /* newsletters nest it so all the time */
	if (r->hidden.depth > 0) {
		if (is_inside(&r->hidden, tag->name))
			r->hidden.depth += tag->is_end ? -1U : 1U;
		return true;
	}
	if (tag->is_end || !hides || (flags & AM_HTML_VOID) != 0)
		return false;
	enter(&r->hidden, tag);
	r->is_tiny = look->shown == AM_HTML_IS_TINY;
	return true;
}

static void
read_tag(struct reader *r, const struct am_html_tag *tag, unsigned int flags)
{
	struct am_html_look look = { .shown = AM_HTML_AS_IS };

	if (!tag->is_end && tag->attributes.len > 0)
		am_html_look_at(tag, &look);
	if (tag->attributes.len > AM_HTML_TAG_MAX_BYTES &&
	    strcmp(tag->name, "img") != 0) /* pictures are often inline */
		r->is_cut = true;
	if (r->box_kind != AM_HTML_NO_BOX)
		follow_box(r, tag);
	else if (look.box != AM_HTML_NO_BOX && !r->is_forward &&
		 ((flags & AM_HTML_VOID) == 0 || look.box == AM_HTML_BOX_REST))
		enter_box(r, tag, look.box);
	if (follow_hidden(r, tag, &look, flags))
		return;
	lay_out(r, tag, flags);
	if (look.href.len > 0 && strcmp(tag->name, "a") == 0)
		open_link(r, look.href);
	if (look.is_signature && r->sink == &r->text) {
		am_html_sink_line(r->sink, 1);
		r->sink->owed_mark = "-- \n"; /* for am_trim() */
	}
}

/* Behind "</name", or all of it: a browser too takes the rest of a mail for
 * style when nothing ends it. */
static size_t
skip_raw(struct am_slice in, const char *name)
{
	size_t len = strlen(name);
	size_t at = 0;

	while ((at += am_slice_chr(am_slice_from(in, at), '<')) < in.len) {
		struct am_slice tail = am_slice_from(in, at + 1);

		if (tail.len > len && tail.ptr[0] == '/' &&
		    am_slice_istarts(am_slice_from(tail, 1), name))
			return at;
		at++;
	}
	return in.len;
}

/* "<!-- ... -->", "<!DOCTYPE ...>", "<?xml ...>", "<![if ...]>". */
static size_t
skip_markup(struct am_slice in)
{
	size_t end;

	if (!am_slice_starts(in, "<!--")) {
		end = am_slice_chr(in, '>');
		return end < in.len ? end + 1 : in.len;
	}
	if (am_slice_starts(in, "<!-->"))
		return strlen("<!-->");
	end = strlen("<!--");
	while ((end += am_slice_chr(am_slice_from(in, end), '>')) < in.len) {
		struct am_slice comment = am_slice_head(in, end);

		end++;
		if (am_slice_ends(comment, "--") ||
		    am_slice_ends(comment, "--!"))
			return end;
	}
	return in.len;
}

static size_t
read_markup(struct reader *r, struct am_slice in)
{
	struct am_html_tag tag;
	unsigned int flags;
	size_t n;

	if (in.len > 1 && (in.ptr[1] == '!' || in.ptr[1] == '?'))
		return skip_markup(in);
	n = am_html_tag_scan(&r->scan, in, &tag);
	if (n == 0) {
		if (r->hidden.depth == 0)
			am_html_sink_put(r->sink, am_slice_head(in, 1));
		return 1;
	}
	flags = am_html_flags(tag.name);
	if ((flags & AM_HTML_RAW) != 0 && !tag.is_end)
		return n + skip_raw(am_slice_from(in, n), tag.name);
	read_tag(r, &tag, flags);
	return n;
}

/* Characters that take no room, put in to fool filters or to fill previews. */
static bool
is_invisible(unsigned int c)
{
	return c < 0x20 || c == 0x7f || c == 0xad || c == 0x34f ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static void
put_character(struct reader *r, unsigned int c)
{
	char utf8[4];
	size_t n;

	if (r->hidden.depth > 0)
		return;
	if (c == '\n' && r->pre > 0)
		am_html_sink_break(r->sink);
	else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
		 c == 0xa0 || c == 0x202f)
		am_html_sink_blank(r->sink);
	else if (!is_invisible(c)) {
		n = am_utf8_put(c, utf8);
		am_html_sink_put(r->sink, (struct am_slice){ utf8, n });
	}
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
		if (r->hidden.depth == 0)
			am_html_sink_put(r->sink, am_slice_head(in, n));
		return n;
	}
	n = in.ptr[0] == '&' ? am_html_entity(in, &c) : 0;
	if (n == 0)
		n = am_utf8_next(in, &c);
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
	am_trim(arena, am_buf_slice(&r->text.buf), &trimmed);
	return trimmed.new_text.len == 0;
}

void
am_html_to_text(struct am_arena *arena, struct am_slice html,
		struct am_html *out)
{
	struct reader r = { .sink = &r.text };
	struct am_slice rest = am_slice_cut_utf8(html, AM_HTML_MAX_BYTES);

	r.is_cut = rest.len < html.len;
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
	am_buf_free(&r.text.buf);
	am_buf_free(&r.quoted.buf);
}
