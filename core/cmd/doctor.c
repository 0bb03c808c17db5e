/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <libgen.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/charset.h"
#include "amends/clock.h"
#include "amends/compile.h"
#include "amends/draft.h"
#include "amends/journal_report.h"
#include "amends/spool.h"
#include "command.h"
#include "doctor.h"
#include "serve/images.h"
#include "serve/paths.h"
#include "serve/quarantine.h"
#include "serve/seal.h"

#define COMPILE_MS      60000
#define DRAIN_LATE_SECS 3600
#define HEAD_BYTES      (AM_SPOOL_MAX_BYTES + 64)

/* Become the user whose set-up is asked about: what he cannot read or write,
 * amends cannot either, and nothing here is done with root's rights. */
static enum am_code
become(const char *name, struct am_err *err)
{
	const struct passwd *pw = getpwnam(name);

	if (pw == NULL)
		return am_fail(err, AM_EUSAGE, "no user \"%s\"", name);
	if (geteuid() != pw->pw_uid &&
	    (initgroups(name, pw->pw_gid) != 0 || setgid(pw->pw_gid) != 0 ||
	     setuid(pw->pw_uid) != 0))
		return am_fail(err, AM_EUSAGE,
			       "--user %s: only root can ask for others", name);
	if (setenv("HOME", pw->pw_dir, 1) != 0 ||
	    unsetenv("XDG_CONFIG_HOME") != 0 ||
	    unsetenv("XDG_STATE_HOME") != 0 || unsetenv("XDG_CACHE_HOME") != 0)
		return am_fail(err, AM_EIO, "environment: %s", strerror(errno));
	return AM_OK;
}

static void
look_at_rules(struct am_doctor *doctor, const char *config)
{
	struct am_roots roots;
	bool is_fine = true;

	am_roots_find(config, &roots);
	for (size_t i = 0; i < AM_ROOTS; i++) {
		static const char *const parts[] = { "rules", "plugins" };
		const char *folder = roots.folders[i].text;

		for (size_t p = 0; folder[0] != '\0' && p < AM_COUNT(parts);
		     p++) {
			struct am_path path;
			struct am_err err;

			if (am_path_format(&path, &err, "%s/%s", folder,
					   parts[p]) == AM_OK &&
			    !am_doctor_tree(doctor, path.text))
				is_fine = false;
		}
	}
	if (is_fine)
		am_doctor_say(doctor, AM_FINE, NULL,
			      "rules and plugins can be written by their "
			      "owners alone");
}

static void
look_at_config(struct am_doctor *doctor, const struct am_images *images,
	       const struct am_conf *conf)
{
	struct am_path path;
	struct am_err err;

	if (conf->source.len == 0)
		am_doctor_say(doctor, AM_WARN,
			      "write ~/.config/amends/amends.lua "
			      "(amends.lua(5))",
			      "no configuration: defaults, and nobody is known "
			      "as staff");
	else if (am_path_format(&path, &err, "%.*s",
				AM_SLICE_ARG(conf->source)) == AM_OK &&
		 am_doctor_path(doctor, path.text) &&
		 am_doctor_path(doctor, dirname(path.text)))
		am_doctor_say(doctor, AM_FINE, NULL, "configuration: %.*s",
			      AM_SLICE_ARG(conf->source));
	if (images->has_faults)
		am_doctor_say(doctor, AM_BAD, "amends check says all faults",
			      "%.*s", AM_SLICE_ARG(images->fault.text));
	if (!conf->is_sealed)
		am_doctor_say(doctor, AM_WARN, "take seal = \"off\" away",
			      "the judge is not sealed: a hostile mail that "
			      "takes it over has this user's rights");
	if (!images->is_stored)
		am_doctor_say(doctor, AM_WARN,
			      "make that folder writable, or every mail costs "
			      "some 100 ms more",
			      "the compiled rules cannot be stored in the "
			      "cache folder");
}

static void
look_at_inboxes(struct am_doctor *doctor, const struct am_conf *conf)
{
	for (size_t i = 0; i < conf->n_inboxes; i++) {
		const struct am_inbox *inbox = &conf->inboxes[i];
		struct am_path folder;
		struct am_err err;

		if (inbox->acknowledge == AM_ACK_OFF) {
			am_doctor_say(doctor, AM_WARN,
				      "acknowledge = { to = "
				      "\"maildir:/absolute/path\" } turns them "
				      "on",
				      "inbox %.*s: no folder for drafts, so "
				      "none are written",
				      AM_SLICE_ARG(inbox->name));
			continue;
		}
		if (am_path_format(&folder, &err, "%.*s",
				   AM_SLICE_ARG(inbox->draft_maildir)) !=
			    AM_OK ||
		    am_draft_check(folder.text, &err) != AM_OK)
			am_doctor_say(doctor, AM_BAD, NULL, "inbox %.*s: %s",
				      AM_SLICE_ARG(inbox->name), err.text);
		else
			am_doctor_say(doctor, AM_FINE, NULL,
				      "inbox %.*s: drafts go to %s",
				      AM_SLICE_ARG(inbox->name), folder.text);
	}
}

