/* import_writer.h - the process that puts imported mails into the journal.
 *
 * Layer:     serve.
 * Threads:   one; the caller must have no other threads (it forks).
 * Promise:   mails are put in the order that they are added in, some AM_BATCH_*
 *            in one transaction, which is whole or not there at all. So a kill
 *            costs the last batch, and the next run puts that again. No other
 *            writer waits longer than one batch takes.
 *
 * A process of its own, since no judge may be forked from one that holds the
 * journal or its key; and it works while the judges do.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMPORT_WRITER_H
#define AMENDS_IMPORT_WRITER_H

#include <sys/types.h>

#include "amends/image.h"
#include "judge.h"
#include "paths.h"

#define AM_BATCH_MAILS 1000
#define AM_BATCH_BYTES (8U << 20)

struct am_import_counts {
	uint64_t inbound, outbound, automatic; /* new ones */
	uint64_t known;
	uint64_t unmatched; /* new replies to what is not there */
	uint64_t unsound;   /* records that did not pass */
};

struct am_import_writing {
	const struct am_conf *conf;
	const struct am_image *image;
	const struct am_state *state;
	bool is_dry; /* only look */
};

/* A mail and what a judge said of it. */
struct am_import_mail {
	struct am_slice record; /* checked; empty when it said nothing */
	struct am_slice mail;
	uint32_t inbox; /* its number */
	bool is_outbound;
	int64_t at_utc;
	const char *reason; /* as in struct am_judged */
	const char *rule;
};

struct am_import_writer;

/* AM_EIO: the journal cannot be opened for writing. */
AM_MUST_CHECK enum am_code
am_import_writer_start(const struct am_import_writing *how,
		       struct am_import_writer **out, struct am_err *err);

/* The mail is copied. A full batch is handed over. AM_EIO: an earlier one could
 * not be written. */
AM_MUST_CHECK enum am_code am_import_writer_add(struct am_import_writer *w,
						const struct am_import_mail *m,
						struct am_err *err);
/* Wait until all that was added is in the journal. */
AM_MUST_CHECK enum am_code am_import_writer_sync(struct am_import_writer *w,
						 struct am_err *err);

/* What was put by now; of a dry run what would be. */
const struct am_import_counts *
am_import_writer_counts(const struct am_import_writer *w);
/* Ends the process; what was not synced is lost. NULL is allowed. */
void am_import_writer_free(struct am_import_writer *w);

#endif
