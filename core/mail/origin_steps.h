/* origin_steps.h - the steps of origin.c, one question each.
 *
 * Layer:     mail; private to origin.
 * Threads:   safe; no state is kept.
 * Promise:   each is_ function answers true when it has set msg->origin and
 *            msg->origin_why; they do not look at what the others decide.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ORIGIN_STEPS_H
#define AMENDS_MAIL_ORIGIN_STEPS_H

#include "origin.h"

struct am_judging {
	struct am_arena *arena;
	struct am_message *msg;
	const struct am_inbox *inbox; /* NULL: nothing is ours */
};

/* ---- for all of them */

/* Always true. */
bool am_origin_set(struct am_judging *j, enum am_origin origin,
		   struct am_slice why);
/* The value of the nth field, unfolded, without blanks at its ends; of one name
 * the first 50 are there. */
bool am_origin_field(const struct am_judging *j, const char *name, size_t nth,
		     struct am_slice *value);
/* The first of `names` (NULL at the end) that the header has, or NULL. */
const char *am_origin_first(const struct am_judging *j,
			    const char *const *names);
/* The first token of a value: comments stepped over, up to a blank, ';' or
 * '('. */
struct am_slice am_origin_token(struct am_slice value);
/* Is the first token of any field of that name this word? */
bool am_origin_says(const struct am_judging *j, const char *name,
		    const char *word);
bool am_origin_is_null_sender(const struct am_message *msg);
/* Ours or of staff. */
bool am_origin_is_us(const struct am_judging *j, struct am_slice address);
/* The part before the @. */
struct am_slice am_origin_local(struct am_slice address);
bool am_origin_is_no_reply(struct am_slice address);

/* ---- bounce (origin_bounce.c): a report about a mail, or a mail server's own
 * words; a person who forwards one is a person. */
bool am_origin_is_bounce(struct am_judging *j);

/* ---- automatic (origin_robot.c): sent by a program on its own or on
 * somebody's behalf */
bool am_origin_is_auto_submitted(struct am_judging *j);
bool am_origin_is_responder(struct am_judging *j);
bool am_origin_is_ticket(struct am_judging *j);
bool am_origin_is_monitor(struct am_judging *j);
bool am_origin_is_by_words(struct am_judging *j);
bool am_origin_is_absence(struct am_judging *j);
bool am_origin_is_precedence(struct am_judging *j);
bool am_origin_is_no_reply_mail(struct am_judging *j);

/* ---- list (origin_list.c): to many at once. A group that is one of our own
 * addresses, or Google's at our domain, only hands on what people write to us:
 * it sets msg->is_own_group, and the answer is no. */
bool am_origin_is_list(struct am_judging *j);

/* ---- person (origin_form.c): a customer's words that a form on a web site
 * sent; the customer is in Reply-To, and From is the site. */
bool am_origin_is_form(struct am_judging *j);

#endif
