/* comment.h - field values without their comments.
 *
 * Layer:     act; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   pure and linear; an open comment or string reaches to the end.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ACT_COMMENT_H
#define AMENDS_ACT_COMMENT_H

#include "amends/mem.h"
#include "amends/slice.h"

/* A copy with each (comment) outside of quotation marks made a blank, trimmed
 * (RFC 5322 section 3.2.2). */
struct am_slice am_without_comments(struct am_arena *arena,
				    struct am_slice value);

#endif
