/* turns.h - who waited how long: the turns of a conversation and its ends.
 *
 * Layer:     time (below store, which keeps the result in its tables).
 * Threads:   safe.
 * Promise:   pure: the same set of events and policies gives the same turns, in
 *            whatever order the events arrived and whatever ids they got. Whole
 *            seconds, never negative.
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
 * - Copies of one mail (same id and same Date) count once, at the earliest; of
 *   one that came through several inboxes, in that which is declared first.
 * - After our answer a conversation is resolved when the customer only thanks,
 *   or is silent for as long as the policy says that was in force when we wrote
 *   last: whichever comes first. What the customer asks before that undoes it;
 *   what they ask afterwards reopens it. Nothing is resolved while somebody
 *   waits: that the customer gave up is no answer.
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
#include "amends/rulings.h"
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
	struct am_slice inbox;
	int64_t inbox_rank;  /* the lesser is declared before the greater */
	int urgency;         /* negative: not known */
	bool is_to_customer; /* outbound: a customer is a recipient */
	bool is_thanks;      /* inbound: thanks and nothing else */
};

struct am_turn {
	int64_t event; /* the mail that waits */
	struct am_slice inbox;
	int urgency; /* negative: not known */
	int64_t at;
	int64_t answered_at;   /* AM_NO_TIME: nobody has answered */
	int64_t answer;        /* the answering event, 0: none */
	struct am_slice actor; /* who answered; empty: nobody */
	int64_t chasers; /* further mails of the customer before the answer */
	bool is_first;
	bool is_clamped;
};

struct am_resolution {
	int64_t at;          /* our last reply, or the mail that thanks */
	bool is_thanks;      /* else silence */
	int64_t resolved_at; /* may lie ahead of now: then it is not yet so */
	int64_t reopened_at; /* AM_NO_TIME: it was not */
};

/* What is known of a conversation after some of its events; { 0 } after none.
 * turn is the last one, and so is resolution while has_end. */
struct am_talk {
	struct am_turn turn;
	int64_t n_turns;
	struct am_resolution resolution;
	int64_t n_resolutions;
	bool has_end; /* it has not been reopened */
};

/* Go on with one event that is later than all before, is no copy of one of
 * them, and is answered by none of them. One that does not count (automatic
 * mail and mail to nobody of the conversation) changes nothing. The number of
 * resolutions may shrink by one. */
void am_talk_add(struct am_talk *talk, const struct am_turn_event *event,
		 const struct am_rulings *rulings);

/* Is the last resolution new, or changed, by what came between the two? */
bool am_talk_ends_otherwise(const struct am_talk *before,
			    const struct am_talk *after);

/* All there is to say of a conversation; arrays live in the arena. */
struct am_told {
	struct am_turn *turns; /* oldest first */
	size_t n_turns;
	struct am_resolution *resolutions;
	size_t n_resolutions;
	int64_t *replies; /* when we wrote to the customer, in order */
	size_t n_replies;
	/* Of each event: the index of the one that counts for it (itself, where
	 * it is no copy), and the time that counts. */
	size_t *counts_as;
	int64_t *at;
};
/* Events may come in any order. */
void am_talk_tell(struct am_arena *arena, const struct am_turn_event *events,
		  size_t n_events, const struct am_rulings *rulings,
		  struct am_told *out);

/* The first reply after `given_at`; AM_NO_TIME when there is none. */
int64_t am_told_reply_after(const struct am_told *told, int64_t given_at);

/* Seconds until the answer; AM_NO_TIME when there is none. */
int64_t am_turn_secs(const struct am_turn *turn);

/* The same in the hours of the inbox, and what was aimed at. */
struct am_turn_clock {
	int64_t business_secs; /* AM_NO_TIME: nobody has answered */
	int64_t target_secs;   /* AM_NO_TIME: there was no target */
	int64_t due_at;        /* when that is over; AM_NO_TIME */
	int64_t policy;        /* in force when the turn began; 0: none */
};
/* `tags` are those that are set on the turn's mail; NULL for none. */
void am_turn_measure(const struct am_turn *turn,
		     const struct am_rulings *rulings,
		     const struct am_slices *tags, struct am_turn_clock *out);

/* Nearest-rank percentile (1 to 100): the smallest value such that at least
 * `percent` of all values are not above it. Reorders `values`. AM_NO_TIME when
 * there are none. */
int64_t am_percentile(int64_t *values, size_t count, int percent);
/* Several of them at once, which costs little more than one. */
void am_percentiles(int64_t *values, size_t count, const int *percents,
		    int64_t *out, size_t n);

#endif
