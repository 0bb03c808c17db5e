/* html_parts.h - the parts of the page, from top to bottom.
 *
 * Layer:     report.
 * Threads:   safe; pure.
 * Promise:   each part is a section with its heading, or nothing when there is
 *            nothing to say; nowhere is a person of the staff named or ranked.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_HTML_PARTS_H
#define AMENDS_REPORT_HTML_PARTS_H

#include "html_words.h"

void page_section_open(const struct page *page, const char *id,
		       const char *heading);
void page_section_close(const struct page *page);

/* The gap between promise and practice, and the four numbers to know. */
void page_glance(const struct page *page);
/* Who waits now, the most urgent first. */
void page_waiting(const struct page *page);
/* First and next response, against promise and the period before. */
void page_answers(const struct page *page);
void page_weeks(const struct page *page);
void page_hours(const struct page *page);
/* Pareto; complaints that ended in thanks; who fell silent. */
void page_causes(const struct page *page);
void page_complaints(const struct page *page);
void page_silent(const struct page *page);
void page_promises(const struct page *page);
/* The tables by inbox, team, urgency, language, tag. */
void page_groups(const struct page *page);
/* What the numbers say, folded. */
void page_meaning(const struct page *page);

#endif
