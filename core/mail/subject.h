/* subject.h - a subject without what mailers and lists put round it.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   total and linear; nothing is allocated: what comes back points
 *            into the subject that was handed over.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_SUBJECT_H
#define AMENDS_MAIL_SUBJECT_H

#include <stdbool.h>

#include "amends/slice.h"

#define AM_SUBJECT_PREFIXES_MAX 64 /* more in front are left standing */

struct am_subject {
	struct am_slice base; /* trimmed; empty also for "(no subject)" */
	/* What the outermost prefix says that this mail is: "Fwd: Re: lamp" is
	 * a forward, "Re: Fwd: lamp" a reply. "VS:" is a reply in Finnish and a
	 * forward in Danish, so it sets both. A last "(fwd)" counts when there is
	 * no prefix. */
	bool is_reply;
	bool is_forward;
};

/* Take reply and forward prefixes of some forty languages ("Re:", "AW[2]:",
 * "Ynt :", "FW:" ...; RFC 5322 section 3.6.5, and the base subject of RFC 5256
 * section 2.1), list tags ("[support]"), a ticket token of ours (ticket.h) and
 * a last "(fwd)" off a decoded subject, until none is left. Others' ticket
 * numbers ("[#123]", "[Ticket 9]") stay, and so does a tag that is all there is.
 * One letter ("R:", "I:") is a prefix only when what follows looks like the
 * beginning of a subject: "R: drive" is none. */
void am_subject_base(struct am_slice subject, struct am_subject *out);

/* The same for reply prefixes and a token of ours only: tags and "Fwd:" stay.
 * For our own "Re:". */
struct am_slice am_subject_without_replies(struct am_slice subject);

/* Does it name a number of five digits or more, as of an order or a case? */
bool am_subject_names_number(struct am_slice base);

#endif
