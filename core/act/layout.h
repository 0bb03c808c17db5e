/* layout.h - filled-in text as it goes into a mail.
 *
 * Layer:     act; private to it.
 * Threads:   safe.
 * Promise:   pure and linear.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ACT_LAYOUT_H
#define AMENDS_ACT_LAYOUT_H

#include "amends/mem.h"
#include "amends/slice.h"

/* Append a value as one line: control characters are removed (C1, the marks
 * that turn the direction of writing and bad UTF-8 too), line ends and runs of
 * blanks become one blank. */
void am_put_clean(struct am_buf *out, struct am_slice value);

/* Append the text laid out as template.h says: no empty lines at both ends or
 * in a row, no blanks at line ends, wrapped, LF at the end. */
void am_layout(struct am_slice text, struct am_buf *out);

#endif
