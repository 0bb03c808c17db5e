/* calendar_parts.h - what a calendar is made of.
 *
 * Layer:     conf, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CONF_CALENDAR_PARTS_H
#define AMENDS_CONF_CALENDAR_PARTS_H

#include "amends/calendar.h"
#include "zone.h"

#define DAY_SECS    86400
#define WEEK_DAYS   7
#define WINDOWS_MAX 24 /* of one day */
/* Dates: days since 1970-01-01. */
#define DATE_MIN     (-719528) /* 0000-01-01 */
#define DATE_MAX     2932896   /* 9999-12-31 */
#define DAYS_OFF_MAX 20000

struct window {
	int32_t from, to; /* seconds of the wall clock: 0 to 86400 */
};

struct day_hours {
	struct window windows[WINDOWS_MAX]; /* in order, apart */
	size_t count;
};

struct days_off {
	int32_t first, end; /* dates; the end is no day off */
};

struct am_calendar {
	struct am_arena *arena; /* while it is made */
	struct zone zone;
	bool has_zone;
	struct day_hours days[WEEK_DAYS]; /* Monday is 0 */
	int32_t before[WEEK_DAYS + 1];    /* open seconds of the days before */
	struct am_slice given[WEEK_DAYS]; /* the words that gave its hours */
	struct days_off *off;             /* in order, apart */
	size_t n_off, off_cap;
};

/* Monday is 0. */
int date_weekday(int32_t date);

/* Fill `before`; to be called when the windows are as they should be. */
void calendar_count(struct am_calendar *c);

void calendar_add_off(struct am_calendar *c, int32_t first, int32_t end);
/* In order, and those that touch made one. */
void calendar_sort_off(struct am_calendar *c);

/* "2026-12-25" or, in iCalendar, "20261225" as a date. */
bool date_parse(struct am_slice text, int32_t *date);
bool date_of(int year, int month, int day, int32_t *date);

/* The dates of an iCalendar file. AM_ECONFIG, "line N: what is wrong". */
AM_MUST_CHECK enum am_code ical_read(struct am_slice file,
				     struct am_calendar *c, struct am_err *err);

#endif
