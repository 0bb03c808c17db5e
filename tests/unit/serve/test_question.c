/* SPDX-License-Identifier: MIT */
#include "question.h"

#include "amends/charset.h"
#include "amends/mem.h"
#include "unit.h"

START_TEST(every_listed_charset_can_be_asked_for)
{
	size_t n = 0;

	for (const char *name; (name = am_converter_name(n)) != NULL; n++) {
		struct am_buf question = { 0 };
		struct am_err err = { 0 };
		const char *got = NULL;

		am_question_put(&question, name);
		ck_assert_int_eq(
			am_question_read(am_buf_slice(&question), &got, &err),
			AM_OK);
		ck_assert_str_eq(got, name);
		am_buf_free(&question);
	}
	ck_assert_uint_gt(n, 30);
}
END_TEST

#define BYTES(text)                      \
	{                                \
		(text), sizeof(text) - 1 \
	}

static const struct am_slice refused[] = {
	BYTES(""),
	BYTES("again: charset"),
	BYTES("again: charset "),
	BYTES("again: charset ../../x"),
	BYTES("again: charset KOI8-R"),
	BYTES("again: charset koi8-r "),
	BYTES("again: charset koi8-r\n"),
	BYTES("again: charset koi8-r\0"),
	BYTES("again: charset koi8-r//TRANSLIT"),
	BYTES("again: charset utf-8"),
	BYTES("again: charset iso-2022-jp"),
	BYTES("Again: charset koi8-r"),
	BYTES("urgency=high\n"),
};

START_TEST(what_is_not_on_the_list_is_no_question)
{
	struct am_err err = { 0 };
	const char *got = NULL;

	ck_assert_int_eq(am_question_read(refused[_i], &got, &err), AM_EDATA);
	ck_assert_ptr_null(got);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("question");

	tcase_add_test(tcase, every_listed_charset_can_be_asked_for);
	tcase_add_loop_test(tcase, what_is_not_on_the_list_is_no_question, 0,
			    UNIT_COUNT(refused));
	return unit_main("question", tcase);
}
