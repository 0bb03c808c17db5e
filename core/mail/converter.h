/* converter.h - iconv, behind a converter that is open already.
 *
 * Layer:     mail.
 * Threads:   a converter belongs to one thread.
 * Promise:   linear, opens nothing: what iconv needs was opened, and bound, by
 *            am_converter_open() (amends/charset.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_CONVERTER_H
#define AMENDS_MAIL_CONVERTER_H

#include "amends/charset.h"
#include "amends/mem.h"

/* Was it opened by that name? NULL is for none. */
bool am_converter_is_for(const struct am_converter *converter,
			 const char *name);

/* For one that has its table: `bytes`, from the beginning of a text, as UTF-8. Each byte that is no
 * character becomes U+FFFD and is counted in *n_bad; a cut end counts as one.
 */
struct am_slice am_converter_run(struct am_converter *converter,
				 struct am_arena *arena, struct am_slice bytes,
				 size_t *n_bad);

#endif
