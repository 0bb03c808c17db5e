/* SPDX-License-Identifier: MIT */
#include "charts.h"
#include "html_parts.h"
#include "html_table.h"

#define BARS_MAX 10 /* the others are in the table */

static int
permille(int64_t part, int64_t whole)
{
	return whole > 0 ? (int)(part * 1000 / whole) : 0;
}

/* "delay: 140" */
static struct am_slice
cause_words(const struct page *page, const struct am_report_cause *cause)
{
	struct am_slice name = cause->name;

	if (am_slice_starts(name, "cause."))
		name = am_slice_from(name, sizeof("cause.") - 1);
	return am_arena_printf(page->arena, "%.*s: %lld", AM_SLICE_ARG(name),
			       (long long)cause->complaints);
}

static int64_t
sum_of(const struct am_report *r)
{
	return r->n_causes > 0 ? r->causes[r->n_causes - 1].cumulative : 0;
}

static void
put_chart(const struct page *page)
{
	const struct am_chart_head head = {
		"pareto", AM_SLICE_LIT("Causes of complaints"),
		AM_SLICE_LIT("A bar for each cause, the commonest first; dots "
			     "show what share it and those above it make "
			     "together, up to all. A line stands at 80 "
			     "percent. The table below has the numbers.")
	};
	const struct am_report *r = page->r;
	const int64_t sum = sum_of(r);
	size_t n = r->n_causes < BARS_MAX ? r->n_causes : BARS_MAX;
	struct am_pareto_row rows[BARS_MAX];

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct am_pareto_row){
			.name = cause_words(page, &r->causes[i]),
			.share_permille =
				permille(r->causes[i].complaints, sum),
			.cumulative_permille =
				permille(r->causes[i].cumulative, sum),
		};
	am_chart_pareto(&head, rows, n, page->out);
}

static void
put_table(const struct page *page)
{
	static const char *const heads[] = {
		"Cause",     "Complaints",    "Together",
		"80 % line", "Period before", "Ended in thanks"
	};
	const struct page_table table = { "pareto-n", "Causes of complaints",
					  heads, sizeof(heads) / sizeof(*heads),
					  false };
	const struct am_report *r = page->r;

	page_folded_open(page, &table);
	for (size_t i = 0; i < r->n_causes; i++) {
		const struct am_report_cause *c = &r->causes[i];

		page_row_open(page);
		page_name(page, AM_BY_CAUSE, c->name);
		page_cell_count(page, c->complaints);
		page_cell_share(page, c->cumulative, sum_of(r));
		am_buf_puts(page->out, c->is_vital ? "<td>above" : "<td>below");
		page_cell_count(page, c->before);
		page_cell_share(page, c->recovered, c->complaints);
		page_row_close(page);
	}
	page_folded_close(page);
}

static size_t
count_vital(const struct am_report *r)
{
	size_t n = 0;

	while (n < r->n_causes && r->causes[n].is_vital)
		n++;
	return n;
}

void
page_causes(const struct page *page)
{
	const struct am_report *r = page->r;
	size_t vital = count_vital(r);

	if (r->n_causes == 0)
		return;
	page_section_open(page, "causes", "What goes wrong");
	am_buf_puts(page->out, "<p>");
	page_counted(page, (int64_t)vital, "cause makes", "causes make");
	am_buf_puts(page->out, " 80 % or more of what people complain of");
	if (r->complaints.no_cause > 0) {
		am_buf_puts(page->out, "; of ");
		page_counted(page, r->complaints.no_cause, "complaint",
			     "complaints");
		am_buf_puts(page->out, " no cause is known");
	}
	am_buf_puts(page->out, ".</p>\n<figure>\n");
	put_chart(page);
	am_buf_puts(page->out,
		    "<figcaption>A bar is what part of all complaints has that "
		    "cause; a ring, what it and those above it make together."
		    "</figcaption>\n");
	put_table(page);
	am_buf_puts(page->out, "</figure>\n");
	page_section_close(page);
}

static void
put_complaints_row(const struct page *page, const char *head,
		   const struct am_report_complaints *c)
{
	page_row_head(page, head);
	page_cell_count(page, c->complaints);
	page_cell_count(page, c->answered);
	page_cell_count(page, c->recovered);
	page_cell_share(page, c->recovered, c->complaints);
	page_row_close(page);
}

void
page_complaints(const struct page *page)
{
	static const char *const heads[] = { "Period", "Complaints", "Answered",
					     "Ended in thanks", "Share" };
	const struct page_table table = {
		"complaints-t", "Conversations in which a customer complained",
		heads, sizeof(heads) / sizeof(*heads), false
	};
	const struct am_report *r = page->r;

	if (r->complaints.complaints == 0 &&
	    r->complaints_before.complaints == 0)
		return;
	page_section_open(page, "complaints",
			  "Complaints that ended in thanks");
	page_table_open(page, &table);
	put_complaints_row(page, "This period", &r->complaints);
	put_complaints_row(page, "The one before", &r->complaints_before);
	page_table_close(page);
	page_section_close(page);
}
