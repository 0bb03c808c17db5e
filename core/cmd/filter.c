/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "command.h"
#include "serve/keeper.h"

/* A terminal or /dev/null brings no mail; a pipe or a file may. */
static bool
holds_mail(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && !S_ISCHR(st.st_mode);
}

static bool
asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

/* A mail is never refused for a word on the command line: it goes through, and
 * the status and the log say what was wrong. */
static void
read_options(const struct am_usage *usage, int argc, char **argv,
	     struct am_keeper *args, int *operand)
{
	struct am_err err;

	*operand = argc;
	if (holds_mail(STDIN_FILENO) && asks_for_help(argc, argv)) {
		am_log_error("%s: --help with a mail on standard input",
			     usage->command);
		args->is_usage_wrong = true;
		return;
	}
	if (am_options_parse(usage, argc, argv, operand, &err) == AM_OK)
		return;
	am_log_error("%s: %s", usage->command, err.text);
	args->is_usage_wrong = true;
}

/* PROGRAM stands behind "--"; with a bad word in front it still has to get the
 * mail. */
static char *const *
program_of(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--") == 0)
			return &argv[i + 1];
	return NULL;
}

static void
find_program(int argc, char **argv, int operand, struct am_keeper *args)
{
	/* not any "--": a value, the sender's address say, may be one too */
	if (!args->is_usage_wrong && strcmp(argv[operand - 1], "--") == 0) {
		args->program = &argv[operand];
		return;
	}
	args->program = program_of(argc, argv);
	if (args->is_usage_wrong || operand == argc)
		return;
	am_log_error("filter: what is \"%s\"? A program stands behind \"--\"",
		     argv[operand]);
	args->is_usage_wrong = true;
}

#define KEEPER_OPTIONS 4

/* filter and sent know the same ones. */
static void
keeper_options(struct am_keeper *args, struct am_option out[KEEPER_OPTIONS])
{
	out[0] = (struct am_option){ "--config", AM_OPTION_TEXT, &args->config,
				     "FILE", "use this amends.lua" };
	out[1] = (struct am_option){
		"--sender", AM_OPTION_TEXT, &args->sender, "ADDRESS",
		"envelope sender; \"\" is the null sender"
	};
	out[2] = (struct am_option){ "--recipient", AM_OPTION_TEXT,
				     &args->recipient, "ADDRESS",
				     "envelope recipient" };
	out[3] = (struct am_option){
		"--at", AM_OPTION_TIME, &args->now_utc, "TIME",
		"as if it were that time (samples, tests)"
	};
}

int
am_cmd_filter(int argc, char **argv)
{
	struct am_keeper args = { .now_utc = am_now_utc() };
	struct am_option options[KEEPER_OPTIONS];
	const struct am_usage usage = {
		"filter", "[-- PROGRAM ARGS]",
		"Reads a mail on standard input and writes it to standard "
		"output, or to PROGRAM, with X-Amends-* fields in front. "
		"Leaves with 0 only when every byte was written, else with "
		"75; with PROGRAM, with its status.",
		options, AM_COUNT(options)
	};
	int operand;

	keeper_options(&args, options);
	read_options(&usage, argc, argv, &args, &operand);
	find_program(argc, argv, operand, &args);
	if (args.program != NULL && args.program[0] == NULL) {
		/* on standard output nobody might look at it */
		am_log_error("filter: no program behind \"--\"");
		return EX_TEMPFAIL;
	}
	return am_keeper_filter(&args);
}

int
am_cmd_sent(int argc, char **argv)
{
	struct am_keeper args = { .now_utc = am_now_utc() };
	struct am_option options[KEEPER_OPTIONS];
	const struct am_usage usage = {
		"sent", "",
		"Reads a mail that staff sent on standard input and logs it. "
		"Prints nothing. Leaves with 0, or with 75 when the mail "
		"could not be read.",
		options, AM_COUNT(options)
	};
	int operand;

	keeper_options(&args, options);
	read_options(&usage, argc, argv, &args, &operand);
	args.is_usage_wrong = false; /* logged, and gone on with defaults */
	return am_keeper_sent(&args);
}
