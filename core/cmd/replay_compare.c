/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/record.h"
#include "amends/verdict.h"
#include "replay.h"

/* A record, read. */
struct judged {
	struct {
		struct am_slice name;
		bool is_set;
	} tags[AM_TAGS_MAX];
	size_t n_tags;
	struct am_evidence evidence[AM_EVIDENCE_MAX];
	size_t n_evidence;
	struct am_slice urgency;
};

static double
number_of(struct am_arena *arena, struct am_slice word)
{
	return strtod(am_arena_str(arena, word), NULL);
}

static void
read_evidence(struct judged *j, struct am_slice value, struct am_arena *arena)
{
	struct am_slice words[8];
	struct am_evidence *e = &j->evidence[j->n_evidence];

	if (j->n_evidence == AM_EVIDENCE_MAX)
		return;
	for (size_t i = 0; i < 8; i++)
		if (!am_record_next_word(&value, arena, &words[i]))
			return;
	*e = (struct am_evidence){
		.tag = words[0],
		.rule = words[1],
		.weight = number_of(arena, words[2]),
		.cause = words[3],
		.place = words[4],
		.text = words[7],
	};
	j->n_evidence++;
}

static void
read_tag(struct judged *j, struct am_slice value, struct am_arena *arena)
{
	struct am_slice words[4];

	if (j->n_tags == AM_TAGS_MAX)
		return;
	for (size_t i = 0; i < 4; i++)
		if (!am_record_next_word(&value, arena, &words[i]))
			return;
	j->tags[j->n_tags].name = words[0];
	j->tags[j->n_tags++].is_set = am_slice_eqs(words[3], "1");
}

static void
read_record(const struct am_buf *record, struct am_arena *arena,
	    struct judged *out)
{
	struct am_slice rest = am_buf_slice(record);
	struct am_slice name;
	struct am_slice value;

	*out = (struct judged){ .n_tags = 0 };
	while (am_record_next(&rest, &name, &value)) {
		if (am_slice_eqs(name, "tag"))
			read_tag(out, value, arena);
		else if (am_slice_eqs(name, "ev"))
			read_evidence(out, value, arena);
		else if (am_slice_eqs(name, "urgency"))
			(void)am_record_next_word(&value, arena, &out->urgency);
	}
}

static bool
has_tag(const struct judged *j, struct am_slice name)
{
	for (size_t i = 0; i < j->n_tags; i++)
		if (am_slice_eq(j->tags[i].name, name))
			return j->tags[i].is_set;
	return false;
}

static bool
knows_tag(const struct judged *j, struct am_slice name)
{
	for (size_t i = 0; i < j->n_tags; i++)
		if (am_slice_eq(j->tags[i].name, name))
			return true;
	return false;
}

static const struct am_evidence *
find_evidence(const struct judged *j, const struct am_evidence *like)
{
	for (size_t i = 0; i < j->n_evidence; i++)
		if (am_slice_eq(j->evidence[i].rule, like->rule) &&
		    am_slice_eq(j->evidence[i].tag, like->tag))
			return &j->evidence[i];
	return NULL;
}

/* ---- the tables */

static struct replay_tag *
tag_row(struct replay_tally *t, struct am_slice name)
{
	for (size_t i = 0; i < t->n_tags; i++)
		if (am_slice_eq(t->tags[i].name, name))
			return &t->tags[i];
	t->tags = am_arena_grow(t->arena, t->tags, t->n_tags, &t->cap_tags,
				sizeof(*t->tags));
	t->tags[t->n_tags] =
		(struct replay_tag){ .name = am_arena_dup(t->arena, name) };
	return &t->tags[t->n_tags++];
}

static struct replay_rule *
rule_row(struct replay_tally *t, struct am_slice name)
{
	for (size_t i = 0; i < t->n_rules; i++)
		if (am_slice_eq(t->rules[i].name, name))
			return &t->rules[i];
	t->rules = am_arena_grow(t->arena, t->rules, t->n_rules, &t->cap_rules,
				 sizeof(*t->rules));
	t->rules[t->n_rules] =
		(struct replay_rule){ .name = am_arena_dup(t->arena, name) };
	return &t->rules[t->n_rules++];
}

/* ---- one mail */

struct comparison {
	struct replay_tally *tally;
	struct judged sides[AM_SIDES];
	struct replay_mail mail; /* what it points to: in the tally's arena */
	size_t cap_tags;
	bool has_failed;
};

