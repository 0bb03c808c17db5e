/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "amends/charset.h"
#include "amends/clock.h"
#include "amends/file.h"
#include "amends/log.h"
#include "amends/message.h"
#include "amends/plugins.h"
#include "amends/rulebook.h"
#include "faults.h"
#include "historian.h"
#include "modules.h"
#include "question.h"
#include "seal.h"

struct judge {
	pid_t pid;
	int fd;
	int64_t deadline_ms; /* on the monotonic clock */
	void *shared;        /* the page that running lies in */
	volatile uint32_t *running;
	bool is_late;
	int64_t cpu_ms; /* that it used, once it is buried */
	bool is_rude;   /* asked what nobody may ask: *why */
	struct am_err *why;
	struct am_historian historian;
};

static int64_t
now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Loads code and tables from files, which the seal forbids. Code of modules is
 * run by that, so the keeper's descriptors are closed before. */
static bool
open_helpers(struct am_task *task, int fd, struct am_readers *readers,
	     volatile uint32_t *running)
{
	struct am_err err;

	if (task->charset != NULL) {
		am_fault_without_files(true);
		task->converter = am_converter_open(am_slice_of(task->charset));
		am_fault_without_files(false);
	}
	if (task->modules == AM_MODULES_LOADED &&
	    am_seal_shut(fd, &err) != AM_OK)
		return false;
	am_readers_open(readers, task, running);
	return true;
}

static void
be_judge(const struct am_task *task, int fd, volatile uint32_t *running)
{
	struct am_task mine = *task;
	struct am_readers readers;
	struct am_err err;

	am_log_off();
	/* What is beyond the limit is not looked at; giving it back keeps a
	 * large mail from eating the judge's own memory limit. */
	if (mine.mail.len > AM_MAIL_MAX_BYTES) {
		size_t page = (size_t)sysconf(_SC_PAGESIZE);
		size_t keep = (AM_MAIL_MAX_BYTES + page) / page * page;

		if (mine.mail.len > keep)
			(void)munmap(
				am_slice_memory(am_slice_from(mine.mail, keep)),
				mine.mail.len - keep);
		mine.mail.len = AM_MAIL_MAX_BYTES + 1;
	}
	if (!open_helpers(&mine, fd, &readers, running) ||
	    am_fault_is("unsealed") ||
	    am_seal_enter(&am_seal_judge,
			  mine.modules == AM_MODULES_LOADED ? AM_SEAL_FD : fd,
			  task->conf->is_sealed, &err) != AM_OK)
		_exit(AM_JUDGE_UNSEALED);
	mine.extractor = am_readers_extractor(&readers);
	am_judge_think(&mine, running);
}

static bool
start(const struct am_task *task, struct judge *j, struct am_err *err)
{
	int pair[2];

	void *shared = mmap(NULL, sizeof(*j->running), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (shared == MAP_FAILED) {
		(void)am_fail(err, AM_EIO, "mmap: %s", strerror(errno));
		return false;
	}
	j->shared = shared;
	j->running = shared;
	*j->running = AM_RUNNING_NONE;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		(void)am_fail(err, AM_EIO, "socketpair: %s", strerror(errno));
		(void)munmap(shared, sizeof(*j->running));
		return false;
	}
	j->pid = fork();
	if (j->pid == 0)
		be_judge(task, pair[1], j->running);
	(void)close(pair[1]);
	j->fd = pair[0];
	if (j->pid > 0)
		return true;
	(void)am_fail(err, AM_EIO, "fork: %s", strerror(errno));
	(void)close(pair[0]);
	(void)munmap(shared, sizeof(*j->running));
	return false;
}

/* Has all that the frame announces come? */
static bool
is_whole(const struct am_buf *heard)
{
	struct am_frame frame;

	if (heard->len < sizeof(frame))
		return false;
	memcpy(&frame, heard->ptr, sizeof(frame));
	return heard->len - sizeof(frame) >= frame.len;
}

/* A question for the journal? */
static bool
is_question(const struct am_buf *heard, size_t *bytes)
{
	struct am_frame frame;

	if (heard->len < sizeof(frame))
		return false;
	memcpy(&frame, heard->ptr, sizeof(frame));
	*bytes = frame.len;
	return memcmp(frame.magic, AM_HISTORY_MAGIC, sizeof(frame.magic)) == 0;
}

/* Answer it and forget it. An answer never waits for the judge: all that it may
 * ask for fit into the socket. */
