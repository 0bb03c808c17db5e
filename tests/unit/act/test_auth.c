/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "amends/mem.h"
#include "auth.h"

#define AUTH "Authentication-Results: "

/* Each row: the header, and what our own host says of the sender by it. */
static const struct {
	const char *header;
	const char *auth;
} vouched[] = {
	{ "", "" },
	{ AUTH "mx.example.com; dmarc=pass\n", "pass" },
	{ AUTH "mx.example.com; spf=pass smtp.mailfrom=customer.example\n",
	  "pass" },
	{ AUTH "mx.example.com; spf=pass smtp.mailfrom=\"ann@customer.example\""
	       "\n",
	  "pass" },
	{ AUTH "mx.example.com; spf=pass smtp.mailfrom=other.example\n", "" },
	{ AUTH "mx.example.com; dmarc=pass\n" AUTH
	       "mx.example.com; dmarc=fail\n",
	  "fail" },
	{ AUTH "other.example; dmarc=pass\n", "" },
	{ AUTH "mx.example.com; none\n", "" },
	{ AUTH "mx.example.com\n", "" },
	{ AUTH "\n", "" },
};

START_TEST(knows_what_our_own_host_vouches_for)
{
	struct am_arena *arena = am_arena_new();
	struct am_inbox inbox = { .authserv_id = { "mx.example.com", 14 } };
	struct am_message msg;
	struct am_slice mail = am_arena_printf(
		arena, "%sFrom: Ann Lee <ann@customer.example>\n\nHello?\n",
		vouched[_i].header);

	am_message_parse(arena, mail, &(struct am_reading){ .inbox = &inbox },
			 &msg);
	unit_assert_slice(am_auth_result(arena, &msg, &inbox),
			  vouched[_i].auth);
	inbox.authserv_id.len = 0;
	unit_assert_slice(am_auth_result(arena, &msg, &inbox), "");
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("auth");

	tcase_add_loop_test(tc, knows_what_our_own_host_vouches_for, 0,
			    UNIT_COUNT(vouched));
	return unit_main("auth", tc);
}
