/* rulebook_code.h - a condition compiled for the image.
 *
 * Layer:     judge, private.
 * Threads:   a builder belongs to one thread.
 * Promise:   the code of a condition needs a stack of AM_COND_MAX_DEPTH + 1.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_RULEBOOK_CODE_H
#define AMENDS_JUDGE_RULEBOOK_CODE_H

#include "amends/matcher.h"
#include "amends/rulebook.h"

struct am_use {
	uint32_t pattern;
	unsigned int place;
};

struct am_question {
	enum am_fact fact;
	uint32_t window;
};

/* What the conditions of a rule book share. */
struct am_code_tables {
	struct am_matcher_builder *matcher;
	struct am_arena *arena;
	struct am_slice *names; /* spoken of by their numbers; no two alike */
	size_t n_names, cap_names;
	uint32_t headers[AM_HEADER_PLACES_MAX]; /* names of fields */
	size_t n_headers;
	struct am_question questions[AM_QUESTIONS_MAX];
	size_t n_questions;
	struct am_slices *lists; /* small letters, sorted */
	size_t n_lists, cap_lists;
};

struct am_code_of_rule {
	uint32_t *words;
	size_t count, cap;
	struct am_use *uses; /* what hits touch the rule */
	size_t n_uses, cap_uses;
	struct am_slice *tags; /* that it asks for */
	size_t n_tags, cap_tags;
	unsigned int places; /* bit n: place n is looked at */
	bool needs_no_hit;   /* it can hold on a text without any */
};

/* Patterns go to the matcher, the rest into the tables. AM_ECONFIG: what is
 * wrong with the condition. */
AM_MUST_CHECK enum am_code am_code_compile(const struct am_cond *cond,
					   struct am_code_tables *tables,
					   struct am_code_of_rule *out,
					   struct am_err *err);

#endif
