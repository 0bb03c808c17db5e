/* err.h - how every fallible function in amends reports failure.
 *
 * Layer:     base.
 * Threads:   safe; no state is kept.
 * Promise:   A function that can fail returns enum am_code and takes
 *            `struct am_err *err` as its last parameter. AM_OK leaves *err
 *            untouched. Any other code means: no output parameter was
 *            written, and err->text says what went wrong in words an operator
 *            can act on. err is the caller's, usually on its stack, and is
 *            never NULL; reporting an error allocates nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ERR_H
#define AMENDS_ERR_H

#define AM_ERR_TEXT_BYTES 512

#define AM_MUST_CHECK        __attribute__((warn_unused_result))
#define AM_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* One code per thing a caller may do about it; am_exit_status() maps each to
 * one sysexits(3) value, and nothing else in the program chooses an exit. */
enum am_code {
	AM_OK = 0,
	AM_EUSAGE,  /* the command line is wrong          EX_USAGE    */
	AM_ECONFIG, /* a setting, rule or plugin is wrong EX_CONFIG   */
	AM_EDATA,   /* the bytes are not what they should EX_DATAERR  */
	AM_ESCRIPT, /* a plugin raised or overran         EX_SOFTWARE */
	AM_EIO,     /* a file, socket or database said no EX_TEMPFAIL */
};

struct am_err {
	enum am_code code;
	char text[AM_ERR_TEXT_BYTES]; /* one line, NUL-terminated, UTF-8 */
};

/* Fill *err and return `code`, so that a failing branch is one line:
 *     return am_fail(err, AM_EIO, "cannot open %s: %s", path, strerror(errno));
 * Text longer than AM_ERR_TEXT_BYTES is cut. */
enum am_code am_fail(struct am_err *err, enum am_code code, const char *fmt,
		     ...) AM_PRINTF(3, 4);

/* Put "<fmt>: " in front of err->text and return err->code unchanged. Each
 * layer adds only what the layer below could not know. */
enum am_code am_context(struct am_err *err, const char *fmt, ...)
	AM_PRINTF(2, 3);

/* The sysexits(3) status that `code` leaves the process with. */
int am_exit_status(enum am_code code);

#endif
