/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "added.h"
#include "amends/clock.h"
#include "amends/file.h"
#include "amends/lines.h"
#include "amends/log.h"
#include "amends/record.h"
#include "delivery.h"
#include "drain.h"
#include "envelope.h"
#include "images.h"
#include "judge.h"
#include "mailbytes.h"
#include "record_end.h"
#include "seal.h"

static void
make_worse(struct delivery *d, const char *level, const char *reason)
{
	struct am_slice no_rule = { 0 };

	am_status_worsen(&d->status, level, reason, no_rule);
}

/* Configuration and rules, or what holds without any. */
static void
load(struct delivery *d)
{
	struct am_err err;

	am_conf_defaults(d->arena, &d->conf);
	if (am_images_get(d->args->config,
			  d->began_ms + d->conf.deadline_ms * 3 / 4, &d->images,
			  &err) != AM_OK) {
		am_log_error("%s", err.text);
		make_worse(d, "skipped", "image");
		return;
	}
	d->has_image = true;
	if (am_conf_decode(am_image_section(&d->images.image, AM_IMAGE_CONF),
			   d->arena, &d->conf, &err) != AM_OK) {
		am_log_error("configuration: %s", err.text);
		am_images_doubt(&d->images, d->args->config);
		am_conf_defaults(d->arena, &d->conf);
		make_worse(d, "partial", "config");
	}
	if (d->conf.log.len > 0)
		am_log_target(am_arena_str(d->arena, d->conf.log));
	d->status.is_unsealed = !d->conf.is_sealed;
	if (d->images.is_outdated)
		make_worse(d, "partial", "image"); /* and that is logged */
	else if (d->images.has_faults)
		am_log_error("%.*s (amends check says all)",
			     AM_SLICE_ARG(d->images.fault.text));
}

/* The deadline is for all of it; when making an image took most of that, half
 * is still left for the mail. */
static int64_t
judge_deadline(const struct delivery *d)
{
	int64_t end = d->began_ms + d->conf.deadline_ms;
	int64_t least = am_mono_ms() + d->conf.deadline_ms / 2;

	return end > least ? end : least;
}

/* Which rules are not to be run? Before the judge, so it may cost next to
 * nothing. */
static void
find_quarantine(struct delivery *d)
{
	struct am_err err;

	d->has_state = am_state_find(&d->conf, &d->state, &err) == AM_OK;
	if (d->has_state)
		am_quarantine_read(d->state.dir.text, &d->images.image,
				   &d->quarantine);
}

/* A judge was late by its own doing, and not by that of a busy machine. */
#define SPENT_MS (AM_SEAL_CPU_SECS * 1000 - 100)

static void
note_timeout(const struct delivery *d, const struct am_judged *judged)
{
	if (!d->has_state || judged->rule[0] == '\0' ||
	    strcmp(judged->reason, "timeout") != 0 || judged->cpu_ms < SPENT_MS)
		return;
	if (am_quarantine_note(d->state.dir.text, &d->images.image,
			       judged->running, d->args->now_utc))
		am_log_error("%s is %s (amends check says how to free it)",
			     judged->rule, AM_QUARANTINE_WHY);
}

static void
tell_quarantine(struct delivery *d)
{
	struct am_slice name;

	if (d->quarantine.count == 0)
		return;
	name = am_quarantine_name(&d->images.image, d->quarantine.numbers[0]);
	am_log_error("%.*s is in quarantine (amends check says how to free it)",
		     AM_SLICE_ARG(name));
	am_status_worsen(&d->status, "partial", "quarantine", name);
}

