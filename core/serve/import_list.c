/* SPDX-License-Identifier: MIT */
#include "import_list.h"

#include <stdlib.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/hash.h"
#include "amends/lines.h"
#include "amends/message.h"
#include "amends/record.h"
#include "envelope.h"

#define NO_INBOX       UINT32_MAX
#define FAULTS_KEPT    100
#define HEAD_MAX_BYTES (AM_HEADER_MAX_BYTES + 4096U)

void
am_import_fault(struct am_import_faults *faults, struct am_slice name,
		const char *why)
{
	if (faults->count++ < FAULTS_KEPT)
		am_buf_printf(&faults->lines, "%.*s: %s\n", AM_SLICE_ARG(name),
			      why);
}

/* ---- what is not wanted */

/* The last part of the name: behind the slash, and in a Maildir behind the last
 * dot; in front of the ending of a mail program. */
static struct am_slice
folder_name(const char *path)
{
	static const char *const endings[] = { ".mbox", ".mbx", ".sbd" };
	const char *slash = strrchr(path, '/');
	struct am_slice name = am_slice_of(slash != NULL ? slash + 1 : path);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (am_slice_iends(name, endings[i]))
			name.len -= strlen(endings[i]);
	for (size_t at = name.len; at > 0; at--)
		if (name.ptr[at - 1] == '.')
			return am_slice_from(name, at);
	return name;
}

bool
am_import_is_skipped(const char *path)
{
	/* as servers and programs name them; those with '&' are RFC 3501's way
	 * to write letters beyond ASCII */
	static const char *const names[] = {
		"drafts",
		"draft",
		"templates",
		"outbox",
		"trash",
		"deleted",
		"deleted items",
		"deleted messages",
		"bin",
		"junk",
		"junk e-mail",
		"junk email",
		"spam",
		"bulk mail",
		"entwürfe",
		"entw&apw-rfe",
		"vorlagen",
		"postausgang",
		"papierkorb",
		"gelöschte elemente",
		"gel&apy-schte elemente",
		"gelöschte objekte",
		"gel&apy-schte objekte",
		"unerwünscht",
		"brouillons",
		"corbeille",
		"indésirables",
		"borradores",
		"papelera",
		"bozze",
		"cestino",
		"concepten",
		"prullenbak",
	};
	struct am_slice name = folder_name(path);

	if (am_slice_iends(am_slice_of(path), ".msf"))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (am_slice_ieqs(name, names[i]))
			return true;
	return false;
}

/* "1699.M1P2.host:2,DS": a draft, by its flag. */
static bool
is_draft(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *flags = strstr(slash != NULL ? slash : path, ":2,");

	return flags != NULL && strchr(flags, 'D') != NULL;
}

