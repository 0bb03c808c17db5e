/* SPDX-License-Identifier: MIT */
#include "date.h"

#include "amends/clock.h"
#include "fields.h"
#include "mail_unit.h"

#define TEN 1795168800 /* 2026-11-20 10:00:00 UTC */

static const struct {
	const char *value;
	int64_t want;
} rows[] = {
	{ "Fri, 20 Nov 2026 10:00:00 +0000", TEN },
	{ "Fri, 20 Nov 2026 11:00:00 +0100 (CET)", TEN },
	{ "20 Nov 2026 10:00 GMT", TEN },
	{ "20 Nov 26 10:00:00 Z", TEN },
	{ "Fri, 20 Nov 2026 10:00:00 UT", TEN },
	{ "Fri, 20 Nov 2026 05:00:00 EST", TEN },
	{ "Fri, 20 Nov 2026 06:30:00 -0330", TEN },
	{ "Fri, 20 Nov 2026 15:30:00 +0530", TEN },
	{ "Fri, 20 Nov 2026 10:00:00 -0000", TEN },
	{ "Fri, 20 Nov 2026 10:00:00", TEN },
	{ "Fri, 20 Nov 2026 10:00:00 +9900", TEN },
	{ "2026-11-20T10:00:00Z", TEN },
	{ "2026-11-20 11:00:00+01:00", TEN },
	{ "20 November 2026 10:00:00 +0000", TEN },
	{ "November 20, 2026 10:00:00 AM", TEN },
	{ "November 20, 2026 10:00:00 PM", TEN + 12 * 3600 },
	{ "Fri Nov 20 10:00:00 2026", TEN },
	{ "Fri, 20-Nov-2026 10:00:00 GMT", TEN },
	{ "(((((((((((((((((((((((((((((((((((((((x 20 Nov 2026 10:00 +0000",
	  TEN },
	{ "Thu, 1 Jan 1970 00:00:00 +0000", 0 },
	{ "Thu, 1 Jan 1970 00:00:00 +0100", AM_NO_TIME },
	{ "Wed, 31 Dec 1969 23:00:00 +0000", AM_NO_TIME },
	{ "1 Jan 99999999 00:00:00 +0000", AM_NO_TIME },
	{ "1 Jan 3609 00:00:00 +0000", AM_NO_TIME },
	{ "40 Nov 2026 10:00:00 +0000", AM_NO_TIME },
	{ "20 Nov 2026 77:00:00 +0000", AM_NO_TIME },
	{ "30 Feb 2026 10:00:00 +0000", AM_NO_TIME },
	{ "yesterday", AM_NO_TIME },
	{ "", AM_NO_TIME },
	{ ":::::::", AM_NO_TIME },
	{ "20 20 20 20 20", AM_NO_TIME },
};

START_TEST(date_is_the_second_that_was_meant_or_none)
{
	ck_assert_int_eq(am_date_parse(am_field_unfold(
				 arena, unit_slice(rows[_i].value), NULL)),
			 rows[_i].want);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("date");

	tcase_add_loop_test(tcase, date_is_the_second_that_was_meant_or_none, 0,
			    UNIT_COUNT(rows));
	return unit_main("date", tcase);
}