/* Ask the judge and take its record when it is sound. */
static void
judge(struct delivery *d, enum am_task_kind kind)
{
	struct am_task task = {
		.kind = kind,
		.mail = d->mail,
		.image = &d->images.image,
		.conf = &d->conf,
		.inbox = d->inbox,
		.has_sender = d->envelope.has_sender,
		.sender = d->envelope.sender,
		.now_utc = d->args->now_utc,
		.deadline_ms = judge_deadline(d),
	};
	struct am_judged judged;

	if (!d->has_image || d->args->is_usage_wrong)
		return;
	if (kind == AM_TASK_FILTER)
		find_quarantine(d);
	task.left_out = d->quarantine.numbers;
	task.n_left_out = d->quarantine.count;
	am_judge_ask(&task, &judged);
	if (judged.reason == NULL &&
	    am_record_check(am_buf_slice(&judged.text), true, &judged.why) !=
		    AM_OK)
		judged.reason = "crash";
	if (judged.reason == NULL) {
		if (judged.is_without_journal)
			make_worse(d, "partial", "no-journal");
		am_buf_put(&d->record, am_buf_slice(&judged.text));
	} else {
		struct am_slice rule =
			am_arena_dup(d->arena, am_slice_of(judged.rule));

		am_status_worsen(&d->status, "skipped", judged.reason, rule);
		am_log_error("judge: %s%s%s%s%s", judged.reason,
			     rule.len > 0 ? " in " : "", judged.rule,
			     judged.why.text[0] != '\0' ? ": " : "",
			     judged.why.text);
		note_timeout(d, &judged);
		if (strcmp(judged.reason, "crash") == 0)
			am_images_doubt(&d->images, d->args->config);
	}
	am_buf_free(&judged.text);
}

static void
rate(struct delivery *d)
{
	struct am_slice record = am_buf_slice(&d->record);
	struct am_slice failed = am_record_get(record, "failed", d->arena);

	if (failed.len > 0)
		am_log_error("%.*s failed on this mail", AM_SLICE_ARG(failed));
	tell_quarantine(d);
	am_status_rate(&d->status, &d->images.image, record, d->arena);
}

/* Mail of staff that came in by the customers' door counts as an answer only
 * when our own server vouches for the sender. */
static bool
is_outbound(const struct delivery *d)
{
	struct am_slice record = am_buf_slice(&d->record);

	return d->inbox->authserv_id.len > 0 &&
	       am_slice_eqs(am_record_get(record, "fact.auth", d->arena),
			    "pass") &&
	       am_inbox_is_staff(d->inbox,
				 am_record_get(record, "from", d->arena));
}

/* The keeper's own part of the record, and the record into the spool. */
static void
record(struct delivery *d, bool is_outbound, int64_t at)
{
	unsigned char key[AM_STATE_KEY_BYTES] = { 0 };
	const struct am_delivered delivered = {
		.inbox = d->inbox,
		.envelope = &d->envelope,
		.lines = &d->lines,
		.is_outbound = is_outbound,
		.at_utc = at,
		.status = &d->status,
	};
	struct am_path spool;
	struct am_err err = { 0 };
	enum am_code rc = AM_OK;

	if (!d->has_state)
		rc = am_state_find(&d->conf, &d->state, &err);
	if (rc == AM_OK)
		rc = am_state_key(d->state.dir.text, key, &err);
	am_record_end(key, &delivered, d->arena, &d->record);
	if (rc == AM_OK)
		rc = am_path_format(&spool, &err, "%s/" AM_SPOOL_NAME,
				    d->state.dir.text);
	if (rc == AM_OK)
		rc = am_spool_append(spool.text, am_buf_slice(&d->record),
				     d->conf.syncs_spool, &err);
	/* where it failed a drain would only fail once more */
	d->is_recorded = rc == AM_OK;
	if (rc != AM_OK) {
		am_log_error("not recorded: %s", err.text);
		make_worse(d, "partial", "no-journal");
	}
}

/* The mail is out, or is not: whatever ends us now must not change the status
 * that says which. */
static void
leave_well(int signal_number)
{
	(void)signal_number;
	_exit(EX_OK);
}

static void
leave_for_later(int signal_number)
{
	(void)signal_number;
	_exit(EX_TEMPFAIL);
}

