/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "amends/clock.h"
#include "asking.h"

#define EX_OVERDUE 1

struct request {
	const char *config, *inbox, *format, *colour;
	int64_t now;
	bool is_json, has_colour;
};

static enum am_code
check_request(struct request *r, struct am_err *err)
{
	r->is_json = strcmp(r->format, "json") == 0;
	if (!r->is_json && strcmp(r->format, "table") != 0)
		return am_fail(err, AM_EUSAGE, "--format \"%s\": table or json",
			       r->format);
	return am_colour_wanted(r->colour, &r->has_colour, err);
}

static enum am_code
print_due(const struct request *r, const struct asking *a, int *status,
	  struct am_err *err)
{
	struct am_report_request request = {
		.now = r->now,
		.policies = a->policies,
		.n_policies = a->n_policies,
	};
	struct am_report_waiting *items = NULL;
	struct am_buf out = { 0 };
	size_t n = 0;
	enum am_code rc = asking_inbox(a, r->inbox, &request.inbox, err);

	if (rc == AM_OK)
		rc = am_report_due(a->journal, &request, a->session.arena,
				   &items, &n, err);
	if (rc != AM_OK)
		return rc;
	if (r->is_json)
		am_due_json(items, n, r->now, &out);
	else
		am_due_table(items, n, r->has_colour, &out);
	(void)fwrite(out.ptr, 1, out.len, stdout);
	am_buf_free(&out);
	for (size_t i = 0; i < n; i++)
		if (items[i].is_overdue)
			*status = EX_OVERDUE;
	return AM_OK;
}

int
am_cmd_due(int argc, char **argv)
{
	struct request r = { .now = am_now_utc(),
			     .format = "table",
			     .colour = "auto" };
	const struct am_option options[] = {
		{ "--inbox", AM_OPTION_TEXT, &r.inbox, "NAME",
		  "only this inbox" },
		{ "--format", AM_OPTION_TEXT, &r.format, "FORMAT",
		  "table or json" },
		{ "--at", AM_OPTION_TIME, &r.now, "TIME",
		  "as if it were that time" },
		{ "--color", AM_OPTION_TEXT, &r.colour, "WHEN",
		  "auto, always or never" },
		{ "--config", AM_OPTION_TEXT, &r.config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"due", "",
		"Lists who waits for an answer, the most urgent first, with "
		"the time that is left or over in business hours. The status "
		"is 1 when somebody waits longer than was promised.",
		options, AM_COUNT(options)
	};
	struct asking asking;
	struct am_err err;
	int status = EX_OK;
	int operand;
	enum am_code rc;

	rc = am_options_parse(&usage, argc, argv, &operand, &err);
	if (rc == AM_OK)
		rc = check_request(&r, &err);
	if (rc != AM_OK)
		return am_command_fail("due", &err);
	rc = asking_open("due", r.config, &asking, &err);
	if (rc == AM_OK)
		rc = print_due(&r, &asking, &status, &err);
	asking_close(&asking);
	if (rc != AM_OK)
		return am_command_fail("due", &err);
	return am_command_end("due", status);
}
