/* arithmetic.h - how the numbers of one conversation come about.
 *
 * Layer:     report.
 * Threads:   safe; what is collected lives in its arena.
 * Promise:   the seconds of the stretches of a turn add up to its business
 *            seconds; they are counted anew from the calendars that were in
 *            force, and are what the journal keeps (`is_settled` says so).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ARITHMETIC_H
#define AMENDS_ARITHMETIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/journal.h"
#include "amends/mem.h"
#include "amends/report.h"

/* One open window, as far as the turn lies in it. */
struct am_window {
	int64_t from, to;
};

/* A part of the turn in which one policy was in force. */
struct am_stretch {
	int64_t from, to;
	int64_t policy;     /* its number in the journal; 0: none */
	int64_t valid_from; /* AM_NO_TIME when there is none */
	const struct am_calendar *calendar;
	struct am_window *windows;
	size_t n_windows;
	int64_t secs; /* of all windows */
};

struct am_arithmetic_turn {
	int64_t number;
	struct am_slice inbox, message_id, customer, actor;
	int urgency; /* or AM_NO_URGENCY */
	int64_t chasers;
	int64_t at;
	int64_t answered_at; /* AM_NO_TIME: nobody has, at `now` */
	int64_t wall_secs, business_secs;
	struct am_stretch *stretches;
	size_t n_stretches;
	int64_t target_secs, due_at; /* AM_NO_TIME: no target */
	bool is_in_target;           /* so far, when nobody has answered */
	bool is_settled;
	/* The inbox's clock, in which dates of this turn are told. */
	const struct am_calendar *calendar;
};

struct am_arithmetic {
	int64_t conversation, now;
	struct am_arithmetic_turn *turns;
	size_t n_turns;
};

/* `which`: a conversation's number or a Message-ID, with or without <>. Of
 * `request` now and policies count. AM_EUSAGE when there is no such one. */
AM_MUST_CHECK enum am_code
am_arithmetic_collect(struct am_journal *journal,
		      const struct am_report_request *request,
		      struct am_slice which, struct am_arena *arena,
		      struct am_arithmetic *out, struct am_err *err);
void am_arithmetic_table(const struct am_arithmetic *a, struct am_buf *out);
void am_arithmetic_json(const struct am_arithmetic *a, struct am_buf *out);

#endif
