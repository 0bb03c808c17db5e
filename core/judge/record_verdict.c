/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "amends/clock.h"
#include "amends/message.h"
#include "amends/record.h"
#include "amends/text.h"
#include "amends/verdict.h"

/* All limits together keep a record below AM_RECORD_MAX_BYTES. */
#define IN_REPLY_TO_MAX 20
#define TO_MAX          20
#define NOTES_MAX       20
#define SCORE_MAX       1000000.0
#define NUMBER_ROOM     32
#define BASE_MAX_BYTES  200

/* Written from the end backwards, as printf() would take longer for them than
 * everything else that is written. */
static size_t
put_digits(char out[NUMBER_ROOM], size_t at, unsigned long long value,
	   int least)
{
	do {
		out[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (--least > 0 || value > 0);
	return at;
}

static struct am_slice
whole(char out[NUMBER_ROOM], uint32_t value)
{
	size_t at = put_digits(out, NUMBER_ROOM, value, 1);

	return (struct am_slice){ out + at, NUMBER_ROOM - at };
}

/* With six digits behind the point. */
static struct am_slice
number(char out[NUMBER_ROOM], double value)
{
	unsigned long long millionths;
	double size = isfinite(value) ? fabs(value) : 0;
	size_t at;

	if (size > SCORE_MAX)
		size = SCORE_MAX;
	millionths = (unsigned long long)(size * 1e6 + 0.5);
	at = put_digits(out, NUMBER_ROOM, millionths % 1000000, 6);
	out[--at] = '.';
	at = put_digits(out, at, millionths / 1000000, 1);
	if (value < 0 && millionths > 0)
		out[--at] = '-';
	return (struct am_slice){ out + at, NUMBER_ROOM - at };
}

static void
put_number(struct am_buf *record, const char *name, double value)
{
	char text[NUMBER_ROOM];

	am_record_put(record, name, number(text, value));
}

/* Plugins choose names freely; one that no record may hold must not cost the
 * others. */
static void
keep_if_sound(struct am_buf *record, size_t before)
{
	struct am_err err;

	if (am_record_check(am_slice_from(am_buf_slice(record), before), true,
			    &err) != AM_OK)
		record->len = before;
}

static void
put_ids(struct am_buf *record, const char *name, const struct am_slices *ids,
	size_t max)
{
	for (size_t i = 0; i < ids->count && i < max; i++)
		am_record_put_id(record, name, ids->items[i]);
}

/* Whom a reply of staff went to: a customer may be in copy only. */
static void
put_recipients(struct am_buf *record, const struct am_message *msg)
{
	const struct am_addresses *const lists[] = { &msg->to, &msg->cc,
						     &msg->bcc };
	size_t count = 0;

	for (size_t k = 0; k < sizeof(lists) / sizeof(lists[0]); k++)
		for (size_t i = 0; i < lists[k]->count && count < TO_MAX;
		     i++, count++)
			am_record_put(record, "to", lists[k]->items[i].address);
}

/* For mails that name no ids. The base subject is folded, with single blanks,
 * so that it is the same in every mail of a conversation; it may join an earlier
 * mail when it says that it belongs to one, or names a number of its own. */
static void
put_likeness(struct am_buf *record, const struct am_message *msg)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf base = { 0 };
	struct am_slice folded;
	size_t before = record->len;

	am_fold(arena, am_slice_cut_utf8(msg->subject_base, BASE_MAX_BYTES),
		&folded);
	for (size_t i = 0; i < folded.len; i++)
		if (!am_is_space(folded.ptr[i]))
			am_buf_putc(&base, folded.ptr[i]);
		else if (base.len > 0 && base.ptr[base.len - 1] != ' ')
			am_buf_putc(&base, ' ');
	am_record_put(record, "subject.base", am_buf_slice(&base));
	if (base.len > 0)
		am_record_put_int(record, "subject.joins",
				  msg->may_join_by_subject);
	am_record_put(record, "thread_index", msg->thread_index);
	if (msg->ticket.len > 3) /* without "[#" and "]" */
		am_record_put(record, "ticket",
			      am_slice_head(am_slice_from(msg->ticket, 2),
					    msg->ticket.len - 3));
	keep_if_sound(record, before);
	am_buf_free(&base);
	am_arena_free(arena);
}

/* Which mail did not arrive, and whom it did not reach. */
static void
put_bounce(struct am_buf *record, const struct am_bounce *bounce)
{
	size_t before = record->len;

	if (bounce->kind == AM_BOUNCE_NONE)
		return;
	am_record_put(record, "bounce",
		      am_slice_of(am_bounce_name(bounce->kind)));
	am_record_put_id(record, "bounce.id", bounce->message_id);
	for (size_t i = 0; i < bounce->failed.count; i++)
		am_record_put(record, "bounce.to", bounce->failed.items[i]);
	am_record_put(record, "bounce.status", bounce->status);
	keep_if_sound(record, before);
}

static void
put_time(struct am_buf *record, const char *name, int64_t utc)
{
	size_t before = record->len;

	if (utc == AM_NO_TIME)
		return;
	am_record_put_int(record, name, utc);
	keep_if_sound(record, before);
}

void
am_record_of_sender(const struct am_message *msg, struct am_buf *record)
{
	am_record_put_id(record, "id", msg->message_id);
	am_record_put(record, "from", msg->from.address);
	if (msg->reply_to.count > 0)
		am_record_put(record, "reply_to",
			      msg->reply_to.items[0].address);
	put_time(record, "date", msg->date_utc);
	am_record_put(record, "origin",
		      am_slice_of(am_origin_name(msg->origin)));
	put_bounce(record, &msg->bounce);
}

static void
put_message(struct am_buf *record, const struct am_message *msg)
{
	am_record_of_sender(msg, record);
	put_time(record, "received", msg->received_utc);
	put_ids(record, "irt", &msg->in_reply_to, IN_REPLY_TO_MAX);
	put_ids(record, "ref", &msg->references, AM_REFERENCES_MAX);
	am_record_put(record, "from.name", msg->from.name);
	put_recipients(record, msg);
	am_record_put(record, "subject", msg->subject);
	put_likeness(record, msg);
	am_record_put(record, "origin.why", msg->origin_why);
	for (size_t i = 0; i < msg->notes.count && i < NOTES_MAX; i++)
		am_record_put(record, "note", msg->notes.items[i]);
}

static void
put_tag(struct am_buf *record, const struct am_tag *tag)
{
	char score[NUMBER_ROOM];
	char probability[NUMBER_ROOM];
	struct am_slice words[] = {
		tag->name,
		number(score, tag->score),
		number(probability, tag->probability),
		am_slice_of(tag->is_set ? "1" : "0"),
	};

	size_t before = record->len;

	am_record_put_words(record, "tag", words,
			    sizeof(words) / sizeof(words[0]));
	keep_if_sound(record, before);
}

static void
put_evidence(struct am_buf *record, const struct am_evidence *e)
{
	char weight[NUMBER_ROOM];
	char start[NUMBER_ROOM];
	char end[NUMBER_ROOM];
	struct am_slice words[] = {
		e->tag,
		e->rule,
		number(weight, e->weight),
		e->cause,
		e->place,
		whole(start, e->start),
		whole(end, e->end),
		am_slice_cut_utf8(e->text, AM_EVIDENCE_TEXT_MAX),
	};

	size_t before = record->len;

	am_record_put_words(record, "ev", words,
			    sizeof(words) / sizeof(words[0]));
	keep_if_sound(record, before);
}

static void
put_proposal(struct am_buf *record, const struct am_proposal *proposal)
{
	size_t before = record->len;

	if (!proposal->is_made)
		return;
	am_record_put(record, "propose", proposal->topic);
	am_record_put(record, "propose.quote", proposal->quote);
	am_record_put(record, "propose.language", proposal->language);
	keep_if_sound(record, before);
}

void
am_record_of_verdict(const struct am_message *msg, const struct am_verdict *v,
		     struct am_buf *record)
{
	size_t before;

	put_message(record, msg);
	if (v->language.code[0] != '\0') {
		am_record_put(record, "language",
			      am_slice_of(v->language.code));
		put_number(record, "language.p", v->language.probability);
	}
	am_record_put(record, "urgency",
		      am_slice_of(am_urgency_name(v->urgency)));
	put_number(record, "urgency.score", v->urgency_score);
	am_record_put(record, "exposure",
		      am_slice_of(am_exposure_name(v->exposure)));
	for (size_t i = 0; i < v->n_tags && i < AM_TAGS_MAX; i++)
		put_tag(record, &v->tags[i]);
	for (size_t i = 0; i < v->n_evidence && i < AM_EVIDENCE_MAX; i++)
		put_evidence(record, &v->evidence[i]);
	put_proposal(record, &v->proposal);
	if (msg->is_cut || v->is_cut)
		am_record_put_int(record, "cut", 1);
	before = record->len;
	am_record_put(record, "failed", v->failed_rule);
	keep_if_sound(record, before);
}
