/* SPDX-License-Identifier: MIT */
#include "html_sink.h"

static void
pay(struct am_html_sink *sink)
{
	if (sink->buf.len > 0 && sink->owed_lines > 0)
		am_buf_put(&sink->buf,
			   (struct am_slice){ "\n\n", sink->owed_lines });
	else if (sink->buf.len > 0 && sink->owes_blank)
		am_buf_putc(&sink->buf, ' ');
	if (sink->owed_mark != NULL)
		am_buf_puts(&sink->buf, sink->owed_mark);
	sink->owed_lines = 0;
	sink->owes_blank = false;
	sink->owed_mark = NULL;
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
	if (sink->owed_lines < lines)
		sink->owed_lines = lines;
}

void
am_html_sink_break(struct am_html_sink *sink)
{
	if (sink->owed_lines < 2)
		sink->owed_lines++;
}

void
am_html_sink_move(struct am_html_sink *from, size_t at, struct am_html_sink *to)
{
	struct am_slice moved =
		am_slice_trim(am_slice_from(am_buf_slice(&from->buf), at));

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
