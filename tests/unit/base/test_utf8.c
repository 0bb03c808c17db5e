/* SPDX-License-Identifier: MIT */
#include "amends/slice.h"

#include <string.h>

#include "unit.h"

static const struct {
	struct am_slice text;
	bool is_valid;
} valid_rows[] = {
	{ { "", 0 }, true },
	{ { "plain", 5 }, true },
	{ { "\0", 1 }, true },
	{ { "\xC3\xA9", 2 }, true },
	{ { "\xE2\x82\xAC", 3 }, true },
	{ { "\xF0\x9F\x98\x80", 4 }, true },
	{ { "\xED\x9F\xBF", 3 }, true },
	{ { "\xF4\x8F\xBF\xBF", 4 }, true },
	{ { "\x80", 1 }, false },
	{ { "a\xC3", 2 }, false },
	{ { "\xC3"
	    "a",
	    2 },
	  false },
	{ { "\xE2\x82", 2 }, false },
	{ { "\xF0\x9F\x98", 3 }, false },
	{ { "\xC0\x80", 2 }, false },         /* overlong */
	{ { "\xC1\xBF", 2 }, false },         /* overlong */
	{ { "\xE0\x9F\xBF", 3 }, false },     /* overlong */
	{ { "\xF0\x8F\xBF\xBF", 4 }, false }, /* overlong */
	{ { "\xED\xA0\x80", 3 }, false },     /* surrogate */
	{ { "\xED\xBF\xBF", 3 }, false },     /* surrogate */
	{ { "\xF4\x90\x80\x80", 4 }, false }, /* above U+10FFFF */
	{ { "\xF5\x80\x80\x80", 4 }, false },
	{ { "\xFF", 1 }, false },
};

START_TEST(what_rfc_3629_forbids_is_not_valid)
{
	ck_assert_int_eq(am_utf8_valid(valid_rows[_i].text),
			 valid_rows[_i].is_valid);
}
END_TEST

static const struct {
	struct am_slice text;
	size_t len;
	unsigned int codepoint;
} next_rows[] = {
	{ { "a", 1 }, 1, 'a' },
	{ { "\0x", 2 }, 1, 0 },
	{ { "\xC2\x80z", 3 }, 2, 0x80 },
	{ { "\xDF\xBF", 2 }, 2, 0x7FF },
	{ { "\xE0\xA0\x80", 3 }, 3, 0x800 },
	{ { "\xEF\xBF\xBF", 3 }, 3, 0xFFFF },
	{ { "\xF0\x90\x80\x80", 4 }, 4, 0x10000 },
	{ { "\x80", 1 }, 1, 0xFFFD },
	{ { "\xC3", 1 }, 1, 0xFFFD },
	{ { "\xE2\x82", 2 }, 1, 0xFFFD },
	{ { "\xE2\x82z", 3 }, 1, 0xFFFD },
	{ { "\xED\xA0\x80", 3 }, 1, 0xFFFD },
	{ { "\xF8\x88\x80\x80\x80", 5 }, 1, 0xFFFD },
};

START_TEST(a_bad_byte_is_one_replacement_character)
{
	unsigned int codepoint = 0;

	ck_assert_uint_eq(am_utf8_next(next_rows[_i].text, &codepoint),
			  next_rows[_i].len);
	ck_assert_uint_eq(codepoint, next_rows[_i].codepoint);
}
END_TEST

START_TEST(every_character_comes_back_as_it_was_put)
{
	for (unsigned int c = 0; c < 0x110000; c++) {
		bool is_surrogate = c >= 0xD800 && c < 0xE000;
		unsigned int back = 0;
		char bytes[4];
		struct am_slice s = { bytes, am_utf8_put(c, bytes) };

		if (am_utf8_next(s, &back) != s.len ||
		    back != (is_surrogate ? 0xFFFD : c))
			ck_abort_msg("U+%04X became U+%04X", c, back);
	}
}
END_TEST

START_TEST(what_is_no_character_is_put_as_the_replacement)
{
	char bytes[4];

	ck_assert_uint_eq(am_utf8_put(0x110000, bytes), 3);
	ck_assert_mem_eq(bytes, "\xEF\xBF\xBD", 3);
	ck_assert_uint_eq(am_utf8_put(0xD800, bytes), 3);
	ck_assert_mem_eq(bytes, "\xEF\xBF\xBD", 3);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("utf8");

	tcase_add_loop_test(tc, what_rfc_3629_forbids_is_not_valid, 0,
			    UNIT_COUNT(valid_rows));
	tcase_add_loop_test(tc, a_bad_byte_is_one_replacement_character, 0,
			    UNIT_COUNT(next_rows));
	tcase_add_test(tc, every_character_comes_back_as_it_was_put);
	tcase_add_test(tc, what_is_no_character_is_put_as_the_replacement);
	return unit_main("utf8", tc);
}
