/* clock.h - seconds since 1970 UTC, and calendar dates without time.h.
 *
 * Layer:     base.
 * Threads:   safe.
 * Promise:   calendar arithmetic is pure (the sealed judge may not open zone
 *            files); years 0 to 9999, proleptic Gregorian, no leap seconds.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CLOCK_H
#define AMENDS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/slice.h"

#define AM_NO_TIME INT64_MIN /* "not known", for times that may be absent */

struct am_civil {
	int year, month, day;     /* month 1-12, day 1-31 */
	int hour, minute, second; /* second 0-60 */
};

int64_t am_now_utc(void); /* the real clock */
int64_t am_mono_ms(void); /* a clock that only goes forward */

/* Fields outside their range give AM_NO_TIME. */
int64_t am_civil_to_utc(const struct am_civil *civil);
void am_civil_of_utc(int64_t utc, struct am_civil *civil);
int am_weekday(int64_t utc); /* 0 = Sunday */

/* RFC 3339: 2026-11-21T09:30:00Z or with +01:00; a blank for the T and missing
 * seconds are allowed. False when it is no such time. */
bool am_rfc3339_parse(struct am_slice text, int64_t *utc);
#define AM_RFC3339_BYTES 32
void am_rfc3339_format(int64_t utc, char out[AM_RFC3339_BYTES]);
/* RFC 5322 section 3.3, always "+0000". */
#define AM_RFC5322_BYTES 48
void am_rfc5322_format(int64_t utc, char out[AM_RFC5322_BYTES]);

/* "90s", "30m", "4h", "2d", "1w" into seconds; false when malformed or more
 * than ten years. */
bool am_duration_parse(struct am_slice text, int64_t *secs);
/* 45s, 12m, 3h 05m, 2d 4h: what a person reads. Negative is AM_NO_TIME: "-". */
#define AM_DURATION_BYTES 24
void am_duration_format(int64_t secs, char out[AM_DURATION_BYTES]);

#endif
