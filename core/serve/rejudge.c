/* SPDX-License-Identifier: MIT */
#include "rejudge.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/record.h"
#include "envelope.h"
#include "historian.h"
#include "question.h"
#include "rejudge_worker.h"

#define ALL_SIDES  ((1U << AM_SIDES) - 1)
#define READ_BYTES 16384
#define HEARD_MAX  (AM_SIDES * (AM_RECORD_MAX_BYTES + sizeof(struct am_frame)))

/* A judge, and the mail that it is at. */
struct worker {
	pid_t pid; /* 0: none is alive */
	int fd;
	struct am_worker_page *page;
	unsigned int n_served; /* mails that it was given */

	bool is_busy;
	struct am_rejudged mail;
	struct am_buf bytes;
	uint32_t wanted; /* sides that have no answer yet */
	const char *charset;
	int64_t deadline_ms;
	struct am_buf heard;
	struct am_task task; /* for the historian */
	struct am_historian historian;
};

struct am_rejudge {
	struct am_rejudging how;
	struct worker *workers;
	struct pollfd *polls;
	size_t count;
	uint64_t n_given;
};

void
am_rejudged_free(struct am_rejudged *rejudged)
{
	am_buf_free(&rejudged->name);
	for (int side = 0; side < AM_SIDES; side++)
		am_buf_free(&rejudged->sides[side].record);
}

