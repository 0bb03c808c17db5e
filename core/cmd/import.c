/* SPDX-License-Identifier: MIT
 *
 * What mailboxes hold of the past, into the journal. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "amends/clock.h"
#include "command.h"
#include "progress.h"
#include "serve/import.h"

#define EX_LEFT_OUT    1
#define EX_INTERRUPTED 130 /* as shells have it for SIGINT */
#define DATE_BYTES     10  /* of 2026-11-30T00:00:00Z */

static volatile sig_atomic_t interrupted;

static void
interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

struct import {
	const char *config;
	const char *inbox;
	bool is_dry;
	char *const *paths;
	size_t n_paths;
	struct am_progress progress;
	enum am_import_phase phase;
};

/* ---- on the way */

static void
show(void *ctx, enum am_import_phase phase, uint64_t mails, uint64_t bytes,
     uint64_t all)
{
	struct import *im = ctx;

	if (phase != im->phase) {
		am_progress_end(&im->progress);
		am_progress_start(&im->progress, "mails", all);
		im->phase = phase;
	}
	am_progress_say(&im->progress, mails, bytes);
}

/* ---- what came of it */

static void
put_count(struct am_buf *out, uint64_t count, const char *what)
{
	char text[AM_NUMBER_TEXT_BYTES];

	if (count > 0)
		am_buf_printf(out, "%11s  %s\n", am_number_text(count, text),
			      what);
}

static void
put_period(struct am_buf *out, const struct am_import_list *list)
{
	char first[AM_RFC3339_BYTES];
	char last[AM_RFC3339_BYTES];

	if (list->count == 0)
		return;
	am_rfc3339_format(list->mails[0].at_utc, first);
	am_rfc3339_format(list->mails[list->count - 1].at_utc, last);
	am_buf_printf(out, ", %.*s to %.*s", DATE_BYTES, first, DATE_BYTES,
		      last);
}

static void
put_skipped(struct am_buf *out, struct am_slice folders)
{
	struct am_slice folder;

	if (folders.len == 0)
		return;
	am_buf_puts(out, "\nNot looked into (give one as a PATH of its own to "
			 "import it):\n");
	while (am_slice_next_line(&folders, &folder))
		am_buf_printf(out, "  %.*s\n", AM_SLICE_ARG(folder));
}

static void
put_summary(const struct import *im, const struct am_imported *done,
	    struct am_buf *out)
{
	const struct am_import_counts *c = &done->counts;
	char text[AM_NUMBER_TEXT_BYTES];

	am_buf_printf(out, "%s mails", am_number_text(done->taken, text));
	put_period(out, &done->list);
	am_buf_puts(out, im->is_dry ? "; nothing was written\n" : "\n");
	put_count(out, c->inbound, "new, from customers");
	put_count(out, c->outbound, "new, of staff");
	put_count(out, c->automatic, "new, automatic");
	put_count(out, c->known, "known already");
	put_count(out, c->unsound,
		  "refused: what was said of them is not sound");
	put_count(out, c->unmatched,
		  "of these answer mail that is not in the journal");
	put_count(out, done->list.elsewhere,
		  "of these are to no address of yours (setting addresses)");
	put_count(out, done->list.repaired,
		  "of these have an impossible Date; Received counts");
	put_count(out, done->unjudged, "of these could not be judged");
	put_count(out, done->list.drafts, "drafts were passed over");
	put_count(out, done->list.faults.count, "were left out");
	put_skipped(out, am_buf_slice(&done->list.skipped));
}

static void
say_names(const char *what, uint64_t count, const struct am_buf *lines)
{
	uint64_t listed = 0;

	if (count == 0)
		return;
	for (size_t i = 0; i < lines->len; i++)
		listed += lines->ptr[i] == '\n';
	(void)fprintf(stderr, "amends import: %llu %s:\n%.*s",
		      (unsigned long long)count, what,
		      AM_SLICE_ARG(am_buf_slice(lines)));
	if (listed < count)
		(void)fprintf(stderr, "and %llu more\n",
			      (unsigned long long)(count - listed));
}

static int
tell(const struct import *im, const struct am_imported *done)
{
	struct am_buf out = { 0 };

	if (done->taken > 0 || done->list.faults.count == 0)
		put_summary(im, done, &out);
	if (done->taken > 0)
		(void)fwrite(out.ptr, 1, out.len, stdout);
	(void)fflush(stdout);
	am_buf_free(&out);
	say_names("could not be judged, and have no tags", done->unjudged,
		  &done->failed);
	say_names("were left out", done->list.faults.count,
		  &done->list.faults.lines);
	if (done->is_interrupted) {
		(void)fputs("amends import: interrupted; the same command goes "
			    "on from here\n",
			    stderr);
		return EX_INTERRUPTED;
	}
	if (done->taken > 0)
		return done->list.faults.count > 0 ? EX_LEFT_OUT : EX_OK;
	(void)fputs("amends import: no mail was found. A path is a mail, an "
		    "mbox file, a Maildir (it\nhas cur/ and new/), or a folder "
		    "of these.\n",
		    stderr);
	return EX_NOINPUT;
}

