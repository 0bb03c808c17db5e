/* charset.h - charsets beyond the built-in tables.
 *
 * Layer:     mail.
 * Threads:   a converter belongs to one thread.
 * Promise:   am_converter_open() is the only function of the mail layer that
 *            opens files (iconv's tables): it is for before the seal. What
 *            converts afterwards asks the kernel for memory at most.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CHARSET_H
#define AMENDS_CHARSET_H

#include <stdbool.h>

#include "amends/slice.h"

struct am_converter;

/* A converter for one of the fixed list of names that am_message's
 * wants_charset may hold, spelt exactly so; NULL when the name is not on that
 * list. Where this machine has no table for it, a converter that reads nothing:
 * the notes say so then. */
struct am_converter *am_converter_open(struct am_slice name);
bool am_converter_has_table(const struct am_converter *converter);
void am_converter_close(struct am_converter *converter); /* NULL is allowed */

/* The list's own copy of the name, NULL when it is not on the list: a name that
 * comes from a stranger. Opens nothing. */
const char *am_converter_listed(struct am_slice name);
/* The nth (from 0) name of the list, or NULL behind the last. */
const char *am_converter_name(size_t nth);

#endif
