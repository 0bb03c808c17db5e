/* SPDX-License-Identifier: MIT */
#include "delivery.h"

#include <string.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "amends/record.h"
#include "amends/spool.h"
#include "mailbytes.h"
#include "record_end.h"
#include "seal.h"

void
delivery_begin(struct delivery *d, const struct am_keeper *args)
{
	memset(d, 0, sizeof(*d));
	d->args = args;
	d->status.level = "ok";
}

void
delivery_close(struct delivery *d)
{
	if (d->has_image)
		am_images_close(&d->images);
	am_buf_free(&d->record);
	am_arena_free(d->arena);
	am_mail_free(d->mail);
}

void
delivery_worsen(struct delivery *d, const char *level, const char *reason)
{
	struct am_slice no_rule = { 0 };

	am_status_worsen(&d->status, level, reason, no_rule);
}

void
delivery_load(struct delivery *d)
{
	struct am_err err;

	am_conf_defaults(d->arena, &d->conf);
	if (am_images_get(d->args->config,
			  d->began_ms + d->conf.deadline_ms * 3 / 4, &d->images,
			  &err) != AM_OK) {
		am_log_error("%s", err.text);
		delivery_worsen(d, "skipped", "image");
		return;
	}
	d->has_image = true;
	if (am_conf_decode(am_image_section(&d->images.image, AM_IMAGE_CONF),
			   d->arena, &d->conf, &err) != AM_OK) {
		am_log_error("configuration: %s", err.text);
		am_images_doubt(&d->images, d->args->config);
		am_conf_defaults(d->arena, &d->conf);
		delivery_worsen(d, "partial", "config");
	}
	if (d->conf.log.len > 0)
		am_log_target(am_arena_str(d->arena, d->conf.log));
	d->status.is_unsealed = !d->conf.is_sealed;
	if (d->images.is_outdated)
		delivery_worsen(d, "partial", "image"); /* and that is logged */
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
note_timeout(const struct delivery *d, const struct am_judged *judged,
	     const char *name)
{
	if (!d->has_state || name[0] == '\0' || judged->cpu_ms < SPENT_MS)
		return;
	if (am_quarantine_note(d->state.dir.text, &d->images.image,
			       judged->running, d->args->now_utc))
		am_log_error("%s is %s (amends check says how to free it)",
			     name, AM_QUARANTINE_WHY);
}

/* A judge died of it, and another one answered without. */
static void
tell_lost_module(struct delivery *d, const struct am_judged *judged)
{
	am_log_error("module %s failed on this mail", judged->module);
	am_status_worsen(&d->status, "partial", "module",
			 am_arena_dup(d->arena, am_slice_of(judged->module)));
	note_timeout(d, judged, judged->module);
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

void
delivery_judge(struct delivery *d, enum am_task_kind kind)
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
		if (judged.module[0] != '\0')
			tell_lost_module(d, &judged);
		if (judged.is_without_journal)
			delivery_worsen(d, "partial", "no-journal");
		am_buf_put(&d->record, am_buf_slice(&judged.text));
	} else {
		struct am_slice rule =
			am_arena_dup(d->arena, am_slice_of(judged.rule));

		am_status_worsen(&d->status, "skipped", judged.reason, rule);
		am_log_error("judge: %s%s%s%s%s", judged.reason,
			     rule.len > 0 ? " in " : "", judged.rule,
			     judged.why.text[0] != '\0' ? ": " : "",
			     judged.why.text);
		if (strcmp(judged.reason, "timeout") == 0)
			note_timeout(d, &judged, judged.rule);
		if (strcmp(judged.reason, "crash") == 0)
			am_images_doubt(&d->images, d->args->config);
	}
	am_buf_free(&judged.text);
}

void
delivery_rate(struct delivery *d)
{
	struct am_slice record = am_buf_slice(&d->record);
	struct am_slice failed = am_record_get(record, "failed", d->arena);

	if (failed.len > 0)
		am_log_error("%.*s failed on this mail", AM_SLICE_ARG(failed));
	tell_quarantine(d);
	am_status_rate(&d->status, &d->images.image, record, d->arena);
}

bool
delivery_is_outbound(const struct delivery *d)
{
	struct am_slice record = am_buf_slice(&d->record);

	return d->inbox->authserv_id.len > 0 &&
	       am_slice_eqs(am_record_get(record, "fact.auth", d->arena),
			    "pass") &&
	       am_inbox_is_staff(d->inbox,
				 am_record_get(record, "from", d->arena));
}

enum am_code
delivery_record(struct delivery *d, bool is_outbound, int64_t at,
		struct am_err *err)
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
	enum am_code rc = AM_OK;

	if (!d->has_state)
		rc = am_state_find(&d->conf, &d->state, err);
	if (rc == AM_OK)
		rc = am_state_key(d->state.dir.text, key, err);
	am_record_end(key, &delivered, d->arena, &d->record);
	if (rc == AM_OK)
		rc = am_path_format(&spool, err, "%s/" AM_SPOOL_NAME,
				    d->state.dir.text);
	if (rc == AM_OK)
		rc = am_spool_append(spool.text, am_buf_slice(&d->record),
				     d->conf.syncs_spool, err);
	return rc;
}
