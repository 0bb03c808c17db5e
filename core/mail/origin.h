/* origin.h - did a person write this mail?
 *
 * Layer:     mail; private to it.
 * Threads:   safe; no state is kept.
 * Promise:   pure: header fields and part types in, a kind and one phrase out.
 *            It is for tagging and counting. Whether a mail may be answered is
 *            the gate's question, which is stricter.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ORIGIN_H
#define AMENDS_MAIL_ORIGIN_H

#include "amends/message.h"

/* Set msg->origin and msg->origin_why. Needs fields, from, return_path,
 * subject and parts; `inbox` may be NULL: nothing is ours then. The first of
 * bounce, calendar, automatic, list, own, person that holds; but a mail whose
 * only mark is "Precedence: bulk" is a list's when it has a list's fields. */
void am_origin_decide(struct am_arena *arena, struct am_message *msg,
		      const struct am_inbox *inbox);

#endif
