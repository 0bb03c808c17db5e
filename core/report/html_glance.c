/* SPDX-License-Identifier: MIT */
#include "amends/calendar.h"
#include "charts.h"
#include "html_parts.h"
#include "html_table.h"
#include "html_text.h"
#include "svg_scale.h"

#define ROWS_MAX 8

/* ---- promise and practice */

/* The rows of the chart: first answers by urgency, or all of them where there
 * is no such group; and the next ones. */
struct rows {
	struct {
		struct am_slice name;
		const struct am_report_times *times;
	} items[ROWS_MAX];
	size_t count;
};

static void
add_row(struct rows *rows, struct am_slice name,
	const struct am_report_times *times)
{
	if (times->target_secs == AM_NO_TIME || times->target_secs <= 0 ||
	    times->decided == 0 || rows->count == ROWS_MAX)
		return;
	rows->items[rows->count].name = name;
	rows->items[rows->count++].times = times;
}

static struct am_slice
urgency_words(struct am_slice name)
{
	static const struct {
		const char *name;
		const char *words;
	} words[] = { { "critical", "Critical: first answer" },
		      { "high", "High: first answer" },
		      { "normal", "Normal: first answer" },
		      { "low", "Low: first answer" } };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (am_slice_eqs(name, words[i].name))
			return am_slice_of(words[i].words);
	return AM_SLICE_LIT("No urgency: first answer");
}

static void
find_rows(const struct am_report *r, struct rows *rows)
{
	const struct am_report_group *group = &r->groups[AM_BY_URGENCY];

	rows->count = 0;
	for (size_t i = 0; i < group->n_lines; i++)
		add_row(rows, urgency_words(group->lines[i].name),
			&group->lines[i].first);
	if (rows->count == 0)
		add_row(rows, AM_SLICE_LIT("First answer"), &r->all.first);
	add_row(rows, AM_SLICE_LIT("Next answer"), &r->all.next);
}

static void
put_gap_table(const struct page *page, const struct rows *rows)
{
	static const char *const heads[] = { "Answers",     "Count",
					     "Half within", "Nine of ten",
					     "Promised",    "In time" };
	const struct page_table table = {
		"gap-n", "Promise and practice, in working time", heads,
		sizeof(heads) / sizeof(*heads), false
	};

	page_folded_open(page, &table);
	for (size_t i = 0; i < rows->count; i++) {
		page_row_open(page);
		am_html_put(page->out, rows->items[i].name);
		page_cell_count(page, rows->items[i].times->count);
		page_cell_times(page, rows->items[i].times, true);
		page_cell_target(page, rows->items[i].times, true);
		page_row_close(page);
	}
	page_folded_close(page);
}

static struct am_gap_row
chart_row(const struct page *page, struct am_slice name,
	  const struct am_report_times *times)
{
	struct am_gap_row row = { .target_secs = times->target_secs,
				  .median_secs = times->business_median,
				  .p90_secs = times->business_p90,
				  .cases = times->cases,
				  .n_cases = times->n_cases };
	char secs[AM_SCALE_LABEL_BYTES];

	am_scale_label(times->target_secs, secs);
	row.name = am_arena_printf(page->arena, "%.*s %swithin %s",
				   AM_SLICE_ARG(name),
				   times->n_targets > 1 ? "mostly " : "", secs);
	row.kept =
		am_arena_printf(page->arena, "%d %% in time",
				page_percent(times->in_target, times->decided));
	return row;
}

static void
put_gap(const struct page *page, const struct rows *rows)
{
	const struct am_chart_head head = {
		"gap", AM_SLICE_LIT("Promise and practice"),
		AM_SLICE_LIT("A bar for each kind of answer, as long as nine "
			     "of ten of them took, measured in promises. The "
			     "table below has the numbers.")
	};
	struct am_gap_row chart[ROWS_MAX];

	for (size_t i = 0; i < rows->count; i++)
		chart[i] = chart_row(page, rows->items[i].name,
				     rows->items[i].times);
	am_buf_puts(page->out, "<figure>\n");
	am_chart_gap(&head, chart, rows->count, page->out);
	am_buf_puts(page->out,
		    "<figcaption>A bar ends where nine of ten answers were "
		    "given, the ring is where half of them were; the striped "
		    "part is beyond the promise. Where there were few, each is "
		    "a point. In working time."
		    "</figcaption>\n");
	put_gap_table(page, rows);
	am_buf_puts(page->out, "</figure>\n");
}

