/* question.h - what a judge may ask for: "again: charset K".
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

/* Append the question for that charset to *out. */
void am_question_put(struct am_buf *out, const char *charset);

/* *charset: the list's own copy of the name. AM_EDATA: no such question, or
 * one for a charset that is not on the list. */
AM_MUST_CHECK enum am_code am_question_read(struct am_slice question,
					    const char **charset,
					    struct am_err *err);

#endif
