/* threads.h - which conversation a mail belongs to.
 *
 * Ids are kept apart by customer: each id that a mail has or names is a place
 * for each customer of that mail, and places that one mail names for one
 * customer belong together. So the order of arrival does not count, a parent
 * that comes late joins its children, and no list of references ties two
 * customers together. A mail of somebody new joins the mail that it answers, as
 * a colleague's would.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef THREADS_H
#define THREADS_H

#include "amends/err.h"
#include "amends/journal.h"

#define THREAD_SIDES_MAX 8 /* customers of one mail that are told apart */

/* One customer of the mail, and where what it names is for him; 0: nowhere. */
struct thread_side {
	struct am_slice address; /* small letters; empty: nobody's */
	int64_t conversation;
};

struct thread {
	struct thread_side sides[THREAD_SIDES_MAX];
	size_t n_sides;
	bool *is_known; /* of each id: somebody has named it before */
	bool has_voice; /* it speaks for customers: not automatic */
	struct am_slice
		*ids; /* its own or "", then In-Reply-To, then References
			       * from the last to the first */
	size_t n_ids;
	size_t n_parents; /* ids[1] to ids[n_parents] are what it answers */

	int64_t home;          /* the conversation that the mail is in */
	const char *joined_by; /* "new", "id", "index", "ticket", "subject" */
	bool is_weak;   /* only likely: by subject, or of a stranger to it */
	bool is_merged; /* other mails came into that conversation with it */
};

/* The id that this mail answers: In-Reply-To, else the last of References, or
 * empty. */
struct am_slice thread_parent(const struct am_event *event);

/* The conversation that the mail belongs to; a new one when it knows none. */
AM_MUST_CHECK enum am_code thread_find(struct am_journal *j,
				       const struct am_event *event,
				       bool has_voice, struct am_arena *arena,
				       struct thread *out, struct am_err *err);

/* Note all ids that it has and names, and merge or link the conversations that
 * they belong to. t->home is where the mail is in the end. */
AM_MUST_CHECK enum am_code thread_join(struct am_journal *j,
				       const struct am_event *event, int64_t id,
				       struct thread *t, struct am_err *err);

/* The conversation of ids[i]'s place for one customer; 0: not known. */
AM_MUST_CHECK enum am_code thread_place(struct am_journal *j,
					const struct thread *t, size_t i,
					struct am_slice address, int64_t *out,
					struct am_err *err);
/* A conversation other than `but` in which the mail ids[i] is; 0: it has not
 * come. */
AM_MUST_CHECK enum am_code thread_mail(struct am_journal *j,
				       const struct thread *t, size_t i,
				       int64_t but, int64_t *out,
				       struct am_err *err);
/* Is the conversation with customers, and this is none of them? */
AM_MUST_CHECK enum am_code thread_ask_stranger(struct am_journal *j,
					       int64_t conversation,
					       struct am_slice address,
					       bool *yes, struct am_err *err);

/* ---- likeness.c: what is left when ids say nothing */

/* By Thread-Index, ticket token or subject; t->home stays 0 when none helps. */
AM_MUST_CHECK enum am_code likeness_find(struct am_journal *j,
					 const struct am_event *event,
					 struct thread *t, struct am_err *err);
/* Note them for later mails. */
AM_MUST_CHECK enum am_code likeness_note(struct am_journal *j,
					 const struct am_event *event,
					 int64_t id, const struct thread *t,
					 struct am_err *err);
/* Another conversation than t->home, of the same customer, that its
 * Thread-Index names; 0: none. */
AM_MUST_CHECK enum am_code likeness_other(struct am_journal *j,
					  const struct am_event *event,
					  const struct thread *t,
					  int64_t *conversation,
					  struct am_err *err);
/* Where that number's mail is now, merges followed; 0: it is not known. */
AM_MUST_CHECK enum am_code thread_of_number(struct am_journal *j,
					    int64_t number,
					    int64_t *conversation,
					    struct am_err *err);

#endif
