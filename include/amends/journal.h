/* journal.h - the record of what came, what was answered and what it was about.
 *
 * Layer:     store (alone sees SQLite).
 * Threads:   a journal belongs to one thread and one process (not to its
 *            children).
 * Promise:   events are only ever added; conversations and turns follow from
 *            them. A delivery is taken once, however often it is put. Nothing
 *            waits longer for another writer than busy_ms. No bodies are kept,
 *            and of evidence at most 80 bytes. The file is 0600 and the folder
 *            0700 when they are made here.
 *
 * Errors: AM_EIO with what to do (try again later, no space, is broken, is on a
 * network file system).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JOURNAL_H
#define AMENDS_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "amends/clock.h"
#include "amends/err.h"
#include "amends/mem.h"
#include "amends/slice.h"
#include "amends/turns.h" /* enum am_event_kind */

#define AM_NO_URGENCY          (-1)
#define AM_JOURNAL_BUSY_MS     300
#define AM_EVIDENCE_KEPT_BYTES 80

struct am_journal;

/* Open the journal at an absolute path. `for_writing` makes it when it is
 * missing. For reading, a missing one is like an empty one (nothing is made).
 * One of an older version is brought up to date, whole or not at all. */
AM_MUST_CHECK enum am_code am_journal_open(const char *path, bool for_writing,
					   int busy_ms, struct am_journal **out,
					   struct am_err *err);
/* NULL is allowed. A short log ("-wal") stays beside the journal: who copies the
 * files by hand needs both. */
void am_journal_close(struct am_journal *journal);
/* From now on a commit waits for the disk (setting spool_sync). Without this a
 * machine that loses power may lose the last ones, never the journal. */
AM_MUST_CHECK enum am_code am_journal_sync(struct am_journal *journal,
					   struct am_err *err);
const char *am_journal_path(const struct am_journal *journal);

/* BEGIN IMMEDIATE; one transaction may take any number of events. A function
 * that writes and is called outside of one makes its own. */
AM_MUST_CHECK enum am_code am_journal_begin(struct am_journal *journal,
					    struct am_err *err);
AM_MUST_CHECK enum am_code am_journal_commit(struct am_journal *journal,
					     struct am_err *err);
void am_journal_rollback(struct am_journal *journal); /* also when none is on */

/* ---- events */

struct am_event_tag {
	struct am_slice name;
	double score;
	double probability;
	bool is_set;
};

struct am_event_evidence {
	struct am_slice rule;
	struct am_slice tag;
	double weight;
	struct am_slice text; /* cut to 80 bytes */
};

struct am_event {
	struct am_slice delivery; /* unique name of this delivery at its door */
	struct am_slice inbox;
	/* AM_EVENT_INBOUND or AM_EVENT_OUTBOUND: which door it came through. An
	 * origin of "automatic", "bounce", "list", "calendar" or "spam" makes it
	 * AM_EVENT_AUTOMATIC, and so does a mail of ours or of staff at the
	 * customers' door: one with an actor and no customer. */
	enum am_event_kind kind;
	struct am_slice origin; /* "person" ... */
	int64_t at;             /* when it reached or left us, UTC seconds */
	int64_t date;           /* its Date field, or AM_NO_TIME */

	struct am_slice message_id; /* ids without <>; may be empty */
	const struct am_slice *in_reply_to;
	size_t n_in_reply_to;
	const struct am_slice *references; /* oldest first */
	size_t n_references;

	/* Used when ids say nothing; all may be empty. */
	struct am_slice thread_index; /* a name that mails of it share */
	struct am_slice subject;      /* a keyed hash of it, or the like */
	bool may_join_by_subject;     /* a reply's subject, or a rare one */
	int64_t ticket; /* the conversation that a proven token names, or 0 */

	struct am_slice actor; /* address of From */
	/* The customer's side, without our own and staff's addresses. Inbound:
	 * From and Reply-To. Outbound: To, Cc, Bcc. The first is the customer
	 * that the journal names. Case is ignored. */
	const struct am_slice *customers;
	size_t n_customers;

