/* deadline_when.h - one time in words: "Friday", "3.5.2026", "morgen um 12 Uhr".
 *
 * Layer:     text, private to deadline*.c.
 * Threads:   safe.
 * Promise:   pure; looks at a fixed number of words from where it begins.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_DEADLINE_WHEN_H
#define AMENDS_TEXT_DEADLINE_WHEN_H

#include "deadline_words.h"

struct am_time_text {
	const struct am_words *words;
	const struct am_time_word *time; /* as many */
	struct am_slice language;
	int64_t local; /* when it was written, by the writer's clock */
	int64_t today; /* its midnight */
};

struct am_when {
	int64_t from, to; /* by the writer's clock; to: end of the span */
	bool is_day;      /* a whole day or more */
	bool has_day, has_clock;
	bool is_certain; /* a deadline by itself: "EOD" */
	bool is_end;     /* of a day or more: "before" it is still in it */
	bool is_past;    /* "last Friday" */
};

/* A point of time or a day at word `at`: how many words it takes, 0 when there
 * is none. */
size_t am_when_read(const struct am_time_text *t, size_t at,
		    struct am_when *out);
/* "48 hours", "the next two days", "half an hour" at word `at`, from when the
 * text was written. A span of days is `is_day` for "in": it names the day. */
size_t am_when_read_span(const struct am_time_text *t, size_t at,
			 struct am_when *out);

/* The parts of it: a date, "the 14th" (the word before counts too). */
size_t am_when_read_date(const struct am_time_text *t, size_t at,
			 struct am_when *out);
size_t am_when_read_ordinal(const struct am_time_text *t, size_t at,
			    struct am_when *out);
void am_when_set_day(int64_t day, struct am_when *out);
/* False when there is no such day. */
bool am_when_midnight(int year, int month, int day, int64_t *out);

/* What stands at a word; AM_TIME_OTHER behind the last one. */
enum am_time_kind am_time_at(const struct am_time_text *t, size_t at);
int am_time_value(const struct am_time_text *t, size_t at); /* `at` is there */
/* The bytes between word `at` and the next one are `text` and no more. */
bool am_time_gap(const struct am_time_text *t, size_t at, const char *text);

#endif