struct am_rejudge *
am_rejudge_new(const struct am_rejudging *how, size_t n_judges)
{
	struct am_rejudge *r = am_calloc(1, sizeof(*r));

	r->how = *how;
	r->count = n_judges;
	r->workers = am_calloc(n_judges, sizeof(*r->workers));
	r->polls = am_calloc(n_judges, sizeof(*r->polls));
	for (size_t i = 0; i < n_judges; i++) {
		void *page = mmap(NULL, sizeof(struct am_worker_page),
				  PROT_READ | PROT_WRITE,
				  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

		r->workers[i].page = page == MAP_FAILED ? NULL : page;
	}
	return r;
}

/* ---- one judge */

static void
start(struct am_rejudge *r, struct worker *w)
{
	const int64_t ms = r->how.conf->deadline_ms;
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
		am_rejudge_work(&r->how, w->charset, pair[1], w->page);
	(void)close(pair[1]);
	/* one that does not read what it is given must not hold us up */
	(void)setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	w->fd = pair[0];
	if (w->pid > 0)
		return;
	w->pid = 0;
	(void)close(w->fd);
}

/* How it ended; one that still lives is ended. */
static int
stop(struct worker *w, bool is_dying)
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

void
am_rejudge_free(struct am_rejudge *r)
{
	for (size_t i = 0; i < r->count; i++) {
		struct worker *w = &r->workers[i];

		(void)stop(w, false);
		if (w->page != NULL)
			(void)munmap(w->page, sizeof(*w->page));
		am_rejudged_free(&w->mail);
		am_buf_free(&w->bytes);
		am_buf_free(&w->heard);
	}
	free(r->workers);
	free(r->polls);
	free(r);
}

/* ---- giving */

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

/* Each side asks for itself, as of the mail's arrival. */
static void
expect_questions(struct worker *w)
{
	am_historian_end(&w->historian);
	w->historian = (struct am_historian){ .task = &w->task,
					      .deadline_ms = w->deadline_ms };
}

/* To the judge that is there, or to a fresh one. A judge that cannot be started
 * or written to is found dead when it is listened to. */
static void
hand_over(struct am_rejudge *r, struct worker *w)
{
	const struct am_conf *conf = r->how.conf;
	struct am_slice mail = am_buf_slice(&w->bytes);
	struct am_arena *arena = am_arena_new();
	struct am_envelope envelope;
	struct am_lines lines;
	struct am_job_head head = { .sides = w->wanted,
				    .may_ask = w->charset == NULL };

	if (w->pid > 0 && w->n_served >= AM_REJUDGE_MAILS)
		(void)stop(w, false);
	if (w->pid == 0)
		start(r, w);
	w->n_served++;
	w->heard.len = 0;
	w->deadline_ms = am_mono_ms() + conf->deadline_ms;
	expect_questions(w);
	am_lines_scan(mail, &lines);
	am_envelope_find(NULL, NULL, &lines, arena, &envelope);
	head.mail_len = (uint32_t)mail.len;
	head.sender_len = (uint32_t)envelope.sender.len;
	head.has_sender = envelope.has_sender;
	w->task = (struct am_task){
		.kind = AM_TASK_FILTER,
		.mail = mail,
		.conf = conf,
		.inbox = am_conf_inbox(conf, envelope.recipient),
		.now_utc = r->how.now_utc,
		.clock_utc = r->how.clock_utc,
	};
	head.inbox = (uint32_t)(w->task.inbox - conf->inboxes);
	if (w->pid > 0 &&
	    (!send_all(w->fd, (struct am_slice){ (const char *)&head,
						 sizeof(head) }) ||
	     !send_all(w->fd, envelope.sender) || !send_all(w->fd, mail)))
		(void)shutdown(w->fd, SHUT_RDWR);
	am_arena_free(arena);
}

static void
exchange(struct am_buf *a, struct am_buf *b)
{
	struct am_buf kept = *a;

	*a = *b;
	*b = kept;
}

bool
am_rejudge_give(struct am_rejudge *r, struct am_mailed *mail)
{
	for (size_t i = 0; i < r->count; i++) {
		struct worker *w = &r->workers[i];

		if (w->is_busy)
			continue;
		w->is_busy = true;
		w->wanted = ALL_SIDES;
		w->mail.number = r->n_given++;
		for (int side = 0; side < AM_SIDES; side++) {
			w->mail.sides[side].reason = NULL;
			w->mail.sides[side].rule[0] = '\0';
			w->mail.sides[side].record.len = 0;
		}
		exchange(&w->mail.name, &mail->name);
		exchange(&w->bytes, &mail->mail);
		hand_over(r, w);
		return true;
	}
	return false;
}

/* ---- taking */

/* The next side that has no answer. */
static uint32_t
next_side(const struct worker *w)
{
	uint32_t side = 0;

	while (side < AM_SIDES && !(w->wanted >> side & 1U))
		side++;
	return side;
}

/* The judge is dead, or as good as that. What it did before may have spent its
 * limits, so only a fresh one proves that this mail is the reason. */
static void
mourn(struct am_rejudge *r, struct worker *w, bool is_late, bool is_dying)
{
	bool was_fresh = w->n_served <= 1;
	uint32_t side = next_side(w);
	int status = stop(w, is_dying);

	if (was_fresh && side < AM_SIDES) {
		struct am_rejudged_side *s = &w->mail.sides[side];

		s->reason = am_judge_reason(is_late, status);
		s->record.len = 0;
		if (w->page != NULL && w->page->side == side)
			am_judge_running(r->how.images[side], w->page->running,
					 s->rule);
		w->wanted &= ~(1U << side);
	}
	if (w->wanted != 0)
		hand_over(r, w);
}

/* It asked for a charset: another one opens that before it is sealed. */
static void
answer_question(struct am_rejudge *r, struct worker *w, struct am_slice text)
{
	struct am_err err;
	bool is_first = w->charset == NULL;

	if (!is_first || am_question_read(text, &w->charset, &err) != AM_OK) {
		w->n_served = 0;
		mourn(r, w, false, false);
		return;
	}
	(void)stop(w, false);
	hand_over(r, w);
}

static void
forget(struct worker *w, size_t bytes)
{
	w->heard.len -= bytes;
	memmove(w->heard.ptr, w->heard.ptr + bytes, w->heard.len);
}

/* What rules ask of the journal. One that may not be asked is a crash. */
static bool
ask_journal(struct worker *w, struct am_slice question, size_t whole)
{
	struct am_err err;
	int64_t number = 0;

	if (am_historian_answer(&w->historian, question, &number, &err) !=
	    AM_OK)
		return false;
	(void)send(w->fd, &number, sizeof(number), MSG_NOSIGNAL | MSG_DONTWAIT);
	forget(w, whole);
	return true;
}

/* One frame off what was heard. False: there is not a whole one. */
static bool
hear_frame(struct am_rejudge *r, struct worker *w)
{
	struct am_frame frame;
	struct am_slice text;
	struct am_err err;
	uint32_t side = next_side(w);
	size_t whole;

	if (w->heard.len < sizeof(frame) || side == AM_SIDES)
		return false;
	memcpy(&frame, w->heard.ptr, sizeof(frame));
	whole = sizeof(frame) + (size_t)frame.len;
	if (whole <= HEARD_MAX && w->heard.len < whole)
		return false;
	text = (struct am_slice){ w->heard.ptr + sizeof(frame), frame.len };
	if (whole <= HEARD_MAX &&
	    memcmp(frame.magic, AM_QUESTION_MAGIC, sizeof(frame.magic)) == 0) {
		answer_question(r, w, text);
		return false;
	}
	if (whole <= HEARD_MAX &&
	    memcmp(frame.magic, AM_HISTORY_MAGIC, sizeof(frame.magic)) == 0 &&
	    ask_journal(w, text, whole))
		return true;
	if (whole > HEARD_MAX ||
	    memcmp(frame.magic, AM_FRAME_MAGIC, sizeof(frame.magic)) != 0 ||
	    am_record_check(text, true, &err) != AM_OK) {
		mourn(r, w, false, false);
		return false;
	}
	am_buf_put(&w->mail.sides[side].record, text);
	w->wanted &= ~(1U << side);
	expect_questions(w);
	forget(w, whole);
	return true;
}

static void
listen_to(struct am_rejudge *r, struct worker *w)
{
	ssize_t n;

	am_buf_reserve(&w->heard, READ_BYTES);
	n = read(w->fd, w->heard.ptr + w->heard.len, READ_BYTES);
	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0) {
		mourn(r, w, false, true);
		return;
	}
	w->heard.len += (size_t)n;
	while (w->is_busy && hear_frame(r, w))
		;
}

