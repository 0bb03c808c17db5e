/* SPDX-License-Identifier: MIT */
#include "amends/rulings.h"

#include "amends/clock.h"

const struct am_ruling *
am_ruling_at(const struct am_rulings *rulings, struct am_slice inbox,
	     int64_t at)
{
	for (size_t i = rulings->count; i > 0; i--) {
		const struct am_ruling *r = &rulings->items[i - 1];

		if (r->valid_from <= at && am_slice_eq(r->policy->inbox, inbox))
			return r;
	}
	return NULL;
}

/* When something may change for the first time after `at`; INT64_MAX: never. */
static int64_t
next_change(const struct am_rulings *rulings, struct am_slice inbox, int64_t at)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < rulings->count; i++) {
		const struct am_ruling *r = &rulings->items[i];

		if (r->valid_from > at && r->valid_from < next &&
		    am_slice_eq(r->policy->inbox, inbox))
			next = r->valid_from;
	}
	return next;
}

void
am_rulings_walk(const struct am_rulings *rulings, struct am_slice inbox,
		int64_t from, int64_t to, am_ruling_fn *fn, void *ctx)
{
	while (from < to) {
		int64_t next = next_change(rulings, inbox, from);

		next = next < to ? next : to;
		fn(ctx, from, next, am_ruling_at(rulings, inbox, from));
		from = next;
	}
}

static const struct am_calendar *
calendar_of(const struct am_ruling *ruling)
{
	return ruling != NULL ? ruling->policy->calendar : NULL;
}

static void
add_stretch(void *ctx, int64_t from, int64_t to, const struct am_ruling *ruling)
{
	int64_t *sum = ctx;

	*sum += am_calendar_open_secs(calendar_of(ruling), from, to);
}

int64_t
am_rulings_open_secs(const struct am_rulings *rulings, struct am_slice inbox,
		     int64_t from, int64_t to)
{
	int64_t sum = 0;

	am_rulings_walk(rulings, inbox, from, to, add_stretch, &sum);
	return sum;
}

int64_t
am_rulings_add(const struct am_rulings *rulings, struct am_slice inbox,
	       int64_t from, int64_t secs)
{
	for (;;) {
		const struct am_calendar *c =
			calendar_of(am_ruling_at(rulings, inbox, from));
		int64_t next = next_change(rulings, inbox, from);
		int64_t open;

		if (next == INT64_MAX)
			return am_calendar_add(c, from, secs);
		open = am_calendar_open_secs(c, from, next);
		if (open >= secs)
			return am_calendar_add(c, from, secs);
		secs -= open;
		from = next;
	}
}
