/* SPDX-License-Identifier: MIT */
#include "rejudge.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/record.h"
#include "question.h"
#include "rejudge_one.h"

#define READ_BYTES 16384
#define HEARD_MAX  (AM_SIDES * (AM_RECORD_MAX_BYTES + sizeof(struct am_frame)))

struct am_rejudge {
	struct am_rejudging how;
	struct am_rejudge_one *judges;
	struct pollfd *polls;
	size_t count;
	uint64_t n_given;
};

void
am_rejudged_free(struct am_rejudged *rejudged)
{
	am_buf_free(&rejudged->name);
	am_buf_free(&rejudged->mail);
	for (int side = 0; side < AM_SIDES; side++)
		am_buf_free(&rejudged->sides[side].record);
}

struct am_rejudge *
am_rejudge_new(const struct am_rejudging *how, size_t n_judges)
{
	struct am_rejudge *r = am_calloc(1, sizeof(*r));

	r->how = *how;
	r->count = n_judges;
	r->judges = am_calloc(n_judges, sizeof(*r->judges));
	r->polls = am_calloc(n_judges, sizeof(*r->polls));
	for (size_t i = 0; i < n_judges; i++) {
		void *page = mmap(NULL, sizeof(struct am_worker_page),
				  PROT_READ | PROT_WRITE,
				  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

		r->judges[i].page = page == MAP_FAILED ? NULL : page;
	}
	return r;
}

void
am_rejudge_free(struct am_rejudge *r)
{
	for (size_t i = 0; i < r->count; i++) {
		struct am_rejudge_one *w = &r->judges[i];

		(void)am_rejudge_stop(w, false);
		if (w->page != NULL)
			(void)munmap(w->page, sizeof(*w->page));
		am_rejudged_free(&w->mail);
		am_buf_free(&w->heard);
	}
	free(r->judges);
	free(r->polls);
	free(r);
}

/* ---- giving */

static void
exchange(struct am_buf *a, struct am_buf *b)
{
	struct am_buf kept = *a;

	*a = *b;
	*b = kept;
}

bool
am_rejudge_give(struct am_rejudge *r, struct am_mailed *mail,
		const struct am_rejudge_hint *hint)
{
	for (size_t i = 0; i < r->count; i++) {
		struct am_rejudge_one *w = &r->judges[i];

		if (w->is_busy)
			continue;
		w->is_busy = true;
		w->wanted = r->how.kind == AM_REJUDGE_COMPARE
				    ? (1U << AM_SIDES) - 1
				    : 1U << AM_SIDE_OLD;
		w->has_hint = hint != NULL;
		if (hint != NULL)
			w->hint = *hint;
		w->mail.number = r->n_given++;
		for (int side = 0; side < AM_SIDES; side++) {
			w->mail.sides[side].reason = NULL;
			w->mail.sides[side].rule[0] = '\0';
			w->mail.sides[side].record.len = 0;
		}
		exchange(&w->mail.name, &mail->name);
		exchange(&w->mail.mail, &mail->mail);
		am_rejudge_hand_over(&r->how, w);
		return true;
	}
	return false;
}

/* ---- taking */

/* The next side that has no answer. */
static uint32_t
next_side(const struct am_rejudge_one *w)
{
	uint32_t side = 0;

	while (side < AM_SIDES && !(w->wanted >> side & 1U))
		side++;
	return side;
}

/* The judge is dead, or as good as that. What it did before may have spent its
 * limits, so only a fresh one proves that this mail is the reason. */
static void
mourn(struct am_rejudge *r, struct am_rejudge_one *w, bool is_late,
      bool is_dying)
{
	bool was_fresh = w->n_served <= 1;
	uint32_t side = next_side(w);
	int status = am_rejudge_stop(w, is_dying);

	if (was_fresh && side < AM_SIDES) {
		struct am_rejudged_side *s = &w->mail.sides[side];

		s->reason = am_judge_reason(is_late, status);
		s->record.len = 0;
		if (w->page != NULL && w->page->side == side)
			am_judge_running(r->how.images[side], r->how.conf,
					 w->page->running, s->rule);
		w->wanted &= ~(1U << side);
	}
	if (w->wanted != 0)
		am_rejudge_hand_over(&r->how, w);
}

/* It asked for a charset: another one opens that before it is sealed. */
static void
answer_question(struct am_rejudge *r, struct am_rejudge_one *w,
		struct am_slice text)
{
	struct am_question question = { 0 };
	struct am_err err;
	bool is_first = w->charset == NULL;

	/* it has its modules; so it may ask for nothing but a charset */
	if (!is_first || am_question_read(text, &question, &err) != AM_OK ||
	    question.charset == NULL) {
		w->n_served = 0;
		mourn(r, w, false, false);
		return;
	}
	w->charset = question.charset;
	(void)am_rejudge_stop(w, false);
	am_rejudge_hand_over(&r->how, w);
}

static void
forget(struct am_rejudge_one *w, size_t bytes)
{
	w->heard.len -= bytes;
	memmove(w->heard.ptr, w->heard.ptr + bytes, w->heard.len);
}

/* The journal must know what came before this mail. */
static bool
may_ask(const struct am_rejudge *r, const struct am_rejudge_one *w)
{
	return r->how.may_ask == NULL ||
	       r->how.may_ask(r->how.asked, w->mail.number);
}

/* What rules ask of the journal. One that may not be asked is a crash. */
static bool
ask_journal(struct am_rejudge_one *w, struct am_slice question, size_t whole)
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
hear_frame(struct am_rejudge *r, struct am_rejudge_one *w)
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
	    memcmp(frame.magic, AM_HISTORY_MAGIC, sizeof(frame.magic)) == 0) {
		w->is_held = !may_ask(r, w);
		if (w->is_held)
			return false;
		if (ask_journal(w, text, whole))
			return true;
	}
	if (whole > HEARD_MAX ||
	    memcmp(frame.magic, AM_FRAME_MAGIC, sizeof(frame.magic)) != 0 ||
	    am_record_check(text, true, &err) != AM_OK) {
		mourn(r, w, false, false);
		return false;
	}
	am_buf_put(&w->mail.sides[side].record, text);
	w->wanted &= ~(1U << side);
	am_rejudge_expect_questions(w);
	forget(w, whole);
	return true;
}

