/* SPDX-License-Identifier: MIT */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "amends/compose_mail.h"
#include "amends/record.h"
#include "amends/verdict.h"
#include "layout.h"

#define DELIVERY_MAX_BYTES 64
#define REFERENCE_DIGITS   8

static struct am_slice
clean(struct am_slice record, const char *name, struct am_arena *arena)
{
	struct am_buf buf = { 0 };
	struct am_slice out;

	am_put_clean(&buf, am_record_get(record, name, arena));
	out = am_arena_dup(arena, am_buf_slice(&buf));
	am_buf_free(&buf);
	return out;
}

/* Letters, digits and dots only; else empty. For what becomes part of a name. */
static struct am_slice
plain_word(struct am_slice s, size_t max_bytes)
{
	struct am_slice none = { 0 };

	if (s.len == 0 || s.len > max_bytes)
		return none;
	for (size_t i = 0; i < s.len; i++) {
		if (!am_is_alpha(s.ptr[i]) && !am_is_digit(s.ptr[i]) &&
		    s.ptr[i] != '.')
			return none;
	}
	return s;
}

static struct am_slice
address_of(struct am_slice record, const char *name, struct am_arena *arena)
{
	struct am_slice s = am_record_get(record, name, arena);

	return am_compose_address_ok(s) ? s : (struct am_slice){ 0 };
}

/* No link that the customer chose goes into our mail, and no quotation marks
 * inside of ours. */
static struct am_slice
quotable(struct am_slice s)
{
	static const char *const marks[] = { "\"",           "\xe2\x80\x9c",
					     "\xe2\x80\x9d", "\xe2\x80\x9e",
					     "\xc2\xab",     "\xc2\xbb" };
	struct am_slice before;

	if (am_slice_find(s, "://") < s.len ||
	    am_slice_ifind(s, "www.") < s.len)
		return (struct am_slice){ 0 };
	do {
		before = s;
		for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
			if (am_slice_starts(s, marks[i]))
				s = am_slice_from(s, strlen(marks[i]));
			if (am_slice_ends(s, marks[i]))
				s.len -= strlen(marks[i]);
		}
		s = am_slice_trim(s);
	} while (s.len < before.len);
	return am_slice_trim(am_slice_cut_utf8(s, AM_QUOTE_MAX_BYTES));
}

static void
add(struct am_arena *arena, struct am_slices *list, size_t *cap,
    struct am_slice item)
{
	list->items = am_arena_grow(arena, list->items, list->count, cap,
				    sizeof(*list->items));
	list->items[list->count++] = item;
}

static void
read_references(struct am_slice record, struct am_arena *arena,
		struct am_slices *out)
{
	struct am_slice name;
	struct am_slice value;
	struct am_slice id;
	size_t cap = 0;

	while (am_record_next(&record, &name, &value)) {
		if (am_slice_eqs(name, "ref") &&
		    am_record_next_word(&value, arena, &id) &&
		    am_compose_id_ok(id))
			add(arena, out, &cap, id);
	}
}

/* RFC 5322 section 3.6.4: without References, the parent's one In-Reply-To
 * takes their place. */
static void
read_parent(struct am_slice record, struct am_arena *arena,
	    struct am_slices *out)
{
	struct am_slice name;
	struct am_slice value;
	struct am_slice id;
	struct am_slices parents = { 0 };
	size_t cap = 0;

	while (am_record_next(&record, &name, &value)) {
		if (am_slice_eqs(name, "irt") &&
		    am_record_next_word(&value, arena, &id) &&
		    am_compose_id_ok(id))
			add(arena, &parents, &cap, id);
	}
	if (parents.count == 1)
		*out = parents;
}

struct cause {
	struct am_slice name;
	double score;
};

static int
by_score(const void *a, const void *b)
{
	const struct cause *x = a;
	const struct cause *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return am_slice_cmp(x->name, y->name);
}

static double
number(struct am_slice word, struct am_arena *arena)
{
	return strtod(am_arena_str(arena, word), NULL);
}

static bool
next_words(struct am_slice value, struct am_arena *arena,
	   struct am_slice *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!am_record_next_word(&value, arena, &words[i]))
			return false;
	}
	return true;
}

/* Causes are tags that are set: "tag=NAME SCORE PROBABILITY SET"; the score is
 * what their signs weigh. */
static size_t
find_causes(struct am_slice record, struct am_arena *arena,
	    struct cause causes[AM_TAGS_MAX])
{
	struct am_slice name;
	struct am_slice value;
	struct am_slice words[4];
	size_t count = 0;

	while (count < AM_TAGS_MAX && am_record_next(&record, &name, &value)) {
		if (!am_slice_eqs(name, "tag") ||
		    !next_words(value, arena, words, 4) ||
		    !am_slice_starts(words[0], "cause.") ||
		    !am_tag_name_ok(words[0]) || !am_slice_eqs(words[3], "1"))
			continue;
		causes[count].name = words[0];
		causes[count++].score = number(words[1], arena);
	}
	return count;
}

static void
read_causes(struct am_slice record, struct am_arena *arena,
	    struct am_slices *out)
{
	struct cause causes[AM_TAGS_MAX];
	size_t count = find_causes(record, arena, causes);
	size_t cap = 0;

	qsort(causes, count, sizeof(causes[0]), by_score);
	for (size_t i = 0; i < count; i++)
		add(arena, out, &cap, causes[i].name);
}

void
am_source_of_record(struct am_slice record, struct am_arena *arena,
		    struct am_source *out)
{
	*out = (struct am_source){
		.delivery = plain_word(am_record_get(record, "delivery", arena),
				       DELIVERY_MAX_BYTES),
		.reference =
			plain_word(am_record_get(record, "conversation", arena),
				   DELIVERY_MAX_BYTES),
		.at = am_record_get_int(
			record, "at",
			am_record_get_int(record, "fact.now_utc", 0)),
		.from = address_of(record, "from", arena),
		.from_name = clean(record, "from.name", arena),
		.reply_to = address_of(record, "reply_to", arena),
		.subject = clean(record, "subject", arena),
		.message_id = am_record_get(record, "id", arena),
		.topic =
			plain_word(am_record_get(record, "propose", arena), 48),
		.quote = quotable(clean(record, "propose.quote", arena)),
		.language = plain_word(
			am_record_get(record, "propose.language", arena), 8),
	};
	if (out->delivery.len == 0)
		out->delivery = AM_SLICE_LIT("0");
	out->reference = am_slice_head(out->reference, REFERENCE_DIGITS);
	if (!am_compose_id_ok(out->message_id))
		out->message_id.len = 0;
	read_references(record, arena, &out->references);
	if (out->references.count == 0)
		read_parent(record, arena, &out->references);
	read_causes(record, arena, &out->causes);
}
