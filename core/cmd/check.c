/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>

#include "amends/compile.h"
#include "amends/template.h"
#include "command.h"

static int
check(const char *config, bool is_json)
{
	struct am_faults faults;
	struct am_buf bytes = { 0 };
	struct am_buf out = { 0 };
	struct am_image image;
	struct am_err err;
	enum am_code rc;
	int status;

	am_faults_start(&faults);
	rc = am_compile(config, &faults, &bytes, &err);
	if (rc == AM_OK)
		rc = am_image_of_bytes(am_buf_slice(&bytes), true, &image,
				       &err);
	if (rc == AM_OK) {
		am_compile_check_examples(&image, &faults);
		am_check_report(&faults, is_json, &out);
		(void)fwrite(out.ptr, 1, out.len, stdout);
		status = faults.count > 0 ? EX_CONFIG : EX_OK;
	} else {
		status = am_command_fail("check", &err);
	}
	am_buf_free(&out);
	am_buf_free(&bytes);
	am_faults_free(&faults);
	return status;
}

int
am_cmd_check(int argc, char **argv)
{
	const char *config = NULL;
	bool is_json = false;
	const struct am_option options[] = {
		{ "--json", AM_OPTION_FLAG, &is_json, NULL,
		  "one JSON object a line" },
		{ "--config", AM_OPTION_TEXT, &config, "FILE",
		  "check this amends.lua" },
	};
	const struct am_usage usage = {
		"check", "",
		"Reads configuration, rules, plugins and templates as filter "
		"does, says every fault\nwith its place, and runs the hit and "
		"miss examples of every rule. Leaves with 0\nwhen all is "
		"sound, else with 78.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail("check", &err);
	return am_command_end("check", check(config, is_json));
}
