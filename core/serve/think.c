/* SPDX-License-Identifier: MIT
 *
 * The whole thinking half. It runs sealed: memory, one socket, nothing else. */
#include "judge.h"

#include <string.h>
#include <unistd.h>

#include "amends/answer.h"
#include "amends/clock.h"
#include "amends/file.h"
#include "amends/gate.h"
#include "amends/message.h"
#include "amends/plugins.h"
#include "amends/record.h"
#include "amends/rulebook.h"
#include "amends/show.h"
#include "explain.h"
#include "faults.h"
#include "question.h"
#include "seal.h"

struct thought {
	struct am_arena *arena;
	struct am_message msg;
	struct am_verdict verdict;
	struct am_facts facts;
	struct am_buf record;
};

static void
say(const char *magic, struct am_slice text)
{
	struct am_frame frame = { .len = (uint32_t)text.len };
	struct am_buf both = { 0 }; /* one write wakes the keeper once */
	struct am_err err;

	memcpy(frame.magic, magic, sizeof(frame.magic));
	am_buf_put(&both,
		   (struct am_slice){ (const char *)&frame, sizeof(frame) });
	am_buf_put(&both, text);
	if (am_write_all(AM_SEAL_FD, am_buf_slice(&both), &err) != AM_OK)
		_exit(1);
}

/* The message; or, once a mail, the question for what would make it readable,
 * and then another judge goes on. */
static void
read_mail(const struct am_task *task, struct thought *t)
{
	const struct am_reading how = { .inbox = task->inbox,
					.converter = task->converter };
	struct am_buf question = { 0 };

	am_message_parse(t->arena, task->mail, &how, &t->msg);
	if (t->msg.wants_charset == NULL || task->charset != NULL)
		return;
	am_question_put(&question, t->msg.wants_charset);
	say(AM_QUESTION_MAGIC, am_buf_slice(&question));
	_exit(0);
}

static void
think(const struct am_task *task, volatile uint32_t *running, struct thought *t)
{
	struct am_surroundings around = {
		.inbox = task->inbox->name,
		.running = running,
	};
	int64_t now = task->now_utc;

	read_mail(task, t);
	if (now == AM_NO_TIME)
		now = t->msg.date_utc;
	if (now == AM_NO_TIME)
		now = task->clock_utc;
	am_verdict_start(t->arena, &t->verdict);
	if (task->kind != AM_TASK_SENT && task->image != NULL) {
		am_rulebook_run(task->image, t->arena, &t->msg, &around,
				&t->verdict);
		*running = AM_RUNNING_NONE;
		am_plugins_run(task->image, t->arena, &t->msg, &t->verdict,
			       running);
		*running = AM_RUNNING_NONE;
	}
	am_record_of_verdict(&t->msg, &t->verdict, &t->record);
	am_facts_of_message(t->arena, &t->msg, task->inbox,
			    task->has_sender ? &task->sender : NULL, now,
			    &t->facts);
	am_facts_to_record(&t->facts, &t->record);
}

static void
render(const struct am_task *task, struct thought *t, struct am_explained *e)
{
	struct am_answer_in in = {
		.image = task->image,
		.inbox = task->inbox,
		.record = am_buf_slice(&t->record),
	};
	struct am_answer_out answer;
	struct am_err err;

	if (am_answer_render(&in, t->arena, &answer, &err) != AM_OK)
		e->draft_why = am_arena_dup(t->arena, am_slice_of(err.text));
	else if (!answer.is_made)
		e->draft_why = am_slice_of(answer.text);
	else
		e->draft = answer.draft;
}

/* What the drain would decide and write, had the journal no entry. */
static void
explain(const struct am_task *task, struct thought *t, struct am_buf *out)
{
	struct am_status status = {
		.level = "ok",
		.is_unsealed = !task->conf->is_sealed,
	};
	struct am_decision decision;
	struct am_explained e = {
		.msg = &t->msg,
		.verdict = &t->verdict,
		.decision = &decision,
		.status = &status,
		.file = task->file,
	};

	am_status_rate(&status, task->image, am_buf_slice(&t->record),
		       t->arena);
	am_gate_decide(&t->facts, NULL, &decision);
	if (!decision.is_allowed)
		e.draft_why = am_slice_of(decision.reason);
	else if (!t->verdict.proposal.is_made)
		e.draft_why = am_slice_of("no plugin proposed one");
	else
		render(task, t, &e);
	if (task->kind == AM_TASK_EXPLAIN) {
		am_explain_text(&e, out);
	} else {
		struct am_json j = { .out = out };

		am_explain_json(&e, &j);
	}
}

void
am_judge_think(const struct am_task *task, volatile uint32_t *running)
{
	struct thought t = { .arena = am_arena_new() };
	struct am_buf out = { 0 };

	am_fault_strike(task);
	if (task->kind == AM_TASK_SHOW || task->kind == AM_TASK_SHOW_JSON) {
		read_mail(task, &t);
	} else {
		think(task, running, &t);
	}
	switch (task->kind) {
	case AM_TASK_FILTER:
	case AM_TASK_SENT:
		say(AM_FRAME_MAGIC, am_buf_slice(&t.record));
		break;
	case AM_TASK_SHOW:
		am_show_text(&t.msg, task->file, &out);
		break;
	case AM_TASK_SHOW_JSON: {
		struct am_json j = { .out = &out };

		am_show_json(&t.msg, task->file, &j);
		am_buf_putc(&out, '\n');
		break;
	}
	case AM_TASK_EXPLAIN:
	case AM_TASK_EXPLAIN_JSON:
		explain(task, &t, &out);
		break;
	}
	if (out.len > 0)
		say(AM_FRAME_MAGIC,
		    am_slice_head(am_buf_slice(&out), AM_JUDGED_MAX_BYTES));
	_exit(0);
}
