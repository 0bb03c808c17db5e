/* message.h - a mail as amends sees it.
 *
 * Layer:     mail (libetpan's grammar behind our own splitting).
 * Threads:   safe; no state is kept.
 * Promise:   total: every byte string gives a message. Linear in time, bounded
 *            in memory (DESIGN section 11; limits below). Nothing is written
 *            into `mail`, and no file is opened: it runs in the sealed judge.
 *            All slices are UTF-8 in the arena (or point into `mail`), without
 *            NUL; one-line values hold no CR or LF.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MESSAGE_H
#define AMENDS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amends/conf.h"
#include "amends/mem.h"
#include "amends/slice.h"

#define AM_MAIL_MAX_BYTES      (25U << 20) /* analysed; more is not looked at */
#define AM_HEADER_MAX_BYTES    (256U << 10)
#define AM_HEADER_MAX_FIELDS   2000
#define AM_FIELD_MAX_BYTES     (32U << 10)
#define AM_BOUNDARY_MAX_BYTES  200
#define AM_MIME_MAX_DEPTH      20
#define AM_MIME_MAX_PARTS      1000
#define AM_PART_TEXT_MAX_BYTES (1U << 20)
#define AM_TEXT_MAX_BYTES      (2U << 20)
#define AM_WORD_MAX_BYTES      2048
#define AM_ADDRESSES_MAX       200
#define AM_REFERENCES_MAX      100

struct am_address {
	struct am_slice
		name; /* decoded display name or comment; may be empty */
	struct am_slice address; /* addr-spec without <>; may lack an @ */
};

struct am_addresses {
	struct am_address *items;
	size_t count;
};

enum am_origin {
	AM_PERSON,
	AM_LIST,
	AM_AUTOMATIC,
	AM_BOUNCE,
	AM_CALENDAR,
	AM_OWN, /* from one of our own addresses */
};
const char *am_origin_name(enum am_origin origin); /* "person" ... */

struct am_part {
	struct am_slice type;        /* "text/plain", lower case */
	struct am_slice charset;     /* as declared; may be empty */
	struct am_slice filename;    /* may be empty */
	struct am_slice disposition; /* "attachment", "inline" or empty */
	size_t bytes;                /* as sent, not decoded */
	int depth;                   /* 0 for a mail of one part */
};

/* One field of the top header, in the order of the mail. */
struct am_field {
	struct am_slice name;
	struct am_slice raw; /* into `mail`: folds left in, no line end */
};

struct am_message {
	struct am_field *fields;
	size_t n_fields;

	struct am_address from; /* first From with an @, else Reply-To, else
				 * Return-Path; .address empty when none has */
	struct am_addresses to, cc, bcc, reply_to;
	struct am_slice return_path; /* without <>; see has_return_path */
	bool has_return_path;        /* a field was there; "<>" gives empty */
	struct am_slice subject;
	int64_t date_utc; /* the sender's claim; AM_NO_TIME when unreadable */
	struct am_slice message_id; /* ids are without <>, as sent otherwise */
	struct am_slices in_reply_to;
	struct am_slices references; /* oldest first; at most 100 */

	enum am_origin origin;
	struct am_slice
		origin_why; /* one phrase: "List-Id", "Auto-Submitted: ..." */

	struct am_part *parts;
	size_t n_parts;

	struct am_slice text;      /* all that a person would read, LF ends */
	struct am_slice new_text;  /* what this person wrote now */
	struct am_slice quoted;    /* what was taken off as a quotation */
	struct am_slice signature; /* and as a signature */

	struct am_slices notes; /* "limit: mime depth", "charset x-foo read as
				 * windows-1252"; stable first words */
	bool is_cut;            /* a limit was met: partial; reason=limit */
};

/* Read a mail. `inbox` says what is ours (may be NULL: nothing is). The message
 * lives in the arena; `mail` must outlive it. */
void am_message_parse(struct am_arena *arena, struct am_slice mail,
		      const struct am_inbox *inbox, struct am_message *out);

/* The nth (from 0) field of that name (ASCII case ignored): raw and unfolded
 * to one line, not decoded; false when there is none. */
bool am_message_field(const struct am_message *msg, struct am_arena *arena,
		      const char *name, size_t nth, struct am_slice *value);
/* The same, decoded (RFC 2047, raw 8-bit) for people to read. */
bool am_message_header(const struct am_message *msg, struct am_arena *arena,
		       const char *name, size_t nth, struct am_slice *value);

/* Does a recipient field (To, Cc, Bcc, Resent-To, -Cc, -Bcc) name an address of
 * ours? */
bool am_message_is_to_us(const struct am_message *msg, struct am_arena *arena,
			 const struct am_inbox *inbox);

#endif
