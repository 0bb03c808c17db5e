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
record(struct delivery *d, bool is_outbound, int64_t at)
{
	struct am_err err;

	/* where it failed a drain would only fail once more */
	d->is_recorded = delivery_record(d, is_outbound, at, &err) == AM_OK;
	if (!d->is_recorded) {
		am_log_error("not recorded: %s", err.text);
		delivery_worsen(d, "partial", "no-journal");
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
	const struct am_drain_order order = {
		.state = &d->state,
		.conf = &d->conf,
		.image = d->has_image ? &d->images.image : NULL,
		.now_utc = d->args->now_utc,
		.budget_ms = AM_DRAIN_BUDGET_MS,
	};
	struct am_drained drained;
	struct am_err err;

	if (!d->is_recorded || !d->conf.drains_now)
		return;
	settle_status(status);
	if (am_drain_as(&order, &drained, &err) != AM_OK)
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

	delivery_begin(d, args);
	set_up_process();
	if (am_mail_read(STDIN_FILENO, &d->mail, &d->has_more, &err) != AM_OK) {
		am_log_error("%s", err.text);
		return false;
	}
	d->began_ms = am_mono_ms();
	d->arena = am_arena_new();
	am_lines_scan(d->mail, &d->lines);
	if (args->is_usage_wrong)
		delivery_worsen(d, "skipped", "usage");
	if (d->mail.len == 0)
		return true;
	delivery_load(d);
	am_envelope_find(args->sender, args->recipient, &d->lines, d->arena,
			 &d->envelope);
	d->inbox = am_conf_inbox(&d->conf, d->envelope.recipient);
	return true;
}

int
am_keeper_filter(const struct am_keeper *args)
{
	struct delivery d;
	int status;

	if (!open_delivery(&d, args))
		return EX_TEMPFAIL;
	if (d.mail.len > 0) {
		delivery_judge(&d, AM_TASK_FILTER);
		delivery_rate(&d);
		record(&d, delivery_is_outbound(&d), args->now_utc);
	}
	status = delivery_pass(&d);
	if (d.mail.len > 0)
		drain(&d, status);
	delivery_close(&d);
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
		delivery_judge(&d, AM_TASK_SENT);
		record_sent(&d);
		drain(&d, EX_OK);
	}
	delivery_close(&d);
	return EX_OK;
}
