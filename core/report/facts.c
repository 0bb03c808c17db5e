/* SPDX-License-Identifier: MIT */
#include "facts.h"

#include <stdlib.h>

#define FIRST_CAP    1024
#define SLOTS_A_FACT 4

size_t
names_put(struct names *names, struct am_arena *arena, struct am_slice name)
{
	if (names->last < names->count &&
	    am_slice_eq(names->items[names->last], name))
		return names->last;
	for (size_t i = 0; i < names->count; i++)
		if (am_slice_eq(names->items[i], name))
			return names->last = i;
	names->items = am_arena_grow(arena, names->items, names->count,
				     &names->cap, sizeof(*names->items));
	names->items[names->count] = am_arena_dup(arena, name);
	return names->last = names->count++;
}

/* Conversations are numbered as they begin, so those of a time lie side by side
 * here and stay in the processor's cache; scattered, they would be a third of
 * what a year costs. Four slots a fact keep it at most half full even where the
 * numbers go round and lie over each other. */
static size_t
slot_of(const struct facts *f, int64_t conversation)
{
	size_t slot = (size_t)conversation & (f->n_slots - 1);

	while (f->heads[slot] != NO_FACT &&
	       f->items[f->heads[slot]].conversation != conversation)
		slot = (slot + 1) & (f->n_slots - 1);
	return slot;
}

uint32_t
facts_of(const struct facts *f, int64_t conversation)
{
	return f->n_slots == 0 ? NO_FACT : f->heads[slot_of(f, conversation)];
}

static void
link_fact(struct facts *f, size_t i)
{
	size_t slot = slot_of(f, f->items[i].conversation);

	f->items[i].earlier = f->heads[slot];
	f->heads[slot] = (uint32_t)i;
}

static void
grow(struct facts *f)
{
	f->cap = f->cap == 0 ? FIRST_CAP : f->cap * 2;
	f->items = am_realloc(f->items, f->cap * sizeof(*f->items));
	f->n_slots = f->cap * SLOTS_A_FACT;
	free(f->heads);
	f->heads = am_malloc(f->n_slots * sizeof(*f->heads));
	for (size_t i = 0; i < f->n_slots; i++)
		f->heads[i] = NO_FACT;
	for (size_t i = 0; i < f->count; i++)
		link_fact(f, i);
}

struct collecting {
	struct facts *facts;
	struct am_journal *journal;
	const struct am_report *report;
	size_t last_ruling;
	size_t *inbox_of_ruling; /* 0: not known yet; else one more */
	/* Those who thanked in a conversation that has no fact. */
	struct fact *thanks;
	size_t n_thanks, thanks_cap;
};

static uint32_t
ruling_of(struct collecting *c, int64_t policy)
{
	const struct am_rulings *r = c->facts->rulings;

	if (policy == 0)
		return NO_RULING;
	if (c->last_ruling < r->count &&
	    r->items[c->last_ruling].event == policy)
		return (uint32_t)c->last_ruling;
	for (size_t i = 0; i < r->count; i++)
		if (r->items[i].event == policy)
			return (uint32_t)(c->last_ruling = i);
	return NO_RULING;
}

/* A mail that only thanks has no turn that would say. */
static uint32_t
ruling_then(const struct collecting *c, const struct am_journal_turn *mail)
{
	const struct am_rulings *all = c->facts->rulings;
	const struct am_ruling *r = am_ruling_at(all, mail->inbox, mail->at);

	return r != NULL ? (uint32_t)(r - all->items) : NO_RULING;
}

/* An inbox is found by its policy, which is a number. */
static uint16_t
inbox_of(struct collecting *c, uint32_t ruling, struct am_slice name)
{
	struct facts *f = c->facts;

	if (ruling == NO_RULING)
		return (uint16_t)names_put(&f->inboxes, f->arena, name);
	if (c->inbox_of_ruling[ruling] == 0)
		c->inbox_of_ruling[ruling] =
			1 + names_put(&f->inboxes, f->arena,
				      f->rulings->items[ruling].policy->inbox);
	return (uint16_t)(c->inbox_of_ruling[ruling] - 1);
}

static bool
is_wanted(const struct collecting *c, const struct fact *fact)
{
	return c->report->inbox.len == 0 ||
	       am_slice_eq(c->report->inbox,
			   c->facts->inboxes.items[fact->inbox]);
}

