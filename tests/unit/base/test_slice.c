/* SPDX-License-Identifier: MIT */
#include "amends/slice.h"

#include <limits.h>
#include <stdio.h>

#include "unit.h"

static const struct am_slice none = { NULL, 0 };

static const struct {
	const char *text;
	const char *trimmed;
} trim_rows[] = {
	{ "", "" },
	{ " \t\r\n", "" },
	{ "a", "a" },
	{ "  a b\t", "a b" },
	{ "\r\na\xC2\xA0", "a\xC2\xA0" },
};

START_TEST(trim_takes_blanks_off_both_ends)
{
	unit_assert_slice(am_slice_trim(unit_slice(trim_rows[_i].text)),
			  trim_rows[_i].trimmed);
}
END_TEST

static const struct {
	const char *text;
	size_t n;
	size_t want;
} cut_rows[] = {
	{ "", 0, 0 },
	{ "abc", 0, 0 },
	{ "abc", 2, 2 },
	{ "abc", 9, 3 },
	{ "a\xC3\xA9", 2, 1 },
	{ "a\xC3\xA9", 3, 3 },
	{ "a\xC3\xA9z", 3, 3 },
	{ "\xE2\x82\xACz", 1, 0 },
	{ "\xE2\x82\xACz", 2, 0 },
	{ "\xE2\x82\xACz", 3, 3 },
	{ "x\xF0\x9F\x98\x80z", 4, 1 },
	{ "x\xF0\x9F\x98\x80z", 5, 5 },
	/* no characters: nothing to keep whole, so that a loop makes headway */
	{ "\x80\x80\x80\x80\x80\x80", 4, 4 },
	{ "\xC3"
	  "abc",
	  1, 1 },
	{ "\xE2\x82zzz", 2, 2 },
};

START_TEST(cut_keeps_characters_whole_and_is_the_longest_head)
{
	struct am_slice s = unit_slice(cut_rows[_i].text);

	ck_assert_uint_eq(am_slice_cut_utf8(s, cut_rows[_i].n).len,
			  cut_rows[_i].want);
}
END_TEST

static const struct {
	const char *a;
	const char *b;
	int order; /* of a to b */
	bool ieq;
} compare_rows[] = {
	{ "", "", 0, true },
	{ "a", "", 1, false },
	{ "", "a", -1, false },
	{ "abc", "abd", -1, false },
	{ "ab", "abc", -1, false },
	{ "Abc", "aBC", -1, true },
	{ "\xC3\xA9", "\xC3\x89", 1, false },
	{ "\xE9", "e", 1, false },
	{ "[", "{", -1, false },
	{ "@", "`", -1, false },
};

START_TEST(comparing_agrees_with_memcmp_and_folds_only_ascii)
{
	struct am_slice a = unit_slice(compare_rows[_i].a);
	struct am_slice b = unit_slice(compare_rows[_i].b);
	int order = am_slice_cmp(a, b);

	ck_assert_int_eq((order > 0) - (order < 0), compare_rows[_i].order);
	ck_assert_int_eq(am_slice_eq(a, b), compare_rows[_i].order == 0);
	ck_assert_int_eq(am_slice_ieq(a, b), compare_rows[_i].ieq);
	ck_assert_int_eq(am_slice_ieqs(a, compare_rows[_i].b),
			 compare_rows[_i].ieq);
}
END_TEST

static const struct {
	const char *text;
	const char *part;
	bool starts, istarts, ends, iends;
} affix_rows[] = {
	{ "", "", true, true, true, true },
	{ "abc", "", true, true, true, true },
	{ "", "a", false, false, false, false },
	{ "Re: x", "Re:", true, true, false, false },
	{ "Re: x", "re:", false, true, false, false },
	{ "a.PDF", ".pdf", false, false, false, true },
	{ "a.pdf", ".pdf", false, false, true, true },
	{ "ab", "abc", false, false, false, false },
	{ "bc", "abc", false, false, false, false },
};

