/* trim_lines.h - what mail programs write round a quotation or signature, in
 * some twenty languages.
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   each answer costs a bounded time: longer lines than 480 bytes are
 *            nothing (of legal words, the first 400 are read), and no answer
 *            looks at more than 12 lines.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_TRIM_LINES_H
#define AMENDS_MAIL_TRIM_LINES_H

#include <stdbool.h>

#include "amends/slice.h"

#define AM_TRIM_WINDOW 12

/* Lines ahead, each without blanks at its ends. */
struct am_trim_window {
	struct am_slice lines[AM_TRIM_WINDOW];
	unsigned char roles[AM_TRIM_WINDOW]; /* of am_trim_role() */
	size_t count;
};

/* "---------- Forwarded message ---------", "Begin forwarded message:" */
bool am_trim_is_forward(struct am_slice line);
/* "-----Original Message-----"; `is_bare`: without its dashes. */
bool am_trim_is_original(struct am_slice line, bool *is_bare);
/* "____________" and the like, as some put over a quotation */
bool am_trim_is_rule(struct am_slice line);
/* Nothing but dashes and their like, however few or long: "---", "—-—" */
bool am_trim_is_dashes(struct am_slice line);
/* "##- Please type your reply above this line -##" of ticket systems */
bool am_trim_is_marker(struct am_slice line);

enum am_trim_trust {
	AM_TRIM_DOUBTFUL, /* a quotation only if '>' lines follow */
	AM_TRIM_DATED,    /* a day and nothing else: if it stands by itself */
	AM_TRIM_SURE,     /* it names an address, or a time of day */
};

/* How many lines from the first on (1 to 4) say "On ... X wrote:", or 0. */
size_t am_trim_attribution(const struct am_trim_window *ahead,
			   enum am_trim_trust *trust);
/* The same for ">>> Ann <ann@example.com> 03/03/25 10:12 AM >>>"; 1 to 4. */
size_t am_trim_framed_attribution(const struct am_trim_window *ahead);
/* Where such lines begin at the end of a text; text.len when none are there. */
size_t am_trim_attribution_at_end(struct am_slice text);

/* What "From:", "Betreff:" and their like say of a line; 0 for other lines. */
unsigned char am_trim_role(struct am_slice line);
/* How many lines from the first on are "From: Sent: To: Subject:", or 0.
 * `is_weak`: they are too few to be sure without '>' lines behind them. */
size_t am_trim_header_block(const struct am_trim_window *ahead, bool *is_weak);

/* "Label: Ann <ann@example.com>" in whatever language: worth a look. */
bool am_trim_may_be_block(struct am_slice line);

/* "Sent from my iPhone" */
bool am_trim_is_device(struct am_slice line);
/* "Sent from my magic lantern": as the last paragraph of what was written */
bool am_trim_is_device_joke(struct am_slice line);

enum am_trim_closing {
	AM_TRIM_NO_CLOSING,
	AM_TRIM_CLOSING,       /* "Kind regards," */
	AM_TRIM_CLOSING_NAMED, /* "Kind regards, Ann" */
};
enum am_trim_closing am_trim_closing(struct am_slice line);
/* "Many thanks,": it is worth reading, what stands below may be a signature */
bool am_trim_is_thanks(struct am_slice line);
/* "Ann", "Dr. Ann O'Neill-Smith": at most four words, each with a capital. */
bool am_trim_is_name(struct am_slice s);
/* A name, a post, a company, a telephone number: what stands in a signature.
 * Not a sentence. */
bool am_trim_is_name_line(struct am_slice line);

enum am_trim_contact {
	AM_TRIM_NO_CONTACT = 0,
	AM_TRIM_PHONE = 1,
	AM_TRIM_MAIL = 2,
	AM_TRIM_WEB = 4,
	AM_TRIM_COMPANY = 8, /* its register, seat or tax number */
};
/* The kinds of contact that a line names, ORed. */
unsigned int am_trim_contacts(struct am_slice line);

/* Does a footer begin with the first line: legal words, a virus scanner's
 * stamp, a list's or a ticket system's notice? It reaches to the end. */
bool am_trim_is_footer(const struct am_trim_window *ahead);

#endif
