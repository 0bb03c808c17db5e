/* journal_report.h - what a report asks the journal.
 *
 * Layer:     store.
 * Threads:   as journal.h says.
 * Promise:   each question is one statement, and goes by an index: it costs
 *            what it returns, not what the journal holds. Between
 *            am_journal_read() and am_journal_rollback() all see the journal as
 *            it was at one moment. Slices of a row are valid during the call.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JOURNAL_REPORT_H
#define AMENDS_JOURNAL_REPORT_H

#include "amends/journal.h"

/* Read the journal as it is now; am_journal_rollback() ends it. */
AM_MUST_CHECK enum am_code am_journal_read(struct am_journal *journal,
					   struct am_err *err);

/* A turn, as far as it is counted. */
struct am_journal_turn {
	int64_t conversation;
	int64_t number; /* 1 is the first response */
	int64_t at;
	int64_t answered_at;   /* AM_NO_TIME: nobody has answered */
	int64_t business_secs; /* AM_NO_TIME: the same */
	int64_t target_secs;   /* AM_NO_TIME: no target */
	int64_t due_at;        /* AM_NO_TIME: no target */
	int64_t policy;        /* the policy in force at `at`, or 0 */
	struct am_slice inbox, language;
	int urgency; /* or AM_NO_URGENCY */
};
typedef void am_journal_turn_fn(void *ctx, const struct am_journal_turn *turn);

/* The turns that began in the period, oldest first. For speed the inbox is empty
 * where there is a policy, which is of that inbox; urgency and language are not
 * known without `with_traits`. */
AM_MUST_CHECK enum am_code am_journal_turns(struct am_journal *journal,
					    const struct am_period *period,
					    bool with_traits,
					    am_journal_turn_fn *fn, void *ctx,
					    struct am_err *err);

/* A turn with the mail that it began with. */
struct am_journal_case {
	struct am_journal_turn turn;
	int64_t chasers;
	struct am_slice message_id, customer;
	struct am_slice actor; /* who answered; empty: nobody */
};
typedef void am_journal_case_fn(void *ctx, const struct am_journal_case *c);

/* The turns of one conversation, the first one first. */
AM_MUST_CHECK enum am_code am_journal_turns_of(struct am_journal *journal,
					       int64_t conversation,
					       am_journal_case_fn *fn,
					       void *ctx, struct am_err *err);
/* The conversation of that number (or into which it was merged), or with a mail
 * of that Message-ID; 0 when there is none. */
AM_MUST_CHECK enum am_code am_journal_find(struct am_journal *journal,
					   struct am_slice number_or_id,
					   int64_t *conversation,
					   struct am_err *err);

/* Mails of the period that only thanked, oldest first: number is 0, and there
 * are no times but `at`. */
AM_MUST_CHECK enum am_code am_journal_thanks(struct am_journal *journal,
					     const struct am_period *period,
					     am_journal_turn_fn *fn, void *ctx,
					     struct am_err *err);
/* Did this conversation only thank, and not before `at`? */
AM_MUST_CHECK enum am_code am_journal_only_thanked(struct am_journal *journal,
						   int64_t conversation,
						   int64_t at, bool *yes,
						   struct am_err *err);

/* The turns that nobody had answered at `now`. */
AM_MUST_CHECK enum am_code am_journal_open_at(struct am_journal *journal,
					      int64_t now,
					      am_journal_case_fn *fn, void *ctx,
					      struct am_err *err);

/* The Message-ID of the mail that a turn began with; empty when it had none. */
AM_MUST_CHECK enum am_code
am_journal_turn_mail(struct am_journal *journal, int64_t conversation,
		     int64_t at, struct am_arena *arena, struct am_slice *out,
		     struct am_err *err);

/* A tag that is set on a customer's mail of the conversation, until `now`;
 * oldest mail first. */
typedef void am_journal_tag_fn(void *ctx, int64_t at, struct am_slice tag);
AM_MUST_CHECK enum am_code am_journal_tags_of(struct am_journal *journal,
					      int64_t conversation, int64_t now,
					      am_journal_tag_fn *fn, void *ctx,
					      struct am_err *err);

/* Conversations with a customer's mail of the period that complains: when it
 * first did so in it, and the customer and inbox of that mail. */
struct am_journal_complaint {
	int64_t conversation, at;
	struct am_slice customer, inbox;
};
typedef void am_journal_complaint_fn(void *ctx,
				     const struct am_journal_complaint *c);
AM_MUST_CHECK enum am_code am_journal_complaints(struct am_journal *journal,
						 const struct am_period *period,
						 am_journal_complaint_fn *fn,
						 void *ctx, struct am_err *err);

/* Every mail that a customer wrote (is_ours false) or that a person of ours
 * wrote to them, in whatever conversation, until `now`; oldest first. */
typedef void am_journal_contact_fn(void *ctx, int64_t conversation, int64_t at,
				   bool is_ours);
AM_MUST_CHECK enum am_code am_journal_contacts(struct am_journal *journal,
					       struct am_slice customer,
					       int64_t now,
					       am_journal_contact_fn *fn,
					       void *ctx, struct am_err *err);

/* The promises that were given in the period, the first due one first. */
struct am_journal_promise {
	int64_t conversation, given_at, due_at;
	int64_t kept_at; /* AM_NO_TIME */
	struct am_slice inbox, how;
};
typedef void am_journal_promise_fn(void *ctx,
				   const struct am_journal_promise *promise);
AM_MUST_CHECK enum am_code am_journal_promises(struct am_journal *journal,
					       const struct am_period *period,
					       am_journal_promise_fn *fn,
					       void *ctx, struct am_err *err);

/* Mails of the period; inbox empty: of all. */
struct am_journal_mails {
	int64_t all, automatic, spam;
	int64_t unmatched; /* replies to mail that this journal never saw */
};
AM_MUST_CHECK enum am_code am_journal_mails(struct am_journal *journal,
					    const struct am_period *period,
					    struct am_slice inbox,
					    struct am_journal_mails *out,
					    struct am_err *err);

/* What the journal knows of inboxes: those with mail, by name; and when its
 * first mail came (AM_NO_TIME: none did). */
typedef void am_journal_name_fn(void *ctx, struct am_slice name);
AM_MUST_CHECK enum am_code am_journal_inboxes(struct am_journal *journal,
					      am_journal_name_fn *fn, void *ctx,
					      struct am_err *err);
AM_MUST_CHECK enum am_code am_journal_began(struct am_journal *journal,
					    int64_t *at, struct am_err *err);

#endif
