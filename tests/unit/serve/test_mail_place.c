/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/record.h"
#include "mail_place.h"
#include "unit.h"

#define NOW 1796000000 /* 2026-11-29 */
#define DAY 86400

#define SLICE(text)                      \
	{                                \
		(text), sizeof(text) - 1 \
	}
static struct am_slice addresses[] = { SLICE("sales@x.example"),
				       SLICE("help@x.example") };
static struct am_slice staff[] = { SLICE("tom@x.example"),
				   SLICE("*@x.example") };
static struct am_inbox inboxes[] = {
	{ .name = SLICE("sales"),
	  .addresses = { &addresses[0], 1 },
	  .staff = { &staff[0], 1 } },
	{ .name = SLICE("help"),
	  .addresses = { &addresses[1], 1 },
	  .staff = { &staff[1], 1 } },
};
static const struct am_conf conf = { .inboxes = inboxes, .n_inboxes = 2 };

static const struct {
	const char *record;
	int given; /* -1: nobody knows */
	const char *inbox;
	bool is_outbound, is_elsewhere;
} places[] = {
	{ "from=c@y\nto=help@x.example\n", -1, "help", false, false },
	{ "from=c@y\nto=a@z\nto=Help+new@X.example\n", -1, "help", false,
	  false },
	{ "from=c@y\nto=help@x.example\n", 0, "sales", false, false },
	{ "from=c@y\nto=other@z\n", -1, "sales", false, true },
	{ "", -1, "sales", false, true },
	{ "from=help@x.example\nto=c@y\n", -1, "help", true, false },
	{ "from=ann@x.example\nto=c@y\n", -1, "help", true, false },
	{ "from=ann@x.example\nto=c@y\n", 0, "sales", true, false },
	{ "from=tom@x.example\nfact.auth=pass\n", -1, "sales", true, false },
	/* somebody who pretends to be us */
	{ "from=tom@x.example\nto=help@x.example\nfact.auth=fail\n", -1, "help",
	  false, false },
};

START_TEST(tells_which_way_a_mail_went_and_for_whom)
{
	struct am_arena *arena = am_arena_new();
	struct am_mail_place place;

	am_mail_place_of(&conf, unit_slice(places[_i].record),
			 places[_i].given < 0 ? NULL
					      : &inboxes[places[_i].given],
			 arena, &place);
	unit_assert_slice(place.inbox->name, places[_i].inbox);
	ck_assert_int_eq(place.is_outbound, places[_i].is_outbound);
	ck_assert_int_eq(place.is_elsewhere, places[_i].is_elsewhere);
	am_arena_free(arena);
}
END_TEST

#define NONE INT64_MIN

static const struct {
	int64_t received, any, date;
	int64_t at;
	enum am_mail_time time;
} times[] = {
	{ NOW - 5, NOW - 7, NOW - 9, NOW - 5, AM_TIME_RECEIVED },
	{ NONE, NOW - 7, NOW - 9, NOW - 9, AM_TIME_DATE },
	{ NONE, NONE, NOW - 9, NOW - 9, AM_TIME_DATE },
	/* fetched years later: its Date is as good as any */
	{ NONE, NOW, NOW - 2000 * DAY, NOW - 2000 * DAY, AM_TIME_DATE },
	/* a clock that is ahead, a little and too much */
	{ NONE, NOW - 5 * DAY, NOW - 4 * DAY, NOW - 4 * DAY, AM_TIME_DATE },
	{ NONE, NOW - 5 * DAY, NOW - 3 * DAY, NOW - 5 * DAY, AM_TIME_REPAIRED },
	{ NONE, NONE, NOW + DAY, NOW + DAY, AM_TIME_DATE },
	{ NONE, NONE, NOW + 2 * DAY, NONE, AM_TIME_NONE },
	{ NONE, NOW - 7, NOW + 2 * DAY, NOW - 7, AM_TIME_REPAIRED },
	{ NONE, NOW - 7, 5, NOW - 7, AM_TIME_REPAIRED },
	{ NONE, NOW - 7, NONE, NOW - 7, AM_TIME_REPAIRED },
	{ NONE, NONE, 5, NONE, AM_TIME_NONE },
	{ NONE, 5, NOW + 2 * DAY, NONE, AM_TIME_NONE },
	/* our own host with its clock in 2038 */
	{ NOW + 9 * DAY, NOW + 9 * DAY, NOW - 9, NOW - 9, AM_TIME_DATE },
	{ NONE, NONE, NONE, NONE, AM_TIME_NONE },
};

START_TEST(takes_the_time_that_can_be_believed)
{
	struct am_buf record = { 0 };
	int64_t at = 1;

	if (times[_i].received != NONE)
		am_record_put_int(&record, "received", times[_i].received);
	if (times[_i].any != NONE)
		am_record_put_int(&record, "received.any", times[_i].any);
	if (times[_i].date != NONE)
		am_record_put_int(&record, "date", times[_i].date);
	ck_assert_int_eq(am_mail_time_of(am_buf_slice(&record), NOW, &at),
			 times[_i].time);
	ck_assert_int_eq(at, times[_i].at == NONE ? AM_NO_TIME : times[_i].at);
	am_buf_free(&record);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("mail_place");

	tcase_add_loop_test(tc, tells_which_way_a_mail_went_and_for_whom, 0,
			    UNIT_COUNT(places));
	tcase_add_loop_test(tc, takes_the_time_that_can_be_believed, 0,
			    UNIT_COUNT(times));
	return unit_main("mail_place", tc);
}
