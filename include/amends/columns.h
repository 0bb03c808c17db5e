/* columns.h - how wide a text is on a terminal.
 *
 * Layer:     text.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_COLUMNS_H
#define AMENDS_COLUMNS_H

#include "amends/mem.h"
#include "amends/slice.h"

/* Of one character: 0 for marks and what cannot be seen, 2 for most of Chinese,
 * Japanese and Korean, else 1. */
unsigned int am_columns_of_char(unsigned int codepoint);
size_t am_columns(struct am_slice text);
/* The longest head that takes at most so many columns; cuts no character. */
struct am_slice am_columns_head(struct am_slice text, size_t columns);
/* Append text as one safe line: control characters become blanks, bad bytes
 * U+FFFD; what is longer is cut and ends in "...". Returns its columns. */
size_t am_columns_put(struct am_buf *out, struct am_slice text, size_t columns);

#endif
