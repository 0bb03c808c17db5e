/* SPDX-License-Identifier: MIT
 *
 * Mails that grow in one way each, for complexity.sh, which runs this under
 * callgrind and holds the instructions for twice as much against those for
 * once. Every shape is read at a size that the limits of DESIGN section 11
 * leave whole (so that growth is seen), and where there is a limit, far across
 * it too. Without arguments all shapes are read; else those named.
 *
 * Counted is what `amends show --json` does for one mail. */
#include <string.h>
#include <valgrind/callgrind.h>

#include "amends/mem.h"
#include "amends/show.h"

struct shape {
	const char *name;
	const char *before;
	const char *nest; /* 18 times; '#' is a number in it and in `unit` */
	const char *unit; /* as often as `below` or `across` says, and twice */
	const char *after;
	size_t below;  /* 0: the limit is too near for growth to be seen */
	size_t across; /* 0: none, or another shape crosses it */
};

#define NESTS     18
#define MULTIPART "Content-Type: multipart/mixed; boundary="
#define LEVEL     MULTIPART "b#\n\n--b#\n"
#define ONE_PART  MULTIPART "b\n\n--b\n"
#define TEXT      "Subject: x\n\n"
#define HTML      "Content-Type: text/html\n\n"
#define SENTENCE  "The parcel never came and nobody answers. "
#define BASE64    "QmFzZTY0IHNheXMgbm90aGluZyBuZXcgaGVyZSBhdCBhbGwu\n"
#define QP        "caf=C3=A9 =\nau lait = nothing =3D=\n"