static void
listen_to(struct am_rejudge *r, struct am_rejudge_one *w)
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
finish(struct am_rejudge_one *w, struct am_rejudged *out)
{
	struct am_rejudged kept = *out;

	*out = w->mail;
	w->mail = kept;
	w->is_busy = false;
	if (w->charset != NULL)
		(void)am_rejudge_stop(w, false);
	w->charset = NULL;
}

static bool
take_finished(struct am_rejudge *r, struct am_rejudged *out)
{
	for (size_t i = 0; i < r->count; i++) {
		struct am_rejudge_one *w = &r->judges[i];

		if (!w->is_busy || w->wanted != 0)
			continue;
		finish(w, out);
		return true;
	}
	return false;
}

/* Those that waited for the journal to be that far; waiting was not their
 * doing. */
static void
release(struct am_rejudge *r)
{
	for (size_t i = 0; i < r->count; i++) {
		struct am_rejudge_one *w = &r->judges[i];

		if (!w->is_held || !may_ask(r, w))
			continue;
		w->is_held = false;
		w->deadline_ms = am_mono_ms() + r->how.conf->deadline_ms;
		w->historian.deadline_ms = w->deadline_ms;
		while (w->is_busy && hear_frame(r, w))
			;
	}
}

/* Until a deadline, or until something is said. False: nothing is under way. */
static bool
wait_for_all(struct am_rejudge *r)
{
	int64_t now = am_mono_ms();
	int64_t left = INT32_MAX;
	bool is_any = false;

	for (size_t i = 0; i < r->count; i++) {
		const struct am_rejudge_one *w = &r->judges[i];
		bool is_heard = w->is_busy && w->pid > 0 && !w->is_held;

		r->polls[i] = (struct pollfd){ .fd = is_heard ? w->fd : -1,
					       .events = POLLIN };
		is_any |= w->is_busy;
		if (w->is_busy && !w->is_held && w->deadline_ms - now < left)
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
	for (;;) {
		release(r);
		if (take_finished(r, out))
			return true;
		if ((r->how.stop != NULL && *r->how.stop != 0) ||
		    !wait_for_all(r))
			return false;
		for (size_t i = 0; i < r->count; i++) {
			struct am_rejudge_one *w = &r->judges[i];

			if (!w->is_busy || w->is_held)
				continue;
			if (w->pid == 0)
				mourn(r, w, false, true);
			else if (r->polls[i].revents != 0)
				listen_to(r, w);
			else if (am_mono_ms() >= w->deadline_ms)
				mourn(r, w, true, false);
		}
	}
}
