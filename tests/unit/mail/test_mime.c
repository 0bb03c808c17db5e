/* SPDX-License-Identifier: MIT */
#include "mime.h"

#include "mail_unit.h"

/* `want` is "depth type" of each leaf and its body in (), with blanks. */
static const struct {
	const char *mail;
	const char *want;
} rows[] = {
	{ "A: b\n\nbody\n", "0 text/plain (body\n)" },
	{ "", "0 text/plain ()" },
	{ "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b\n"
	  "Content-Type: text/html\n\ntwo\n\n--b--\npost\n",
	  "1 text/plain (one) 1 text/html (two\n)" },
	{ "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n"
	  "--b--\r\n",
	  "1 text/plain (one)" },
	{ "Content-Type: multipart/mixed; boundary=b\r\r--b\r\rone\r--b--\r",
	  "1 text/plain (one)" },
	/* the last delimiter is not closed, with and without a part */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b",
	  "1 text/plain (one)" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none",
	  "1 text/plain (one)" },
	/* what is closed stays closed */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n"
	  "--b\n\ntwo\n",
	  "1 text/plain (one)" },
	/* no delimiter, no boundary, a useless boundary */
	{ "Content-Type: multipart/mixed; boundary=b\n\none\n",
	  "0 multipart/mixed (one\n)" },
	{ "Content-Type: multipart/mixed\n\none\n",
	  "0 multipart/mixed (one\n)" },
	{ "Content-Type: multipart/mixed; boundary=\"\"\n\none\n",
	  "0 multipart/mixed (one\n)" },
	/* blanks behind a delimiter, longer lines that only begin like one */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b \t\n\n--bc\n"
	  "-- b\n--\n--b-- \n",
	  "1 text/plain (--bc\n-- b\n--)" },
	{ "Content-Type: multipart/mixed; boundary=\"b \"\n\n--b\n\none\n"
	  "--b--",
	  "1 text/plain (one)" },
	/* an outer delimiter ends inner parts that were not closed */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
	  "multipart/alternative; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--c\n"
	  "\n--b--\n",
	  "2 text/plain (one) 1 text/plain (two\n--c\n)" },
	{ "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\n"
	  "one\n--b--\n",
	  "1 message/rfc822 (Subject: x\n\none) 2 text/plain (one)" },
	{ "Content-Type: message/news\n\nSubject: x\n\none",
	  "0 message/news (Subject: x\n\none) 1 text/plain (one)" },
	/* a message in a message, and one that was sent encoded */
	{ "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n"
	  "A: b\n\nx",
	  "0 message/rfc822 (Content-Type: message/rfc822\n\nA: b\n\nx) "
	  "1 message/rfc822 (A: b\n\nx) 2 text/plain (x)" },
	{ "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
	  "QTogYgoKeA==",
	  "0 message/rfc822 (QTogYgoKeA==) 1 text/plain (x)" },
	{ "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
	  "A: b\n\nx y",
	  "0 message/rfc822 (A: b\n\nx y) 1 text/plain (x y)" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	  "Content-Type: message/rfc822\n"
	  "Content-Transfer-Encoding: quoted-printable\n\nContent-Type: "
	  "multipart/mixed; boundary=3Dc\n\n--c\n\n=\none\n--b\n\n"
	  "two\n--b--",
	  "1 message/rfc822 (Content-Type: multipart/mixed; "
	  "boundary=3Dc\n\n--c\n\n=\none) 3 text/plain (one) "
	  "1 text/plain (two)" },
	/* a multipart that was sent encoded: "--b\n\none\n--b--" */
	{ "Content-Type: multipart/mixed; boundary=b\n"
	  "Content-Transfer-Encoding: base64\n\nLS1iCgpvbmUKLS1iLS0=\n",
	  "1 text/plain (one)" },
	/* no boundary, or another than was declared */
	{ "Content-Type: multipart/mixed\n\npre\n--c\nContent-Type: text/html"
	  "\n\none\n--c\n\ntwo\n--c--\n",
	  "1 text/html (one) 1 text/plain (two)" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
	  "multipart/related; boundary=x\n\n--c\nContent-Type: text/html\n\n"
	  "one\n--c--\n--b\n\ntwo\n--b--\n",
	  "2 text/html (one) 1 text/plain (two)" },
	/* a multipart without any part is a text, also an inner one */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
	  "multipart/related; boundary=x\n\none\n--b--\n",
	  "1 multipart/related (one)" },
	/* one boundary for two levels; the first of another */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
	  "multipart/related; boundary=b\n\n--b\n\none\n--b--\n--b\n"
	  "\ntwo\n--b--\n",
	  "2 text/plain (one) 1 text/plain (two)" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
	  "multipart/related; boundary=bb\n\n--bb\n\none\n--b\n\ntwo",
	  "2 text/plain (one) 1 text/plain (two)" },
	/* a part with a header after the end, but no other text */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n"
	  "post\n--b\nContent-Type: text/html\n\ntwo\n--b--\n",
	  "1 text/plain (one) 1 text/html (two)" },
	/* line ends of every kind; a part with bare CR among others */
	{ "Content-Type: multipart/mixed; boundary=b\r\r\n\r\r\n--b\r\r\n"
	  "\r\r\none\r\r\n--b--\r\r\n",
	  "1 text/plain (one)" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\r\rone\r--b\n\n"
	  "two\n--b--\n",
	  "1 text/plain (one) 1 text/plain (two)" },
	/* a part whose header no empty line ends */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
	  "text/html\n<p>one two\n--b--\n",
	  "1 text/html (<p>one two)" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	  "Content-Type: message/rfc822\n\nFrom x y\nContent-Type: "
	  "multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--",
	  "1 message/rfc822 (From x y\nContent-Type: multipart/mixed; "
	  "boundary=c\n\n--c\n\none) 3 text/plain (one) 1 text/plain (two)" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\nx\n--b--",
	  "1 text/plain () 1 text/plain (x)" },
	{ "Content-Type: TEXT; charset=x\n\nx", "0 text/plain (x)" },
	{ "Content-Type: te\xFFxt/\x01\n\nx", "0 text/plain (x)" },
};

