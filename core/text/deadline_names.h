/* deadline_names.h - the words of times, as a table.
 *
 * Layer:     text, private to deadline_words.c.
 * Threads:   safe.
 * Promise:   constant.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_DEADLINE_NAMES_H
#define AMENDS_TEXT_DEADLINE_NAMES_H

#include "deadline_words.h"

#define AM_TIME_ENGLISH 1U
#define AM_TIME_GERMAN  2U

struct am_time_name {
	const char *word;
	unsigned char languages;
	unsigned char kind; /* enum am_time_kind */
	int value;
};

/* Sorted by first letter (a to z); what begins otherwise stands at the end. The
 * first entry that a language has counts. */
const struct am_time_name *am_time_names(size_t *count);

#endif
