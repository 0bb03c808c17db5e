/* deadline.h - times in words: "by Friday", "bis morgen 12 Uhr", "within 48
 * hours".
 *
 * Layer:     text.
 * Threads:   safe.
 * Promise:   pure, and linear in the words; opens no file and knows no zones
 *            but the offset that it is given. English and German.
 *
 * What counts as a deadline:
 * - a time behind a word of deadlines: by, until, before, no later than, latest,
 *   due, needed; bis, vor, spätestens, fällig, brauche;
 * - a span from now: in two hours, within 48 hours, binnen 3 Tagen;
 * - what cannot be meant otherwise: EOD, end of day, noch heute, and a day with
 *   a time of day (tomorrow 9am, morgen um 12 Uhr).
 * A denied one does not count ("not by Friday"), nor one that is told of the
 * past ("was due by Friday", "last Friday").
 *
 * What the words mean:
 * - "Friday" is the next one, the day of writing included; "next Friday" is
 *   that of the next week, and weeks begin on Monday.
 * - A day without a year is the one nearest to the day of writing; "the 14th"
 *   is the next one.
 * - 3.5. is 3 May. Of 12/05 nobody knows the month in English, unless one of the
 *   two is above 12 or both are the same: it is left out. In German it is 12
 *   May.
 * - A time of day alone is that of today, or of tomorrow once it is past.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_DEADLINE_H
#define AMENDS_DEADLINE_H

#include "amends/text.h"

struct am_deadline_clock {
	int64_t written_utc; /* when the text was written: what "tomorrow"
			      * counts from; 0 to year 2199 */
	int64_t now_utc;     /* what lies before this is no deadline any more */
	int32_t offset_secs; /* east of UTC: the writer's own time of day */
};

/* from_utc == to_utc: a point of time. A day is from its midnight to the next
 * one: who says "by Friday" may mean its morning. */
struct am_deadline {
	int64_t from_utc, to_utc;
	uint32_t begin, end; /* the words' bytes, with the word that makes them
			      * a deadline when it stands before */
};

/* The earliest deadline that is not over. `language` as a code; empty: any.
 * False when there is none, or the language is another. */
bool am_deadline_find(struct am_arena *arena, const struct am_words *words,
		      struct am_slice language,
		      const struct am_deadline_clock *clock,
		      struct am_deadline *out);

#endif
