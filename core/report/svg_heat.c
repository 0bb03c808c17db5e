/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdio.h>

#include "amends/clock.h"
#include "charts.h"
#include "svg.h"

#define ROW_PX   26
#define BELOW_PX 22
#define HOURS    24

static const struct {
	int64_t secs;
	const char *words;
} levels[AM_HEAT_LEVELS] = {
	{ 3600, "up to 1 hour" },
	{ INT64_C(4) * 3600, "up to 4 hours" },
	{ INT64_C(8) * 3600, "up to 8 hours" },
	{ INT64_C(24) * 3600, "up to 24 hours" },
	{ INT64_MAX, "longer than that" },
};

int
am_heat_level(int64_t secs)
{
	int level = 0;

	while (secs > levels[level].secs)
		level++;
	return level;
}

const char *
am_heat_level_words(int level)
{
	return levels[level].words;
}

/* Size and height of a cell are page.css's; a number follows its cell. */
static void
put_cell(const struct am_heat_cell *cell, int hour, struct am_buf *out)
{
	const int x = AM_SVG_WIDE * hour / HOURS;
	char class[] = "h0";
	char count[24];

	class[1] = (char)('0' + (cell->secs != AM_NO_TIME
					 ? am_heat_level(cell->secs)
					 : 0));
	am_svg_mark(out, cell->secs != AM_NO_TIME ? class : "cell", x);
	if (cell->count == 0)
		return;
	(void)snprintf(count, sizeof(count), "%lld", (long long)cell->count);
	am_svg_text(out, NULL, x + AM_SVG_WIDE / HOURS / 2, 0,
		    am_slice_of(count));
}

void
am_chart_heat(const struct am_chart_head *head,
	      const struct am_heat_cell cells[7 * 24], struct am_buf *out)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu",
					    "Fri", "Sat", "Sun" };
	const struct am_svg_head svg = { head->id, "plot heat",
					 7 * ROW_PX + BELOW_PX, head->title,
					 head->desc };

	am_svg_open(out, &svg);
	for (int d = 0; d < 7; d++) {
		am_svg_text_left(out, d * ROW_PX + 16, am_slice_of(days[d]));
		am_svg_row_open(out, d * ROW_PX + 16);
		for (int h = 0; h < HOURS; h++)
			put_cell(&cells[d * HOURS + h], h, out);
		am_svg_row_close(out);
	}
	for (int h = 0; h < HOURS; h += 3) {
		char label[16];

		(void)snprintf(label, sizeof(label), "%02d", h);
		am_svg_text(out, h % 6 != 0 ? "hour minor" : "hour",
			    AM_SVG_WIDE * h / HOURS, 7 * ROW_PX + 14,
			    am_slice_of(label));
	}
	am_svg_close(out);
}
