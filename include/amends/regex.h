/* regex.h - regular expressions for code: one match after the other, with its
 * groups. (Those of rules are the matcher's.)
 *
 * Layer:     text; alone sees PCRE2.
 * Threads:   safe; an expression belongs to one thread.
 * Promise:   a search ends when it has cost what the caller allows, whatever the
 *            expression and the text. Texts that are not UTF-8 are searched
 *            too: no match goes over a broken place.
 *
 * Case is ignored, as in rules; "(?-i)" makes it count.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REGEX_H
#define AMENDS_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "amends/err.h"
#include "amends/slice.h"

#define AM_REGEX_MAX_BYTES  1000       /* of an expression */
#define AM_REGEX_TEXT_MAX   (1U << 20) /* bytes of a text */
#define AM_REGEX_GROUPS_MAX 32         /* (...) in one expression */

struct am_pattern;

/* Bytes of the text; those of a group that took no part are not there. */
struct am_group {
	bool is_there;
	size_t begin, end;
};

/* One search. */
struct am_search {
	struct am_slice text;
	size_t from;  /* where to begin; what stands before is still seen by
		      * lookbehinds and \b */
	size_t steps; /* that it may cost, each some tens of nanoseconds; what
		       * is left of them afterwards */
	struct am_group groups[1 + AM_REGEX_GROUPS_MAX]; /* the first: all */
};

enum am_searched {
	AM_FOUND,
	AM_NOT_FOUND,
	AM_TOO_MUCH, /* a limit was met: nobody knows */
};

/* AM_ECONFIG with PCRE2's words and the offset. `is_valid`: the texts to come
 * are valid UTF-8, which makes searches linear that otherwise look at the whole
 * text each time. */
AM_MUST_CHECK enum am_code am_pattern_new(struct am_slice text, bool is_valid,
					  struct am_pattern **out,
					  struct am_err *err);
void am_pattern_free(struct am_pattern *pattern); /* NULL is allowed */
size_t am_pattern_groups(const struct am_pattern *pattern);

/* groups[0 .. am_pattern_groups()] are written when it is found, which may be
 * with the empty text. */
enum am_searched am_pattern_search(const struct am_pattern *pattern,
				   struct am_search *search);

#endif
