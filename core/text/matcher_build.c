/* SPDX-License-Identifier: MIT */
#include "amends/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "amends/wire.h"
#include "phrase.h"
#include "regex.h"
#include "trie.h"

#define NONE UINT32_MAX

/* What ends at a node. A regex may be led to by many words and the other way
 * round. */
struct end {
	uint32_t what;  /* as in the table of outs, without LAST */
	uint32_t older; /* index of the next one of this node, or NONE */
};

struct node {
	uint32_t flags; /* AM_NODE_HAS_* */
	uint32_t ends;  /* NONE: nothing ends here */
};

struct edge {
	uint64_t key;
	uint32_t node;
};

struct regex_row {
	struct am_slice text;
	struct am_slice packed; /* empty: it is compiled when it is needed */
	uint32_t pattern;
	uint32_t flags;
};

struct am_matcher_builder {
	struct am_arena *arena;
	struct edge *edges; /* open addressing, as in the image */
	uint32_t slots, n_edges;
	struct node *nodes;
	size_t n_nodes, cap_nodes;
	struct end *ends;
	size_t n_ends, cap_ends;
	uint64_t *stems;
	size_t n_stems, cap_stems;
	uint64_t stem_lengths;
	struct regex_row *regexes;
	size_t n_regexes, cap_regexes;
	uint32_t n_patterns;
};

struct am_matcher_builder *
am_matcher_builder_new(void)
{
	struct am_matcher_builder *b = am_calloc(1, sizeof(*b));

	b->arena = am_arena_new();
	b->slots = 64;
	b->edges = am_calloc(b->slots, sizeof(*b->edges));
	b->nodes = am_arena_grow(b->arena, NULL, 0, &b->cap_nodes,
				 sizeof(*b->nodes));
	b->nodes[0].ends = NONE;
	b->n_nodes = 1;
	return b;
}

void
am_matcher_builder_free(struct am_matcher_builder *b)
{
	if (b == NULL)
		return;
	am_arena_free(b->arena);
	free(b->edges);
	free(b);
}

static struct edge *
slot_of(struct edge *edges, uint32_t slots, uint64_t key)
{
	uint32_t at = am_trie_slot(key, slots - 1);

	while (edges[at].key != 0 && edges[at].key != key)
		at = (at + 1) & (slots - 1);
	return &edges[at];
}

static void
make_room(struct am_matcher_builder *b)
{
	uint32_t slots = b->slots * 2;
	struct edge *edges;

	if (b->n_edges < b->slots / 2)
		return;
	edges = am_calloc(slots, sizeof(*edges));
	for (uint32_t i = 0; i < b->slots; i++)
		if (b->edges[i].key != 0)
			*slot_of(edges, slots, b->edges[i].key) = b->edges[i];
	free(b->edges);
	b->edges = edges;
	b->slots = slots;
}

/* The node behind that symbol, made when it is new. */
static uint32_t
follow(struct am_matcher_builder *b, uint32_t from,
       const struct am_symbol *symbol)
{
	uint64_t key = am_trie_key(from, symbol->value);
	struct edge *edge;

	make_room(b);
	edge = slot_of(b->edges, b->slots, key);
	if (edge->key != 0)
		return edge->node;
	b->nodes = am_arena_grow(b->arena, b->nodes, b->n_nodes, &b->cap_nodes,
				 sizeof(*b->nodes));
	b->nodes[b->n_nodes] = (struct node){ .ends = NONE };
	b->nodes[from].flags |= AM_NODE_HAS_MORE;
	if (symbol->gap > 0)
		b->nodes[from].flags |= AM_NODE_HAS_GAP;
	*edge = (struct edge){ key, (uint32_t)b->n_nodes };
	b->n_edges++;
	if (symbol->stem != 0) {
		b->stems = am_arena_grow(b->arena, b->stems, b->n_stems,
					 &b->cap_stems, sizeof(*b->stems));
		b->stems[b->n_stems++] = symbol->stem;
		b->stem_lengths |= UINT64_C(1) << symbol->bytes;
	}
	return (uint32_t)b->n_nodes++;
}

static uint32_t
insert(struct am_matcher_builder *b, const struct am_phrase *p)
{
	uint32_t node = AM_NODE_ROOT;

	for (size_t i = 0; i < p->count; i++)
		node = follow(b, node, &p->symbols[i]);
	return node;
}

static void
add_end(struct am_matcher_builder *b, uint32_t node, uint32_t what)
{
	for (uint32_t e = b->nodes[node].ends; e != NONE; e = b->ends[e].older)
		if (b->ends[e].what == what)
			return;
	b->ends = am_arena_grow(b->arena, b->ends, b->n_ends, &b->cap_ends,
				sizeof(*b->ends));
	b->ends[b->n_ends] = (struct end){ what, b->nodes[node].ends };
	b->nodes[node].ends = (uint32_t)b->n_ends++;
}

