/* date_names.h - the words of a date: months and zones.
 *
 * Layer:     mail; private to it.
 * Threads:   safe.
 * Promise:   pure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_DATE_NAMES_H
#define AMENDS_MAIL_DATE_NAMES_H

#include <stdbool.h>

#include "amends/slice.h"

/* 1 to 12 for the name of a month, whole or abbreviated, in English and the
 * languages next to it; 0 for any other word. */
int am_date_month(struct am_slice word);

/* Seconds east of Greenwich for the name of a zone (RFC 5322 section 4.3 and
 * the usual others); false when the word is none. */
bool am_date_zone(struct am_slice word, int *secs);

#endif
