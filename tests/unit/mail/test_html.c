/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "html.h"
#include "html_entities.h"
#include "unit.h"

/* HTML, and the readable text in it. Nothing is quoted in these. */
static const struct {
	const char *html;
	const char *text;
} pages[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "  two \n\t words ", "two words" },
	{ "<p>One.</p><p>Two.</p>", "One.\n\nTwo." },
	{ "<div>a</div><div><br></div><div>b</div>", "a\n\nb" },
	{ "a<br>b<br><br><br>c", "a\nb\n\nc" },
	{ "<h1>Order</h1>12345", "Order\n\n12345" },
	{ "<ul><li>Mug<li>Plate</ul>end", "- Mug\n- Plate\nend" },
	{ "<table><tr><td>Mug</td><td>2</td></tr><tr><td>Plate</td>"
	  "<td>1</td></tr></table>",
	  "Mug 2\nPlate 1" },
	{ "x<hr>y", "x\n\ny" },
	{ "<pre>a  b\nc</pre>", "a b\nc" },
	{ "fee<b>d</b>back <i>now</i>", "feedback now" },
	/* entities */
	{ "&lt;b&gt; &amp; &quot;x&quot; &apos;y&apos;", "<b> & \"x\" 'y'" },
	{ "Gr&uuml;&szlig;e &euro;5&nbsp;00", "Grüße €5 00" },
	{ "&#228;&#xE4;&#XE4;&#150;&#39;", "äää–'" },
	{ "AT&T &unknown; &copy 2026 &amp", "AT&T &unknown; © 2026 &" },
	{ "&#0;&#xD800;&#99999999999;", "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "f&shy;u&#8203;n", "fun" },
	/* what nobody sees */
	{ "<head><title>T</title><style>p{}</style></head>x", "x" },
	{ "a<script>if (a<b) alert('</p>')</script>b", "ab" },
	{ "a<!-- <p>no</p> -->b<!---->c<!-->d", "abcd" },
	{ "<!DOCTYPE html><?xml version='1'?><![if !mso]>x<![endif]>", "x" },
	{ "a<span style='display: none'>b<span>c</span>d</span>e", "ae" },
	{ "a<div style=\"VISIBILITY:hidden\">b</div>c", "ac" },
	{ "a<span style='font-size:0px'>b</span>c", "ac" },
	{ "a<span hidden>b</span>c", "ac" },
	{ "a<p style='display:none'>b<p>c", "a\n\nc" },
	{ "<td style='font-size:0'> <div style='font-size:13px'>x</div></td>",
	  "x" },
	{ "a<span style='font-size:0.9em'>b</span>c", "abc" },
	{ "<img alt='x' src='y'>z", "z" },
	/* links once */
	{ "<a href='https://x.example/a'>our site</a>!",
	  "our site <https://x.example/a>!" },
	{ "<a href='https://x.example/'>x.example</a>", "x.example" },
	{ "<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example" },
	{ "<a href='mailto:a@b.example'>mail</a>", "mail <a@b.example>" },
	{ "<a href='javascript:x()'>x</a><a href='#top'>y</a>", "xy" },
	{ "<a href='https://x.example/a'><img src=b></a>", "" },
	{ "<a href='https://x.example/?a=1&amp;b=2'>x</a>",
	  "x <https://x.example/?a=1&b=2>" },
	{ "<a href='https://x.example/\xff\n'>x</a>", "x" },
	/* broken */
	{ "1 < 2 and <3 and a<b", "1 < 2 and <3 and a<b" },
	{ "a</>b", "a</>b" },
	{ "<p title='a>b'>c</p>", "c" },
	{ "<p title='a>c", "c" },
	{ "<a href=x'>word</a> later", "word later" },
	{ "</div></p></table>x", "x" },
	{ "a\xff"
	  "b",
	  "a\xef\xbf\xbd"
	  "b" },
};

START_TEST(reads_what_a_person_would_read)
{
	struct am_arena *arena = am_arena_new();
	struct am_html got;

	am_html_to_text(arena, am_slice_of(pages[_i].html), &got);
	unit_assert_slice(got.text, pages[_i].text);
	unit_assert_slice(got.quoted, "");
	ck_assert(!got.is_cut);
	am_arena_free(arena);
}
END_TEST

