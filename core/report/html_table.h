/* html_table.h - tables, which hold the numbers that the charts draw.
 *
 * Layer:     report.
 * Threads:   safe; pure.
 * Promise:   every table has a caption and heads with a scope, and can be
 *            moved sideways, also by keyboard, where it is wider than its
 *            place. What is too few for percentiles gives its cases. End tags
 *            that HTML does not ask for are left out: most of a page is cells.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_HTML_TABLE_H
#define AMENDS_REPORT_HTML_TABLE_H

#include <stdbool.h>

#include "html_words.h"

/* `id` is the page's; caption and heads are markup of ours. */
struct page_table {
	const char *id;
	const char *caption;
	const char *const *heads;
	size_t n_heads;
	bool is_text; /* mostly words: all to the left */
};
void page_table_open(const struct page *page, const struct page_table *table);
void page_table_close(const struct page *page);
/* The same, folded in below a chart. */
void page_folded_open(const struct page *page, const struct page_table *table);
void page_folded_close(const struct page *page);

void page_row_open(const struct page *page); /* then a head of your own */
void page_row_head(const struct page *page, const char *head); /* markup */
void page_row_close(const struct page *page);

void page_cell_count(const struct page *page, int64_t count);
void page_cell_secs(const struct page *page, int64_t secs);
void page_cell_percent(const struct page *page, int64_t part, int64_t whole);
/* With a small bar; the letters say the same. */
void page_cell_share(const struct page *page, int64_t part, int64_t whole);
void page_cell_bar(const struct page *page, int64_t count, int64_t most);
/* Two cells, median and 90th percentile; or one as wide with the cases. */
void page_cell_times(const struct page *page,
		     const struct am_report_times *times, bool is_business);
/* The target, and how many kept it: two cells. */
void page_cell_target(const struct page *page,
		      const struct am_report_times *times, bool has_bar);

#endif
