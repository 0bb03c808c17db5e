/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>

#include "amends/care.h"
#include "session_journal.h"

static enum am_code
backup(const char *config, const char *folder, struct am_err *err)
{
	struct am_session session;
	struct am_state state;
	enum am_code rc = am_session_open(config, &session, err);

	if (rc != AM_OK)
		return rc;
	rc = am_session_drain(&session, &state, err);
	if (rc == AM_OK)
		rc = am_journal_backup(state.journal.text, folder, err);
	am_session_close(&session);
	return rc;
}

int
am_cmd_backup(int argc, char **argv)
{
	const char *config = NULL;
	const struct am_option options[] = {
		{ "--config", AM_OPTION_TEXT, &config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"backup", "FOLDER",
		"Copies the journal, as it is at one moment, and its key into "
		"FOLDER, while mail goes on. An older copy there is replaced "
		"once the new one is whole and checked.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail("backup", &err);
	if (argc - operand != 1) {
		(void)am_fail(&err, AM_EUSAGE, "give the one folder to fill");
		return am_command_fail("backup", &err);
	}
	if (backup(config, argv[operand], &err) != AM_OK)
		return am_command_fail("backup", &err);
	return am_command_end("backup", EX_OK);
}
