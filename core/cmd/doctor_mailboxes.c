/* SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "amends/clock.h"
#include "amends/compile.h"
#include "amends/imap.h"
#include "amends/loader.h"
#include "amends/spool.h"
#include "doctor.h"
#include "serve/watch_mark.h"
#include "serve/watch_reader.h"
#include "serve/watch_secret.h"

#define LATE_SECS 86400
#define ADVICE                                                        \
	"run \"amends watch\", or with --once from a timer; its log " \
	"says what goes wrong"

/* Can the module be loaded? In a child: loading it runs its code. */
static bool
look_at_module(struct am_doctor *doctor, const char *config,
	       struct am_arena *arena)
{
	const struct am_slice name = AM_SLICE_LIT(WATCH_MODULE);
	struct am_path folders[AM_ROOTS];
	struct am_module_facts facts;
	struct am_roots roots;
	struct am_path path;
	struct am_err err;

	am_roots_find(config, &roots);
	am_roots_modules(&roots, folders);
	if (am_loader_find(name, folders, AM_ROOTS, &path, &err) == AM_OK &&
	    am_loader_probe(path.text, name, arena, &facts, &err) == AM_OK)
		return true;
	am_doctor_say(doctor, AM_BAD,
		      "install it: without it amends watch reads nothing",
		      "module " WATCH_MODULE ": %s", err.text);
	return false;
}

/* When a folder was last opened: each time its mark is written anew. */
static int64_t
last_read(const struct am_inbox *inbox, const struct am_imap *imap,
	  const char *dir)
{
	const struct am_slice parts[WATCH_MARK_PARTS] = {
		inbox->name, imap->host, imap->user, imap->folders.items[0]
	};
	struct am_path path;
	struct am_err err;
	struct stat st;

	if (watch_mark_path(dir, parts, &path, &err) != AM_OK ||
	    stat(path.text, &st) != 0)
		return AM_NO_TIME;
	return (int64_t)st.st_mtime;
}

static bool
is_watched(const char *dir)
{
	struct am_path path;
	struct am_err err;
	struct stat st;
	int fd = -1;

	if (am_path_format(&path, &err, "%s/watch.lock", dir) != AM_OK ||
	    stat(path.text, &st) != 0 ||
	    am_lock_try(path.text, &fd, &err) != AM_OK)
		return false;
	if (fd < 0)
		return true;
	am_lock_free(fd);
	return false;
}

static void
look_at_one(struct am_doctor *doctor, const struct am_inbox *inbox,
	    const char *dir, struct am_arena *arena)
{
	char ago[AM_DURATION_BYTES];
	struct am_imap imap;
	struct am_err err;
	int64_t read_at;

	if (am_imap_decode(inbox->imap, arena, &imap, &err) != AM_OK ||
	    am_imap_check(&imap, &err) != AM_OK ||
	    (imap.password_file.len > 0 &&
	     watch_secret_check(imap.password_file.ptr, &err) != AM_OK)) {
		am_doctor_say(doctor, AM_BAD, "amends.lua(5) says more",
			      "inbox %.*s: %s", AM_SLICE_ARG(inbox->name),
			      err.text);
		return;
	}
	read_at = last_read(inbox, &imap, dir);
	am_duration_format(read_at == AM_NO_TIME ? 0 : am_now_utc() - read_at,
			   ago);
	if (read_at == AM_NO_TIME)
		am_doctor_say(doctor, AM_WARN, ADVICE,
			      "inbox %.*s: its mailbox was never read",
			      AM_SLICE_ARG(inbox->name));
	else if (am_now_utc() - read_at > LATE_SECS && !is_watched(dir))
		am_doctor_say(doctor, AM_WARN, ADVICE,
			      "inbox %.*s: its mailbox was last read %s ago",
			      AM_SLICE_ARG(inbox->name), ago);
	else
		am_doctor_say(doctor, AM_FINE, NULL,
			      "inbox %.*s: its mailbox is read",
			      AM_SLICE_ARG(inbox->name));
}

void
am_doctor_mailboxes(struct am_doctor *doctor, const char *config,
		    const struct am_conf *conf, const char *dir)
{
	struct am_arena *arena = am_arena_new();
	size_t count = 0;

	for (size_t i = 0; i < conf->n_inboxes; i++)
		count += conf->inboxes[i].imap.len > 0;
	if (count > 0 && look_at_module(doctor, config, arena))
		for (size_t i = 0; i < conf->n_inboxes; i++)
			if (conf->inboxes[i].imap.len > 0)
				look_at_one(doctor, &conf->inboxes[i], dir,
					    arena);
	am_arena_free(arena);
}
