/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "amends/arithmetic.h"
#include "amends/clock.h"
#include "amends/journal_report.h"
#include "asking.h"
#include "deliver.h"
#include "report_mail.h"

enum format {
	FORMAT_TABLE,
	FORMAT_CSV,
	FORMAT_JSON,
	FORMAT_HTML,
	FORMAT_MAIL,
	FORMATS
};
static const char *const formats[FORMATS] = { "table", "csv", "json", "html",
					      "mail" };

struct request {
	const char *config, *since, *until, *by, *inbox, *explain;
	const char *format_name, *colour, *to, *from;
	struct deliver where;
	int64_t now;
	int by_number;
	enum format format;
	bool has_colour, has_no_names;
};

static enum am_code
pick_by(struct request *r, struct am_err *err)
{
	const char *names[AM_REPORT_BYS];
	const char *near;

	r->by_number = AM_BY_WHOLE;
	if (r->by == NULL)
		return AM_OK;
	for (int by = 0; by < AM_REPORT_BYS; by++) {
		names[by] = am_report_by_name((enum am_report_by)by);
		if (strcmp(r->by, names[by]) == 0)
			r->by_number = by;
	}
	if (r->by_number != AM_BY_WHOLE)
		return AM_OK;
	near = am_nearest(am_slice_of(r->by), names, AM_REPORT_BYS);
	if (near != NULL)
		return am_fail(err, AM_EUSAGE,
			       "--by \"%s\"; did you mean \"%s\"?", r->by,
			       near);
	return am_fail(err, AM_EUSAGE,
		       "--by \"%s\": week, hour, inbox, team, urgency, "
		       "language, tag or cause",
		       r->by);
}

static enum am_code
check_delivery(const struct request *r, struct am_err *err)
{
	bool is_mail = r->format == FORMAT_MAIL;

	if (is_mail && r->to == NULL)
		return am_fail(err, AM_EUSAGE,
			       "--format mail needs --to ADDRESS");
	if (!is_mail && (r->to != NULL || r->from != NULL))
		return am_fail(err, AM_EUSAGE,
			       "--to and --from are for --format mail");
	if (r->where.file != NULL && r->where.program != NULL)
		return am_fail(err, AM_EUSAGE,
			       "either --output or a program, not both");
	return AM_OK;
}

static enum am_code
check_request(struct request *r, struct am_err *err)
{
	while (r->format < FORMATS &&
	       strcmp(r->format_name, formats[r->format]) != 0)
		r->format++;
	if (r->format == FORMATS)
		return am_fail(err, AM_EUSAGE,
			       "--format \"%s\": table, csv, json, html or "
			       "mail",
			       r->format_name);
	if (r->explain != NULL && r->format != FORMAT_TABLE &&
	    r->format != FORMAT_JSON)
		return am_fail(err, AM_EUSAGE,
			       "--explain has no %s: table or json",
			       r->format_name);
	if (check_delivery(r, err) != AM_OK)
		return err->code;
	if (pick_by(r, err) != AM_OK)
		return err->code;
	return am_colour_wanted(r->colour, &r->has_colour, err);
}

/* The last days when nothing is said; with one side, up to now or as long. */
static enum am_code
pick_period(const struct request *r, const struct asking *a,
	    const struct am_calendar *calendar, struct am_period *out,
	    struct am_err *err)
{
	int64_t began;
	enum am_code rc = am_journal_began(a->journal, &began, err);

	if (rc != AM_OK)
		return rc;
	*out = am_report_last_days(calendar, began, r->now);
	if (r->since != NULL) {
		out->until = r->now;
		rc = asking_time("--since", r->since, calendar, r->now,
				 &out->since, err);
	}
	if (rc == AM_OK && r->until != NULL) {
		int64_t secs = out->until - out->since;

		rc = asking_time("--until", r->until, calendar, r->now,
				 &out->until, err);
		if (r->since == NULL)
			out->since = out->until - secs;
	}
	if (rc == AM_OK && r->since != NULL && out->since >= r->now)
		return am_fail(err, AM_EUSAGE, "--since %s lies ahead",
			       r->since);
	if (rc == AM_OK && out->since >= out->until)
		return am_fail(err, AM_EUSAGE,
			       "--since %s is not before --until %s", r->since,
			       r->until);
	return rc;
}

/* Customers stay known by the numbers of their conversations. */
static void
take_names(struct am_report *report)
{
	for (size_t i = 0; i < report->n_worst; i++)
		report->worst[i].customer = (struct am_slice){ 0 };
	for (size_t i = 0; i < report->n_silent; i++)
		report->silent[i].customer = (struct am_slice){ 0 };
}

static enum am_code
format_report(const struct request *r, const struct am_report *report,
	      struct am_buf *out, struct am_err *err)
{
	const struct am_report_mail mail = {
		.report = report,
		.to = am_slice_of(r->to),
		.from = am_slice_of(r->from),
		.date = r->now,
	};

	switch (r->format) {
	case FORMAT_CSV:
		am_report_csv(report, out);
		break;
	case FORMAT_JSON:
		am_report_json(report, out);
		break;
	case FORMAT_HTML:
		am_report_html(report, out);
		break;
	case FORMAT_MAIL:
		return am_report_mail(&mail, out, err);
	case FORMAT_TABLE:
	case FORMATS:
		am_report_table(report, r->has_colour, out);
	}
	return AM_OK;
}

