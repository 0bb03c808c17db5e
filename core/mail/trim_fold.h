/* trim_fold.h - a line made comparable.
 *
 * Layer:     mail; private to it.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_TRIM_FOLD_H
#define AMENDS_MAIL_TRIM_FOLD_H

#include <stdbool.h>

#include "amends/slice.h"

#define AM_TRIM_FOLD_BYTES 480

/* Into `room`: ASCII, Latin-1 and Russian capitals small, runs of blanks (wide
 * and no-break ones too) one blank, none at the ends, a wide colon a colon,
 * long dashes '-'; the asterisks of bold type and marks of writing direction are left out. Empty when `in` is too long to be anything that is sought. */
struct am_slice am_trim_fold(struct am_slice in, char room[AM_TRIM_FOLD_BYTES]);

/* One of the NULL-terminated `heads` that `s` starts with, or NULL. */
const char *am_trim_head(struct am_slice s, const char *const *heads);
/* Does one of `words` stand in `s`, with no letter before or after it? */
bool am_trim_has_word(struct am_slice s, const char *const *words);

#endif
