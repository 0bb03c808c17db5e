/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>

#include "command.h"
#include "serve/drain.h"

#define DRAIN_MS 600000

static enum am_code
empty(const char *config, struct am_drained *drained, struct am_err *err)
{
	struct am_session session;
	struct am_state state;
	enum am_code rc = am_session_open(config, &session, err);

	if (rc != AM_OK)
		return rc;
	rc = am_state_find(&session.conf, &state, err);
	if (rc == AM_OK)
		rc = am_make_dirs(state.dir.text, 0700, err);
	if (rc == AM_OK)
		rc = am_drain(&state, &session.conf, &session.image, DRAIN_MS,
			      drained, err);
	am_session_close(&session);
	return rc;
}

int
am_cmd_outbox(int argc, char **argv)
{
	const char *config = NULL;
	const struct am_option options[] = {
		{ "--config", AM_OPTION_TEXT, &config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"outbox", "",
		"Moves what waits in the spool into the journal and writes the "
		"drafts that are due: for a timer, when the configuration "
		"says drain = \"later\".",
		options, AM_COUNT(options)
	};
	struct am_drained drained;
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK ||
	    empty(config, &drained, &err) != AM_OK)
		return am_command_fail("outbox", &err);
	if (drained.is_busy)
		puts("another amends is at it");
	else
		printf("%llu records, %llu of them new, %llu drafts written\n",
		       (unsigned long long)drained.records,
		       (unsigned long long)drained.events,
		       (unsigned long long)drained.drafts);
	return am_command_end("outbox", EX_OK);
}
