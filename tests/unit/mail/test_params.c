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
	{ "text/plain; name=\"x\" charset=utf-8", "text/plain", "charset",
	  "utf-8" },
	{ "text/plain, charset=utf-8, x=y", "text/plain", "charset", "utf-8" },
	{ "text/plain; charset:utf-8", "text/plain", "charset", "utf-8" },
	{ "text/plain; charset=\"utf-8; x=y", "text/plain", "charset",
	  "utf-8" },
	{ "text/plain; charset = (a) utf-8(b)", "text/plain", "charset",
	  "utf-8" },
	{ "text / plain; charset=utf-8", "text/plain", "charset", "utf-8" },
	{ "\"Text/plain\"; charset=utf-8", "text/plain", "charset", "utf-8" },
	{ "charset=utf-8", "", "charset", "utf-8" },
	{ "text/plain; (unclosed; charset=utf-8", "text/plain", "charset",
	  "utf-8" },
	{ "text/plain; charset*=us-ascii'en'utf-8", "text/plain", "charset",
	  "utf-8" },
	{ "multipart/mixed; boundary*=''b%20b", "multipart/mixed", "boundary",
	  "b b" },
	{ "multipart/mixed; boundary*0*=us-ascii''a%20; boundary*1=b",
	  "multipart/mixed", "boundary", "a b" },
	{ "multipart/mixed; boundary=a(b)", "multipart/mixed", "boundary",
	  "a(b)" },
};

START_TEST(content_type_gives_its_parameters)
{
	struct am_params params;

	am_params_parse(arena, unit_slice(type_rows[_i].raw), &params);
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
	{ "attachment; filename=my file.pdf size=5", "my file.pdf" },
	{ "attachment; filename==?utf-8?Q?a;_b?=.pdf", "a; b.pdf" },
	{ "attachment; filename=\"=?utf-8?Q?a?=\n =?utf-8?Q?b?=\"", "ab" },
	{ "attachment; filename=\"C:\\dir\\a.pdf\"", "C:\\dir\\a.pdf" },
	{ "attachment; filename=\"a\\\"b.pdf\"", "a\"b.pdf" },
	{ "attachment; filename=\"my \"best\" work.pdf\"; size=5",
	  "my \"best\" work.pdf" },
	{ "attachment; filename=\"a.pdf\" size=\"5\"", "a.pdf" },
	{ "attachment; filename=\"a;b.pdf\"", "a;b.pdf" },
	{ "attachment (x); filename (y) = (z) \"a.pdf\" (n)", "a.pdf" },
	{ "filename=a.pdf", "a.pdf" },
	/* RFC 2231: charset and language empty, in other letters, in quotes */
	{ "attachment; filename*=''%C3%A4.pdf", "\xC3\xA4.pdf" },
	{ "attachment; filename*='de'%E4.pdf", "\xC3\xA4.pdf" },
	{ "attachment; filename*=\"UTF-8''%c3%a4.pdf\"", "\xC3\xA4.pdf" },
	{ "attachment; FileName*0*=utf-8''a; FILENAME*1=b", "ab" },
	{ "attachment; filename*=utf-8''a'b", "a'b" },
	{ "attachment; filename*=utf-16''%FE%FF%00a", "a" },
	/* pieces: of both kinds, in any order, doubled, lost, counted from 1 */
	{ "attachment; filename*2=.pdf; filename*1*=%C3%A4; filename*0=a",
	  "a\xC3\xA4.pdf" },
	{ "attachment; filename*0*=iso-8859-1''%E4; filename*1=%20",
	  "\xC3\xA4%20" },
	{ "attachment; filename*0=a; filename*0=x; filename*1=b", "ab" },
	{ "attachment; filename*1=a; filename*2=b", "ab" },
	{ "attachment; filename*1=b; filename=whole", "whole" },
	{ "attachment; filename*0=\"=?utf-8?B?w6Q=\"; filename*1=\"?= b\"",
	  "\xC3\xA4 b" },
	{ "attachment; filename=\"utf-8''%C3%A4.pdf\"", "\xC3\xA4.pdf" },
};

START_TEST(disposition_gives_the_files_name)
{
	struct am_notes notes = { .arena = arena };
	struct am_params params;

	am_params_parse(arena, unit_slice(name_rows[_i].raw), &params);
	ck_assert(params.word.len == 0 ||
		  am_slice_eqs(params.word, "attachment"));
	unit_assert_slice(am_params_text(arena, &params, "filename", &notes),
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
	am_params_parse(arena, am_buf_slice(&raw), &params);
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
