/* session_journal.h - the journal for commands that care for it: what waits in
 * the spool is in it first.
 *
 * Layer:     cmd.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_SESSION_JOURNAL_H
#define AMENDS_SESSION_JOURNAL_H

#include "amends/journal.h"
#include "amends/spool.h"
#include "command.h"
#include "serve/paths.h"

/* A person waits for these commands, and mail does not. */
#define JOURNAL_WAIT_MS 10000

/* Empty the spool; *state says where this user's files are. AM_EIO when another
 * process is at it. */
AM_MUST_CHECK enum am_code am_session_drain(const struct am_session *session,
					    struct am_state *state,
					    struct am_err *err);
/* The same, and open the journal for writing. AM_EIO when there is none. */
AM_MUST_CHECK enum am_code am_session_journal(const struct am_session *session,
					      struct am_state *state,
					      struct am_journal **out,
					      struct am_err *err);

#endif
