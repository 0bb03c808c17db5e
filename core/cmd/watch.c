/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "amends/clock.h"
#include "amends/compile.h"
#include "amends/loader.h"
#include "amends/log.h"
#include "command.h"
#include "progress.h"
#include "serve/watch.h"
#include "serve/watch_reader.h"

/* How many there are comes to light folder by folder. */
static void
show_progress(void *ctx, uint64_t done, uint64_t all)
{
	struct am_progress *progress = ctx;

	progress->all_bytes = all;
	if (done < all)
		am_progress_say(progress, done, done);
	else
		am_progress_end(progress);
}

static enum am_code
find_module(const char *config, struct am_path *out, struct am_err *err)
{
	struct am_path folders[AM_ROOTS];
	struct am_roots roots;

	am_roots_find(config, &roots);
	am_roots_modules(&roots, folders);
	if (am_loader_find(AM_SLICE_LIT(WATCH_MODULE), folders, AM_ROOTS, out,
			   err) != AM_OK)
		return am_context(err, "module " WATCH_MODULE);
	return AM_OK;
}

/* What a mail in a mailbox was handed over with is in its fields; what stands in
 * the environment belongs to something else. */
static void
clear_environment(void)
{
	static const char *const names[] = { "SENDER", "FROM", "RECIPIENT",
					     "ORIGINAL_RECIPIENT",
					     "ORIG_RECIPIENT" };

	for (size_t i = 0; i < AM_COUNT(names); i++)
		(void)unsetenv(names[i]);
}

/* What was said on the command line. */
struct wishes {
	const char *config;
	bool is_once;
	int64_t since; /* a moment, or less than 0: so long ago; 0: not said */
};

static enum am_code
find_since(const struct wishes *wishes, int64_t *secs, struct am_err *err)
{
	*secs = wishes->since <= 0 ? -wishes->since
				   : am_now_utc() - wishes->since;
	if (*secs < 0)
		return am_fail(err, AM_EUSAGE,
			       "--since is a time that is yet to come");
	return AM_OK;
}

static enum am_code
run(const struct wishes *wishes, struct am_err *err)
{
	struct am_session session;
	struct am_state state;
	struct am_path module;
	struct am_progress progress;
	struct am_watch watch = {
		.config = wishes->config,
		.conf = &session.conf,
		.state = &state,
		.module = &module,
		.is_once = wishes->is_once,
		.ctx = &progress,
	};

	if (find_since(wishes, &watch.since_secs, err) != AM_OK ||
	    am_session_open(wishes->config, &session, err) != AM_OK)
		return err->code;
	if (session.conf.log.len > 0)
		am_log_target(am_arena_str(session.arena, session.conf.log));
	am_progress_start(&progress, "mails", 0);
	if (progress.is_shown)
		watch.progress = show_progress;
	clear_environment();
	if (am_state_find(&session.conf, &state, err) == AM_OK &&
	    find_module(wishes->config, &module, err) == AM_OK &&
	    am_watch(&watch, err) == AM_OK)
		err->code = AM_OK;
	am_session_close(&session);
	return err->code;
}

int
am_cmd_watch(int argc, char **argv)
{
	struct wishes wishes = { 0 };
	const struct am_option options[] = {
		{ "--config", AM_OPTION_TEXT, &wishes.config, "FILE",
		  "use this amends.lua" },
		{ "--once", AM_OPTION_FLAG, &wishes.is_once, NULL,
		  "read what there is, then leave (for a timer)" },
		{ "--since", AM_OPTION_AGO, &wishes.since, "TIME",
		  "how far back a first run reads: 30d, or a date" },
	};
	const struct am_usage usage = {
		"watch", "",
		"Reads mailboxes on other hosts over IMAP, as amends.lua names "
		"them: mail of customers as filter does, mail of staff as sent "
		"does. Nothing in a mailbox is changed. Runs until it is "
		"told to end.",
		options, AM_COUNT(options)
	};
	struct am_err err = { 0 };
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK ||
	    run(&wishes, &err) != AM_OK)
		return am_command_fail("watch", &err);
	return am_command_end("watch", EX_OK);
}
