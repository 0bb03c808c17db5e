/* draft.h - put a draft where a person will find it.
 *
 * Layer:     act.
 * Threads:   safe; several processes may store into one Maildir.
 * Promise:   a draft is either whole in cur/ with its Draft flag and on disk,
 *            or not there at all. The same name is stored once: a run that
 *            died after storing and starts again finds it. Nothing here sends
 *            mail, and no folder is made, so that a mistyped path is an error
 *            and not a second mailbox.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_DRAFT_H
#define AMENDS_DRAFT_H

#include "amends/err.h"
#include "amends/file.h"
#include "amends/slice.h"

/* Is there a Maildir to put drafts into? AM_ECONFIG says what is missing and
 * how to make it. For am_draft_store() and for doctor. */
AM_MUST_CHECK enum am_code am_draft_check(const char *maildir,
					  struct am_err *err);

/* Store `draft` as cur/NAME:2,D.
 *
 * maildir  absolute; must hold cur/ and tmp/ (a "maildir:" in front is the
 *          configuration's business).
 * name     the base name: [A-Za-z0-9._-], not beginning with a dot, at most
 *          100 bytes; made from the delivery, so that it is the same when
 *          tried again.
 * stored   on AM_OK the file's path: the new one, or the one that was there
 *          already, with whatever flags it has by now, in cur/ or new/.
 *
 * AM_ECONFIG  the folder is not there or is no Maildir.
 * AM_EDATA    the name is not one.
 * AM_EIO      the file system refused; nothing is left behind, try again.
 */
AM_MUST_CHECK enum am_code
am_draft_store(const char *maildir, struct am_slice name, struct am_slice draft,
	       struct am_path *stored, struct am_err *err);

/* Find a draft that was stored: for withdrawing it and for doctor. AM_EIO when
 * it is not there any more (`err` says so). */
AM_MUST_CHECK enum am_code am_draft_find(const char *maildir,
					 struct am_slice name,
					 struct am_path *found,
					 struct am_err *err);

#endif
