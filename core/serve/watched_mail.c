/* SPDX-License-Identifier: MIT */
#include "watched.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "amends/message.h"
#include "keeper.h"
#include "mailbytes.h"

/* What lies longer in a mailbox was seen by people: no first answer to it. */
#define FRESH_SECS 86400
/* While many come, the journal follows in steps. */
#define DRAIN_EVERY 500

void
watched_forget_mail(struct watched *w)
{
	if (w->memfd >= 0)
		(void)close(w->memfd);
	w->memfd = -1;
	w->fetching = 0;
	w->bytes = 0;
}

bool
watched_put_mark(struct watched *w)
{
	struct am_err err;

	if (watch_mark_write(w->mark_path.text, &w->mark,
			     w->watch->conf->syncs_spool, &err) == AM_OK)
		return true;
	w->fetching = 0; /* no fault of this mail's */
	watched_lose(w, AM_MAILBOX_LOST, "%s", err.text);
	return false;
}

static struct am_keeper
keeper_of(const struct watched *w, int64_t at)
{
	return (struct am_keeper){ .config = w->watch->config, .now_utc = at };
}

void
watched_drain(const struct watched *w)
{
	struct am_keeper args = keeper_of(w, am_now_utc());
	struct am_err err;

	if (am_keeper_drain(&args, &err) != AM_OK)
		am_log_error("journal: %s", err.text);
}

/* Recorded, or the folder is lost for now and the mail is read once more. */
static bool
record(struct watched *w, int64_t arrived)
{
	int64_t now = am_now_utc();
	int64_t at = arrived == AM_NO_TIME || arrived > now ? now : arrived;
	const struct am_keeper args = keeper_of(w, at);
	struct am_taking taking = {
		.inbox = w->inbox->name,
		.is_sent = w->is_sent,
		.is_old = now - at > FRESH_SECS,
	};
	struct am_err err;
	enum am_code rc = AM_OK;

	if (w->bytes == 0)
		return true; /* nobody wrote anything */
	rc = am_mail_seal(w->memfd, w->bytes, &taking.mail, &err);
	if (rc == AM_OK) {
		rc = am_keeper_take(&args, &taking, &err);
		am_mail_free(taking.mail);
	}
	if (rc == AM_OK)
		return true;
	w->fetching = 0; /* no fault of this mail's */
	watched_lose(w, AM_MAILBOX_LOST, "not recorded: %s", err.text);
	return false;
}

static bool
begin_mail(struct watched *w, uint32_t uid)
{
	if (w->fetching != 0 || uid <= w->mark.uid)
		return false;
	w->fetching = uid;
	w->memfd = memfd_create("amends-mail", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	return w->memfd >= 0;
}

static bool
add_bytes(struct watched *w, struct am_slice bytes)
{
	struct am_err err;

	if (w->fetching == 0 ||
	    bytes.len > (size_t)AM_MAIL_MAX_BYTES + 1 - w->bytes ||
	    am_write_all(w->memfd, bytes, &err) != AM_OK)
		return false;
	w->bytes += bytes.len;
	return true;
}

/* Done: only now does the mark go on. */
static bool
end_mail(struct watched *w, const struct watch_frame *frame)
{
	if (w->fetching == 0 || frame->uid != w->fetching)
		return false;
	if (frame->kind == WATCH_MAIL && !record(w, frame->number))
		return true; /* lost already */
	if (frame->kind == WATCH_PASSED) {
		char name[WATCHED_NAME_BYTES];

		watched_name(w, name);
		am_log_info(
			"%s: mail %lu is gone, or the server cannot give it",
			name, (unsigned long)frame->uid);
	}
	watched_forget_mail(w);
	w->mark.uid = frame->uid;
	w->mark.stuck_uid = w->mark.stuck_times = 0;
	w->done++;
	if (!watched_put_mark(w))
		return true;
	if (w->done % DRAIN_EVERY == 0)
		watched_drain(w);
	return true;
}

bool
watched_take(struct watched *w, const struct watch_frame *frame)
{
	if (frame->kind == WATCH_FETCHING)
		return begin_mail(w, frame->uid);
	if (frame->kind == WATCH_BYTES)
		return add_bytes(w, frame->text);
	return end_mail(w, frame);
}
