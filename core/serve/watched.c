/* SPDX-License-Identifier: MIT */
#include "watched.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "watch_reader.h"

/* How long a reader may say nothing: connecting, or a mail that trickles. */
#define PATIENCE_MS 180000
/* A connection that held for so long was a good one. */
#define GOOD_MS  60000
#define LEAVE_MS 500
#define READ_MAX 65536

/* From, and at most, in seconds. Who is refused is mostly refused again, and a
 * server shuts out who knocks too often. */
#define LOST_LEAST     1
#define LOST_MOST      300
#define REFUSED_LEAST  60
#define REFUSED_MOST   1800
#define DOUBLINGS_MOST 12

/* A mail that the connection broke at so often is passed over. */
#define STUCK_MOST 8

void
watched_name(const struct watched *w, char out[WATCHED_NAME_BYTES])
{
	struct am_slice folder = w->folder;

	if (folder.len == 0)
		folder = AM_SLICE_LIT("the folder of sent mail");
	(void)snprintf(out, WATCHED_NAME_BYTES, "%.*s of %.*s",
		       AM_SLICE_ARG(am_slice_head(folder, 100)),
		       AM_SLICE_ARG(w->inbox->name));
}

static int64_t
with_jitter(int64_t ms)
{
	uint32_t random = 0;

	if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0)
		random = (uint32_t)getpid() * 2654435761U;
	return ms / 2 + (int64_t)(random % (uint32_t)(ms / 2 + 1));
}

static int64_t
back_off_ms(const struct watched *w)
{
	bool is_refused =
		w->end == AM_MAILBOX_DENIED || w->end == AM_MAILBOX_REFUSED;
	int64_t secs = is_refused ? REFUSED_LEAST : LOST_LEAST;
	int64_t most = is_refused ? REFUSED_MOST : LOST_MOST;

	for (unsigned int i = 1; i < w->failures && i < DOUBLINGS_MOST; i++)
		secs *= 2;
	return with_jitter((secs < most ? secs : most) * 1000);
}

/* The reader's end, however it came to it. One that is well has a moment to take
 * leave of its server when we hang up. */
static int
bury(struct watched *w, int64_t leave_ms)
{
	int pidfd = leave_ms > 0 ? (int)syscall(SYS_pidfd_open, w->pid, 0) : -1;
	int status = 0;

	(void)close(w->fd);
	if (pidfd >= 0) {
		if (!am_wait_readable(pidfd, am_mono_ms() + leave_ms))
			(void)kill(w->pid, SIGKILL);
		(void)close(pidfd);
	} else {
		(void)kill(w->pid, SIGKILL);
	}
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	w->fd = -1;
	w->heard.len = 0;
	w->is_open = false;
	w->is_quiet = false;
	watched_forget_mail(w);
	return status;
}

/* It broke while this mail was on its way; the next time may be better, but not
 * for ever. */
static void
note_stuck(struct watched *w)
{
	struct am_err err;

	if (w->fetching == 0)
		return;
	if (w->mark.stuck_uid != w->fetching)
		w->mark.stuck_times = 0;
	w->mark.stuck_uid = w->fetching;
	w->mark.stuck_times++;
	if (watch_mark_write(w->mark_path.text, &w->mark, false, &err) != AM_OK)
		am_log_error("%s", err.text);
}

static void
plan_again(struct watched *w)
{
	bool is_token = w->imap->token_command.len > 0;
	bool may_be_old =
		is_token && w->end == AM_MAILBOX_DENIED && !w->was_refused;
	int64_t now_ms = am_mono_ms();
	char name[WATCHED_NAME_BYTES];

	if (now_ms - w->began_ms > GOOD_MS)
		w->failures = 0;
	w->failures++;
	w->was_refused = is_token && w->end == AM_MAILBOX_DENIED;
	watched_name(w, name);
	if (may_be_old) {
		w->again_ms = now_ms;
		am_log_info("%s: %s; asking for another token", name,
			    w->why.text);
	} else if (w->watch->is_once) {
		w->is_over = true;
		am_log_error("%s: %s", name, w->why.text);
	} else {
		int64_t ms = back_off_ms(w);

		w->again_ms = now_ms + ms;
		am_log_error("%s: %s; again in %lld s", name, w->why.text,
			     (long long)(ms + 999) / 1000);
	}
}

void
watched_lose(struct watched *w, enum am_mailbox_end end, const char *fmt, ...)
{
	va_list args;

	w->end = end;
	va_start(args, fmt);
	(void)vsnprintf(w->why.text, sizeof(w->why.text), fmt, args);
	va_end(args);
	note_stuck(w);
	if (w->pid > 0)
		(void)bury(w, 0);
	plan_again(w);
}

void
watched_stop(struct watched *w)
{
	if (w->pid > 0)
		(void)bury(w, LEAVE_MS);
}

void
watched_start(struct watched *w, int64_t now_ms)
{
	const struct watch_job job = {
		.imap = w->imap,
		.module = w->watch->module,
		.folder = w->folder,
		.was_refused = w->was_refused,
	};
	int pair[2];

	w->began_ms = now_ms;
	w->until_ms = now_ms + PATIENCE_MS;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		watched_lose(w, AM_MAILBOX_LOST, "socketpair: %s",
			     strerror(errno));
		return;
	}
	w->pid = fork();
	if (w->pid == 0)
		watch_read(&job, pair[1]);
	(void)close(pair[1]);
	w->fd = pair[0];
	if (w->pid > 0)
		return;
	w->pid = 0;
	(void)close(pair[0]);
	watched_lose(w, AM_MAILBOX_LOST, "fork: %s", strerror(errno));
}

