/* asking.h - what the commands that ask the journal begin with.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASKING_H
#define ASKING_H

#include "amends/report.h"
#include "command.h"
#include "serve/paths.h"

struct asking {
	struct am_session session;
	struct am_state state;
	struct am_journal *journal;
	struct am_policy *policies; /* as configured, in that order */
	size_t n_policies;
};

/* What waits in the spool belongs into the numbers, and so do policies that are
 * new: both are put into the journal first. One that cannot be written (another
 * user's) is reported as it stands, and that is said. */
AM_MUST_CHECK enum am_code asking_open(const char *command, const char *config,
				       struct asking *out, struct am_err *err);
void asking_close(struct asking *asking); /* also when it was not opened */

/* Is there such an inbox, in the configuration or in the journal? NULL is all.
 * AM_EUSAGE with the nearest name. */
AM_MUST_CHECK enum am_code asking_inbox(const struct asking *asking,
					const char *name, struct am_slice *out,
					struct am_err *err);

/* A time as --since and --until take it: RFC 3339, a date (its midnight in the
 * zone of that calendar), "today", "yesterday", or "7d" before `now`. */
AM_MUST_CHECK enum am_code asking_time(const char *option, const char *text,
				       const struct am_calendar *calendar,
				       int64_t now, int64_t *out,
				       struct am_err *err);

#endif
