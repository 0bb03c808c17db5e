/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "charts.h"
#include "svg.h"

#define ROW_PX 34
#define BAR_PX 12
#define TOP_PX 18

#define LINE_PERMILLE 800

static int
across(int permille)
{
	return permille * (AM_SVG_WIDE / 1000);
}

void
am_chart_pareto(const struct am_chart_head *head,
		const struct am_pareto_row *rows, size_t n, struct am_buf *out)
{
	const int height = TOP_PX + ROW_PX * (int)n;
	const struct am_svg_head svg = { head->id, "plot full", height,
					 head->title, head->desc };
	struct am_svg_path path;

	am_svg_open(out, &svg);
	for (size_t i = 0; i < n; i++) {
		int y = TOP_PX + (int)i * ROW_PX;

		am_svg_text(out, "name", 0, y + 12, rows[i].name);
		am_svg_rect(out, "within",
			    (struct am_svg_box){ 0,
						 across(rows[i].share_permille),
						 y + 17, BAR_PX });
	}
	am_svg_line(out, "promise",
		    (struct am_svg_box){ across(LINE_PERMILLE), 0, TOP_PX,
					 height - TOP_PX });
	am_svg_text(out, "x strong", across(LINE_PERMILLE), 12,
		    AM_SLICE_LIT("80 % of all"));
	path = am_svg_path_open(out, "sum", height);
	for (size_t i = 0; i < n; i++)
		am_svg_path_point(&path, across(rows[i].cumulative_permille),
				  TOP_PX + (int)i * ROW_PX + 17 + BAR_PX / 2);
	am_svg_path_close(&path);
	for (size_t i = 0; i < n; i++)
		am_svg_dot(out, "sum", across(rows[i].cumulative_permille),
			   TOP_PX + (int)i * ROW_PX + 17 + BAR_PX / 2);
	am_svg_close(out);
}
