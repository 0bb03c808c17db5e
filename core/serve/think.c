/* SPDX-License-Identifier: MIT
 *
 * The whole thinking half. It runs sealed: memory, one socket, nothing else. */
#include "judge.h"

#include <string.h>
#include <unistd.h>

#include "amends/answer.h"
#include "amends/clock.h"
#include "amends/customs.h"
#include "amends/file.h"
#include "amends/gate.h"
#include "amends/message.h"
#include "amends/plugins.h"
#include "amends/policy.h"
#include "amends/record.h"
#include "amends/rulebook.h"
#include "amends/show.h"
#include "explain.h"
#include "faults.h"
#include "historian.h"
#include "question.h"
#include "seal.h"
#include "think.h"

struct thought {
	struct am_arena *arena;
	struct am_message msg;
	struct am_verdict verdict;
	struct am_trace trace; /* for explain */
	struct am_facts facts;
	struct am_buf record;
	struct am_asker asker;
};

void
am_judge_say(const char *magic, struct am_slice text)
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
					.converter = task->converter,
					.extractor = task->extractor };
	struct am_question question = { 0 };
	struct am_buf text = { 0 };

	am_message_parse(t->arena, task->mail, &how, &t->msg);
	if (task->charset != NULL || task->modules == AM_MODULES_LOADED)
		return; /* it was asked once */
	question.charset = t->msg.wants_charset;
	question.wants_modules = t->msg.wants_modules;
	if (question.charset == NULL && !question.wants_modules)
		return;
	am_question_put(&text, &question);
	am_judge_say(AM_QUESTION_MAGIC, am_buf_slice(&text));
	_exit(0);
}

/* The policy of the inbox, read when something asks for it. */
static const struct am_policy *
policy_of(const struct am_task *task, struct am_arena *arena)
{
	struct am_policy *policy = am_arena_alloc(arena, sizeof(*policy));
	struct am_err err;

	if (task->image == NULL ||
	    am_policies_find(am_image_section(task->image, AM_IMAGE_POLICIES),
			     task->inbox->name, arena, policy, &err) != AM_OK)
		return NULL;
	return policy;
}

/* What rules ask: hours are in the image, the rest is for the keeper. */
struct questions {
	const struct am_thinking *how;
	int64_t now;
};

static int64_t
answer_question(void *ctx, enum am_fact fact, uint32_t window)
{
	const struct questions *q = ctx;
	const struct am_policy *policy;

	if (fact != AM_FACT_OUT_OF_HOURS)
		return q->how->asker != NULL
			       ? am_asker_ask(q->how->asker, fact, window)
			       : AM_HISTORY_UNKNOWN;
	policy = policy_of(q->how->task, q->how->arena);
	if (policy == NULL || q->now == AM_NO_TIME)
		return AM_HISTORY_UNKNOWN;
	return !am_calendar_is_open(policy->calendar, q->now);
}

void
am_think_verdict(const struct am_thinking *how, struct am_verdict *verdict)
{
	const struct am_task *task = how->task;
	const struct am_message *msg = how->msg;
	struct am_arena *arena = how->arena;
	struct questions questions = { how, am_task_now(task, msg->date_utc) };
	struct am_surroundings around = {
		.inbox = task->inbox->name,
		.now_utc = questions.now,
		.ask = answer_question,
		.asker = &questions,
		.trace = how->trace,
		.running = how->running,
		.custom = am_customs_ask,
		.left_out = task->left_out,
		.n_left_out = task->n_left_out,
	};
	struct am_customs *customs;
	uint64_t began;

	am_verdict_start(arena, verdict);
	if (task->kind == AM_TASK_SENT || task->image == NULL)
		return;
	customs = am_customs_new(task->image, arena, msg, verdict);
	around.customs = customs;
	am_rulebook_run(task->image, arena, msg, &around, verdict);
	am_customs_free(customs);
	*how->running = AM_RUNNING_NONE;
	if (how->wants_plugins != NULL &&
	    !how->wants_plugins(how->asked, verdict))
		return;
	began = how->trace != NULL ? am_trace_clock() : 0;
	am_plugins_run(task->image, arena, msg, &around, verdict);
	if (how->trace != NULL)
		how->trace->plugin_nanoseconds = am_trace_clock() - began;
	*how->running = AM_RUNNING_NONE;
}

void
am_think_record(const struct am_task *task, const struct am_message *msg,
		const struct am_verdict *verdict, struct am_arena *arena,
		struct am_facts *facts, struct am_buf *out)
{
	am_facts_of_message(arena, msg, task->inbox,
			    task->has_sender ? &task->sender : NULL,
			    am_task_now(task, msg->date_utc), facts);
	am_record_of_verdict(msg, verdict, out);
	if (task->kind == AM_TASK_SENT)
		am_record_put_promise(msg, am_task_now(task, msg->date_utc),
				      out);
	am_facts_to_record(facts, out);
}

static bool
is_explained(const struct am_task *task)
{
	return task->kind == AM_TASK_EXPLAIN ||
	       task->kind == AM_TASK_EXPLAIN_JSON;
}

static void
think(const struct am_task *task, volatile uint32_t *running, struct thought *t)
{
	read_mail(task, t);
	t->asker.msg = &t->msg;
	t->trace.wants_times = task->wants_times;
	if (is_explained(task))
		am_trace_start(t->arena, &t->trace);
	am_think_verdict(
		&(const struct am_thinking){
			.task = task,
			.msg = &t->msg,
			.arena = t->arena,
			.running = running,
			.asker = &t->asker,
			.trace = is_explained(task) ? &t->trace : NULL,
		},
		&t->verdict);
	am_think_record(task, &t->msg, &t->verdict, t->arena, &t->facts,
			&t->record);
}

/* The target, which the drain promises as long as the journal knows no better. */
static void
set_promise(const struct am_task *task, struct thought *t,
	    struct am_answer_in *in)
{
	const struct am_policy *policy = policy_of(task, t->arena);
	const struct am_verdict *v = &t->verdict;
	int64_t now = am_task_now(task, t->msg.date_utc);
	struct am_slices tags = {
		am_arena_array(t->arena, v->n_tags + 1, sizeof(*tags.items)), 0
	};
	int64_t due;

	if (policy == NULL)
		return;
	for (size_t i = 0; i < v->n_tags; i++)
		if (v->tags[i].is_set)
			tags.items[tags.count++] = v->tags[i].name;
	due = am_calendar_add(policy->calendar, now,
			      am_policy_target(policy, AM_TARGET_FIRST_RESPONSE,
					       (int)v->urgency, &tags));
	in->calendar = policy->calendar;
	in->promise_secs = due == AM_NO_TIME ? 0 : due - now;
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

	set_promise(task, t, &in);
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
		.trace = &t->trace,
		.is_coloured = task->is_coloured,
	};

	if (task->lost != NULL)
		am_status_worsen(&status, "partial", "module",
				 am_slice_of(task->lost));
	if (t->asker.is_without_journal)
		am_status_worsen(&status, "partial", "no-journal",
				 (struct am_slice){ 0 });
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
		am_judge_say(AM_FRAME_MAGIC, am_buf_slice(&t.record));
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
		am_judge_say(
			AM_FRAME_MAGIC,
			am_slice_head(am_buf_slice(&out), AM_JUDGED_MAX_BYTES));
	_exit(0);
}