static void
split(struct am_slice mail, struct am_message *msg, struct am_mime *mime)
{
	struct am_header header;
	struct am_notes notes;
	char eol = am_mail_eol(mail);

	am_notes_start(&notes, arena, msg);
	am_header_split(arena, mail, eol, &header);
	am_mime_split(arena, mail, eol, &header, &notes, mime);
}

static struct am_slice
leaves_text(const struct am_mime *mime)
{
	struct am_buf text = { 0 };
	struct am_slice out;

	for (size_t i = 0; i < mime->count; i++) {
		const struct am_node *node = &mime->nodes[i];

		if (node->is_multipart)
			continue;
		ck_assert_uint_eq(node->part.bytes, node->body.len);
		am_buf_printf(&text, "%s%d %.*s (%.*s)",
			      text.len > 0 ? " " : "", node->part.depth,
			      AM_SLICE_ARG(node->part.type),
			      AM_SLICE_ARG(node->body));
	}
	out = am_arena_dup(arena, am_buf_slice(&text));
	am_buf_free(&text);
	return out;
}

START_TEST(parts_are_found_with_their_bytes)
{
	struct am_message msg = { 0 };
	struct am_mime mime;

	split(unit_slice(rows[_i].mail), &msg, &mime);
	unit_assert_slice(leaves_text(&mime), rows[_i].want);
	ck_assert(!msg.is_cut);
}
END_TEST

static void
assert_limit(struct am_buf *mail, const char *note)
{
	struct am_message msg = { 0 };
	struct am_mime mime;

	split(am_buf_slice(mail), &msg, &mime);
	ck_assert(msg.is_cut);
	ck_assert_uint_eq(msg.notes.count, 1);
	unit_assert_slice(msg.notes.items[0], note);
	ck_assert_uint_le(mime.count, AM_MIME_MAX_PARTS);
	am_buf_free(mail);
}

START_TEST(depth_is_limited)
{
	struct am_buf mail = { 0 };

	for (int i = 0; i <= AM_MIME_MAX_DEPTH; i++)
		am_buf_printf(&mail,
			      "Content-Type: multipart/mixed; boundary=b%d\n\n"
			      "--b%d\n",
			      i, i);
	assert_limit(&mail, "limit: mime depth");
}
END_TEST

START_TEST(parts_are_limited)
{
	struct am_buf mail = { 0 };

	am_buf_puts(&mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i <= AM_MIME_MAX_PARTS; i++)
		am_buf_puts(&mail, "--b\n\nx\n");
	assert_limit(&mail, "limit: mime parts");
}
END_TEST

START_TEST(messages_count_as_levels)
{
	struct am_buf mail = { 0 };

	for (int i = 0; i <= AM_MIME_MAX_DEPTH; i++)
		am_buf_puts(&mail, "Content-Type: message/rfc822\n\n");
	assert_limit(&mail, "limit: mime depth");
}
END_TEST

START_TEST(what_is_decoded_to_be_taken_apart_is_limited)
{
	struct am_buf mail = { 0 };

	am_buf_puts(&mail, "Content-Type: message/rfc822\n"
			   "Content-Transfer-Encoding: base64\n\nQTogYgoK");
	while (mail.len < 2UL * AM_TEXT_MAX_BYTES)
		am_buf_puts(&mail, "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\n");
	assert_limit(&mail, "limit: decoded message");
}
END_TEST

START_TEST(boundaries_are_limited)
{
	struct am_buf mail = { 0 };

	am_buf_puts(&mail, "Content-Type: multipart/mixed; boundary=");
	for (int i = 0; i <= AM_BOUNDARY_MAX_BYTES; i++)
		am_buf_putc(&mail, 'b');
	am_buf_puts(&mail, "\n\nx\n");
	assert_limit(&mail, "limit: boundary bytes");
}
END_TEST

static const struct {
	const char *value;
	enum am_encoding want;
} encoding_rows[] = {
	{ "base64", AM_ENC_BASE64 },
	{ "Base64 (or so)", AM_ENC_BASE64 },
	{ "(so) \"base64\"", AM_ENC_BASE64 },
	{ "quoted-printable", AM_ENC_QP },
	{ "quotedprintable", AM_ENC_QP },
	{ "8bit", AM_ENC_NONE },
	{ "x-uuencode", AM_ENC_NONE },
	{ "", AM_ENC_NONE },
	{ "((((", AM_ENC_NONE },
};

START_TEST(transfer_encoding_is_known_by_its_beginning)
{
	struct am_message msg = { 0 };
	struct am_mime mime;

	split(am_arena_printf(arena, "Content-Transfer-Encoding: %s\n\nx",
			      encoding_rows[_i].value),
	      &msg, &mime);
	ck_assert_int_eq(mime.nodes[0].encoding, encoding_rows[_i].want);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("mime");

	tcase_add_loop_test(tcase, parts_are_found_with_their_bytes, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tcase, depth_is_limited);
	tcase_add_test(tcase, parts_are_limited);
	tcase_add_test(tcase, messages_count_as_levels);
	tcase_add_test(tcase, what_is_decoded_to_be_taken_apart_is_limited);
	tcase_add_test(tcase, boundaries_are_limited);
	tcase_add_loop_test(tcase, transfer_encoding_is_known_by_its_beginning,
			    0, UNIT_COUNT(encoding_rows));
	return unit_main("mime", tcase);
}
