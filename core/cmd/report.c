/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "amends/clock.h"
#include "amends/report.h"
#include "amends/spool.h"
#include "command.h"
#include "serve/drain.h"

#define DRAIN_MS 60000

struct request {
	const char *config;
	int64_t since;
	int64_t until;
	int64_t now;
	void (*print)(const struct am_report *report, struct am_buf *out);
};

/* What is still in the spool belongs into the numbers. A journal that cannot
 * be written (another user's) is reported as it stands. */
static void
drain_first(const struct am_session *session, const struct am_state *state)
{
	struct am_drained drained;
	struct am_err err;

	if (am_spool_has_records(state->dir.text) &&
	    am_drain(state, &session->conf, &session->image, DRAIN_MS, &drained,
		     &err) != AM_OK)
		(void)fprintf(stderr,
			      "amends report: what waits in the spool is not "
			      "counted: %s\n",
			      err.text);
}

static enum am_code
print_report(const struct request *r, struct am_session *session,
	     struct am_err *err)
{
	const struct am_period period = { r->since, r->until };
	struct am_journal *journal = NULL;
	struct am_report report;
	struct am_state state;
	struct am_buf out = { 0 };
	enum am_code rc = am_state_find(&session->conf, &state, err);

	if (rc == AM_OK) {
		drain_first(session, &state);
		rc = am_journal_open(state.journal.text, false,
				     AM_JOURNAL_BUSY_MS, &journal, err);
	}
	if (rc == AM_OK)
		rc = am_report_collect(journal, &period, r->now, session->arena,
				       &report, err);
	if (rc == AM_OK) {
		r->print(&report, &out);
		(void)fwrite(out.ptr, 1, out.len, stdout);
		am_buf_free(&out);
	}
	am_journal_close(journal);
	return rc;
}

static enum am_code
pick_format(const char *format, struct request *r, struct am_err *err)
{
	if (format == NULL || strcmp(format, "table") == 0)
		r->print = am_report_table;
	else if (strcmp(format, "csv") == 0)
		r->print = am_report_csv;
	else if (strcmp(format, "json") == 0)
		r->print = am_report_json;
	else
		return am_fail(err, AM_EUSAGE,
			       "--format \"%s\": table, csv or json", format);
	return AM_OK;
}

/* "7d" came as minus its seconds. */
static int64_t
settle(int64_t t, int64_t now)
{
	return t < 0 && t != AM_NO_TIME ? now + t : t;
}

int
am_cmd_report(int argc, char **argv)
{
	struct request r = {
		.since = AM_NO_TIME,
		.until = AM_NO_TIME,
		.now = am_now_utc(),
	};
	const char *format = NULL;
	const struct am_option options[] = {
		{ "--since", AM_OPTION_AGO, &r.since, "TIME",
		  "begin of the period: a time, or 7d" },
		{ "--until", AM_OPTION_AGO, &r.until, "TIME",
		  "its end, not included" },
		{ "--format", AM_OPTION_TEXT, &format, "FORMAT",
		  "table, csv or json" },
		{ "--config", AM_OPTION_TEXT, &r.config, "FILE",
		  "use this amends.lua" },
		{ "--at", AM_OPTION_TIME, &r.now, "TIME",
		  "as if it were that time" },
	};
	const struct am_usage usage = {
		"report", "",
		"Prints how many conversations there were, how many were "
		"answered, how long people waited, and who is still waiting.",
		options, AM_COUNT(options)
	};
	struct am_session session;
	struct am_err err;
	enum am_code rc;
	int operand;

	rc = am_options_parse(&usage, argc, argv, &operand, &err);
	if (rc == AM_OK)
		rc = pick_format(format, &r, &err);
	if (rc == AM_OK)
		rc = am_session_open(r.config, &session, &err);
	if (rc != AM_OK)
		return am_command_fail("report", &err);
	r.since = settle(r.since, r.now);
	r.until = settle(r.until, r.now);
	rc = print_report(&r, &session, &err);
	am_session_close(&session);
	if (rc != AM_OK)
		return am_command_fail("report", &err);
	return am_command_end("report", EX_OK);
}
