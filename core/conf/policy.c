/* SPDX-License-Identifier: MIT */
#include "amends/policy.h"

#include "amends/wire.h"

#define POLICY_BYTES_LEAST 12 /* valid_from and an empty body */
#define TAG_BYTES_LEAST    (4 + 8 * AM_TARGETS)
#define SECS_MAX           (INT64_C(3653) * 86400)

const char *
am_target_name(enum am_target target)
{
	static const char *const names[AM_TARGETS] = { "first_response",
						       "next_response",
						       "resolution" };

	return names[target];
}

void
am_policy_defaults(struct am_slice inbox, struct am_policy *out)
{
	*out = (struct am_policy){
		.inbox = inbox,
		.silence_secs = AM_SILENCE_DEFAULT_SECS,
		.valid_from = AM_NO_TIME,
	};
}

static bool
has(const struct am_slices *tags, struct am_slice tag)
{
	for (size_t i = 0; i < tags->count; i++)
		if (am_slice_eq(tags->items[i], tag))
			return true;
	return false;
}

int64_t
am_policy_target(const struct am_policy *policy, enum am_target target,
		 int urgency, const struct am_slices *tags)
{
	const int64_t *by_urgency = policy->secs[target];
	int64_t best = 0;

	if (urgency >= 0 && urgency < AM_URGENCIES)
		best = by_urgency[urgency];
	if (best == 0 && urgency != AM_LOW)
		best = by_urgency[AM_NORMAL];
	for (size_t i = 0; i < policy->n_tags; i++) {
		int64_t secs = policy->tags[i].secs[target];

		if (secs > 0 && (best == 0 || secs < best) &&
		    has(tags, policy->tags[i].tag))
			best = secs;
	}
	return best;
}

static void
put_secs(struct am_buf *out, const int64_t *secs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		am_wire_put_u64(out, (uint64_t)secs[i]);
}

void
am_policy_encode(const struct am_policy *policy, struct am_buf *out)
{
	struct am_buf calendar = { 0 };

	am_calendar_encode(policy->calendar, &calendar);
	am_wire_put_slice(out, policy->inbox);
	am_wire_put_slice(out, policy->team);
	am_wire_put_slice(out, am_buf_slice(&calendar));
	for (size_t i = 0; i < AM_TARGETS; i++)
		put_secs(out, policy->secs[i], AM_URGENCIES);
	am_wire_put_u32(out, (uint32_t)policy->n_tags);
	for (size_t i = 0; i < policy->n_tags; i++) {
		am_wire_put_slice(out, policy->tags[i].tag);
		put_secs(out, policy->tags[i].secs, AM_TARGETS);
	}
	put_secs(out, &policy->silence_secs, 1);
	am_buf_free(&calendar);
}

static void
get_secs(struct am_wire *in, int64_t *secs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		secs[i] = (int64_t)am_wire_u64(in);
		if (secs[i] < 0 || secs[i] > SECS_MAX) {
			in->is_bad = true;
			secs[i] = 0;
		}
	}
}

enum am_code
am_policy_decode(struct am_slice body, struct am_arena *arena,
		 struct am_policy *out, struct am_err *err)
{
	struct am_wire in = { body, false };
	struct am_policy policy = { .valid_from = AM_NO_TIME };

	policy.inbox = am_arena_dup(arena, am_wire_slice(&in));
	policy.team = am_arena_dup(arena, am_wire_slice(&in));
	if (am_calendar_decode(am_wire_slice(&in), arena, &policy.calendar,
			       err) != AM_OK)
		return am_context(err, "policy");
	for (size_t i = 0; i < AM_TARGETS; i++)
		get_secs(&in, policy.secs[i], AM_URGENCIES);
	policy.n_tags = am_wire_count(&in, TAG_BYTES_LEAST);
	policy.tags =
		am_arena_array(arena, policy.n_tags + 1, sizeof(*policy.tags));
	for (size_t i = 0; i < policy.n_tags; i++) {
		policy.tags[i].tag = am_arena_dup(arena, am_wire_slice(&in));
		get_secs(&in, policy.tags[i].secs, AM_TARGETS);
	}
	get_secs(&in, &policy.silence_secs, 1);
	if (in.is_bad || in.rest.len > 0)
		return am_fail(err, AM_EDATA, "a policy that is damaged");
	*out = policy;
	return AM_OK;
}

void
am_policies_encode(const struct am_policy *policies, size_t count,
		   struct am_buf *out)
{
	struct am_buf body = { 0 };

	am_wire_put_u32(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		body.len = 0;
		am_policy_encode(&policies[i], &body);
		am_wire_put_u64(out, (uint64_t)policies[i].valid_from);
		am_wire_put_slice(out, am_buf_slice(&body));
	}
	am_buf_free(&body);
}

enum am_code
am_policies_decode(struct am_slice section, struct am_arena *arena,
		   struct am_policy **out, size_t *count, struct am_err *err)
{
	struct am_wire in = { section, false };
	size_t n = am_wire_count(&in, POLICY_BYTES_LEAST);
	struct am_policy *policies =
		am_arena_array(arena, n + 1, sizeof(*policies));

	for (size_t i = 0; i < n; i++) {
		int64_t valid_from = (int64_t)am_wire_u64(&in);

		if (am_policy_decode(am_wire_slice(&in), arena, &policies[i],
				     err) != AM_OK)
			return err->code;
		policies[i].valid_from = valid_from;
	}
	if (in.is_bad || in.rest.len > 0)
		return am_fail(err, AM_EDATA, "policies that are damaged");
	*out = policies;
	*count = n;
	return AM_OK;
}

enum am_code
am_policies_find(struct am_slice section, struct am_slice inbox,
		 struct am_arena *arena, struct am_policy *out,
		 struct am_err *err)
{
	struct am_wire in = { section, false };
	size_t n = am_wire_count(&in, POLICY_BYTES_LEAST);

	for (size_t i = 0; i < n && !in.is_bad; i++) {
		int64_t valid_from = (int64_t)am_wire_u64(&in);
		struct am_slice body = am_wire_slice(&in);
		struct am_wire head = { body, false };

		if (!am_slice_eq(am_wire_slice(&head), inbox))
			continue;
		if (am_policy_decode(body, arena, out, err) != AM_OK)
			return err->code;
		out->valid_from = valid_from;
		return AM_OK;
	}
	return am_fail(err, AM_EDATA, "no policy of the inbox %.*s",
		       AM_SLICE_ARG(inbox));
}

const struct am_policy *
am_policy_of(const struct am_policy *policies, size_t count,
	     struct am_slice inbox)
{
	for (size_t i = 0; i < count; i++)
		if (am_slice_eq(policies[i].inbox, inbox))
			return &policies[i];
	return NULL;
}