static void
pass_stuck(struct watched *w)
{
	char name[WATCHED_NAME_BYTES];

	if (w->mark.stuck_times < STUCK_MOST ||
	    w->mark.stuck_uid <= w->mark.uid)
		return;
	watched_name(w, name);
	am_log_error("%s: mail %lu is passed over: the connection broke at it "
		     "%lu times",
		     name, (unsigned long)w->mark.stuck_uid,
		     (unsigned long)w->mark.stuck_times);
	w->mark.uid = w->mark.stuck_uid;
}

/* Numbers of mails mean nothing under another UIDVALIDITY: all that is wanted is
 * read again then. */
static bool
open_folder(struct watched *w, const struct watch_frame *frame)
{
	struct watch_frame begin = { .kind = WATCH_BEGIN };
	struct watch_mark *mark = &w->mark;
	char name[WATCHED_NAME_BYTES];
	int64_t back = w->watch->since_secs > 0 ? w->watch->since_secs
						: w->imap->since_secs;

	if (w->is_open || frame->uid == 0)
		return false;
	w->is_open = true;
	w->was_refused = false;
	w->uid_next = (uint32_t)frame->number;
	watched_name(w, name);
	if (mark->uid_validity != 0 && mark->uid_validity != frame->uid)
		am_log_info("%s: it was made anew (UIDVALIDITY): it is read "
			    "again, and what was counted counts once",
			    name);
	if (mark->uid_validity == 0) {
		int64_t since = am_now_utc() - back;

		mark->since_utc = since > 0 ? since : 0;
	}
	if (mark->uid_validity != frame->uid) {
		mark->uid_validity = frame->uid;
		mark->uid = 0;
		mark->stuck_uid = mark->stuck_times = 0;
	}
	pass_stuck(w);
	if (!watched_put_mark(w))
		return true; /* lost already */
	begin.uid = mark->uid;
	begin.number = mark->since_utc;
	return watch_say(w->fd, &begin);
}

/* All that there was when the folder was opened is done, or is not wanted. */
static bool
be_quiet(struct watched *w)
{
	if (!w->is_open || w->fetching != 0)
		return false;
	if (w->uid_next > 0 && w->uid_next - 1 > w->mark.uid) {
		w->mark.uid = w->uid_next - 1;
		if (!watched_put_mark(w))
			return true;
	}
	if (!w->is_quiet)
		watched_drain(w);
	w->is_quiet = true;
	w->end = AM_MAILBOX_OK;
	w->until_ms += (w->imap->idle_secs + w->imap->poll_secs) * 1000;
	if (w->watch->is_once) {
		w->is_over = true;
		watched_stop(w);
	}
	return true;
}

/* Its words were made printable where they came from, which may be lying. */
static void
hear_failure(struct watched *w, const struct watch_frame *frame)
{
	char text[AM_ERR_TEXT_BYTES];

	(void)snprintf(text, sizeof(text), "%.*s",
		       AM_SLICE_ARG(am_slice_head(frame->text, 400)));
	for (char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	watched_lose(w,
		     frame->uid > AM_MAILBOX_PASSED &&
				     frame->uid <= AM_MAILBOX_BROKEN
			     ? (enum am_mailbox_end)frame->uid
			     : AM_MAILBOX_BROKEN,
		     "%s", text);
}

static bool
take_frame(struct watched *w, const struct watch_frame *frame)
{
	w->until_ms = am_mono_ms() + PATIENCE_MS;
	switch (frame->kind) {
	case WATCH_OPEN:
		return open_folder(w, frame);
	case WATCH_COUNT:
		if (frame->number < 0 || frame->number > UINT32_MAX)
			return false;
		w->all += (uint64_t)frame->number;
		if (frame->number > 0)
			w->is_quiet = false;
		return w->is_open;
	case WATCH_QUIET:
		return be_quiet(w);
	case WATCH_FAILED:
		hear_failure(w, frame);
		return true;
	case WATCH_BEGIN:
		return false;
	case WATCH_FETCHING:
	case WATCH_BYTES:
	case WATCH_MAIL:
	case WATCH_PASSED:
	default:
		return w->is_open && watched_take(w, frame);
	}
}

static void
hang_up(struct watched *w)
{
	int status;

	note_stuck(w);
	status = bury(w, LEAVE_MS);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		watched_lose(w, AM_MAILBOX_LOST, "the connection is gone");
	else
		watched_lose(w, AM_MAILBOX_BROKEN,
			     "the reader died of what the server said");
}

void
watched_hear(struct watched *w)
{
	struct watch_frame frame;
	size_t used = 0;
	size_t bytes;
	ssize_t n;

	am_buf_reserve(&w->heard, READ_MAX);
	n = read(w->fd, w->heard.ptr + w->heard.len, READ_MAX);
	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0) {
		hang_up(w);
		return;
	}
	w->heard.len += (size_t)n;
	while (w->pid > 0) {
		enum watch_heard heard =
			watch_hear(am_slice_from(am_buf_slice(&w->heard), used),
				   &frame, &bytes);

		if (heard == WATCH_HEARD_PART)
			break;
		if (heard == WATCH_HEARD_RUBBISH || !take_frame(w, &frame)) {
			watched_lose(w, AM_MAILBOX_BROKEN,
				     "its reader talks nonsense");
			return;
		}
		used += bytes;
	}
	if (w->pid == 0)
		return;
	w->heard.len -= used;
	memmove(w->heard.ptr, w->heard.ptr + used, w->heard.len);
}
