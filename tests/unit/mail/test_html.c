/* SPDX-License-Identifier: MIT */
#include <string.h>

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
	  "Mug | 2\nPlate | 1" },
	{ "<table><tr><td><p>Mug</p></td><td><p>2</p></td></tr><tr><td><p>"
	  "Plate</p></td><td><p>1</p></td></tr></table>after",
	  "Mug | 2\nPlate | 1\n\nafter" },
	{ "<table><tr><td>Menu</td><td><p>Dear Ann,</p><p>it came.</p></td>"
	  "</table>",
	  "Menu\nDear Ann,\n\nit came." },
	{ "<table><tr><td>Total<td><td>5<tr><td></td><td>6</table>",
	  "Total | 5\n6" },
	{ "<table><tr><td>a<td><table><tr><td>b<td>c</table></td></tr></table>d",
	  "a\nb | c\nd" },
	{ "<ol><li>a<li>b<ul><li>c</ul><li value=9>d<li>e</ol>",
	  "1. a\n2. b\n- c\n9. d\n10. e" },
	{ "<ol start=3><li>a</ol>", "3. a" },
	{ "<ul><li><p>a</p><li></ul>b", "- a\n\nb" },
	{ "<select><option>a<option>b</select>", "a\nb" },
	{ "<textarea>a\nb</textarea>", "a\nb" },
	{ "<div style='white-space: pre-wrap'>a\nb</div>c\nd", "a\nb\nc d" },
	{ "<noscript>a</noscript>", "a" },
	{ "a<o:p>b</o:p>c", "abc" },
	{ "<DIV>a</DIV><DIV>b</DIV>", "a\nb" },
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
	{ "a&nbspb &copy2026 &notit; &amp;lt;", "a b ©2026 ¬it; &lt;" },
	{ "&zcaron;&Lstrok;&alpha;&thetasym;&rarr;", "žŁαϑ→" },
	{ "&#55357;&#56832; &#55357;x", "😀 \xef\xbf\xbdx" },
	{ "a&#8199;&#847;&zwnj;&#8199;b&thinsp;c&#x3000;d", "a b c d" },
	{ "a&#x85;b&#x80;&#1;&#x7f;", "a…b€" },
	{ "a\xc2\x85\x01"
	  "b\xe2\x80\xa8"
	  "c",
	  "a\nb\nc" },
	/* what nobody sees */
	{ "<head><title>T</title><style>p{}</style></head>x", "x" },
	{ "<title>T<p>x", "T\n\nx" },
	{ "a<svg><text>b</text></svg><template>c</template>d", "ad" },
	{ "a<!--[if mso]><p>b<![endif]-->c<!--[if !mso]><!-->d<!--<![endif]-->",
	  "acd" },
	{ "a<!-- x > b", "a b" },
	{ "a<!-- x --!>b", "ab" },
	{ "a<![CDATA[ x > y ]]>b", "ab" },
	{ "a<script>if (a<b) alert('</p>')</script>b", "ab" },
	{ "a<!-- <p>no</p> -->b<!---->c<!-->d", "abcd" },
	{ "<!DOCTYPE html><?xml version='1'?><![if !mso]>x<![endif]>", "x" },
	{ "a<span style='display: none'>b<span>c</span>d</span>e", "ae" },
	{ "a<div style=\"VISIBILITY:hidden\">b</div>c", "ac" },
	{ "a<span style='font-size:0px'>b</span>c", "ac" },
	{ "a<span hidden>b</span>c", "ac" },
	{ "a<b style='font-size:1px'>b</b><b style='font-size:0.05em'>c</b>d",
	  "ad" },
	{ "a<b style='opacity:0.0'>b</b><b style='opacity:0.5'>c</b>", "ac" },
	{ "a<div style='max-height:0px'>b</div>c", "ac" },
	{ "a<div style='height:0;overflow:hidden'>b</div>c", "ac" },
	{ "<div style='height:0'>b</div>c", "b\nc" },
	{ "a<b style='text-indent:-9999px'>b</b>c", "ac" },
	{ "a<b style='display:none;display:block'>b</b>c", "abc" },
	{ "<a style='mso-hide:all'>shown</a>", "shown" },
	{ "a<b style='color:#fff' style='color:red'>b</b>c", "ac" },
	{ "a<b style='color:#FFFFFF'>b</b><b style='color:white'>c</b>"
	  "<b style='color:rgb(255, 255,255)'>d</b><font color=fefefe>e</font>f",
	  "af" },
	{ "a<b style='color:transparent'>b</b><b style='color:rgba(0,0,0,0)'>c"
	  "</b>d",
	  "ad" },
	{ "<table bgcolor=black><tr><td><font color=white>a</font><font "
	  "color=#010101>b</font></td></tr></table>c",
	  "a\nc" },
	{ "<div style='background:#000 url(x)'><b style='color:#000'>a</b></div>"
	  "<div style='background:#000'><b style='color:#fff'>b</b><div "
	  "style='background-color:#ffffff'><b style='color:#fff'>c</b></div></div>",
	  "a\nb" },
	{ "<style><!-- /* a { */ @import url(x); p.pre, .off{ color:red; "
	  "DISPLAY:none !important }\n@media screen { .on { display:none } } "
	  ".a .in { display:none } --></style><p class='x pre'>a</p><p "
	  "class=on>b</p><p class=in>c</p><p class=off>d</p>",
	  "b\n\nc" },
	{ "<style>.off{display:none</style><b class=off>a</b>b", "b" },
	{ "<style>.x{background:#000}</style><p class=x><font color=#fff>a</font>",
	  "a" },
	{ "<body bgcolor=#112233 text=#112233>a<font color=red>b</font>", "b" },
	{ "<p style='color:#fff'>a<p>b", "b" },
	{ "a<b style='color:#fff'> x </b>b", "a b" },
	{ "a<b style='font-size:0'> x </b>b", "ab" },
	{ "<p style='color:#fff'>a <a href='http://x.example'>x.example</a>",
	  "x.example" },
	{ "<table><tr><td style='display:none'>a<td>b<tr><td>c</table>",
	  "b\nc" },
	{ "a<p style='display:none'>b<p>c", "a\n\nc" },
	{ "<td style='font-size:0'> <div style='font-size:13px'>x</div></td>",
	  "x" },
	{ "a<span style='font-size:0.9em'>b</span>c", "abc" },
	{ "<img alt='x' src='y'>z", "z" },
	{ "a <img alt='😊' src='y'> <img alt=':-)'>", "a 😊 :-)" },
	{ "a<img alt='&#128522;'><img alt=\"\x1c\xf0\x9f\"><img alt='Logo 😊'>",
	  "a😊\xef\xbf\xbd\xef\xbf\xbd" },
	/* links once */
	{ "<a href='https://x.example/a'>our site</a>!",
	  "our site <https://x.example/a>!" },
	{ "<a href='https://x.example/'>x.example</a>", "x.example" },
	{ "<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example" },
	{ "<a href='mailto:a@b.example'>mail</a>", "mail <a@b.example>" },
	{ "<a href='mailto:a@b.example?subject=x'>mail</a>",
	  "mail <a@b.example>" },
	{ "<a href='tel:+442079460000'>020 7946 0000</a>", "020 7946 0000" },
	{ "<a href='tel:+442079460000'>call</a>", "call <+442079460000>" },
	{ "<a href='http://www.x.example/'>x.example</a>", "x.example" },
	{ "<a href='https://x.example/a' href='https://y.example/'>a</a>",
	  "a <https://x.example/a>" },
	{ "<a href='https://x.example/?a=1&copy=2'>x</a>",
	  "x <https://x.example/?a=1&copy=2>" },
	{ "<a href='https://x.example/a'>a<br></a>b",
	  "a <https://x.example/a>\nb" },
	{ "<a href='javascript:x()'>x</a><a href='#top'>y</a>", "xy" },
	{ "<a href='https://x.example/a'><img src=b></a>", "" },
	{ "<a href='https://x.example/?a=1&amp;b=2'>x</a>",
	  "x <https://x.example/?a=1&b=2>" },
	{ "<a href='https://x.example/\xff\n'>x</a>", "x" },
	/* broken */
	{ "1 < 2 and <3 and a<b", "1 < 2 and <3 and a<b" },
	{ "a</>b", "a</>b" },
	{ "ask <ann@x.example> or <https://x.example/>",
	  "ask <ann@x.example> or <https://x.example/>" },
	{ "<a\nhref=mailto:a@b.example>a@b.example</a>", "a@b.example" },
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
	"<style>@media{.a{display:none}",
	"<style>/* </style>",
	"<style>.a,.b,.c{display:none}</style><p class='d e f g h'>",
	"<table><tr><td>a",
	"<td>a",
	"<tr><td><p>a<td><p>b",
	"<table><tr><td>aaaaaaaaaaaaaaaaaaaaaaaaa<td>b<br>c",
	"<div style='color:red'>",
	"<b style='color:red'></i></u></b>",
	"<![CDATA[",
	"<title",
	"<title>x</titl",
	"<ol><li>",
	"&#55357;&#5535",
	"&notitaaaa",
	"a<ann@",
	"<p style='background:a b c d e f g h i j k l m n o p q'>",
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

