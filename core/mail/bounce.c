/* SPDX-License-Identifier: MIT */
#include "bounce.h"

#include "address.h"
#include "bounce_report.h"
#include "bounce_text.h"
#include "fields.h"
#include "ids.h"
#include "phrases.h"
#include "words.h"

#define COPY_LINES_BEFORE_FIELDS 8
#define OPENING_BYTES            2000
#define RECEIVED_MAX_BYTES       2000
#define FIELDS_MAX               50 /* of one name */

struct reader {
	struct am_arena *arena;
	const struct am_inbox *inbox;
	struct am_message *msg;
	struct am_bounce *out;
	struct am_bounce_words words;
	struct am_header copy; /* of the mail that the text repeats */
	struct am_notes notes; /* nobody reads them */
	struct am_message notes_home;
};

const char *
am_bounce_name(enum am_bounce_kind kind)
{
	static const char *const names[] = { "none",      "failed", "delayed",
					     "delivered", "read",   "complaint",
					     "challenge" };

	return names[kind];
}

/* ---- the machine's part */

static void
read_reports(struct reader *r)
{
	const struct am_message *msg = r->msg;

	for (size_t i = 0; i < msg->n_parts && r->out->kind == AM_BOUNCE_NONE;
	     i++) {
		const struct am_part *part = &msg->parts[i];

		if (am_slice_iends(part->type, "delivery-status"))
			am_delivery_status_read(r->arena, part->report, r->out);
		else if (am_slice_iends(part->type, "disposition-notification"))
			am_disposition_read(r->arena, part->report, r->out);
		else if (am_slice_iends(part->type, "feedback-report"))
			am_feedback_read(r->arena, part->report, r->out);
	}
	if (r->out->kind == AM_BOUNCE_NONE)
		am_delivery_status_read(r->arena, r->words.words, r->out);
}

static bool
content_type_has(const struct reader *r, const char *word)
{
	struct am_slice raw;

	return am_fields_find(r->msg->fields, r->msg->n_fields, "Content-Type",
			      0, &raw) &&
	       am_slice_ifind(raw, word) < raw.len;
}

static bool
has_field_of(const struct am_message *msg, const char *const *names)
{
	struct am_slice raw;

	for (; *names != NULL; names++)
		if (am_fields_find(msg->fields, msg->n_fields, *names, 0, &raw))
			return true;
	return false;
}

/* By the words, when no machine's part says it. */
static enum am_bounce_kind
kind_by_words(const struct reader *r)
{
	struct am_slice subject = r->msg->subject;
	struct am_slice words =
		am_slice_cut_utf8(r->words.words, OPENING_BYTES);
	bool is_final = am_phrase_in(words, am_giving_up) != NULL;

	if (content_type_has(r, "feedback-report"))
		return AM_BOUNCE_COMPLAINT;
	if (content_type_has(r, "disposition-notification"))
		return AM_BOUNCE_READ;
	if (has_field_of(r->msg, am_challenge_fields))
		return AM_BOUNCE_CHALLENGE;
	if (am_phrase_in(subject, am_delivered_phrases) != NULL ||
	    am_phrase_in(words, am_delivered_phrases) != NULL)
		return AM_BOUNCE_DELIVERED;
	if (!is_final && (am_phrase_in(subject, am_delay_phrases) != NULL ||
			  am_phrase_in(words, am_delay_phrases) != NULL))
		return AM_BOUNCE_DELAYED;
	if (!is_final && am_phrase_start(subject, am_bounce_subjects) == NULL &&
	    am_phrase_in(words, am_challenge_phrases) != NULL)
		return AM_BOUNCE_CHALLENGE;
	return AM_BOUNCE_FAILED;
}

/* ---- whom it did not reach */

static void
add_of_field(struct reader *r, const struct am_field *fields, size_t n_fields,
	     const char *name)
{
	struct am_addresses list = { 0 };
	struct am_slice raw;

	for (size_t nth = 0; nth < FIELDS_MAX &&
			     am_fields_find(fields, n_fields, name, nth, &raw);
	     nth++)
		am_addresses_parse(r->arena, raw, am_slice_of(NULL), &r->notes,
				   &list);
	for (size_t i = 0; i < list.count; i++)
		if (am_slice_chr(list.items[i].address, '@') <
		    list.items[i].address.len)
			am_bounce_add(r->arena, r->out, list.items[i].address);
}

/* "for <ann@example.org>;" of the last host that wrote one. */
static void
add_envelope(struct reader *r, const struct am_field *fields, size_t n_fields)
{
	struct am_slice raw;
	struct am_slice address;

	for (size_t nth = 0;
	     nth < FIELDS_MAX && r->out->failed.count == 0 &&
	     am_fields_find(fields, n_fields, "Received", nth, &raw);
	     nth++) {
		raw = am_slice_head(raw, RECEIVED_MAX_BYTES);
		raw = am_slice_from(raw, am_slice_ifind(raw, "for <"));
		raw = am_slice_head(raw, am_slice_chr(raw, '>'));
		if (am_address_in(raw, &address, NULL))
			am_bounce_add(r->arena, r->out, address);
	}
}

