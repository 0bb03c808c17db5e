/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/compile.h"
#include "amends/template.h"
#include "command.h"

#define TEMPLATE_FAULTS_MAX 20

/* The file of a template: the user's, else /etc's, else the shipped one. */
static struct am_slice
template_path(const struct am_roots *roots, struct am_slice name,
	      struct am_arena *arena)
{
	struct am_slice path = name;

	for (int i = AM_ROOTS - 1; i >= 0; i--) {
		if (roots->folders[i].text[0] == '\0')
			continue;
		path = am_arena_printf(arena, "%s/rules/replies/%.*s.txt",
				       roots->folders[i].text,
				       AM_SLICE_ARG(name));
		if (access(path.ptr, F_OK) == 0)
			break;
	}
	return path;
}

static struct am_slice
nth_line(struct am_slice text, int n)
{
	struct am_slice line = { 0 };

	while (n-- > 0 && am_slice_next_line(&text, &line))
		;
	return line;
}

/* Templates are above the layer that compiles, so they are looked at here. */
static void
check_templates(const char *config, const struct am_image *image,
		struct am_faults *faults)
{
	struct am_slice section = am_image_section(image, AM_IMAGE_TEMPLATES);
	struct am_template_fault found[TEMPLATE_FAULTS_MAX];
	struct am_roots roots;
	struct am_slice name;
	struct am_slice text;

	am_roots_find(config, &roots);
	while (am_template_next(&section, &name, &text)) {
		size_t n = am_template_check(text, found, TEMPLATE_FAULTS_MAX);

		for (size_t i = 0; i < n && i < TEMPLATE_FAULTS_MAX; i++) {
			faults->items = am_arena_grow(
				faults->arena, faults->items, faults->count,
				&faults->cap, sizeof(*faults->items));
			faults->items[faults->count++] = (struct am_fault){
				.file = template_path(&roots, name,
						      faults->arena),
				.line = found[i].line,
				.column = found[i].column,
				.text = am_arena_dup(
					faults->arena,
					am_slice_of(found[i].text)),
				.source_line = nth_line(text, found[i].line),
			};
		}
	}
}

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
		check_templates(config, &image, &faults);
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
		"does, says every fault with its place, and runs the hit and "
		"miss examples of every rule. Leaves with 0 when all is "
		"sound, else with 78.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail("check", &err);
	return am_command_end("check", check(config, is_json));
}