static void
answer(struct judge *j, struct am_buf *heard, size_t bytes)
{
	size_t end = sizeof(struct am_frame) + bytes;
	struct am_slice question =
		am_slice_from(am_slice_head(am_buf_slice(heard), end),
			      sizeof(struct am_frame));
	int64_t number = 0;

	j->is_rude = am_historian_answer(&j->historian, question, &number,
					 j->why) != AM_OK;
	if (j->is_rude)
		return;
	(void)send(j->fd, &number, sizeof(number), MSG_NOSIGNAL | MSG_DONTWAIT);
	heard->len -= end;
	memmove(heard->ptr, heard->ptr + end, heard->len);
}

/* What the judge says, until it has said it or hangs up. */
static void
listen_to(struct judge *j, struct am_buf *heard)
{
	const size_t most = sizeof(struct am_frame) + AM_JUDGED_MAX_BYTES + 1;
	size_t bytes = 0;

	while (heard->len < most && !j->is_rude) {
		ssize_t n;

		if (is_question(heard, &bytes) && bytes > AM_ASKED_MAX_BYTES) {
			j->is_rude = true;
			(void)am_fail(j->why, AM_EDATA, "it asked too much");
			return;
		}
		if (is_whole(heard) && !is_question(heard, &bytes))
			return;
		if (is_whole(heard)) {
			answer(j, heard, bytes);
			continue;
		}
		if (!am_wait_readable(j->fd, j->deadline_ms)) {
			j->is_late = true;
			return;
		}
		am_buf_reserve(heard, 16384);
		n = read(j->fd, heard->ptr + heard->len, 16384);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		heard->len += (size_t)n;
	}
}

enum heard {
	HEARD_NOTHING, /* that is one whole frame and nothing more */
	HEARD_ANSWER,
	HEARD_QUESTION,
};

/* Take the frame off. */
static enum heard
unframe(struct am_buf *heard)
{
	struct am_frame frame;
	enum heard what = HEARD_NOTHING;

	if (heard->len < sizeof(frame))
		return HEARD_NOTHING;
	memcpy(&frame, heard->ptr, sizeof(frame));
	if (memcmp(frame.magic, AM_FRAME_MAGIC, sizeof(frame.magic)) == 0)
		what = HEARD_ANSWER;
	else if (memcmp(frame.magic, AM_QUESTION_MAGIC, sizeof(frame.magic)) ==
		 0)
		what = HEARD_QUESTION;
	if (what == HEARD_NOTHING || frame.len != heard->len - sizeof(frame))
		return HEARD_NOTHING;
	heard->len = frame.len;
	memmove(heard->ptr, heard->ptr + sizeof(frame), heard->len);
	am_buf_puts(heard, "");
	return what;
}

static int64_t
ms_of(struct timeval t)
{
	return (int64_t)t.tv_sec * 1000 + t.tv_usec / 1000;
}

/* A judge that has answered or is late is sent away; how one that hung up
 * before that ends is the reason to give. */
static int
bury(struct judge *j, bool has_answered)
{
	bool is_over = has_answered || j->is_late || j->is_rude;
	struct rusage used = { 0 };
	int status = 0;
	int pidfd = is_over ? -1 : (int)syscall(SYS_pidfd_open, j->pid, 0);

	if (pidfd >= 0 && !am_wait_readable(pidfd, j->deadline_ms))
		j->is_late = true;
	if (pidfd >= 0)
		(void)close(pidfd);
	if (j->is_late || pidfd < 0)
		(void)kill(j->pid, SIGKILL);
	while (wait4(j->pid, &status, 0, &used) < 0 && errno == EINTR)
		;
	j->cpu_ms = ms_of(used.ru_utime) + ms_of(used.ru_stime);
	return status;
}

