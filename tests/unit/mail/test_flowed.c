/* SPDX-License-Identifier: MIT */
#include "flowed.h"

#include "mail_unit.h"

static const struct {
	const char *text;
	bool is_delsp;
	const char *want;
} rows[] = {
	{ "", false, "" },
	{ "a\nb\n", false, "a\nb\n" },
	{ "one \ntwo \nthree\nfour\n", false, "one two three\nfour\n" },
	{ "one  \ntwo\n", true, "one two\n" },
	{ "ein \nes\n", true, "eines\n" },
	/* stuffing goes, blanks that were written stay */
	{ " From me\n  two\n >no quote\n", false,
	  "From me\n two\n>no quote\n" },
	/* paragraphs do not reach over quote depths */
	{ ">> a \n>> b\n> c \nd\n", false, ">> a b\n> c \nd\n" },
	{ ">a \n> b \n>c\n", false, "> a b c\n" },
	{ ">\n>x\n", false, "> \n> x\n" },
	/* the signature's line ends a paragraph and begins none */
	{ "bye \n-- \nAnn \nLee\n", false, "bye \n-- \nAnn Lee\n" },
	{ "> bye \n> -- \n> Ann\n", false, "> bye \n> -- \n> Ann\n" },
	/* the last line is flowed, or has no end */
	{ "a \n", false, "a " },
	{ "a \nb", false, "a b" },
	{ ">", false, "> " },
	{ "> > a\n", false, "> > a\n" },
	{ " \nx\n", false, "\nx\n" },
};

START_TEST(paragraphs_are_joined_within_their_quote_depth)
{
	unit_assert_slice(am_flowed_join(arena, unit_slice(rows[_i].text),
					 rows[_i].is_delsp),
			  rows[_i].want);
}
END_TEST

START_TEST(many_marks_do_not_outgrow_their_room)
{
	struct am_buf text = { 0 };

	for (int i = 0; i < 1000; i++)
		am_buf_puts(&text, ">\n");
	ck_assert_uint_eq(am_flowed_join(arena, am_buf_slice(&text), false).len,
			  3000);
	am_buf_free(&text);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("flowed");

	tcase_add_loop_test(tcase,
			    paragraphs_are_joined_within_their_quote_depth, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tcase, many_marks_do_not_outgrow_their_room);
	return unit_main("flowed", tcase);
}
