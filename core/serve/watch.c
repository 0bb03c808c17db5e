/* SPDX-License-Identifier: MIT */
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "amends/spool.h"
#include "watched.h"

struct watching {
	const struct am_watch *watch;
	struct am_arena *arena;
	struct watched *list;
	size_t count, cap;
	int signal_fd;
};

static enum am_code
add(struct watching *all, const struct am_inbox *inbox,
    const struct am_imap *imap, struct am_slice folder, struct am_err *err)
{
	const struct am_slice parts[WATCH_MARK_PARTS] = { inbox->name,
							  imap->host,
							  imap->user, folder };
	struct watched *w;

	if (all->count == AM_WATCH_MAX)
		return am_fail(err, AM_ECONFIG,
			       "more than %d folders are to be watched",
			       AM_WATCH_MAX);
	all->list = am_arena_grow(all->arena, all->list, all->count, &all->cap,
				  sizeof(*all->list));
	w = &all->list[all->count];
	*w = (struct watched){
		.watch = all->watch,
		.inbox = inbox,
		.imap = imap,
		.folder = folder,
		.fd = -1,
		.memfd = -1,
	};
	if (watch_mark_path(all->watch->state->dir.text, parts, &w->mark_path,
			    err) != AM_OK)
		return err->code;
	if (watch_mark_read(w->mark_path.text, &w->mark, err) != AM_OK) {
		if (err->code != AM_EDATA)
			return err->code;
		am_log_error("%s: its mails are read again", err->text);
	}
	all->count++;
	return AM_OK;
}

static enum am_code
add_inbox(struct watching *all, const struct am_inbox *inbox,
	  struct am_err *err)
{
	struct am_imap *imap = am_arena_alloc(all->arena, sizeof(*imap));
	enum am_code rc = am_imap_decode(inbox->imap, all->arena, imap, err);

	if (rc == AM_OK)
		rc = am_imap_check(imap, err);
	for (size_t i = 0; rc == AM_OK && i < imap->folders.count; i++)
		rc = add(all, inbox, imap, imap->folders.items[i], err);
	if (rc == AM_OK && !imap->has_no_sent) {
		rc = add(all, inbox, imap, imap->sent, err);
		if (rc == AM_OK)
			all->list[all->count - 1].is_sent = true;
	}
	if (rc != AM_OK)
		return am_context(err, "inbox %.*s", AM_SLICE_ARG(inbox->name));
	return AM_OK;
}

static enum am_code
add_all(struct watching *all, struct am_err *err)
{
	const struct am_conf *conf = all->watch->conf;

	for (size_t i = 0; i < conf->n_inboxes; i++)
		if (conf->inboxes[i].imap.len > 0 &&
		    add_inbox(all, &conf->inboxes[i], err) != AM_OK)
			return err->code;
	if (all->count == 0)
		return am_fail(err, AM_ECONFIG,
			       "no inbox has imap settings: amends.lua(5) says "
			       "which there are");
	return AM_OK;
}

static bool
is_all_over(const struct watching *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (!all->list[i].is_over)
			return false;
	return true;
}

static void
start_due(struct watching *all)
{
	int64_t now_ms = am_mono_ms();

	for (size_t i = 0; i < all->count; i++) {
		struct watched *w = &all->list[i];

		if (w->pid == 0 && !w->is_over && now_ms >= w->again_ms)
			watched_start(w, now_ms);
	}
}

/* Readers first, then the signals; how long there is nothing else to do. */
static int
prepare(const struct watching *all, struct pollfd *fds)
{
	int64_t next_ms = INT64_MAX;
	int64_t now_ms = am_mono_ms();

	for (size_t i = 0; i < all->count; i++) {
		const struct watched *w = &all->list[i];
		int64_t at = w->pid > 0 ? w->until_ms : w->again_ms;

		fds[i] = (struct pollfd){ .fd = w->fd, .events = POLLIN };
		if (!w->is_over && at < next_ms)
			next_ms = at;
	}
	fds[all->count] =
		(struct pollfd){ .fd = all->signal_fd, .events = POLLIN };
	if (next_ms <= now_ms)
		return 0;
	return next_ms - now_ms < 3600000 ? (int)(next_ms - now_ms) : 3600000;
}