/* A judge that has a charset open was for this mail alone. */
static void
finish(struct worker *w, struct am_rejudged *out)
{
	struct am_rejudged kept = *out;

	*out = w->mail;
	w->mail = kept;
	w->is_busy = false;
	if (w->charset != NULL)
		(void)stop(w, false);
	w->charset = NULL;
}

static bool
take_finished(struct am_rejudge *r, struct am_rejudged *out)
{
	for (size_t i = 0; i < r->count; i++) {
		struct worker *w = &r->workers[i];

		if (!w->is_busy || w->wanted != 0)
			continue;
		finish(w, out);
		return true;
	}
	return false;
}

/* Until a deadline, or until something is said. False: nothing is under way. */
static bool
wait_for_all(struct am_rejudge *r)
{
	int64_t now = am_mono_ms();
	int64_t left = INT32_MAX;
	bool is_any = false;

	for (size_t i = 0; i < r->count; i++) {
		const struct worker *w = &r->workers[i];
		bool is_heard = w->is_busy && w->pid > 0;

		r->polls[i] = (struct pollfd){ .fd = is_heard ? w->fd : -1,
					       .events = POLLIN };
		is_any |= w->is_busy;
		if (w->is_busy && w->deadline_ms - now < left)
			left = w->deadline_ms - now;
		if (w->is_busy && w->pid == 0)
			left = 0;
	}
	if (is_any)
		(void)poll(r->polls, r->count, left > 0 ? (int)left : 0);
	return is_any;
}

bool
am_rejudge_take(struct am_rejudge *r, struct am_rejudged *out)
{
	while (!take_finished(r, out)) {
		if ((r->how.stop != NULL && *r->how.stop != 0) ||
		    !wait_for_all(r))
			return false;
		for (size_t i = 0; i < r->count; i++) {
			struct worker *w = &r->workers[i];

			if (!w->is_busy)
				continue;
			if (w->pid == 0)
				mourn(r, w, false, true);
			else if (r->polls[i].revents != 0)
				listen_to(r, w);
			else if (am_mono_ms() >= w->deadline_ms)
				mourn(r, w, true, false);
		}
	}
	return true;
}
