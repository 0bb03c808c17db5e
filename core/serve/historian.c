/* SPDX-License-Identifier: MIT */
#include "historian.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/file.h"
#include "amends/log.h"
#include "amends/record.h"
#include "drain_event.h"
#include "paths.h"
#include "seal.h"

#define WINDOW_MAX_SECS (3660U * 86400) /* as long as rules may say */
#define GIVE_UP_SECS    5               /* should the keeper be gone */

/* The sanitizers take their time to fork. */
#ifdef AMENDS_SANITIZED
enum {
	WAIT_MS = 20 * AM_HISTORY_WAIT_MS
};
#else
enum {
	WAIT_MS = AM_HISTORY_WAIT_MS
};
#endif

static int
patience_of(const struct am_historian *h)
{
	return h->patience_ms > 0 ? (int)h->patience_ms : WAIT_MS;
}

static bool
is_in_journal(uint32_t fact)
{
	return fact == AM_FACT_WAITING || fact == AM_FACT_MESSAGES ||
	       fact == AM_FACT_COMPLAINTS || fact == AM_FACT_CUSTOMER;
}

static bool
has_window(uint32_t fact)
{
	return fact == AM_FACT_MESSAGES || fact == AM_FACT_COMPLAINTS;
}

static bool
read_whole(int fd, void *out, size_t bytes)
{
	char *at = out;

	while (bytes > 0) {
		ssize_t n = read(fd, at, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		bytes -= (size_t)n;
	}
	return true;
}

/* ---- the judge's half */

int64_t
am_asker_ask(void *asker, enum am_fact fact, uint32_t window)
{
	struct am_asker *a = asker;
	struct am_asked asked = { .fact = fact, .window = window };
	struct am_buf text = { 0 };
	int64_t answer = AM_HISTORY_UNKNOWN;

	if (!is_in_journal(fact))
		return AM_HISTORY_UNKNOWN;
	am_buf_put(&text,
		   (struct am_slice){ (const char *)&asked, sizeof(asked) });
	if (!a->has_asked)
		am_record_of_sender(a->msg, &text);
	a->has_asked = true;
	am_judge_say(AM_HISTORY_MAGIC, am_buf_slice(&text));
	am_buf_free(&text);
	if (!read_whole(AM_SEAL_FD, &answer, sizeof(answer)))
		_exit(1);
	a->is_without_journal |= answer == AM_HISTORY_NO_ACCESS;
	return answer;
}

/* ---- the process that reads the journal */

static enum am_code
look_up(struct am_journal *j, const struct am_sender *who,
	const struct am_asked *asked, int64_t *out, struct am_err *err)
{
	bool is_known = false;
	enum am_code rc;

	switch (asked->fact) {
	case AM_FACT_WAITING:
		return am_history_waiting(j, who, out, err);
	case AM_FACT_MESSAGES:
		return am_history_messages(j, who, asked->window, out, err);
	case AM_FACT_COMPLAINTS:
		return am_history_complaints(j, who, asked->window, out, err);
	default:
		rc = am_history_is_known(j, who, &is_known, err);
		*out = is_known;
		return rc;
	}
}

/* Once is enough in the log. */
static int64_t
answer_from(struct am_journal *j, bool *is_broken, const struct am_sender *who,
	    const struct am_asked *asked)
{
	struct am_err err;
	int64_t answer = AM_HISTORY_UNKNOWN;

	if (*is_broken)
		return AM_HISTORY_NO_ACCESS;
	if (j == NULL)
		return AM_HISTORY_UNKNOWN;
	if (look_up(j, who, asked, &answer, &err) == AM_OK)
		return answer;
	am_log_error("history: %s", err.text);
	*is_broken = true;
	return AM_HISTORY_NO_ACCESS;
}

static void
be_historian(const struct am_historian *h, int fd)
{
	struct am_journal *journal = NULL;
	struct am_state state;
	struct am_asked asked;
	struct am_err err;
	bool is_broken = false;
	enum am_code rc;

	(void)alarm(GIVE_UP_SECS);
	if (dup2(fd, STDERR_FILENO + 1) < 0 ||
	    close_range(STDERR_FILENO + 2, ~0U, 0) != 0)
		_exit(1);
	fd = STDERR_FILENO + 1;
	rc = am_state_find(h->task->conf, &state, &err);
	if (rc == AM_OK)
		rc = am_journal_peek(state.journal.text,
				     h->patience_ms > 0 ? (int)h->patience_ms
							: AM_HISTORY_WAIT_MS,
				     &journal, &err);
	if (rc != AM_OK) {
		am_log_error("history: %s", err.text);
		is_broken = true;
	}
	while (read_whole(fd, &asked, sizeof(asked))) {
		int64_t answer =
			answer_from(journal, &is_broken, &h->who, &asked);

		if (send(fd, &answer, sizeof(answer), MSG_NOSIGNAL) !=
		    sizeof(answer))
			break;
	}
	_exit(0);
}

/* ---- the keeper's half */

static bool
start(struct am_historian *h)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	h->pid = fork();
	if (h->pid == 0)
		be_historian(h, pair[1]);
	(void)close(pair[1]);
	h->fd = pair[0];
	if (h->pid > 0)
		return true;
	h->pid = 0;
	(void)close(pair[0]);
	return false;
}