/* ---- the command */

/* Before anything is done: who mistypes one of two paths wants both. */
static int
check_paths(const struct import *im)
{
	int status = EX_OK;

	for (size_t i = 0; i < im->n_paths; i++) {
		const char *path = im->paths[i];
		const char *why = NULL;
		struct stat st;

		if (strcmp(path, "-") == 0)
			why = "each mail is read twice, so save it to a file";
		else if (stat(path, &st) != 0)
			why = strerror(errno);
		else if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
			why = "is neither a file nor a folder";
		if (why == NULL)
			continue;
		(void)fprintf(stderr, "amends import: %s: %s\n", path, why);
		status = EX_NOINPUT;
	}
	return status;
}

static enum am_code
find_inbox(const struct import *im, const struct am_conf *conf,
	   const struct am_inbox **out, struct am_err *err)
{
	struct am_buf names = { 0 };
	enum am_code rc = AM_OK;

	*out = NULL;
	for (size_t i = 0; im->inbox != NULL && i < conf->n_inboxes; i++) {
		am_buf_printf(&names, "%s%.*s", i > 0 ? ", " : "",
			      AM_SLICE_ARG(conf->inboxes[i].name));
		if (am_slice_eqs(conf->inboxes[i].name, im->inbox))
			*out = &conf->inboxes[i];
	}
	if (im->inbox != NULL && *out == NULL)
		rc = am_fail(err, AM_EUSAGE, "no inbox \"%s\"; there is %.*s",
			     im->inbox, AM_SLICE_ARG(am_buf_slice(&names)));
	am_buf_free(&names);
	return rc;
}

/* What the environment says of one delivery says nothing of these. */
static void
forget_caller(void)
{
	static const char *const names[] = { "SENDER", "FROM", "RECIPIENT",
					     "ORIGINAL_RECIPIENT",
					     "ORIG_RECIPIENT" };

	for (size_t i = 0; i < AM_COUNT(names); i++)
		(void)unsetenv(names[i]);
}

static int
run(struct import *im, const struct am_session *session)
{
	struct sigaction action = { .sa_handler = interrupt };
	struct am_importing how = {
		.paths = im->paths,
		.n_paths = im->n_paths,
		.conf = &session->conf,
		.image = &session->image,
		.is_dry = im->is_dry,
		.n_judges = am_judges_wanted(),
		.clock_utc = am_now_utc(),
		.stop = &interrupted,
		.seen = show,
		.ctx = im,
	};
	struct am_imported done;
	struct am_state state;
	struct am_err err;
	enum am_code rc = find_inbox(im, &session->conf, &how.inbox, &err);
	int status;

	if (rc == AM_OK)
		rc = am_state_find(&session->conf, &state, &err);
	if (rc != AM_OK)
		return am_command_fail("import", &err);
	how.state = &state;
	forget_caller();
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	am_progress_start(
		&im->progress, "headers",
		am_progress_is_shown()
			? am_mailbox_measure(im->paths, im->n_paths, true)
			: 0);
	rc = am_import(&how, &done, &err);
	am_progress_end(&im->progress);
	status =
		rc == AM_OK ? tell(im, &done) : am_command_fail("import", &err);
	am_imported_free(&done);
	return status;
}

int
am_cmd_import(int argc, char **argv)
{
	struct import im = { .config = NULL };
	const struct am_option options[] = {
		{ "--dry-run", AM_OPTION_FLAG, &im.is_dry, NULL,
		  "write nothing; say what would be new" },
		{ "-n", AM_OPTION_FLAG, &im.is_dry, NULL, "the same" },
		{ "--inbox", AM_OPTION_TEXT, &im.inbox, "NAME",
		  "all of it belongs to this inbox" },
		{ "--config", AM_OPTION_TEXT, &im.config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"import", "PATH...",
		"Puts the mails of files, mbox files, Maildirs and folders "
		"into the journal as what they were: mails of customers, "
		"replies of staff, automatic ones. Answers nobody, and changes "
		"no mailbox. What the journal knows is not counted again, so "
		"the same command may be given again at any time.",
		options, AM_COUNT(options)
	};
	struct am_session session;
	struct am_err err;
	int operand;
	int status;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail("import", &err);
	if (operand == argc) {
		(void)am_fail(&err, AM_EUSAGE,
			      "which mail? Give files, mbox files, Maildirs or "
			      "folders");
		return am_command_fail("import", &err);
	}
	im.paths = argv + operand;
	im.n_paths = (size_t)(argc - operand);
	status = check_paths(&im);
	if (status != EX_OK)
		return status;
	if (am_session_open(im.config, &session, &err) != AM_OK)
		return am_command_fail("import", &err);
	status = run(&im, &session);
	am_session_close(&session);
	return am_command_end("import", status);
}
