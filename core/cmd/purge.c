/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/care.h"
#include "amends/clock.h"
#include "forget.h"
#include "session_journal.h"

struct request {
	const char *config;
	const char *older;
	int64_t now;
	bool is_dry;
};

static enum am_code
pick_age(const struct request *r, const struct am_conf *conf, int64_t *secs,
	 struct am_err *err)
{
	*secs = conf->retention_secs;
	if (r->older == NULL)
		return AM_OK;
	if (am_duration_parse(am_slice_of(r->older), secs) && *secs > 0)
		return AM_OK;
	return am_fail(err, AM_EUSAGE,
		       "--older \"%s\": give a time like 365d or 26w",
		       r->older);
}

static enum am_code
take_out(struct am_journal *journal, const unsigned char *key,
	 struct am_purge *purge, struct am_err *err)
{
	bool is_shown = isatty(STDERR_FILENO) == 1;
	enum am_code rc = AM_OK;

	while (rc == AM_OK && !purge->is_done) {
		rc = am_journal_purge_some(journal, key, purge, err);
		if (is_shown)
			(void)fprintf(stderr, "\r%lld conversations\x1b[K",
				      (long long)purge->sum.conversations);
	}
	if (is_shown)
		(void)fputs("\r\x1b[K", stderr);
	return rc;
}

static void
say(const struct request *r, int64_t conversations, int64_t before)
{
	char when[AM_RFC3339_BYTES];

	am_rfc3339_format(before, when);
	printf("%s out of %lld conversation%s that ended before %.10s%s.\n",
	       r->is_dry ? "People would be taken" : "People were taken",
	       (long long)conversations, conversations == 1 ? "" : "s", when,
	       r->is_dry ? "" : "; the numbers stay");
}

static enum am_code
purge_journal(const struct request *r, const struct am_session *session,
	      struct am_purge *purge, struct am_err *err)
{
	unsigned char key[AM_STATE_KEY_BYTES];
	struct am_journal *journal = NULL;
	struct am_state state;
	enum am_code rc = am_session_journal(session, &state, &journal, err);

	if (rc == AM_OK)
		rc = am_state_key(state.dir.text, key, err);
	if (rc == AM_OK && r->is_dry)
		rc = am_journal_purge_count(journal, purge->before,
					    &purge->sum.conversations, err);
	else if (rc == AM_OK)
		rc = take_out(journal, key, purge, err);
	if (rc == AM_OK && !r->is_dry && purge->sum.conversations > 0)
		rc = am_journal_scrub(journal, err);
	am_journal_close(journal);
	if (rc != AM_OK)
		return rc;
	say(r, purge->sum.conversations, purge->before);
	if (!r->is_dry && purge->sum.conversations > 0)
		am_forget_say_snapshots("purge", &state);
	return AM_OK;
}

static enum am_code
run(const struct request *r, struct am_err *err)
{
	struct am_purge purge = { 0 };
	struct am_session session;
	int64_t secs = 0;
	enum am_code rc = am_session_open(r->config, &session, err);

	if (rc != AM_OK)
		return rc;
	rc = pick_age(r, &session.conf, &secs, err);
	purge.before = r->now - secs;
	if (rc == AM_OK && secs == 0)
		puts("Nothing is purged: the setting retention is \"off\". Say "
		     "--older TIME.");
	else if (rc == AM_OK)
		rc = purge_journal(r, &session, &purge, err);
	am_session_close(&session);
	return rc;
}

int
am_cmd_purge(int argc, char **argv)
{
	struct request r = { .now = am_now_utc() };
	const struct am_option options[] = {
		{ "--older", AM_OPTION_TEXT, &r.older, "TIME",
		  "than this, like 365d; without it the setting retention" },
		{ "--dry-run", AM_OPTION_FLAG, &r.is_dry, NULL,
		  "say how many there are, and change nothing" },
		{ "--config", AM_OPTION_TEXT, &r.config, "FILE",
		  "use this amends.lua" },
		{ "--at", AM_OPTION_TIME, &r.now, "TIME",
		  "as if it were that time" },
	};
	const struct am_usage usage = {
		"purge", "",
		"Takes everybody out of the conversations that ended long ago: "
		"addresses, ids, words. All counts and times stay. It cannot "
		"be undone.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK ||
	    run(&r, &err) != AM_OK)
		return am_command_fail("purge", &err);
	return am_command_end("purge", EX_OK);
}
