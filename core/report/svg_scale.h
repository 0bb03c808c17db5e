/* svg_scale.h - round numbers for an axis, and where a value stands on it.
 *
 * Layer:     report.
 * Threads:   safe; pure.
 * Promise:   an axis begins at 0, has one to AM_SCALE_STEPS equal steps that
 *            people count in (15 minutes, 6 hours, 2 days; 1, 2, 5, 10), and
 *            ends at or past the greatest value. Any int64_t is a value.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_SVG_SCALE_H
#define AMENDS_REPORT_SVG_SCALE_H

#include <stdint.h>

#define AM_SCALE_STEPS       4
#define AM_SCALE_LABEL_BYTES 48

struct am_scale {
	int64_t step;
	int steps;
};

/* For seconds, and for numbers of things; max below 1 is taken for 1. */
struct am_scale am_scale_secs(int64_t max);
struct am_scale am_scale_count(int64_t max);

/* Where `value` stands when the axis is `span` long: 0 to span, rounded; what
 * lies past an end stands at that end. */
int am_scale_place(const struct am_scale *scale, int64_t value, int span);

/* A tick in as few letters as it can be said: "0", "45s", "1h 30m", "2d". */
void am_scale_label(int64_t secs, char out[AM_SCALE_LABEL_BYTES]);

#endif
