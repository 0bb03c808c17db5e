/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "amends/lines.h"
#include "amends/mem.h"
#include "unit.h"

/* Each row: a header as it came, and what of it is kept. */
static const struct {
	const char *header;
	const char *kept;
} rows[] = {
	{ "To: a\n", "To: a\n" },
	{ "X-Amends-Tags: complaint\nTo: a\n", "To: a\n" },
	{ "To: a\nx-aMENDS-tags: complaint\n", "To: a\n" },
	{ "To: a\nX-Amends-Tags : complaint\nCc: b\n", "To: a\nCc: b\n" },
	{ "X-Amends-Tags:\n complaint\n\turgent\nTo: a\n", "To: a\n" },
	{ "no field\nX-Amends-Tags: x\nTo: a\n", "no field\nTo: a\n" },
	{ "To: a\rX-Amends-Tags: x\nCc: b\n", "To: a\nCc: b\n" },
	{ "To: a\rX-Amends-Tags: x\r\n fold\r\nCc: b\r\n",
	  "To: a\r\nCc: b\r\n" },
	{ "To: a\n\rX-Amends-Tags: x\nCc: b\n", "To: a\nCc: b\n" },
	{ "X-Amends-Tags: x", "" },
	{ "To: a\n X-Amends-Tags: a fold of To\n",
	  "To: a\n X-Amends-Tags: a fold of To\n" },
	{ "X-Amendsx: near\nAX-Amends-Tags: near\n",
	  "X-Amendsx: near\nAX-Amends-Tags: near\n" },
	{ "", "" },
};

START_TEST(takes_forged_fields_out_and_nothing_else)
{
	struct am_slice header = unit_slice(rows[_i].header);
	struct am_slice kept;
	struct am_buf out = { 0 };

	while (am_lines_next_kept(&header, &kept))
		am_buf_put(&out, kept);
	unit_assert_slice(am_buf_slice(&out), rows[_i].kept);
	am_buf_free(&out);
}
END_TEST

static const struct {
	const char *mail;
	const char *from_line;
	const char *header;
	const char *rest;
	bool is_crlf;
} mails[] = {
	{ "A: b\n\nbody\n", "", "A: b\n", "\nbody\n", false },
	{ "A: b\r\n\r\nbody\r\n", "", "A: b\r\n", "\r\nbody\r\n", true },
	{ "From x y\nA: b\n\nc", "From x y\n", "A: b\n", "\nc", false },
	{ "A: b\n", "", "A: b\n", "", false },
	{ "\nbody", "", "", "\nbody", false },
	{ "A: b\njunk\n \nC: d\n\ne", "", "A: b\njunk\n \nC: d\n", "\ne",
	  false },
	{ "A: b\n\r\nC: d\n\ne", "", "A: b\n\r\nC: d\n", "\ne", false },
	{ "A: b\r\n\nmixed", "", "A: b\r\n", "\nmixed", true },
	{ "", "", "", "", false },
	{ "From ", "From ", "", "", false },
};

START_TEST(finds_where_the_header_begins_and_ends)
{
	struct am_lines lines;

	am_lines_scan(unit_slice(mails[_i].mail), &lines);
	unit_assert_slice(lines.from_line, mails[_i].from_line);
	unit_assert_slice(lines.header, mails[_i].header);
	unit_assert_slice(lines.rest, mails[_i].rest);
	ck_assert_int_eq(lines.is_crlf, mails[_i].is_crlf);
}
END_TEST

START_TEST(reads_the_first_field_of_a_name_with_its_folds)
{
	struct am_slice header = unit_slice("Subject2: no\nsubject : one\n"
					    "\ttwo\nSubject: three\n");

	unit_assert_slice(am_lines_field(header, "Subject"), "one\n\ttwo");
	unit_assert_slice(am_lines_field(header, "Date"), "");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("lines");

	tcase_add_loop_test(tc, takes_forged_fields_out_and_nothing_else, 0,
			    UNIT_COUNT(rows));
	tcase_add_loop_test(tc, finds_where_the_header_begins_and_ends, 0,
			    UNIT_COUNT(mails));
	tcase_add_test(tc, reads_the_first_field_of_a_name_with_its_folds);
	return unit_main("lines", tc);
}
