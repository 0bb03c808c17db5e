/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/mem.h"
#include "doctor.h"

/* Enough of procmailrc(5) to find the recipes that run amends: assignments,
 * includes, and of each recipe its flags and its action. Conditions are not
 * looked at, so what stands in a block counts as if it were always run. */

#define RC_MAX_BYTES  (256U << 10)
#define INCLUDE_MAX   8
#define VARIABLES_MAX 64
#define SYSTEM_RC     "/etc/procmailrc"
#define SPELLING_ADVICE \
	"write \":0 fw\" and, below it, \":0 e\" (see amends-filter(1))"

struct variable {
	struct am_slice name;
	struct am_slice value;
};

struct reading {
	struct am_doctor *doctor;
	struct am_arena *arena;
	struct variable variables[VARIABLES_MAX];
	size_t n_variables;
	unsigned int files;
	unsigned int recipes; /* that run amends filter */
	int depth;
};

/* Where in a file we are, and the recipe whose action comes next. */
struct place {
	const char *file;
	int line;
	bool in_recipe;
	int recipe_line;
	struct am_slice flags;
};

static void
assign(struct reading *r, struct am_slice name, struct am_slice value)
{
	size_t i = 0;

	while (i < r->n_variables && !am_slice_eq(r->variables[i].name, name))
		i++;
	if (i == VARIABLES_MAX)
		return;
	r->variables[i] = (struct variable){ name, value };
	if (i == r->n_variables)
		r->n_variables++;
}

static struct am_slice
value_of(const struct reading *r, struct am_slice name)
{
	for (size_t i = 0; i < r->n_variables; i++)
		if (am_slice_eq(r->variables[i].name, name))
			return r->variables[i].value;
	return (struct am_slice){ 0 };
}

static bool
is_name_byte(char c)
{
	return am_is_alpha(c) || am_is_digit(c) || c == '_';
}

static size_t
name_bytes(struct am_slice s)
{
	size_t n = 0;

	while (n < s.len && is_name_byte(s.ptr[n]))
		n++;
	return n;
}

/* ${NAME}, ${NAME:-OTHER} and $NAME at the head of s; returns its bytes. */
static size_t
expand_one(const struct reading *r, struct am_slice s, struct am_buf *out)
{
	struct am_slice inner = am_slice_from(s, 1);
	struct am_slice value;
	size_t end;
	size_t n;

	if (!am_slice_starts(inner, "{")) {
		n = name_bytes(inner);
		am_buf_put(out, value_of(r, am_slice_head(inner, n)));
		return n + 1;
	}
	end = am_slice_chr(s, '}');
	inner = am_slice_head(am_slice_from(s, 2), end - 2);
	n = name_bytes(inner);
	value = value_of(r, am_slice_head(inner, n));
	inner = am_slice_from(inner, n);
	if (value.len == 0 && am_slice_starts(inner, ":-"))
		value = am_slice_from(inner, 2);
	am_buf_put(out, value);
	return end < s.len ? end + 1 : s.len;
}

static struct am_slice
expand(struct reading *r, struct am_slice s)
{
	struct am_buf out = { 0 };
	struct am_slice result;
	size_t i = 0;

	while (i < s.len) {
		if (s.ptr[i] == '$' && i + 1 < s.len) {
			i += expand_one(r, am_slice_from(s, i), &out);
			continue;
		}
		if (s.ptr[i] != '"' && s.ptr[i] != '\'')
			am_buf_putc(&out, s.ptr[i]);
		i++;
	}
	result = am_arena_dup(r->arena, am_buf_slice(&out));
	am_buf_free(&out);
	return result;
}

/* Is one of the words of this command amends, in whatever folder, and a later
 * one "filter"? */
static bool
runs_amends(struct am_slice command)
{
	bool is_ours = false;

	while (command.len > 0) {
		size_t n = 0;
		struct am_slice word;

		while (n < command.len && !am_is_space(command.ptr[n]))
			n++;
		word = am_slice_head(command, n);
		if (is_ours && am_slice_eqs(word, "filter"))
			return true;
		if (am_slice_eqs(word, "amends") ||
		    am_slice_ends(word, "/amends"))
			is_ours = true;
		command = am_slice_trim(am_slice_from(command, n));
	}
	return false;
}

static bool
has_flag(struct am_slice flags, char flag)
{
	return am_slice_chr(flags, flag) < flags.len;
}

static void
judge_recipe(struct reading *r, const struct place *at)
{
	r->recipes++;
	if (!has_flag(at->flags, 'f')) {
		am_doctor_say(r->doctor, AM_BAD, SPELLING_ADVICE,
			      "%s:%d: amends filter without the flag f: the "
			      "mail ends there",
			      at->file, at->recipe_line);
		return;
	}
	if (!has_flag(at->flags, 'w') && !has_flag(at->flags, 'W'))
		am_doctor_say(r->doctor, AM_BAD, SPELLING_ADVICE,
			      "%s:%d: \":0 f\" without \"w\": what an amends "
			      "that failed has written would be taken for the "
			      "mail",
			      at->file, at->recipe_line);
	else
		am_doctor_say(r->doctor, AM_FINE, NULL,
			      "%s:%d runs amends filter", at->file,
			      at->recipe_line);
	if (has_flag(at->flags, 'h') && !has_flag(at->flags, 'b'))
		am_doctor_say(r->doctor, AM_BAD, "take the flag h away",
			      "%s:%d: the flag h gives amends the header only",
			      at->file, at->recipe_line);
}

