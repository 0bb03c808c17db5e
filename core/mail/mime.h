/* mime.h - take a mail apart: one pass, offsets into the mail.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   total, linear (only lines that begin with "--" are compared with
 *            boundaries), no recursion; nothing is decoded or copied.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_MIME_H
#define AMENDS_MAIL_MIME_H

#include "fields.h"
#include "notes.h"

enum am_encoding {
	AM_ENC_NONE,
	AM_ENC_QP,
	AM_ENC_BASE64
};

/* A leaf, or a container of others. In the order of the mail, so that every
 * parent stands before its children. */
struct am_node {
	struct am_part part;
	struct am_slice body; /* into the mail */
	int parent;           /* index, -1 for the whole mail */
	enum am_encoding encoding;
	bool is_multipart;
	bool is_alternative;
	bool is_message;  /* message/rfc822 whose parts follow */
	bool is_embedded; /* inside such a message */
	bool is_opaque;   /* a multipart too deep to be taken apart */
};

struct am_mime {
	struct am_node *nodes;
	size_t count;
	size_t cap;
};

/* `top` is the mail's header, `charset` is for raw 8-bit file names. A message
 * inside the mail is opened one level deep; deeper ones are leaves. */
void am_mime_split(struct am_arena *arena, struct am_slice mail, char eol,
		   const struct am_header *top, struct am_notes *notes,
		   struct am_mime *out);

#endif
