/* policy.h - what an inbox has set itself: its hours and its targets.
 *
 * Layer:     conf.
 * Threads:   safe; read-only once made.
 * Promise:   a target is open time of the inbox's calendar, in seconds.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_POLICY_H
#define AMENDS_POLICY_H

#include "amends/calendar.h"
#include "amends/conf.h"

enum am_target {
	AM_TARGET_FIRST_RESPONSE,
	AM_TARGET_NEXT_RESPONSE,
	AM_TARGET_RESOLUTION
};
#define AM_TARGETS 3
const char *am_target_name(enum am_target target); /* "first_response" ... */

/* For mail with one tag. */
struct am_policy_tag {
	struct am_slice tag;
	int64_t secs[AM_TARGETS]; /* 0: none */
};

struct am_policy {
	struct am_slice inbox, team;            /* team may be empty */
	const struct am_calendar *calendar;     /* NULL: always open */
	int64_t secs[AM_TARGETS][AM_URGENCIES]; /* 0: none */
	struct am_policy_tag *tags;
	size_t n_tags;
	int64_t silence_secs; /* resolved when the customer says nothing for so
			       * long (wall clock) after our reply */
	int64_t valid_from;   /* AM_NO_TIME: from when it is first seen */
};
#define AM_SILENCE_DEFAULT_SECS (INT64_C(7) * 86400)

void am_policy_defaults(struct am_slice inbox, struct am_policy *out);

/* The target for such a mail: the shortest of the urgency's and those of its
 * tags; 0 when none is set. A negative urgency (not known) counts as normal; one
 * above normal that has none of its own has normal's. */
int64_t am_policy_target(const struct am_policy *policy, enum am_target target,
			 int urgency, const struct am_slices *tags);

/* All but valid_from: two policies are the same when these bytes are. */
void am_policy_encode(const struct am_policy *policy, struct am_buf *out);
AM_MUST_CHECK enum am_code am_policy_decode(struct am_slice body,
					    struct am_arena *arena,
					    struct am_policy *out,
					    struct am_err *err);

/* The image's section, one for each inbox in the order of the configuration.
 * Decoding bad bytes is AM_EDATA. */
void am_policies_encode(const struct am_policy *policies, size_t count,
			struct am_buf *out);
AM_MUST_CHECK enum am_code
am_policies_decode(struct am_slice section, struct am_arena *arena,
		   struct am_policy **out, size_t *count, struct am_err *err);

/* The policy of one inbox alone; the others are passed over. AM_EDATA too when
 * the section has none of it. */
AM_MUST_CHECK enum am_code am_policies_find(struct am_slice section,
					    struct am_slice inbox,
					    struct am_arena *arena,
					    struct am_policy *out,
					    struct am_err *err);

/* The one of that inbox; NULL when there is none. */
const struct am_policy *am_policy_of(const struct am_policy *policies,
				     size_t count, struct am_slice inbox);

#endif
