/* SPDX-License-Identifier: MIT */
#include "params.h"

#include "mail_unit.h"

static const struct {
	const char *raw;
	const char *word;
	const char *name;
	const char *want;
} type_rows[] = {
	{ "text/plain; charset=utf-8", "text/plain", "charset", "utf-8" },
	{ "TEXT/Plain; CharSet=\"utf-8\"", "text/plain", "charset", "utf-8" },
	{ "text/plain (a comment); charset=utf-8 (another)", "text/plain",
	  "charset", "utf-8" },
	{ "multipart/mixed; boundary=\"\\\"\"", "multipart/mixed", "boundary",
	  "\"" },
	{ "multipart/mixed;\n\tboundary=\"a b\"", "multipart/mixed", "boundary",
	  "a b" },
	{ "multipart/mixed; junk; boundary=b", "multipart/mixed", "boundary",
	  "b" },
	{ "multipart/mixed boundary=b", "multipart/mixed", "boundary", "b" },
	{ "multipart/mixed; boundary=b;", "multipart/mixed", "boundary", "b" },
	{ "multipart/mixed; boundary = \"b\" ; x=y", "multipart/mixed",
	  "boundary", "b" },
	{ "multipart/mixed; boundary=\"unclosed", "multipart/mixed", "boundary",
	  "unclosed" },
	{ "multipart/mixed; boundary*0=\"a\"; boundary*1=\"b\"",
	  "multipart/mixed", "boundary", "ab" },
	{ "=?utf-8?Q?multipart/mixed=3B_boundary=3D=22=5C=22=22?=",
	  "multipart/mixed", "boundary", "\"" },
	{ "text", "text", "charset", "" },
	{ "", "", "charset", "" },
	{ ";;;=;\"\"=", "", "charset", "" },
	{ "text/plain; charset", "text/plain", "charset", "" },
	{ "text/plain; charset=", "text/plain", "charset", "" },
	{ "text/plain; charset=a; charset=b", "text/plain", "charset", "a" },
};

START_TEST(content_type_gives_its_parameters)
{
	struct am_params params;

	am_content_type_parse(arena, unit_slice(type_rows[_i].raw), &params);
	unit_assert_slice(params.word, type_rows[_i].word);
	unit_assert_slice(am_params_get(arena, &params, type_rows[_i].name),
			  type_rows[_i].want);
}
END_TEST

static const struct {
	const char *raw;
	const char *want;
} name_rows[] = {
	{ "attachment; filename=\"a.pdf\"", "a.pdf" },
	{ "attachment; filename=my file (1).pdf", "my file (1).pdf" },
	{ "attachment; filename=\"=?utf-8?Q?=C3=A4.pdf?=\"", "\xC3\xA4.pdf" },
	{ "attachment; filename=\"\xE4.pdf\"", "\xC3\xA4.pdf" },
	{ "attachment; filename*=utf-8''%C3%A4.pdf", "\xC3\xA4.pdf" },
	{ "attachment; filename*=iso-8859-1'de'%E4.pdf", "\xC3\xA4.pdf" },
	{ "attachment; filename*0*=utf-8''%C3; filename*1*=%A4; "
	  "filename*2=.pdf",
	  "\xC3\xA4.pdf" },
	{ "attachment; filename*1=b; filename*0=a", "ab" },
	{ "attachment; filename=x; filename*=utf-8''y", "y" },
	{ "attachment; filename*2=b; filename*0=a", "a" },
	{ "attachment; filename*=%zz%4", "%zz%4" },
	{ "attachment; filename*99999999999999999999=b", "" },
	{ "attachment; filename*=utf-8''a%0D%0Ab", "a  b" },
	{ "attachment; size=5; filename=a", "a" },
};

START_TEST(disposition_gives_the_files_name)
{
	struct am_params params;

	am_disposition_parse(arena, unit_slice(name_rows[_i].raw), &params);
	unit_assert_slice(params.word, "attachment");
	unit_assert_slice(
		am_params_text(arena, &params, "filename", unit_slice("")),
		name_rows[_i].want);
}
END_TEST

START_TEST(only_so_many_parameters_are_kept)
{
	struct am_buf raw = { 0 };
	struct am_params params;

	am_buf_puts(&raw, "text/plain");
	for (int i = 0; i < 1000; i++)
		am_buf_printf(&raw, "; p%d=%d", i, i);
	am_content_type_parse(arena, am_buf_slice(&raw), &params);
	ck_assert_uint_eq(params.count, AM_PARAMS_MAX);
	unit_assert_slice(am_params_get(arena, &params, "p7"), "7");
	am_buf_free(&raw);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("params");

	tcase_add_loop_test(tcase, content_type_gives_its_parameters, 0,
			    UNIT_COUNT(type_rows));
	tcase_add_loop_test(tcase, disposition_gives_the_files_name, 0,
			    UNIT_COUNT(name_rows));
	tcase_add_test(tcase, only_so_many_parameters_are_kept);
	return unit_main("params", tcase);
}
