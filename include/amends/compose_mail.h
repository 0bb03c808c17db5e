/* compose_mail.h - write a mail (RFC 5322).
 *
 * Layer:     mail.
 * Threads:   safe; pure.
 * Promise:   what comes out is a valid mail with LF line ends, header lines of
 *            at most 76 columns (but for a single long id or address), and no
 *            field that was not asked for: CR, LF, NUL and other control
 *            characters in any value are removed, an address or id that is
 *            none is refused or left out.
 *
 * A draft that a person reads, changes and sends is that person's mail. So it
 * carries no Auto-Submitted, no Precedence and no X-Auto-Response-Suppress;
 * only X-Amends-Draft with the delivery it answers. Mail programs keep or drop
 * that field as they like: nothing may depend on it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_COMPOSE_MAIL_H
#define AMENDS_COMPOSE_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/mem.h"
#include "amends/message.h"
#include "amends/slice.h"

#define AM_COMPOSE_REFERENCES_MAX 20 /* the first and the newest are kept */

struct am_compose {
	struct am_address from; /* the name may be empty */
	struct am_address to;
	struct am_slice subject; /* of the mail that is answered, decoded */
	struct am_slice ticket;  /* goes to the subject's end; may be empty */
	int64_t date_utc;
	struct am_slice message_id;  /* of the new mail; ids are without <> */
	struct am_slice in_reply_to; /* may be empty */
	struct am_slices references; /* of the mail that is answered */
	struct am_slice draft_of;    /* X-Amends-Draft; may be empty */
	struct am_slice body;        /* UTF-8, LF line ends */
};

/* Append the mail to *out. AM_EDATA: an address or the message_id is none;
 * `out` is as before then. */
AM_MUST_CHECK enum am_code am_compose_mail(const struct am_compose *in,
					   struct am_buf *out,
					   struct am_err *err);

/* "local@domain" in characters that need no quoting, at most 254 bytes. */
bool am_compose_address_ok(struct am_slice address);
/* An id as it stands between < and >. */
bool am_compose_id_ok(struct am_slice id);
/* A subject without "Re:", "AW:", "Antwort:", "SV:" ... in front, however often
 * they stand there, and without a ticket token of ours; "Fwd:" and its kind
 * stay. */
struct am_slice am_compose_base_subject(struct am_slice subject);

#endif
