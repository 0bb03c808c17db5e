/* phrases.h - tables of what programs write, in many languages.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   pure. Tables end with NULL. ASCII case is ignored, that of other
 *            letters is not: where a word may begin with one, the table has
 *            both.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_PHRASES_H
#define AMENDS_MAIL_PHRASES_H

#include <stdbool.h>

#include "amends/slice.h"

/* The first phrase that `s` begins with, or holds anywhere; NULL: none. The
 * second costs (length of s) x (entries of the table), so s is short. */
const char *am_phrase_start(struct am_slice s, const char *const *table);
const char *am_phrase_in(struct am_slice s, const char *const *table);

/* ---- bounces */

extern const char *const am_bounce_subjects[];  /* a mail server's, begins */
extern const char *const am_bounce_senders[];   /* in its local part or name */
extern const char *const am_bounce_openings[];  /* what its text begins with */
extern const char *const am_bounce_firsts[];    /* its very first words */
extern const char *const am_failure_phrases[];  /* in a line that tells why */
extern const char *const am_recipient_labels[]; /* before a failed address */
extern const char *const am_delay_phrases[];    /* it is still being tried */
extern const char *const am_giving_up[];        /* and this means it is not */
extern const char *const am_delivered_phrases[];
extern const char *const am_challenge_phrases[]; /* "prove that you exist" */
extern const char *const am_challenge_fields[];  /* names of fields */
extern const char *const am_copy_markers[];   /* the mail that failed follows */
extern const char *const am_helper_phrases[]; /* a line that offers help */

/* ---- programs that write */

/* Subjects of absence: those that are a program's word for word when a colon
 * or the end follows, and those that a person may begin with as well. */
extern const char *const am_absence_exact[];
extern const char *const am_absence_loose[];
extern const char *const am_absence_texts[]; /* how such a text begins */

extern const char *const am_robot_firsts[]; /* any program's first words */

/* A helpdesk's first line; a form's words; its labels, a table for each kind
 * of field. */
extern const char *const am_ticket_texts[];
extern const char *const am_form_words[];
extern const char *const *const am_form_labels[];

#endif
