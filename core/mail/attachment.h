/* attachment.h - what attached files say, by those who can read them.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   at most AM_FILES_READ_MAX files are decoded and handed over, and
 *            AM_TEXT_MAX_BYTES of text are kept in all. What comes back is a
 *            stranger's: it is made clean text.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ATTACHMENT_H
#define AMENDS_MAIL_ATTACHMENT_H

#include "mime.h"

/* Sets attachment_text and read_by of the parts that it is from; or
 * wants_modules, when there is something to read and nobody yet who does. Parts
 * that are text of the mail are left alone. Needs parts, body. */
void am_attachments_read(const struct am_extractor *extractor,
			 const struct am_mime *mime, struct am_notes *notes,
			 struct am_message *msg);

#endif
