/* trie_view.h - the matcher's sections of an image, read in place.
 *
 * Layer:     text, private.
 * Threads:   safe; an image is read-only.
 * Promise:   once opened, no look-up leaves the sections, whatever they hold.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_TRIE_VIEW_H
#define AMENDS_TEXT_TRIE_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/flat.h"
#include "amends/image.h"
#include "trie.h"

/* The sections, after their sizes were checked. */
struct am_trie {
	const char *edges, *stems, *outs;
	uint32_t edge_mask, stem_mask, n_outs, n_patterns, probes;
	uint64_t lengths;
	unsigned int longest_stem;
	struct am_slice regexes; /* the section */
	uint32_t n_regexes;
};

/* False when there are no such sections or their sizes do not agree. */
bool am_trie_open(const struct am_image *image, struct am_trie *t);

/* The edge's place in the table, or NULL. */
static inline const char *
am_trie_edge(const struct am_trie *t, uint32_t node, uint64_t symbol)
{
	uint64_t key = am_trie_key(node & AM_NODE_NUMBER, symbol);
	uint32_t at = am_trie_slot(key, t->edge_mask);

	for (uint32_t i = 0; i < t->probes; i++) {
		const char *edge = t->edges + (size_t)at * AM_TRIE_EDGE_BYTES;
		uint64_t there = am_le64(edge);

		if (there == key)
			return edge;
		if (there == 0)
			return NULL;
		at = (at + 1) & t->edge_mask;
	}
	return NULL;
}

/* Is it the hash of a stem? */
static inline bool
am_trie_is_stem(const struct am_trie *t, uint64_t hash)
{
	uint32_t at = am_trie_slot(hash, t->stem_mask);

	for (uint32_t i = 0; i < t->probes; i++) {
		uint64_t there =
			am_le64(t->stems + (size_t)at * AM_TRIE_STEM_BYTES);

		if (there == hash)
			return true;
		if (there == 0)
			return false;
		at = (at + 1) & t->stem_mask;
	}
	return false;
}

#endif
