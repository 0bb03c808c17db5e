/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/arithmetic.h"
#include "amends/calendar.h"
#include "amends/report.h"
#include "journal_fixture.h"

#define MONDAY INT64_C(1794787200) /* 2026-11-16 00:00 UTC, also in London */
#define HOUR   INT64_C(3600)
#define DAY    (24 * HOUR)

static struct am_arena *arena;
static struct am_policy policy;

/* London, 09:00 to 17:00 on weekdays; 4 h for normal mail, 1 h for critical. */
static void
setup(void)
{
	struct am_sources sources = { .read = NULL };
	struct am_calendar *c;

	fx_setup();
	arena = am_arena_new();
	c = am_calendar_new(arena);
	FX_OK(am_calendar_put_zone(c, AM_SLICE_LIT("Europe/London"), &sources,
				   &fx_err));
	FX_OK(am_calendar_put_hours(c, AM_SLICE_LIT("mon-fri"),
				    AM_SLICE_LIT("09:00-17:00"), &fx_err));
	FX_OK(am_calendar_finish(c, &fx_err));
	am_buf_free(&sources.section);
	am_policy_defaults(AM_SLICE_LIT("support"), &policy);
	policy.team = AM_SLICE_LIT("care");
	policy.calendar = c;
	policy.secs[AM_TARGET_FIRST_RESPONSE][AM_NORMAL] = 4 * HOUR;
	policy.secs[AM_TARGET_FIRST_RESPONSE][AM_CRITICAL] = HOUR;
	FX_OK(am_journal_policies_put(fx, &policy, 1, 0, &fx_err));
}

static void
teardown(void)
{
	am_arena_free(arena);
	fx_teardown();
}

static struct am_report_request
request_at(int64_t now)
{
	return (struct am_report_request){ .now = now,
					   .policies = &policy,
					   .n_policies = 1,
					   .by = AM_BY_WHOLE };
}

static void
ask(const char *id, int64_t at, int urgency)
{
	(void)fx_put((struct fx_mail){
		.at = at, .id = id, .who = "c@x", .urgency = urgency });
}

/* "ID LEFT ..." with "!" on those that are overdue. */
static void
assert_due(int64_t now, const char *want)
{
	const struct am_report_request request = request_at(now);
	struct am_report_waiting *items;
	struct am_buf got = { 0 };
	size_t n;

	FX_OK(am_report_due(fx, &request, arena, &items, &n, &fx_err));
	am_buf_puts(&got, "");
	for (size_t i = 0; i < n; i++) {
		am_buf_printf(&got, "%s%.*s", i > 0 ? " " : "",
			      AM_SLICE_ARG(items[i].message_id));
		if (items[i].left_secs != AM_NO_TIME)
			am_buf_printf(&got, " %lld%s",
				      (long long)items[i].left_secs,
				      items[i].is_overdue ? "!" : "");
		unit_assert_slice(items[i].team, "care");
	}
	ck_assert_str_eq(got.ptr, want);
	am_buf_free(&got);
}

START_TEST(time_is_left_and_over_in_hours_that_are_open)
{
	ask("friday", MONDAY - 3 * DAY + 16 * HOUR, 1); /* 1 h, then Monday */
	assert_due(MONDAY - 2 * DAY, "friday 10800");
	assert_due(MONDAY + 12 * HOUR, "friday 0");
	assert_due(MONDAY + 12 * HOUR + 1, "friday 1!");
	assert_due(MONDAY + DAY, "friday 18000!");
}
END_TEST

START_TEST(the_most_urgent_comes_first)
{
	ask("normal", MONDAY + 9 * HOUR, 1);
	ask("critical", MONDAY + 10 * HOUR, 3);
	ask("older", MONDAY - 3 * DAY + 9 * HOUR, 1);
	assert_due(MONDAY + 10 * HOUR + 60,
		   "older 18060! critical 3540 normal 10740");
	assert_due(MONDAY + 14 * HOUR,
		   "older 32400! critical 10800! normal 3600!");
	/* asked of the past: what is answered later was open then */
	(void)fx_out(MONDAY + 15 * HOUR, "r", "normal", "c@x");
	assert_due(MONDAY + 14 * HOUR,
		   "older 32400! critical 10800! normal 3600!");
	assert_due(MONDAY + 15 * HOUR, "older 36000! critical 14400!");
}
END_TEST

START_TEST(without_a_target_urgency_and_age_decide)
{
	policy.secs[AM_TARGET_FIRST_RESPONSE][AM_NORMAL] = 0;
	policy.secs[AM_TARGET_FIRST_RESPONSE][AM_CRITICAL] = 0;
	FX_OK(am_journal_policies_put(fx, &policy, 1, 1, &fx_err));
	ask("young", MONDAY + 2, 1);
	ask("old", MONDAY + 1, 1);
	ask("critical", MONDAY + 3, 3);
	assert_due(MONDAY + DAY, "critical old young");
}
END_TEST