static void
put_kept(const struct page *page)
{
	const struct am_report_times *any = &page->r->all.any;
	const struct am_report_times *before = &page->r->all_before.any;

	am_buf_puts(page->out, "<p class=\"kept\"><strong>");
	page_share(page, any->in_target, any->decided);
	am_buf_puts(page->out, "</strong> of answers came within the promised "
			       "time: <span>");
	page_count(page, any->in_target);
	am_buf_puts(page->out, " of ");
	page_count(page, any->decided);
	if (before->decided > 0) {
		am_buf_puts(page->out, "; ");
		page_share(page, before->in_target, before->decided);
		am_buf_puts(page->out, " in the period before");
	}
	am_buf_puts(page->out, ".</span></p>\n");
}

/* ---- the four numbers */

static void
open_tile(const struct page *page, const char *what)
{
	am_buf_printf(page->out, "<div><dt>%s</dt>\n<dd>", what);
}

static void
put_waiting_tile(const struct page *page)
{
	const struct am_report *r = page->r;

	open_tile(page, "Waiting for an answer now");
	am_buf_puts(page->out, "<strong>");
	page_count(page, r->waiting);
	am_buf_puts(page->out, "</strong> ");
	if (r->overdue > 0) {
		page_count(page, r->overdue);
		am_buf_puts(page->out, " of them longer than promised");
	} else {
		am_buf_puts(page->out, r->waiting > 0
					       ? "none longer than promised"
					       : "everyone has an answer");
	}
	am_buf_puts(page->out, "</dd></div>\n");
}

static void
put_times_tile(const struct page *page, const char *what,
	       const struct am_report_times *now,
	       const struct am_report_times *before)
{
	open_tile(page, what);
	if (now->n_cases > 0 || now->count == 0) {
		am_buf_puts(page->out, "<strong>");
		page_count(page, now->count);
		am_buf_puts(page->out, "</strong> ");
		if (now->n_cases > 0)
			page_cases(page, now, false);
		else
			am_buf_puts(page->out, "none in this time");
	} else {
		am_buf_puts(page->out, "<strong>");
		page_secs(page, now->median);
		am_buf_puts(page->out, "</strong> <span>nine of ten: ");
		page_secs(page, now->p90);
		am_buf_puts(page->out, "</span>");
	}
	if (before->median != AM_NO_TIME) {
		am_buf_puts(page->out, "<br><span>half before: ");
		page_secs(page, before->median);
		am_buf_puts(page->out, "</span>");
	}
	am_buf_puts(page->out, "</dd></div>\n");
}

void
page_glance(const struct page *page)
{
	const struct am_report *r = page->r;
	struct rows rows;

	find_rows(r, &rows);
	page_section_open(page, "glance", "Promise and practice");
	if (rows.count > 0) {
		put_kept(page);
		put_gap(page, &rows);
	} else {
		am_buf_puts(page->out,
			    "<p>No time to answer is promised yet, so there is "
			    "no gap to show. Set <code>targets</code> of the "
			    "inbox in amends.lua.</p>\n");
	}
	am_buf_puts(page->out, "<dl class=\"tiles\">\n");
	put_waiting_tile(page);
	put_times_tile(page, "Whole wait, half within", &r->wait,
		       &r->wait_before);
	put_times_tile(page, "First answer, half within", &r->all.first,
		       &r->all_before.first);
	put_times_tile(page, "Next answer, half within", &r->all.next,
		       &r->all_before.next);
	am_buf_puts(page->out, "</dl>\n");
	page_section_close(page);
}
