/* customs.h - the custom functions of rules, run when a rule asks.
 *
 * Layer:     lua.
 * Threads:   one thread.
 * Promise:   a rule file that has custom functions is loaded (from its bytecode
 *            in the image) when the first of them is asked, and no sooner; each
 *            has the limits of a plugin. They see the message and the verdict
 *            as it stands, and change nothing. Each is run once a mail. Runs in
 *            the sealed judge.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CUSTOMS_H
#define AMENDS_CUSTOMS_H

#include "amends/image.h"
#include "amends/message.h"
#include "amends/verdict.h"

struct am_customs;

/* For one mail; all of the arguments outlive it. Costs next to nothing until
 * something is asked. */
struct am_customs *am_customs_new(const struct am_image *image,
				  struct am_arena *arena,
				  const struct am_message *msg,
				  struct am_verdict *verdict);
void am_customs_free(struct am_customs *customs);

/* For am_surroundings.custom, with the am_customs as its first argument: true
 * counts 1, false and nil 0, a number what it is, cut to whole and not below 0.
 * Negative: it failed. */
int64_t am_customs_ask(void *customs, uint32_t number);

/* Why the last one failed; "" when none did. */
const char *am_customs_error(const struct am_customs *customs);

#endif
