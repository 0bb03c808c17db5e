/* SPDX-License-Identifier: MIT
 *
 * Our words of an HTML text against those of libxml2's reader: pages written
 * by hand, and pages made of what mail programs write, by a generator with a
 * fixed seed. tests/quality/html.py does the same with a folder of mail. */
#include "html_oracle.h"
#include "unit.h"

#define PAGES_MADE 400

static void
assert_same_words(struct am_slice html)
{
	struct am_arena *arena = am_arena_new();
	struct am_html ours;
	struct am_buf theirs = oracle_read(html);
	struct am_buf got = { 0 };
	struct am_buf want = { 0 };

	am_html_to_text(arena, html, &ours);
	oracle_put_words(&got, ours.text);
	oracle_put_words(&got, ours.quoted);
	oracle_put_words(&want, am_buf_slice(&theirs));
	ck_assert_msg(am_slice_eq(am_buf_slice(&got), am_buf_slice(&want)),
		      "of\n%.*s\nwe read\n%.*s\nlibxml2 reads\n%.*s",
		      AM_SLICE_ARG(html), AM_SLICE_ARG(am_buf_slice(&got)),
		      AM_SLICE_ARG(am_buf_slice(&want)));
	am_buf_free(&theirs);
	am_buf_free(&got);
	am_buf_free(&want);
	am_arena_free(arena);
}

static const char *const pages[] = {
	"<html><head><title>T</title><style>p{}</style></head><body>One</body>",
	"<p>One<p>two<div>three</div>four",
	"<TABLE><TR><TD>a<TD>b<TR><TD>c</TABLE>d",
	"<ol><li>a<li>b<ul><li>c</ul><li value=9>d</ol><ol start=4><li>e</ol>",
	"fee<b>d</b>back <i>n</i>ow",
	"Gr&uuml;&szlig;e &#8364;5&nbsp;00 &Scaron; &amp;lt; &lt;x",
	"a<!-- <p>no</p> -->b<!--[if mso]>no<![endif]-->c",
	"a<script>if (a<b) alert('</p>')</script>b",
	"a<span style='display: none'>b<span>c</span>d</span>e",
	"<div style=\"max-height:0px;overflow:hidden\">pre</div>Dear Ann",
	"<a href=\"https://x.example/?a=1&amp;b=2\" title='a > b'>link</a>",
	"<p class=MsoNormal>Hi<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>",
	"<pre>a\n  b</pre><textarea>c\nd</textarea>",
	"<select><option>a<option>b</select>",
	"<dl><dt>a<dd>b</dl><h1>c</h1><hr>d<br>e",
	"<!DOCTYPE html PUBLIC \"-//W3C//DTD\" \"x>\"><?xml version='1'?>x",
	"<img alt='no' src=x>a<input value=no>b",
	"<p hidden>no</p>a<p style=\"visibility:hidden\">no</p>b",
	"<blockquote><p>a</p></blockquote><center>b</center>",
	"1 &lt; 2 and 3 < 4",
	"a<unknown-tag x=y>b</unknown-tag>c",
	"</div></p>x</table>",
	"f&shy;u&#8203;n",
	"<td>a</td><td>b</td>",
	"<b><i>a</b>b</i>c",
};

START_TEST(reads_the_words_that_libxml2_reads)
{
	assert_same_words(am_slice_of(pages[_i]));
}
END_TEST

struct maker {
	unsigned long long seed;
	struct am_buf out;
	unsigned int words;
};

static unsigned int
roll(struct maker *m, unsigned int sides)
{
	m->seed = m->seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned int)(m->seed >> 33U) % sides;
}

static void
put_words(struct maker *m)
{
	static const char *const joints[] = {
		" ",       "\n",     ", ",     "&nbsp;",
		" &amp; ", "&uuml;", "&#228;", "<!-- no -->",
		"<br>",    "&shy;",  " &lt; ", "&#x2014;",
	};
	unsigned int count = 1 + roll(m, 5);

	while (count-- > 0) {
		am_buf_printf(&m->out, "w%u", m->words++);
		am_buf_puts(&m->out, joints[roll(m, UNIT_COUNT(joints))]);
	}
}

static void
put_inline(struct maker *m)
{
	static const char *const spans[][2] = {
		{ "<b>", "</b>" },
		{ "<I CLASS=x>", "</I>" },
		{ "<span style=\"color:red\">", "</span>" },
		{ "<font size=2 color='#333333'>", "</font>" },
		{ "<a href=\"https://x.example/very/long\">", "</a>" },
		{ "<a name=x>", "</a>" },
		{ "<span style='display:none'>", "</span>" },
		{ "<span style=\"font-size: 0px;\">", "</span>" },
		{ "<u title=\"a > b\">", "</u>" },
		{ "<style>.x > p { color: red }</style>", "" },
		{ "<img src='cid:1' alt=\"no\">", "" },
		{ "<script>a<b && '<p>'</script>", "" },
		{ "", "" },
	};
	unsigned int i = roll(m, UNIT_COUNT(spans));

	am_buf_puts(&m->out, spans[i][0]);
	put_words(m);
	am_buf_puts(&m->out, spans[i][1]);
	put_words(m);
}

/* A block with inline text at its ends, and others inside it. */
static void
put_page(struct maker *m)
{
	static const char *const blocks[][2] = {
		{ "<div>", "</div>" },
		{ "<DIV dir='ltr'\n class=x>", "</DIV>" },
		{ "<p style='margin:0'>", "</p>" },
		{ "<table border=0><tr><td>", "</td></tr></table>" },
		{ "<table><tbody><tr><td>x</td><td width=1>",
		  "</td></tr></tbody></table>" },
		{ "<ul><li>", "</li></ul>" },
		{ "<ol><li>x<li>", "</ol>" },
		{ "<h2>", "</h2>" },
		{ "<center>", "</center>" },
		{ "<div style=\"display:none;max-height:0\">", "</div>" },
		{ "<pre>", "</pre>" },
	};
	unsigned int open[8];
	unsigned int depth = 0;

	for (unsigned int steps = 4 + roll(m, 20); steps > 0; steps--) {
		if (depth < 8 && roll(m, 2) == 0) {
			open[depth] = roll(m, UNIT_COUNT(blocks));
			am_buf_puts(&m->out, blocks[open[depth++]][0]);
		} else if (depth > 0 && roll(m, 2) == 0) {
			am_buf_puts(&m->out, blocks[open[--depth]][1]);
		} else {
			put_inline(m);
		}
	}
	while (depth > 0)
		am_buf_puts(&m->out, blocks[open[--depth]][1]);
}

START_TEST(reads_the_words_of_made_pages_as_libxml2_does)
{
	for (unsigned int i = 0; i < PAGES_MADE / 40; i++) {
		struct maker m = { .seed = (unsigned)_i * 1000 + i };

		put_page(&m);
		assert_same_words(am_buf_slice(&m.out));
		am_buf_free(&m.out);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("html oracle");

	tcase_add_loop_test(tc, reads_the_words_that_libxml2_reads, 0,
			    UNIT_COUNT(pages));
	tcase_add_loop_test(tc, reads_the_words_of_made_pages_as_libxml2_does,
			    0, 40);
	return unit_main("html oracle", tc);
}
