/* subject_words.h - what mailers of all languages put in front of a subject.
 *
 * Layer:     mail, private.
 * Threads:   safe.
 * Promise:   linear: a look at the head of a subject costs the same however
 *            long the subject is.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_SUBJECT_WORDS_H
#define AMENDS_MAIL_SUBJECT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/slice.h"

#define AM_PREFIX_REPLY   1U
#define AM_PREFIX_FORWARD 2U

/* The bytes of a prefix at the beginning of s, with its count and its colon;
 * 0: none. *kinds says which: both when languages disagree. */
size_t am_subject_prefix(struct am_slice s, unsigned int *kinds);

/* Is it what mailers show in place of an empty subject? */
bool am_subject_is_none(struct am_slice s);

/* The bytes of the blank at the beginning of s: ASCII, no-break, ideographic;
 * 0: none. */
size_t am_subject_blank(struct am_slice s);

#endif
