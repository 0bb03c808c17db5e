/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "command.h"
#include "serve/compiler.h"
#include "serve/paths.h"
#include "serve/quarantine.h"

/* A rule that is left out of every mail is a fault, although it compiles. */
static void
check_quarantine(const struct am_image *image, struct am_faults *faults)
{
	struct am_quarantine q = { .count = 0 };
	struct am_state state;
	struct am_conf conf;
	struct am_err err;

	if (am_conf_decode(am_image_section(image, AM_IMAGE_CONF),
			   faults->arena, &conf, &err) != AM_OK ||
	    am_state_find(&conf, &state, &err) != AM_OK)
		return;
	am_quarantine_read(state.dir.text, image, &q);
	for (size_t i = 0; i < q.count; i++) {
		faults->items = am_arena_grow(faults->arena, faults->items,
					      faults->count, &faults->cap,
					      sizeof(*faults->items));
		faults->items[faults->count++] = (struct am_fault){
			.file = am_arena_printf(faults->arena,
						"%s/" AM_QUARANTINE_NAME,
						state.dir.text),
			.rule = am_quarantine_name(image, q.numbers[i]),
			.text = AM_SLICE_LIT(
				AM_QUARANTINE_WHY
				"; mend it, or remove this file, to free it"),
		};
	}
}

/* What the command line asks for. */
struct wishes {
	const char *config;
	bool is_json, is_verbose, is_strict;
};

static int
check(const struct wishes *w)
{
	struct am_roots roots;
	struct am_compiling how = { .roots = &roots, .with_examples = true };
	struct am_faults faults;
	struct am_buf bytes = { 0 };
	struct am_buf out = { 0 };
	struct am_image image;
	struct am_err err;
	enum am_code rc;
	int status;

	am_faults_start(&faults);
	am_roots_find(w->config, &roots);
	rc = am_compiler_run(&how, &faults, &bytes, &err);
	if (rc == AM_OK)
		rc = am_image_of_bytes(am_buf_slice(&bytes), true, &image,
				       &err);
	if (rc == AM_OK) {
		check_quarantine(&image, &faults);
		if (w->is_verbose)
			am_check_origins(&faults, w->is_json, &out);
		am_check_report(&faults, w->is_json, &out);
		(void)fwrite(out.ptr, 1, out.len, stdout);
		status = faults.count > 0 ||
					 (w->is_strict && faults.n_warnings > 0)
				 ? EX_CONFIG
				 : EX_OK;
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
	struct wishes w = { .config = NULL };
	const struct am_option options[] = {
		{ "--json", AM_OPTION_FLAG, &w.is_json, NULL,
		  "one JSON object a line" },
		{ "--strict", AM_OPTION_FLAG, &w.is_strict, NULL,
		  "leave with 78 for warnings too" },
		{ "--verbose", AM_OPTION_FLAG, &w.is_verbose, NULL,
		  "say first where each rule, list, plugin, template and "
		  "module is from" },
		{ "-v", AM_OPTION_FLAG, &w.is_verbose, NULL, "the same" },
		{ "--config", AM_OPTION_TEXT, &w.config, "FILE",
		  "check this amends.lua" },
	};
	const struct am_usage usage = {
		"check", "",
		"Reads configuration, rules, plugins and templates as filter "
		"does, says every fault with its place, and runs the hit and "
		"miss examples of every rule. Leaves with 0 when all is "
		"sound, else with 78.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail("check", &err);
	return am_command_end("check", check(&w));
}