START_TEST(heads_and_tails_are_found)
{
	struct am_slice s = unit_slice(affix_rows[_i].text);
	const char *part = affix_rows[_i].part;

	ck_assert_int_eq(am_slice_starts(s, part), affix_rows[_i].starts);
	ck_assert_int_eq(am_slice_istarts(s, part), affix_rows[_i].istarts);
	ck_assert_int_eq(am_slice_ends(s, part), affix_rows[_i].ends);
	ck_assert_int_eq(am_slice_iends(s, part), affix_rows[_i].iends);
}
END_TEST

static const struct {
	const char *text;
	const char *needle;
	size_t find;
	size_t ifind;
} find_rows[] = {
	{ "", "", 0, 0 },
	{ "", "a", 0, 0 },
	{ "abc", "", 0, 0 },
	{ "abc", "abcd", 3, 3 },
	{ "abcabc", "ca", 2, 2 },
	{ "xxABC", "abc", 5, 2 },
	{ "aab", "ab", 1, 1 },
	{ "ababac", "abac", 2, 2 },
	{ "a\xC3\x89", "\xC3\xA9", 3, 3 },
};

START_TEST(finding_gives_the_first_place_or_the_length)
{
	struct am_slice s = unit_slice(find_rows[_i].text);

	ck_assert_uint_eq(am_slice_find(s, find_rows[_i].needle),
			  find_rows[_i].find);
	ck_assert_uint_eq(am_slice_ifind(s, find_rows[_i].needle),
			  find_rows[_i].ifind);
}
END_TEST

static const struct {
	const char *text;
	unsigned long long max;
	bool ok;
	unsigned long long value;
} number_rows[] = {
	{ "0", 0, true, 0 },
	{ "1", 0, false, 0 },
	{ "007", 9, true, 7 },
	{ "99", 99, true, 99 },
	{ "100", 99, false, 0 },
	{ "9", 5, false, 0 },
	{ "18446744073709551615", ULLONG_MAX, true, ULLONG_MAX },
	{ "18446744073709551616", ULLONG_MAX, false, 0 },
	{ "99999999999999999999", ULLONG_MAX, false, 0 },
	{ "", 9, false, 0 },
	{ "-1", 9, false, 0 },
	{ "+1", 9, false, 0 },
	{ " 1", 9, false, 0 },
	{ "1 ", 9, false, 0 },
	{ "1x", 99, false, 0 },
	{ "0x1", 99, false, 0 },
};

START_TEST(a_number_is_digits_up_to_a_limit)
{
	unsigned long long value = 4711;
	bool ok = am_slice_number(unit_slice(number_rows[_i].text),
				  number_rows[_i].max, &value);

	ck_assert_int_eq(ok, number_rows[_i].ok);
	ck_assert_uint_eq(value, ok ? number_rows[_i].value : 4711);
}
END_TEST

static const struct {
	const char *text;
	const char *joined; /* each line, then '|' */
} line_rows[] = {
	{ "", "" },
	{ "\n", "|" },
	{ "a", "a|" },
	{ "a\n", "a|" },
	{ "a\r\nb", "a|b|" },
	{ "a\n\nb\n", "a||b|" },
	{ "a\r\r\n", "a\r|" },
	{ "a\rb\r", "a\rb|" },
};

START_TEST(lines_come_without_their_ends)
{
	struct am_slice rest = unit_slice(line_rows[_i].text);
	struct am_slice line;
	char joined[64];
	size_t len = 0;

	joined[0] = '\0';
	while (am_slice_next_line(&rest, &line))
		len += (size_t)snprintf(joined + len, sizeof(joined) - len,
					"%.*s|", AM_SLICE_ARG(line));
	ck_assert_str_eq(joined, line_rows[_i].joined);
	ck_assert_uint_eq(rest.len, 0);
}
END_TEST

