/* SPDX-License-Identifier: MIT
 *
 * show and explain: a sealed judge looks at each file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/json.h"
#include "amends/lines.h"
#include "command.h"
#include "serve/envelope.h"
#include "serve/judge.h"
#include "serve/mailbytes.h"

#define EXPLAIN_OPTIONS 2 /* the last ones, which show has not */

struct look {
	struct am_session session;
	enum am_task_kind kind;
	const char *sender;
	const char *recipient;
	int64_t now_utc;
	bool is_json;
	bool wants_times;
	bool is_coloured;
	const char *command;
};

static enum am_code
read_mail(const char *path, struct am_slice *mail, struct am_err *err)
{
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO)
					: open(path, O_RDONLY | O_CLOEXEC);
	bool has_more; /* of which nothing could be seen anyway */
	enum am_code rc;

	if (fd < 0)
		return am_fail(err, AM_EIO, "%s: %s", path, strerror(errno));
	rc = am_mail_read(fd, mail, &has_more, err);
	if (rc != AM_OK)
		(void)am_context(err, "%s", path);
	(void)close(fd);
	return rc;
}

static void
print_end(const struct look *look, const struct am_judged *judged)
{
	if (look->kind != AM_TASK_EXPLAIN_JSON)
		return;
	printf(",\"elapsed_us\":%lld}\n", (long long)judged->elapsed_us);
}

static enum am_code
print_answer(const struct look *look, const char *path,
	     const struct am_judged *judged, struct am_err *err)
{
	if (judged->reason != NULL && look->is_json) {
		struct am_buf out = { 0 };
		struct am_json j = { .out = &out };

		am_json_object(&j, NULL);
		am_json_string(&j, "file", am_slice_of(path));
		am_json_string(&j, "status", AM_SLICE_LIT("skipped"));
		am_json_string(&j, "reason", am_slice_of(judged->reason));
		if (judged->rule[0] != '\0')
			am_json_string(&j, "rule", am_slice_of(judged->rule));
		am_json_int(&j, "elapsed_us", judged->elapsed_us);
		am_json_object_end(&j);
		puts(out.ptr);
		am_buf_free(&out);
	}
	if (judged->reason != NULL)
		return am_fail(err, AM_EDATA, "%s: skipped; reason=%s%s%s",
			       path, judged->reason,
			       judged->rule[0] != '\0' ? "; rule=" : "",
			       judged->rule);
	if (judged->module[0] != '\0')
		(void)fprintf(stderr,
			      "amends %s: %s: going on without module %s, "
			      "which failed\n",
			      look->command, path, judged->module);
	(void)fwrite(judged->text.ptr, 1, judged->text.len, stdout);
	print_end(look, judged);
	return AM_OK;
}

static enum am_code
look_at(const struct look *look, const char *path, struct am_err *err)
{
	struct am_slice mail = { 0 };
	struct am_arena *arena;
	struct am_envelope envelope;
	struct am_lines lines;
	struct am_judged judged;
	enum am_code rc = read_mail(path, &mail, err);

	if (rc != AM_OK)
		return rc;
	arena = am_arena_new();
	am_lines_scan(mail, &lines);
	am_envelope_find(look->sender, look->recipient, &lines, arena,
			 &envelope);
	(void)fflush(stdout); /* the judge must not inherit what is buffered */
	am_judge_ask(
		&(const struct am_task){
			.kind = look->kind,
			.mail = mail,
			.image = &look->session.image,
			.conf = &look->session.conf,
			.inbox = am_conf_inbox(&look->session.conf,
					       envelope.recipient),
			.has_sender = envelope.has_sender,
			.sender = envelope.sender,
			.now_utc = look->now_utc,
			.clock_utc = am_now_utc(),
			.file = am_slice_of(path),
			.wants_times = look->wants_times,
			.is_coloured = look->is_coloured,
		},
		&judged);
	rc = print_answer(look, path, &judged, err);
	am_buf_free(&judged.text);
	am_arena_free(arena);
	am_mail_free(mail);
	return rc;
}

static int
look_at_all(struct look *look, const char *config, int argc, char **argv)
{
	struct am_err err;
	int status = EX_OK;

	if (argc == 0) {
		(void)fprintf(
			stderr,
			"amends %s: which mail? Give files, or - for standard "
			"input\n",
			look->command);
		return EX_USAGE;
	}
	if (am_session_open(config, &look->session, &err) != AM_OK)
		return am_command_fail(look->command, &err);
	for (int i = 0; i < argc; i++) {
		if (i > 0 && !look->is_json)
			puts("");
		if (look_at(look, argv[i], &err) != AM_OK)
			status = am_command_fail(look->command, &err);
	}
	am_session_close(&look->session);
	return am_command_end(look->command, status);
}

static int
run(struct look *look, const char *about, int argc, char **argv)
{
	const char *config = NULL;
	const char *color = "auto";
	const struct am_option options[] = {
		{ "--json", AM_OPTION_FLAG, &look->is_json, NULL,
		  "one JSON object a line" },
		{ "--config", AM_OPTION_TEXT, &config, "FILE",
		  "use this amends.lua" },
		{ "--sender", AM_OPTION_TEXT, &look->sender, "ADDRESS",
		  "envelope sender; \"\" is the null sender" },
		{ "--recipient", AM_OPTION_TEXT, &look->recipient, "ADDRESS",
		  "envelope recipient" },
		{ "--at", AM_OPTION_TIME, &look->now_utc, "TIME",
		  "as if it were that time; else the mail's own Date" },
		{ "--times", AM_OPTION_FLAG, &look->wants_times, NULL,
		  "what each rule took, too" },
		{ "--color", AM_OPTION_TEXT, &color, "WHEN",
		  "auto, always or never" },
	};
	const struct am_usage usage = {
		look->command, "FILE...", about, options,
		AM_COUNT(options) -
			(look->kind == AM_TASK_EXPLAIN ? 0 : EXPLAIN_OPTIONS)
	};
	struct am_err err;
	int operand;

	look->now_utc = AM_NO_TIME;
	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail(look->command, &err);
	if (am_colour_wanted(color, &look->is_coloured, &err) != AM_OK)
		return am_command_fail(look->command, &err);
	if (look->is_json)
		look->kind = look->kind == AM_TASK_SHOW ? AM_TASK_SHOW_JSON
							: AM_TASK_EXPLAIN_JSON;
	return look_at_all(look, config, argc - operand, argv + operand);
}

int
am_cmd_show(int argc, char **argv)
{
	struct look look = { .kind = AM_TASK_SHOW, .command = "show" };

	return run(&look,
		   "Prints each mail as amends sees it: sender, ids, origin, "
		   "parts, what was newly written and what was quoted.",
		   argc, argv);
}

int
am_cmd_explain(int argc, char **argv)
{
	struct look look = { .kind = AM_TASK_EXPLAIN, .command = "explain" };

	return run(&look,
		   "Prints the verdict on each mail term by term: every tag "
		   "with its evidence, the urgency, whether amends may answer "
		   "it and why, and the draft.",
		   argc, argv);
}