/* A disk that hangs must not keep the caller for ever: Sieve's patience ends at
 * 10 s, and the mail would come again. What the spool holds is not lost. */
#define DRAIN_HANG_SECS 5

static void
settle_status(int status)
{
	static const int ends[] = {
		SIGTERM, SIGINT, SIGHUP, SIGALRM, SIGXCPU,
#ifndef AMENDS_SANITIZED
		SIGSEGV, SIGBUS, SIGFPE, SIGILL,  SIGABRT,
#endif
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		(void)signal(ends[i],
			     status == EX_OK ? leave_well : leave_for_later);
	am_mem_leave_with(status);
	(void)alarm(DRAIN_HANG_SECS);
}

static void
drain(const struct delivery *d, int status)
{
	struct am_drained drained;
	struct am_err err;

	if (!d->is_recorded || !d->conf.drains_now)
		return;
	settle_status(status);
	if (am_drain(&d->state, &d->conf,
		     d->has_image ? &d->images.image : NULL, AM_DRAIN_BUDGET_MS,
		     &drained, &err) != AM_OK)
		am_log_error("journal: %s", err.text);
}

/* Callers leave odd things behind: Exim ignores TERM, INT and HUP, Dovecot
 * ignores SIGPIPE and leaks descriptors; Postfix ignores SIGXFSZ, and who does not
 * would die by it. SIGCHLD is seen to for all commands. */
static void
set_up_process(void)
{
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	(void)signal(SIGTERM, SIG_DFL);
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGHUP, SIG_DFL);
	(void)close_range(STDERR_FILENO + 1, ~0U, 0);
}

static bool
open_delivery(struct delivery *d, const struct am_keeper *args)
{
	struct am_err err;

	memset(d, 0, sizeof(*d));
	d->args = args;
	d->status.level = "ok";
	set_up_process();
	if (am_mail_read(STDIN_FILENO, &d->mail, &d->has_more, &err) != AM_OK) {
		am_log_error("%s", err.text);
		return false;
	}
	d->began_ms = am_mono_ms();
	d->arena = am_arena_new();
	am_lines_scan(d->mail, &d->lines);
	if (args->is_usage_wrong)
		make_worse(d, "skipped", "usage");
	if (d->mail.len == 0)
		return true;
	load(d);
	am_envelope_find(args->sender, args->recipient, &d->lines, d->arena,
			 &d->envelope);
	d->inbox = am_conf_inbox(&d->conf, d->envelope.recipient);
	return true;
}

static void
close_delivery(struct delivery *d)
{
	if (d->has_image)
		am_images_close(&d->images);
	am_buf_free(&d->record);
	am_arena_free(d->arena);
	am_mail_free(d->mail);
}

int
am_keeper_filter(const struct am_keeper *args)
{
	struct delivery d;
	int status;

	if (!open_delivery(&d, args))
		return EX_TEMPFAIL;
	if (d.mail.len > 0) {
		judge(&d, AM_TASK_FILTER);
		rate(&d);
		record(&d, is_outbound(&d), args->now_utc);
	}
	status = delivery_pass(&d);
	if (d.mail.len > 0)
		drain(&d, status);
	close_delivery(&d);
	return status;
}

static void
record_sent(struct delivery *d)
{
	struct am_slice said = am_buf_slice(&d->record);

	d->inbox = am_sent_inbox(&d->conf, d->envelope.recipient,
				 am_record_get(said, "from", d->arena));
	record(d, true, am_sent_at(said, d->args->now_utc));
}

int
am_keeper_sent(const struct am_keeper *args)
{
	struct delivery d;

	if (!open_delivery(&d, args))
		return EX_TEMPFAIL;
	if (d.mail.len > 0) {
		judge(&d, AM_TASK_SENT);
		record_sent(&d);
		drain(&d, EX_OK);
	}
	close_delivery(&d);
	return EX_OK;
}
