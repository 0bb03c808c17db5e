/* SPDX-License-Identifier: MIT */
#include "explain_lines.h"

#include "amends/columns.h"

#define BEFORE_MATCH 24 /* columns of a long line that are shown before it */
#define AFTER_MATCH  12 /* and behind it, before its beginning is cut */
#define COLOUR       "\x1b[1;31m"
#define PLAIN        "\x1b[0m"

void
am_explain_wrap(struct am_buf *out, size_t indent, struct am_slice text)
{
	size_t used = 0;

	text = am_slice_trim(text);
	while (text.len > 0) {
		struct am_slice word =
			am_slice_head(text, am_slice_chr(text, ' '));
		size_t width = am_columns(word);

		if (used > 0 && indent + used + 1 + width >= AM_EXPLAIN_WIDTH) {
			am_buf_putc(out, '\n');
			used = 0;
		}
		if (used == 0)
			am_buf_printf(out, "%*s", (int)indent, "");
		else
			am_buf_putc(out, ' ');
		used += (used > 0) +
			am_columns_put(out, word, AM_EXPLAIN_WIDTH - indent);
		text = am_slice_trim(am_slice_from(text, word.len));
	}
	am_buf_putc(out, '\n');
}

static struct am_slice
text_of(const struct am_message *msg, struct am_slice place)
{
	if (am_slice_eqs(place, "subject"))
		return msg->subject;
	if (am_slice_eqs(place, "new_text"))
		return msg->new_text;
	if (am_slice_eqs(place, "quoted"))
		return msg->quoted;
	if (am_slice_eqs(place, "text"))
		return msg->text;
	if (am_slice_eqs(place, "attachment_text"))
		return msg->attachment_text;
	return (struct am_slice){ NULL, 0 };
}

/* The last words of text that take at most so many columns. */
static struct am_slice
tail(struct am_slice text, size_t columns)
{
	size_t all = am_columns(text);

	while (all > columns && text.len > 0) {
		struct am_slice rest;
		unsigned int cp = 0;

		rest = am_slice_from(text, am_utf8_next(text, &cp));
		all -= am_columns_of_char(cp);
		text = rest;
	}
	return am_slice_from(text, am_slice_chr(text, ' ') + 1);
}

struct pieces {
	struct am_slice before, match, after;
	bool is_cut_before;
};

/* False: there is nothing to show. */
static bool
cut_pieces(struct am_slice text, const struct am_marked *m, size_t width,
	   struct pieces *out)
{
	size_t begin = m->start;
	size_t end;

	if (m->end <= m->start || m->end > text.len)
		return false;
	while (begin > 0 && text.ptr[begin - 1] != '\n')
		begin--;
	end = m->start + am_slice_chr(am_slice_from(text, m->start), '\n');
	out->before = am_slice_range(text.ptr + begin, text.ptr + m->start);
	out->match = am_slice_range(text.ptr + m->start,
				    text.ptr + (m->end < end ? m->end : end));
	out->after =
		am_slice_range(out->match.ptr + out->match.len, text.ptr + end);
	if (out->before.len + out->after.len == 0)
		return false;
	out->is_cut_before = false;
	if (am_columns(out->before) + am_columns(out->match) + AFTER_MATCH >
	    width) {
		struct am_slice short_one = tail(out->before, BEFORE_MATCH);

		out->is_cut_before = short_one.len < out->before.len;
		out->before = short_one;
	}
	return true;
}

void
am_explain_mark(struct am_buf *out, size_t indent, const struct am_message *msg,
		const struct am_marked *marked, bool is_coloured)
{
	size_t width = AM_EXPLAIN_WIDTH - 1 - indent;
	struct pieces p;
	size_t before = 0;
	size_t match;

	if (!cut_pieces(text_of(msg, marked->place), marked, width, &p))
		return;
	am_buf_printf(out, "%*s", (int)indent, "");
	if (p.is_cut_before)
		am_buf_puts(out, "...");
	before = p.is_cut_before ? 3 : 0;
	before += am_columns_put(out, p.before, width);
	am_buf_puts(out, is_coloured ? COLOUR : "");
	match = am_columns_put(out, p.match, width - before);
	am_buf_puts(out, is_coloured ? PLAIN : "");
	if (before + match + 3 < width)
		(void)am_columns_put(out, p.after, width - before - match);
	am_buf_putc(out, '\n');
	if (is_coloured)
		return;
	am_buf_printf(out, "%*s", (int)(indent + before), "");
	for (size_t i = 0; i < match; i++)
		am_buf_putc(out, '^');
	am_buf_putc(out, '\n');
}