static void
tell_progress(const struct watching *all)
{
	uint64_t done = 0;
	uint64_t known = 0;

	if (all->watch->progress == NULL)
		return;
	for (size_t i = 0; i < all->count; i++) {
		done += all->list[i].done;
		known += all->list[i].all;
	}
	all->watch->progress(all->watch->ctx, done, known);
}

/* Until a signal, or until all is done. */
static void
run(struct watching *all)
{
	struct pollfd *fds =
		am_arena_array(all->arena, all->count + 1, sizeof(*fds));

	for (;;) {
		int wait_ms;

		start_due(all);
		if (all->watch->is_once && is_all_over(all))
			return;
		wait_ms = prepare(all, fds);
		if (poll(fds, all->count + 1, wait_ms) < 0 && errno != EINTR)
			return;
		if (fds[all->count].revents != 0)
			return;
		for (size_t i = 0; i < all->count; i++) {
			struct watched *w = &all->list[i];

			if (w->pid > 0 && fds[i].fd == w->fd &&
			    fds[i].revents != 0)
				watched_hear(w);
			else if (w->pid > 0 && am_mono_ms() > w->until_ms)
				watched_lose(w, AM_MAILBOX_LOST,
					     "it says nothing any more");
		}
		tell_progress(all);
	}
}

/* The end of a pipe that a signal writes to, so that none comes between a look
 * and a wait. (signalfd(2) would be four more symbols to bind in every filter.) */
static volatile sig_atomic_t wake_fd = -1;

static void
wake(int signal_number)
{
	ssize_t n = write((int)wake_fd, "", 1);

	(void)n; /* one that is full says so already */
	(void)signal_number;
}

static enum am_code
catch_signals(int pipe_fds[2], struct am_err *err)
{
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	if (pipe2(pipe_fds, O_CLOEXEC | O_NONBLOCK) != 0)
		return am_fail(err, AM_EIO, "pipe: %s", strerror(errno));
	wake_fd = pipe_fds[1];
	(void)signal(SIGTERM, wake);
	(void)signal(SIGINT, wake);
	(void)signal(SIGHUP, wake);
	return AM_OK;
}

static void
leave_signals(const int pipe_fds[2])
{
	(void)signal(SIGTERM, SIG_DFL);
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGHUP, SIG_DFL);
	wake_fd = -1;
	(void)close(pipe_fds[0]);
	(void)close(pipe_fds[1]);
}

static enum am_code
lock(const struct am_watch *watch, int *fd, struct am_err *err)
{
	struct am_path path;

	if (am_make_dirs(watch->state->dir.text, 0700, err) != AM_OK ||
	    am_path_format(&path, err, "%s/watch.lock",
			   watch->state->dir.text) != AM_OK ||
	    am_lock_try(path.text, fd, err) != AM_OK)
		return err->code;
	if (*fd < 0)
		return am_fail(err, AM_EIO,
			       "another amends watch runs on this journal");
	return AM_OK;
}

/* What of it did not go well: the first one. */
static enum am_code
sum_up(const struct watching *all, struct am_err *err)
{
	char name[WATCHED_NAME_BYTES];

	for (size_t i = 0; i < all->count && all->watch->is_once; i++) {
		const struct watched *w = &all->list[i];
		bool is_refused = w->end == AM_MAILBOX_DENIED ||
				  w->end == AM_MAILBOX_REFUSED;

		if (w->end == AM_MAILBOX_OK)
			continue;
		watched_name(w, name);
		return am_fail(err, is_refused ? AM_ECONFIG : AM_EIO, "%s: %s",
			       name, w->why.text);
	}
	return AM_OK;
}

enum am_code
am_watch(const struct am_watch *watch, struct am_err *err)
{
	struct watching all = {
		.watch = watch,
		.arena = am_arena_new(),
		.signal_fd = -1,
	};
	int pipe_fds[2] = { -1, -1 };
	int lock_fd = -1;
	enum am_code rc = add_all(&all, err);

	if (rc == AM_OK)
		rc = lock(watch, &lock_fd, err);
	if (rc == AM_OK)
		rc = catch_signals(pipe_fds, err);
	if (rc == AM_OK) {
		all.signal_fd = pipe_fds[0];
		run(&all);
		leave_signals(pipe_fds);
		for (size_t i = 0; i < all.count; i++) {
			watched_stop(&all.list[i]);
			am_buf_free(&all.list[i].heard);
		}
		rc = sum_up(&all, err);
	}
	am_lock_free(lock_fd);
	am_arena_free(all.arena);
	return rc;
}
