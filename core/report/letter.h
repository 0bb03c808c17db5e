/* letter.h - lines of a report for people: 80 columns, dates in the report's
 * zone, colour where it is wanted.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LETTER_H
#define LETTER_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/mem.h"
#include "amends/report.h"

#define LETTER_COLUMNS 80

struct letter {
	struct am_buf *out;
	const struct am_calendar *calendar;
	bool has_colour;
};

/* A heading with an empty line in front. */
void letter_head(const struct letter *l, const char *text);
/* "Tue 17 Nov 17:55"; with the year when it is not that of `now`. */
void letter_when(const struct letter *l, int64_t utc, int64_t now);
/* "Tue 17 Nov 2026" */
void letter_date(const struct letter *l, int64_t utc);
/* A length of time, right in `width`; "-" for none. */
void letter_secs(const struct letter *l, int64_t secs, int width);
/* "82 %" of whole, right in `width`; "-" when whole is 0. */
void letter_share(const struct letter *l, int64_t part, int64_t whole,
		  int width);
/* Text in `width` columns, cut with ".." when it is longer. */
void letter_cell(const struct letter *l, struct am_slice text, int width);
/* Words that go on at the column `at`, and on lines below from there. */
void letter_wrap(const struct letter *l, const char *text, int at);
/* "1d 4h+ (12), 35m (3)": the cases of few ("+": it still waits), from the
 * column `at` on; ends the line. */
void letter_cases(const struct letter *l, const struct am_report_times *times,
		  int at);
/* "s" or "" */
const char *letter_plural(int64_t count);
/* What overdue looks like: to be put around text. */
void letter_alarm(const struct letter *l, bool on);

/* table_groups.c: the groups of the report. */
void letter_groups(const struct letter *l, const struct am_report *r);
/* table_people.c: complaints, causes, silence, promises. */
void letter_people(const struct letter *l, const struct am_report *r);

#endif