static void read_rc(struct reading *r, const char *path);

static void
read_assignment(struct reading *r, const struct place *at, struct am_slice name,
		struct am_slice value)
{
	struct am_slice expanded = expand(r, value);

	assign(r, am_arena_dup(r->arena, name), expanded);
	if (am_slice_eqs(name, "INCLUDERC") || am_slice_eqs(name, "SWITCHRC"))
		read_rc(r, am_arena_str(r->arena, expanded));
	if (am_slice_eqs(name, "AMENDS_CONFIG") && expanded.len > 0 &&
	    !am_slice_eq(expanded, r->doctor->config))
		am_doctor_say(r->doctor, AM_WARN,
			      "ask about that one: amends doctor --config FILE",
			      "%s:%d: mail is filtered with another "
			      "configuration, %.*s",
			      at->file, at->line, AM_SLICE_ARG(expanded));
}

static void
read_line(struct reading *r, struct place *at, struct am_slice line)
{
	size_t n;

	line = am_slice_trim(line);
	while (am_slice_starts(line, "{") || am_slice_starts(line, "}")) {
		at->in_recipe = false;
		line = am_slice_trim(am_slice_from(line, 1));
	}
	if (line.len == 0 || am_slice_starts(line, "#"))
		return;
	if (am_slice_starts(line, ":")) {
		line = am_slice_from(line, 1);
		while (line.len > 0 && am_is_digit(line.ptr[0]))
			line = am_slice_from(line, 1);
		at->in_recipe = true;
		at->recipe_line = at->line;
		/* behind a second colon stands the name of a lock file */
		line = am_slice_head(line, am_slice_chr(line, ':'));
		at->flags = am_slice_head(line, am_slice_chr(line, '#'));
		return;
	}
	if (at->in_recipe && am_slice_starts(line, "*"))
		return;
	if (at->in_recipe) {
		at->in_recipe = false;
		if (am_slice_starts(line, "|") &&
		    runs_amends(expand(r, am_slice_from(line, 1))))
			judge_recipe(r, at);
		return;
	}
	n = name_bytes(line);
	if (n > 0 && n < line.len && line.ptr[n] == '=')
		read_assignment(r, at, am_slice_head(line, n),
				am_slice_from(line, n + 1));
}

/* Lines that end in a backslash go on in the next one. */
static void
read_lines(struct reading *r, const char *path, struct am_slice rest)
{
	struct place at = { .file = path };
	struct am_buf whole = { 0 };
	struct am_slice line;
	int lines = 0;

	while (am_slice_next_line(&rest, &line)) {
		bool goes_on = am_slice_ends(line, "\\") && rest.len > 0;

		lines++;
		if (whole.len == 0)
			at.line = lines;
		am_buf_put(&whole, am_slice_head(line, line.len - goes_on));
		if (goes_on)
			continue;
		read_line(r, &at, am_arena_dup(r->arena, am_buf_slice(&whole)));
		whole.len = 0;
	}
	am_buf_free(&whole);
}

/* Recursion ends at INCLUDE_MAX. */
static void
read_rc(struct reading *r, const char *path)
{
	struct am_buf bytes = { 0 };
	struct am_path folder;
	struct am_err err;
	char *slash;

	if (path[0] != '/' || r->depth >= INCLUDE_MAX) {
		am_doctor_say(r->doctor, AM_WARN, "look at it by hand",
			      "the procmail file \"%s\" was not read", path);
		return;
	}
	if (access(path, F_OK) != 0) {
		am_doctor_say(r->doctor, AM_WARN, NULL,
			      "%s is included and not there", path);
		return;
	}
	r->files++;
	r->depth++;
	/* procmail skips such a file in silence, and the mail goes unfiltered */
	(void)am_doctor_path(r->doctor, path);
	if (am_path_format(&folder, &err, "%s", path) == AM_OK &&
	    (slash = strrchr(folder.text, '/')) != NULL &&
	    slash != folder.text) {
		*slash = '\0';
		(void)am_doctor_path(r->doctor, folder.text);
	}
	if (am_read_file(path, RC_MAX_BYTES, &bytes, &err) != AM_OK)
		am_doctor_say(r->doctor, AM_WARN, NULL, "%s", err.text);
	else
		read_lines(r, path,
			   am_arena_dup(r->arena, am_buf_slice(&bytes)));
	am_buf_free(&bytes);
	r->depth--;
}

void
am_doctor_procmail(struct am_doctor *doctor, const char *home)
{
	struct reading r = { .doctor = doctor, .arena = am_arena_new() };
	const char *test = getenv("AMENDS_PROCMAILRC");
	const char *global = test != NULL ? test : SYSTEM_RC;
	struct am_path own;
	struct am_err err;

	assign(&r, AM_SLICE_LIT("HOME"), am_slice_of(home));
	assign(&r, AM_SLICE_LIT("MAILDIR"), am_slice_of(home));
	if (access(global, F_OK) == 0)
		read_rc(&r, global);
	if (am_path_format(&own, &err, "%s/.procmailrc", home) == AM_OK &&
	    access(own.text, F_OK) == 0)
		read_rc(&r, own.text);
	if (r.files > 0 && r.recipes == 0)
		am_doctor_say(doctor, AM_WARN,
			      "INCLUDERC=/usr/share/amends/procmail/amends.rc, "
			      "if procmail is to run amends",
			      "no procmail recipe runs amends filter");
	am_arena_free(r.arena);
}
