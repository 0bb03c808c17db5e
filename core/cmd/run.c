/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/log.h"
#include "command.h"

#ifndef AMENDS_VERSION
#define AMENDS_VERSION "0.1.0"
#endif

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	bool is_quiet; /* runs under an MTA: its log is syslog, not stderr */
	const char *about;
};

static const struct command commands[] = {
	{ "filter", am_cmd_filter, true,
	  "read a mail, write it with what amends says of it in front" },
	{ "sent", am_cmd_sent, true, "log a mail that staff sent" },
	{ "show", am_cmd_show, false, "a mail as amends sees it" },
	{ "explain", am_cmd_explain, false,
	  "the verdict on a mail, term by term, and the draft" },
	{ "check", am_cmd_check, false,
	  "find every fault of configuration, rules and plugins" },
	{ "replay", am_cmd_replay, false,
	  "what other rules would have done to old mail" },
	{ "import", am_cmd_import, false,
	  "put the mail of old mailboxes into the journal" },
	{ "watch", am_cmd_watch, false,
	  "read mailboxes on other hosts, over IMAP" },
	{ "report", am_cmd_report, false, "how long people waited" },
	{ "due", am_cmd_due, false, "who waits for an answer now" },
	{ "publish", am_cmd_publish, false,
	  "make the managers' snapshot of the journal" },
	{ "outbox", am_cmd_outbox, false,
	  "move what waits in the spool to the journal, write drafts" },
	{ "forget", am_cmd_forget, false,
	  "take a person out of the journal; the numbers stay" },
	{ "purge", am_cmd_purge, false,
	  "take everybody out of what ended long ago; the numbers stay" },
	{ "backup", am_cmd_backup, false,
	  "copy the journal while mail goes on" },
	{ "rebuild", am_cmd_rebuild, false,
	  "compute all response times of the journal anew" },
	{ "doctor", am_cmd_doctor, false,
	  "find what is set up wrongly, and say what to do" },
};

static void
print_help(FILE *to)
{
	(void)fputs(
		"amends reads the mail of a support inbox, says what is in it "
		"and why, drafts\nthe first answer, and keeps an honest record "
		"of how long people waited.\n\n"
		"usage: amends COMMAND [OPTIONS]\n\n",
		to);
	for (size_t i = 0; i < AM_COUNT(commands); i++)
		(void)fprintf(to, "  %-9s %s\n", commands[i].name,
			      commands[i].about);
	(void)fputs("\namends COMMAND --help says more; amends(1) says all.\n",
		    to);
}

static int
unknown(const char *word)
{
	const char *names[AM_COUNT(commands)];
	const char *near;

	for (size_t i = 0; i < AM_COUNT(commands); i++)
		names[i] = commands[i].name;
	near = am_nearest(am_slice_of(word), names, AM_COUNT(names));
	if (near != NULL)
		(void)fprintf(
			stderr,
			"amends: no command \"%s\"; did you mean \"%s\"?\n",
			word, near);
	else
		(void)fprintf(stderr,
			      "amends: no command \"%s\"; amends --help lists "
			      "them\n",
			      word);
	return EX_USAGE;
}

/* A descriptor that the caller left closed would be taken by the next file we
 * open, and the mail read from or written to that. One that can neither be
 * read nor written takes the place. */
static bool
fill_standard_descriptors(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/", O_PATH) != fd)
			return false;
	return true;
}

int
am_cmd_run(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";

	(void)umask(077);
	(void)signal(SIGCHLD, SIG_DFL); /* ignored, it would hide our judges */
	if (!fill_standard_descriptors())
		return EX_TEMPFAIL;
	if (argc < 2) {
		print_help(stderr);
		return EX_USAGE;
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
	    strcmp(word, "help") == 0) {
		print_help(stdout);
		return am_command_end("help", EX_OK);
	}
	if (strcmp(word, "--version") == 0) {
		puts("amends " AMENDS_VERSION);
		return am_command_end("--version", EX_OK);
	}
	for (size_t i = 0; i < AM_COUNT(commands); i++) {
		if (strcmp(word, commands[i].name) != 0)
			continue;
		am_log_start("amends",
			     commands[i].is_quiet ? "syslog" : "stderr");
		return commands[i].run(argc - 1, argv + 1);
	}
	return unknown(word);
}
