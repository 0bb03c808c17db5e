/* SPDX-License-Identifier: MIT */
#include "drain_event.h"

#include <stdlib.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/record.h"
#include "amends/ticket.h"
#include "amends/verdict.h"

const struct am_inbox *
am_record_inbox(const struct am_conf *conf, struct am_slice record,
		struct am_arena *arena)
{
	struct am_slice name = am_record_get(record, "inbox", arena);

	for (size_t i = 0; i < conf->n_inboxes; i++)
		if (am_slice_eq(conf->inboxes[i].name, name))
			return &conf->inboxes[i];
	return &conf->inboxes[0];
}

/* All values of one name. */
static struct am_slices
values_of(struct am_slice record, const char *name, struct am_arena *arena)
{
	struct am_slices out = { 0 };
	struct am_slice found;
	struct am_slice value;
	size_t cap = 0;

	while (am_record_next(&record, &found, &value)) {
		struct am_slice word;

		if (!am_slice_eqs(found, name) ||
		    !am_record_next_word(&value, arena, &word))
			continue;
		out.items = am_arena_grow(arena, out.items, out.count, &cap,
					  sizeof(*out.items));
		out.items[out.count++] = word;
	}
	return out;
}

static void
add_customer(struct am_slices *list, size_t *cap, const struct am_inbox *inbox,
	     struct am_slice address, struct am_arena *arena)
{
	if (address.len == 0 || am_inbox_is_ours(inbox, address) ||
	    am_inbox_is_staff(inbox, address))
		return;
	list->items = am_arena_grow(arena, list->items, list->count, cap,
				    sizeof(*list->items));
	list->items[list->count++] = address;
}

static bool
is_bounce(struct am_slice record, struct am_arena *arena)
{
	return am_slice_eqs(am_record_get(record, "origin", arena), "bounce");
}

/* A mail server is nobody's customer: a bounce belongs to those whom our mail
 * did not reach. */
static struct am_slices
customers_of(struct am_slice record, bool is_outbound,
	     const struct am_inbox *inbox, struct am_arena *arena)
{
	struct am_slices out = { 0 };
	size_t cap = 0;

	if (is_outbound || is_bounce(record, arena)) {
		struct am_slices to = values_of(
			record, is_outbound ? "to" : "bounce.to", arena);

		for (size_t i = 0; i < to.count; i++)
			add_customer(&out, &cap, inbox, to.items[i], arena);
	}
	if (!is_outbound && out.count == 0) {
		add_customer(&out, &cap, inbox,
			     am_record_get(record, "from", arena), arena);
		add_customer(&out, &cap, inbox,
			     am_record_get(record, "reply_to", arena), arena);
	}
	return out;
}

static double
number_of(struct am_slice word)
{
	/* words are NUL-terminated copies in the arena */
	return word.len > 0 ? strtod(word.ptr, NULL) : 0;
}

static void
put_tags(struct am_slice record, struct am_arena *arena, struct am_event *out)
{
	struct am_event_tag *tags =
		am_arena_array(arena, AM_TAGS_MAX, sizeof(*tags));
	struct am_slice name;
	struct am_slice value;
	size_t n = 0;

	while (n < AM_TAGS_MAX && am_record_next(&record, &name, &value)) {
		struct am_slice score;
		struct am_slice probability;
		struct am_slice set;

		if (!am_slice_eqs(name, "tag") ||
		    !am_record_next_word(&value, arena, &tags[n].name) ||
		    !am_record_next_word(&value, arena, &score) ||
		    !am_record_next_word(&value, arena, &probability) ||
		    !am_record_next_word(&value, arena, &set))
			continue;
		tags[n].score = number_of(score);
		tags[n].probability = number_of(probability);
		tags[n].is_set = am_slice_eqs(set, "1");
		n++;
	}
	out->tags = tags;
	out->n_tags = n;
}

/* "ev=TAG RULE WEIGHT CAUSE PLACE START END TEXT" */
#define EV_WORDS 8

static void
put_evidence(struct am_slice record, struct am_arena *arena,
	     struct am_event *out)
{
	struct am_event_evidence *list =
		am_arena_array(arena, AM_EVIDENCE_MAX, sizeof(*list));
	struct am_slice name;
	struct am_slice value;
	size_t n = 0;

	while (n < AM_EVIDENCE_MAX && am_record_next(&record, &name, &value)) {
		struct am_slice w[EV_WORDS] = { 0 };
		size_t words = 0;

		if (!am_slice_eqs(name, "ev"))
			continue;
		while (words < EV_WORDS &&
		       am_record_next_word(&value, arena, &w[words]))
			words++;
		if (words < 3)
			continue;
		list[n].tag = w[0];
		list[n].rule = w[1];
		list[n].weight = number_of(w[2]);
		list[n].text = w[7];
		n++;
	}
	out->evidence = list;
	out->n_evidence = n;
}

