/* SPDX-License-Identifier: MIT */
#include "received.h"

#include "amends/clock.h"
#include "amends/show.h"
#include "mail_unit.h"

#define TEN 1795168800 /* 2026-11-20 10:00:00 UTC */

/* authserv_id is mx.example.com, trusted_hosts are in.example.com. */
static const struct {
	const char *header;
	int64_t received;
	size_t trusted; /* fields above the first foreign Received */
} rows[] = {
	{ "From: a@b\n", AM_NO_TIME, 1 },
	{ "Received: by mx.example.com; 20 Nov 2026 10:00 +0000\nX: y\n", TEN,
	  2 },
	{ "Received: from a (by b)\n\tby IN.example.com. (x;y)\n\twith SMTP\n"
	  "\tfor <c@d>; Fri, 20 Nov 2026\n\t11:00:00 +0100 (CET)\n",
	  TEN, 1 },
	{ "X: y\nReceived: from a by b.example; 20 Nov 2026 10:00\n"
	  "Received: by mx.example.com; 20 Nov 2026 10:00\n",
	  AM_NO_TIME, 1 },
	{ "Received: by mx.example.com\nX: y\n"
	  "Received: by in.example.com; 20 Nov 2026 10:00\n"
	  "Received: by b.example; 20 Nov 2026 09:00\n",
	  TEN, 3 },
	{ "Received: (qmail 5 invoked by uid 0); 20 Nov 2026 10:00\n",
	  AM_NO_TIME, 0 },
	{ "Received: by ; 20 Nov 2026 10:00\n", AM_NO_TIME, 0 },
	{ "Received:\n", AM_NO_TIME, 0 },
};

START_TEST(only_our_own_hosts_say_when_a_mail_arrived)
{
	struct am_slice mail =
		am_arena_printf(arena, "%s\nbody\n", rows[_i].header);
	struct am_slice host = unit_slice("in.example.com");
	struct am_inbox inbox;
	const struct am_reading how = { .inbox = &inbox };
	struct am_message msg;
	struct am_buf text = { 0 };

	am_inbox_defaults(arena, unit_slice("support"), &inbox);
	inbox.authserv_id = unit_slice("mx.example.com");
	inbox.trusted_hosts = (struct am_slices){ &host, 1 };
	am_message_parse(arena, mail, &how, &msg);
	ck_assert_int_eq(msg.received_utc, rows[_i].received);
	ck_assert_uint_eq(am_message_trusted_fields(&msg, arena, &inbox),
			  rows[_i].trusted);
	am_show_text(&msg, unit_slice("x"), &text);
	ck_assert_int_eq(am_slice_find(am_buf_slice(&text),
				       "Received:    2026-11-20T10:00:00Z") <
				 text.len,
			 rows[_i].received == TEN);
	am_buf_free(&text);
	am_message_parse(arena, mail, NULL, &msg);
	ck_assert_int_eq(msg.received_utc, AM_NO_TIME);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("received");

	tcase_add_loop_test(tcase, only_our_own_hosts_say_when_a_mail_arrived,
			    0, UNIT_COUNT(rows));
	return unit_main("received", tcase);
}
