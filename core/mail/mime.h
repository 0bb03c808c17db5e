/* mime.h - take a mail apart: one pass, offsets into the mail.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   total, linear (only lines that begin with "--" are compared with
 *            boundaries), no recursion. Nothing is decoded or copied but
 *            messages and multiparts that were sent encoded, and of them at
 *            most AM_TEXT_MAX_BYTES in all.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_MIME_H
#define AMENDS_MAIL_MIME_H

#include "fields.h"
#include "notes.h"
#include "transfer.h"

/* A leaf, or a container of others. In the order of the mail, so that every
 * parent stands before its children. */
struct am_node {
	struct am_part part;
	struct am_slice body;    /* into the mail, or into a decoded copy */
	struct am_header header; /* of a message: its own; else empty */
	int parent;              /* index, -1 for the whole mail */
	enum am_encoding encoding;
	bool is_multipart;
	bool is_alternative;
	bool is_message;  /* message/rfc822 whose parts follow */
	bool is_embedded; /* inside such a message */
	bool is_opaque;   /* too deep to be taken apart */
	bool is_flowed;   /* RFC 3676 */
	bool is_delsp;
};

struct am_mime {
	struct am_node *nodes;
	size_t count;
	size_t cap;
};

/* `top` is the mail's header; its charset becomes notes->charset, for raw 8-bit
 * file names.
 *
 * A delimiter of an outer multipart ends the inner ones; a part that follows
 * the last delimiter with a header of its own is a part still. A multipart
 * none of whose delimiters is found is decoded if it was sent encoded, then
 * taken apart at the first line "--x" before a Content- field, and if there is
 * none it is one leaf. Each message and each multipart counts as one level;
 * past AM_MIME_MAX_DEPTH they are leaves. Past a million lines that begin with
 * "--" no part is looked for, and past AM_MAIL_MAX_BYTES that were read with
 * guessed boundaries none is guessed; notes say so ("delimiters", "guessed
 * boundaries"), as of headers that are cut. */
void am_mime_split(struct am_arena *arena, struct am_slice mail, char eol,
		   const struct am_header *top, struct am_notes *notes,
		   struct am_mime *out);

#endif
