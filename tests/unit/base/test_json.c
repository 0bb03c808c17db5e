/* SPDX-License-Identifier: MIT */
#include "amends/json.h"

#include <float.h>
#include <math.h>

#include "unit.h"

static const struct {
	struct am_slice text;
	const char *json;
} string_rows[] = {
	{ { NULL, 0 }, "\"\"" },
	{ { "plain", 5 }, "\"plain\"" },
	{ { "a\"b\\c/", 6 }, "\"a\\\"b\\\\c/\"" },
	{ { "\b\f\n\r\t", 5 }, "\"\\b\\f\\n\\r\\t\"" },
	{ { "\0\x1F\x7F", 3 }, "\"\\u0000\\u001f\x7F\"" },
	{ { "\xC3\xA9\xF0\x9F\x98\x80!", 7 }, "\"\xC3\xA9\xF0\x9F\x98\x80!\"" },
	{ { "a\xFFz", 3 }, "\"a\xEF\xBF\xBDz\"" },
	{ { "\xE2\x82", 2 }, "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
	{ { "\xED\xA0\x80", 3 }, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
};

START_TEST(a_string_is_escaped_and_its_bad_bytes_replaced)
{
	struct am_buf out = { 0 };
	struct am_json j = { .out = &out };

	am_json_string(&j, NULL, string_rows[_i].text);
	ck_assert_str_eq(out.ptr, string_rows[_i].json);
	ck_assert(am_utf8_valid(am_buf_slice(&out)));
	am_buf_free(&out);
}
END_TEST

static const struct {
	double value;
	const char *json;
} number_rows[] = {
	{ 0.0, "0" },
	{ -0.0, "0" },
	{ 1.0, "1" },
	{ 100.0, "100" },
	{ -2.5, "-2.5" },
	{ 0.1, "0.1" },
	{ 1.0 / 3, "0.333333" },
	{ 0.0000001, "0" },
	{ -0.0000001, "0" },
	{ 0.9999999, "1" },
	{ 1e15, "1000000000000000" },
	{ (double)NAN, "null" },
	{ (double)INFINITY, "null" },
	{ -(double)INFINITY, "null" },
};

START_TEST(a_number_has_at_most_six_places)
{
	struct am_buf out = { 0 };
	struct am_json j = { .out = &out };

	am_json_number(&j, NULL, number_rows[_i].value);
	ck_assert_str_eq(out.ptr, number_rows[_i].json);
	am_buf_free(&out);
}
END_TEST

START_TEST(the_largest_number_is_not_cut)
{
	struct am_buf out = { 0 };
	struct am_json j = { .out = &out };

	am_json_number(&j, NULL, -DBL_MAX);
	ck_assert_uint_eq(out.len, 310);
	ck_assert(strtod(out.ptr, NULL) == -DBL_MAX);
	am_buf_free(&out);
}
END_TEST

START_TEST(whole_numbers_reach_both_ends)
{
	struct am_buf out = { 0 };
	struct am_json j = { .out = &out };

	am_json_array(&j, NULL);
	am_json_int(&j, NULL, INT64_MIN);
	am_json_int(&j, NULL, 0);
	am_json_int(&j, NULL, INT64_MAX);
	am_json_array_end(&j);
	ck_assert_str_eq(out.ptr,
			 "[-9223372036854775808,0,9223372036854775807]");
	am_buf_free(&out);
}
END_TEST

START_TEST(commas_stand_between_and_nowhere_else)
{
	struct am_buf out = { 0 };
	struct am_json j = { .out = &out };

	am_json_object(&j, NULL);
	am_json_object(&j, "empty");
	am_json_object_end(&j);
	am_json_array(&j, "list");
	am_json_array(&j, NULL);
	am_json_array_end(&j);
	am_json_bool(&j, NULL, true);
	am_json_object(&j, NULL);
	am_json_null(&j, "n");
	am_json_object_end(&j);
	am_json_string(&j, NULL, unit_slice("s"));
	am_json_array_end(&j);
	am_json_bool(&j, "no", false);
	am_json_int(&j, "i", -7);
	am_json_number(&j, "d", 0.5);
	am_json_number(&j, "nan", (double)NAN);
	am_json_int(&j, "last", 1);
	am_json_object_end(&j);
	ck_assert_str_eq(out.ptr,
			 "{\"empty\":{},\"list\":[[],true,{\"n\":null},"
			 "\"s\"],\"no\":false,\"i\":-7,\"d\":0.5,"
			 "\"nan\":null,\"last\":1}");
	am_buf_free(&out);
}
END_TEST

START_TEST(a_name_may_be_a_slice)
{
	struct am_buf out = { 0 };
	struct am_json j = { .out = &out };

	am_json_object(&j, NULL);
	am_json_key(&j, am_slice_head(unit_slice("bugs"), 3));
	am_json_int(&j, NULL, 1);
	am_json_key(&j, unit_slice("q\"\xFF"));
	am_json_array(&j, NULL);
	am_json_array_end(&j);
	am_json_key(&j, unit_slice(""));
	am_json_null(&j, NULL);
	am_json_object_end(&j);
	ck_assert_str_eq(out.ptr,
			 "{\"bug\":1,\"q\\\"\xEF\xBF\xBD\":[],\"\":null}");
	am_buf_free(&out);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("json");

	tcase_add_loop_test(tc, a_string_is_escaped_and_its_bad_bytes_replaced,
			    0, UNIT_COUNT(string_rows));
	tcase_add_loop_test(tc, a_number_has_at_most_six_places, 0,
			    UNIT_COUNT(number_rows));
	tcase_add_test(tc, the_largest_number_is_not_cut);
	tcase_add_test(tc, whole_numbers_reach_both_ends);
	tcase_add_test(tc, commas_stand_between_and_nowhere_else);
	tcase_add_test(tc, a_name_may_be_a_slice);
	return unit_main("json", tc);
}
