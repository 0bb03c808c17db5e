/* SPDX-License-Identifier: MIT */
#include "rejudge_worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "amends/charset.h"
#include "amends/clock.h"
#include "amends/file.h"
#include "amends/log.h"
#include "amends/message.h"
#include "amends/record.h"
#include "faults.h"
#include "mail_place.h"
#include "modules.h"
#include "question.h"
#include "seal.h"
#include "think.h"

/* Leaves when there is nothing more to read. */
static void
read_whole(void *to, size_t bytes)
{
	char *at = to;

	while (bytes > 0) {
		ssize_t n = read(AM_SEAL_FD, at, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		at += n;
		bytes -= (size_t)n;
	}
}

/* One mail under both sets of rules. */
struct twice {
	struct am_arena *arena;
	struct am_verdict first; /* what the rules said, before the plugins */
	bool has_first;
	bool is_same; /* under the second set they say just that */
};

/* What plugins make of the same is the same: they see the message, the verdict
 * and their settings, and nothing else. Most mails are not touched by a change
 * of rules, so this halves the work. */
static bool
wants_plugins(void *asked, const struct am_verdict *verdict)
{
	struct twice *t = asked;

	t->is_same = t->has_first && am_verdict_same(&t->first, verdict);
	if (!t->has_first)
		t->first = am_verdict_copy(t->arena, verdict);
	t->has_first = true;
	return !t->is_same;
}

static bool
same_plugins(const struct am_rejudging *how)
{
	return am_slice_eq(
		am_image_section(how->images[AM_SIDE_OLD], AM_IMAGE_PLUGINS),
		am_image_section(how->images[AM_SIDE_NEW], AM_IMAGE_PLUGINS));
}

static void
judge_twice(const struct am_rejudging *how, uint32_t sides,
	    struct am_task *task, const struct am_message *msg,
	    struct am_worker_page *page, struct am_arena *arena)
{
	struct twice twice = { .arena = arena };
	bool may_save = same_plugins(how);
	struct am_buf text = { 0 };

	for (uint32_t side = 0; side < AM_SIDES; side++) {
		struct am_asker asker = { .msg = msg };
		struct am_verdict verdict;

		if (!(sides >> side & 1U))
			continue;
		page->side = side;
		task->image = how->images[side];
		am_think_verdict(
			&(const struct am_thinking){
				.task = task,
				.msg = msg,
				.arena = arena,
				.running = &page->running,
				.asker = &asker,
				.wants_plugins =
					may_save ? wants_plugins : NULL,
				.asked = &twice,
			},
			&verdict);
		if (!twice.is_same) {
			text.len = 0;
			am_record_of_verdict(msg, &verdict, &text);
		}
		am_judge_say(AM_FRAME_MAGIC, am_buf_slice(&text));
	}
	am_buf_free(&text);
}

/* What filter and sent would hear of it, but for what was proposed: nobody is
 * answered now. */
static void
judge_once(const struct am_rejudging *how, struct am_task *task,
	   const struct am_message *msg, struct am_worker_page *page,
	   struct am_arena *arena)
{
	struct am_asker asker = { .msg = msg };
	struct am_buf text = { 0 };
	struct am_verdict verdict;
	struct am_facts facts;

	page->side = AM_SIDE_OLD;
	task->image = how->images[AM_SIDE_OLD];
	am_think_verdict(
		&(const struct am_thinking){
			.task = task,
			.msg = msg,
			.arena = arena,
			.running = &page->running,
			.asker = &asker,
		},
		&verdict);
	verdict.proposal.is_made = false;
	am_think_record(task, msg, &verdict, arena, &facts, &text);
	am_judge_say(AM_FRAME_MAGIC, am_buf_slice(&text));
	am_buf_free(&text);
}

/* What the fields say, read with one inbox's hosts. */
static void
read_fields(const struct am_inbox *inbox, struct am_task *task,
	    struct am_arena *arena, struct am_buf *record)
{
	const struct am_reading reading = { .inbox = inbox };
	struct am_verdict verdict;
	struct am_facts facts;
	struct am_message msg;
	int64_t any;

	task->inbox = inbox;
	record->len = 0;
	am_message_parse(arena, task->mail, &reading, &msg);
	am_verdict_start(arena, &verdict);
	am_think_record(task, &msg, &verdict, arena, &facts, record);
	any = am_message_any_received(&msg, arena);
	if (any != AM_NO_TIME)
		am_record_put_int(record, "received.any", any);
}

/* Whose hosts are ours depends on the inbox, and that on what the mail says. */
static void
glance(const struct am_rejudging *how, struct am_task *task, bool is_given,
       struct am_arena *arena)
{
	const struct am_inbox *inbox = task->inbox;
	struct am_buf record = { 0 };
	struct am_mail_place place;

	read_fields(inbox, task, arena, &record);
	am_mail_place_of(how->conf, am_buf_slice(&record),
			 is_given ? inbox : NULL, arena, &place);
	if (place.inbox != inbox)
		read_fields(place.inbox, task, arena, &record);
	am_judge_say(AM_FRAME_MAGIC, am_buf_slice(&record));
	am_buf_free(&record);
}

static void
judge(const struct am_rejudging *how, const struct am_job_head *head,
      struct am_task *task, struct am_worker_page *page)
{
	const struct am_reading reading = { .inbox = task->inbox,
					    .converter = task->converter,
					    .extractor = task->extractor };
	struct am_arena *arena = am_arena_new();
	struct am_message msg;
	struct am_buf question = { 0 };

	am_fault_strike_marked(task);
	if (how->kind == AM_REJUDGE_GLANCE) {
		glance(how, task, head->is_given, arena);
		am_arena_free(arena);
		return;
	}
	am_message_parse(arena, task->mail, &reading, &msg);
	if (msg.wants_charset != NULL && head->may_ask) {
		am_question_put(
			&question,
			&(struct am_question){ .charset = msg.wants_charset });
		am_judge_say(AM_QUESTION_MAGIC, am_buf_slice(&question));
	} else if (how->kind == AM_REJUDGE_TAKE) {
		judge_once(how, task, &msg, page, arena);
	} else {
		judge_twice(how, head->sides, task, &msg, page, arena);
	}
	am_buf_free(&question);
	am_arena_free(arena);
}

/* `all` holds what all mails have in common. */
static void
next_job(const struct am_rejudging *how, const struct am_task *all,
	 struct am_worker_page *page)
{
	struct am_job_head head;
	struct am_task task = *all;
	size_t bytes;
	char *both;

	read_whole(&head, sizeof(head));
	if (head.is_outbound) {
		task.kind = AM_TASK_SENT;
		task.extractor = NULL;
	}
	task.now_utc = head.now_utc;
	bytes = (size_t)head.sender_len + head.mail_len;
	both = am_malloc(bytes + 1);
	read_whole(both, bytes);
	task.has_sender = head.has_sender != 0;
	task.sender = (struct am_slice){ both, head.sender_len };
	task.mail = (struct am_slice){ both + head.sender_len, head.mail_len };
	task.inbox = &how->conf->inboxes[head.inbox];
	judge(how, &head, &task, page);
	free(both);
}

void
am_rejudge_work(const struct am_rejudging *how, const char *charset, int fd,
		struct am_worker_page *page)
{
	struct am_task all = {
		.kind = AM_TASK_FILTER,
		.conf = how->conf,
		.clock_utc = how->clock_utc,
		.modules = how->kind == AM_REJUDGE_GLANCE ? AM_MODULES_OFF
							  : AM_MODULES_LOADED,
	};
	struct am_readers readers;
	struct am_err err;

	am_log_off();
	/* Ctrl-C is for the one who collects */
	(void)signal(SIGINT, SIG_IGN);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		_exit(1);
	if (charset != NULL)
		all.converter = am_converter_open(am_slice_of(charset));
	if (am_seal_shut(fd, &err) != AM_OK)
		_exit(AM_JUDGE_UNSEALED);
	am_readers_open(&readers, &all, &page->running);
	all.extractor = am_readers_extractor(&readers);
	if (am_seal_enter(&am_seal_judge, AM_SEAL_FD, how->conf->is_sealed,
			  &err) != AM_OK)
		_exit(AM_JUDGE_UNSEALED);
	for (;;)
		next_job(how, &all, page);
}