/* FOLDER/cur/NAME or FOLDER/new/NAME, where a name says nothing else */
static bool
is_in_maildir(const char *path)
{
	struct am_slice folder = am_slice_of(path);

	while (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
		folder.len--;
	return am_slice_ends(folder, "/cur/") || am_slice_ends(folder, "/new/");
}

static bool
skip(void *ctx, const char *path)
{
	struct am_import_list *list = ctx;

	if (is_in_maildir(path)) {
		list->drafts += is_draft(path);
		return is_draft(path);
	}
	if (!am_import_is_skipped(path))
		return false;
	if (!am_slice_iends(am_slice_of(path), ".msf"))
		am_buf_printf(&list->skipped, "%s\n", path);
	return true;
}

/* ---- listing */

struct listing {
	const struct am_import_listing *how;
	struct am_import_list *list;
	struct am_mailbox *box;
	struct am_rejudge *pool;
	size_t cap;
	uint64_t bytes;
};

/* Of the mail the header only, which is all that is looked at now. */
static uint32_t
cut_to_header(struct am_buf *mail, struct am_lines *lines)
{
	size_t most = HEAD_MAX_BYTES;

	am_lines_scan(am_buf_slice(mail), lines);
	if (lines->from_line.len + lines->header.len < most)
		most = lines->from_line.len + lines->header.len;
	mail->len = most;
	am_buf_puts(mail, "\n");
	am_lines_scan(am_buf_slice(mail), lines);
	return am_crc32c(0, am_slice_head(lines->header, AM_LISTED_HEAD_BYTES));
}

static void
add(struct listing *l, const struct am_mailed *mail, uint32_t head_sum,
    const struct am_inbox *given)
{
	struct am_import_list *list = l->list;
	struct am_slice path =
		am_slice_head(am_buf_slice(&mail->name), mail->path_bytes);
	struct am_listed *listed;
	const char *last;

	list->mails = am_arena_grow(list->arena, list->mails, list->count,
				    &l->cap, sizeof(*list->mails));
	listed = &list->mails[list->count];
	last = list->count > 0 ? listed[-1].path : NULL;
	if (last == NULL || !am_slice_eqs(path, last))
		last = am_arena_str(list->arena, path);
	*listed = (struct am_listed){
		.path = last,
		.offset = mail->offset,
		.number = list->count++,
		.at_utc = AM_NO_TIME,
		.head_sum = head_sum,
		.inbox = given != NULL
				 ? (uint32_t)(given - l->how->conf->inboxes)
				 : NO_INBOX,
	};
}

/* "reads as": a file that is no mail reads as one without fields. */
static const char *
what_is_missing(struct am_slice record, struct am_arena *arena)
{
	if (am_record_get(record, "from", arena).len == 0 &&
	    am_record_get(record, "id", arena).len == 0 &&
	    am_record_get(record, "date", arena).len == 0)
		return "is no mail";
	return "has no date that can be believed";
}

static void
take(struct listing *l, const struct am_rejudged *done)
{
	const struct am_conf *conf = l->how->conf;
	struct am_import_list *list = l->list;
	struct am_listed *listed = &list->mails[done->number];
	struct am_slice record = am_buf_slice(&done->sides[AM_SIDE_OLD].record);
	const char *reason = done->sides[AM_SIDE_OLD].reason;
	struct am_arena *arena = am_arena_new();
	struct am_mail_place place;
	enum am_mail_time time =
		am_mail_time_of(record, l->how->clock_utc, &listed->at_utc);

	am_mail_place_of(conf, record,
			 listed->inbox != NO_INBOX
				 ? &conf->inboxes[listed->inbox]
				 : NULL,
			 arena, &place);
	listed->inbox = (uint32_t)(place.inbox - conf->inboxes);
	listed->is_outbound = place.is_outbound;
	if (reason != NULL)
		am_import_fault(&list->faults, am_buf_slice(&done->name),
				"its header cannot be read");
	else if (time == AM_TIME_NONE)
		am_import_fault(&list->faults, am_buf_slice(&done->name),
				what_is_missing(record, arena));
	if (reason != NULL)
		listed->at_utc = AM_NO_TIME;
	list->repaired += reason == NULL && time == AM_TIME_REPAIRED;
	list->elsewhere +=
		reason == NULL && time != AM_TIME_NONE && place.is_elsewhere;
	am_arena_free(arena);
}

/* Whom it was delivered to, when that is somebody of ours. */
static const struct am_inbox *
envelope_inbox(const struct am_conf *conf, const struct am_lines *lines)
{
	struct am_arena *arena = am_arena_new();
	const struct am_inbox *inbox;
	struct am_envelope envelope;

	am_envelope_find(NULL, NULL, lines, arena, &envelope);
	inbox = am_conf_inbox(conf, envelope.recipient);
	if (!am_inbox_is_ours(inbox, envelope.recipient))
		inbox = NULL;
	am_arena_free(arena);
	return inbox;
}

static void
walk(struct listing *l)
{
	const struct am_import_listing *how = l->how;
	struct am_rejudged done = { .number = 0 };
	struct am_mailed mail = { .bytes_before = 0 };

	while (*how->stop == 0 && am_mailbox_next(l->box, &mail)) {
		struct am_rejudge_hint hint = { .inbox = how->inbox,
						.now_utc = how->clock_utc };
		struct am_lines lines;
		uint32_t head_sum;

		l->bytes += mail.mail.len;
		head_sum = cut_to_header(&mail.mail, &lines);
		if (hint.inbox == NULL)
			hint.inbox = envelope_inbox(how->conf, &lines);
		add(l, &mail, head_sum, hint.inbox);
		while (!am_rejudge_give(l->pool, &mail, &hint) &&
		       am_rejudge_take(l->pool, &done))
			take(l, &done);
		how->seen(how->ctx, l->list->count, mail.bytes_before);
	}
	while (am_rejudge_take(l->pool, &done))
		take(l, &done);
	am_rejudged_free(&done);
	am_mailed_free(&mail);
}

static int
by_time(const void *a, const void *b)
{
	const struct am_listed *x = a;
	const struct am_listed *y = b;

	if (x->at_utc != y->at_utc)
		return x->at_utc < y->at_utc ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Those without a time are told and go. */
static void
sort(struct am_import_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->mails[i].at_utc != AM_NO_TIME)
			list->mails[kept++] = list->mails[i];
	list->count = kept;
	if (kept > 1)
		qsort(list->mails, kept, sizeof(*list->mails), by_time);
}

void
am_import_list_make(const struct am_import_listing *how,
		    struct am_import_list *out)
{
	const struct am_rejudging rejudging = {
		.kind = AM_REJUDGE_GLANCE,
		.conf = how->conf,
		.now_utc = how->clock_utc,
		.clock_utc = how->clock_utc,
		.stop = how->stop,
	};
	struct listing l = { .how = how, .list = out };
	struct am_slice lines;
	size_t faults;

	memset(out, 0, sizeof(*out));
	out->arena = am_arena_new();
	l.box = am_mailbox_open(how->paths, how->n_paths, true);
	am_mailbox_skip(l.box, skip, out);
	l.pool = am_rejudge_new(&rejudging, how->n_judges);
	walk(&l);
	am_rejudge_free(l.pool);
	out->bytes = l.bytes;
	faults = am_mailbox_faults(l.box, &lines);
	am_buf_put(&out->faults.lines, lines);
	out->faults.count += faults;
	am_mailbox_close(l.box);
	sort(out);
}

void
am_import_list_free(struct am_import_list *list)
{
	am_arena_free(list->arena);
	am_buf_free(&list->skipped);
	am_buf_free(&list->faults.lines);
}