	/* Of an origin "bounce": what became of a mail of ours ("failed",
	 * "delayed" ... as am_bounce_name() says), RFC 3463's number, and which
	 * mail; all may be empty. Its customers are those whom it concerns. */
	struct am_slice bounce, bounce_status, bounce_about;

	struct am_slice language; /* may be empty */
	int urgency;              /* enum am_urgency, or AM_NO_URGENCY */
	struct am_slice status;   /* as in X-Amends-Status */
	const struct am_event_tag *tags;
	size_t n_tags;
	const struct am_event_evidence *evidence;
	size_t n_evidence;
};

struct am_event_result {
	int64_t event;
	int64_t conversation;
	bool is_new;       /* false: this delivery was there; nothing changed */
	bool is_unmatched; /* a reply of ours, and to nothing that is here */
	enum am_event_kind kind; /* what it counts as */
};

/* Put one event, join it to its conversation, and bring that conversation's
 * turns up to date. It joins by its ids: the order of arrival does not count, for ids that
 * are not known yet are kept. When ids say nothing, by Thread-Index (the same
 * customer), then by a ticket, then by the subject (the same customer and inbox,
 * at most 30 days apart, and the later mail may_join_by_subject). Two
 * conversations that a mail names become one (the older number stays) only when
 * they share a customer's address; else a weak link is noted. Of a mail that is
 * only likely to belong where it is the event says so: is_weak. */
AM_MUST_CHECK enum am_code am_journal_put_event(struct am_journal *journal,
						const struct am_event *event,
						struct am_event_result *out,
						struct am_err *err);

/* Would it be new? Changes nothing; of *out only is_new and kind are given, and
 * of one that is there all. */
AM_MUST_CHECK enum am_code am_journal_look(struct am_journal *journal,
					   const struct am_event *event,
					   struct am_event_result *out,
					   struct am_err *err);

/* ---- notes: what became known or was done about a mail later */

enum am_note_kind {
	AM_NOTE_VERDICT,         /* another one than the mail's first */
	AM_NOTE_DRAFT,           /* we wrote a draft for it */
	AM_NOTE_ACKNOWLEDGEMENT, /* we sent one for it */
	AM_NOTE_PROMISE,         /* it (or what is about it) gave a time */
	AM_NOTE_CORRECTION       /* a person says what it is about */
};

struct am_note {
	enum am_note_kind kind;
	struct am_slice delivery; /* unique name among those of its kind */
	int64_t about;            /* the event of the mail, or 0: */
	struct am_slice about_delivery; /* ... its delivery */
	int64_t at;
	struct am_slice actor; /* who says so; may be empty */
	int urgency;           /* verdict, correction; else AM_NO_URGENCY */
	const struct am_event_tag *tags;
	size_t n_tags;
	const struct am_event_evidence *evidence;
	size_t n_evidence;
	int64_t due_at;      /* promise: the time that was given ... */
	struct am_slice how; /* ... and by what: "reply", "draft" */
};

/* Put one note; *is_new false: it was there, nothing changed. AM_EDATA when the
 * mail that it is about is not in the journal. */
AM_MUST_CHECK enum am_code am_journal_put_note(struct am_journal *journal,
					       const struct am_note *note,
					       bool *is_new,
					       struct am_err *err);

/* ---- policies */

/* Add those that are not what the journal has last of their inbox: valid from
 * their own date; else from `now`, and the first of an inbox from ever, for
 * nothing else is known of the time before. What they have a say in (waiting
 * mail, and what was answered since they are valid) is marked, and computed anew
 * by am_journal_settle(). Costs a look-up an inbox when nothing changed. */
AM_MUST_CHECK enum am_code
am_journal_policies_put(struct am_journal *journal,
			const struct am_policy *policies, size_t count,
			int64_t now, struct am_err *err);
/* All there ever were. They last until the next call of this, of
 * am_journal_put_event() or am_journal_settle(). */
AM_MUST_CHECK enum am_code am_journal_rulings(struct am_journal *journal,
					      const struct am_rulings **out,
					      struct am_err *err);

