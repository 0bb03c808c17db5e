/* turns.h - who waited how long: turns of a conversation.
 *
 * Layer:     time (below store, which keeps the result in its table).
 * Threads:   safe.
 * Promise:   pure: the same set of events gives the same turns, in whatever
 *            order they arrived and whatever ids they got. Whole seconds on
 *            the wall clock, never negative.
 *
 * The rules:
 * - Only a customer's mail starts a clock, and only a mail that a person of
 *   ours sent to a customer of the conversation stops it. Automatic mail
 *   (robots, bounces, lists, our own acknowledgements) never starts, stops or
 *   restarts one.
 * - The clock runs from the oldest unanswered mail; what the customer writes
 *   meanwhile is a chaser and is counted.
 * - The first turn of a conversation gives the first response, all later ones
 *   a next response. What we send before a customer wrote answers nothing, so a
 *   conversation that we begin has no first response until they write.
 * - A mail that only thanks (am_turn_event.is_thanks) starts no clock, is no
 *   chaser and stops nothing.
 * - A reply whose time lies before that of the mail it replies to (somebody's
 *   clock is wrong) counts as given at that mail's time: 0 s, is_clamped.
 * - Copies of one mail (same id and same Date) count once, at the earliest.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TURNS_H
#define AMENDS_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amends/clock.h"
#include "amends/mem.h"
#include "amends/slice.h"

enum am_event_kind {
	AM_EVENT_INBOUND,
	AM_EVENT_OUTBOUND,
	AM_EVENT_AUTOMATIC
};
const char *am_event_kind_name(enum am_event_kind kind); /* "inbound" ... */

struct am_turn_event {
	int64_t id;
	enum am_event_kind kind;
	int64_t at;                 /* when it reached us or left us, UTC */
	int64_t date;               /* the mail's own Date, or AM_NO_TIME */
	struct am_slice message_id; /* may be empty */
	struct am_slice
		replies_to;    /* the message_id it answers; may be empty */
	struct am_slice actor; /* who wrote it */
	bool is_to_customer;   /* outbound: a customer is a recipient */
	bool is_thanks;        /* inbound: thanks and nothing else */
};

struct am_turn {
	int64_t event; /* the mail that waits */
	int64_t at;
	int64_t answered_at;   /* AM_NO_TIME: nobody has answered */
	int64_t answer;        /* the answering event, 0: none */
	struct am_slice actor; /* who answered; empty: nobody */
	int64_t chasers; /* further mails of the customer before the answer */
	bool is_first;
	bool is_clamped;
};

/* The turns, oldest first, in the arena; *count of them. Events may come in any
 * order. */
struct am_turn *am_turns_of(struct am_arena *arena,
			    const struct am_turn_event *events, size_t n_events,
			    size_t *count);

/* Seconds until the answer; AM_NO_TIME when there is none. */
int64_t am_turn_secs(const struct am_turn *turn);

/* Nearest-rank percentile (1 to 100): the smallest value such that at least
 * `percent` of all values are not above it. Sorts `values`. AM_NO_TIME when
 * there are none. */
int64_t am_percentile(int64_t *values, size_t count, int percent);

#endif
