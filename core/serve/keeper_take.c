/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include <string.h>

#include "amends/clock.h"
#include "delivery.h"
#include "drain.h"
#include "record_end.h"

/* Load what a mail needs. What holds without a configuration would name another
 * journal: a caller that can try again does so. */
static enum am_code
load_for(struct delivery *d, const struct am_keeper *args, struct am_err *err)
{
	delivery_begin(d, args);
	d->began_ms = am_mono_ms();
	d->arena = am_arena_new();
	delivery_load(d);
	if (strcmp(d->status.level, "skipped") == 0 || d->conf.source.len == 0)
		return am_fail(err, AM_EIO,
			       "there is no sound configuration now");
	return am_state_find(&d->conf, &d->state, err);
}

static const struct am_inbox *
named_inbox(const struct am_conf *conf, struct am_slice name)
{
	for (size_t i = 0; i < conf->n_inboxes; i++)
		if (am_slice_eq(conf->inboxes[i].name, name))
			return &conf->inboxes[i];
	return &conf->inboxes[0];
}

/* Without these lines nobody thinks of an answer. */
static void
drop_proposal(struct am_buf *record)
{
	struct am_slice rest = am_buf_slice(record);
	struct am_buf kept = { 0 };
	struct am_slice line;

	while (am_slice_next_line(&rest, &line)) {
		if (am_slice_starts(line, "propose"))
			continue;
		am_buf_put(&kept, line);
		am_buf_putc(&kept, '\n');
	}
	am_buf_free(record);
	*record = kept;
}

enum am_code
am_keeper_take(const struct am_keeper *args, const struct am_taking *taking,
	       struct am_err *err)
{
	struct delivery d;
	enum am_code rc = load_for(&d, args, err);

	d.mail = taking->mail;
	if (rc == AM_OK) {
		am_lines_scan(d.mail, &d.lines);
		am_envelope_find(args->sender, args->recipient, &d.lines,
				 d.arena, &d.envelope);
		d.inbox = named_inbox(&d.conf, taking->inbox);
		delivery_judge(&d,
			       taking->is_sent ? AM_TASK_SENT : AM_TASK_FILTER);
		if (!taking->is_sent)
			delivery_rate(&d);
		if (taking->is_old)
			drop_proposal(&d.record);
		if (taking->is_sent)
			rc = delivery_record(&d, true,
					     am_sent_at(am_buf_slice(&d.record),
							args->now_utc),
					     err);
		else
			rc = delivery_record(&d, delivery_is_outbound(&d),
					     args->now_utc, err);
	}
	d.mail = (struct am_slice){ 0 }; /* the caller's */
	delivery_close(&d);
	return rc;
}

enum am_code
am_keeper_drain(const struct am_keeper *args, struct am_err *err)
{
	struct am_drained drained;
	struct delivery d;
	enum am_code rc = load_for(&d, args, err);

	if (rc == AM_OK && d.conf.drains_now)
		rc = am_drain(&d.state, &d.conf, &d.images.image,
			      AM_DRAIN_BUDGET_MS, &drained, err);
	delivery_close(&d);
	return rc;
}
