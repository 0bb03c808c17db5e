/* deadline_words.h - the words that times are made of.
 *
 * Layer:     text, private to deadline*.c.
 * Threads:   safe.
 * Promise:   pure; a few comparisons a word.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_DEADLINE_WORDS_H
#define AMENDS_TEXT_DEADLINE_WORDS_H

#include "amends/text.h"

enum am_time_kind {
	AM_TIME_OTHER,   /* any other word */
	AM_TIME_NUMBER,  /* 14, 14th, 9am, 24h; value, suffix */
	AM_TIME_BY,      /* by, until, bis; value 1: before it, 2: until */
	AM_TIME_LATER,   /* later (than) */
	AM_TIME_THAN,    /* than, als */
	AM_TIME_LATEST,  /* latest, spätestens */
	AM_TIME_WITHIN,  /* within, binnen */
	AM_TIME_IN,      /* in */
	AM_TIME_DAY,     /* today, tomorrow; value: days from now */
	AM_TIME_EVENING, /* tonight: today's evening */
	AM_TIME_WEEKDAY, /* value: 0 = Sunday */
	AM_TIME_MONTH,   /* value: 1-12 */
	AM_TIME_WEEKEND,
	AM_TIME_PART,    /* morning, Abend; value: hours, begin * 100 + end */
	AM_TIME_CLOCK,   /* noon; value: hour */
	AM_TIME_UNIT,    /* hours; value: seconds */
	AM_TIME_COUNT,   /* two, a, few; value */
	AM_TIME_HALF,    /* half (an hour) */
	AM_TIME_NEXT,    /* next, nächsten */
	AM_TIME_THIS,    /* this, coming, diesen */
	AM_TIME_LAST,    /* last, letzten */
	AM_TIME_END,     /* end, close, Ende */
	AM_TIME_WORK,    /* business, play: the end of it is the day's */
	AM_TIME_EOD,     /* EOD, COB */
	AM_TIME_EOW,     /* EOW */
	AM_TIME_EOM,     /* Monatsende */
	AM_TIME_AM,      /* am */
	AM_TIME_PM,      /* pm */
	AM_TIME_OCLOCK,  /* o'clock, Uhr */
	AM_TIME_FILL,    /* the, on, at, zum */
	AM_TIME_STILL,   /* noch (heute) */
	AM_TIME_NEED,    /* need, due, expires, brauche, Frist */
	AM_TIME_NOT,     /* not, don't, kein */
	AM_TIME_TURN,    /* and, but, aber: what was denied before is over */
	AM_TIME_PAST,    /* was, arrived, hatte; value 1: paid, of the past only
			 * behind a subject */
	AM_TIME_SUBJECT, /* we, have: what makes "paid" past */
	AM_TIME_WAIT,    /* wait, warten: "cannot wait until" denies nothing */
	AM_TIME_HOLD,    /* open, closed, holiday: what lasts until then */
	AM_TIME_AFTER,   /* of, after, nach: what a span counts from */
};

enum am_time_suffix {
	AM_SUFFIX_NONE,
	AM_SUFFIX_ORDINAL, /* 14th */
	AM_SUFFIX_AM,
	AM_SUFFIX_PM,
	AM_SUFFIX_HOURS, /* 24h, 48hrs */
	AM_SUFFIX_OTHER, /* 14a: no part of a time */
};

struct am_time_word {
	enum am_time_kind kind;
	enum am_time_suffix suffix;
	int32_t value; /* of a number: at most 9999 */
	uint8_t digits;
	uint32_t sentence; /* its own count: dates and times do not end one */
};

/* One for each word, in the arena. */
struct am_time_word *am_time_words(struct am_arena *arena,
				   const struct am_words *words,
				   struct am_slice language);

#endif
