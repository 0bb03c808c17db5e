/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "amends/wire.h"
#include "rulebook_builder.h"
#include "rulebook_format.h"

static void
put_string(struct am_buf *out, struct am_buf *strings, struct am_slice s)
{
	am_wire_put_u32(out, (uint32_t)strings->len);
	am_wire_put_u32(out, (uint32_t)s.len);
	am_buf_put(strings, s);
}

static void
put_double(struct am_buf *out, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	am_wire_put_u64(out, bits);
}

static void
put_rule(const struct am_rule_row *row, struct am_buf *out,
	 struct am_buf *strings, struct am_buf *code)
{
	const struct am_rule *rule = &row->rule;

	put_double(out, rule->weight);
	put_string(out, strings, rule->name);
	put_string(out, strings, rule->why);
	put_string(out, strings, rule->tag);
	put_string(out, strings, rule->cause);
	put_string(out, strings, rule->language);
	put_string(out, strings, rule->file);
	am_wire_put_u32(out, rule->line > 0 ? (uint32_t)rule->line : 0);
	am_wire_put_u32(out, (uint32_t)(code->len / 4));
	am_wire_put_u32(out, (uint32_t)row->code.count);
	am_wire_put_u32(out, 0);
	for (size_t i = 0; i < row->code.count; i++)
		am_wire_put_u32(code, row->code.words[i]);
}

struct use {
	uint32_t pattern, value;
};

static int
compare_uses(const void *left, const void *right)
{
	const struct use *a = left;
	const struct use *b = right;

	if (a->pattern != b->pattern)
		return a->pattern < b->pattern ? -1 : 1;
	return a->value < b->value ? -1 : a->value > b->value;
}

/* Index and uses; returns the number of patterns that the index has. */
static uint32_t
put_uses(const struct am_rulebook_builder *b, struct am_buf *index,
	 struct am_buf *uses)
{
	struct use *all;
	size_t count = 0;
	uint32_t patterns = 0;

	for (size_t i = 0; i < b->n_rules; i++)
		count += b->rules[i].code.n_uses;
	all = am_calloc(count, sizeof(*all));
	count = 0;
	for (size_t i = 0; i < b->n_rules; i++) {
		const struct am_code_of_rule *code = &b->rules[i].code;

		for (size_t u = 0; u < code->n_uses; u++)
			all[count++] = (struct use){
				code->uses[u].pattern,
				(uint32_t)i | code->uses[u].place
						      << AM_USE_PLACE_SHIFT,
			};
	}
	qsort(all, count, sizeof(*all), compare_uses);
	for (size_t i = 0; i < count; i++) {
		while (patterns <= all[i].pattern) {
			am_wire_put_u32(index, (uint32_t)i);
			patterns++;
		}
		am_wire_put_u32(uses, all[i].value);
	}
	am_wire_put_u32(index, (uint32_t)count);
	free(all);
	return patterns;
}

static int
compare_cues(const void *left, const void *right)
{
	const struct am_cue_row *a = left;
	const struct am_cue_row *b = right;

	if (a->pattern != b->pattern)
		return a->pattern < b->pattern ? -1 : 1;
	return a->context < b->context ? -1 : a->context > b->context;
}

static void
put_tags(const struct am_rulebook_builder *b, struct am_image_writer *out)
{
	size_t at = 8 + b->n_tags * AM_TAG_BYTES;
	struct am_buf section = { 0 };

	am_wire_put_u32(&section, (uint32_t)b->n_tags);
	am_wire_put_u32(&section, 0);
	for (size_t i = 0; i < b->n_tags; i++) {
		put_double(&section, b->tags[i].bias);
		put_double(&section, b->tags[i].threshold);
		am_wire_put_u32(&section, (uint32_t)at);
		am_wire_put_u32(&section, (uint32_t)b->tags[i].name.len);
		at += b->tags[i].name.len;
	}
	for (size_t i = 0; i < b->n_tags; i++)
		am_buf_put(&section, b->tags[i].name);
	am_image_add(out, AM_IMAGE_TAGS, am_buf_slice(&section));
	am_buf_free(&section);
}

struct sections {
	struct am_buf rules, index, uses, always, cues, names, headers, lists,
		entries, strings, code;
	unsigned int places;
	uint32_t patterns;
};