static const struct shape shapes[] = {
	/* structure */
	{ "multiparts in multiparts", "", "", LEVEL, "text\n", 9, 60 },
	{ "text at depth", "", LEVEL, SENTENCE "\n", "", 350, 0 },
	{ "--x lines at depth", "", LEVEL, "--x\n", "", 1200, 0 },
	{ "near delimiters at depth", "", LEVEL, "--b1x\n", "", 1000, 0 },
	{ "delimiters at depth", "", LEVEL, "--b7\n\n", "", 290, 2200 },
	{ "end delimiters at depth", "", LEVEL, "--b17--\n", "", 7800, 0 },
	{ "parts", ONE_PART, "", "\n#\n--b\n", "", 220, 2200 },
	{ "empty parts", ONE_PART, "", "--b\n", "", 300, 2200 },
	{ "attachments", ONE_PART, "",
	  "Content-Type: image/png; name=x#.png\n\nx\n--b\n", "", 180, 2200 },
	{ "messages in messages", "", "",
	  "Content-Type: message/rfc822\n\nSubject: #\n", "\ntext\n", 0, 2000 },
	{ "messages side by side", MULTIPART "b\n\n--b\n", "",
	  "Content-Type: message/rfc822\n\nSubject: #\n\ntext\n--b\n", "", 120,
	  2200 },
	{ "alternatives", "Content-Type: multipart/alternative; boundary=b\n\n",
	  "", "--b\nContent-Type: text/html\n\n<p>#\n", "", 220, 2200 },

	/* header */
	{ "X- fields", "", "", "X-Spam: no #\n", "\ntext\n", 900, 16000 },
	{ "Received fields", "", "",
	  "Received: from a.example.org by b.example.org; "
	  "Fri, 20 Nov 2026 10:00:00 +0000\n",
	  "\n", 900, 3500 },
	{ "junk lines", "Subject: x\n", "", "no field #\n", "\n", 1200, 18000 },
	{ "folds", "Subject: x\n", "", " y\n", "\n", 5000, 93000 },
	{ "a long subject", "Subject:", "", " slow", "\n\n", 3000, 13000 },
	{ "no end of header", "", "", "Subject", "", 5100, 40000 },
	{ "recipients", "To: a@example.org", "", ", b#@example.org", "\n\n", 90,
	  3500 },
	{ "To fields", "", "", "To: b#@example.org\n", "\n\n", 90, 12000 },
	{ "From fields", "", "", "From: Ann\n", "\n", 700, 3000 },
	{ "groups", "To: ", "", "g:a@example.org;, ", "\n\n", 90, 3800 },
	{ "empty groups", "To: ", "", "g:;,", "\n\n", 340, 17000 },
	{ "quotes in addresses", "To: ", "", "\"", "\n\n", 2300, 69000 },
	{ "brackets in addresses", "From: ", "", "<", "\n\n", 10000, 69000 },
	{ "references", "References:", "", " <a#@example.org>", "\n\n", 48,
	  3300 },
	{ "ids in text", "In-Reply-To: ", "", "your mail of ", "\n\n", 1100,
	  5300 },
	{ "encoded words", "Subject:", "", " =?utf-8?q?caf=C3=A9?=", "\n\n",
	  600, 3100 },
	{ "encoded words in base64", "Subject:", "",
	  "\n =?utf-8?b?Y2Fmw6k=?=", "\n\n", 600, 3100 },
	{ "unclosed encoded words", "Subject:", "", " =?utf-8?q?x", "\n\n",
	  1200, 5800 },
	{ "beginnings of encoded words", "Subject: ", "", "=?", "\n\n", 7000,
	  34000 },
	{ "one long encoded word", "Subject: =?utf-8?q?", "", "ab", "?=\n\n", 0,
	  35000 },
	{ "words in names", "From: ", "", "=?utf-8?q?a?= ", "<a@example.org>\n",
	  1000, 4900 },
	{ "parameters", "Content-Type: text/plain", "", "; a#=b", "\n\n", 370,
	  6700 },
	{ "parameters in pieces", "Content-Type: text/plain", "", "; name*#=b",
	  "\n\n", 350, 4800 },
	{ "comments in comments", "From: ", "", "(", "\n\n", 11000, 69000 },
	{ "comments in a date", "Date: ", "", "(", "\n\n", 15000, 69000 },
	{ "comments in a type", "Content-Type: ", "", "(", "\n\n", 15000,
	  69000 },
	{ "comments one by one", "From: ", "", "(a)", "\n\n", 5000, 23000 },
	{ "backslashes", "From: \"", "", "\\", "\n\n", 11000, 69000 },

	/* text */
	{ "text", TEXT, "", SENTENCE "\n", "", 360, 26000 },
	{ "one line", TEXT, "", SENTENCE, "", 880, 0 },
	{ "empty lines", TEXT, "", "\n", "", 36000, 0 },
	{ "base64", "Content-Transfer-Encoding: base64\n\n", "", BASE64, "",
	  680, 23000 },
	{ "base64 with rubbish", "Content-Transfer-Encoding: base64\n\n", "",
	  "!!QQ==**\n", "", 10000, 0 },
	{ "quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n",
	  "", QP, "", 580, 32000 },
	{ "soft breaks", "Content-Transfer-Encoding: quoted-printable\n\n", "",
	  "=\n", "", 20000, 0 },
	{ "= and blanks", "Content-Transfer-Encoding: quoted-printable\n\n", "",
	  "= ", "", 8300, 0 },
	{ "flowed lines", "Content-Type: text/plain; format=flowed\n\n", "",
	  "> a line that flows \n", "", 1600, 0 },
	{ "broken UTF-8", TEXT, "", "\xE2\x82 \xC3 ", "", 840, 0 },
	{ "latin1", "Content-Type: text/plain; charset=iso-8859-1\n\n", "",
	  "caf\xE9 ", "", 1300, 0 },
	{ "begin lines", TEXT, "", "begin 644 x\n", "", 730, 0 },
	{ "yEnc lines", TEXT, "", "=ybegin line=1\n", "", 8000, 0 },
	{ "flowed lines without blanks",
	  "Content-Type: text/plain; format=flowed; delsp=yes\n\n", "", "no \n",
	  "", 1600, 0 },
	{ "rare characters", "Content-Type: text/plain; charset=koi8-r\n\n", "",
	  "\xD3\xCC\xCF\xD7\xCF ", "", 500, 0 },
	{ "wide characters", "Content-Type: text/plain; charset=utf-16le\n\n",
	  "", "a\004", "", 6000, 0 },
	{ "uuencoded files", TEXT, "",
	  "begin 644 x\n"
	  "M____________________________________________________________\n"
	  "end\n",
	  "", 1700, 0 },
	{ "uuencoded files without end", TEXT, "",
	  "begin 644 x\n"
	  "M____________________________________________________________\n",
	  "", 2000, 0 },
	{ "quoted lines", TEXT, "", "> " SENTENCE "\n", "", 950, 0 },
	{ "deeper and deeper", TEXT, "", ">>>>>>>>>>>>>>>>>>>>>>>>>>>>\n", "",
	  1300, 0 },
	{ "quotes and answers", TEXT, "", "> asked\nanswered\n\n", "", 270, 0 },
	{ "introductions", TEXT, "", "On Fri, Nov 20, 2026 Ann wrote:\n", "",
	  720, 0 },
	{ "introductions over lines", TEXT, "", "On Fri,\nAnn\n", "", 480, 0 },
	{ "headers of quotations", TEXT, "", "From: Ann\nSent: today\n", "",
	  350, 0 },
	{ "forwarded", TEXT, "", "-----Original Message-----\n", "", 1100, 0 },
	{ "signatures", TEXT, "", "-- \nAnn\n", "", 560, 0 },
	{ "regards", TEXT, "", "Regards,\nAnn\n", "", 550, 0 },
	{ "lines of dashes", TEXT, "", "________________\n", "", 660, 0 },

	/* HTML */
	{ "tags in tags", HTML, "", "<b>", "", 7700, 380000 },
	{ "blocks in blocks", HTML, "", "<div>", "", 7000, 0 },
	{ "lists in lists", HTML, "", "<ul><li>", "", 3900, 0 },
	{ "tables in tables", HTML, "", "<table><tr><td>", "", 2200, 0 },
	{ "quotations in quotations", HTML, "", "<blockquote>", "", 4200, 0 },
	{ "end tags", HTML "<p>", "", "</div>", "", 6800, 0 },
	{ "end tags of what is open", HTML "<b><i><u><p>", "", "</table>", "",
	  5500, 0 },
	{ "tags that are not closed", HTML, "", "<p><b>", "", 3900, 0 },
	{ "attributes", HTML "<p", "", " a#=b", ">text", 900, 50000 },
	{ "a tag that never ends", HTML "text <p ", "", "x", "", 7000, 0 },
	{ "beginnings of tags", HTML, "", "<", "", 15000, 0 },
	{ "beginnings of comments", HTML, "", "<!--", "", 48000, 0 },
	{ "beginnings of entities", HTML, "", "&", "", 6600, 0 },
	{ "entities", HTML, "", "&amp;&#65;&eacute;", "", 850, 0 },
	{ "styles", HTML, "", "<p style='color:red;margin:0'>x</p>", "", 620,
	  0 },
	{ "style blocks", HTML, "", "<style>p{}</style>", "", 2600, 0 },
	{ "open scripts", HTML, "", "<script>", "", 17000, 0 },
	{ "links", HTML, "", "<a href='http://example.org/#'>here</a> ", "",
	  570, 0 },
	{ "rows", HTML "<table>", "", "<tr><td>a<td>b", "", 780, 0 },
	{ "hidden text", HTML, "", "<i style='display:none'>x</i>", "", 1500,
	  0 },
	{ "hidden in hidden", HTML, "", "<div style='display:none'>", "", 1800,
	  0 },
};

