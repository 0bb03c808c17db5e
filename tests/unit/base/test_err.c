/* SPDX-License-Identifier: MIT */
#include "amends/err.h"

#include <string.h>
#include <sysexits.h>

#include "unit.h"

static const struct {
	enum am_code code;
	int status;
} status_rows[] = {
	{ AM_OK, EX_OK },
	{ AM_EUSAGE, EX_USAGE },
	{ AM_ECONFIG, EX_CONFIG },
	{ AM_EDATA, EX_DATAERR },
	{ AM_ESCRIPT, EX_SOFTWARE },
	{ AM_EIO, EX_TEMPFAIL },
};

START_TEST(each_code_has_its_exit_status)
{
	ck_assert_int_eq(am_exit_status(status_rows[_i].code),
			 status_rows[_i].status);
}
END_TEST

START_TEST(a_failure_keeps_its_code_and_its_text)
{
	struct am_err err = { 0 };

	ck_assert_int_eq(am_fail(&err, AM_EDATA, "%d bytes", 3), AM_EDATA);
	ck_assert_int_eq(err.code, AM_EDATA);
	ck_assert_str_eq(err.text, "3 bytes");
}
END_TEST

START_TEST(context_goes_in_front_and_keeps_the_code)
{
	struct am_err err = { 0 };

	(void)am_fail(&err, AM_EIO, "disk full");
	ck_assert_int_eq(am_context(&err, "spool %d", 7), AM_EIO);
	ck_assert_str_eq(err.text, "spool 7: disk full");
}
END_TEST

START_TEST(text_that_is_too_long_is_cut)
{
	struct am_err err = { 0 };
	char text[2 * AM_ERR_TEXT_BYTES];

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	(void)am_fail(&err, AM_EIO, "%s", text);
	ck_assert_uint_eq(strlen(err.text), AM_ERR_TEXT_BYTES - 1);
	(void)am_context(&err, "head");
	ck_assert_uint_eq(strlen(err.text), AM_ERR_TEXT_BYTES - 1);
	ck_assert_int_eq(strncmp(err.text, "head: xxx", 9), 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("err");

	tcase_add_loop_test(tc, each_code_has_its_exit_status, 0,
			    UNIT_COUNT(status_rows));
	tcase_add_test(tc, a_failure_keeps_its_code_and_its_text);
	tcase_add_test(tc, context_goes_in_front_and_keeps_the_code);
	tcase_add_test(tc, text_that_is_too_long_is_cut);
	return unit_main("err", tc);
}