static const struct {
	const char *html;
	const char *text;
	const char *quoted;
} quotations[] = {
	{ "New.<div class=\"gmail_quote\"><div class=gmail_attr>On 1 Jan X "
	  "wrote:</div><blockquote>Old.</blockquote></div>",
	  "New.", "On 1 Jan X wrote:\n\nOld." },
	{ "<div class=gmail_quote>X wrote:<blockquote>Q1</blockquote>A1"
	  "<blockquote>Q2<div>deep</div></blockquote>A2</div>A3",
	  "A1\n\nA2\nA3", "X wrote:\n\nQ1\n\nQ2\ndeep" },
	{ "Hi.<div>On 12 Jan 2026, Ann &lt;a@b.example&gt; wrote:</div>"
	  "<blockquote type=\"cite\">Old <blockquote type=cite>older"
	  "</blockquote></blockquote><p>Below.</p>",
	  "Hi.\n\nBelow.",
	  "On 12 Jan 2026, Ann <a@b.example> wrote:\n\nOld\n\nolder" },
	{ "Hi.<div class='moz-cite-prefix'>Am 1.1. schrieb X:<br></div>"
	  "<blockquote type=cite cite='mid:1'>Alt.</blockquote>",
	  "Hi.", "Am 1.1. schrieb X:\n\nAlt." },
	{ "Hi.<div id=\"appendonsend\"></div><hr><div id=divRplyFwdMsg><b>"
	  "From:</b> Ann<br><b>Sent:</b> Monday</div><div>Old.</div>",
	  "Hi.", "From: Ann\nSent: Monday\nOld." },
	{ "Hi.<div style='border:none;border-top:solid #E1E1E1 1.0pt;"
	  "padding:3.0pt 0cm'><p><b>Von:</b> Ann</p></div><p>Alt.</p>",
	  "Hi.", "Von: Ann\n\nAlt." },
	{ "Hi.<div class=\"ydp12yahoo_quoted\">Old.</div>", "Hi.", "Old." },
	{ "Hi.<div class=\"protonmail_quote\">Old.</div>", "Hi.", "Old." },
	{ "Hi.<div class=OutlookMessageHeader>From: A</div>Old.", "Hi.",
	  "From: A\nOld." },
	/* an indented paragraph is no quotation */
	{ "a<blockquote style='margin:0 0 0 40px;border:none'>b</blockquote>",
	  "a\n\nb", "" },
	{ "a<blockquote style='border-left:1px solid #ccc'>b</blockquote>", "a",
	  "b" },
	/* forwarded mail is what is said */
	{ "Look:<div class=gmail_quote>---------- Forwarded message "
	  "---------<br>From: C<br>We lost it.</div>",
	  "Look:\n\n---------- Forwarded message ---------\nFrom: C\n"
	  "We lost it.",
	  "" },
	{ "<blockquote type=cite>Begin forwarded message:<br>Lost."
	  "</blockquote>",
	  "Begin forwarded message:\nLost.", "" },
	{ "<div id=divRplyFwdMsg>From: Carrier</div>We lost it.",
	  "From: Carrier\nWe lost it.", "" },
};

START_TEST(puts_quotations_apart)
{
	struct am_arena *arena = am_arena_new();
	struct am_html got;

	am_html_to_text(arena, am_slice_of(quotations[_i].html), &got);
	unit_assert_slice(got.text, quotations[_i].text);
	unit_assert_slice(got.quoted, quotations[_i].quoted);
	am_arena_free(arena);
}
END_TEST

START_TEST(marks_a_signature_for_the_trimmer)
{
	struct am_arena *arena = am_arena_new();
	struct am_html got;

	am_html_to_text(arena,
			AM_SLICE_LIT("Hi.<div class=gmail_signature>Bob</div>"),
			&got);
	unit_assert_slice(got.text, "Hi.\n-- \nBob");
	am_arena_free(arena);
}
END_TEST

