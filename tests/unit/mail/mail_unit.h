/* mail_unit.h - an arena for each test of the mail layer.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_UNIT_H
#define AMENDS_MAIL_UNIT_H

#include "amends/message.h"
#include "unit.h"

static struct am_arena *arena;

static inline void
mail_unit_start(void)
{
	arena = am_arena_new();
}

static inline void
mail_unit_stop(void)
{
	am_arena_free(arena);
}

static inline TCase *
mail_unit_case(const char *name)
{
	TCase *tcase = tcase_create(name);

	tcase_add_checked_fixture(tcase, mail_unit_start, mail_unit_stop);
	return tcase;
}

#endif
