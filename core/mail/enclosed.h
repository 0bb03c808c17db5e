/* enclosed.h - what stands in a text and is no text: files that were put into
 * it as letters, and the armour of PGP.
 *
 * Layer:     mail.
 * Threads:   safe; no state is kept.
 * Promise:   total, linear; the result is never longer than the text.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ENCLOSED_H
#define AMENDS_MAIL_ENCLOSED_H

#include "notes.h"

/* The text without uuencoded, yEnc and BinHex blocks ("file in text: NAME") and
 * without PGP messages and keys ("closed: pgp message"). Of PGP signed text
 * the words stay, the armour and the signature go (RFC 4880 section 7). A
 * block that has no end goes on as long as its lines look like it. `text` has
 * LF ends; `notes` gets what was taken out. */
struct am_slice am_text_without_files(struct am_arena *arena,
				      struct am_slice text,
				      struct am_notes *notes);

#endif
