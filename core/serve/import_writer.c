/* SPDX-License-Identifier: MIT */
#include "import_writer.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/file.h"
#include "drain.h"
#include "import_seen.h"
#include "record_end.h"
#include "take.h"

#define BUSY_MS      30000 /* another writer's transaction, another's drain */
#define BUSY_STEP_US 50000
#define DRAIN_MS     600000
#define REASON_ROOM  16

struct am_import_writer {
	pid_t pid;
	int fd;
	struct am_buf batch; /* heads with what they announce */
	uint32_t n_batched;
	bool is_waiting; /* for the answer to the last batch */
	struct am_import_counts counts;
};

/* Both ends are this program: no byte order, no padding to fear. */
struct batch_head {
	uint64_t bytes;
};

struct mail_head {
	uint64_t record_bytes, mail_bytes;
	int64_t at_utc;
	uint32_t inbox;
	uint32_t is_outbound;
	char reason[REASON_ROOM];
	char rule[AM_RULE_NAME_BYTES];
};

struct batch_answer {
	int32_t code;
	char why[sizeof(((struct am_err *)NULL)->text)];
	struct am_import_counts counts;
};

static bool
read_whole(int fd, void *out, size_t bytes)
{
	char *at = out;

	while (bytes > 0) {
		ssize_t n = read(fd, at, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		bytes -= (size_t)n;
	}
	return true;
}

static bool
send_whole(int fd, const void *from, size_t bytes)
{
	const char *at = from;

	while (bytes > 0) {
		ssize_t n = send(fd, at, bytes, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		bytes -= (size_t)n;
	}
	return true;
}

/* ---- the process that writes */

struct writer {
	const struct am_import_writing *how;
	struct am_journal *journal;
	unsigned char key[AM_STATE_KEY_BYTES];
	struct am_seen *seen; /* of a dry run */
	struct am_import_counts counts;
};

static void
count(struct writer *w, const struct am_taken *taken)
{
	struct am_import_counts *c = &w->counts;
	bool is_new = taken->result.is_new;

	if (!taken->is_sound) {
		c->unsound++;
		return;
	}
	if (is_new && w->how->is_dry)
		is_new = am_seen_add(w->seen, taken->event.delivery,
				     taken->event.kind);
	if (!is_new)
		c->known++;
	else if (taken->result.kind == AM_EVENT_AUTOMATIC)
		c->automatic++;
	else if (taken->result.kind == AM_EVENT_OUTBOUND)
		c->outbound++;
	else
		c->inbound++;
	c->unmatched += is_new && taken->result.is_unmatched;
}

static enum am_code
put_mail(struct writer *w, const struct mail_head *head, struct am_slice said,
	 struct am_slice mail, struct am_err *err)
{
	const struct am_taking taking = {
		.journal = w->journal,
		.conf = w->how->conf,
		.key = w->key,
		.only_looks = w->how->is_dry,
	};
	struct am_arena *arena = am_arena_new();
	struct am_status status = { .level = "ok" };
	struct am_envelope envelope;
	struct am_buf record = { 0 };
	struct am_taken taken;
	struct am_lines lines;
	enum am_code rc;

	am_lines_scan(mail, &lines);
	am_envelope_find(NULL, NULL, &lines, arena, &envelope);
	status.is_unsealed = !w->how->conf->is_sealed;
	if (head->reason[0] != '\0')
		am_status_worsen(&status, "skipped", head->reason,
				 am_slice_of(head->rule));
	am_buf_put(&record, said);
	am_status_rate(&status, w->how->image, said, arena);
	am_record_end(w->key,
		      &(const struct am_delivered){
			      .inbox = &w->how->conf->inboxes[head->inbox],
			      .envelope = &envelope,
			      .lines = &lines,
			      .is_outbound = head->is_outbound != 0,
			      .at_utc = head->at_utc,
			      .status = &status,
		      },
		      arena, &record);
	rc = am_record_take(&taking, am_buf_slice(&record), arena, &taken, err);
	if (rc == AM_OK)
		count(w, &taken);
	am_buf_free(&record);
	am_arena_free(arena);
	return rc;
}

static enum am_code
put_batch(struct writer *w, struct am_slice batch, struct am_err *err)
{
	struct am_import_counts before = w->counts;
	enum am_code rc = AM_OK;

	if (!w->how->is_dry)
		rc = am_journal_begin(w->journal, err);
	while (rc == AM_OK && batch.len > 0) {
		struct mail_head head;
		struct am_slice record;
		struct am_slice mail;

		memcpy(&head, batch.ptr, sizeof(head));
		batch = am_slice_from(batch, sizeof(head));
		record = am_slice_head(batch, head.record_bytes);
		batch = am_slice_from(batch, head.record_bytes);
		mail = am_slice_head(batch, head.mail_bytes);
		batch = am_slice_from(batch, head.mail_bytes);
		rc = put_mail(w, &head, record, mail, err);
	}
	if (w->how->is_dry)
		return rc;
	if (rc == AM_OK)
		rc = am_journal_commit(w->journal, err);
	if (rc != AM_OK) {
		am_journal_rollback(w->journal);
		w->counts = before;
	}
	return rc;
}

/* What filter has noted and nobody has drained gets its draft only when the
 * journal has it from there. */
static enum am_code
empty_spool(const struct am_import_writing *how, struct am_err *err)
{
	enum am_code rc = am_make_dirs(how->state->dir.text, 0700, err);
	int64_t until_ms = am_mono_ms() + BUSY_MS;
	struct am_drained drained = { .is_busy = true };

	while (rc == AM_OK && drained.is_busy && am_mono_ms() < until_ms) {
		rc = am_drain(how->state, how->conf, how->image, DRAIN_MS,
			      &drained, err);
		if (drained.is_busy)
			(void)usleep(BUSY_STEP_US);
	}
	return rc;
}

static enum am_code
open_journal(struct writer *w, struct am_err *err)
{
	const struct am_state *state = w->how->state;
	enum am_code rc = AM_OK;

	if (w->how->is_dry)
		w->seen = am_seen_new();
	else
		rc = empty_spool(w->how, err);
	if (rc == AM_OK)
		rc = am_journal_open(state->journal.text, !w->how->is_dry,
				     BUSY_MS, &w->journal, err);
	/* a dry run makes no key: without one there is nothing to compare */
	if (rc == AM_OK &&
	    (!w->how->is_dry || access(state->journal.text, F_OK) == 0))
		rc = am_state_key(state->dir.text, w->key, err);
	return rc;
}

static bool
answer(const struct writer *w, int fd, enum am_code rc,
       const struct am_err *err)
{
	struct batch_answer a = { .code = (int32_t)rc, .counts = w->counts };

	if (rc != AM_OK)
		(void)snprintf(a.why, sizeof(a.why), "%s", err->text);
	return send_whole(fd, &a, sizeof(a));
}

/* Ctrl-C is for the one who collects: he ends when all is told. */
static void
be_writer(const struct am_import_writing *how, int fd)
{
	struct writer w = { .how = how };
	struct am_buf batch = { 0 };
	struct batch_head head;
	struct am_err err;
	enum am_code rc;

	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
	rc = open_journal(&w, &err);
	while (answer(&w, fd, rc, &err) && rc == AM_OK &&
	       read_whole(fd, &head, sizeof(head))) {
		batch.len = 0;
		am_buf_reserve(&batch, head.bytes);
		if (!read_whole(fd, batch.ptr, head.bytes))
			break;
		batch.len = head.bytes;
		rc = put_batch(&w, am_buf_slice(&batch), &err);
	}
	am_journal_close(w.journal);
	am_seen_free(w.seen);
	am_buf_free(&batch);
	_exit(0);
}

/* ---- the process that collects */

static enum am_code
hear(struct am_import_writer *w, struct am_err *err)
{
	struct batch_answer a;

	if (!w->is_waiting)
		return AM_OK;
	w->is_waiting = false;
	if (!read_whole(w->fd, &a, sizeof(a)))
		return am_fail(err, AM_EIO,
			       "the process that writes the "
			       "journal has died");
	w->counts = a.counts;
	if (a.code == AM_OK)
		return AM_OK;
	a.why[sizeof(a.why) - 1] = '\0';
	return am_fail(err, (enum am_code)a.code, "%s", a.why);
}

enum am_code
am_import_writer_start(const struct am_import_writing *how,
		       struct am_import_writer **out, struct am_err *err)
{
	struct am_import_writer *w = am_calloc(1, sizeof(*w));
	enum am_code rc = AM_OK;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		free(w);
		return am_fail(err, AM_EIO, "socketpair: %s", strerror(errno));
	}
	w->pid = fork();
	if (w->pid == 0) {
		(void)close(pair[0]);
		be_writer(how, pair[1]);
	}
	(void)close(pair[1]);
	w->fd = pair[0];
	w->is_waiting = w->pid > 0;
	if (w->pid < 0)
		rc = am_fail(err, AM_EIO, "fork: %s", strerror(errno));
	if (rc == AM_OK)
		rc = hear(w, err);
	if (rc == AM_OK)
		*out = w;
	else
		am_import_writer_free(w);
	return rc;
}

/* The one before is answered first: so at most one is under way. */
static enum am_code
hand_over(struct am_import_writer *w, struct am_err *err)
{
	struct batch_head head = { .bytes = w->batch.len };
	enum am_code rc = hear(w, err);

	if (rc != AM_OK || w->n_batched == 0)
		return rc;
	w->is_waiting = true;
	/* when it is gone, listening to it says so */
	if (send_whole(w->fd, &head, sizeof(head)))
		(void)send_whole(w->fd, w->batch.ptr, w->batch.len);
	w->batch.len = 0;
	w->n_batched = 0;
	return AM_OK;
}

enum am_code
am_import_writer_add(struct am_import_writer *w, const struct am_import_mail *m,
		     struct am_err *err)
{
	struct mail_head head = {
		.record_bytes = m->record.len,
		.mail_bytes = m->mail.len,
		.at_utc = m->at_utc,
		.inbox = m->inbox,
		.is_outbound = m->is_outbound,
	};

	if (m->reason != NULL) {
		(void)snprintf(head.reason, sizeof(head.reason), "%s",
			       m->reason);
		(void)snprintf(head.rule, sizeof(head.rule), "%s", m->rule);
	}
	am_buf_put(&w->batch,
		   (struct am_slice){ (const char *)&head, sizeof(head) });
	am_buf_put(&w->batch, m->record);
	am_buf_put(&w->batch, m->mail);
	w->n_batched++;
	if (w->n_batched < AM_BATCH_MAILS && w->batch.len < AM_BATCH_BYTES)
		return AM_OK;
	return hand_over(w, err);
}

enum am_code
am_import_writer_sync(struct am_import_writer *w, struct am_err *err)
{
	enum am_code rc = hand_over(w, err);

	return rc == AM_OK ? hear(w, err) : rc;
}

const struct am_import_counts *
am_import_writer_counts(const struct am_import_writer *w)
{
	return &w->counts;
}

void
am_import_writer_free(struct am_import_writer *w)
{
	if (w == NULL)
		return;
	(void)close(w->fd);
	while (w->pid > 0 && waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
		;
	am_buf_free(&w->batch);
	free(w);
}
