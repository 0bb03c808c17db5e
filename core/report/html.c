/* SPDX-License-Identifier: MIT */
#include "amends/calendar.h"
#include "amends/clock.h"
#include "html_parts.h"
#include "html_text.h"
#include "page_css.h"

void
page_section_open(const struct page *page, const char *id, const char *heading)
{
	am_buf_printf(page->out,
		      "<section aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">%s"
		      "</h2>\n",
		      id, id, heading);
}

void
page_section_close(const struct page *page)
{
	am_buf_puts(page->out, "</section>\n");
}

/* Nothing may be fetched, and no style but ours be applied: so a page that is
 * passed on tells nobody who reads it, whatever a name in it says. */
static void
put_head(const struct page *page)
{
	am_buf_printf(page->out,
		      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
		      "<meta charset=\"utf-8\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" "
		      "content=\"default-src 'none'; style-src 'sha256-%s'; "
		      "base-uri 'none'; form-action 'none'\">\n"
		      "<meta name=\"viewport\" "
		      "content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n"
		      "<meta name=\"robots\" content=\"noindex\">\n"
		      "<title>",
		      am_page_css_hash);
	am_buf_puts(page->out, "How long customers waited, ");
	page_period(page, &page->r->period);
	am_buf_printf(page->out,
		      "</title>\n<style>%s</style>\n</head>\n<body>\n",
		      am_page_css);
}

static void
put_header(const struct page *page)
{
	const struct am_report *r = page->r;

	am_buf_puts(page->out,
		    "<header>\n<h1>How long customers waited</h1>\n<p>");
	if (r->inbox.len > 0) {
		am_buf_puts(page->out, "<bdi>");
		am_html_put(page->out, r->inbox);
		am_buf_puts(page->out, "</bdi>, ");
	}
	page_period(page, &r->period);
	am_buf_puts(page->out, "<br><small>compared with ");
	page_period(page, &r->before);
	am_buf_puts(page->out, "</small></p>\n</header>\n<main>\n");
}

static void
put_unmatched(const struct page *page)
{
	if (page->r->unmatched == 0)
		return;
	am_buf_puts(page->out, "<p class=\"note\">");
	page_counted(page, page->r->unmatched, "reply", "replies");
	am_buf_puts(page->out,
		    " of staff went to mail that amends never saw, so some who "
		    "seem to wait may have an answer. <code>amends doctor"
		    "</code> says why.</p>\n");
}

static void
put_footer(const struct page *page)
{
	const struct am_report *r = page->r;
	struct am_slice zone = am_calendar_zone(r->calendar);

	am_buf_puts(page->out, "</main>\n<footer>\n");
	put_unmatched(page);
	am_buf_puts(page->out, "<p>As of ");
	page_moment(page, r->now);
	am_buf_puts(page->out, "; all times are ");
	am_html_put(page->out, zone);
	am_buf_puts(page->out, ". ");
	page_counted(page, r->events, "mail", "mails");
	am_buf_puts(page->out, " in this time; ");
	page_count(page, r->automatic);
	am_buf_puts(page->out, " of them automatic, which count for nothing. "
			       "Made by amends.</p>\n</footer>\n</body>\n"
			       "</html>\n");
}

static void
put_empty(const struct page *page)
{
	if (page->r->events == 0) {
		page_section_open(page, "empty", "Nothing to report yet");
		am_buf_puts(page->out,
			    "<p>No mail was recorded in this time. When mail "
			    "goes through <code>amends filter</code>, this "
			    "page fills by itself; if it should have, "
			    "<code>amends doctor</code> says what is missing."
			    "</p>\n");
	} else {
		page_section_open(page, "empty", "Nobody had to wait");
		am_buf_puts(page->out,
			    "<p>No customer wrote anything in this time that "
			    "needs an answer.</p>\n");
	}
	page_section_close(page);
}

static bool
is_empty(const struct am_report *r)
{
	return r->all.conversations == 0 && r->all.turns == 0 &&
	       r->waiting == 0;
}

void
am_report_html(const struct am_report *report, struct am_buf *out)
{
	const struct page page = { report, am_arena_new(), out };

	put_head(&page);
	put_header(&page);
	if (is_empty(report)) {
		put_empty(&page);
	} else {
		if (report->is_whole) {
			page_glance(&page);
			page_waiting(&page);
		}
		page_answers(&page);
		page_weeks(&page);
		page_hours(&page);
		page_causes(&page);
		page_complaints(&page);
		page_promises(&page);
		page_silent(&page);
		page_groups(&page);
		page_meaning(&page);
	}
	put_footer(&page);
	am_arena_free(page.arena);
}
