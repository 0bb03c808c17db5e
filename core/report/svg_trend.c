/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "amends/clock.h"
#include "charts.h"
#include "svg.h"
#include "svg_scale.h"

#define PLOT_PX  150
#define BELOW_PX 24
#define DOTS_MAX 16 /* with more points than that the line says enough */

struct trend {
	const struct am_trend_point *points;
	size_t n;
	struct am_scale scale;
};

static int64_t
longest(const struct am_trend_point *points, size_t n)
{
	int64_t max = 0;

	for (size_t i = 0; i < n; i++) {
		if (points[i].secs > max)
			max = points[i].secs;
		if (points[i].target_secs > max)
			max = points[i].target_secs;
	}
	return max;
}

/* Edge `i` of n bands; a point stands in the middle of its own. */
static int
edge(const struct trend *t, size_t i)
{
	return (int)(AM_SVG_WIDE * i / t->n);
}

static int
middle(const struct trend *t, size_t i)
{
	return (int)(AM_SVG_WIDE * (2 * i + 1) / (2 * t->n));
}

static int
down(const struct trend *t, int64_t secs)
{
	return PLOT_PX - am_scale_place(&t->scale, secs, PLOT_PX);
}

static void
put_axes(const struct trend *t, struct am_buf *out)
{
	for (int i = 0; i <= t->scale.steps; i++) {
		char label[AM_SCALE_LABEL_BYTES];
		int y = down(t, i * t->scale.step);

		am_scale_label(i * t->scale.step, label);
		am_svg_line(out, i == 0 ? "axis" : "grid",
			    (struct am_svg_box){ 0, AM_SVG_WIDE, y, 0 });
		am_svg_text_left(out, y + 4, am_slice_of(label));
	}
	am_buf_putc(out, '\n');
	for (size_t i = 0; i < t->n; i++)
		if (t->points[i].label.len > 0)
			am_svg_text(
				out,
				t->points[i].is_minor_label ? "x minor" : "x",
				middle(t, i), PLOT_PX + 18, t->points[i].label);
	am_buf_putc(out, '\n');
}

static void
put_target(const struct trend *t, struct am_buf *out)
{
	struct am_svg_path path = am_svg_path_open(out, "target", PLOT_PX);
	int64_t before = AM_NO_TIME;

	for (size_t i = 0; i < t->n; i++) {
		int64_t secs = t->points[i].target_secs;
		bool goes_on =
			i + 1 < t->n && t->points[i + 1].target_secs == secs;

		if (secs == AM_NO_TIME) {
			am_svg_path_break(&path);
		} else {
			if (secs != before)
				am_svg_path_point(&path, edge(t, i),
						  down(t, secs));
			if (!goes_on)
				am_svg_path_point(&path, edge(t, i + 1),
						  down(t, secs));
		}
		before = secs;
	}
	am_svg_path_close(&path);
}

static void
put_line(const struct trend *t, struct am_buf *out)
{
	struct am_svg_path path = am_svg_path_open(out, "line", PLOT_PX);

	for (size_t i = 0; i < t->n; i++)
		if (t->points[i].secs == AM_NO_TIME)
			am_svg_path_break(&path);
		else
			am_svg_path_point(&path, middle(t, i),
					  down(t, t->points[i].secs));
	am_svg_path_close(&path);
}

static bool
is_alone(const struct trend *t, size_t i)
{
	return (i == 0 || t->points[i - 1].secs == AM_NO_TIME) &&
	       (i + 1 == t->n || t->points[i + 1].secs == AM_NO_TIME);
}

static void
put_dots(const struct trend *t, struct am_buf *out)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct am_trend_point *p = &t->points[i];
		bool is_above = p->target_secs != AM_NO_TIME &&
				p->secs > p->target_secs;

		if (p->secs == AM_NO_TIME)
			continue;
		if (is_above || t->n <= DOTS_MAX || is_alone(t, i))
			am_svg_dot(out, is_above ? "above" : "dot",
				   middle(t, i), down(t, p->secs));
	}
	am_buf_putc(out, '\n');
}

void
am_chart_trend(const struct am_chart_head *head,
	       const struct am_trend_point *points, size_t n,
	       struct am_buf *out)
{
	const struct am_svg_head svg = { head->id, "plot", PLOT_PX + BELOW_PX,
					 head->title, head->desc };
	const struct trend t = { points, n, am_scale_secs(longest(points, n)) };

	am_svg_open(out, &svg);
	put_axes(&t, out);
	if (n > 0) {
		put_target(&t, out);
		put_line(&t, out);
		put_dots(&t, out);
	}
	am_svg_close(out);
}
