/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "amends/conf.h"
#include "unit.h"

static struct am_slice ours[] = { { "help@example.com", 16 },
				  { "a+b@example.com", 15 } };
static struct am_slice staff[] = { { "*@example.com", 13 },
				   { "ann@agency.example", 18 } };
static struct am_slice sales[] = { { "sales@example.com", 17 } };

static struct am_inbox inboxes[] = {
	{ .addresses = { ours, 2 }, .staff = { staff, 2 } },
	{ .addresses = { sales, 1 } },
};
static const struct am_conf conf = { .inboxes = inboxes, .n_inboxes = 2 };

static const struct {
	const char *address;
	bool is_ours, is_staff;
} rows[] = {
	{ "help@example.com", true, true },
	{ "HELP@Example.Com", true, true },
	{ "<help@example.com>", true, true },
	{ "help+ticket7@example.com", true, true },
	{ "a+b@example.com", true, true },
	{ "a@example.com", false, true },
	{ "helpx@example.com", false, true },
	{ "help@example.com.evil.example", false, false },
	{ "help@sub.example.com", false, false },
	{ "ann@agency.example", false, true },
	{ "bob@agency.example", false, false },
	{ "prvs=4711abc=help@example.com", true, true },
	{ "btv1==0a1==help@example.com", true, true },
	{ "SRS0=HHH=TT=example.com=help@forwarder.example", true, true },
	{ "SRS0+HHH=TT=example.com=help@forwarder.example", true, true },
	{ "SRS1=HHH=f.example==GGG=TT=example.com=help@g.example", true, true },
	{ "SRS0=HHH=TT=other.example=help@forwarder.example", false, false },
	{ "srs0=@x", false, false },
	{ "prvs=help@example.com", false, true },
	{ "help", false, false },
	{ "@example.com", false, false },
	{ "", false, false },
};

START_TEST(knows_whose_an_address_is)
{
	struct am_slice a = am_slice_of(rows[_i].address);

	ck_assert_msg(am_inbox_is_ours(&inboxes[0], a) == rows[_i].is_ours,
		      "ours: %s", rows[_i].address);
	ck_assert_msg(am_inbox_is_staff(&inboxes[0], a) == rows[_i].is_staff,
		      "staff: %s", rows[_i].address);
}
END_TEST

START_TEST(gives_the_first_inbox_to_strangers)
{
	ck_assert_ptr_eq(
		am_conf_inbox(&conf, AM_SLICE_LIT("sales+x@example.com")),
		&inboxes[1]);
	ck_assert_ptr_eq(am_conf_inbox(&conf, AM_SLICE_LIT("who@else.example")),
			 &inboxes[0]);
	ck_assert_ptr_eq(am_conf_inbox(&conf, AM_SLICE_LIT("")), &inboxes[0]);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("inbox");

	tcase_add_loop_test(tc, knows_whose_an_address_is, 0, UNIT_COUNT(rows));
	tcase_add_test(tc, gives_the_first_inbox_to_strangers);
	return unit_main("inbox", tc);
}
