/* notes.h - what went wrong while a mail was read, and what would have helped.
 *
 * Layer:     mail.
 * Threads:   notes belong to one message.
 * Promise:   each text once, at most AM_NOTES_MAX of them. Notes without a list
 *            ({ 0 }, with or without a converter) take everything and keep
 *            nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_NOTES_H
#define AMENDS_MAIL_NOTES_H

#include "amends/message.h"

#define AM_NOTES_MAX 32
#define AM_WANTS_MAX 8 /* charsets told apart; more are not counted */

struct am_want {
	const char *charset; /* am_converter_open() knows it */
	size_t bytes;        /* that it would make readable */
};

struct am_notes {
	struct am_arena *arena;
	struct am_slices *list;
	bool *is_cut;

	struct am_converter *converter; /* the one there is; may be NULL */
	struct am_slice charset; /* the mail's own, for text that names none */
	struct am_want wants[AM_WANTS_MAX];
	size_t n_wants;
};

/* The first word of a note. People and programs may rely on them: they stay,
 * and amends-show(1) lists them all. */
enum am_note {
	AM_NOTE_LIMIT,   /* "limit: mime parts": something was not looked at */
	AM_NOTE_CHARSET, /* "charset x-y read as windows-1252" */
	AM_NOTE_CLOSED,  /* "closed: tnef": a part that holds more */
	AM_NOTE_FILE,    /* "file in text: a.gif": taken out of it */
	AM_NOTE_MENDED,  /* "mended: boundary": read other than declared */
	AM_NOTE_FORWARDED,  /* "forwarded: Begin forwarded message:": from this
			    * line on it is somebody else's mail */
	AM_NOTE_ATTACHMENT, /* "attachment: a.odt: encrypted": what a module says
			     * of a file */
	AM_NOTE_COUNT
};
const char *am_note_word(enum am_note note);

void am_notes_start(struct am_notes *notes, struct am_arena *arena,
		    struct am_message *msg);
void am_notes_add(struct am_notes *notes, struct am_slice text);
/* "WORD: what", what as UTF-8, at most 200 bytes of it. */
void am_notes_say(struct am_notes *notes, enum am_note note, const char *what);
/* "limit: WHAT"; the message counts as cut from here on. */
void am_notes_limit(struct am_notes *notes, const char *what);

/* `bytes` more could be read with a converter for `charset`. */
void am_notes_want(struct am_notes *notes, const char *charset, size_t bytes);
/* The one that would make most readable; NULL: none is wanted. */
const char *am_notes_most_wanted(const struct am_notes *notes);

#endif
