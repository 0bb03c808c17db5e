/* SPDX-License-Identifier: MIT */
#include "places.h"

static size_t
put_team(struct places *p, const struct am_policy *policy)
{
	bool has_one = policy != NULL && policy->team.len > 0;

	return names_put(&p->teams, p->arena,
			 has_one ? policy->team : AM_SLICE_LIT("-"));
}

const struct am_policy *
places_now(const struct am_rulings *rulings, const struct am_policy *current,
	   size_t n_current, struct am_slice inbox)
{
	const struct am_policy *now = am_policy_of(current, n_current, inbox);

	for (size_t i = rulings->count; now == NULL && i > 0; i--)
		if (am_slice_eq(rulings->items[i - 1].policy->inbox, inbox))
			now = rulings->items[i - 1].policy;
	return now;
}

void
places_find(struct am_arena *arena, const struct facts *facts,
	    const struct am_policy *current, size_t n_current,
	    struct places *out)
{
	const struct am_rulings *rulings = facts->rulings;
	size_t n = facts->inboxes.count;

	*out = (struct places){
		.arena = arena,
		.facts = facts,
		.of_inbox =
			am_arena_array(arena, n, sizeof(struct am_policy *)),
		.team_of_inbox =
			am_arena_array(arena, n, sizeof(*out->team_of_inbox)),
		.team_of_ruling = am_arena_array(arena, rulings->count,
						 sizeof(*out->team_of_ruling)),
	};
	for (size_t i = 0; i < n; i++) {
		out->of_inbox[i] = places_now(rulings, current, n_current,
					      facts->inboxes.items[i]);
		out->team_of_inbox[i] = put_team(out, out->of_inbox[i]);
	}
	for (size_t i = 0; i < rulings->count; i++)
		out->team_of_ruling[i] =
			put_team(out, rulings->items[i].policy);
}

size_t
places_team(const struct places *p, const struct fact *fact)
{
	return fact->ruling == NO_RULING ? p->team_of_inbox[fact->inbox]
					 : p->team_of_ruling[fact->ruling];
}

const struct am_calendar *
places_calendar(const struct places *p, const struct fact *fact)
{
	const struct am_policy *policy =
		fact->ruling == NO_RULING
			? p->of_inbox[fact->inbox]
			: p->facts->rulings->items[fact->ruling].policy;

	return policy != NULL ? policy->calendar : NULL;
}
