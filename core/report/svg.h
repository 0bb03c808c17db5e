/* svg.h - shapes of a chart.
 *
 * Layer:     report.
 * Threads:   safe; pure.
 * Promise:   a chart is as wide as its place and never scales its letters:
 *            across, all is in hundredths of a percent of the plot's width
 *            (0 to AM_SVG_WIDE); down, in pixels. Colours, strokes and fonts
 *            are page.css's; there is no style attribute, so that the page's
 *            policy can forbid them. All text is escaped here.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_SVG_H
#define AMENDS_REPORT_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/mem.h"
#include "amends/slice.h"

#define AM_SVG_WIDE 10000

struct am_svg_head {
	const char *id; /* of the page, letters and digits */
	const char *class;
	int height_px;
	struct am_slice title, desc; /* what a reader hears in its place */
};

void am_svg_open(struct am_buf *out, const struct am_svg_head *head);
void am_svg_close(struct am_buf *out);

struct am_svg_box {
	int x, width; /* hundredths of a percent */
	int y, height;
};
/* `class` may be NULL, here and below. */
void am_svg_rect(struct am_buf *out, const char *class, struct am_svg_box box);
void am_svg_line(struct am_buf *out, const char *class, struct am_svg_box box);
void am_svg_dot(struct am_buf *out, const char *class, int x, int y);
void am_svg_text(struct am_buf *out, const char *class, int x, int y,
		 struct am_slice text);
/* A row of things, moved down by `y`; in it, 0 is there. */
void am_svg_row_open(struct am_buf *out, int y);
void am_svg_row_close(struct am_buf *out);
/* A rectangle whose size page.css gives. */
void am_svg_mark(struct am_buf *out, const char *class, int x);
/* To the left of the plot, in its margin. */
void am_svg_text_left(struct am_buf *out, int y, struct am_slice text);

/* Lines through points, between which the stroke may be broken: open, then for
 * each line begin and its points. */
struct am_svg_path {
	struct am_buf *out;
	bool is_in_line;
};
struct am_svg_path am_svg_path_open(struct am_buf *out, const char *class,
				    int height_px);
void am_svg_path_point(struct am_svg_path *path, int x, int y);
void am_svg_path_break(struct am_svg_path *path);
void am_svg_path_close(struct am_svg_path *path);

#endif
