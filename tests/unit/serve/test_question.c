/* SPDX-License-Identifier: MIT */
#include "question.h"

#include "amends/charset.h"
#include "amends/mem.h"
#include "unit.h"

START_TEST(every_listed_charset_can_be_asked_for)
{
	size_t n = 0;

	for (const char *name; (name = am_converter_name(n)) != NULL; n++) {
		for (int modules = 0; modules < 2; modules++) {
			const struct am_question asked = { .charset = name,
							   .wants_modules =
								   modules };
			struct am_buf text = { 0 };
			struct am_err err = { 0 };
			struct am_question got;

			am_question_put(&text, &asked);
			ck_assert_int_eq(am_question_read(am_buf_slice(&text),
							  &got, &err),
					 AM_OK);
			ck_assert_str_eq(got.charset, name);
			ck_assert_int_eq(got.wants_modules, modules);
			am_buf_free(&text);
		}
	}
	ck_assert_uint_gt(n, 30);
}
END_TEST

START_TEST(modules_can_be_asked_for_alone)
{
	const struct am_question asked = { .wants_modules = true };
	struct am_buf text = { 0 };
	struct am_err err = { 0 };
	struct am_question got;

	am_question_put(&text, &asked);
	ck_assert_int_eq(am_question_read(am_buf_slice(&text), &got, &err),
			 AM_OK);
	ck_assert_ptr_null(got.charset);
	ck_assert(got.wants_modules);
	am_buf_free(&text);
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
	BYTES("again: charset koi8-r; modules\n"),
	BYTES("again: charset koi8-r; module"),
	BYTES("again: charset ; modules"),
	BYTES("again: modules office"),
	BYTES("urgency=high\n"),
};

START_TEST(what_is_not_on_the_list_is_no_question)
{
	struct am_err err = { 0 };
	struct am_question got = { .charset = "untouched" };

	ck_assert_int_eq(am_question_read(refused[_i], &got, &err), AM_EDATA);
	ck_assert_str_eq(got.charset, "untouched");
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("question");

	tcase_add_test(tcase, every_listed_charset_can_be_asked_for);
	tcase_add_test(tcase, modules_can_be_asked_for_alone);
	tcase_add_loop_test(tcase, what_is_not_on_the_list_is_no_question, 0,
			    UNIT_COUNT(refused));
	return unit_main("question", tcase);
}
