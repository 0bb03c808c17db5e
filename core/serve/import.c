/* SPDX-License-Identifier: MIT */
#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "amends/clock.h"

/* What may be judged before an earlier mail is. */
#define AHEAD_MAX   256
#define AHEAD_BYTES (64U << 20)
#define FAILED_KEPT 100

/* What was judged and waits for its turn. */
struct waiting {
	bool is_done;
	bool is_read; /* else it could not be */
	struct am_rejudged mail;
};

struct import {
	const struct am_importing *how;
	struct am_imported *out;
	struct am_import_writer *writer;
	struct am_rejudge *pool;
	struct waiting ahead[AHEAD_MAX]; /* of mail i: i % AHEAD_MAX */
	size_t *given; /* which mail was given as that number */
	size_t n_given;
	size_t n_read; /* mails that were read or could not be */
	size_t n_put;  /* and that the writer has */
	uint64_t bytes;
	size_t ahead_bytes;
	enum am_code code; /* of the writer */
	struct am_err *err;
};

static void
tell_listed(void *ctx, uint64_t mails, uint64_t bytes)
{
	const struct import *im = ctx;
	const struct am_importing *how = im->how;

	how->seen(how->ctx, AM_IMPORT_LISTS, mails, bytes, 0);
}

static void
note_failed(struct am_imported *out, const struct am_rejudged *mail)
{
	const struct am_rejudged_side *side = &mail->sides[AM_SIDE_OLD];

	if (out->unjudged++ < FAILED_KEPT)
		am_buf_printf(&out->failed, "%.*s: %s%s%s\n",
			      AM_SLICE_ARG(am_buf_slice(&mail->name)),
			      side->reason, side->rule[0] != '\0' ? " in " : "",
			      side->rule);
}

static void
put(struct import *im, const struct am_listed *listed,
    const struct am_rejudged *mail)
{
	const struct am_rejudged_side *side = &mail->sides[AM_SIDE_OLD];
	const struct am_import_mail m = {
		.record = am_buf_slice(&side->record),
		.mail = am_buf_slice(&mail->mail),
		.inbox = listed->inbox,
		.is_outbound = listed->is_outbound,
		.at_utc = listed->at_utc,
		.reason = side->reason,
		.rule = side->rule,
	};

	if (side->reason != NULL)
		note_failed(im->out, mail);
	im->bytes += mail->mail.len;
	im->out->taken++;
	im->code = am_import_writer_add(im->writer, &m, im->err);
}

/* As far as there is no gap. */
static void
put_ready(struct import *im)
{
	const struct am_importing *how = im->how;
	struct waiting *w = &im->ahead[im->n_put % AHEAD_MAX];

	while (im->code == AM_OK && im->n_put < im->n_read && w->is_done) {
		if (w->is_read)
			put(im, &im->out->list.mails[im->n_put], &w->mail);
		im->ahead_bytes -= w->mail.mail.len;
		am_rejudged_free(&w->mail);
		w->is_done = false;
		im->n_put++;
		how->seen(how->ctx, AM_IMPORT_TAKES, im->out->taken, im->bytes,
			  im->out->list.bytes);
		w = &im->ahead[im->n_put % AHEAD_MAX];
	}
}

/* A rule asks for history: all that came before must be in the journal. */
static bool
may_ask(void *asked, uint64_t number)
{
	struct import *im = asked;

	if (im->code != AM_OK)
		return true;
	put_ready(im);
	if (im->n_put < im->given[number % AHEAD_MAX])
		return false;
	if (im->code == AM_OK)
		im->code = am_import_writer_sync(im->writer, im->err);
	return true;
}

/* False: none is under way, or all is to stop. */
static bool
take_one(struct import *im)
{
	struct am_rejudged done = { .number = 0 };
	struct waiting *w;

	if (!am_rejudge_take(im->pool, &done))
		return false;
	w = &im->ahead[im->given[done.number % AHEAD_MAX] % AHEAD_MAX];
	w->mail = done;
	im->ahead_bytes += done.mail.len;
	w->is_done = true;
	w->is_read = true;
	put_ready(im);
	return true;
}