static int
urgency_of(struct am_slice record, struct am_arena *arena)
{
	struct am_slice level = am_record_get(record, "urgency", arena);

	for (int i = 0; i < AM_URGENCIES; i++)
		if (am_slice_eqs(level, am_urgency_name((enum am_urgency)i)))
			return i;
	return AM_NO_URGENCY;
}

/* What became of a mail of ours. The bounce joins the conversation of that
 * mail, whether or not it says so in its own fields. */
static void
put_bounce(struct am_slice record, struct am_arena *arena, struct am_event *out)
{
	struct am_slice about = am_record_get(record, "bounce.id", arena);
	struct am_slice *ids;

	if (!am_slice_eqs(out->origin, "bounce"))
		return;
	out->bounce = am_record_get(record, "bounce", arena);
	out->bounce_status = am_record_get(record, "bounce.status", arena);
	out->bounce_about = about;
	if (about.len == 0)
		return;
	ids = am_arena_array(arena, out->n_in_reply_to + 1, sizeof(*ids));
	ids[0] = about;
	for (size_t i = 0; i < out->n_in_reply_to; i++)
		ids[i + 1] = out->in_reply_to[i];
	out->in_reply_to = ids;
	out->n_in_reply_to++;
}

void
am_event_of_record(struct am_slice record, const struct am_inbox *inbox,
		   struct am_arena *arena, struct am_event *out)
{
	bool is_outbound =
		am_slice_eqs(am_record_get(record, "direction", arena), "out");
	struct am_slices irt = values_of(record, "irt", arena);
	struct am_slices refs = values_of(record, "ref", arena);
	struct am_slices customers =
		customers_of(record, is_outbound, inbox, arena);

	/* a bounce answers nothing; it belongs to the mail that it is about */
	if (refs.count == 0)
		refs = values_of(record, "bounce.id", arena);
	memset(out, 0, sizeof(*out));
	out->delivery = am_record_get(record, "delivery", arena);
	out->inbox = inbox->name;
	out->kind = is_outbound ? AM_EVENT_OUTBOUND : AM_EVENT_INBOUND;
	out->origin = am_record_get(record, "origin", arena);
	/* our own mail is what the customers' door calls "own"; at the door of
	 * staff it is a person's */
	if (is_outbound && am_slice_eqs(out->origin, "own"))
		out->origin = AM_SLICE_LIT("person");
	/* what the spam filter before us has marked waits for nobody */
	if (!is_outbound && am_record_get(record, "fact.spam", arena).len > 0)
		out->origin = AM_SLICE_LIT("spam");
	out->at = am_record_get_int(record, "at", 0);
	out->date = am_record_get_int(record, "date", AM_NO_TIME);
	out->message_id = am_record_get(record, "id", arena);
	out->in_reply_to = irt.items;
	out->n_in_reply_to = irt.count;
	out->references = refs.items;
	out->n_references = refs.count;
	out->thread_index = am_record_get(record, "thread_index", arena);
	out->actor = am_record_get(record, "from", arena);
	out->customers = customers.items;
	out->n_customers = customers.count;
	out->language = am_record_get(record, "language", arena);
	out->urgency = is_outbound ? AM_NO_URGENCY : urgency_of(record, arena);
	out->status = am_record_get(record, "status", arena);
	if (is_outbound)
		return;
	put_bounce(record, arena, out);
	put_tags(record, arena, out);
	put_evidence(record, arena, out);
}

void
am_event_prove(struct am_slice record,
	       const unsigned char key[AM_SIPHASH_KEY_BYTES],
	       struct am_arena *arena, struct am_event *event)
{
	struct am_slice base = am_record_get(record, "subject.base", arena);
	char *hex = am_arena_alloc(arena, AM_SIPHASH_HEX_BYTES);
	unsigned char sum[16];
	struct am_siphash h;

	(void)am_ticket_read(key, am_record_get(record, "ticket", arena),
			     &event->ticket);
	if (base.len == 0)
		return;
	am_siphash_start(&h, key);
	am_siphash_field(&h, AM_SLICE_LIT("subject"));
	am_siphash_field(&h, base);
	am_siphash_finish(&h, sum);
	am_hex(sum, sizeof(sum), hex);
	event->subject = am_slice_of(hex);
	event->may_join_by_subject =
		am_record_get_int(record, "subject.joins", 0) == 1;
}
