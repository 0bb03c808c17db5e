/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/clock.h"
#include "command.h"

#define OPTIONS_MAX 32
#define COLUMNS     79

/* Words, as many as fit on a line of a terminal. */
static void
print_wrapped(struct am_slice text)
{
	size_t used = 0;

	while (text.len > 0) {
		size_t len = am_slice_chr(text, ' ');

		if (used > 0 && used + 1 + len >= COLUMNS) {
			(void)putchar('\n');
			used = 0;
		}
		printf("%s%.*s", used > 0 ? " " : "",
		       AM_SLICE_ARG(am_slice_head(text, len)));
		used += len + (used > 0 ? 1 : 0);
		text = am_slice_from(text, len + 1);
	}
	(void)putchar('\n');
}

void
am_usage_print(const struct am_usage *usage)
{
	printf("usage: amends %s [OPTIONS]%s%s\n\n", usage->command,
	       usage->operands[0] != '\0' ? " " : "", usage->operands);
	print_wrapped(am_slice_of(usage->about));
	(void)putchar('\n');
	for (size_t i = 0; i < usage->n_options; i++) {
		const struct am_option *o = &usage->options[i];
		char head[40];

		(void)snprintf(head, sizeof(head), "%s%s%s", o->name,
			       o->value != NULL ? " " : "",
			       o->value != NULL ? o->value : "");
		printf("  %-20s %s\n", head, o->help);
	}
	printf("\nMore is in amends-%s(1).\n", usage->command);
}

static enum am_code
unknown(const struct am_usage *usage, struct am_slice word, struct am_err *err)
{
	const char *names[OPTIONS_MAX];
	const char *near;
	size_t n = 0;

	while (n < usage->n_options && n < OPTIONS_MAX) {
		names[n] = usage->options[n].name;
		n++;
	}
	near = am_nearest(word, names, n);
	if (near != NULL)
		return am_fail(err, AM_EUSAGE,
			       "no option \"%.*s\"; did you mean \"%s\"?",
			       AM_SLICE_ARG(word), near);
	return am_fail(err, AM_EUSAGE,
		       "no option \"%.*s\"; amends %s --help lists them",
		       AM_SLICE_ARG(word), usage->command);
}

static const struct am_option *
find(const struct am_usage *usage, struct am_slice name)
{
	for (size_t i = 0; i < usage->n_options; i++)
		if (am_slice_eqs(name, usage->options[i].name))
			return &usage->options[i];
	return NULL;
}

static enum am_code
put_time(const struct am_option *o, const char *value, struct am_err *err)
{
	int64_t *into = o->into;
	int64_t secs;

	if (am_rfc3339_parse(am_slice_of(value), into))
		return AM_OK;
	if (o->kind == AM_OPTION_AGO &&
	    am_duration_parse(am_slice_of(value), &secs)) {
		*into = -secs;
		return AM_OK;
	}
	return am_fail(err, AM_EUSAGE, "%s \"%s\": give a time like %s",
		       o->name, value,
		       o->kind == AM_OPTION_AGO ? "2026-11-21T09:30:00Z, or 7d"
						: "2026-11-21T09:30:00Z");
}

static enum am_code
put(const struct am_option *o, const char *value, struct am_err *err)
{
	if (o->kind == AM_OPTION_FLAG) {
		if (value != NULL)
			return am_fail(err, AM_EUSAGE, "%s takes no value",
				       o->name);
		*(bool *)o->into = true;
		return AM_OK;
	}
	if (value == NULL)
		return am_fail(err, AM_EUSAGE, "%s needs a value (%s)", o->name,
			       o->value);
	if (o->kind == AM_OPTION_TEXT) {
		*(const char **)o->into = value;
		return AM_OK;
	}
	return put_time(o, value, err);
}

enum am_code
am_options_parse(const struct am_usage *usage, int argc, char **argv,
		 int *operand, struct am_err *err)
{
	int i = 1;

	while (i < argc && argv[i][0] == '-' && argv[i][1] != '\0') {
		struct am_slice word = am_slice_of(argv[i]);
		size_t equals = am_slice_chr(word, '=');
		struct am_slice name = am_slice_head(word, equals);
		const struct am_option *o;
		const char *value = NULL;

		if (am_slice_eqs(word, "--")) {
			i++;
			break;
		}
		if (am_slice_eqs(word, "--help") || am_slice_eqs(word, "-h")) {
			am_usage_print(usage);
			exit(am_command_end(usage->command, EX_OK));
		}
		o = find(usage, name);
		if (o == NULL)
			return unknown(usage, name, err);
		if (equals < word.len)
			value = argv[i] + equals + 1;
		else if (o->kind != AM_OPTION_FLAG && i + 1 < argc)
			value = argv[++i];
		if (put(o, value, err) != AM_OK)
			return err->code;
		i++;
	}
	if (i < argc && usage->operands[0] == '\0')
		return am_fail(err, AM_EUSAGE, "\"%s\" was not expected",
			       argv[i]);
	*operand = i;
	return AM_OK;
}

enum am_code
am_colour_wanted(const char *when, bool *out, struct am_err *err)
{
	const char *none = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	if (strcmp(when, "auto") == 0)
		*out = isatty(STDOUT_FILENO) == 1 &&
		       (none == NULL || none[0] == '\0') && terminal != NULL &&
		       strcmp(terminal, "dumb") != 0;
	else if (strcmp(when, "always") == 0 || strcmp(when, "never") == 0)
		*out = strcmp(when, "always") == 0;
	else
		return am_fail(err, AM_EUSAGE,
			       "--color \"%s\": give auto, always or never",
			       when);
	return AM_OK;
}

int
am_command_fail(const char *command, const struct am_err *err)
{
	(void)fprintf(stderr, "amends %s: %s\n", command, err->text);
	return am_exit_status(err->code);
}

int
am_command_end(const char *command, int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
		return status;
	(void)fprintf(stderr,
		      "amends %s: standard output could not be written\n",
		      command);
	return EX_TEMPFAIL;
}
