/* SPDX-License-Identifier: MIT */
#include "trie_view.h"

static bool
is_power_of_two(uint32_t n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

bool
am_trie_open(const struct am_image *image, struct am_trie *t)
{
	struct am_slice s = am_image_section(image, AM_IMAGE_TRIE);
	uint32_t edges = am_flat_u32(s, AM_TRIE_AT_EDGES);
	uint32_t stems = am_flat_u32(s, AM_TRIE_AT_STEMS);
	uint64_t at_stems =
		AM_TRIE_HEADER_BYTES + (uint64_t)edges * AM_TRIE_EDGE_BYTES;
	uint64_t at_outs = at_stems + (uint64_t)stems * AM_TRIE_STEM_BYTES;

	t->n_outs = am_flat_u32(s, AM_TRIE_AT_OUTS);
	t->n_patterns = am_flat_u32(s, AM_TRIE_AT_PATTERNS);
	t->probes = am_flat_u32(s, AM_TRIE_AT_PROBES);
	if (am_flat_u32(s, AM_TRIE_AT_MAGIC) != AM_TRIE_MAGIC ||
	    !is_power_of_two(edges) || !is_power_of_two(stems) ||
	    t->probes > AM_TRIE_MAX_PROBES ||
	    at_outs + (uint64_t)t->n_outs * AM_TRIE_OUT_BYTES > s.len)
		return false;
	t->edges = s.ptr + AM_TRIE_HEADER_BYTES;
	t->stems = s.ptr + at_stems;
	t->outs = s.ptr + at_outs;
	t->edge_mask = edges - 1;
	t->stem_mask = stems - 1;
	t->lengths = am_flat_u64(s, AM_TRIE_AT_LENGTHS);
	t->longest_stem =
		t->lengths != 0
			? 63U - (unsigned int)__builtin_clzll(t->lengths)
			: 0;
	t->regexes = am_image_section(image, AM_IMAGE_REGEXES);
	t->n_regexes = am_flat_u32(t->regexes, 0);
	if ((uint64_t)t->n_regexes * AM_REGEX_ROW_BYTES + 8 > t->regexes.len)
		t->n_regexes = 0;
	return true;
}
