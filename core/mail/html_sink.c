/* SPDX-License-Identifier: MIT */
#include "html_sink.h"

#include <stdint.h>
#include <string.h>

#define BAR            " | "
#define CELL_MAX_BYTES 120 /* more is a paragraph */

static void
delete_bytes(struct am_html_sink *sink, size_t at, size_t n)
{
	memmove(sink->buf.ptr + at, sink->buf.ptr + at + n,
		sink->buf.len - at - n);
	sink->buf.len -= n;
}

/* The cell has more than a line: let it begin one. */
static void
take_back_bar(struct am_html_sink *sink)
{
	sink->is_row = false;
	if (sink->bar == SIZE_MAX)
		return;
	sink->buf.ptr[sink->bar] = '\n';
	delete_bytes(sink, sink->bar + 1, strlen(BAR) - 1);
	sink->bar = SIZE_MAX;
}

static void
put_bar(struct am_html_sink *sink)
{
	size_t row = sink->row_begin;

	/* paragraphs in the cells of two rows put no empty line between them */
	if (!sink->has_bar && sink->had_bar && row != SIZE_MAX && row >= 2 &&
	    sink->buf.ptr[row - 2] == '\n')
		delete_bytes(sink, row - 2, 1);
	sink->has_bar = true;
	sink->bar = sink->buf.len;
	am_buf_puts(&sink->buf, BAR);
}

static void
pay(struct am_html_sink *sink)
{
	if (sink->buf.len > 0 && sink->owed_lines > 0) {
		if (sink->is_row && !sink->at_cell &&
		    sink->cell_begin != SIZE_MAX)
			take_back_bar(sink);
		am_buf_put(&sink->buf,
			   (struct am_slice){ "\n\n", sink->owed_lines });
	} else if (sink->owes_cell) {
		put_bar(sink);
	} else if (sink->buf.len > 0 && sink->owes_blank) {
		am_buf_putc(&sink->buf, ' ');
	}
	if (sink->at_cell)
		sink->cell_begin = sink->buf.len;
	if (sink->at_cell && sink->row_begin == SIZE_MAX)
		sink->row_begin = sink->buf.len;
	am_buf_puts(&sink->buf, sink->owed_mark);
	sink->owed_lines = 0;
	sink->owes_blank = false;
	sink->owes_cell = false;
	sink->owed_mark[0] = '\0';
	sink->at_cell = false;
}

void
am_html_sink_put(struct am_html_sink *sink, struct am_slice text)
{
	pay(sink);
	am_buf_put(&sink->buf, text);
}

void
am_html_sink_blank(struct am_html_sink *sink)
{
	sink->owes_blank = true;
}

void
am_html_sink_line(struct am_html_sink *sink, unsigned int lines)
{
	if (sink->owed_lines < lines && !sink->owes_cell)
		sink->owed_lines = lines;
}

void
am_html_sink_break(struct am_html_sink *sink)
{
	if (sink->owed_lines < 2 && !sink->owes_cell)
		sink->owed_lines++;
}

void
am_html_sink_mark(struct am_html_sink *sink, const char *mark)
{
	size_t n = strnlen(mark, AM_HTML_MARK_MAX - 1);

	memcpy(sink->owed_mark, mark, n);
	sink->owed_mark[n] = '\0';
}

void
am_html_sink_behind(struct am_html_sink *sink, const char *address)
{
	am_buf_puts(&sink->buf, " <");
	am_buf_puts(&sink->buf, address);
	am_buf_putc(&sink->buf, '>');
}

void
am_html_sink_no_row(struct am_html_sink *sink)
{
	if (sink->owes_cell && sink->owed_lines == 0)
		sink->owed_lines = 1;
	sink->owes_cell = false;
	sink->is_row = false;
	sink->at_cell = false;
	sink->had_bar = sink->has_bar;
	sink->has_bar = false;
	sink->row_begin = SIZE_MAX;
	sink->cell_begin = SIZE_MAX;
	sink->bar = SIZE_MAX;
}

void
am_html_sink_row(struct am_html_sink *sink)
{
	bool had_bar = sink->has_bar || sink->had_bar;

	am_html_sink_no_row(sink);
	am_html_sink_line(sink, 1);
	sink->had_bar = had_bar;
	sink->is_row = true;
}

void
am_html_sink_cell(struct am_html_sink *sink)
{
	bool has_text = !sink->at_cell && sink->cell_begin != SIZE_MAX;

	if (sink->is_row && has_text &&
	    sink->buf.len - sink->cell_begin > CELL_MAX_BYTES)
		take_back_bar(sink);
	if (!sink->is_row) {
		am_html_sink_line(sink, 1);
		return;
	}
	if (has_text) {
		sink->owed_lines = 0;
		sink->owes_cell = true;
	}
	sink->at_cell = true;
}

void
am_html_sink_move(struct am_html_sink *from, size_t at, struct am_html_sink *to)
{
	struct am_slice moved =
		am_slice_trim(am_slice_from(am_buf_slice(&from->buf), at));

	am_html_sink_no_row(from);
	am_html_sink_no_row(to);
	if (moved.len > 0) {
		am_html_sink_line(to, 2);
		am_html_sink_put(to, moved);
		am_html_sink_line(to, 2);
	}
	while (at > 0 && am_is_space(from->buf.ptr[at - 1]))
		at--;
	from->buf.len = at;
	am_html_sink_line(from, 2);
}
