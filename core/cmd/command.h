/* command.h - what every subcommand is made of.
 *
 * Layer:     cmd.
 * Threads:   one.
 * Promise:   a mistyped command or option is one line on stderr that names the
 *            nearest known one, and status 64; nothing was done then.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_COMMAND_H
#define AMENDS_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/file.h"
#include "amends/image.h"

enum am_option_kind {
	AM_OPTION_FLAG, /* bool */
	AM_OPTION_TEXT, /* const char * */
	AM_OPTION_TIME, /* int64_t: RFC 3339 */
	AM_OPTION_AGO,  /* int64_t: RFC 3339; or "7d": then minus its seconds,
			 * for the command to count from its own now */
};

struct am_option {
	const char *name; /* with its dashes: "--config" */
	enum am_option_kind kind;
	void *into;
	const char *value; /* what help calls the value, NULL for a flag */
	const char *help;
};

struct am_usage {
	const char *command;  /* "filter" */
	const char *operands; /* "[-- PROGRAM ARGS]" */
	const char *about;    /* a sentence or two */
	const struct am_option *options;
	size_t n_options;
};

#define AM_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Read the options of argv[1..]; `*operand` is the index of the first argument
 * that is none (after "--" too), which is refused where usage has no operands.
 * "--help" prints and exits 0. AM_EUSAGE with the line to print. Every command
 * also has --config. */
AM_MUST_CHECK enum am_code am_options_parse(const struct am_usage *usage,
					    int argc, char **argv, int *operand,
					    struct am_err *err);
void am_usage_print(const struct am_usage *usage);

/* --color auto, always or never. auto: standard output is a terminal that has
 * colours, and $NO_COLOR is not set (no-color.org). */
AM_MUST_CHECK enum am_code am_colour_wanted(const char *when, bool *out,
					    struct am_err *err);

/* Print "amends COMMAND: text" and give the exit status of err. */
int am_command_fail(const char *command, const struct am_err *err);

/* Standard output is flushed and closed; a write that failed is 75. */
int am_command_end(const char *command, int status);

/* The configuration and image of this run, for commands at a terminal: faults
 * are said on stderr and the sound rest is used. */
struct am_session {
	struct am_arena *arena;
	struct am_image image;
	struct am_conf conf;
	bool has_faults;
};
AM_MUST_CHECK enum am_code
am_session_open(const char *config, struct am_session *out, struct am_err *err);
void am_session_close(struct am_session *session);

int am_cmd_filter(int argc, char **argv);
int am_cmd_sent(int argc, char **argv);
int am_cmd_show(int argc, char **argv);
int am_cmd_explain(int argc, char **argv);
int am_cmd_check(int argc, char **argv);
int am_cmd_replay(int argc, char **argv);
int am_cmd_import(int argc, char **argv);
int am_cmd_watch(int argc, char **argv);
int am_cmd_report(int argc, char **argv);
int am_cmd_due(int argc, char **argv);
int am_cmd_publish(int argc, char **argv);
int am_cmd_outbox(int argc, char **argv);
int am_cmd_forget(int argc, char **argv);
int am_cmd_purge(int argc, char **argv);
int am_cmd_backup(int argc, char **argv);
int am_cmd_rebuild(int argc, char **argv);
int am_cmd_doctor(int argc, char **argv);
int am_cmd_run(int argc, char **argv); /* the table of them */

#endif