static enum am_code
print_report(const struct request *r, const struct asking *a,
	     struct am_report_request *request, struct am_buf *out,
	     struct am_err *err)
{
	struct am_report report;
	enum am_code rc = pick_period(
		r, a,
		am_report_calendar(a->policies, a->n_policies, request->inbox),
		&request->period, err);

	if (rc == AM_OK)
		rc = am_report_collect(a->journal, request, a->session.arena,
				       &report, err);
	if (rc != AM_OK)
		return rc;
	if (r->has_no_names)
		take_names(&report);
	return format_report(r, &report, out, err);
}

static enum am_code
print_arithmetic(const struct request *r, const struct asking *a,
		 const struct am_report_request *request, struct am_buf *out,
		 struct am_err *err)
{
	struct am_arithmetic arithmetic;
	enum am_code rc = am_arithmetic_collect(
		a->journal, request, am_slice_of(r->explain), a->session.arena,
		&arithmetic, err);

	if (rc != AM_OK)
		return rc;
	if (r->format == FORMAT_JSON)
		am_arithmetic_json(&arithmetic, out);
	else
		am_arithmetic_table(&arithmetic, out);
	return AM_OK;
}

static enum am_code
answer(const struct request *r, const struct asking *a, int *status,
       struct am_err *err)
{
	struct am_report_request request = {
		.now = r->now,
		.by = r->by_number,
		.policies = a->policies,
		.n_policies = a->n_policies,
	};
	struct am_buf out = { 0 };
	enum am_code rc = asking_inbox(a, r->inbox, &request.inbox, err);

	if (rc == AM_OK && r->explain != NULL)
		rc = print_arithmetic(r, a, &request, &out, err);
	else if (rc == AM_OK)
		rc = print_report(r, a, &request, &out, err);
	if (rc == AM_OK)
		rc = deliver(&r->where, am_buf_slice(&out), status, err);
	am_buf_free(&out);
	return rc;
}

/* Only behind "--": a mistyped option must not start a program. */
static enum am_code
take_program(struct request *r, char **argv, int operand, struct am_err *err)
{
	if (argv[operand] == NULL)
		return AM_OK;
	if (strcmp(argv[operand - 1], "--") != 0)
		return am_fail(err, AM_EUSAGE, "\"%s\" was not expected",
			       argv[operand]);
	r->where.program = argv + operand;
	return AM_OK;
}

int
am_cmd_report(int argc, char **argv)
{
	struct request r = { .now = am_now_utc(),
			     .format_name = "table",
			     .colour = "auto" };
	const struct am_option options[] = {
		{ "--since", AM_OPTION_TEXT, &r.since, "TIME",
		  "begin of the period: a day, a time, or 7d" },
		{ "--until", AM_OPTION_TEXT, &r.until, "TIME",
		  "its end, not included" },
		{ "--by", AM_OPTION_TEXT, &r.by, "WHAT",
		  "week, hour, inbox, team, urgency, language, tag, cause" },
		{ "--inbox", AM_OPTION_TEXT, &r.inbox, "NAME",
		  "only this inbox" },
		{ "--explain", AM_OPTION_TEXT, &r.explain, "CONVERSATION",
		  "its arithmetic, window by window" },
		{ "--format", AM_OPTION_TEXT, &r.format_name, "FORMAT",
		  "table, csv, json, html or mail" },
		{ "--to", AM_OPTION_TEXT, &r.to, "ADDRESS",
		  "of a mail: to whom" },
		{ "--from", AM_OPTION_TEXT, &r.from, "ADDRESS",
		  "of a mail: from whom; else as --to" },
		{ "--no-names", AM_OPTION_FLAG, &r.has_no_names, NULL,
		  "customers only as numbers of conversations" },
		{ "--output", AM_OPTION_TEXT, &r.where.file, "FILE",
		  "replace this file instead of printing" },
		{ "--at", AM_OPTION_TIME, &r.now, "TIME",
		  "as if it were that time" },
		{ "--color", AM_OPTION_TEXT, &r.colour, "WHEN",
		  "auto, always or never" },
		{ "--config", AM_OPTION_TEXT, &r.config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"report", "[-- PROGRAM ARGS]",
		"Prints who waits, how long people waited for answers and how "
		"that stands to what was promised, what became of complaints "
		"and why there were any: of the last seven days, beside the "
		"seven before.",
		options, AM_COUNT(options)
	};
	struct asking asking;
	struct am_err err;
	int status = EX_OK;
	int operand;
	enum am_code rc;

	rc = am_options_parse(&usage, argc, argv, &operand, &err);
	if (rc == AM_OK)
		rc = take_program(&r, argv, operand, &err);
	if (rc == AM_OK)
		rc = check_request(&r, &err);
	if (rc != AM_OK)
		return am_command_fail("report", &err);
	rc = asking_open("report", r.config, &asking, &err);
	if (rc == AM_OK)
		rc = answer(&r, &asking, &status, &err);
	asking_close(&asking);
	if (rc != AM_OK)
		return am_command_fail("report", &err);
	return am_command_end("report", status);
}