static struct am_slice
repeat(struct am_buf *buf, const char *head, const char *piece, size_t bytes)
{
	am_buf_puts(buf, head);
	while (buf->len < bytes)
		am_buf_puts(buf, piece);
	return am_buf_slice(buf);
}

START_TEST(stops_at_a_megabyte_and_says_so)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf buf = { 0 };
	struct am_html got;

	am_html_to_text(arena, repeat(&buf, "", "word ", AM_HTML_MAX_BYTES * 2),
			&got);
	ck_assert(got.is_cut);
	ck_assert_uint_le(got.text.len, AM_HTML_MAX_BYTES);
	am_buf_free(&buf);
	am_arena_free(arena);
}
END_TEST

START_TEST(reads_on_behind_a_tag_that_is_too_long)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf buf = { 0 };
	struct am_html got;

	repeat(&buf, "a<b ", " x=y", 400000);
	am_buf_puts(&buf, ">c</b>");
	am_html_to_text(arena, am_buf_slice(&buf), &got);
	unit_assert_slice(got.text, "ac");
	ck_assert(got.is_cut);
	am_buf_free(&buf);
	am_arena_free(arena);
}
END_TEST

START_TEST(takes_large_inline_pictures_without_complaint)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf buf = { 0 };
	struct am_html got;

	repeat(&buf, "a<img src=\"data:image/png;base64,", "AAAA", 400000);
	am_buf_puts(&buf, "\">c");
	am_html_to_text(arena, am_buf_slice(&buf), &got);
	unit_assert_slice(got.text, "ac");
	ck_assert(!got.is_cut);
	am_buf_free(&buf);
	am_arena_free(arena);
}
END_TEST

static const char *const nasty[] = {
	"<div>",
	"<div class=gmail_quote>",
	"<blockquote type=cite>",
	"<div style='display:none'>",
	"<a='1 ",
	"<",
	"<a ",
	"<!--",
	"<!-- x",
	"<style>",
	"<title>",
	"<a b=\">\"",
	"<x y='>",
	"<x y=\">' '",
	"<a href=x>y",
	"<a href=\"http://aaaaaaaaaaaaaaaaab\">aaaaaaaaaaaaaa",
	"&",
	"&#1",
	"&am",
	"<li>",
	"</x",
	"<pre>\n\n",
	"\xc3",
	"On 1 Jan wrote:<div class=moz-cite-prefix>x</div>",
	"<blockquote type=cite>---- Forwarded message</blockquote>",
	"<div style='font-size:0'><b style='font-size:1px'>",
};

static double
seconds_for(const char *piece, size_t bytes)
{
	struct am_arena *arena = am_arena_new();
	struct am_html got;
	struct am_buf buf = { 0 };
	clock_t start;
	double taken;

	repeat(&buf, "", piece, bytes);
	start = clock();
	am_html_to_text(arena, am_buf_slice(&buf), &got);
	taken = (double)(clock() - start) / CLOCKS_PER_SEC;
	am_buf_free(&buf);
	am_arena_free(arena);
	return taken;
}

/* Twice the text, at most thrice the time; squared it would be four times. */
START_TEST(takes_time_in_proportion_to_the_text)
{
	double once = seconds_for(nasty[_i], 500000);
	double twice = seconds_for(nasty[_i], 1000000);

	ck_assert_double_lt(twice, 3 * once + 0.03);
	ck_assert_double_lt(twice, 2);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("html");

	tcase_add_loop_test(tc, reads_what_a_person_would_read, 0,
			    UNIT_COUNT(pages));
	tcase_add_loop_test(tc, puts_quotations_apart, 0,
			    UNIT_COUNT(quotations));
	tcase_add_test(tc, marks_a_signature_for_the_trimmer);
	tcase_add_test(tc, stops_at_a_megabyte_and_says_so);
	tcase_add_test(tc, reads_on_behind_a_tag_that_is_too_long);
	tcase_add_test(tc, takes_large_inline_pictures_without_complaint);
	tcase_add_loop_test(tc, takes_time_in_proportion_to_the_text, 0,
			    UNIT_COUNT(nasty));
	return unit_main("html", tc);
}
