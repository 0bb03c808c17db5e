/* regex.h - one regular expression, and the words it cannot do without.
 *
 * Layer:     text, private; regex.c alone sees PCRE2.
 * Threads:   safe.
 * Promise:   matching stops at fixed limits of steps, depth and memory, and is
 *            then a miss.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEXT_REGEX_H
#define AMENDS_TEXT_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/mem.h"
#include "amends/regex.h"
#include "amends/slice.h"

#define AM_REGEX_MAX_MATCHES  64 /* in one text */
#define AM_REGEX_MATCH_LIMIT  100000U
#define AM_REGEX_DEPTH_LIMIT  5000U
#define AM_REGEX_HEAP_KB      8192U
#define AM_REGEX_MAX_TRIGGERS 16

struct am_regex;

/* AM_ECONFIG with PCRE2's words and the offset, and for an expression that
 * matches the empty text. `is_valid`: the texts to come are valid UTF-8. */
AM_MUST_CHECK enum am_code am_regex_new(struct am_slice pattern, bool is_valid,
					struct am_regex **out,
					struct am_err *err);
void am_regex_free(struct am_regex *regex); /* NULL is allowed */

/* Compiling a long expression costs a hundred times what it takes to copy what
 * came of it. Append that of an expression for valid texts; false: PCRE2 will
 * not. What is packed is for this very PCRE2, and is to begin at a multiple of 8;
 * its checksum is looked at when it is unpacked, since PCRE2 trusts the rest.
 * False: it is not sound, or of another PCRE2. */
bool am_regex_pack(const struct am_regex *regex, struct am_buf *out);
bool am_regex_unpack(struct am_slice packed, struct am_regex **out);

/* From here on, no match begins behind that offset (it may end there). */
void am_regex_limit(struct am_regex *regex, size_t upto);

/* The next match at or behind *from, which is moved on. False when there is
 * none or a limit was met. */
bool am_regex_next(struct am_regex *regex, struct am_slice text, size_t *from,
		   size_t *begin, size_t *end);

/* Words of which each text that matches holds one: "week*", "ago". Looks for a
 * run of three or more letters that begins at the start of a word and that no
 * branch goes round. False when there is none that this simple reading finds.
 * `pattern` is one that PCRE2 has let pass. */
bool am_regex_triggers(struct am_arena *arena, struct am_slice pattern,
		       struct am_slices *out);

#endif
