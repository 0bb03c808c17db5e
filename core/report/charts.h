/* charts.h - the kinds of chart on the page.
 *
 * Layer:     report.
 * Threads:   safe; pure.
 * Promise:   a chart shows what it is given, and nothing is only in its
 *            colours. The page puts a table of the same numbers beside each.
 *            A length of time that is AM_NO_TIME is not drawn.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_CHARTS_H
#define AMENDS_REPORT_CHARTS_H

#include <stddef.h>
#include <stdint.h>

#include "amends/mem.h"
#include "amends/report.h"
#include "amends/slice.h"

struct am_chart_head {
	const char *id;
	struct am_slice title, desc;
};

/* A length of time by week (or day): a line, with gaps where there is nothing;
 * what was promised as a second, dashed one that steps when it changes; a ring
 * around each point above the promise. */
struct am_trend_point {
	int64_t secs;
	int64_t target_secs;
	struct am_slice label; /* below the axis; may be empty */
	bool is_minor_label;   /* left out where there is little room */
};
void am_chart_trend(const struct am_chart_head *head,
		    const struct am_trend_point *points, size_t n,
		    struct am_buf *out);

/* Promise and practice, a row each, all on one axis of multiples of the
 * promise: so one line is the promise of every row, and what is right of it is
 * the gap. */
struct am_gap_row {
	struct am_slice name; /* "High, promised within 1h" */
	struct am_slice kept; /* "82 % in time" */
	int64_t target_secs;  /* above 0 */
	int64_t median_secs, p90_secs;
	/* Where there are too few for these two: each of them, a dot. */
	const struct am_report_case *cases;
	size_t n_cases;
};
void am_chart_gap(const struct am_chart_head *head,
		  const struct am_gap_row *rows, size_t n, struct am_buf *out);

/* What comes first and most, with the share of all that it and those before it
 * make, and a line at 80 %. */
struct am_pareto_row {
	struct am_slice name;
	int64_t count;
	int share_permille;      /* of all */
	int cumulative_permille; /* with those before it */
};
void am_chart_pareto(const struct am_chart_head *head,
		     const struct am_pareto_row *rows, size_t n,
		     struct am_buf *out);

/* Seven days, Monday first, by 24 hours: the colour is how long people waited
 * for an answer to what came then (none without `secs`), the number how much
 * came. */
struct am_heat_cell {
	int64_t count;
	int64_t secs;
};
#define AM_HEAT_LEVELS 5
void am_chart_heat(const struct am_chart_head *head,
		   const struct am_heat_cell cells[7 * 24], struct am_buf *out);
/* 0 (short) to AM_HEAT_LEVELS - 1, and the words for a level. */
int am_heat_level(int64_t secs);
const char *am_heat_level_words(int level);

#endif