static void
stop(struct am_historian *h)
{
	if (h->pid == 0)
		return;
	(void)kill(h->pid, SIGKILL);
	while (waitpid(h->pid, NULL, 0) < 0 && errno == EINTR)
		;
	(void)close(h->fd);
	h->pid = 0;
}

/* What it says was read from a file that may be broken: a number that cannot be
 * is no answer. */
static int64_t
consult(struct am_historian *h, const struct am_asked *asked)
{
	int64_t until_ms = am_mono_ms() + patience_of(h);
	int64_t answer = AM_HISTORY_NO_ACCESS;

	if (until_ms > h->deadline_ms)
		until_ms = h->deadline_ms;
	if (h->n_asked == 1 && h->who.address.len > 0 && !start(h))
		am_log_error("history: %s", strerror(errno));
	if (h->who.address.len == 0)
		return AM_HISTORY_UNKNOWN;
	if (h->pid == 0)
		return AM_HISTORY_NO_ACCESS;
	if (send(h->fd, asked, sizeof(*asked), MSG_NOSIGNAL) !=
		    sizeof(*asked) ||
	    !am_wait_readable(h->fd, until_ms) ||
	    recv(h->fd, &answer, sizeof(answer), MSG_DONTWAIT) !=
		    sizeof(answer)) {
		am_log_error("history: the journal gave no answer within %d ms",
			     patience_of(h));
		stop(h);
		return AM_HISTORY_NO_ACCESS;
	}
	return answer < AM_HISTORY_NO_ACCESS ? AM_HISTORY_NO_ACCESS : answer;
}

/* Who the journal will say has written this mail. */
static enum am_code
meet(struct am_historian *h, struct am_slice record, struct am_err *err)
{
	struct am_event event;

	if (record.len == 0)
		return am_fail(err, AM_EDATA, "it asked about nobody");
	if (am_record_check(record, true, err) != AM_OK)
		return AM_EDATA;
	h->arena = am_arena_new();
	am_event_of_record(record, h->task->inbox, h->arena, &event);
	if (event.n_customers > 0)
		h->who.address = am_arena_dup(h->arena, event.customers[0]);
	h->who.message_id = am_arena_dup(h->arena, event.message_id);
	h->who.date = event.date;
	h->who.now = am_task_now(h->task, event.date);
	return AM_OK;
}

enum am_code
am_historian_answer(struct am_historian *h, struct am_slice question,
		    int64_t *answer, struct am_err *err)
{
	struct am_slice record =
		am_slice_from(question, sizeof(struct am_asked));
	struct am_asked asked;

	if (question.len < sizeof(asked))
		return am_fail(err, AM_EDATA, "it asked for nothing");
	memcpy(&asked, question.ptr, sizeof(asked));
	if (!is_in_journal(asked.fact))
		return am_fail(err, AM_EDATA, "it asked for nothing we know");
	if (has_window(asked.fact)
		    ? asked.window == 0 || asked.window > WINDOW_MAX_SECS
		    : asked.window != 0)
		return am_fail(err, AM_EDATA, "it asked for no span of time");
	if (h->n_asked == AM_QUESTIONS_MAX)
		return am_fail(err, AM_EDATA, "it asked more than %d times",
			       AM_QUESTIONS_MAX);
	if (h->n_asked > 0 && record.len > 0)
		return am_fail(err, AM_EDATA, "it asked about two senders");
	if (h->n_asked == 0 && meet(h, record, err) != AM_OK)
		return AM_EDATA;
	h->n_asked++;
	*answer = consult(h, &asked);
	h->is_without_journal |= *answer == AM_HISTORY_NO_ACCESS;
	return AM_OK;
}

void
am_historian_end(struct am_historian *h)
{
	stop(h);
	am_arena_free(h->arena);
	h->arena = NULL;
}