/* ---- what follows from events and policies */

typedef void am_journal_progress_fn(void *ctx, int64_t done, int64_t total);

/* Compute what is marked: after a change of version or of policy. Some at a
 * time, each batch in a transaction of its own (outside of the caller's), until
 * am_mono_ms() is past `deadline_ms`. Who is killed goes on where he was. `fn`
 * may be NULL. */
AM_MUST_CHECK enum am_code am_journal_settle(struct am_journal *journal,
					     int64_t deadline_ms,
					     am_journal_progress_fn *fn,
					     void *ctx, struct am_err *err);

/* Compute all of it anew. */
AM_MUST_CHECK enum am_code am_journal_rebuild(struct am_journal *journal,
					      am_journal_progress_fn *fn,
					      void *ctx, struct am_err *err);

/* ---- answers of our own */

struct am_journal_counts {
	/* Answers of ours; failed ones do not count. */
	int64_t in_conversation;
	int64_t to_sender_day; /* in the 24 hours before `now` */
	int64_t to_sender_week;
	int64_t all_hour; /* by all inboxes in the hour before `now` */
	bool is_answered; /* staff has written in this conversation */
};
AM_MUST_CHECK enum am_code
am_journal_counts(struct am_journal *journal, int64_t conversation,
		  struct am_slice sender, int64_t now,
		  struct am_journal_counts *out, struct am_err *err);

enum am_answer_state {
	AM_ANSWER_DECIDED,
	AM_ANSWER_WRITTEN,
	AM_ANSWER_FAILED
};

struct am_journal_answer {
	int64_t id;               /* given by the journal */
	struct am_slice delivery; /* of the mail that it answers */
	int64_t conversation;
	struct am_slice sender; /* whom it goes to */
	int64_t at;
	int64_t promise_secs; /* 0: no time was given */
	/* What is needed to write it, in the caller's own format; wiped once it
	 * is written or failed. */
	struct am_slice material;
};

/* Record the decision before anything is written. *is_new false: it was decided
 * before (nothing changes); *id is its number in both cases. */
AM_MUST_CHECK enum am_code
am_journal_answer_decide(struct am_journal *journal,
			 const struct am_journal_answer *answer, int64_t *id,
			 bool *is_new, struct am_err *err);
/* It was written to `file`, or given up (AM_ANSWER_FAILED; file says why).
 * `promise_secs`, in place of what was decided: the time that its reader is
 * given; 0 when the text states none. */
AM_MUST_CHECK enum am_code
am_journal_answer_end(struct am_journal *journal, int64_t id,
		      enum am_answer_state state, struct am_slice file,
		      int64_t promise_secs, struct am_err *err);
/* Those that are decided and not yet written, oldest first, at most `max`, in
 * the arena. */
AM_MUST_CHECK enum am_code
am_journal_answers_open(struct am_journal *journal, size_t max,
			struct am_arena *arena, struct am_journal_answer **out,
			size_t *count, struct am_err *err);

/* ---- questions */

struct am_journal_response {
	int64_t count;    /* answered first turns of that urgency */
	int64_t p90_secs; /* 90th percentile; AM_NO_TIME when there are none */
};
/* `since`: only turns that began then or later; AM_NO_TIME for all. */
AM_MUST_CHECK enum am_code
am_journal_first_response(struct am_journal *journal, struct am_slice inbox,
			  int urgency, int64_t since,
			  struct am_journal_response *out, struct am_err *err);

/* [since, until); AM_NO_TIME leaves a side open. */
struct am_period {
	int64_t since, until;
};

/* Make the managers' snapshot of the journal at `path`: tables v_conversation,
 * v_turn and v_message_tag, with addresses and message ids replaced by keyed
 * hashes, and no evidence. Written privately beside `target`, then 0640 (group
 * `gid`, or (gid_t)-1 to leave it) and renamed. */
AM_MUST_CHECK enum am_code am_journal_publish(const char *path,
					      const char *target, gid_t gid,
					      struct am_err *err);

#endif
