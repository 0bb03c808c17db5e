/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "amends/clock.h"
#include "charts.h"
#include "html_parts.h"
#include "html_table.h"

#define DAYS  7
#define HOURS 24

/* The lines of the group by their hour; NULL where nothing came. */
static void
by_hour(const struct am_report_group *group,
	const struct am_report_line *at[DAYS * HOURS])
{
	for (int i = 0; i < DAYS * HOURS; i++)
		at[i] = NULL;
	for (size_t i = 0; i < group->n_lines; i++) {
		int hour = group->lines[i].hour_of_week;

		if (hour >= 0 && hour < DAYS * HOURS)
			at[hour] = &group->lines[i];
	}
}

static void
put_legend(const struct page *page)
{
	am_buf_puts(page->out, "<ul class=\"legend\">");
	for (int i = 0; i < AM_HEAT_LEVELS; i++)
		am_buf_printf(page->out,
			      "<li><svg class=\"key\" aria-hidden=\"true\">"
			      "<rect class=\"h%d\" width=\"100%%\" "
			      "height=\"100%%\"/></svg>%s</li>",
			      i, am_heat_level_words(i));
	am_buf_puts(page->out,
		    "<li><svg class=\"key\" aria-hidden=\"true\"><rect "
		    "class=\"cell\" width=\"100%\" height=\"100%\"/></svg>"
		    "too few to say</li></ul>\n");
}

static void
put_cell(const struct page *page, const struct am_report_line *line)
{
	am_buf_puts(page->out, "<td>");
	if (line != NULL && line->turns > 0) {
		page_count(page, line->turns);
		am_buf_puts(page->out, ": ");
		if (line->any.n_cases > 0)
			page_cases(page, &line->any, false);
		else
			page_secs(page, line->any.median);
	}
}

static void
put_hour_table(const struct page *page,
	       const struct am_report_line *at[DAYS * HOURS])
{
	static const char *const heads[] = { "Hour",      "Monday",   "Tuesday",
					     "Wednesday", "Thursday", "Friday",
					     "Saturday",  "Sunday" };
	const struct page_table table = {
		"hours-n",
		"Mails that came, and within what time half were answered",
		heads, sizeof(heads) / sizeof(*heads), false
	};

	page_folded_open(page, &table);
	for (int h = 0; h < HOURS; h++) {
		page_row_open(page);
		am_buf_printf(page->out, "%02d:00", h);
		for (int d = 0; d < DAYS; d++)
			put_cell(page, at[d * HOURS + h]);
		page_row_close(page);
	}
	page_folded_close(page);
}

void
page_hours(const struct page *page)
{
	const struct am_chart_head head = {
		"hours", AM_SLICE_LIT("Waits by weekday and hour"),
		AM_SLICE_LIT("A row for each day and a column for each hour: "
			     "how many mails came, and as colour how long half "
			     "of them waited. The table below has the "
			     "numbers.")
	};
	const struct am_report_group *group = &page->r->groups[AM_BY_HOUR];
	const struct am_report_line *at[DAYS * HOURS];
	struct am_heat_cell cells[DAYS * HOURS];
	bool has_level = false;

	if (group->n_lines == 0)
		return;
	by_hour(group, at);
	for (int i = 0; i < DAYS * HOURS; i++) {
		cells[i] = (struct am_heat_cell){ 0, AM_NO_TIME };
		if (at[i] == NULL)
			continue;
		cells[i].count = at[i]->turns;
		cells[i].secs = at[i]->any.median;
		has_level |= cells[i].secs != AM_NO_TIME;
	}
	page_section_open(page, "by-hour",
			  "When mail comes, and how long it waits");
	am_buf_puts(page->out, "<figure>\n");
	am_chart_heat(&head, cells, page->out);
	if (has_level) {
		am_buf_puts(page->out,
			    "<figcaption>The number is how many mails came in "
			    "that hour; the colour, within what time on the "
			    "clock half of them were answered.</figcaption>\n");
		put_legend(page);
	} else {
		am_buf_puts(page->out,
			    "<figcaption>How many mails came in that hour; in "
			    "none there were enough to say how long they "
			    "waited.</figcaption>\n");
	}
	put_hour_table(page, at);
	am_buf_puts(page->out, "</figure>\n");
	page_section_close(page);
}
