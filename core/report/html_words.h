/* html_words.h - numbers, times and names as people read them on the page.
 *
 * Layer:     report.
 * Threads:   safe; pure.
 * Promise:   all is escaped. Lengths of time are am_duration_format()'s, so a
 *            cell of the page is letter by letter a cell of --format table.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_HTML_WORDS_H
#define AMENDS_REPORT_HTML_WORDS_H

#include "amends/report.h"

/* What every part of the page is given. */
struct page {
	const struct am_report *r;
	struct am_arena *arena; /* for texts that charts are given */
	struct am_buf *out;
};

void page_secs(const struct page *page, int64_t secs); /* "-": none */
void page_count(const struct page *page, int64_t count);
/* "3 answers"; `one` and `many` are markup of ours. */
void page_counted(const struct page *page, int64_t count, const char *one,
		  const char *many);
/* Rounded, but 0 and 100 only when it is none or all of them; -1 of nothing. */
int page_percent(int64_t part, int64_t whole);
/* "82 %"; "-" of nothing. */
void page_share(const struct page *page, int64_t part, int64_t whole);

/* In the report's zone. "24 Nov 2026"; "Tue 24 Nov 2026, 09:30". */
void page_date(const struct page *page, int64_t utc);
void page_moment(const struct page *page, int64_t utc);
const char *page_month(int month); /* 1 is "Jan" */
/* "24 to 30 Nov 2026", with times where they are not midnights. */
void page_period(const struct page *page, const struct am_period *period);

/* A line's or cause's name in words: "cause.delay" is "cause: delay", "en" is
 * "English", "-" is "not known". */
void page_name(const struct page *page, enum am_report_by by,
	       struct am_slice name);
/* Fewer than AM_REPORT_FEW cases: "2h 10m, 40m+" (the latter still waits);
 * business or wall. */
void page_cases(const struct page *page, const struct am_report_times *times,
		bool is_business);

#endif
