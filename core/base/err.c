/* SPDX-License-Identifier: MIT */
#include "amends/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

enum am_code
am_fail(struct am_err *err, enum am_code code, const char *fmt, ...)
{
	va_list ap;

	err->code = code;
	va_start(ap, fmt);
	(void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return code;
}

enum am_code
am_context(struct am_err *err, const char *fmt, ...)
{
	char head[AM_ERR_TEXT_BYTES];
	char text[AM_ERR_TEXT_BYTES];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(head, sizeof(head), fmt, ap);
	va_end(ap);
	memcpy(text, err->text, sizeof(text));
	/* a long text is cut, as the header says */
	if (snprintf(err->text, sizeof(err->text), "%s: %s", head, text) < 0)
		err->text[0] = '\0';
	return err->code;
}

int
am_exit_status(enum am_code code)
{
	switch (code) {
	case AM_OK:
		return EX_OK;
	case AM_EUSAGE:
		return EX_USAGE;
	case AM_ECONFIG:
		return EX_CONFIG;
	case AM_EDATA:
		return EX_DATAERR;
	case AM_ESCRIPT:
		return EX_SOFTWARE;
	case AM_EIO:
		return EX_TEMPFAIL;
	}
	return EX_SOFTWARE;
}
