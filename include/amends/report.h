/* report.h - how long people waited, for those who run the place.
 *
 * Layer:     report.
 * Threads:   safe; a report lives in its arena.
 * Promise:   every number is said in words below the table, and a slow SQL
 *            query over the views gives the same. Percentiles are nearest-rank.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_H
#define AMENDS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/journal.h"
#include "amends/mem.h"
#include "amends/slice.h"

struct am_report_line {
	struct am_slice name;  /* a tag; "" for all */
	int64_t conversations; /* a customer's first mail is in the period */
	int64_t answered;      /* of these: a person has answered it */
	int64_t thanks;        /* of these: only thanks, needs no answer */
	int64_t waiting; /* an unanswered mail of the period, first or not */
	int64_t first_median; /* seconds, or AM_NO_TIME */
	int64_t first_p90;
	int64_t next_count; /* later turns of the period that were answered */
	int64_t next_median;
	int64_t next_p90;
	int64_t oldest_at; /* the longest waiting mail, or AM_NO_TIME */
	struct am_slice oldest_id;
};

struct am_report {
	struct am_period period;
	int64_t now;             /* ages are counted to here */
	struct am_slice journal; /* path */
	struct am_report_line all;
	struct am_report_line
		*tags; /* most conversations first, then by name */
	size_t n_tags;
	int64_t events;
	int64_t automatic;
	int64_t unmatched;
};

/* `now` is --at or the clock. */
AM_MUST_CHECK enum am_code
am_report_collect(struct am_journal *journal, const struct am_period *period,
		  int64_t now, struct am_arena *arena, struct am_report *out,
		  struct am_err *err);

/* Appended to *out: for people (80 columns), for spreadsheets (RFC 4180, LF),
 * as one JSON object. */
void am_report_table(const struct am_report *report, struct am_buf *out);
void am_report_csv(const struct am_report *report, struct am_buf *out);
void am_report_json(const struct am_report *report, struct am_buf *out);

#endif
