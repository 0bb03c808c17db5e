/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "session_journal.h"

static enum am_code
find_group(const char *name, gid_t *gid, struct am_err *err)
{
	const struct group *g;

	*gid = (gid_t)-1;
	if (name == NULL)
		return AM_OK;
	g = getgrnam(name);
	if (g == NULL)
		return am_fail(err, AM_EUSAGE, "no group \"%s\"", name);
	*gid = g->gr_gid;
	return AM_OK;
}

static enum am_code
publish(const char *config, const char *target, gid_t gid, struct am_err *err)
{
	struct am_session session;
	struct am_state state;
	enum am_code rc = am_session_open(config, &session, err);

	if (rc != AM_OK)
		return rc;
	rc = am_session_drain(&session, &state, err);
	if (rc == AM_OK)
		rc = am_journal_publish(state.journal.text, target, gid, err);
	am_session_close(&session);
	return rc;
}

int
am_cmd_publish(int argc, char **argv)
{
	const char *config = NULL;
	const char *group = NULL;
	const struct am_option options[] = {
		{ "--group", AM_OPTION_TEXT, &group, "GROUP",
		  "who may read the snapshot" },
		{ "--config", AM_OPTION_TEXT, &config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"publish", "FILE",
		"Makes FILE, an SQLite database that managers can read: the "
		"views of amends-journal(5) without addresses, message ids "
		"and words of customers. An older FILE is replaced.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	gid_t gid;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK ||
	    find_group(group, &gid, &err) != AM_OK)
		return am_command_fail("publish", &err);
	if (argc - operand != 1) {
		(void)am_fail(&err, AM_EUSAGE, "give the one file to write");
		return am_command_fail("publish", &err);
	}
	if (publish(config, argv[operand], gid, &err) != AM_OK)
		return am_command_fail("publish", &err);
	return am_command_end("publish", EX_OK);
}
