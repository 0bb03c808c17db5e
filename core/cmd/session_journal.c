/* SPDX-License-Identifier: MIT */
#include "session_journal.h"

#include <sys/stat.h>

#include "serve/drain.h"

#define DRAIN_MS 600000

enum am_code
am_session_drain(const struct am_session *session, struct am_state *state,
		 struct am_err *err)
{
	struct am_drained drained;
	enum am_code rc = am_state_find(&session->conf, state, err);

	if (rc != AM_OK || !am_spool_has_records(state->dir.text))
		return rc;
	rc = am_drain(state, &session->conf, &session->image, DRAIN_MS,
		      &drained, err);
	if (rc == AM_OK && drained.is_busy)
		rc = am_fail(err, AM_EIO,
			     "another amends is emptying the spool of %s; try "
			     "again in a moment",
			     state->dir.text);
	return rc;
}

enum am_code
am_session_journal(const struct am_session *session, struct am_state *state,
		   struct am_journal **out, struct am_err *err)
{
	struct stat st;
	enum am_code rc = am_session_drain(session, state, err);

	if (rc != AM_OK)
		return rc;
	if (stat(state->journal.text, &st) != 0 || st.st_size == 0)
		return am_fail(err, AM_EIO, "there is no journal at %s yet",
			       state->journal.text);
	return am_journal_open(state->journal.text, true, JOURNAL_WAIT_MS, out,
			       err);
}
