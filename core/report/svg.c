/* SPDX-License-Identifier: MIT */
#include "svg.h"

#include "html_text.h"

static void
put_class(struct am_buf *out, const char *class)
{
	if (class != NULL)
		am_buf_printf(out, " class=\"%s\"", class);
}

/* 1250 is 12.5%. */
static void
put_across(struct am_buf *out, const char *name, int x)
{
	int rest = (x < 0 ? -x : x) % 100;

	am_buf_printf(out, " %s=\"%d", name, x / 100);
	if (rest > 0)
		am_buf_printf(out, rest % 10 == 0 ? ".%d" : ".%02d",
			      rest % 10 == 0 ? rest / 10 : rest);
	am_buf_puts(out, x == 0 ? "\"" : "%\"");
}

void
am_svg_open(struct am_buf *out, const struct am_svg_head *head)
{
	am_buf_printf(out,
		      "<svg class=\"%s\" height=\"%d\" role=\"img\" "
		      "aria-labelledby=\"%s-t\" aria-describedby=\"%s-d\">"
		      "<title id=\"%s-t\">",
		      head->class, head->height_px, head->id, head->id,
		      head->id);
	am_html_put(out, head->title);
	am_buf_printf(out, "</title><desc id=\"%s-d\">", head->id);
	am_html_put(out, head->desc);
	am_buf_puts(out, "</desc>\n");
}

void
am_svg_close(struct am_buf *out)
{
	am_buf_puts(out, "</svg>\n");
}

void
am_svg_rect(struct am_buf *out, const char *class, struct am_svg_box box)
{
	am_buf_puts(out, "<rect");
	put_class(out, class);
	put_across(out, "x", box.x);
	am_buf_printf(out, " y=\"%d\"", box.y);
	put_across(out, "width", box.width);
	am_buf_printf(out, " height=\"%d\"/>", box.height);
}

void
am_svg_line(struct am_buf *out, const char *class, struct am_svg_box box)
{
	am_buf_puts(out, "<line");
	put_class(out, class);
	put_across(out, "x1", box.x);
	am_buf_printf(out, " y1=\"%d\"", box.y);
	put_across(out, "x2", box.x + box.width);
	am_buf_printf(out, " y2=\"%d\"/>", box.y + box.height);
}

void
am_svg_dot(struct am_buf *out, const char *class, int x, int y)
{
	am_buf_puts(out, "<circle");
	put_class(out, class);
	put_across(out, "cx", x);
	am_buf_printf(out, " cy=\"%d\" r=\"3.5\"/>", y);
}

void
am_svg_row_open(struct am_buf *out, int y)
{
	am_buf_printf(out, "<g transform=\"translate(0 %d)\">", y);
}

void
am_svg_row_close(struct am_buf *out)
{
	am_buf_puts(out, "</g>\n");
}

void
am_svg_mark(struct am_buf *out, const char *class, int x)
{
	am_buf_puts(out, "<rect");
	put_class(out, class);
	put_across(out, "x", x);
	am_buf_puts(out, "/>");
}

void
am_svg_text(struct am_buf *out, const char *class, int x, int y,
	    struct am_slice text)
{
	am_buf_puts(out, "<text");
	put_class(out, class);
	put_across(out, "x", x);
	if (y != 0)
		am_buf_printf(out, " y=\"%d\"", y);
	am_buf_putc(out, '>');
	am_html_put(out, text);
	am_buf_puts(out, "</text>");
}

void
am_svg_text_left(struct am_buf *out, int y, struct am_slice text)
{
	am_buf_printf(out, "<text class=\"y\" x=\"-8\" y=\"%d\">", y);
	am_html_put(out, text);
	am_buf_puts(out, "</text>");
}

/* A picture in the picture, which stretches; its strokes do not (page.css). */
struct am_svg_path
am_svg_path_open(struct am_buf *out, const char *class, int height_px)
{
	am_buf_printf(out,
		      "<svg class=\"stretch\" width=\"100%%\" height=\"%d\" "
		      "viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">"
		      "<path",
		      height_px, AM_SVG_WIDE, height_px);
	put_class(out, class);
	am_buf_puts(out, " d=\"");
	return (struct am_svg_path){ out, false };
}

void
am_svg_path_point(struct am_svg_path *path, int x, int y)
{
	am_buf_printf(path->out, "%c%d %d", path->is_in_line ? 'L' : 'M', x, y);
	path->is_in_line = true;
}

void
am_svg_path_break(struct am_svg_path *path)
{
	path->is_in_line = false;
}

void
am_svg_path_close(struct am_svg_path *path)
{
	am_buf_puts(path->out, "\"/></svg>\n");
}
