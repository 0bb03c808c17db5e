/* SPDX-License-Identifier: MIT */
#include "html_table.h"

#include "amends/clock.h"

void
page_table_open(const struct page *page, const struct page_table *table)
{
	am_buf_printf(page->out,
		      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		      "aria-labelledby=\"%s\"><table%s>\n<caption id=\"%s\">%s"
		      "</caption>\n<thead><tr>",
		      table->id, table->is_text ? " class=\"text\"" : "",
		      table->id, table->caption);
	for (size_t i = 0; i < table->n_heads; i++)
		am_buf_printf(page->out, "<th scope=\"col\">%s",
			      table->heads[i]);
	am_buf_puts(page->out, "\n<tbody>\n");
}

void
page_table_close(const struct page *page)
{
	am_buf_puts(page->out, "</table></div>\n");
}

void
page_folded_open(const struct page *page, const struct page_table *table)
{
	am_buf_puts(
		page->out,
		"<details class=\"fold\"><summary>The numbers of this chart</summary>\n");
	page_table_open(page, table);
}

void
page_folded_close(const struct page *page)
{
	page_table_close(page);
	am_buf_puts(page->out, "</details>\n");
}

void
page_row_open(const struct page *page)
{
	am_buf_puts(page->out, "<tr><th scope=\"row\">");
}

void
page_row_head(const struct page *page, const char *head)
{
	page_row_open(page);
	am_buf_puts(page->out, head);
}

void
page_row_close(const struct page *page)
{
	am_buf_puts(page->out, "\n");
}

void
page_cell_count(const struct page *page, int64_t count)
{
	am_buf_puts(page->out, "<td>");
	page_count(page, count);
}

void
page_cell_secs(const struct page *page, int64_t secs)
{
	am_buf_puts(page->out, "<td>");
	page_secs(page, secs);
}

static void
put_bar(const struct page *page, int64_t part, int64_t whole)
{
	if (whole > 0)
		am_buf_printf(page->out,
			      "<svg class=\"bar\" aria-hidden=\"true\">"
			      "<rect width=\"%lld%%\"/></svg>",
			      (long long)(part * 100 / whole));
}

void
page_cell_percent(const struct page *page, int64_t part, int64_t whole)
{
	am_buf_puts(page->out, "<td>");
	page_share(page, part, whole);
}

void
page_cell_share(const struct page *page, int64_t part, int64_t whole)
{
	page_cell_percent(page, part, whole);
	put_bar(page, part, whole);
}

void
page_cell_bar(const struct page *page, int64_t count, int64_t most)
{
	am_buf_puts(page->out, "<td>");
	page_count(page, count);
	put_bar(page, count, most);
}

void
page_cell_times(const struct page *page, const struct am_report_times *times,
		bool is_business)
{
	if (times->n_cases > 0) {
		am_buf_puts(page->out, "<td colspan=\"2\" class=\"cases\">");
		page_cases(page, times, is_business);
		return;
	}
	page_cell_secs(page,
		       is_business ? times->business_median : times->median);
	page_cell_secs(page, is_business ? times->business_p90 : times->p90);
}

void
page_cell_target(const struct page *page, const struct am_report_times *times,
		 bool has_bar)
{
	page_cell_secs(page, times->target_secs);
	page_cell_percent(page, times->in_target, times->decided);
	if (has_bar)
		put_bar(page, times->in_target, times->decided);
}
