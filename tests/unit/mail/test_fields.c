/* SPDX-License-Identifier: MIT */
#include "fields.h"

#include "mail_unit.h"

#define MAIL(text)                       \
	{                                \
		(text), sizeof(text) - 1 \
	}

static const struct {
	struct am_slice mail;
	const char *subject; /* NULL: there is no such field */
	const char *body;
} block_rows[] = {
	{ MAIL("Subject: a\n\nb"), "a", "b" },
	{ MAIL("Subject: a\r\n\r\nb"), "a", "b" },
	{ MAIL("Subject: a\r\r\n\r\r\nb"), "a", "b" },
	{ MAIL("Subject: a\r\rb\r"), "a", "b\r" },
	{ MAIL("Subject: a"), "a", "" },
	{ MAIL("Subject: a\n"), "a", "" },
	{ MAIL("SUBJECT\t:a\n\nb"), "a", "b" },
	{ MAIL("Subject: a\n b\n\tc\n\nx"), "a b c", "x" },
	{ MAIL("From x@y Mon Jan\nSubject: a\n\nb"), "a", "b" },
	{ MAIL(">From x@y Mon Jan\nFrom y\nSubject: a\n\nb"), "a", "b" },
	{ MAIL("From : x@y\nSubject: a\n\nb"), "a", "b" },
	{ MAIL("\xEF\xBB\xBFSubject: a\n\nb"), "a", "b" },
	{ MAIL("\r\n\n \nSubject: a\n\nb"), "a", "b" },
	{ MAIL("  Subject: a\n\nb"), "a", "b" },
	{ MAIL("junk line\nSubject: a\n\nb"), "a", "b" },
	{ MAIL("X: y\njunk line\nSubject: a\n\nb"), "a", "b" },
	{ MAIL("Subject: a\njunk line\nX-Y: y\n\nb"), "a junk line", "b" },
	{ MAIL("Subject: a\n \t \n b\nX: y\n\nc"), "a b", "c" },
	{ MAIL("Subject: a\0b\x01\n\nc"), "a b", "c" },
	{ MAIL("Subject: a\rFrom: b\n\nc"), "a From: b", "c" },
	{ MAIL("no header at all\nmore"), NULL, "no header at all\nmore" },
	{ MAIL(""), NULL, "" },
	{ MAIL("\n"), NULL, "" },
	{ MAIL("Content-Type: multipart/mixed; boundary=bb\nSubject: a\n--bb\n"
	       "\nx"),
	  "a", "--bb\n\nx" },
	{ MAIL("Subject: a\n--dashes\nX-Y: y\n\nb"), "a --dashes", "b" },
	/* words with no known field soon after them are the body's */
	{ MAIL("Subject: a\nHello,\nI am: angry\n\nb"), "a",
	  "Hello,\nI am: angry\n\nb" },
	{ MAIL("Subject: a\nX-Y: y\nwwYCtTNBUIiM3QbUUnDY6pwOnv=\n\nb"), "a",
	  "b" },
	{ MAIL("Subject: a\rX: b\r\rc\nd\re"), "a", "c\nd\re" },
};

START_TEST(header_ends_at_the_first_empty_line_and_nowhere_else)
{
	struct am_slice mail = block_rows[_i].mail;
	struct am_header header;
	struct am_slice raw;
	bool found;

	am_header_split(arena, mail, am_mail_eol(mail), &header);
	found = am_fields_find(header.fields, header.n_fields, "subject", 0,
			       &raw);
	ck_assert_int_eq(found, block_rows[_i].subject != NULL);
	if (found)
		unit_assert_slice(am_field_unfold(arena, raw, NULL),
				  block_rows[_i].subject);
	unit_assert_slice(am_slice_from(mail, header.end), block_rows[_i].body);
	ck_assert(!header.is_cut);
}
END_TEST

START_TEST(fields_past_the_limit_are_left_out_and_the_body_is_found)
{
	struct am_buf mail = { 0 };
	struct am_header header;

	for (int i = 0; i <= AM_HEADER_MAX_FIELDS; i++)
		am_buf_printf(&mail, "X-%d: y\n", i);
	am_buf_puts(&mail, "\nbody");
	am_header_split(arena, am_buf_slice(&mail), '\n', &header);
	ck_assert_uint_eq(header.n_fields, AM_HEADER_MAX_FIELDS);
	ck_assert(header.is_cut);
	unit_assert_slice(am_slice_from(am_buf_slice(&mail), header.end),
			  "body");
	am_buf_free(&mail);
}
END_TEST

START_TEST(one_huge_field_does_not_cost_those_after_it)
{
	struct am_buf mail = { 0 };
	struct am_header header;
	struct am_slice raw;
	bool is_cut = false;

	am_buf_puts(&mail, "To: ");
	for (int i = 0; i < 100000; i++)
		am_buf_puts(&mail, "a@b.example,\n ");
	am_buf_puts(&mail, "\nSubject: s\n\nbody");
	am_header_split(arena, am_buf_slice(&mail), '\n', &header);
	ck_assert(!header.is_cut);
	ck_assert(am_fields_find(header.fields, header.n_fields, "Subject", 0,
				 &raw));
	ck_assert(
		am_fields_find(header.fields, header.n_fields, "To", 0, &raw));
	ck_assert_uint_le(am_field_unfold(arena, raw, &is_cut).len,
			  AM_FIELD_MAX_BYTES);
	ck_assert(is_cut);
	am_buf_free(&mail);
}
END_TEST

START_TEST(part_headers_keep_content_fields_and_stop_at_a_delimiter)
{
	struct am_slice mail = unit_slice(
		"X: y\nContent-Type: a/b\n--next\nContent-Id: x\n\n");
	struct am_header header;

	am_header_split_part(arena, mail, 0, '\n', &header);
	ck_assert_uint_eq(header.n_fields, 1);
	ck_assert(am_slice_starts(am_slice_from(mail, header.end), "--next"));
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("fields");

	tcase_add_loop_test(
		tcase, header_ends_at_the_first_empty_line_and_nowhere_else, 0,
		UNIT_COUNT(block_rows));
	tcase_add_test(
		tcase,
		fields_past_the_limit_are_left_out_and_the_body_is_found);
	tcase_add_test(tcase, one_huge_field_does_not_cost_those_after_it);
	tcase_add_test(
		tcase,
		part_headers_keep_content_fields_and_stop_at_a_delimiter);
	return unit_main("fields", tcase);
}
