/* SPDX-License-Identifier: MIT */
#include "question.h"

#include "amends/charset.h"

#define AGAIN   "again: "
#define CHARSET "charset "
#define MODULES "modules"

void
am_question_put(struct am_buf *out, const struct am_question *question)
{
	am_buf_puts(out, AGAIN);
	if (question->charset != NULL)
		am_buf_printf(out, CHARSET "%s", question->charset);
	if (question->wants_modules)
		am_buf_puts(out,
			    question->charset != NULL ? "; " MODULES : MODULES);
}

/* The text is not quoted in the error: it would go into the log. */
enum am_code
am_question_read(struct am_slice text, struct am_question *out,
		 struct am_err *err)
{
	struct am_question question = { 0 };
	struct am_slice rest = am_slice_from(text, sizeof(AGAIN) - 1);

	if (!am_slice_starts(text, AGAIN))
		return am_fail(err, AM_EDATA, "it asked for nothing we know");
	if (am_slice_eqs(rest, MODULES)) {
		*out = (struct am_question){ .wants_modules = true };
		return AM_OK;
	}
	if (!am_slice_starts(rest, CHARSET))
		return am_fail(err, AM_EDATA, "it asked for nothing we know");
	rest = am_slice_from(rest, sizeof(CHARSET) - 1);
	question.wants_modules = am_slice_ends(rest, "; " MODULES);
	if (question.wants_modules)
		rest.len -= sizeof("; " MODULES) - 1;
	question.charset = am_converter_listed(rest);
	if (question.charset == NULL)
		return am_fail(err, AM_EDATA,
			       "it asked for a charset that is not listed");
	*out = question;
	return AM_OK;
}
