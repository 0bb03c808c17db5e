/* complaints.h - what became of those who complained, and why they did.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COMPLAINTS_H
#define COMPLAINTS_H

#include "amends/journal_report.h"
#include "amends/report.h"

/* Conversations that complained in the period. */
struct complaint {
	int64_t conversation, at;
	struct am_slice customer, inbox;
};
struct complaint_list {
	struct am_arena *arena; /* the caller's */
	struct complaint *items;
	size_t count, cap;
};
AM_MUST_CHECK enum am_code complaints_list(struct am_journal *journal,
					   const struct am_report *report,
					   const struct am_period *period,
					   struct complaint_list *out,
					   struct am_err *err);

/* How one of them went on until now. */
struct outcome {
	struct am_arena *arena; /* the caller's */
	int64_t answered_at; /* by a person, after it complained; AM_NO_TIME */
	bool is_recovered;   /* and the customer thanked after that */
	struct am_slice *causes;
	size_t n_causes, causes_cap;
};
AM_MUST_CHECK enum am_code complaint_outcome(struct am_journal *journal,
					     const struct complaint *complaint,
					     int64_t now, struct outcome *out,
					     struct am_err *err);

/* Fill report->complaints, causes and their likes of the period before. */
AM_MUST_CHECK enum am_code complaints_count(struct am_journal *journal,
					    struct am_arena *arena,
					    struct am_report *report,
					    struct am_err *err);

/* Fill report->silent. */
AM_MUST_CHECK enum am_code silence_find(struct am_journal *journal,
					struct am_arena *arena,
					struct am_report *report,
					struct am_err *err);

#endif
