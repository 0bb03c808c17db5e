/* charset_names.h - what a charset's declared name means.
 *
 * Layer:     mail.
 * Threads:   safe; the table is constant.
 * Promise:   every name means something: one that nobody knows is
 *            AM_CS_UNKNOWN. No two rows share an alias.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_CHARSET_NAMES_H
#define AMENDS_MAIL_CHARSET_NAMES_H

#include "amends/slice.h"

/* How a charset is read. Those up to AM_CS_UNKNOWN need no converter. */
enum am_charset_kind {
	AM_CS_UTF8,
	AM_CS_UNDECLARED, /* ASCII, empty, "unknown-8bit": the bytes decide */
	AM_CS_WINDOWS_1252,
	AM_CS_LATIN9,
	AM_CS_UTF16,
	AM_CS_UTF16_LE,
	AM_CS_UTF16_BE,
	AM_CS_UNKNOWN,
	AM_CS_SINGLE,      /* one byte, one character */
	AM_CS_MULTI,       /* some characters take more bytes */
	AM_CS_ISO_2022_JP, /* the Japanese codes are spellings of Shift_JIS */
	AM_CS_EUC_JP,
	AM_CS_HZ,          /* seven-bit spelling of GB 18030 */
	AM_CS_ISO_2022_KR, /* and of EUC-KR */
	AM_CS_UTF7,
};

struct am_charset {
	const char *name; /* as RFC 2978 registered it, lower case */
	enum am_charset_kind kind;
	/* The name of the row whose converter reads it; NULL: built in. */
	const char *converter;
	/* What iconv may call this one, the best first, with a blank between;
	 * NULL when another row's converter is used. */
	const char *iconv;
	/* Its Windows relative, which the converter has as well: bytes 0x80 to
	 * 0x9F show that a text is in that one. NULL: there is none. */
	const char *windows;
	/* Lower case, letters and digits only, a blank between. */
	const char *aliases;
};

/* `name` as declared: quotes, signs and blanks round it, a language behind '*',
 * "x-" and "cs" before it and all punctuation are passed over. Never NULL. */
const struct am_charset *am_charset_find(struct am_slice name);
/* The row of that registered name, or NULL; spelt exactly so. */
const struct am_charset *am_charset_named(struct am_slice name);
/* The nth row, NULL behind the last. */
const struct am_charset *am_charset_row(size_t nth);
static inline bool
am_charset_is_foreign(const struct am_charset *charset)
{
	return charset->kind > AM_CS_UNKNOWN;
}

/* The name without what broken mailers leave round it. */
struct am_slice am_charset_clean_name(struct am_slice name);

/* The charset that an HTML page declares for itself near its top
 * (<meta charset=...>), or empty. */
struct am_slice am_charset_of_html(struct am_slice page);

#endif