const char *
am_judge_reason(bool is_late, int status)
{
	if (is_late)
		return "timeout";
	if (WIFEXITED(status) && WEXITSTATUS(status) == AM_JUDGE_UNSEALED)
		return "unsealed";
	if (WIFEXITED(status) && WEXITSTATUS(status) == AM_JUDGE_MEMORY)
		return "memory";
	/* the CPU limit: SIGXCPU first, SIGKILL when that does not end it */
	if (WIFSIGNALED(status) &&
	    (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
		return "timeout";
	return "crash";
}

bool
am_running_module(const struct am_conf *conf, uint32_t running, size_t *number)
{
	if (running < AM_RUNNING_MODULE ||
	    running - AM_RUNNING_MODULE >= conf->n_modules)
		return false;
	*number = running - AM_RUNNING_MODULE;
	return true;
}

bool
am_task_leaves_out(const struct am_task *task, size_t module)
{
	for (size_t i = 0; i < task->n_left_out; i++)
		if (task->left_out[i] == AM_RUNNING_MODULE + module)
			return true;
	return false;
}

/* The number was shared with the judge: it is read once, and the lookups check
 * it. */
void
am_judge_running(const struct am_image *image, const struct am_conf *conf,
		 uint32_t running, char out[AM_RULE_NAME_BYTES])
{
	struct am_slice name = am_plugins_name(image, running);
	size_t module;

	if (name.len == 0)
		name = am_rulebook_rule_name(image, running);
	if (name.len == 0 && am_running_module(conf, running, &module))
		name = conf->modules[module].name;
	(void)snprintf(out, AM_RULE_NAME_BYTES, "%.*s", AM_SLICE_ARG(name));
}

/* One judge, from its birth to its burial; without an answer or a question
 * *out says why. */
static enum heard
hear_one(const struct am_task *task, int64_t deadline_ms, struct am_judged *out)
{
	struct judge j = {
		.deadline_ms = deadline_ms,
		.why = &out->why,
		.historian = { .task = task, .deadline_ms = deadline_ms },
	};
	enum heard heard;
	int status;

	out->text.len = 0;
	if (!start(task, &j, &out->why)) {
		out->reason = "crash";
		return HEARD_NOTHING;
	}
	listen_to(&j, &out->text);
	out->is_without_journal = j.historian.is_without_journal;
	am_historian_end(&j.historian);
	heard = unframe(&out->text);
	if (heard == HEARD_QUESTION && j.historian.n_asked > 0) {
		heard = HEARD_NOTHING; /* mails are read before rules are run */
		j.is_rude = true;
	}
	status = bury(&j, heard != HEARD_NOTHING);
	if (heard == HEARD_NOTHING) {
		out->reason = j.is_rude ? "crash"
					: am_judge_reason(j.is_late, status);
		out->text.len = 0;
		out->running = *j.running;
		out->cpu_ms = j.cpu_ms;
		am_judge_running(task->image, task->conf, out->running,
				 out->rule);
	}
	(void)close(j.fd);
	(void)munmap(j.shared, sizeof(*j.running));
	return heard;
}

/* A question that may not be asked is a crash. */
static enum heard
refuse(struct am_judged *out)
{
	out->reason = "crash";
	out->text.len = 0;
	return HEARD_NOTHING;
}

/* The first judge asked. Whoever asks for rubbish, or once more, is treated as
 * if it had crashed. */
static enum heard
ask_again(struct am_task *task, int64_t deadline_ms, struct am_judged *out)
{
	struct am_question question;
	enum heard heard;

	if (am_question_read(am_buf_slice(&out->text), &question, &out->why) !=
	    AM_OK)
		return refuse(out);
	task->charset = question.charset;
	if (question.wants_modules)
		task->modules = AM_MODULES_LOADED;
	heard = hear_one(task, deadline_ms, out);
	if (heard != HEARD_QUESTION)
		return heard;
	(void)am_fail(&out->why, AM_EDATA, "it asked twice");
	return refuse(out);
}

/* It died of a module: the mail is judged without any, in what time is left. */
static void
ask_without_modules(struct am_task *task, int64_t deadline_ms,
		    struct am_judged *out)
{
	uint32_t running = out->running;
	int64_t cpu_ms = out->cpu_ms;

	memcpy(out->module, out->rule, sizeof(out->module));
	out->rule[0] = '\0';
	out->reason = NULL;
	task->modules = AM_MODULES_OFF;
	task->lost = out->module;
	if (hear_one(task, deadline_ms, out) == HEARD_QUESTION) {
		(void)am_fail(&out->why, AM_EDATA, "it asked twice");
		(void)refuse(out);
	}
	out->running = running;
	out->cpu_ms = cpu_ms;
}

int64_t
am_task_now(const struct am_task *task, int64_t date_utc)
{
	if (task->now_utc != AM_NO_TIME)
		return task->now_utc;
	return date_utc != AM_NO_TIME ? date_utc : task->clock_utc;
}

void
am_judge_ask(const struct am_task *task, struct am_judged *out)
{
	struct am_task asked = *task;
	int64_t began = now_us();
	size_t module;
	int64_t deadline_ms = task->deadline_ms != 0
				      ? task->deadline_ms
				      : am_mono_ms() + task->conf->deadline_ms;

	memset(out, 0, sizeof(*out));
	if (hear_one(&asked, deadline_ms, out) == HEARD_QUESTION)
		(void)ask_again(&asked, deadline_ms, out);
	if (out->reason != NULL && asked.modules == AM_MODULES_LOADED &&
	    am_running_module(task->conf, out->running, &module) &&
	    am_mono_ms() < deadline_ms)
		ask_without_modules(&asked, deadline_ms, out);
	out->elapsed_us = now_us() - began;
}
