/* care.h - people leave the journal, their numbers stay; and copies of it all.
 *
 * Layer:     store (alone sees SQLite).
 * Threads:   as journal.h.
 * Promise:   whoever is taken out becomes a name like gone-0123456789abcdef (a
 *            hash under the journal's key: the same person has the same name),
 *            so every count, turn and response time is what it was. Their words
 *            and the ids of their mail go too. What is taken out cannot be read
 *            from the file any more, either: free pages are wiped, and
 *            am_journal_scrub() empties the log beside it.
 *
 * What is lost with it: a later mail does not join a conversation by an id that
 * is gone, and the sender is a stranger to rules that ask for history.
 *
 * Errors are those of journal.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CARE_H
#define AMENDS_CARE_H

#include "amends/journal.h"
#include "amends/spool.h" /* AM_STATE_KEY_BYTES */

struct am_forgotten {
	int64_t mails;         /* in which they had a part */
	int64_t conversations; /* of these mails */
	int64_t answers; /* drafts of ours to them, as the journal knows */
};

/* Take one address out, wherever it stands: customer or staff. Case is ignored;
 * other addresses of the same person are others. A draft that is not yet
 * written is given up. All or nothing. */
AM_MUST_CHECK enum am_code
am_journal_forget(struct am_journal *journal, struct am_slice address,
		  const unsigned char key[AM_STATE_KEY_BYTES],
		  struct am_forgotten *out, struct am_err *err);
/* What it would take out; nothing is changed. */
AM_MUST_CHECK enum am_code am_journal_forget_count(struct am_journal *journal,
						   struct am_slice address,
						   struct am_forgotten *out,
						   struct am_err *err);

struct am_purge {
	int64_t before; /* conversations whose last event is older */
	int64_t after;  /* where to go on: 0 at first, kept by the function */
	bool is_done;   /* there was nothing more */
	struct am_forgotten sum;
};
#define AM_PURGE_BATCH 200 /* conversations in one transaction */

/* Take everybody out of the next AM_PURGE_BATCH old conversations, in one
 * transaction, so that mail never waits long. Call it until is_done. */
AM_MUST_CHECK enum am_code
am_journal_purge_some(struct am_journal *journal,
		      const unsigned char key[AM_STATE_KEY_BYTES],
		      struct am_purge *purge, struct am_err *err);
/* How many conversations purge would take; nothing is changed. */
AM_MUST_CHECK enum am_code am_journal_purge_count(struct am_journal *journal,
						  int64_t before,
						  int64_t *conversations,
						  struct am_err *err);

/* Empty the log beside the journal. AM_EIO when a reader holds it: then what was
 * taken out may still be read there until the next time. */
AM_MUST_CHECK enum am_code am_journal_scrub(struct am_journal *journal,
					    struct am_err *err);

/* A copy of the journal at `path` and of the key beside it into `folder` (made
 * 0700 when missing): journal.db and key, both 0600. Mail goes on meanwhile; the
 * copy is of one moment, whole, checked, and on disk before it takes the place
 * of an older one. */
AM_MUST_CHECK enum am_code
am_journal_backup(const char *path, const char *folder, struct am_err *err);

/* Make every snapshot anew that am_journal_publish() wrote for this journal and
 * that is still there (the state folder's file "snapshots" lists them), so that
 * they know of nobody that is gone. *failed: could not be made, err says why of
 * the last one. */
AM_MUST_CHECK enum am_code am_journal_republish(const char *path, size_t *made,
						size_t *failed,
						struct am_err *err);

#endif
