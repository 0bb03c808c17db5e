/* SPDX-License-Identifier: MIT */
#include "html_text.h"
#include "unit.h"

static const struct {
	const char *text;
	const char *html;
} rows[] = {
	{ "plain", "plain" },
	{ "<script>alert(1)</script>",
	  "&lt;script&gt;alert(1)&lt;/script&gt;" },
	{ "\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;" },
	{ "]]>--><!--", "]]&gt;--&gt;&lt;!--" },
	{ "a\r\n\tb", "a   b" },
	{ "bell\a esc\033[31m del\177", "bell\uFFFD esc\uFFFD[31m del\uFFFD" },
	{ "\xc2\x9b", "\uFFFD" },
	{ "bad \xff\xc3 utf", "bad \uFFFD\uFFFD utf" },
	{ "turned \u202egnp.exe", "turned \uFFFDgnp.exe" },
	{ "\u2066\u200f\u061c", "\uFFFD\uFFFD\uFFFD" },
	{ "Größe 東京 مرحبا", "Größe 東京 مرحبا" },
};

START_TEST(text_never_becomes_markup)
{
	struct am_buf out = { 0 };

	am_html_puts(&out, rows[_i].text);
	unit_assert_slice(am_buf_slice(&out), rows[_i].html);
	am_buf_free(&out);
}
END_TEST

START_TEST(a_nul_does_not_end_it)
{
	struct am_buf out = { 0 };

	am_html_put(&out, AM_SLICE_LIT("a\0<"));
	unit_assert_slice(am_buf_slice(&out), "a\uFFFD&lt;");
	am_buf_free(&out);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("html_text");

	tcase_add_loop_test(tc, text_never_becomes_markup, 0, UNIT_COUNT(rows));
	tcase_add_test(tc, a_nul_does_not_end_it);
	return unit_main("html_text", tc);
}
