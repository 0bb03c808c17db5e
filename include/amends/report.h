/* report.h - how long people waited, for those who run the place.
 *
 * Layer:     report.
 * Threads:   safe; a report lives in its arena.
 * Promise:   every number has one definition, in amends-report(1), and a slow
 *            independent computation gives the same to the second. Percentiles
 *            are nearest-rank. Nothing that waits is left out: what has no
 *            answer is counted beside what has one.
 *
 * Times are UTC seconds, lengths are seconds; AM_NO_TIME is "there is none".
 * Wall: on the wall clock. Business: within the hours of the inbox.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_H
#define AMENDS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/journal.h"
#include "amends/mem.h"
#include "amends/policy.h"
#include "amends/slice.h"

/* With fewer values than this the cases are shown, and no percentile is. */
#define AM_REPORT_FEW 5

/* What a report can be parted by. */
enum am_report_by {
	AM_BY_WEEK,
	AM_BY_HOUR, /* hour of the week, in the inbox's own zone */
	AM_BY_INBOX,
	AM_BY_TEAM,
	AM_BY_URGENCY,
	AM_BY_LANGUAGE,
	AM_BY_TAG,
	AM_BY_CAUSE, /* the tags "cause.*" */
	AM_REPORT_BYS
};
const char *am_report_by_name(enum am_report_by by); /* "week" ... */

/* One that waited, or waits (is_open: until now). */
struct am_report_case {
	int64_t conversation;
	int64_t at;
	int64_t wall_secs;
	int64_t business_secs;
	bool is_open;
};

/* Lengths of time, and how they stand to what was promised. */
struct am_report_times {
	int64_t count; /* of these */
	/* AM_NO_TIME when count < AM_REPORT_FEW; then `cases` are all of
	 * them, the longest first. */
	int64_t median, p90; /* wall */
	int64_t business_median, business_p90;
	struct am_report_case *cases;
	size_t n_cases;
	/* Of those that had a target: how many kept it, and of how many that is
	 * decided (answered, or not answered and over it). */
	int64_t in_target, decided;
	/* The commonest target, of several as common the shortest; business
	 * seconds. */
	int64_t target_secs;
	int64_t n_targets; /* how many different ones there were */
};

struct am_report_line {
	/* What a program calls it: "2026-W47", "mon.09", "support", "high",
	 * "cause.delay"; "" for all. A language, a team or an urgency that is
	 * not known is "-". */
	struct am_slice name;
	int64_t begins_at; /* by week: its Monday; the first in a period may
			    * begin before it */
	int hour_of_week;  /* by hour: 0 is Monday 00:00, 167 is the last */

	int64_t conversations; /* whose first turn, or only thanks, is here */
	int64_t answered;      /* of these: a person answered that turn */
	int64_t thanks;        /* of these: only thanks, needs no answer */
	int64_t turns;         /* all, first and later */
	int64_t waiting;       /* turns without an answer */
	int64_t overdue;       /* of these: longer than the target */
	struct am_report_times first; /* first turns that were answered */
	struct am_report_times next;  /* later turns that were answered */
	struct am_report_times any;   /* both */
	int64_t oldest_at;            /* of those waiting */
	int64_t oldest_conversation;
	struct am_slice oldest_id; /* Message-ID without <> */
};

/* By week and by hour: in time's order, weeks without turns too. By urgency:
 * the most urgent first. Else most conversations first, then by name. */
struct am_report_group {
	struct am_report_line *lines;
	size_t n_lines;
};

/* Pareto of the causes of complaints: most first, then by name. */
struct am_report_cause {
	struct am_slice name; /* "cause.delay" */
	int64_t complaints;
	int64_t cumulative; /* this one and those before it */
	bool is_vital;      /* above the line: the first whose sum reaches 80 %
			     * of all, those before it, and those as common */
	int64_t recovered;
	int64_t before; /* complaints in the period before */
};

struct am_report_complaints {
	int64_t complaints; /* conversations that complained in the period */
	int64_t answered;   /* a person answered since */
	int64_t recovered;  /* and then the customer thanked */
	int64_t no_cause;   /* no cause is known */
};

struct am_report_promises {
	int64_t given; /* in the period: the sum of the four */
	int64_t kept;
	int64_t late;   /* kept after its time */
	int64_t broken; /* over, and nothing came */
	int64_t open;   /* not over yet */
};

/* A promise that was not kept. */
struct am_report_broken {
	int64_t conversation;
	struct am_slice inbox;
	int64_t given_at, due_at;
	int64_t kept_at; /* late; or AM_NO_TIME */
};

/* Who complained, got an answer and was not heard of since for longer than nine
 * of ten gaps: for a person to look at, never for a mail by itself. */
