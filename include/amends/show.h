/* show.h - a message as amends sees it, for people and for programs.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   the JSON is one object on one line, its members always the same
 *            and in the same order; the text fits 80 columns and holds no
 *            control character but the line end.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_SHOW_H
#define AMENDS_SHOW_H

#include "amends/json.h"
#include "amends/message.h"
#include "amends/slice.h"

/* Write one object to j, without a line end behind it. `file` is the name to
 * show; the date is UTC seconds or null. */
void am_show_json(const struct am_message *msg, struct am_slice file,
		  struct am_json *j);

/* The same for people, with a line end behind it. */
void am_show_text(const struct am_message *msg, struct am_slice file,
		  struct am_buf *out);

#endif
