/* SPDX-License-Identifier: MIT
 *
 * A reply that has our own address in Cc comes through both doors. */
#include "journal_fixture.h"

/* The same mail of staff: a copy at the customers' door, and what was sent. */
static void
given_copy(int64_t at, const char *refs)
{
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
				       .at = at,
				       .id = "reply",
				       .refs = refs,
				       .actor = "ann@us.example",
				       .delivery = "one" });
}

static void
given_sent(int64_t at, const char *refs)
{
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
				       .at = at,
				       .id = "reply",
				       .refs = refs,
				       .who = "c@x",
				       .delivery = "one" });
}

START_TEST(a_reply_counts_once_whichever_door_is_first)
{
	(void)fx_in(10, "a", NULL, "c@x");
	if (_i == 0)
		given_copy(20, "a");
	given_sent(22, "a");
	given_sent(23, "a");
	if (_i == 1)
		given_copy(24, "a");
	fx_assert_turns("1:10-22");
	fx_assert_sql("SELECT group_concat(kind) FROM (SELECT kind FROM event"
		      " ORDER BY kind)",
		      "automatic,inbound,outbound");
}
END_TEST

START_TEST(our_own_mail_at_the_customers_door_waits_for_nobody)
{
	given_copy(10, NULL);
	fx_assert_turns("");
	(void)fx_in(20, "a", "reply", "c@x");
	fx_assert_turns("1:20-?");
}
END_TEST

START_TEST(a_web_form_that_names_its_customer_waits)
{
	(void)fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
				       .at = 10,
				       .id = "form",
				       .who = "c@x",
				       .actor = "form@us.example" });
	fx_assert_turns("1:10-?");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("doors");

	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_loop_test(tc, a_reply_counts_once_whichever_door_is_first, 0,
			    2);
	tcase_add_test(tc, our_own_mail_at_the_customers_door_waits_for_nobody);
	tcase_add_test(tc, a_web_form_that_names_its_customer_waits);
	return unit_main("doors", tc);
}