START_TEST(the_empty_slice_may_have_no_pointer)
{
	struct am_slice rest = none;
	struct am_slice line;

	ck_assert_uint_eq(am_slice_of(NULL).len, 0);
	ck_assert(am_slice_eq(none, unit_slice("")));
	ck_assert(am_slice_eqs(none, NULL));
	ck_assert_int_eq(am_slice_cmp(none, none), 0);
	ck_assert_uint_eq(am_slice_trim(none).len, 0);
	ck_assert_uint_eq(am_slice_from(none, 3).len, 0);
	ck_assert_uint_eq(am_slice_head(none, 3).len, 0);
	ck_assert_uint_eq(am_slice_cut_utf8(none, 3).len, 0);
	ck_assert_uint_eq(am_slice_chr(none, 'x'), 0);
	ck_assert_uint_eq(am_slice_find(none, "x"), 0);
	ck_assert_uint_eq(am_slice_ifind(none, "x"), 0);
	ck_assert_uint_eq(am_slice_ifind(none, ""), 0);
	ck_assert(!am_slice_next_line(&rest, &line));
}
END_TEST

START_TEST(parts_stay_within_the_slice)
{
	struct am_slice s = AM_SLICE_LIT("a\0b");

	ck_assert_uint_eq(s.len, 3);
	ck_assert_uint_eq(am_slice_chr(s, 'b'), 2);
	ck_assert_uint_eq(am_slice_chr(s, 'c'), 3);
	unit_assert_slice(am_slice_from(s, 2), "b");
	unit_assert_slice(am_slice_from(s, 9), "");
	unit_assert_slice(am_slice_head(s, 1), "a");
	ck_assert_uint_eq(am_slice_head(s, 9).len, 3);
	ck_assert_uint_eq(am_slice_range(s.ptr, s.ptr + 2).len, 2);
}
END_TEST

START_TEST(a_length_that_printf_cannot_take_is_cut)
{
	struct am_slice s = { "", (size_t)INT_MAX + 1 };

	ck_assert_int_eq(am_slice_int(s), INT_MAX);
	s.len = 5;
	ck_assert_int_eq(am_slice_int(s), 5);
}
END_TEST

START_TEST(characters_are_classed_as_in_ascii)
{
	for (int i = 0; i < 256; i++) {
		char c = (char)i;
		bool is_upper = i >= 'A' && i <= 'Z';
		bool is_lower = i >= 'a' && i <= 'z';

		ck_assert_int_eq(am_is_space(c),
				 i == ' ' || (i >= 9 && i <= 13));
		ck_assert_int_eq(am_is_digit(c), i >= '0' && i <= '9');
		ck_assert_int_eq(am_is_alpha(c), is_upper || is_lower);
		ck_assert_int_eq(am_lower(c), is_upper ? (char)(i + 32) : c);
		ck_assert_int_eq(am_hex_value(c) >= 0,
				 am_is_digit(c) || (am_lower(c) >= 'a' &&
						    am_lower(c) <= 'f'));
	}
	ck_assert_int_eq(am_hex_value('0'), 0);
	ck_assert_int_eq(am_hex_value('a'), 10);
	ck_assert_int_eq(am_hex_value('F'), 15);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("slice");

	tcase_add_loop_test(tc, trim_takes_blanks_off_both_ends, 0,
			    UNIT_COUNT(trim_rows));
	tcase_add_loop_test(tc,
			    cut_keeps_characters_whole_and_is_the_longest_head,
			    0, UNIT_COUNT(cut_rows));
	tcase_add_loop_test(tc,
			    comparing_agrees_with_memcmp_and_folds_only_ascii,
			    0, UNIT_COUNT(compare_rows));
	tcase_add_loop_test(tc, heads_and_tails_are_found, 0,
			    UNIT_COUNT(affix_rows));
	tcase_add_loop_test(tc, finding_gives_the_first_place_or_the_length, 0,
			    UNIT_COUNT(find_rows));
	tcase_add_loop_test(tc, a_number_is_digits_up_to_a_limit, 0,
			    UNIT_COUNT(number_rows));
	tcase_add_loop_test(tc, lines_come_without_their_ends, 0,
			    UNIT_COUNT(line_rows));
	tcase_add_test(tc, the_empty_slice_may_have_no_pointer);
	tcase_add_test(tc, parts_stay_within_the_slice);
	tcase_add_test(tc, a_length_that_printf_cannot_take_is_cut);
	tcase_add_test(tc, characters_are_classed_as_in_ascii);
	return unit_main("slice", tc);
}
