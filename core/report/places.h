/* places.h - the team and the clock of where a fact belongs.
 *
 * What was in force then says it; for what was before the first policy of its
 * inbox, what is set now.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PLACES_H
#define PLACES_H

#include "amends/policy.h"
#include "amends/rulings.h"
#include "facts.h"

struct places {
	struct am_arena *arena;
	const struct facts *facts;
	const struct am_policy **of_inbox; /* by fact.inbox; may be NULL */
	struct names teams;                /* "-" for none */
	size_t *team_of_inbox, *team_of_ruling;
};

void places_find(struct am_arena *arena, const struct facts *facts,
		 const struct am_policy *current, size_t n_current,
		 struct places *out);
/* The policy of that inbox now: as configured, else the last one recorded. */
const struct am_policy *places_now(const struct am_rulings *rulings,
				   const struct am_policy *current,
				   size_t n_current, struct am_slice inbox);

size_t places_team(const struct places *places, const struct fact *fact);
const struct am_calendar *places_calendar(const struct places *places,
					  const struct fact *fact);

#endif