struct am_report_silent {
	int64_t conversation;
	struct am_slice inbox, customer; /* customer: an address or its hash */
	int64_t last_at;                 /* our last mail to them */
	int64_t silence_secs;            /* since */
	int64_t usual_secs;              /* 90 % of the gaps are shorter */
	int64_t n_gaps;
	bool is_own; /* the customer's own gaps; else those of all */
};

/* One that waits now. */
struct am_report_waiting {
	int64_t conversation;
	struct am_slice message_id, inbox, team, customer;
	int urgency; /* enum am_urgency, or AM_NO_URGENCY */
	bool is_first;
	int64_t at;
	int64_t chasers;
	int64_t wall_secs, business_secs; /* until now */
	int64_t target_secs;              /* business; AM_NO_TIME: none */
	int64_t due_at;                   /* AM_NO_TIME: no target */
	bool is_overdue;
	/* Business seconds until due_at, or since it when it is overdue (0
	 * while it is closed); AM_NO_TIME: no target. */
	int64_t left_secs;
};

struct am_report {
	struct am_period period; /* since is never AM_NO_TIME, until <= now */
	struct am_period before; /* as long, and just before */
	int64_t now;             /* ages are counted to here */
	struct am_slice journal; /* path */
	struct am_slice inbox;   /* only this one; empty: all */
	const struct am_calendar *calendar; /* whose zone weeks and times are
					     * in; NULL: UTC */
	bool has[AM_REPORT_BYS]; /* --by: only that group is filled */
	bool is_whole; /* no --by: the parts after `groups` are filled */

	int64_t events, automatic, spam, unmatched; /* mails of the period */
	struct am_report_line all, all_before;
	/* Requester wait: of each conversation with a turn of the period the
	 * sum of its turns, open ones until now. `count` conversations. */
	struct am_report_times wait, wait_before;
	struct am_report_group groups[AM_REPORT_BYS];

	/* Who waits at `now`, whenever that began (not only in the period). */
	int64_t waiting, overdue;
	struct am_report_waiting *worst; /* the most urgent of them */
	size_t n_worst;                  /* at most AM_REPORT_WORST */
	struct am_report_cause *causes;
	size_t n_causes;
	struct am_report_complaints complaints, complaints_before;
	struct am_report_promises promises, promises_before;
	struct am_report_broken *broken; /* late and broken, the oldest first */
	size_t n_broken;                 /* at most AM_REPORT_LISTED */
	struct am_report_silent *silent; /* the longest beyond usual first */
	size_t n_silent;                 /* at most AM_REPORT_LISTED */
	int64_t silent_count;            /* all of them */
};
#define AM_REPORT_WORST  5
#define AM_REPORT_LISTED 20

struct am_report_request {
	/* AM_NO_TIME: from the first mail, until now. */
	struct am_period period;
	int64_t now;           /* --at or the clock: what came later is not
				* looked at */
	struct am_slice inbox; /* empty: all */
	int by;                /* enum am_report_by, or AM_BY_WHOLE */
	/* As configured, in that order: zones and teams where the journal has
	 * no policy. The first one's zone, or that of `inbox`, is the
	 * report's. */
	const struct am_policy *policies;
	size_t n_policies;
};
#define AM_BY_WHOLE (-1)

/* The zone that a report of that inbox (empty: all) is in. */
const struct am_calendar *am_report_calendar(const struct am_policy *policies,
					     size_t count,
					     struct am_slice inbox);
/* What is reported when nothing else is asked: the seven whole days before
 * today's midnight; until now when the journal began (its first mail) later. */
struct am_period am_report_last_days(const struct am_calendar *calendar,
				     int64_t began, int64_t now);

/* AM_EUSAGE when the period is empty: it begins after it ends or after now. */
AM_MUST_CHECK enum am_code am_report_collect(
	struct am_journal *journal, const struct am_report_request *request,
	struct am_arena *arena, struct am_report *out, struct am_err *err);

/* Who waits at `now`, the most urgent first: overdue ones, the longest first;
 * then by the time that is left; then those without a target, by urgency and
 * age. */
AM_MUST_CHECK enum am_code
am_report_due(struct am_journal *journal,
	      const struct am_report_request *request, struct am_arena *arena,
	      struct am_report_waiting **out, size_t *count,
	      struct am_err *err);

/* Appended to *out: for people (80 columns), for spreadsheets (RFC 4180, LF),
 * as one JSON object, as a page for browsers that needs nothing else. */
void am_report_table(const struct am_report *report, bool has_colour,
		     struct am_buf *out);
void am_report_csv(const struct am_report *report, struct am_buf *out);
void am_report_json(const struct am_report *report, struct am_buf *out);
void am_report_html(const struct am_report *report, struct am_buf *out);
void am_due_table(const struct am_report_waiting *items, size_t count,
		  bool has_colour, struct am_buf *out);
void am_due_json(const struct am_report_waiting *items, size_t count,
		 int64_t now, struct am_buf *out);

#endif