static void
read_fact(struct collecting *c, const struct am_journal_turn *t,
	  struct fact *out)
{
	struct facts *f = c->facts;
	uint32_t ruling =
		t->number > 0 ? ruling_of(c, t->policy) : ruling_then(c, t);
	bool is_open =
		t->answered_at == AM_NO_TIME || t->answered_at > c->report->now;

	*out = (struct fact){
		.conversation = t->conversation,
		.at = t->at,
		.wall = is_open ? AM_NO_TIME : t->answered_at - t->at,
		.business = is_open ? AM_NO_TIME : t->business_secs,
		.target = t->target_secs,
		.inbox = inbox_of(c, ruling, t->inbox),
		.language = (uint16_t)names_put(&f->languages, f->arena,
						t->language),
		.ruling = ruling,
		.urgency = (int8_t)t->urgency,
		.is_turn = t->number > 0,
		.is_first = t->number == 1,
		.is_overdue = is_open && t->due_at != AM_NO_TIME &&
			      t->due_at < c->report->now,
	};
}

static void
add_fact(struct facts *f, const struct fact *fact)
{
	if (f->count == f->cap)
		grow(f);
	f->items[f->count] = *fact;
	link_fact(f, f->count++);
}

static void
take_turn(void *ctx, const struct am_journal_turn *turn)
{
	struct collecting *c = ctx;
	struct fact fact;

	read_fact(c, turn, &fact);
	if (is_wanted(c, &fact))
		add_fact(c->facts, &fact);
}

/* Most of those who thank have a turn, which is known here already. */
static void
take_thanks(void *ctx, const struct am_journal_turn *mail)
{
	struct collecting *c = ctx;
	struct fact fact;

	if (facts_of(c->facts, mail->conversation) != NO_FACT)
		return;
	read_fact(c, mail, &fact);
	if (!is_wanted(c, &fact))
		return;
	c->thanks = am_arena_grow(c->facts->arena, c->thanks, c->n_thanks,
				  &c->thanks_cap, sizeof(*c->thanks));
	c->thanks[c->n_thanks++] = fact;
}

static enum am_code
add_thanks(struct collecting *c, const struct am_period *period,
	   struct am_err *err)
{
	enum am_code rc;

	c->n_thanks = 0;
	rc = am_journal_thanks(c->journal, period, take_thanks, c, err);
	for (size_t i = 0; rc == AM_OK && i < c->n_thanks; i++) {
		const struct fact *fact = &c->thanks[i];
		bool is_only = false;

		if (facts_of(c->facts, fact->conversation) != NO_FACT)
			continue;
		rc = am_journal_only_thanked(c->journal, fact->conversation,
					     fact->at, &is_only, err);
		if (rc == AM_OK && is_only)
			add_fact(c->facts, fact);
	}
	return rc;
}

/* One period: its turns, then those who only thanked in it. */
static enum am_code
collect_period(struct collecting *c, const struct am_period *period,
	       struct am_err *err)
{
	const bool *has = c->report->has;
	enum am_code rc = am_journal_turns(
		c->journal, period, has[AM_BY_LANGUAGE] || has[AM_BY_URGENCY],
		take_turn, c, err);

	return rc == AM_OK ? add_thanks(c, period, err) : rc;
}

enum am_code
facts_collect(struct am_journal *journal, const struct am_report *report,
	      const struct am_rulings *rulings, struct facts *out,
	      struct am_err *err)
{
	struct collecting c = { .facts = out,
				.journal = journal,
				.report = report };
	enum am_code rc;

	*out = (struct facts){ .arena = am_arena_new(), .rulings = rulings };
	c.inbox_of_ruling = am_arena_array(out->arena, rulings->count,
					   sizeof(*c.inbox_of_ruling));
	rc = collect_period(&c, &report->before, err);
	out->n_before = out->count;
	if (rc == AM_OK)
		rc = collect_period(&c, &report->period, err);
	if (rc != AM_OK)
		facts_free(out);
	return rc;
}

void
facts_free(struct facts *f)
{
	free(f->items);
	free(f->heads);
	am_arena_free(f->arena);
	*f = (struct facts){ 0 };
}
