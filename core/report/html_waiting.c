/* SPDX-License-Identifier: MIT */
#include "amends/clock.h"
#include "html_parts.h"
#include "html_table.h"
#include "html_text.h"

#define LISTED_MAX 10 /* of each list; --format table has more */

/* Who it is: an address, or the number where the journal is a snapshot. */
static void
put_who(const struct page *page, struct am_slice customer, int64_t conversation)
{
	page_row_open(page);
	if (am_slice_chr(customer, '@') < customer.len) {
		am_buf_puts(page->out, "<bdi>");
		am_html_put(page->out, customer);
		am_buf_puts(page->out, "</bdi> ");
	}
	am_buf_printf(page->out, "<small>conversation %lld</small>",
		      (long long)conversation);
}

static void
put_inbox(const struct page *page, struct am_slice inbox)
{
	am_buf_puts(page->out, "<td>");
	page_name(page, AM_BY_INBOX, inbox);
}

static void
put_left(const struct page *page, const struct am_report_waiting *w)
{
	am_buf_puts(page->out, "<td>");
	if (w->left_secs == AM_NO_TIME) {
		am_buf_puts(page->out, "nothing promised");
	} else if (w->is_overdue) {
		am_buf_puts(page->out, "<b class=\"late\">late by ");
		page_secs(page, w->left_secs);
		am_buf_puts(page->out, "</b>");
	} else {
		page_secs(page, w->left_secs);
		am_buf_puts(page->out, " left");
	}
}

static const char *
urgency_word(int urgency)
{
	return urgency == AM_NO_URGENCY
		       ? "not known"
		       : am_urgency_name((enum am_urgency)urgency);
}

void
page_waiting(const struct page *page)
{
	static const char *const heads[] = { "Who",        "Promise", "Waits",
					     "Urgency",    "Inbox",   "Since",
					     "Asked again" };
	const struct page_table table = {
		"waiting-t",
		"The most urgent of those who wait; late and left are working time",
		heads, sizeof(heads) / sizeof(*heads), true
	};
	const struct am_report *r = page->r;

	if (r->n_worst == 0)
		return;
	page_section_open(page, "waiting", "Who is waiting now");
	page_table_open(page, &table);
	for (size_t i = 0; i < r->n_worst; i++) {
		const struct am_report_waiting *w = &r->worst[i];

		put_who(page, w->customer, w->conversation);
		put_left(page, w);
		page_cell_secs(page, w->wall_secs);
		am_buf_printf(page->out, "<td>%s", urgency_word(w->urgency));
		put_inbox(page, w->inbox);
		am_buf_puts(page->out, "<td>");
		page_moment(page, w->at);
		page_cell_count(page, w->chasers);
		page_row_close(page);
	}
	page_table_close(page);
	if (r->waiting > (int64_t)r->n_worst)
		am_buf_printf(page->out,
			      "<p>And %lld more: <code>amends due</code> lists "
			      "all.</p>\n",
			      (long long)(r->waiting - (int64_t)r->n_worst));
	page_section_close(page);
}

static size_t
listed(size_t n)
{
	return n < LISTED_MAX ? n : LISTED_MAX;
}

static void
put_more(const struct page *page, int64_t count)
{
	if (count > 0)
		am_buf_printf(page->out, "<p>And %lld more.</p>\n",
			      (long long)count);
}

static void
put_silent(const struct page *page, const struct am_report_silent *s)
{
	put_who(page, s->customer, s->conversation);
	put_inbox(page, s->inbox);
	am_buf_puts(page->out, "<td>");
	page_date(page, s->last_at);
	page_cell_secs(page, s->silence_secs);
	am_buf_puts(page->out, "<td>");
	page_secs(page, s->usual_secs);
	am_buf_puts(page->out, s->is_own ? ", their own" : ", all customers");
	page_row_close(page);
}

void
page_silent(const struct page *page)
{
	static const char *const heads[] = { "Who", "Inbox", "Our last mail",
					     "Silent for",
					     "Usual gap, at most" };
	const struct page_table table = {
		"silent-t",
		"Those who complained, had an answer, and fell "
		"silent",
		heads, sizeof(heads) / sizeof(*heads), true
	};
	const struct am_report *r = page->r;
	const size_t n = listed(r->n_silent);

	if (n == 0)
		return;
	page_section_open(page, "silent", "People who fell silent");
	am_buf_puts(page->out,
		    "<p>They may be content, or gone. A person who knows them "
		    "could ask; please send no mail to all of them.</p>\n");
	page_table_open(page, &table);
	for (size_t i = 0; i < n; i++)
		put_silent(page, &r->silent[i]);
	page_table_close(page);
	put_more(page, r->silent_count - (int64_t)n);
	page_section_close(page);
}

/* ---- promises that were given in mails */

static void
put_promise_row(const struct page *page, const char *head,
		const struct am_report_promises *p)
{
	page_row_head(page, head);
	page_cell_count(page, p->given);
	page_cell_share(page, p->kept, p->kept + p->late + p->broken);
	page_cell_count(page, p->kept);
	page_cell_count(page, p->late);
	page_cell_count(page, p->broken);
	page_cell_count(page, p->open);
	page_row_close(page);
}

static void
put_broken(const struct page *page, const struct am_report_broken *b)
{
	put_who(page, (struct am_slice){ 0 }, b->conversation);
	put_inbox(page, b->inbox);
	am_buf_puts(page->out, "<td>");
	page_moment(page, b->given_at);
	am_buf_puts(page->out, "<td>");
	page_moment(page, b->due_at);
	am_buf_puts(page->out, "<td>");
	if (b->kept_at == AM_NO_TIME)
		am_buf_puts(page->out, "<b class=\"late\">not yet</b>");
	else
		page_moment(page, b->kept_at);
	page_row_close(page);
}

static void
put_broken_table(const struct page *page)
{
	static const char *const heads[] = { "Conversation", "Inbox", "Given",
					     "We said by", "Came" };
	const struct page_table table = { "broken-t",
					  "Promises that were not kept", heads,
					  sizeof(heads) / sizeof(*heads),
					  true };
	const struct am_report *r = page->r;
	const size_t n = listed(r->n_broken);

	if (n == 0)
		return;
	page_table_open(page, &table);
	for (size_t i = 0; i < n; i++)
		put_broken(page, &r->broken[i]);
	page_table_close(page);
	put_more(page, r->promises.late + r->promises.broken - (int64_t)n);
}

void
page_promises(const struct page *page)
{
	static const char *const heads[] = { "Period",    "Given", "In time",
					     "Kept",      "Late",  "Not kept",
					     "Still open" };
	const struct page_table table = { "promises-t",
					  "Times that we gave in our mails",
					  heads, sizeof(heads) / sizeof(*heads),
					  false };
	const struct am_report *r = page->r;

	if (r->promises.given == 0 && r->promises_before.given == 0)
		return;
	page_section_open(page, "promises", "Promises kept");
	page_table_open(page, &table);
	put_promise_row(page, "This period", &r->promises);
	put_promise_row(page, "The one before", &r->promises_before);
	page_table_close(page);
	put_broken_table(page);
	page_section_close(page);
}
