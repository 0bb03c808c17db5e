/* SPDX-License-Identifier: MIT */
#include "rejudge_one.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "envelope.h"

static void
start(const struct am_rejudging *how, struct am_rejudge_one *w)
{
	const int64_t ms = how->conf->deadline_ms;
	struct timeval wait = { .tv_sec = ms / 1000,
				.tv_usec = ms % 1000 * 1000 };
	int pair[2];

	w->n_served = 0;
	if (w->page == NULL ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return;
	w->page->running = AM_RUNNING_NONE;
	w->page->side = AM_SIDES;
	w->pid = fork();
	if (w->pid == 0)
		am_rejudge_work(how, w->charset, pair[1], w->page);
	(void)close(pair[1]);
	/* one that does not read what it is given must not hold us up */
	(void)setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	w->fd = pair[0];
	if (w->pid > 0)
		return;
	w->pid = 0;
	(void)close(w->fd);
}

int
am_rejudge_stop(struct am_rejudge_one *w, bool is_dying)
{
	int status = 0;

	am_historian_end(&w->historian);
	if (w->pid == 0)
		return 0;
	(void)close(w->fd);
	if (!is_dying)
		(void)kill(w->pid, SIGKILL);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	return status;
}

static bool
send_all(int fd, struct am_slice bytes)
{
	while (bytes.len > 0) {
		ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = am_slice_from(bytes, (size_t)n);
	}
	return true;
}

void
am_rejudge_expect_questions(struct am_rejudge_one *w)
{
	am_historian_end(&w->historian);
	w->historian = (struct am_historian){
		.task = &w->task,
		.deadline_ms = w->deadline_ms,
		/* nobody waits for this mail */
		.patience_ms = w->task.conf->deadline_ms,
	};
}

/* Whom the mail says it went to decides, unless the caller knows. */
static void
set_task(const struct am_rejudging *how, const struct am_envelope *envelope,
	 struct am_rejudge_one *w)
{
	const struct am_conf *conf = how->conf;

	w->task = (struct am_task){
		.kind = AM_TASK_FILTER,
		.mail = am_buf_slice(&w->mail.mail),
		.conf = conf,
		.inbox = am_conf_inbox(conf, envelope->recipient),
		.now_utc = how->now_utc,
		.clock_utc = how->clock_utc,
	};
	if (!w->has_hint)
		return;
	if (w->hint.inbox != NULL)
		w->task.inbox = w->hint.inbox;
	w->task.now_utc = w->hint.now_utc;
	if (w->hint.is_outbound)
		w->task.kind = AM_TASK_SENT;
}

void
am_rejudge_hand_over(const struct am_rejudging *how, struct am_rejudge_one *w)
{
	struct am_slice mail = am_buf_slice(&w->mail.mail);
	struct am_arena *arena = am_arena_new();
	struct am_envelope envelope;
	struct am_lines lines;
	struct am_job_head head;

	if (w->pid > 0 && w->n_served >= AM_REJUDGE_MAILS)
		(void)am_rejudge_stop(w, false);
	if (w->pid == 0)
		start(how, w);
	w->n_served++;
	w->heard.len = 0;
	w->is_held = false;
	w->deadline_ms = am_mono_ms() + how->conf->deadline_ms;
	am_lines_scan(mail, &lines);
	am_envelope_find(NULL, NULL, &lines, arena, &envelope);
	set_task(how, &envelope, w);
	am_rejudge_expect_questions(w);
	head = (struct am_job_head){
		.mail_len = (uint32_t)mail.len,
		.sender_len = (uint32_t)envelope.sender.len,
		.has_sender = envelope.has_sender,
		.inbox = (uint32_t)(w->task.inbox - how->conf->inboxes),
		.sides = w->wanted,
		.may_ask = w->charset == NULL,
		.is_given = w->has_hint && w->hint.inbox != NULL,
		.is_outbound = w->task.kind == AM_TASK_SENT,
		.now_utc = w->task.now_utc,
	};
	if (w->pid > 0 &&
	    (!send_all(w->fd, (struct am_slice){ (const char *)&head,
						 sizeof(head) }) ||
	     !send_all(w->fd, envelope.sender) || !send_all(w->fd, mail)))
		(void)shutdown(w->fd, SHUT_RDWR);
	am_arena_free(arena);
}