static void
give(struct import *im, const struct am_listed *listed, struct am_mailed *mail)
{
	const struct am_rejudge_hint hint = {
		.inbox = &im->how->conf->inboxes[listed->inbox],
		.now_utc = listed->at_utc,
		.is_outbound = listed->is_outbound,
	};
	struct am_err err;

	mail->name.len = 0;
	am_buf_puts(&mail->name, listed->path);
	if (am_import_read(listed, &mail->mail, &err) != AM_OK) {
		struct waiting *w = &im->ahead[im->n_read++ % AHEAD_MAX];

		am_import_fault(&im->out->list.faults,
				am_slice_of(listed->path), err.text);
		w->is_done = true;
		w->is_read = false;
		put_ready(im);
		return;
	}
	im->given[im->n_given++ % AHEAD_MAX] = im->n_read++;
	while (!am_rejudge_give(im->pool, mail, &hint) && take_one(im))
		;
}

static void
take_all(struct import *im)
{
	const struct am_import_list *list = &im->out->list;
	struct am_mailed mail = { .bytes_before = 0 };

	while (im->code == AM_OK && *im->how->stop == 0 &&
	       im->n_read < list->count) {
		if (im->n_read - im->n_put < AHEAD_MAX &&
		    im->ahead_bytes < AHEAD_BYTES)
			give(im, &list->mails[im->n_read], &mail);
		else if (!take_one(im))
			break;
	}
	while (im->code == AM_OK && take_one(im))
		;
	if (im->code == AM_OK)
		im->code = am_import_writer_sync(im->writer, im->err);
	am_mailed_free(&mail);
}

static void
run(struct import *im)
{
	const struct am_importing *how = im->how;
	const struct am_import_writing writing = {
		.conf = how->conf,
		.image = how->image,
		.state = how->state,
		.is_dry = how->is_dry,
	};
	const struct am_rejudging rejudging = {
		.kind = AM_REJUDGE_TAKE,
		.conf = how->conf,
		.images = { how->image, how->image },
		.now_utc = AM_NO_TIME,
		.clock_utc = how->clock_utc,
		.stop = how->stop,
		.may_ask = may_ask,
		.asked = im,
	};

	im->code = am_import_writer_start(&writing, &im->writer, im->err);
	if (im->code != AM_OK)
		return;
	im->pool = am_rejudge_new(&rejudging, how->n_judges);
	take_all(im);
	am_rejudge_free(im->pool);
	im->out->counts = *am_import_writer_counts(im->writer);
	am_import_writer_free(im->writer);
}

enum am_code
am_import(const struct am_importing *how, struct am_imported *out,
	  struct am_err *err)
{
	struct import *im = am_calloc(1, sizeof(*im));
	const struct am_import_listing listing = {
		.paths = how->paths,
		.n_paths = how->n_paths,
		.conf = how->conf,
		.inbox = how->inbox,
		.n_judges = how->n_judges,
		.clock_utc = how->clock_utc,
		.stop = how->stop,
		.seen = tell_listed,
		.ctx = im,
	};
	enum am_code rc;

	memset(out, 0, sizeof(*out));
	im->how = how;
	im->out = out;
	im->err = err;
	im->given = am_calloc(AHEAD_MAX, sizeof(*im->given));
	am_import_list_make(&listing, &out->list);
	if (*how->stop == 0 && out->list.count > 0)
		run(im);
	out->is_interrupted = *how->stop != 0;
	rc = im->code;
	for (size_t i = 0; i < AHEAD_MAX; i++)
		am_rejudged_free(&im->ahead[i].mail);
	free(im->given);
	free(im);
	return rc;
}

void
am_imported_free(struct am_imported *imported)
{
	am_import_list_free(&imported->list);
	am_buf_free(&imported->failed);
}