START_TEST(share_in_target_counts_what_is_decided)
{
	struct am_report_request request = request_at(MONDAY + 2 * DAY);
	struct am_report r;

	request.period.since = MONDAY;
	request.period.until = AM_NO_TIME;
	ask("kept", MONDAY + 9 * HOUR, 1);
	(void)fx_out(MONDAY + 13 * HOUR, "k", "kept", "c@x");
	ask("late", MONDAY + 9 * HOUR, 1);
	(void)fx_out(MONDAY + 13 * HOUR + 1, "l", "late", "c@x");
	ask("overdue", MONDAY + 9 * HOUR, 1);
	ask("open", MONDAY + DAY + 16 * HOUR, 1);
	ask("critical", MONDAY + 9 * HOUR, 3);
	(void)fx_out(MONDAY + 10 * HOUR, "c", "critical", "c@x");
	FX_OK(am_report_collect(fx, &request, arena, &r, &fx_err));
	ck_assert_int_eq(r.all.first.count, 3);
	ck_assert_int_eq(r.all.first.in_target, 2);
	ck_assert_int_eq(r.all.first.decided, 4);
	ck_assert_int_eq(r.all.first.target_secs, 4 * HOUR);
	ck_assert_int_eq(r.all.first.n_targets, 2);
	ck_assert_int_eq(r.all.waiting, 2);
	ck_assert_int_eq(r.all.overdue, 1);
	ck_assert_int_eq(r.overdue, 1);
	unit_assert_slice(r.groups[AM_BY_TEAM].lines[0].name, "care");
	unit_assert_slice(am_calendar_zone(r.calendar), "Europe/London");
	/* requester wait in our hours: 8 h each of Monday and Tuesday */
	ck_assert_int_eq(r.wait.count, 5);
	ck_assert_int_eq(r.wait.business_p90, 16 * HOUR);
}
END_TEST

START_TEST(explain_adds_up_over_policies)
{
	const struct am_report_request request = request_at(MONDAY + 9 * DAY);
	struct am_arithmetic a;
	struct am_buf out = { 0 };

	ask("q1", MONDAY + 16 * HOUR, 1);
	(void)fx_out(MONDAY + 2 * DAY + 11 * HOUR, "r1", "q1", "c@x");
	/* from Tuesday on they are always open */
	policy.calendar = NULL;
	policy.valid_from = MONDAY + DAY;
	FX_OK(am_journal_policies_put(fx, &policy, 1, MONDAY + DAY, &fx_err));
	FX_OK(am_journal_rebuild(fx, NULL, NULL, &fx_err));
	FX_OK(am_arithmetic_collect(fx, &request, AM_SLICE_LIT("<q1>"), arena,
				    &a, &fx_err));
	ck_assert_uint_eq(a.n_turns, 1);
	ck_assert_uint_eq(a.turns[0].n_stretches, 2);
	ck_assert_int_eq(a.turns[0].stretches[0].secs, HOUR);
	ck_assert_int_eq(a.turns[0].stretches[1].secs, DAY + 11 * HOUR);
	ck_assert_int_eq(a.turns[0].business_secs, DAY + 12 * HOUR);
	ck_assert(a.turns[0].is_settled);
	ck_assert(!a.turns[0].is_in_target);
	am_arithmetic_table(&a, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "Mon 16 Nov 2026 16:00:00 - "
					      "17:00:00"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "129600 s = 1d 12h"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "TOO LATE"));
	out.len = 0;
	am_arithmetic_json(&a, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "\"is_in_target\":false"));
	am_buf_free(&out);
	ck_assert_int_eq(am_arithmetic_collect(fx, &request, AM_SLICE_LIT("77"),
					       arena, &a, &fx_err),
			 AM_EUSAGE);
}
END_TEST

static const struct {
	int64_t began, now, since, until;
} days[] = {
	/* Wednesday evening; and Monday morning: last week */
	{ 0, MONDAY + 2 * DAY + 18 * HOUR, MONDAY - 5 * DAY, MONDAY + 2 * DAY },
	{ 0, MONDAY + 8 * HOUR, MONDAY - 7 * DAY, MONDAY },
	{ MONDAY, MONDAY + HOUR, MONDAY - 7 * DAY, MONDAY + HOUR },
	/* a week with 25 hours on its Sunday (25 October) */
	{ 0, MONDAY - 20 * DAY, MONDAY - 27 * DAY - HOUR, MONDAY - 20 * DAY },
};

START_TEST(the_last_days_are_whole)
{
	struct am_period p = am_report_last_days(policy.calendar,
						 days[_i].began, days[_i].now);

	ck_assert_int_eq(p.since, days[_i].since);
	ck_assert_int_eq(p.until, days[_i].until);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("due");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, time_is_left_and_over_in_hours_that_are_open);
	tcase_add_test(tc, the_most_urgent_comes_first);
	tcase_add_test(tc, without_a_target_urgency_and_age_decide);
	tcase_add_test(tc, share_in_target_counts_what_is_decided);
	tcase_add_test(tc, explain_adds_up_over_policies);
	tcase_add_loop_test(tc, the_last_days_are_whole, 0, UNIT_COUNT(days));
	return unit_main("due", tc);
}