enum am_code
am_matcher_add_phrase(struct am_matcher_builder *b, struct am_slice phrase,
		      uint32_t *pattern, struct am_err *err)
{
	struct am_arena *scratch = am_arena_new();
	struct am_phrase p;
	enum am_code rc = am_phrase_read(&p, phrase, scratch, err);
	uint32_t node;

	am_arena_free(scratch);
	if (rc != AM_OK)
		return rc;
	node = insert(b, &p);
	for (uint32_t e = b->nodes[node].ends; e != NONE;
	     e = b->ends[e].older) {
		if (!(b->ends[e].what & AM_OUT_TRIGGER)) {
			*pattern = b->ends[e].what;
			return AM_OK;
		}
	}
	*pattern = b->n_patterns++;
	add_end(b, node, *pattern);
	return AM_OK;
}

/* All of the triggers, or none when one is bad. */
static enum am_code
add_triggers(struct am_matcher_builder *b, const struct am_slices *triggers,
	     uint32_t out, struct am_arena *scratch, struct am_err *err)
{
	struct am_phrase *phrases =
		am_arena_array(scratch, triggers->count, sizeof(*phrases));

	for (size_t i = 0; i < triggers->count; i++) {
		enum am_code rc = am_phrase_read(
			&phrases[i], triggers->items[i], scratch, err);

		if (rc != AM_OK)
			return rc;
	}
	for (size_t i = 0; i < triggers->count; i++)
		add_end(b, insert(b, &phrases[i]), out | AM_OUT_TRIGGER);
	return AM_OK;
}

static uint32_t
find_regex(const struct am_matcher_builder *b, struct am_slice text)
{
	for (size_t i = 0; i < b->n_regexes; i++)
		if (am_slice_eq(b->regexes[i].text, text))
			return (uint32_t)i;
	return NONE;
}

static enum am_code
pack_regex(struct am_slice text, struct am_buf *packed, struct am_err *err)
{
	struct am_regex *regex = NULL;
	enum am_code rc = am_regex_new(text, true, &regex, err);

	if (rc == AM_OK && !am_regex_pack(regex, packed))
		packed->len = 0;
	am_regex_free(regex);
	return rc;
}

/* Both kinds of triggers; *flags says which there are. */
static enum am_code
add_all_triggers(struct am_matcher_builder *b, struct am_slice regex,
		 const struct am_slices *named, uint32_t row, uint32_t *flags,
		 struct am_err *err)
{
	struct am_arena *scratch = am_arena_new();
	struct am_slices held = { NULL, 0 };
	enum am_code rc = AM_OK;

	*flags = named != NULL && named->count > 0 ? AM_REGEX_HAS_NAMED : 0;
	if (am_regex_triggers(scratch, regex, &held))
		*flags |= AM_REGEX_HAS_HELD;
	if (*flags == 0)
		rc = am_fail(
			err, AM_ECONFIG,
			"regular expression '%.*s' has no word that every "
			"match must hold; write re(pattern, \"word\", ...)",
			AM_SLICE_ARG(am_slice_cut_utf8(regex, 120)));
	if (*flags & AM_REGEX_HAS_NAMED)
		rc = add_triggers(b, named, row, scratch, err);
	if (rc == AM_OK && (*flags & AM_REGEX_HAS_HELD))
		rc = add_triggers(b, &held, row | AM_OUT_HELD, scratch, err);
	am_arena_free(scratch);
	return rc;
}

enum am_code
am_matcher_add_regex(struct am_matcher_builder *b, struct am_slice regex,
		     const struct am_slices *triggers, uint32_t *pattern,
		     struct am_err *err)
{
	uint32_t number = find_regex(b, regex);
	uint32_t row = number != NONE ? number : (uint32_t)b->n_regexes;
	struct am_buf packed = { 0 };
	enum am_code rc = pack_regex(regex, &packed, err);
	uint32_t flags = 0;

	if (rc == AM_OK)
		rc = add_all_triggers(b, regex, triggers, row, &flags, err);
	if (rc == AM_OK && number == NONE) {
		b->regexes =
			am_arena_grow(b->arena, b->regexes, b->n_regexes,
				      &b->cap_regexes, sizeof(*b->regexes));
		b->regexes[b->n_regexes++] = (struct regex_row){
			.text = am_arena_dup(b->arena, regex),
			.packed = am_arena_dup(b->arena, am_buf_slice(&packed)),
			.pattern = b->n_patterns++,
			.flags = flags,
		};
	}
	am_buf_free(&packed);
	if (rc != AM_OK)
		return rc;
	/* Named here and not there: it must run for both. */
	b->regexes[row].flags &= flags;
	*pattern = b->regexes[row].pattern;
	return AM_OK;
}

static uint32_t
slots_for(size_t count)
{
	uint32_t slots = 4;

	while (slots / 2 < count)
		slots *= 2;
	return slots;
}

static void
put_zeros(struct am_buf *out, size_t upto)
{
	while (out->len < upto)
		am_buf_putc(out, 0);
}

/* The outs of a node, as one run; 0 when nothing ends there. */
static uint32_t
put_outs(const struct am_matcher_builder *b, const struct node *node,
	 struct am_buf *outs)
{
	uint32_t first = (uint32_t)(outs->len / AM_TRIE_OUT_BYTES) + 1;

