/* SPDX-License-Identifier: MIT */
#include "drain.h"

#include <string.h>

#include "amends/clock.h"
#include "amends/journal.h"
#include "amends/log.h"
#include "amends/policy.h"
#include "amends/spool.h"
#include "drain_answer.h"
#include "take.h"

#define BATCH 1000 /* records in one transaction */

struct drain {
	const struct am_state *state;
	const struct am_conf *conf;
	const struct am_image *image;
	int64_t now_utc;
	int64_t deadline_ms;
	struct am_journal *journal;
	unsigned char key[AM_STATE_KEY_BYTES];
	struct am_drained *out;
};

static struct am_answering
answering(const struct drain *d)
{
	return (struct am_answering){ .journal = d->journal,
				      .conf = d->conf,
				      .image = d->image,
				      .key = d->key };
}

/* Spools are written by this user's own filters, yet a record that does not
 * pass costs itself only. */
static enum am_code
take_record(struct drain *d, struct am_slice record, struct am_err *err)
{
	const struct am_taking how = {
		.journal = d->journal,
		.conf = d->conf,
		.key = d->key,
	};
	struct am_arena *arena = am_arena_new();
	struct am_answering answers = answering(d);
	struct am_taken taken;
	enum am_code rc = am_record_take(&how, record, arena, &taken, err);

	d->out->records++;
	if (rc == AM_OK && taken.is_sound && taken.result.is_new) {
		d->out->events++;
		if (taken.event.kind == AM_EVENT_INBOUND)
			rc = am_answer_propose(&answers, record, taken.inbox,
					       taken.result.conversation, arena,
					       err);
	}
	am_arena_free(arena);
	return rc;
}

/* One transaction of at most BATCH records. *is_end: the reader has no more. */
static enum am_code
take_batch(struct drain *d, struct am_spool_reader *reader, bool *is_end,
	   struct am_err *err)
{
	struct am_slice record;
	enum am_code rc = am_journal_begin(d->journal, err);
	int n = 0;

	while (rc == AM_OK && n++ < BATCH) {
		*is_end = !am_spool_next(reader, &record);
		if (*is_end)
			break;
		rc = take_record(d, record, err);
	}
	if (rc == AM_OK)
		return am_journal_commit(d->journal, err);
	am_journal_rollback(d->journal);
	return rc;
}

/* The spool's file goes when all of it is in the journal; when time is up
 * before that, the next drain begins it anew and finds most of it done. */
static enum am_code
take_spool(struct drain *d, bool *is_late, struct am_err *err)
{
	struct am_spool_reader *reader = NULL;
	enum am_code rc = am_spool_take(d->state->dir.text, &reader, err);
	bool is_end = false;

	if (rc != AM_OK || reader == NULL)
		return rc;
	while (rc == AM_OK && !is_end && !*is_late) {
		rc = take_batch(d, reader, &is_end, err);
		*is_late = am_mono_ms() > d->deadline_ms;
	}
	if (am_spool_skipped_bytes(reader) > 0)
		am_log_error(
			"spool: %llu bytes were no records",
			(unsigned long long)am_spool_skipped_bytes(reader));
	if (rc == AM_OK && is_end && am_spool_is_sound(reader))
		return am_spool_done(reader, err);
	/* or we would begin it again and again until the time is up */
	if (rc == AM_OK && is_end)
		rc = am_fail(err, AM_EIO, "the spool cannot be read");
	am_spool_close(reader);
	return rc;
}

static enum am_code
put_policies(struct drain *d, struct am_err *err)
{
	struct am_policy *policies = NULL;
	struct am_slice section = { 0 };
	struct am_arena *arena;
	size_t count = 0;
	enum am_code rc;

	if (d->image != NULL)
		section = am_image_section(d->image, AM_IMAGE_POLICIES);
	if (section.len == 0)
		return AM_OK;
	arena = am_arena_new();
	rc = am_policies_decode(section, arena, &policies, &count, err);
	if (rc == AM_OK)
		rc = am_journal_policies_put(d->journal, policies, count,
					     d->now_utc, err);
	am_arena_free(arena);
	return rc;
}

static enum am_code
drain_locked(struct drain *d, struct am_err *err)
{
	bool is_late = false;
	struct am_answering answers;
	enum am_code rc = AM_OK;

	if (d->journal == NULL)
		rc = am_journal_open(d->state->journal.text, true,
				     AM_JOURNAL_BUSY_MS, &d->journal, err);
	if (rc == AM_OK)
		rc = am_state_key(d->state->dir.text, d->key, err);
	/* the spool's bytes were on the disk, so the journal's must be before
	 * the spool goes */
	if (rc == AM_OK && d->conf->syncs_spool)
		rc = am_journal_sync(d->journal, err);
	if (rc == AM_OK)
		rc = put_policies(d, err);
	while (rc == AM_OK && !is_late &&
	       am_spool_has_records(d->state->dir.text))
		rc = take_spool(d, &is_late, err);
	answers = answering(d);
	if (rc == AM_OK && d->image != NULL)
		rc = am_answers_write(&answers, &d->out->drafts, err);
	return rc == AM_OK ? am_journal_settle(d->journal, d->deadline_ms, NULL,
					       NULL, err)
			   : rc;
}

enum am_code
am_drain(const struct am_state *state, const struct am_conf *conf,
	 const struct am_image *image, int64_t budget_ms,
	 struct am_drained *out, struct am_err *err)
{
	const struct am_drain_order order = { state, conf, image, am_now_utc(),
					      budget_ms };

	return am_drain_as(&order, out, err);
}

enum am_code
am_drain_as(const struct am_drain_order *order, struct am_drained *out,
	    struct am_err *err)
{
	struct drain d = {
		.state = order->state,
		.conf = order->conf,
		.image = order->image,
		.now_utc = order->now_utc,
		.deadline_ms = am_mono_ms() + order->budget_ms,
		.out = out,
	};
	struct am_path lock;
	enum am_code rc;

	memset(out, 0, sizeof(*out));
	rc = am_path_format(&lock, err, "%s/drain.lock", d.state->dir.text);
	/* A record that came between our last look and our letting go of the
	 * lock found the lock taken: so look again. */
	do {
		int fd = -1;

		if (rc == AM_OK)
			rc = am_lock_try(lock.text, &fd, err);
		if (rc != AM_OK)
			break;
		if (fd < 0) {
			out->is_busy = true;
			break;
		}
		rc = drain_locked(&d, err);
		am_lock_free(fd);
	} while (rc == AM_OK && am_mono_ms() < d.deadline_ms &&
		 am_spool_has_records(d.state->dir.text));
	am_journal_close(d.journal);
	return rc;
}
