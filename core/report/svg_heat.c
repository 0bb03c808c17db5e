/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdio.h>

#include "amends/clock.h"
#include "charts.h"
#include "svg.h"

#define ROW_PX   26
#define CELL_PX  24
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

static void
put_cell(const struct am_heat_cell *cell, int64_t few,
	 const struct am_svg_box *box, struct am_buf *out)
{
	char class[] = "h0";
	char count[24];
	bool has_level = cell->count >= few && cell->secs != AM_NO_TIME;

	if (has_level)
		class[1] = (char)('0' + am_heat_level(cell->secs));
	am_svg_rect(out, has_level ? class : "cell", *box);
	if (cell->count == 0)
		return;
	class[0] = 'n';
	(void)snprintf(count, sizeof(count), "%lld", (long long)cell->count);
	am_svg_text(out, has_level ? class : "n", box->x + box->width / 2,
		    box->y + 16, am_slice_of(count));
}

void
am_chart_heat(const struct am_chart_head *head,
	      const struct am_heat_cell cells[7][24], int64_t few,
	      struct am_buf *out)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu",
					    "Fri", "Sat", "Sun" };
	const struct am_svg_head svg = { head->id, "plot heat",
					 7 * ROW_PX + BELOW_PX, head->title,
					 head->desc };

	am_svg_open(out, &svg);
	for (int d = 0; d < 7; d++) {
		am_svg_text_left(out, d * ROW_PX + 16, am_slice_of(days[d]));
		for (int h = 0; h < HOURS; h++)
			put_cell(&cells[d][h], few,
				 &(struct am_svg_box){ AM_SVG_WIDE * h / HOURS,
						       AM_SVG_WIDE / HOURS - 16,
						       d * ROW_PX, CELL_PX },
				 out);
		am_buf_putc(out, '\n');
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