/* '#' stands for the number. Whole pieces are put: valgrind is slow enough. */
static void
put_times(struct am_buf *out, const char *text, size_t times)
{
	for (size_t i = 0; i < times; i++) {
		struct am_slice rest = am_slice_of(text);
		size_t at;

		while ((at = am_slice_chr(rest, '#')) < rest.len) {
			am_buf_put(out, am_slice_head(rest, at));
			am_buf_printf(out, "%zu", i);
			rest = am_slice_from(rest, at + 1);
		}
		am_buf_put(out, rest);
	}
}

static void
count(const struct shape *shape, size_t units, const char *where)
{
	struct am_buf mail = { 0 };
	struct am_buf out = { 0 };
	struct am_arena *arena = am_arena_new();
	struct am_json j = { .out = &out };
	struct am_message msg;
	char label[128];

	put_times(&mail, shape->before, 1);
	put_times(&mail, shape->nest, NESTS);
	put_times(&mail, shape->unit, units);
	put_times(&mail, shape->after, 1);
	CALLGRIND_ZERO_STATS;
	am_message_parse(arena, am_buf_slice(&mail), NULL, &msg);
	am_show_json(&msg, am_slice_of(shape->name), &j);
	(void)snprintf(label, sizeof(label), "%s;%s;%zu", shape->name, where,
		       mail.len);
	CALLGRIND_DUMP_STATS_AT(label);
	am_arena_free(arena);
	am_buf_free(&out);
	am_buf_free(&mail);
}

static bool
is_asked(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc <= 1;
}

int
main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		const struct shape *shape = &shapes[i];

		if (!is_asked(shape->name, argc, argv))
			continue;
		for (size_t twice = 1; twice <= 2 && shape->below > 0; twice++)
			count(shape, shape->below * twice, "below");
		for (size_t twice = 1; twice <= 2 && shape->across > 0; twice++)
			count(shape, shape->across * twice, "across");
	}
	return 0;
}
