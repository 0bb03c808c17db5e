/* rulings.h - which policy was in force when.
 *
 * Layer:     time.
 * Threads:   safe.
 * Promise:   pure. What was in force then judges then: a policy changes nothing
 *            before the time that it is valid from.
 *
 * In force at a time is, of the policies that are valid from then or before, the
 * one that was added last. So a policy that is dated back takes over from its
 * date on, for good, and one that is dated ahead waits for its day unless
 * another one is added meanwhile. Where none is in force an inbox is always open
 * and aims at nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_RULINGS_H
#define AMENDS_RULINGS_H

#include <stddef.h>
#include <stdint.h>

#include "amends/policy.h"
#include "amends/slice.h"

/* policy->valid_from is not looked at: `valid_from` is. */
struct am_ruling {
	int64_t event; /* by which it was added */
	int64_t valid_from;
	const struct am_policy *policy;
};

/* Of any number of inboxes, in the order in which they were added. */
struct am_rulings {
	const struct am_ruling *items;
	size_t count;
};

/* The one in force; NULL when none is. */
const struct am_ruling *am_ruling_at(const struct am_rulings *rulings,
				     struct am_slice inbox, int64_t at);

/* Open seconds of [from, to), each stretch by the hours that were in force
 * then. */
int64_t am_rulings_open_secs(const struct am_rulings *rulings,
			     struct am_slice inbox, int64_t from, int64_t to);

/* The moment when `secs` (more than 0) of them are over since `from`;
 * AM_NO_TIME when that is too far ahead to be told. */
int64_t am_rulings_add(const struct am_rulings *rulings, struct am_slice inbox,
		       int64_t from, int64_t secs);

/* Each stretch of [from, to) with what was in force; NULL for none. */
typedef void am_ruling_fn(void *ctx, int64_t from, int64_t to,
			  const struct am_ruling *ruling);
void am_rulings_walk(const struct am_rulings *rulings, struct am_slice inbox,
		     int64_t from, int64_t to, am_ruling_fn *fn, void *ctx);

#endif
