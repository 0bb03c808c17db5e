/* message.h - a mail as amends sees it.
 *
 * Layer:     mail.
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

#include "amends/charset.h"
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
#define AM_FIELD_MAX_REPEATS   200 /* of one name, the first that are read */
#define AM_ATTACHED_MAX        50
#define AM_REPORT_MAX_BYTES    (64U << 10)
#define AM_FILES_READ_MAX      10 /* attached files that modules read */

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

/* What a bounce (origin AM_BOUNCE) reports of a mail that went out. */
enum am_bounce_kind {
	AM_BOUNCE_NONE,      /* the mail is no bounce */
	AM_BOUNCE_FAILED,    /* it was not delivered, and will not be */
	AM_BOUNCE_DELAYED,   /* not yet */
	AM_BOUNCE_DELIVERED, /* it was, or was relayed or expanded */
	AM_BOUNCE_READ,      /* a receipt (RFC 8098), whatever it says */
	AM_BOUNCE_COMPLAINT, /* somebody called it spam (RFC 5965) */
	AM_BOUNCE_CHALLENGE, /* it waits until the sender proves to exist */
};
const char *am_bounce_name(enum am_bounce_kind kind); /* "failed" ... */

#define AM_BOUNCE_ADDRESSES_MAX 20
#define AM_BOUNCE_TEXT_MAX      500 /* bytes of a diagnostic, of a subject */

/* By the machine's part of the report (RFC 3464, 8098, 5965) where it has one,
 * else by its words. Whoever wrote it may lie: it is for joining and counting,
 * never for sending. Where several recipients fared differently, the worst
 * kind counts and its addresses are named. */
struct am_bounce {
	enum am_bounce_kind kind;
	struct am_slices failed; /* whom the mail went to: the recipients that
				    * it is about, as we addressed them; each
				    * once, at most AM_BOUNCE_ADDRESSES_MAX */
	struct am_slice status;  /* "5.1.1" (RFC 3463), or empty */
	struct am_slice diagnostic; /* one line, or empty */
	struct am_slice message_id; /* of the mail it is about, without <> */
	struct am_slice subject;    /* and its subject; both may be empty */
};

struct am_part {
	struct am_slice type;        /* "text/plain", lower case */
	struct am_slice charset;     /* as declared; may be empty */
	struct am_slice filename;    /* may be empty */
	struct am_slice disposition; /* "attachment", "inline" or empty */
	struct am_slice method;      /* of text/calendar: "REQUEST" ... */
	struct am_slice report;      /* the text of message/delivery-status,
				      * disposition-notification and
				      * feedback-report, decoded, LF ends, at
				      * most AM_REPORT_MAX_BYTES; else empty */
	size_t bytes;                /* as sent, not decoded */
	int depth;                   /* 0 for a mail of one part */
	bool is_read;                /* its words are in am_message.text */
	struct am_slice read_by; /* the module that read it (its words are in
				      * attachment_text), or empty */
};

/* One field of the top header, in the order of the mail. */
struct am_field {
	struct am_slice name;
	struct am_slice raw; /* into `mail`: folds left in, no line end */
};

/* A message inside the mail: message/rfc822 and message/global, one of a
 * digest, or the header of one alone (text/rfc822-headers, as bounces have
 * it). In the order of the mail, one inside another after it; sent in base64
 * or quoted-printable they are here as well. Their words stand in am_message's
 * `text` and `quoted`, behind a line "From: ..." and one "Subject: ..." (but for
 * a header alone), and never in new_text. */
struct am_attached {
	struct am_field *fields; /* of its header, as am_message.fields */
	size_t n_fields;
	struct am_address from; /* these are read as am_message's are */
	struct am_slice subject;
	struct am_slice message_id;
	int64_t date_utc;
	size_t part;         /* which of parts[] it is */
	bool is_header_only; /* no text came with it */
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
	int32_t date_offset_secs; /* its zone, east of UTC; 0 when it has none */
	int64_t received_utc;     /* when a host of ours took it in; AM_NO_TIME
			       * when none says so */
	struct am_slice message_id; /* ids are without <>, as sent otherwise */
	struct am_slices in_reply_to;
	struct am_slices references; /* oldest first; at most 100 */

	/* What else may tell which conversation it belongs to. */
	struct am_slice subject_base; /* without "Re:", "[list]" and the like */
	bool is_reply; /* so says the subject's outermost prefix */
	bool is_forward;
	bool may_join_by_subject; /* a reply, or names a number of its own */
	struct am_slice thread_index; /* Outlook's name of the conversation: 44
				       * hex digits, or empty */
	struct am_slice ticket; /* looks like a token of ours (ticket.h), in
				 * the subject or what is quoted; unproven */