/* Does the evidence speak for this tag, or, as a cause, for that? */
static bool
speaks_for(const struct am_evidence *e, struct am_slice tag)
{
	if (am_slice_starts(tag, "urgency="))
		return am_slice_eqs(e->tag, "urgency");
	return am_slice_eq(e->tag, tag) || am_slice_eq(e->cause, tag);
}

static void
add_by(struct replay_tally *t, struct replay_tagged *tagged, size_t *cap,
       const struct replay_by *by)
{
	struct replay_rule *rule = rule_row(t, by->rule);

	if (tagged->is_gained)
		rule->gained++;
	else
		rule->lost++;
	if (t->n_listed == REPLAY_LISTED_MAX)
		return;
	tagged->by = am_arena_grow(t->arena, tagged->by, tagged->n_by, cap,
				   sizeof(*tagged->by));
	tagged->by[tagged->n_by++] = (struct replay_by){
		.rule = rule->name,
		.place = am_arena_dup(t->arena, by->place),
		.text = am_arena_dup(t->arena, by->text),
		.was = by->was,
		.is = by->is,
	};
}

/* Which rules made the difference. */
static void
find_reasons(struct comparison *c, struct replay_tagged *tagged)
{
	const struct judged *was = &c->sides[AM_SIDE_OLD];
	const struct judged *is = &c->sides[AM_SIDE_NEW];
	size_t cap = 0;

	for (size_t i = 0; i < is->n_evidence; i++) {
		const struct am_evidence *e = &is->evidence[i];
		const struct am_evidence *old = find_evidence(was, e);
		struct replay_by by = { e->rule, e->place, e->text,
					old != NULL ? old->weight : 0,
					e->weight };

		if (speaks_for(e, tagged->tag) &&
		    (old == NULL || old->weight < e->weight ||
		     old->weight > e->weight))
			add_by(c->tally, tagged, &cap, &by);
	}
	for (size_t i = 0; i < was->n_evidence; i++) {
		const struct am_evidence *e = &was->evidence[i];
		struct replay_by by = { e->rule, e->place, e->text, e->weight,
					0 };

		if (speaks_for(e, tagged->tag) && find_evidence(is, e) == NULL)
			add_by(c->tally, tagged, &cap, &by);
	}
}

static void
compare_tag(struct comparison *c, struct am_slice name, bool was, bool is)
{
	struct replay_tag *row;
	struct replay_tagged *tagged;

	if (!was && !is)
		return;
	row = tag_row(c->tally, name);
	if (was && is) {
		row->kept++;
		return;
	}
	row->gained += is;
	row->lost += was;
	c->mail.tags =
		am_arena_grow(c->tally->arena, c->mail.tags, c->mail.n_tags,
			      &c->cap_tags, sizeof(*c->mail.tags));
	tagged = &c->mail.tags[c->mail.n_tags++];
	*tagged = (struct replay_tagged){ .tag = row->name, .is_gained = is };
	find_reasons(c, tagged);
}

static void
compare_urgency(struct comparison *c, struct am_arena *arena)
{
	struct am_slice was = c->sides[AM_SIDE_OLD].urgency;
	struct am_slice is = c->sides[AM_SIDE_NEW].urgency;
	bool is_same = am_slice_eq(was, is);

	compare_tag(c,
		    am_arena_printf(arena, "urgency=%.*s", AM_SLICE_ARG(was)),
		    true, is_same);
	if (!is_same)
		compare_tag(c,
			    am_arena_printf(arena, "urgency=%.*s",
					    AM_SLICE_ARG(is)),
			    false, true);
}

static void
compare_tags(struct comparison *c)
{
	const struct judged *was = &c->sides[AM_SIDE_OLD];
	const struct judged *is = &c->sides[AM_SIDE_NEW];

	for (size_t i = 0; i < was->n_tags; i++)
		compare_tag(c, was->tags[i].name, was->tags[i].is_set,
			    has_tag(is, was->tags[i].name));
	for (size_t i = 0; i < is->n_tags; i++)
		if (!knows_tag(was, is->tags[i].name))
			compare_tag(c, is->tags[i].name, false,
				    is->tags[i].is_set);
}

/* Rules that hold now and did not, or the other way round, whatever came of
 * it. */
