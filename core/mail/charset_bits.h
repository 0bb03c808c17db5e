/* charset_bits.h - codes that spell another charset's characters.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   linear, total. Each of these codes becomes the charset that its
 *            row names as its converter's, so that no converter has a state,
 *            and all of a mail's Japanese is read with one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_CHARSET_BITS_H
#define AMENDS_MAIL_CHARSET_BITS_H

#include "amends/mem.h"
#include "charset_names.h"

/* Does text in this code hold anything but ASCII? Only for the codes that
 * write all with seven bits; `bytes` are ASCII. */
bool am_charset_is_escaped(enum am_charset_kind kind, struct am_slice bytes);

/* Escapes to Japanese characters, and some of these: nothing else looks so. */
bool am_charset_is_iso_2022_jp(struct am_slice bytes);

/* `bytes` of ISO-2022-JP or EUC-JP as Shift_JIS, HZ as GB 18030, ISO-2022-KR as
 * EUC-KR; those of other kinds as they are. What these codes do not have
 * becomes the byte FF, which no charset has. A text that is said to be
 * ISO-2022-JP or EUC-JP and is Shift_JIS stays so. Not longer than `bytes`. */
struct am_slice am_charset_respell(struct am_arena *arena,
				   enum am_charset_kind kind,
				   struct am_slice bytes);

#endif
