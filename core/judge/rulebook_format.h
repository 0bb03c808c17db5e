/* rulebook_format.h - how rules lie in the image.
 *
 * Layer:     judge, private to rulebook_*.c and context.c.
 * Threads:   safe.
 * Promise:   offsets of strings count from the first string, of code from the
 *            start of its section, in words of 32 bits; little-endian.
 *
 * RULE: header of 64 bytes (offsets below), then
 *   rules   AM_RULE_BYTES each
 *   index   u32 each, one more than patterns: where each pattern's uses begin
 *   uses    u32 each: rule number | place << 24
 *   always  u32 each: rules that can hold without any hit
 *   cues    {u32 pattern, u32 context, u32 language offset, u32 len}, by pattern
 *   names   {u32 offset, u32 len} each: what code speaks of by number
 *   headers u32 each: the name of the field that each header place is
 *   lists   {u32 first entry, u32 entries} each
 *   entries {u32 offset, u32 len} each: strings, sorted in their list
 *   strings
 * TAGS: u32 count, u32 zero, {f64 bias, f64 threshold, u32 offset, u32 len}
 *   each (offsets into the section), strings.
 * CODE: conditions in postfix order: u32 op | place << 8 | contexts << 16, then
 *   for ANY, ALL, STARTS, ENDS u32 count and so many patterns; for NEAR u32
 *   words between them; for AT_LEAST u32 count; for FACT (its
 *   number where the place is) u32 window; for CUSTOM u32 its number; for LANGUAGE, TAGGED, INBOX u32
 *   name; for ADDRESS, DOMAIN u32 list; for SKIP u32 how many words to pass when the top of the stack is 0.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_RULEBOOK_FORMAT_H
#define AMENDS_JUDGE_RULEBOOK_FORMAT_H

#define AM_BOOK_MAGIC        0x31425241U /* "ARB1" */
#define AM_BOOK_HEADER_BYTES 64U
#define AM_BOOK_AT_MAGIC     0
#define AM_BOOK_AT_RULES     4
#define AM_BOOK_AT_PATTERNS  8
#define AM_BOOK_AT_PLACES    12 /* bit n: place n is used */
#define AM_BOOK_AT_USES      16
#define AM_BOOK_AT_ALWAYS    20
#define AM_BOOK_AT_CUES      24
#define AM_BOOK_AT_NAMES     28
#define AM_BOOK_AT_HEADERS   32
#define AM_BOOK_AT_LISTS     36
#define AM_BOOK_AT_ENTRIES   40

#define AM_RULE_BYTES       72U
#define AM_RULE_AT_WEIGHT   0 /* f64 */
#define AM_RULE_AT_NAME     8 /* u32 offset, u32 len; likewise the next */
#define AM_RULE_AT_WHY      16
#define AM_RULE_AT_TAG      24
#define AM_RULE_AT_CAUSE    32
#define AM_RULE_AT_LANGUAGE 40
#define AM_RULE_AT_FILE     48
#define AM_RULE_AT_LINE     56
#define AM_RULE_AT_CODE     60
#define AM_RULE_AT_CODE_LEN 64

#define AM_CUE_BYTES  16U
#define AM_NAME_BYTES 8U /* a list and an entry as well */
#define AM_TAG_BYTES  24U

#define AM_USE_RULE        0x00FFFFFFU
#define AM_USE_PLACE_SHIFT 24U
#define AM_RULES_MAX       10000U

#define AM_CODE_PLACE_SHIFT    8U
#define AM_CODE_CONTEXTS_SHIFT 16U
#define AM_CODE_FIELD          0xFFU
#define AM_CODE_SKIP           0xFEU /* an op beside those of am_cond_op */

#endif
