/* greeting.h - whom to greet by name.
 *
 * Layer:     act; private to it.
 * Threads:   safe.
 * Promise:   pure. A neutral greeting is better than "Dear Accounts", so in
 *            doubt there is no name.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ACT_GREETING_H
#define AMENDS_ACT_GREETING_H

#include "amends/mem.h"
#include "amends/slice.h"

/* The name to greet with: "Ann Lee" of "Ann Lee" or "Lee, Ann". Empty unless
 * it is two to four words of letters that look like a person's name. */
struct am_slice am_greeting_name(struct am_arena *arena, struct am_slice name);

#endif
