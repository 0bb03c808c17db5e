/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <string.h>

#include "amends/record.h"
#include "record_end.h"
#include "unit.h"

#define NOW 802000000

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
	const char *recipient, *author, *inbox;
} authors[] = {
	{ "", "help@x.example", "help" },
	{ "", "tom@x.example", "sales" },
	{ "", "ann@x.example", "help" },
	{ "", "stranger@y.example", "sales" },
	{ "help@x.example", "tom@x.example", "help" },
	{ "log@amends.invalid", "Help@X.example", "help" },
};

START_TEST(picks_the_inbox_that_the_author_speaks_for)
{
	const struct am_inbox *inbox =
		am_sent_inbox(&conf, unit_slice(authors[_i].recipient),
			      unit_slice(authors[_i].author));

	unit_assert_slice(inbox->name, authors[_i].inbox);
}
END_TEST

static const struct {
	const char *record;
	int64_t at;
} times[] = {
	{ "", NOW },
	{ "date=801999990\n", NOW },
	{ "date=802000500\n", NOW },
	{ "date=700000000\n", 700000000 },
	{ "date=700000000\nreceived=801999000\n", 801999000 },
	{ "date=801999990\nreceived=802000001\n", NOW },
	/* nobody wrote a mail then */
	{ "date=1000\n", NOW },
};

START_TEST(believes_our_own_host_and_dates_what_is_old)
{
	ck_assert_int_eq(am_sent_at(unit_slice(times[_i].record), NOW),
			 times[_i].at);
}
END_TEST

/* A mail of customers is another one at another inbox, one of ours is not. */
START_TEST(names_a_reply_alike_for_every_inbox)
{
	static const unsigned char key[AM_STATE_KEY_BYTES] = { 1 };
	static const struct am_status status = { .level = "ok" };
	struct am_arena *arena = am_arena_new();
	struct am_envelope envelope = { .recipient = AM_SLICE_LIT("a@b") };
	struct am_slice names[2][2];
	struct am_lines lines;

	am_lines_scan(unit_slice("From: <tom@x.example>\n\nbody\n"), &lines);
	for (int i = 0; i < 4; i++) {
		const struct am_delivered delivered = {
			.inbox = &inboxes[i % 2],
			.envelope = &envelope,
			.lines = &lines,
			.is_outbound = i >= 2,
			.at_utc = 7,
			.status = &status,
		};
		struct am_buf record = { 0 };
		struct am_err err;

		am_record_end(key, &delivered, arena, &record);
		ck_assert_int_eq(
			am_record_check(am_buf_slice(&record), false, &err),
			AM_OK);
		unit_assert_slice(am_record_get(am_buf_slice(&record),
						"direction", arena),
				  i >= 2 ? "out" : "in");
		names[i / 2][i % 2] =
			am_record_get(am_buf_slice(&record), "delivery", arena);
		am_buf_free(&record);
	}
	ck_assert(!am_slice_eq(names[0][0], names[0][1]));
	ck_assert(am_slice_eq(names[1][0], names[1][1]));
	ck_assert(!am_slice_eq(names[0][0], names[1][0]));
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("record_end");

	tcase_add_loop_test(tc, picks_the_inbox_that_the_author_speaks_for, 0,
			    UNIT_COUNT(authors));
	tcase_add_loop_test(tc, believes_our_own_host_and_dates_what_is_old, 0,
			    UNIT_COUNT(times));
	tcase_add_test(tc, names_a_reply_alike_for_every_inbox);
	return unit_main("record_end", tc);
}
