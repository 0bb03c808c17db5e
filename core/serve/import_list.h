/* import_list.h - the mails of an archive, in the order in which they came.
 *
 * Layer:     serve.
 * Threads:   one; the caller must have no other threads (it forks).
 * Promise:   reads and changes nothing. What is listed can be read again one by
 *            one; what is no mail, has no believable date or cannot be read is
 *            said by name, and the rest is listed. Holds some forty bytes a mail
 *            and each path once.
 *
 * Rules that ask for history need what came before, so that the order counts:
 * the oldest first, and of two in one second the one whose path was given first.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMPORT_LIST_H
#define AMENDS_IMPORT_LIST_H

#include <signal.h>

#include "mail_place.h"
#include "mailbox.h"
#include "rejudge.h"

#define AM_LISTED_HEAD_BYTES 4096

struct am_listed {
	const char *path;
	uint64_t offset;
	uint64_t number; /* in the order of the walk */
	int64_t at_utc;
	uint32_t head_sum; /* of AM_LISTED_HEAD_BYTES, to know it again */
	uint32_t inbox;    /* its number */
	bool is_outbound;
};

/* Told as "PATH: why"; the first hundred. */
struct am_import_faults {
	struct am_buf lines;
	uint64_t count;
};
void am_import_fault(struct am_import_faults *faults, struct am_slice name,
		     const char *why);

struct am_import_list {
	struct am_arena *arena;
	struct am_listed *mails; /* oldest first */
	size_t count;

	uint64_t repaired;     /* whose Date could not be */
	uint64_t elsewhere;    /* to no inbox of ours */
	uint64_t drafts;       /* passed over, by the flag of a Maildir */
	uint64_t bytes;        /* of all mails */
	struct am_buf skipped; /* folders: "PATH\n" each */
	struct am_import_faults faults;
};

struct am_import_listing {
	char *const *paths;
	size_t n_paths;
	const struct am_conf *conf;
	const struct am_inbox *inbox; /* of all; NULL: by the mails */
	size_t n_judges;
	int64_t clock_utc;
	volatile const sig_atomic_t *stop;
	void (*seen)(void *ctx, uint64_t mails, uint64_t bytes);
	void *ctx;
};

/* Free with am_import_list_free(), also when it was stopped. */
void am_import_list_make(const struct am_import_listing *how,
			 struct am_import_list *out);
void am_import_list_free(struct am_import_list *list);

/* The mail as it stands there now. AM_EIO: it is gone, or another one is there.
 * One that was moved within its Maildir (read, flagged) is found. */
AM_MUST_CHECK enum am_code am_import_read(const struct am_listed *listed,
					  struct am_buf *mail,
					  struct am_err *err);

/* "Drafts", ".Trash", "INBOX.Junk" and their like in some languages: what is in
 * them was not sent, or not wanted. Also ".msf", the index of a mail program. */
bool am_import_is_skipped(const char *path);

#endif
