/* record_names.h - the names that a record may hold.
 *
 * Layer:     judge, private.
 * Threads:   safe.
 * Promise:   one row says all there is to say of a name.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_RECORD_NAMES_H
#define AMENDS_JUDGE_RECORD_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/slice.h"

enum am_kind {
	AM_KIND_TEXT,        /* anything, one word when encoded */
	AM_KIND_NAME,        /* letters, digits . _ - and at most 100 of them */
	AM_KIND_TAG,         /* [a-z0-9.]{1,48} */
	AM_KIND_LANGUAGE,    /* two or three small letters */
	AM_KIND_ORIGIN,      /* see am_origin_name() */
	AM_KIND_BOUNCE,      /* see am_bounce_name(); never "none" */
	AM_KIND_URGENCY,     /* see am_urgency_name() */
	AM_KIND_EXPOSURE,    /* see am_exposure_name() */
	AM_KIND_DIRECTION,   /* in, out */
	AM_KIND_BOOL,        /* 0 or 1 */
	AM_KIND_COUNT,       /* 0 to 1,000,000 */
	AM_KIND_TIME,        /* seconds since 1970, years 0 to 9999 */
	AM_KIND_SCORE,       /* a number within a million */
	AM_KIND_PROBABILITY, /* 0 to 1 */
	AM_KIND_TAG_ROW,     /* words: name score probability is-set */
	AM_KIND_EVIDENCE, /* words: tag rule weight cause place start end text */
};

struct am_record_name {
	const char *name;
	enum am_kind kind;
	unsigned int times_max;
	bool is_keepers; /* the judge may not say it */
};

/* NULL when there is no such name; *index is its place in the table. */
const struct am_record_name *am_record_name_find(struct am_slice name,
						 size_t *index);
#define AM_RECORD_NAMES_MAX 64

/* Does the encoded value fit the kind? */
bool am_record_value_ok(enum am_kind kind, struct am_slice value);

#endif
