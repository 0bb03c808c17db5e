/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "amends/calendar.h"
#include "charts.h"
#include "html_parts.h"
#include "html_table.h"

#define LABEL_WEEKS 3  /* a month's name is as wide */
#define DAYS_MAX    16 /* weeks whose days can be named */
#define WEEKS_MIN   3  /* fewer are no trend: the table alone says it */

/* ---- all answers, against promise and the period before */

static void
put_measure(const struct page *page, const char *head,
	    const struct am_report_times *now,
	    const struct am_report_times *before)
{
	page_row_head(page, head);
	page_cell_count(page, now->count);
	page_cell_times(page, now, false);
	page_cell_times(page, now, true);
	page_cell_target(page, now, true);
	page_cell_count(page, before->count);
	page_cell_times(page, before, false);
	page_cell_share(page, before->in_target, before->decided);
	page_row_close(page);
}

void
page_answers(const struct page *page)
{
	const struct am_report *r = page->r;

	page_section_open(page, "answers", "Answers, and the period before");
	am_buf_puts(page->out,
		    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		    "aria-labelledby=\"answers-t\"><table>\n"
		    "<caption id=\"answers-t\">How long it took until a person "
		    "answered</caption>\n<colgroup><col></colgroup>"
		    "<colgroup span=\"3\"></colgroup><colgroup span=\"2\">"
		    "</colgroup><colgroup span=\"2\"></colgroup>"
		    "<colgroup span=\"4\"></colgroup>\n"
		    "<thead><tr><td><th scope=\"colgroup\" colspan=\"3\">On "
		    "the clock<th scope=\"colgroup\" colspan=\"2\">In working "
		    "time<th scope=\"colgroup\" colspan=\"2\">Promise"
		    "<th scope=\"colgroup\" colspan=\"4\">The period before"
		    "\n<tr><th scope=\"col\">Measure"
		    "<th scope=\"col\">Count<th scope=\"col\">Half"
		    "<th scope=\"col\">Nine of ten"
		    "<th scope=\"col\">Half<th scope=\"col\">Nine of ten"
		    "<th scope=\"col\">Within<th scope=\"col\">In time"
		    "<th scope=\"col\">Count<th scope=\"col\">Half"
		    "<th scope=\"col\">Nine of ten"
		    "<th scope=\"col\">In time\n<tbody>\n");
	put_measure(page, "Customer’s whole wait", &r->wait, &r->wait_before);
	put_measure(page, "First answer", &r->all.first, &r->all_before.first);
	put_measure(page, "Next answers", &r->all.next, &r->all_before.next);
	put_measure(page, "All answers", &r->all.any, &r->all_before.any);
	page_table_close(page);
	page_section_close(page);
}

/* ---- week by week */

static int
month_of(const struct page *page, const struct am_report_line *week)
{
	struct am_civil c;

	am_calendar_civil(page->r->calendar, week->begins_at, &c);
	return c.month;
}

/* The month, where one begins and there is room for its name. */
static struct am_slice
month_label(const struct page *page, const struct am_report_group *weeks,
	    size_t i)
{
	const int month = month_of(page, &weeks->lines[i]);

	if (i > 0 && month == month_of(page, &weeks->lines[i - 1]))
		return (struct am_slice){ 0 };
	for (size_t k = 1; k < LABEL_WEEKS && i + k < weeks->n_lines; k++)
		if (month != month_of(page, &weeks->lines[i + k]))
			return (struct am_slice){ 0 };
	return am_slice_of(page_month(month));
}

static struct am_slice
day_label(const struct page *page, const struct am_report_line *week)
{
	struct am_civil c;

	am_calendar_civil(page->r->calendar, week->begins_at, &c);
	return am_arena_printf(page->arena, "%d %s", c.day,
			       page_month(c.month));
}

static struct am_trend_point *
points_of(const struct page *page, const struct am_report_group *weeks,
	  bool is_p90)
{
	struct am_trend_point *points =
		am_arena_array(page->arena, weeks->n_lines, sizeof(*points));
	size_t labels = 0;

	for (size_t i = 0; i < weeks->n_lines; i++) {
		const struct am_report_line *w = &weeks->lines[i];
		struct am_trend_point *p = &points[i];

		p->secs = is_p90 ? w->first.business_p90
				 : w->first.business_median;
		p->target_secs = p->secs == AM_NO_TIME ? AM_NO_TIME
						       : w->first.target_secs;
		p->label = weeks->n_lines > DAYS_MAX
				   ? month_label(page, weeks, i)
				   : day_label(page, w);
		if (p->label.len > 0)
			p->is_minor_label = labels++ % 2 == 1;
	}
	return points;
}

static void
put_week_table(const struct page *page, const struct am_report_group *weeks,
	       bool is_folded)
{
	static const char *const heads[] = { "Week from", "Mails",
					     "Waiting",   "First answers",
					     "Half",      "Nine of ten",
					     "Promised",  "In time" };
	const struct page_table table = {
		"weeks-n", "First answers week by week, in working time", heads,
		sizeof(heads) / sizeof(*heads), false
	};

	if (is_folded)
		page_folded_open(page, &table);
	else
		page_table_open(page, &table);
	for (size_t i = 0; i < weeks->n_lines; i++) {
		const struct am_report_line *w = &weeks->lines[i];

		page_row_open(page);
		page_date(page, w->begins_at);
		page_cell_count(page, w->turns);
		page_cell_count(page, w->waiting);
		page_cell_count(page, w->first.count);
		page_cell_times(page, &w->first, true);
		page_cell_target(page, &w->first, false);
		page_row_close(page);
	}
	if (is_folded)
		page_folded_close(page);
	else
		page_table_close(page);
}

static void
put_trends(const struct page *page, const struct am_report_group *weeks)
{
	const struct am_chart_head half = {
		"half", AM_SLICE_LIT("Half of the first answers, by week"),
		AM_SLICE_LIT("A line of the median week by week, and a dashed "
			     "one of the promise. The table below has the "
			     "numbers.")
	};
	const struct am_chart_head nine = {
		"nine", AM_SLICE_LIT("Nine of ten first answers, by week"),
		AM_SLICE_LIT("A line of the 90th percentile week by week, and "
			     "a dashed one of the promise. The table below has "
			     "the numbers.")
	};

	am_buf_puts(page->out, "<div class=\"pair\"><figure>\n"
			       "<h3>Half were answered within</h3>\n");
	am_chart_trend(&half, points_of(page, weeks, false), weeks->n_lines,
		       page->out);
	am_buf_puts(page->out, "</figure><figure>\n"
			       "<h3>Nine of ten were answered within</h3>\n");
	am_chart_trend(&nine, points_of(page, weeks, true), weeks->n_lines,
		       page->out);
	am_buf_puts(page->out, "</figure></div>\n<p class=\"note\">"
			       "First answers, in working time. A gap: "
			       "too few to say.");
	if (page->r->all.first.target_secs != AM_NO_TIME)
		am_buf_puts(page->out, " Dashed: the promise. A ring: "
				       "a week beyond it.");
	am_buf_puts(page->out, "</p>\n");
}

/* One week is what stands above already, unless it was asked for. */
void
page_weeks(const struct page *page)
{
	const struct am_report_group *weeks = &page->r->groups[AM_BY_WEEK];
	const bool is_trend = weeks->n_lines >= WEEKS_MIN;

	if (weeks->n_lines == 0 || (weeks->n_lines == 1 && page->r->is_whole))
		return;
	page_section_open(page, "weeks", "Week by week");
	if (is_trend)
		put_trends(page, weeks);
	put_week_table(page, weeks, is_trend);
	page_section_close(page);
}
