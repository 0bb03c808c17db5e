/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/journal.h"
#include "command.h"
#include "serve/drain.h"

#define DRAIN_MS  600000
#define BUSY_MS   10000
#define EVERY_MS  200
#define BAR_WIDTH 30

struct progress {
	bool is_shown;
	int64_t said_ms;
	int64_t done;
};

static void
say_progress(void *ctx, int64_t done, int64_t total)
{
	struct progress *p = ctx;
	int64_t now_ms = am_mono_ms();
	char bar[BAR_WIDTH + 1];

	p->done = done;
	if (!p->is_shown || now_ms - p->said_ms < EVERY_MS)
		return;
	p->said_ms = now_ms;
	for (int64_t i = 0; i < BAR_WIDTH; i++)
		bar[i] = i * total < done * BAR_WIDTH ? '#' : '.';
	bar[BAR_WIDTH] = '\0';
	(void)fprintf(stderr, "\r[%s] %lld of %lld conversations\x1b[K", bar,
		      (long long)done, (long long)total);
}

/* What waits in the spool is taken first, and with it what the configuration
 * says of hours and targets. */
static enum am_code
rebuild(const char *config, struct progress *progress, struct am_err *err)
{
	struct am_journal *journal = NULL;
	struct am_session session;
	struct am_drained drained;
	struct am_state state;
	enum am_code rc = am_session_open(config, &session, err);

	if (rc != AM_OK)
		return rc;
	rc = am_state_find(&session.conf, &state, err);
	if (rc == AM_OK && access(state.journal.text, F_OK) != 0)
		rc = am_fail(err, AM_EIO, "there is no journal at %s yet",
			     state.journal.text);
	if (rc == AM_OK)
		rc = am_drain(&state, &session.conf, &session.image, DRAIN_MS,
			      &drained, err);
	if (rc == AM_OK)
		rc = am_journal_open(state.journal.text, true, BUSY_MS,
				     &journal, err);
	if (rc == AM_OK)
		rc = am_journal_rebuild(journal, say_progress, progress, err);
	if (progress->said_ms > 0)
		(void)fputs("\r\x1b[K", stderr);
	am_journal_close(journal);
	am_session_close(&session);
	return rc;
}

int
am_cmd_rebuild(int argc, char **argv)
{
	const char *config = NULL;
	const struct am_option options[] = {
		{ "--config", AM_OPTION_TEXT, &config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"rebuild", "",
		"Computes all response times of the journal anew from its "
		"events. Changes nothing when all is well; who stops it can "
		"run it again.",
		options, AM_COUNT(options)
	};
	struct progress progress = { .is_shown = isatty(STDERR_FILENO) == 1 };
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK ||
	    rebuild(config, &progress, &err) != AM_OK)
		return am_command_fail("rebuild", &err);
	printf("%lld conversations computed anew\n", (long long)progress.done);
	return am_command_end("rebuild", EX_OK);
}
