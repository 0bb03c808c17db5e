/* SPDX-License-Identifier: MIT */
#include "question.h"

#include "amends/charset.h"

#define AGAIN "again: charset "

void
am_question_put(struct am_buf *out, const char *charset)
{
	am_buf_printf(out, AGAIN "%s", charset);
}

/* The text is not quoted in the error: it would go into the log. */
enum am_code
am_question_read(struct am_slice question, const char **charset,
		 struct am_err *err)
{
	const char *listed;

	if (!am_slice_starts(question, AGAIN))
		return am_fail(err, AM_EDATA, "it asked for nothing we know");
	listed =
		am_converter_listed(am_slice_from(question, sizeof(AGAIN) - 1));
	if (listed == NULL)
		return am_fail(err, AM_EDATA,
			       "it asked for a charset that is not listed");
	*charset = listed;
	return AM_OK;
}
