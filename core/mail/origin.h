/* origin.h - did a person write this mail?
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   pure: fields, part types and words in, a kind and one phrase out.
 *            It is for tagging and counting. Whether a mail may be answered is
 *            the gate's question, which is stricter.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ORIGIN_H
#define AMENDS_MAIL_ORIGIN_H

#include "amends/message.h"

/* Set msg->origin, msg->origin_why and msg->is_own_group. Needs all that is read
 * before them, text too; `inbox` may be NULL: nothing is ours then.
 *
 * The first that holds: bounce; calendar; a helpdesk's mail; a contact form
 * (person: the customer is in Reply-To, which is neither the sender nor one of
 * us, and the text looks like a form; not when Auto-Submitted says
 * "auto-replied" or a list's field is there); Auto-Submitted; a responder's
 * field; a subject of absence beside another sign; a monitor or cron; list; a
 * program's first words; Precedence; no-reply; own; person. So a mail whose only
 * mark is "Precedence: bulk" is a list's when it has a list's fields, and none
 * of the fields of a group that is one of our own addresses counts. */
void am_origin_decide(struct am_arena *arena, struct am_message *msg,
		      const struct am_inbox *inbox);

#endif
