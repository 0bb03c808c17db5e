/* SPDX-License-Identifier: MIT
 *
 * What would other rules have done to these mails? */
#include "replay.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/clock.h"
#include "command.h"
#include "serve/compiler.h"

#define EX_CHANGED     1
#define EX_INTERRUPTED 130 /* as shells have it for SIGINT */

static volatile sig_atomic_t interrupted;

static void
interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

struct replay {
	const char *config;
	const char *rules;
	bool is_json, is_recursive;
	char *const *paths;
	size_t n_paths;

	struct am_session session;
	struct am_buf bytes; /* of the image of the new rules */
	struct am_image image;
	struct replay_tally tally;
	struct am_buf unreadable;
	size_t n_unreadable;
};

/* Faults are said as check says them: what cannot be built cannot be tried. */
static enum am_code
compile_new(struct replay *r, struct am_err *err)
{
	struct am_faults faults;
	struct am_buf report = { 0 };
	struct am_roots roots;
	enum am_code rc;

	am_roots_find(r->config, &roots);
	if (am_roots_try(&roots, r->rules, err) != AM_OK)
		return err->code;
	am_faults_start(&faults);
	rc = am_compiler_run(&(struct am_compiling){ .roots = &roots }, &faults,
			     &r->bytes, err);
	if (rc == AM_OK && faults.count > 0) {
		am_check_report(&faults, false, &report);
		(void)fwrite(report.ptr, 1, report.len, stderr);
		rc = am_fail(err, AM_ECONFIG, "the rules in %s are not sound",
			     r->rules);
	}
	if (rc == AM_OK)
		rc = am_image_of_bytes(am_buf_slice(&r->bytes), true, &r->image,
				       err);
	am_buf_free(&report);
	am_faults_free(&faults);
	return rc;
}

/* Every mail through the judges. */
static void
judge_all(struct replay *r, struct am_rejudge *pool, struct am_mailbox *box)
{
	struct am_progress progress;
	struct am_rejudged done = { .number = 0 };
	struct am_mailed mail = { .bytes_before = 0 };

	am_progress_start(&progress, "mails",
			  am_progress_is_shown()
				  ? am_mailbox_measure(r->paths, r->n_paths,
						       r->is_recursive)
				  : 0);
	while (!interrupted && am_mailbox_next(box, &mail)) {
		while (!am_rejudge_give(pool, &mail, NULL) &&
		       am_rejudge_take(pool, &done))
			replay_count(&r->tally, &done);
		am_progress_say(&progress, r->tally.mails, mail.bytes_before);
	}
	while (am_rejudge_take(pool, &done))
		replay_count(&r->tally, &done);
	am_progress_end(&progress);
	am_rejudged_free(&done);
	am_mailed_free(&mail);
}

static void
print(const struct replay *r)
{
	struct am_slice lines = am_buf_slice(&r->unreadable);
	struct am_buf out = { 0 };

	if (r->is_json)
		replay_print_json(&r->tally, !interrupted, lines, &out);
	else
		replay_print_text(&r->tally, &out);
	(void)fwrite(out.ptr, 1, out.len, stdout);
	am_buf_free(&out);
	if (interrupted)
		(void)fputs("amends replay: interrupted; this is what was "
			    "found so far\n",
			    stderr);
	if (r->n_unreadable > 0)
		(void)fprintf(stderr,
			      "amends replay: %zu could not be read:\n%.*s",
			      r->n_unreadable, AM_SLICE_ARG(lines));
}

static int
status_of(const struct replay *r)
{
	if (interrupted)
		return EX_INTERRUPTED;
	if (r->tally.mails == 0)
		return EX_NOINPUT;
	return r->tally.changed > 0 ? EX_CHANGED : EX_OK;
}

static int
replay(struct replay *r)
{
	struct am_rejudging how = {
		.conf = &r->session.conf,
		.images = { &r->session.image, &r->image },
		.now_utc = AM_NO_TIME,
		.clock_utc = am_now_utc(),
		.stop = &interrupted,
	};
	struct sigaction action = { .sa_handler = interrupt };
	struct am_rejudge *pool = am_rejudge_new(&how, am_judges_wanted());
	struct am_mailbox *box =
		am_mailbox_open(r->paths, r->n_paths, r->is_recursive);
	struct am_slice lines;

	(void)sigaction(SIGINT, &action, NULL);
	r->tally.arena = am_arena_new();
	judge_all(r, pool, box);
	am_rejudge_free(pool);
	r->n_unreadable = am_mailbox_faults(box, &lines);
	am_buf_put(&r->unreadable, lines);
	am_mailbox_close(box);
	replay_sort(&r->tally);
	if (r->tally.mails == 0)
		(void)fputs("amends replay: no mail was found\n", stderr);
	if (r->tally.mails > 0 || r->is_json || r->n_unreadable > 0)
		print(r);
	am_buf_free(&r->unreadable);
	am_arena_free(r->tally.arena);
	return status_of(r);
}

static int
run(struct replay *r)
{
	struct am_err err;
	int status;

	if (am_session_open(r->config, &r->session, &err) != AM_OK)
		return am_command_fail("replay", &err);
	if (compile_new(r, &err) == AM_OK) {
		status = replay(r);
	} else {
		status = am_command_fail("replay", &err);
		if (err.code == AM_EIO)
			status = EX_NOINPUT;
	}
	am_buf_free(&r->bytes);
	am_session_close(&r->session);
	return status;
}

int
am_cmd_replay(int argc, char **argv)
{
	struct replay r = { .config = NULL };
	const struct am_option options[] = {
		{ "--rules", AM_OPTION_TEXT, &r.rules, "FOLDER",
		  "the rules to try, in the place of your own" },
		{ "--recursive", AM_OPTION_FLAG, &r.is_recursive, NULL,
		  "folders in folders too" },
		{ "-r", AM_OPTION_FLAG, &r.is_recursive, NULL, "the same" },
		{ "--json", AM_OPTION_FLAG, &r.is_json, NULL,
		  "one JSON object a line" },
		{ "--config", AM_OPTION_TEXT, &r.config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"replay", "PATH...",
		"Judges old mail (files, mbox files, Maildirs, folders) under "
		"today's rules and under those of FOLDER, and prints which "
		"tags come and go, by which rule, in which mails. Changes "
		"nothing. Leaves with 1 when a mail would be judged "
		"otherwise, else with 0.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail("replay", &err);
	if (r.rules == NULL || operand == argc) {
		(void)am_fail(&err, AM_EUSAGE, "%s",
			      r.rules == NULL
				      ? "which rules? Give --rules FOLDER"
				      : "which mail? Give files, mbox files, "
					"Maildirs or folders");
		return am_command_fail("replay", &err);
	}
	r.paths = argv + operand;
	r.n_paths = (size_t)(argc - operand);
	return am_command_end("replay", run(&r));
}