/* A mail with several recipients does not say which of them failed. */
static void
add_only_recipient(struct reader *r, const struct am_field *fields,
		   size_t n_fields)
{
	static const char *const names[] = { "X-Failed-Recipients",
					     "Envelope-To", "Received", "To",
					     NULL };

	for (size_t i = 0; names[i] != NULL; i++) {
		if (r->out->failed.count > 0)
			return;
		if (am_slice_eqs(am_slice_of(names[i]), "Received"))
			add_envelope(r, fields, n_fields);
		else
			add_of_field(r, fields, n_fields, names[i]);
		if (r->out->failed.count > 1)
			r->out->failed.count = 0;
	}
}

/* "bounces+ann=example.org@lists.example.com" was sent to ann@example.org. */
static void
add_verp(struct reader *r)
{
	for (size_t i = 0; i < r->msg->to.count; i++) {
		struct am_slice local = r->msg->to.items[i].address;
		struct am_slice domain;
		size_t begin;

		local = am_slice_head(local, am_slice_chr(local, '@'));
		begin = am_slice_chr(local, '+');
		if (begin == local.len)
			begin = am_slice_chr(local, '-');
		local = am_slice_from(local, begin + 1);
		domain = am_slice_from(local, am_slice_chr(local, '=') + 1);
		local = am_slice_head(local, am_slice_chr(local, '='));
		if (local.len > 0 && am_slice_chr(domain, '.') < domain.len)
			am_bounce_add(r->arena, r->out,
				      am_arena_printf(r->arena, "%.*s@%.*s",
						      AM_SLICE_ARG(local),
						      AM_SLICE_ARG(domain)));
	}
}

static void
find_addresses(struct reader *r)
{
	const struct am_message *msg = r->msg;
	struct am_slices *failed = &r->out->failed;

	if (failed->count == 0)
		add_of_field(r, msg->fields, msg->n_fields,
			     "X-Failed-Recipients");
	for (size_t i = 0; failed->count == 0 && i < r->words.addresses.count;
	     i++)
		*failed = r->words.addresses;
	if (failed->count == 0 && msg->n_attached > 0)
		add_only_recipient(r, msg->attached[0].fields,
				   msg->attached[0].n_fields);
	if (failed->count == 0)
		add_only_recipient(r, r->copy.fields, r->copy.n_fields);
	if (failed->count == 0)
		add_verp(r);
	if (failed->count == 0 && r->out->kind == AM_BOUNCE_CHALLENGE)
		am_bounce_add(r->arena, r->out, msg->from.address);
}

/* ---- which mail it is about */

/* The copy's header begins a few lines below what announces it. */
static void
read_copy(struct reader *r)
{
	struct am_slice rest = r->words.copy;
	struct am_slice line;

	for (int n = 0; n < COPY_LINES_BEFORE_FIELDS && rest.len > 0; n++) {
		am_header_split(r->arena, rest, '\n', &r->copy);
		if (r->copy.n_fields > 1)
			return;
		(void)am_slice_next_line(&rest, &line);
	}
	r->copy = (struct am_header){ 0 };
}

static void
take_first(struct am_slice *place, struct am_slice value)
{
	if (place->len == 0)
		*place = value;
}

static void
take_copy(struct reader *r)
{
	const struct am_header *copy = &r->copy;
	struct am_slice raw;

	if (am_fields_find(copy->fields, copy->n_fields, "Message-ID", 0, &raw))
		take_first(&r->out->message_id, am_id_parse(r->arena, raw));
	if (am_fields_find(copy->fields, copy->n_fields, "Subject", 0, &raw))
		take_first(
			&r->out->subject,
			am_header_decode(r->arena,
					 am_field_unfold(r->arena, raw, NULL),
					 am_slice_of(NULL), NULL));
}

static void
find_mail(struct reader *r)
{
	const struct am_message *msg = r->msg;
	struct am_bounce *out = r->out;
	struct am_slice raw;

	for (size_t i = 0; i < msg->n_attached && i < 1; i++) {
		take_first(&out->message_id, msg->attached[i].message_id);
		take_first(&out->subject, msg->attached[i].subject);
	}
	take_copy(r);
	if (out->message_id.len == 0 &&
	    am_fields_find(msg->fields, msg->n_fields, "X-Original-Message-ID",
			   0, &raw))
		out->message_id = am_id_parse(r->arena, raw);
	take_first(&out->message_id, r->words.message_id);
	if (msg->in_reply_to.count > 0)
		take_first(&out->message_id, msg->in_reply_to.items[0]);
	if (msg->references.count > 0)
		take_first(&out->message_id,
			   msg->references.items[msg->references.count - 1]);
	take_first(&out->subject, r->words.subject);
	out->subject = am_slice_trim(
		am_slice_cut_utf8(out->subject, AM_BOUNCE_TEXT_MAX));
}

void
am_bounce_read(struct am_arena *arena, const struct am_inbox *inbox,
	       struct am_message *msg)
{
	struct reader r = {
		.arena = arena, .inbox = inbox, .msg = msg, .out = &msg->bounce
	};

	bool has_report;

	msg->bounce = (struct am_bounce){ 0 };
	if (msg->origin != AM_BOUNCE)
		return;
	am_notes_start(&r.notes, arena, &r.notes_home);
	am_bounce_words_read(arena, msg, inbox, &r.words);
	read_copy(&r);
	read_reports(&r);
	has_report = r.out->kind != AM_BOUNCE_NONE;
	if (!has_report)
		r.out->kind = kind_by_words(&r);
	find_addresses(&r);
	find_mail(&r);
	take_first(&r.out->status, r.words.status);
	if (!has_report || r.words.is_coded)
		take_first(&r.out->diagnostic, r.words.diagnostic);
}
