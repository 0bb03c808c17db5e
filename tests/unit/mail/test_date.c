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
	{ "Fri, 20 Nov 2026 10:00:00 +0199", TEN },
	/* more than a day has hours, and less than a day off: it was meant */
	{ "Thu, 19 Nov 2026 18:00:00 -1600", TEN },
	{ "Fri, 20 Nov 2026 04:00:00 -600", TEN },
	{ "Fri, 20 Nov 2026 12:00:00 +2", TEN },
	{ "Fri, 20 Nov 2026 05:00:00 +-0500", TEN },
	{ "Fri, 20 Nov 2026 12:00:00 GMT+2", TEN },
	{ "Fri, 20 Nov 2026 15:30:00 GMT+05:30", TEN },
	{ "Fri, 20 Nov 2026 11:00:00 CET +0100", TEN },
	{ "Fri, 20 Nov 2026 10:00:00 (EDT) +0000", TEN },
	{ "Fri, 20 Nov 2026 11:00:00 (CET)", TEN },
	{ "Fri, 20 Nov 2026 10:00:00 GMT (CET)", TEN },
	{ "Fri, 20 Nov 2026 12:00:00 MESZ", TEN },
	{ "Fri, 20 Nov 2026 10:00:00 A", TEN },
	{ "Fri, 20 Nov 2026 10:00:00 H0500", TEN },
	{ "Fri (x), 20 (y) Nov (z) 2026 10(:):00 : 00 +0000 (a (b) c)", TEN },
	{ "20 Nov 2026 10 : 00 : 00 +0000", TEN },
	{ "Fri,20Nov2026 10:00:00+0000", TEN },
	{ "2026-11-20T10:00:00", TEN },
	{ "2026-11-20 10:00", TEN },
	{ "2026-11-20T10:00:00.123Z", TEN },
	{ "2026-11-20T10:00:00,5+00:00", TEN },
	{ "2026-11-20T05:00:00-05:00", TEN },
	{ "20261120T100000Z", TEN },
	{ "2026/11/20 Fri 10:00:00 GMT", TEN },
	{ "20.11.2026 10:00", TEN },
	{ "20.11.26 10:00:00", TEN },
	{ "20/11/2026 10:00:00", TEN },
	{ "11/20/2026 10:00:00 AM", TEN },
	{ "5/11/2026 10:00:00", AM_NO_TIME },
	{ "20 Nov 2026 10.00.00 +0000", TEN },
	{ "Nov 20 2026 10:00", TEN },
	{ "Friday, November 20th, 2026 10:00:00 UTC", TEN },
	{ "Friday, 20. November 2026 10:00", TEN },
	{ "Fri Nov 20 10:00:00 GMT 2026", TEN },
	{ "Fri Nov 20 11:00:00 +0100 2026", TEN },
	{ "10:00:00 +0000 20-Nov-2026", TEN },
	{ "Fri 20 Nov 2026 05:00:00 AM EST", TEN },
	{ "Fri 20 Nov 2026 10:00:00 p.m. GMT", TEN + 12 * 3600 },
	{ "Fr, 20 Nov 2026 12:30:00 AM GMT", TEN - 34200 },
	{ "ven., 20 nov. 2026 11:00:00 +0100", TEN },
	{ "mar, 20 nov 2026 10:00:00 +0000", TEN },
	{ "Di, 20 Okt 2026 10:00:00 +0000", TEN - 31 * 86400 },
	{ "20 M\xC3\xA4rz 2026 10:00:00 +0000", TEN - 245 * 86400 },
	{ "Fri, 20 Nov 126 10:00:00 +0000", TEN },
	{ "Fri, 20 Nov 0126 10:00:00 +0000", TEN },
	{ "Sat, 20 Nov 99 10:00:00 +0000", 943092000 },
	{ "Fri, 20 Nov 2026 10:00:00 +0000, Sat, 21 Nov 2027 11:00 +0100",
	  TEN },
	{ "Fri, 20 Nov 2026 09:59:60 +0000", TEN },
	{ "Thu, 19 Nov 2026 24:00:00 +0000", TEN - 36000 },
	{ "Thu, 19 Nov 2026 24:00:01 +0000", AM_NO_TIME },
	{ "20 Nov 2026", TEN - 36000 },
	{ "Fri, 20 Nov 2026    59:10 -0500", AM_NO_TIME },
	{ "Fri, 20 Nov 2026 10:60:00 +0000", AM_NO_TIME },
	{ "Fri, 20 Nov 2026 10:000:00 +0000", AM_NO_TIME },
	{ "31 Nov 2026 10:00", AM_NO_TIME },
	{ "20 Nov 20260 10:00:00 +0000", AM_NO_TIME },
	{ "20 Nov", AM_NO_TIME },
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