/* The bytes that were looked at: steps, not seconds. */
static size_t
visited_for(const char *piece, size_t bytes)
{
	struct am_arena *arena = am_arena_new();
	struct am_html got;
	struct am_buf buf = { 0 };

	am_html_to_text(arena, repeat(&buf, "", piece, bytes), &got);
	ck_assert_uint_le(got.visited, 4 * buf.len);
	am_buf_free(&buf);
	am_arena_free(arena);
	return got.visited;
}

/* Squared it would be four times. */
START_TEST(looks_at_twice_the_bytes_for_twice_the_text)
{
	size_t once = visited_for(nasty[_i], 500000);
	size_t twice = visited_for(nasty[_i], 1000000);

	ck_assert_uint_le(twice * 10, once * 23);
}
END_TEST

static size_t
visited_for_many(const char *head, const char *piece, size_t count)
{
	struct am_arena *arena = am_arena_new();
	struct am_html got;
	struct am_buf buf = { 0 };

	am_buf_puts(&buf, head);
	while (count-- > 0)
		am_buf_puts(&buf, piece);
	am_buf_puts(&buf, ">end");
	am_html_to_text(arena, am_buf_slice(&buf), &got);
	am_buf_free(&buf);
	unit_assert_slice(am_slice_from(got.text, got.text.len - 3), "end");
	am_arena_free(arena);
	return got.visited;
}

START_TEST(takes_a_hundred_thousand_tags_and_attributes)
{
	static const char *const many[][2] = {
		{ "<p", "><b" },          { "<p", "><i dir=b" },
		{ "<p ", " a=b" },        { "<p ", " a='b>'" },
		{ "<p style='", "a:b;" }, { "<p", "><p class" },
	};
	size_t once = visited_for_many(many[_i][0], many[_i][1], 50000);
	size_t twice = visited_for_many(many[_i][0], many[_i][1], 100000);

	ck_assert_uint_le(twice * 10, once * 23);
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
	tcase_add_loop_test(tc, looks_at_twice_the_bytes_for_twice_the_text, 0,
			    UNIT_COUNT(nasty));
	tcase_add_loop_test(tc, takes_a_hundred_thousand_tags_and_attributes, 0,
			    6);
	return unit_main("html", tc);
}
