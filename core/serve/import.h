/* import.h - the history that mailboxes hold, into the journal.
 *
 * Layer:     serve.
 * Threads:   one; the caller must have no other threads (it forks).
 * Promise:   changes no mailbox, answers nobody. Each mail is judged by a sealed
 *            judge as of the time it came, the oldest first, so that rules see
 *            the history that was; and is in the journal once, whether it comes
 *            twice, from two folders, or came through filter or sent before.
 *            A run that was killed is finished by the next one: the journal is
 *            then that of one run. A mail can cost itself and nothing else.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMPORT_H
#define AMENDS_IMPORT_H

#include "import_list.h"
#include "import_writer.h"

enum am_import_phase {
	AM_IMPORT_LISTS, /* looks at every header: when, which way, which inbox */
	AM_IMPORT_TAKES,
};

struct am_importing {
	char *const *paths; /* files, mbox files, Maildirs, folders */
	size_t n_paths;
	const struct am_conf *conf;
	const struct am_image *image;
	const struct am_state *state;
	const struct am_inbox *inbox; /* of all mails; NULL: by the mails */
	bool is_dry;
	size_t n_judges;
	int64_t clock_utc;                 /* no mail can be from later */
	volatile const sig_atomic_t *stop; /* not 0: end after this batch */
	/* Called after each mail; `all` bytes is 0 in the first phase. */
	void (*seen)(void *ctx, enum am_import_phase phase, uint64_t mails,
		     uint64_t bytes, uint64_t all);
	void *ctx;
};

struct am_imported {
	struct am_import_list list; /* its faults: of both phases */
	uint64_t taken;             /* mails that were counted below */
	struct am_import_counts counts;
	uint64_t unjudged;    /* counted, but a judge failed on them */
	struct am_buf failed; /* the first hundred: "NAME: reason\n" */
	bool is_interrupted;
};

/* Fills *out in any case; free it with am_imported_free(). AM_EIO: the journal
 * could not be written; what is in it stays. */
AM_MUST_CHECK enum am_code am_import(const struct am_importing *how,
				     struct am_imported *out,
				     struct am_err *err);
void am_imported_free(struct am_imported *imported);

#endif
