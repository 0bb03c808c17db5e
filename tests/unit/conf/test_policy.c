/* SPDX-License-Identifier: MIT */
#include "amends/policy.h"

#include "unit.h"

static struct am_arena *arena;
static struct am_err err;
static struct am_policy policy;
static struct am_policy_tag tags[2];

static void
start(void)
{
	arena = am_arena_new();
	am_policy_defaults(AM_SLICE_LIT("support"), &policy);
	policy.team = AM_SLICE_LIT("Care");
	policy.secs[AM_TARGET_FIRST_RESPONSE][AM_NORMAL] = 4 * 3600;
	policy.secs[AM_TARGET_FIRST_RESPONSE][AM_CRITICAL] = 900;
	policy.secs[AM_TARGET_NEXT_RESPONSE][AM_LOW] = 86400;
	tags[0] = (struct am_policy_tag){ AM_SLICE_LIT("cause.safety"),
					  { 1800, 0, 7200 } };
	tags[1] =
		(struct am_policy_tag){ AM_SLICE_LIT("vip"), { 3600, 600, 0 } };
	policy.tags = tags;
	policy.n_tags = 2;
}

static void
end(void)
{
	am_arena_free(arena);
}

static const struct {
	enum am_target target;
	int urgency;
	const char *tags[3];
	int64_t secs;
} targets[] = {
	{ AM_TARGET_FIRST_RESPONSE, AM_NORMAL, { NULL }, 4 * 3600 },
	{ AM_TARGET_FIRST_RESPONSE, AM_CRITICAL, { NULL }, 900 },
	/* none of its own: at least as soon as normal */
	{ AM_TARGET_FIRST_RESPONSE, AM_HIGH, { NULL }, 4 * 3600 },
	{ AM_TARGET_FIRST_RESPONSE, AM_LOW, { NULL }, 0 },
	{ AM_TARGET_FIRST_RESPONSE, -1, { NULL }, 4 * 3600 },
	{ AM_TARGET_FIRST_RESPONSE, 99, { NULL }, 4 * 3600 },
	/* the shortest that applies */
	{ AM_TARGET_FIRST_RESPONSE, AM_NORMAL, { "vip" }, 3600 },
	{ AM_TARGET_FIRST_RESPONSE,
	  AM_NORMAL,
	  { "vip", "cause.safety" },
	  1800 },
	{ AM_TARGET_FIRST_RESPONSE, AM_CRITICAL, { "vip" }, 900 },
	{ AM_TARGET_FIRST_RESPONSE, AM_LOW, { "vip" }, 3600 },
	{ AM_TARGET_FIRST_RESPONSE, AM_NORMAL, { "other" }, 4 * 3600 },
	{ AM_TARGET_NEXT_RESPONSE, AM_LOW, { "cause.safety" }, 86400 },
	{ AM_TARGET_NEXT_RESPONSE, AM_NORMAL, { NULL }, 0 },
	{ AM_TARGET_RESOLUTION, AM_HIGH, { NULL }, 0 },
	{ AM_TARGET_RESOLUTION, AM_HIGH, { "cause.safety" }, 7200 },
};

START_TEST(finds_the_target)
{
	struct am_slice items[3];
	struct am_slices list = { items, 0 };

	while (list.count < 3 && targets[_i].tags[list.count] != NULL) {
		items[list.count] = am_slice_of(targets[_i].tags[list.count]);
		list.count++;
	}
	ck_assert_int_eq(am_policy_target(&policy, targets[_i].target,
					  targets[_i].urgency, &list),
			 targets[_i].secs);
}
END_TEST

START_TEST(is_the_same_after_encoding)
{
	struct am_policy two[2] = { policy, policy };
	struct am_policy *back = NULL;
	struct am_buf bytes = { 0 };
	struct am_buf again = { 0 };
	size_t n = 0;

	two[1].inbox = AM_SLICE_LIT("sales");
	two[1].valid_from = 1764547200;
	am_policies_encode(two, 2, &bytes);
	ck_assert_int_eq(am_policies_decode(am_buf_slice(&bytes), arena, &back,
					    &n, &err),
			 AM_OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(back[0].valid_from, AM_NO_TIME);
	ck_assert_int_eq(back[1].valid_from, 1764547200);
	ck_assert_int_eq(back[1].silence_secs, AM_SILENCE_DEFAULT_SECS);
	unit_assert_slice(back[0].team, "Care");
	unit_assert_slice(back[0].tags[1].tag, "vip");
	ck_assert_ptr_eq(am_policy_of(back, n, AM_SLICE_LIT("sales")),
			 &back[1]);
	ck_assert_ptr_null(am_policy_of(back, n, AM_SLICE_LIT("nobody")));
	am_policies_encode(back, 2, &again);
	ck_assert(am_slice_eq(am_buf_slice(&bytes), am_buf_slice(&again)));
	for (size_t cut = 0; cut < bytes.len; cut++)
		ck_assert_int_eq(
			am_policies_decode(
				am_slice_head(am_buf_slice(&bytes), cut), arena,
				&back, &n, &err),
			AM_EDATA);
	am_buf_free(&bytes);
	am_buf_free(&again);
}
END_TEST

START_TEST(is_the_same_policy_from_whenever_it_holds)
{
	struct am_buf bytes = { 0 };
	struct am_buf again = { 0 };

	am_policy_encode(&policy, &bytes);
	policy.valid_from = 5;
	am_policy_encode(&policy, &again);
	ck_assert(am_slice_eq(am_buf_slice(&bytes), am_buf_slice(&again)));
	am_buf_free(&bytes);
	am_buf_free(&again);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("policy");

	tcase_add_checked_fixture(tc, start, end);
	tcase_add_loop_test(tc, finds_the_target, 0, UNIT_COUNT(targets));
	tcase_add_test(tc, is_the_same_after_encoding);
	tcase_add_test(tc, is_the_same_policy_from_whenever_it_holds);
	return unit_main("policy", tc);
}
