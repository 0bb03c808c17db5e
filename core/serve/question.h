/* question.h - what a judge may ask for: "again: charset K", "again: modules", or
 * both, "again: charset K; modules".
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   a question is a stranger's: what is read of it is one of the names
 *            of amends/charset.h's list, or it is no question.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_QUESTION_H
#define AMENDS_QUESTION_H

#include "amends/err.h"
#include "amends/mem.h"

struct am_question {
	const char *charset; /* the list's own copy of the name, or NULL */
	bool wants_modules;
};

/* Append the question, which asks for one of them at least, to *out. */
void am_question_put(struct am_buf *out, const struct am_question *question);

/* AM_EDATA: no such question, or one for a charset that is not on the list. */
AM_MUST_CHECK enum am_code am_question_read(struct am_slice text,
					    struct am_question *out,
					    struct am_err *err);

#endif