static void
compare_rules(struct comparison *c)
{
	const struct judged *was = &c->sides[AM_SIDE_OLD];
	const struct judged *is = &c->sides[AM_SIDE_NEW];

	for (size_t i = 0; i < is->n_evidence; i++) {
		const struct am_evidence *e = &is->evidence[i];
		const struct am_evidence *old = find_evidence(was, e);

		if (old == NULL)
			rule_row(c->tally, e->rule)->found++;
		else if (old->weight < e->weight || old->weight > e->weight)
			rule_row(c->tally, e->rule)->reweighed++;
	}
	for (size_t i = 0; i < was->n_evidence; i++)
		if (find_evidence(is, &was->evidence[i]) == NULL)
			rule_row(c->tally, was->evidence[i].rule)->gone++;
}

static void
list_mail(struct comparison *c, const struct am_rejudged *mail)
{
	struct replay_tally *t = c->tally;
	const struct am_rejudged_side *any = &mail->sides[AM_SIDE_OLD];
	struct am_slice record;

	if (t->n_listed == REPLAY_LISTED_MAX)
		return;
	if (any->reason != NULL)
		any = &mail->sides[AM_SIDE_NEW];
	record = am_buf_slice(&any->record);
	c->mail.number = mail->number;
	c->mail.name = am_arena_dup(t->arena, am_buf_slice(&mail->name));
	c->mail.subject = am_record_get(record, "subject", t->arena);
	c->mail.date_utc = am_record_get_int(record, "date", AM_NO_TIME);
	t->listed = am_arena_grow(t->arena, t->listed, t->n_listed,
				  &t->cap_listed, sizeof(*t->listed));
	t->listed[t->n_listed++] = c->mail;
}

static void
take_failures(struct comparison *c, const struct am_rejudged *mail)
{
	for (int side = 0; side < AM_SIDES; side++) {
		c->mail.reasons[side] = mail->sides[side].reason;
		c->mail.rules[side] = am_arena_dup(
			c->tally->arena, am_slice_of(mail->sides[side].rule));
	}
}

/* A rule or plugin that fails under one of them only. */
static void
compare_failed(struct comparison *c, const struct am_rejudged *mail)
{
	struct am_slice failed[AM_SIDES];

	for (int side = 0; side < AM_SIDES; side++)
		failed[side] =
			am_record_get(am_buf_slice(&mail->sides[side].record),
				      "failed", c->tally->arena);
	if (am_slice_eq(failed[AM_SIDE_OLD], failed[AM_SIDE_NEW]))
		return;
	for (int side = 0; side < AM_SIDES; side++) {
		if (failed[side].len == 0)
			continue;
		c->has_failed = true;
		c->mail.reasons[side] = "rule";
		c->mail.rules[side] = failed[side];
	}
}

void
replay_count(struct replay_tally *tally, const struct am_rejudged *mail)
{
	const struct am_rejudged_side *sides = mail->sides;
	bool failed[AM_SIDES] = { sides[0].reason != NULL,
				  sides[1].reason != NULL };
	struct am_arena *arena = am_arena_new();
	struct comparison *c = am_arena_alloc(arena, sizeof(*c));

	c->tally = tally;
	tally->mails++;
	if (failed[AM_SIDE_OLD] || failed[AM_SIDE_NEW]) {
		tally->failed++;
		tally->changed += failed[AM_SIDE_OLD] != failed[AM_SIDE_NEW];
		take_failures(c, mail);
		list_mail(c, mail);
	} else {
		for (int side = 0; side < AM_SIDES; side++)
			read_record(&sides[side].record, arena,
				    &c->sides[side]);
		compare_tags(c);
		compare_urgency(c, arena);
		compare_rules(c);
		compare_failed(c, mail);
		if (c->mail.n_tags > 0 || c->has_failed) {
			tally->changed++;
			list_mail(c, mail);
		}
	}
	am_arena_free(arena);
}

static int
by_number(const void *a, const void *b)
{
	const struct replay_mail *left = a;
	const struct replay_mail *right = b;

	return left->number < right->number ? -1 : left->number > right->number;
}

static int
tag_by_name(const void *a, const void *b)
{
	return am_slice_cmp(((const struct replay_tag *)a)->name,
			    ((const struct replay_tag *)b)->name);
}

static int
rule_by_name(const void *a, const void *b)
{
	return am_slice_cmp(((const struct replay_rule *)a)->name,
			    ((const struct replay_rule *)b)->name);
}

void
replay_sort(struct replay_tally *t)
{
	if (t->n_listed > 1)
		qsort(t->listed, t->n_listed, sizeof(*t->listed), by_number);
	if (t->n_tags > 1)
		qsort(t->tags, t->n_tags, sizeof(*t->tags), tag_by_name);
	if (t->n_rules > 1)
		qsort(t->rules, t->n_rules, sizeof(*t->rules), rule_by_name);
}
