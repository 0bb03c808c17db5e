/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "amends/clock.h"
#include "charts.h"
#include "svg.h"
#include "svg_scale.h"

#define ROW_PX    46
#define BAR_PX    14
#define BAR_TOP   20
#define TIMES_MIN 2 /* the axis ends at twice to five times the promise */
#define TIMES_MAX 5

static int
times_of(int64_t secs, int64_t target)
{
	if (secs / TIMES_MAX >= target)
		return TIMES_MAX;
	return (int)((secs + target - 1) / target);
}

/* How many promises long the axis is. */
static int
axis_times(const struct am_gap_row *rows, size_t n)
{
	int most = TIMES_MIN;

	for (size_t i = 0; i < n; i++) {
		int64_t longest = rows[i].n_cases > 0
					  ? rows[i].cases[0].business_secs
					  : rows[i].p90_secs;
		int times = times_of(longest, rows[i].target_secs);

		if (times > most)
			most = times;
	}
	return most;
}

/* A mark across each bar, not one line over the names of the rows. */
static void
put_promise(int times, int y, struct am_buf *out)
{
	am_svg_line(out, "promise",
		    (struct am_svg_box){ AM_SVG_WIDE / times, 0, y - 4,
					 BAR_PX + 8 });
}

static void
put_row(const struct am_gap_row *row, int times, int top, struct am_buf *out)
{
	const struct am_scale scale = { row->target_secs, times };
	const int y = top + BAR_TOP;
	const int promise = AM_SVG_WIDE / times;
	const int p90 = am_scale_place(&scale, row->p90_secs, AM_SVG_WIDE);

	am_svg_text(out, "name", 0, top + 13, row->name);
	am_svg_text(out, "end", AM_SVG_WIDE, top + 13, row->kept);
	am_svg_rect(out, "track",
		    (struct am_svg_box){ 0, AM_SVG_WIDE, y, BAR_PX });
	if (row->p90_secs != AM_NO_TIME) {
		am_svg_rect(out, "within",
			    (struct am_svg_box){ 0,
						 p90 < promise ? p90 : promise,
						 y, BAR_PX });
		if (p90 > promise)
			am_svg_rect(out, "over",
				    (struct am_svg_box){ promise, p90 - promise,
							 y, BAR_PX });
	}
	put_promise(times, y, out);
	if (row->median_secs != AM_NO_TIME)
		am_svg_dot(
			out, "median",
			am_scale_place(&scale, row->median_secs, AM_SVG_WIDE),
			y + BAR_PX / 2);
	for (size_t i = 0; i < row->n_cases; i++)
		am_svg_dot(out, "case",
			   am_scale_place(&scale, row->cases[i].business_secs,
					  AM_SVG_WIDE),
			   y + BAR_PX / 2);
	am_buf_putc(out, '\n');
}

static void
put_axis(int times, int y, struct am_buf *out)
{
	am_svg_text(out, "x strong", AM_SVG_WIDE / times, y,
		    AM_SLICE_LIT("the promise"));
	for (int i = 2; i <= times; i++) {
		char label[32];

		(void)snprintf(label, sizeof(label), "%d times%s", i,
			       i == TIMES_MAX ? " or more" : "");
		am_svg_text(out, i == times ? "end" : "x minor",
			    AM_SVG_WIDE * i / times, y, am_slice_of(label));
	}
	am_buf_putc(out, '\n');
}

void
am_chart_gap(const struct am_chart_head *head, const struct am_gap_row *rows,
	     size_t n, struct am_buf *out)
{
	const int height = ROW_PX * (int)n;
	const int times = axis_times(rows, n);
	const struct am_svg_head svg = { head->id, "plot full", height + 20,
					 head->title, head->desc };

	am_svg_open(out, &svg);
	/* stripes: what is beyond the promise is not told by colour alone */
	am_buf_puts(out, "<pattern id=\"stripes\" width=\"5\" height=\"5\" "
			 "patternUnits=\"userSpaceOnUse\" "
			 "patternTransform=\"rotate(45)\">"
			 "<rect class=\"stripe1\" width=\"5\" height=\"5\"/>"
			 "<rect class=\"stripe2\" width=\"2\" height=\"5\"/>"
			 "</pattern>\n");
	for (size_t i = 0; i < n; i++)
		put_row(&rows[i], times, (int)i * ROW_PX, out);
	put_axis(times, height + 15, out);
	am_svg_close(out);
}
