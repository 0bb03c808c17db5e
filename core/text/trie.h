/* trie.h - how phrases lie in the image.
 *
 * Layer:     text, private to matcher_build.c and matcher_scan.c.
 * Threads:   safe.
 * Promise:   no pointers, little-endian, all tables at multiples of 8.
 *
 * All phrases are one trie of words. An edge is found by a hash of the node it
 * leaves and the symbol on it, in one open-addressing table (key 0: free). A
 * symbol is the hash of a word, of a stem ("refund*"), or am_trie_gap(n) ("*").
 * A node that ends patterns or triggers of regexes has a run in the table of
 * outs. A regex may have triggers that its author named (any of them must be
 * in the text) and such that were read off it (one is in every match).
 *
 * TRIE: header of 64 bytes (offsets below), then
 *   edges  {u64 key; u32 node | flags; u32 outs, from 1}
 *   stems  {u64 hash}: a set, to find which heads of a word are stems
 *   outs   {u32 number | AM_OUT_TRIGGER | AM_OUT_LAST}
 * REGX: u32 count, u32 zero, then {u32 pattern, u32 offset, u32 len, u32 flags}
 *   each, offsets into the section.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_TRIE_H
#define AMENDS_TEXT_TRIE_H

#include <stdint.h>

#define AM_TRIE_MAGIC        0x31525441U /* "ATR1" */
#define AM_TRIE_HEADER_BYTES 64U
#define AM_TRIE_AT_MAGIC     0
#define AM_TRIE_AT_EDGES     4  /* u32: slots, a power of two */
#define AM_TRIE_AT_STEMS     8  /* u32: slots, a power of two */
#define AM_TRIE_AT_OUTS      12 /* u32 */
#define AM_TRIE_AT_PATTERNS  16 /* u32 */
#define AM_TRIE_AT_PROBES    20 /* u32: no search is longer than this */
#define AM_TRIE_AT_LENGTHS   24 /* u64: bit n: there is a stem of n bytes */
#define AM_TRIE_EDGE_BYTES   16U
#define AM_TRIE_STEM_BYTES   8U
#define AM_TRIE_OUT_BYTES    4U

#define AM_NODE_HAS_GAP  0x80000000U /* a "*" leaves it */
#define AM_NODE_HAS_MORE 0x40000000U /* anything leaves it */
#define AM_NODE_NUMBER   0x3FFFFFFFU
#define AM_NODE_ROOT     0U

#define AM_OUT_LAST 0x80000000U
#define AM_OUT_TRIGGER \
	0x40000000U               /* the number is a regex's, not a pattern's */
#define AM_OUT_HELD   0x20000000U /* ... and its matches hold the word */
#define AM_OUT_NUMBER 0x1FFFFFFFU

#define AM_REGEX_ROW_BYTES 24U
#define AM_REGEX_HAS_NAMED 1U
#define AM_REGEX_HAS_HELD  2U

#define AM_STEM_MIN_LETTERS 3U
#define AM_STEM_MAX_BYTES   63U
#define AM_GAP_WORDS        3U  /* of "*" */
#define AM_GAP_MAX_WORDS    9U  /* of "*9" */
#define AM_GAPS_MAX_WORDS   12U /* of all gaps of a phrase */
#define AM_PHRASE_MAX_GAPS  3U
#define AM_TRIE_MAX_PROBES  512U

/* A gap of up to n words. */
static inline uint64_t
am_trie_gap(uint32_t words)
{
	return UINT64_C(0x2A2A2A2A2A2A2A2A) + words;
}

/* "refund*" must not be met by the word "refund" as such a symbol. */
static inline uint64_t
am_trie_stem(uint64_t hash)
{
	return hash ^ UINT64_C(0x5DEECE66D1CE4E5B);
}

static inline uint64_t
am_trie_key(uint32_t node, uint64_t symbol)
{
	uint64_t key = symbol ^ ((uint64_t)node * UINT64_C(0xD6E8FEB86659FD93));

	key ^= key >> 32U;
	key *= UINT64_C(0xD6E8FEB86659FD93);
	key ^= key >> 29U;
	return key != 0 ? key : 1;
}

static inline uint32_t
am_trie_slot(uint64_t key, uint32_t mask)
{
	return (uint32_t)(key ^ key >> 32U) & mask;
}

#endif