/* When the oldest record that waits was written; AM_NO_TIME when none does. A
 * record is text behind 12 bytes, and its own "at=" comes before the next
 * record's. */
static int64_t
oldest_waiting(const char *dir)
{
	static const char *const names[] = { AM_SPOOL_DRAINING, AM_SPOOL_NAME };
	int64_t at = AM_NO_TIME;

	for (size_t i = 0; i < AM_COUNT(names) && at == AM_NO_TIME; i++) {
		struct am_path path;
		struct am_err err;
		struct am_slice head;
		unsigned long long number;
		char *bytes;
		ssize_t n;
		int fd;

		if (am_path_format(&path, &err, "%s/%s", dir, names[i]) !=
		    AM_OK)
			continue;
		fd = open(path.text, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		bytes = am_malloc(HEAD_BYTES);
		n = read(fd, bytes, HEAD_BYTES);
		(void)close(fd);
		head = (struct am_slice){ bytes, n > 0 ? (size_t)n : 0 };
		head = am_slice_from(head, am_slice_find(head, "\nat=") + 4);
		head = am_slice_head(head, am_slice_chr(head, '\n'));
		if (am_slice_number(head, INT64_MAX, &number) && head.len > 0)
			at = (int64_t)number;
		free(bytes);
	}
	return at;
}

static void
look_at_quarantine(struct am_doctor *doctor, const struct am_image *image,
		   const struct am_state *state)
{
	struct am_quarantine q;

	am_quarantine_read(state->dir.text, image, &q);
	for (size_t i = 0; i < q.count; i++)
		am_doctor_say(
			doctor, AM_BAD,
			"mend it, or remove the file " AM_QUARANTINE_NAME
			" in the state folder, to free it",
			"%.*s is " AM_QUARANTINE_WHY,
			AM_SLICE_ARG(am_quarantine_name(image, q.numbers[i])));
}

static void
look_at_spool(struct am_doctor *doctor, const struct am_state *state)
{
	int64_t at = oldest_waiting(state->dir.text);
	char age[AM_DURATION_BYTES];

	if (at == AM_NO_TIME || !am_spool_has_records(state->dir.text)) {
		am_doctor_say(doctor, AM_FINE, NULL,
			      "nothing waits in the spool");
		return;
	}
	am_duration_format(am_now_utc() - at, age);
	if (am_now_utc() - at < DRAIN_LATE_SECS)
		am_doctor_say(doctor, AM_FINE, NULL,
			      "the spool was last emptied %s ago or later",
			      age);
	else
		am_doctor_say(doctor, AM_BAD,
			      "amends outbox empties it and says what is in "
			      "the way; with drain = \"later\" a timer must "
			      "run that",
			      "no drain for an hour: a record in %s/%s is %s "
			      "old",
			      state->dir.text, AM_SPOOL_NAME, age);
}

static void
look_at_journal(struct am_doctor *doctor, const struct am_state *state)
{
	const struct am_period always = { AM_NO_TIME, AM_NO_TIME };
	struct am_journal_mails mails = { 0 };
	struct am_journal *journal = NULL;
	const char *path = state->journal.text;
	struct am_err err;

	(void)am_doctor_path(doctor, state->dir.text);
	(void)am_doctor_path(doctor, path);
	if (am_journal_open(path, false, AM_JOURNAL_BUSY_MS, &journal, &err) !=
		    AM_OK ||
	    am_journal_mails(journal, &always, (struct am_slice){ 0 }, &mails,
			     &err) != AM_OK)
		am_doctor_say(doctor, AM_BAD, NULL, "journal %s: %s", path,
			      err.text);
	else if (mails.unmatched > 0)
		am_doctor_say(doctor, AM_WARN,
			      "does the mail that they answer go into another "
			      "journal?",
			      "replies of staff that match no mail in %s: %lld",
			      path, (long long)mails.unmatched);
	else
		am_doctor_say(doctor, AM_FINE, NULL, "journal: %s, %lld mails",
			      path, (long long)mails.all);
	am_journal_close(journal);
}

/* One journal a user is what amends makes without a configuration; two of them
 * mean that mail and replies never meet. */
static void
look_for_journals(struct am_doctor *doctor, const char *own)
{
	const struct passwd *pw;
	struct am_path path;
	struct am_err err;
	struct stat st;
	struct stat mine = { 0 };

	(void)stat(own, &mine);
	setpwent();
	do {
		enum am_code rc;

		pw = getpwent();
		if (pw != NULL)
			rc = am_path_format(&path, &err,
					    "%s/.local/state/amends/journal.db",
					    pw->pw_dir);
		else
			rc = am_path_format(&path, &err,
					    "/var/lib/amends/journal.db");
		if (rc == AM_OK && stat(path.text, &st) == 0 &&
		    (st.st_ino != mine.st_ino || st.st_dev != mine.st_dev))
			am_doctor_say(doctor, AM_WARN,
				      "let filter and sent run as one user, or "
				      "name one journal in amends.lua",
				      "there is a second journal: %s",
				      path.text);
	} while (pw != NULL);
	endpwent();
}

static void
prove_seal(struct am_doctor *doctor)
{
	unsigned int tries = 0;
	unsigned int breaches = 0;
	struct am_err err = { 0 };

	if (am_seal_prove(&tries, &breaches, &err) == AM_OK)
		am_doctor_say(doctor, AM_FINE, NULL,
			      "seal: %u forbidden things tried, all stopped",
			      tries);
	else
		am_doctor_say(doctor, AM_BAD, "do not run it like this",
			      "seal: %u of %u got through: %s", breaches, tries,
			      err.text);
}

/* Mail in some charset is read with the machine's own tables. */
static void
look_at_charsets(struct am_doctor *doctor)
{
	struct am_buf missing = { 0 };
	const char *name;
	size_t count = 0;

	for (; (name = am_converter_name(count)) != NULL; count++) {
		struct am_converter *c = am_converter_open(am_slice_of(name));

		if (!am_converter_has_table(c))
			am_buf_printf(&missing, " %s", name);
		am_converter_close(c);
	}
	if (missing.len > 0)
		am_doctor_say(doctor, AM_WARN,
			      "install all of iconv's tables (some systems "
			      "have them in a package of its own)",
			      "mail in these charsets cannot be read:%s",
			      missing.ptr);
	else
		am_doctor_say(doctor, AM_FINE, NULL,
			      "charsets: %zu beside the built-in ones", count);
	am_buf_free(&missing);
}

static enum am_code
examine(struct am_doctor *doctor, const char *config, struct am_err *err)
{
	struct am_arena *arena;
	struct am_images images;
	struct am_state state;
	struct am_conf conf;
	const char *home = getenv("HOME");
	const struct passwd *pw = getpwuid(geteuid());
	enum am_code rc;

	if ((home == NULL || home[0] != '/') && pw != NULL)
		home = pw->pw_dir;
	rc = am_images_get(config, am_mono_ms() + COMPILE_MS, &images, err);
	if (rc != AM_OK)
		return rc;
	arena = am_arena_new();
	rc = am_conf_decode(am_image_section(&images.image, AM_IMAGE_CONF),
			    arena, &conf, err);
	if (rc == AM_OK)
		rc = am_state_find(&conf, &state, err);
	if (rc == AM_OK) {
		doctor->config = conf.source;
		look_at_config(doctor, &images, &conf);
		look_at_rules(doctor, config);
		look_at_inboxes(doctor, &conf);
		am_doctor_mailboxes(doctor, config, &conf, state.dir.text);
		look_at_charsets(doctor);
		look_at_quarantine(doctor, &images.image, &state);
		look_at_spool(doctor, &state);
		look_at_journal(doctor, &state);
		look_for_journals(doctor, state.journal.text);
		if (home != NULL)
			am_doctor_procmail(doctor, home);
		doctor->config = (struct am_slice){ 0 };
	}
	am_images_close(&images);
	am_arena_free(arena);
	return rc;
}

int
am_cmd_doctor(int argc, char **argv)
{
	const char *config = NULL;
	const char *user = NULL;
	bool proves_seal = false;
	const struct am_option options[] = {
		{ "--user", AM_OPTION_TEXT, &user, "USER",
		  "look at the set-up of this user (as root)" },
		{ "--seal", AM_OPTION_FLAG, &proves_seal, NULL,
		  "prove the seal: try what a judge must not do" },
		{ "--config", AM_OPTION_TEXT, &config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"doctor", "",
		"Looks at configuration, folders, journal, spool and "
		"procmail's files, says what is wrong and what to do. Leaves "
		"with 1 when something fails.",
		options, AM_COUNT(options)
	};
	struct am_doctor doctor = { 0 };
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK ||
	    (user != NULL && become(user, &err) != AM_OK))
		return am_command_fail("doctor", &err);
	if (proves_seal)
		prove_seal(&doctor);
	else if (examine(&doctor, config, &err) != AM_OK)
		am_doctor_say(&doctor, AM_BAD, NULL, "%s", err.text);
	return am_command_end("doctor", doctor.bad > 0 ? 1 : EX_OK);
}
