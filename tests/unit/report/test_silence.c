/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "amends/report.h"
#include "journal_fixture.h"

#define INBOXES   15
#define CUSTOMERS 20 /* of each: as many as a report lists */
#define DAY       86400
#define LAST      (400 * (int64_t)DAY) /* when all of them are long silent */

static struct am_arena *arena;
static uint64_t dice;

static void
setup(void)
{
	fx_setup();
	arena = am_arena_new();
	dice = 42;
}

static void
teardown(void)
{
	am_arena_free(arena);
	fx_teardown();
}

/* 0 to 1, without 0. */
static double
roll(void)
{
	dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return ((double)(dice >> 11) + 1) / 9007199254740993.0;
}

/* Most come back soon, some after long: of the mean `days`. */
static int64_t
draw_gap(double days)
{
	return 1 + (int64_t)(-log(roll()) * days * DAY);
}

static struct am_report
look(const char *inbox, int64_t now)
{
	const struct am_report_request request = {
		.period = { now - 3000 * (int64_t)DAY, now },
		.now = now,
		.inbox = am_slice_of(inbox),
		.by = AM_BY_WHOLE,
	};
	struct am_report r;

	FX_OK(am_report_collect(fx, &request, arena, &r, &fx_err));
	return r;
}

/* A mail and our answer a minute later, and so on, the last of them a complaint;
 * returns when we answered that. `last` is when it ends. */
static int64_t
correspond(const char *who, const char *inbox, int rounds, double days,
	   int64_t last)
{
	int64_t at[32];
	char id[64], reply[64];

	at[rounds - 1] = last;
	for (int i = rounds - 1; i > 0; i--)
		at[i - 1] = at[i] - draw_gap(days) - 60;
	for (int i = 0; i < rounds; i++) {
		bool is_last = i == rounds - 1;

		(void)snprintf(id, sizeof(id), "%s.%d", who, i);
		(void)snprintf(reply, sizeof(reply), "%s.%d.r", who, i);
		(void)fx_put((struct fx_mail){ .at = at[i],
					       .id = id,
					       .who = who,
					       .inbox = inbox,
					       .urgency = 1,
					       .tags = is_last ? "complaint"
							       : "question" });
		(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
					       .at = at[i] + 60,
					       .id = reply,
					       .refs = id,
					       .who = who,
					       .inbox = inbox,
					       .urgency = 1 });
	}
	return last + 60;
}

static const struct {
	int rounds; /* one less gaps */
	bool is_own;
} histories[] = { { 10, true }, { 14, true }, { 4, false }, { 2, false } };

/* Each of the customers would have written again, after a gap like those before.
 * Who is listed before that is a false alarm. */
START_TEST(at_most_one_in_ten_who_would_come_back_is_listed)
{
	int alarms = 0;
	int all = 0;
	double means[INBOXES][CUSTOMERS];
	char who[32], inbox[16];

	FX_OK(am_journal_begin(fx, &fx_err));
	for (int i = 0; i < INBOXES; i++)
		for (int k = 0; k < CUSTOMERS; k++) {
			/* of all alike when one is judged by the others */
			means[i][k] = histories[_i].is_own ? 1 + 9 * roll() : 4;
			(void)snprintf(who, sizeof(who), "c%d@i%d", k, i);
			(void)snprintf(inbox, sizeof(inbox), "i%d", i);
			(void)correspond(who, inbox, histories[_i].rounds,
					 means[i][k], LAST + k);
		}
	FX_OK(am_journal_commit(fx, &fx_err));
	for (int i = 0; i < INBOXES; i++) {
		struct am_report r;

		(void)snprintf(inbox, sizeof(inbox), "i%d", i);
		r = look(inbox, LAST + 200 * (int64_t)DAY);
		ck_assert_uint_eq(r.n_silent, CUSTOMERS);
		for (size_t k = 0; k < r.n_silent; k++) {
			const struct am_report_silent *s = &r.silent[k];
			int n = atoi(s->customer.ptr + 1);

			ck_assert_int_eq(s->is_own, histories[_i].is_own);
			ck_assert_int_eq(s->last_at, LAST + n + 60);
			all++;
			alarms += draw_gap(means[i][n]) > s->usual_secs;
		}
	}
	ck_assert_int_eq(all, INBOXES * CUSTOMERS);
	/* 30 of 300 are expected at most; 45 are three deviations more. */
	ck_assert_msg(alarms <= 45, "%d false alarms of %d", alarms, all);
	ck_assert_msg(alarms >= 5, "%d: the list would come too late", alarms);
}
END_TEST

/* Ten gaps of nine days to be judged by, with one who is silent since LAST. */
static void
fill(void)
{
	char who[32], reply[32], back[32];

	for (int k = 0; k < 9; k++) {
		(void)snprintf(who, sizeof(who), "k%d@x", k);
		(void)snprintf(reply, sizeof(reply), "r%d", k);
		(void)snprintf(back, sizeof(back), "b%d", k);
		(void)fx_put((struct fx_mail){ .at = LAST - 60 * DAY,
					       .id = who,
					       .who = who,
					       .tags = "complaint" });
		(void)fx_out(LAST - 59 * (int64_t)DAY, reply, who, who);
		(void)fx_in(LAST - 50 * (int64_t)DAY, back, NULL, who);
	}
	(void)correspond("silent@x", "support", 1, 1, LAST);
}

START_TEST(who_falls_silent_is_listed_once)
{
	const int64_t day = DAY;

	fill();
	ck_assert_int_eq(look("", LAST + 9 * day).silent_count, 0);
	ck_assert_int_eq(look("", LAST + 60 + 9 * day + 1).silent_count, 1);
	ck_assert_int_eq(look("", LAST + 300 * day).silent_count, 1);
	ck_assert_int_eq(look("other", LAST + 300 * day).silent_count, 0);
}
END_TEST

/* What makes the silent one of fill() not silent. */
static const struct {
	const char *what;
	enum am_event_kind kind;
	const char *refs, *tags;
	int count;
} ends[] = {
	{ "thanks, and we were pleased", AM_EVENT_INBOUND, "silent@x.0.r",
	  "thanks", 0 },
	{ "another question", AM_EVENT_INBOUND, NULL, "question", 0 },
	{ "we wrote again", AM_EVENT_OUTBOUND, "silent@x.0", NULL, 1 },
};

START_TEST(who_is_heard_of_again_is_not_listed)
{
	const int64_t day = DAY;

	fill();
	(void)fx_put((struct fx_mail){ .kind = ends[_i].kind,
				       .at = LAST + day,
				       .id = "e1",
				       .refs = ends[_i].refs,
				       .who = "silent@x",
				       .urgency = 1,
				       .tags = ends[_i].tags });
	if (_i == 0) /* "you are welcome" is no start of a silence */
		(void)fx_out(LAST + 2 * day, "e2", "e1", "silent@x");
	ck_assert_int_eq(look("", LAST + 100 * day).silent_count,
			 ends[_i].count);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("silence");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc,
			    at_most_one_in_ten_who_would_come_back_is_listed, 0,
			    UNIT_COUNT(histories));
	tcase_add_test(tc, who_falls_silent_is_listed_once);
	tcase_add_loop_test(tc, who_is_heard_of_again_is_not_listed, 0,
			    UNIT_COUNT(ends));
	return unit_main("silence", tc);
}
