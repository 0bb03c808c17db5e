/* charset.h - bytes of a declared charset as UTF-8.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, no file is opened (so no iconv). UTF-8, ISO-8859-1 and
 *            -15, windows-1252 and UTF-16 by tables of our own; every other
 *            charset is read as windows-1252, and a note says so.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_CHARSET_H
#define AMENDS_MAIL_CHARSET_H

#include "notes.h"

/* `name` as declared; may be empty, quoted or misspelt. What is not ASCII and
 * is valid UTF-8 counts as UTF-8 whatever was declared (but for UTF-16). The
 * result is valid UTF-8 without NUL; it may be `bytes` itself. `notes` may be
 * NULL. */
struct am_slice am_charset_decode(struct am_arena *arena, struct am_slice name,
				  struct am_slice bytes,
				  struct am_notes *notes);

/* No byte has its eighth bit. */
bool am_charset_is_ascii(struct am_slice bytes);

#endif