static void
put_rules(const struct am_rulebook_builder *b, struct sections *s)
{
	for (size_t i = 0; i < b->n_rules; i++) {
		put_rule(&b->rules[i], &s->rules, &s->strings, &s->code);
		s->places |= b->rules[i].code.places;
		if (b->rules[i].code.needs_no_hit)
			am_wire_put_u32(&s->always, (uint32_t)i);
	}
	s->patterns = put_uses(b, &s->index, &s->uses);
	if (b->n_cues > 0)
		qsort(b->cues, b->n_cues, sizeof(*b->cues), compare_cues);
	for (size_t i = 0; i < b->n_cues; i++) {
		am_wire_put_u32(&s->cues, b->cues[i].pattern);
		am_wire_put_u32(&s->cues, (uint32_t)b->cues[i].context);
		put_string(&s->cues, &s->strings, b->cues[i].language);
	}
	for (size_t i = 0; i < b->tables.n_names; i++)
		put_string(&s->names, &s->strings, b->tables.names[i]);
	for (size_t i = 0; i < b->tables.n_headers; i++)
		am_wire_put_u32(&s->headers, b->tables.headers[i]);
	for (size_t i = 0; i < b->tables.n_lists; i++) {
		const struct am_slices *list = &b->tables.lists[i];

		am_wire_put_u32(&s->lists,
				(uint32_t)(s->entries.len / AM_NAME_BYTES));
		am_wire_put_u32(&s->lists, (uint32_t)list->count);
		for (size_t k = 0; k < list->count; k++)
			put_string(&s->entries, &s->strings, list->items[k]);
	}
}

/* Take out the rules in circles, and tell of them. */
static void
leave_out(struct am_rulebook_builder *b, struct am_arena *arena,
	  struct am_slices *in_circle)
{
	size_t kept = 0;

	if (in_circle != NULL) {
		in_circle->count = 0;
		in_circle->items = am_arena_array(arena, b->n_rules,
						  sizeof(*in_circle->items));
	}
	for (size_t i = 0; i < b->n_rules; i++) {
		if (!b->rules[i].is_in_circle)
			b->rules[kept++] = b->rules[i];
		else if (in_circle != NULL)
			in_circle->items[in_circle->count++] =
				am_arena_dup(arena, b->rules[i].rule.name);
	}
	b->n_rules = kept;
}

void
am_rulebook_finish(struct am_rulebook_builder *b, struct am_arena *arena,
		   struct am_slices *in_circle, struct am_image_writer *out)
{
	struct sections s = { .places = 0 };
	struct am_buf *parts[] = { &s.rules,   &s.index,  &s.uses,    &s.always,
				   &s.cues,    &s.names,  &s.headers, &s.lists,
				   &s.entries, &s.strings };
	struct am_buf all = { 0 };

	am_rulebook_order(b);
	leave_out(b, arena, in_circle);
	put_rules(b, &s);
	am_wire_put_u32(&all, AM_BOOK_MAGIC);
	am_wire_put_u32(&all, (uint32_t)b->n_rules);
	am_wire_put_u32(&all, s.patterns);
	am_wire_put_u32(&all, s.places);
	am_wire_put_u32(&all, (uint32_t)(s.uses.len / 4));
	am_wire_put_u32(&all, (uint32_t)(s.always.len / 4));
	am_wire_put_u32(&all, (uint32_t)b->n_cues);
	am_wire_put_u32(&all, (uint32_t)b->tables.n_names);
	am_wire_put_u32(&all, (uint32_t)b->tables.n_headers);
	am_wire_put_u32(&all, (uint32_t)b->tables.n_lists);
	am_wire_put_u32(&all, (uint32_t)(s.entries.len / AM_NAME_BYTES));
	while (all.len < AM_BOOK_HEADER_BYTES)
		am_buf_putc(&all, 0);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		am_buf_put(&all, am_buf_slice(parts[i]));
		am_buf_free(parts[i]);
	}
	am_image_add(out, AM_IMAGE_RULES, am_buf_slice(&all));
	am_image_add(out, AM_IMAGE_CODE, am_buf_slice(&s.code));
	am_buf_free(&s.code);
	am_buf_free(&all);
	put_tags(b, out);
	am_matcher_finish(b->tables.matcher, out);
}