	enum am_origin origin;
	struct am_slice
		origin_why; /* one phrase: "List-Id", "Auto-Submitted: ..." */
	struct am_bounce bounce; /* .kind AM_BOUNCE_NONE for other origins */
	bool is_own_group; /* its list fields are of a group of our own, which
			    * hands on what is written to it */

	struct am_part *parts;
	size_t n_parts;
	struct am_attached *attached; /* at most AM_ATTACHED_MAX, with a note */
	size_t n_attached;

	struct am_slice text;     /* all that a person would read, LF ends */
	size_t own_text_bytes;    /* of that: what stands before the words of an
				* attached message */
	struct am_slice new_text; /* what this person wrote now */
	struct am_slice quoted;   /* what was taken off as a quotation */
	struct am_slice signature;       /* and as a signature */
	struct am_slice attachment_text; /* what modules read of attached files,
					  * with an empty line between two */
	bool wants_modules; /* there are such files, and .extract was NULL */

	struct am_slices notes; /* "limit: mime depth", "charset x-foo read as
				 * windows-1252"; stable first words */
	bool is_cut;            /* a limit was met: partial; reason=limit */

	/* The charset that most of what could not be read is in, of those that
	 * am_converter_open() knows; NULL: none. Read the mail again with a
	 * converter for it. */
	const char *wants_charset;
	struct am_slice charset; /* declared, for raw 8-bit in the header */
	struct am_converter *converter; /* the reading's own; borrowed */
};

/* What a module made of one file. */
struct am_extract {
	struct am_arena *arena;
	struct am_slice bytes;      /* in: the file, decoded */
	const struct am_part *part; /* in */
	struct am_slice name;       /* out: the module's */
	struct am_buf text;         /* out: as it came, at most
				     * AM_PART_TEXT_MAX_BYTES + 1 */
	struct am_slice why;        /* out: the text does not count, as ... */
	struct am_slice *notes;     /* out */
	size_t n_notes, notes_cap;
};
#define AM_EXTRACT_NOTES_MAX 4 /* of one file; more are not kept */

/* Who reads files that are no text of a mail (modules, see amends/module.h). */
struct am_extractor {
	void *ctx;
	bool (*wants)(void *ctx, const struct am_part *part);
	/* NULL: nobody is there yet. */
	void (*extract)(void *ctx, struct am_extract *file);
};

/* What a mail may be read with; a NULL reading has none of it. */
struct am_reading {
	const struct am_inbox *inbox;   /* what is ours; NULL: nothing */
	struct am_converter *converter; /* NULL: only built-in charsets; it
					 * must outlive the message */
	const struct am_extractor *extractor; /* NULL: files stay closed */
};

/* Read a mail. `how` may be NULL. The message lives in the arena; `mail` must
 * outlive it. */
void am_message_parse(struct am_arena *arena, struct am_slice mail,
		      const struct am_reading *how, struct am_message *out);

/* The nth (from 0) field of that name (ASCII case ignored): raw and unfolded
 * to one line, not decoded; false when there is none. */
bool am_message_field(const struct am_message *msg, struct am_arena *arena,
		      const char *name, size_t nth, struct am_slice *value);
/* The same, decoded (RFC 2047, raw 8-bit) for people to read. */
bool am_message_header(const struct am_message *msg, struct am_arena *arena,
		       const char *name, size_t nth, struct am_slice *value);

/* How many fields stand above the first Received of a foreign host (one that is
 * neither authserv_id nor in trusted_hosts). What our own hosts say is above
 * it; what stands below may be the sender's invention (RFC 8601 section 5). */
size_t am_message_trusted_fields(const struct am_message *msg,
				 struct am_arena *arena,
				 const struct am_inbox *inbox);

/* The date of the topmost Received field that has a readable one, whoever wrote
 * it: for a mail whose other dates cannot be. AM_NO_TIME when there is none. */
int64_t am_message_any_received(const struct am_message *msg,
				struct am_arena *arena);

/* A copy of a field's value with each (comment) outside of quotation marks made
 * a blank, trimmed (RFC 5322 section 3.2.2). Pure and linear; an open comment
 * or string reaches to the end. */
struct am_slice am_without_comments(struct am_arena *arena,
				    struct am_slice value);

/* Does a recipient field (To, Cc, Bcc, Resent-To, -Cc, -Bcc) name an address of
 * ours? */
bool am_message_is_to_us(const struct am_message *msg, struct am_arena *arena,
			 const struct am_inbox *inbox);

#endif