	if (node->ends == NONE)
		return 0;
	for (uint32_t e = node->ends; e != NONE; e = b->ends[e].older)
		am_wire_put_u32(
			outs,
			b->ends[e].what |
				(b->ends[e].older == NONE ? AM_OUT_LAST : 0U));
	return first;
}

/* Writes edges and outs; returns the length of the longest search. */
static uint32_t
put_edges(const struct am_matcher_builder *b, struct am_buf *edges,
	  struct am_buf *outs)
{
	uint32_t longest = 1;

	for (uint32_t i = 0; i < b->slots; i++) {
		const struct edge *edge = &b->edges[i];
		const struct node *node = &b->nodes[edge->node];
		uint32_t home = am_trie_slot(edge->key, b->slots - 1);
		uint32_t probes = ((i - home) & (b->slots - 1)) + 1;

		am_wire_put_u64(edges, edge->key);
		if (edge->key == 0) {
			am_wire_put_u64(edges, 0);
			continue;
		}
		am_wire_put_u32(edges, edge->node | node->flags);
		am_wire_put_u32(edges, put_outs(b, node, outs));
		if (probes > longest)
			longest = probes;
	}
	return longest;
}

static uint32_t
put_stems(const struct am_matcher_builder *b, uint32_t slots,
	  struct am_buf *out)
{
	uint64_t *table = am_calloc(slots, sizeof(*table));
	uint32_t longest = 1;

	for (size_t i = 0; i < b->n_stems; i++) {
		uint32_t at = am_trie_slot(b->stems[i], slots - 1);
		uint32_t probes = 1;

		while (table[at] != 0 && table[at] != b->stems[i]) {
			at = (at + 1) & (slots - 1);
			probes++;
		}
		table[at] = b->stems[i];
		if (probes > longest)
			longest = probes;
	}
	for (uint32_t i = 0; i < slots; i++)
		am_wire_put_u64(out, table[i]);
	free(table);
	return longest;
}

static size_t
padded(size_t at)
{
	return (at + 7) / 8 * 8;
}

/* Rows, texts, and what is packed, each of that at a multiple of 8. */
static void
put_regexes(const struct am_matcher_builder *b, struct am_image_writer *out)
{
	size_t at = 8 + b->n_regexes * AM_REGEX_ROW_BYTES;
	struct am_buf section = { 0 };
	size_t packed_at = at;

	for (size_t i = 0; i < b->n_regexes; i++)
		packed_at += b->regexes[i].text.len;
	am_wire_put_u32(&section, (uint32_t)b->n_regexes);
	am_wire_put_u32(&section, 0);
	for (size_t i = 0; i < b->n_regexes; i++) {
		const struct regex_row *r = &b->regexes[i];

		packed_at = padded(packed_at);
		am_wire_put_u32(&section, r->pattern);
		am_wire_put_u32(&section, (uint32_t)at);
		am_wire_put_u32(&section, (uint32_t)r->text.len);
		am_wire_put_u32(&section, r->flags);
		am_wire_put_u32(&section, (uint32_t)packed_at);
		am_wire_put_u32(&section, (uint32_t)r->packed.len);
		at += r->text.len;
		packed_at += r->packed.len;
	}
	for (size_t i = 0; i < b->n_regexes; i++)
		am_buf_put(&section, b->regexes[i].text);
	for (size_t i = 0; i < b->n_regexes; i++) {
		put_zeros(&section, padded(section.len));
		am_buf_put(&section, b->regexes[i].packed);
	}
	am_image_add(out, AM_IMAGE_REGEXES, am_buf_slice(&section));
	am_buf_free(&section);
}

void
am_matcher_finish(struct am_matcher_builder *b, struct am_image_writer *out)
{
	uint32_t stem_slots = slots_for(b->n_stems);
	struct am_buf section = { 0 };
	struct am_buf edges = { 0 };
	struct am_buf stems = { 0 };
	struct am_buf outs = { 0 };
	uint32_t probes = put_edges(b, &edges, &outs);
	uint32_t stem_probes = put_stems(b, stem_slots, &stems);

	am_wire_put_u32(&section, AM_TRIE_MAGIC);
	am_wire_put_u32(&section, b->slots);
	am_wire_put_u32(&section, stem_slots);
	am_wire_put_u32(&section, (uint32_t)(outs.len / AM_TRIE_OUT_BYTES));
	am_wire_put_u32(&section, b->n_patterns);
	am_wire_put_u32(&section, probes > stem_probes ? probes : stem_probes);
	am_wire_put_u64(&section, b->stem_lengths);
	put_zeros(&section, AM_TRIE_HEADER_BYTES);
	am_buf_put(&section, am_buf_slice(&edges));
	am_buf_put(&section, am_buf_slice(&stems));
	am_buf_put(&section, am_buf_slice(&outs));
	am_image_add(out, AM_IMAGE_TRIE, am_buf_slice(&section));
	put_regexes(b, out);
	am_buf_free(&section);
	am_buf_free(&edges);
	am_buf_free(&stems);
	am_buf_free(&outs);
}
