/* letter.h - the words of a letter out of its XML.
 *
 * Layer:     office (a module).
 * Threads:   one thread a letter.
 * Promise:   expat reads memory and opens nothing: a document type declaration,
 *            and with it every entity of the file's own, ends the reading.
 *            Elements nest LETTER_DEPTH_MAX deep at most.
 *
 * Paragraphs are parted by an empty line. Not read: what the author deleted,
 * hid or moved away, comments, alternative texts, and of two forms of one thing
 * the second.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_OFFICE_LETTER_H
#define AMENDS_OFFICE_LETTER_H

#include "amends/slice.h"

#define LETTER_DEPTH_MAX 200

enum letter_kind {
	LETTER_DOCX, /* word/document.xml */
	LETTER_ODT,  /* content.xml */
	LETTER_RELS, /* _rels/.rels: gives the path of the document, no text */
};

struct letter;

/* Takes text in UTF-8; false: no more is wanted. */
typedef bool letter_put(void *ctx, struct am_slice text);

struct letter *letter_new(enum letter_kind kind, letter_put *put, void *ctx);
void letter_free(struct letter *letter); /* NULL is allowed */

/* The next piece of the XML. False: no more of it is wanted, see letter_fault().
 */
bool letter_feed(struct letter *letter, struct am_slice xml);
/* After the last piece, whatever letter_feed() said: gives the rest of the text.
 * NULL: it was read, or what reads has enough; else what
 * is wrong with it: a phrase, static. */
const char *letter_end(struct letter *letter);

#endif
