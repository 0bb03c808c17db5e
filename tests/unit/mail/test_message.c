/* SPDX-License-Identifier: MIT */
#include "amends/message.h"

#include "amends/clock.h"
#include "mail_unit.h"

static struct am_message
parse(const char *mail)
{
	struct am_message msg;

	am_message_parse(arena, unit_slice(mail), NULL, &msg);
	return msg;
}

static const struct {
	const char *mail;
	const char *name;
	const char *address;
} from_rows[] = {
	{ "From: Ann <a@b.example>\nReply-To: c@d.example\n\n", "Ann",
	  "a@b.example" },
	{ "From: ???\nFrom: Ann <a@b.example>\n\n", "Ann", "a@b.example" },
	{ "From: Nobody, Ann <a@b.example>\n\n", "Nobody, Ann", "a@b.example" },
	{ "From: Ann\nReply-To: <c@d.example>\n\n", "Ann", "c@d.example" },
	{ "From: Ann\nReturn-Path: <e@f.example>\n\n", "Ann", "e@f.example" },
	{ "Reply-To: C <c@d.example>\n\n", "C", "c@d.example" },
	{ "From: root\n\n", "root", "" },
	{ "\n", "", "" },
};

START_TEST(from_is_the_first_address_that_can_be_one)
{
	struct am_message msg = parse(from_rows[_i].mail);

	unit_assert_slice(msg.from.name, from_rows[_i].name);
	unit_assert_slice(msg.from.address, from_rows[_i].address);
}
END_TEST

START_TEST(an_empty_return_path_is_there_and_empty)
{
	struct am_message msg = parse("Return-Path: <>\n\n");

	ck_assert(msg.has_return_path);
	unit_assert_slice(msg.return_path, "");
	msg = parse("Return-Path: <a@b>\n\n");
	ck_assert(msg.has_return_path);
	unit_assert_slice(msg.return_path, "a@b");
	msg = parse("Subject: x\n\n");
	ck_assert(!msg.has_return_path);
}
END_TEST

START_TEST(raw_header_text_is_in_the_charset_of_the_mail)
{
	struct am_message msg = parse("Subject: 10 \xA4\nX-Y: \xA4\n"
				      "Content-Type: text/plain; "
				      "charset=iso-8859-15\n\n");
	struct am_slice value;

	unit_assert_slice(msg.subject, "10 \xE2\x82\xAC");
	ck_assert(am_message_header(&msg, arena, "x-y", 0, &value));
	unit_assert_slice(value, "\xE2\x82\xAC");
	ck_assert(am_message_field(&msg, arena, "x-y", 0, &value));
	unit_assert_slice(value, "\xA4");
}
END_TEST

START_TEST(fields_are_found_by_name_and_number)
{
	struct am_message msg =
		parse("X: one\nx: =?utf-8?Q?two?=\n\tmore\nY: z\n\n");
	struct am_slice value;

	ck_assert(am_message_field(&msg, arena, "X", 0, &value));
	unit_assert_slice(value, "one");
	ck_assert(am_message_field(&msg, arena, "X", 1, &value));
	unit_assert_slice(value, "=?utf-8?Q?two?= more");
	ck_assert(am_message_header(&msg, arena, "X", 1, &value));
	unit_assert_slice(value, "two more");
	ck_assert(!am_message_field(&msg, arena, "X", 2, &value));
	ck_assert(!am_message_header(&msg, arena, "Z", 0, &value));
}
END_TEST

#define ALTERNATIVE(a, b)                                            \
	"Content-Type: multipart/alternative; boundary=b\n\n--b\n" a \
	"\n--b\n" b "\n--b--\n"
#define PLAIN "Content-Type: text/plain\n\n"
#define HTML  "Content-Type: text/html\n\n"

/* The text that is read; alternatives say their kind. */
static const struct {
	const char *mail;
	const char *want;
} choice_rows[] = {
	{ ALTERNATIVE(PLAIN "plain words", HTML "<p>html words</p>"),
	  "plain words" },
	{ ALTERNATIVE(HTML "<p>html words</p>", PLAIN "plain words"),
	  "plain words" },
	{ ALTERNATIVE(PLAIN, HTML "<p>html words</p>"), "html words" },
	{ ALTERNATIVE(PLAIN "See the HTML part.",
		      HTML "<p>The parcel has not come, and I have written to "
			   "you three times now.</p>"),
	  "The parcel has not come, and I have written to you three times "
	  "now." },
	{ ALTERNATIVE(PLAIN "plain words", "Content-Type: text/calendar\n\nx"),
	  "plain words" },
	{ ALTERNATIVE(
		  PLAIN "plain words",
		  "Content-Type: multipart/related; boundary=c\n\n--c\n" HTML
		  "<p>html words</p>\n--c\nContent-Type: image/png\n\nx\n"
		  "--c--\n"),
	  "plain words" },
	{ ALTERNATIVE(PLAIN, PLAIN), "" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n"
	  "Content-Type: application/pdf\n\nx\n--b\n\ntwo\n--b--\n",
	  "one\n\ntwo" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n"
	  "Content-Disposition: attachment\n\ntwo\n--b--\n",
	  "one" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	  "Content-Type: text/plain; name=a.txt\n\none\n--b\n"
	  "Content-Type: text/plain; name=b.txt\n\ntwo\n--b--\n",
	  "one" },
	{ "Content-Disposition: attachment\n\none", "one" },
	{ "Content-Type: multipart/mixed\n\none", "one" },
	{ "Content-Type: image/png\n\none", "" },
};

START_TEST(the_part_that_says_most_is_read_and_attachments_are_not)
{
	struct am_message msg = parse(choice_rows[_i].mail);

	unit_assert_slice(am_slice_trim(msg.text), choice_rows[_i].want);
	unit_assert_slice(am_slice_trim(msg.new_text), choice_rows[_i].want);
}
END_TEST

START_TEST(an_attached_message_counts_as_quoted)
{
	struct am_message msg =
		parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
		      "Please see below.\n--b\nContent-Type: message/rfc822\n\n"
		      "Subject: old\n\nold words\n--b--\n");

	unit_assert_slice(am_slice_trim(msg.new_text), "Please see below.");
	unit_assert_slice(am_slice_trim(msg.quoted),
			  "Subject: old\n\nold words");
	unit_assert_slice(am_slice_trim(msg.text),
			  "Please see below.\n\nSubject: old\n\nold words");
	ck_assert_uint_eq(msg.n_parts, 3);
}
END_TEST

START_TEST(what_bounces_bring_is_there_to_be_looked_at)
{
	struct am_message msg = parse(
		"Content-Type: multipart/report; boundary=b\n\n--b\n\nIt failed."
		"\n--b\nContent-Type: message/delivery-status\n"
		"Content-Transfer-Encoding: quoted-printable\n\n"
		"Reporting-MTA: dns; mx=2Eexample\r\n\r\nAction: failed\n--b\n"
		"Content-Type: text/rfc822-headers\n\nSubject: old\nFrom: "
		"a@b.example\nIn-Reply-To: <x@y>\n--b--\n");
	const struct am_attached *inner;
	struct am_slice raw;

	ck_assert_uint_eq(msg.n_parts, 3);
	unit_assert_slice(msg.parts[1].report,
			  "Reporting-MTA: dns; mx.example\n\nAction: failed");
	ck_assert(msg.parts[0].is_read && !msg.parts[1].is_read);
	ck_assert_uint_eq(msg.n_attached, 1);
	inner = &msg.attached[0];
	unit_assert_slice(inner->subject, "old");
	unit_assert_slice(inner->from.address, "a@b.example");
	ck_assert(inner->is_header_only);
	ck_assert_uint_eq(inner->part, 2);
	ck_assert_int_eq(inner->date_utc, AM_NO_TIME);
	ck_assert_uint_eq(inner->n_fields, 3);
	raw = inner->fields[2].raw;
	unit_assert_slice(am_slice_trim(raw), "<x@y>");
}
END_TEST

START_TEST(attached_messages_are_limited)
{
	struct am_buf mail = { 0 };
	struct am_message msg;

	am_buf_puts(&mail, "Content-Type: multipart/digest; boundary=b\n\n");
	for (int i = 0; i <= AM_ATTACHED_MAX; i++)
		am_buf_puts(&mail, "--b\n\nSubject: x\n\nwords\n");
	am_message_parse(arena, am_buf_slice(&mail), NULL, &msg);
	ck_assert_uint_eq(msg.n_attached, AM_ATTACHED_MAX);
	ck_assert(msg.is_cut);
	unit_assert_slice(msg.notes.items[0], "limit: attached messages");
	am_buf_free(&mail);
}
END_TEST

START_TEST(decoded_text_is_limited_in_all)
{
	struct am_buf mail = { 0 };
	struct am_message msg;

	am_buf_puts(&mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int part = 0; part < 6; part++) {
		am_buf_puts(&mail, "--b\n\n");
		for (int i = 0; i < 50000; i++)
			am_buf_puts(&mail, "all day long\n");
	}
	am_buf_puts(&mail, "--b--\n");
	am_message_parse(arena, am_buf_slice(&mail), NULL, &msg);
	ck_assert(msg.is_cut);
	unit_assert_slice(msg.notes.items[0], "limit: text");
	ck_assert_uint_le(msg.text.len, AM_TEXT_MAX_BYTES);
	ck_assert_uint_eq(msg.n_parts, 6);
	am_buf_free(&mail);
}
END_TEST

START_TEST(a_date_that_cannot_be_read_is_none)
{
	ck_assert_int_eq(parse("Date: soon\n\n").date_utc, AM_NO_TIME);
	ck_assert_int_eq(parse("\n").date_utc, AM_NO_TIME);
	ck_assert_int_eq(
		parse("Date: Fri, 20 Nov 2026 10:00:00 +0000\n\n").date_utc,
		1795168800);
}
END_TEST

START_TEST(every_recipient_field_may_name_us)
{
	static const char *const mails[] = {
		"To: x@y.example, HELP@example.com\n\n",
		"To: x@y.example\nTo: help@example.com\n\n",
		"Cc: Help <help@example.com>\n\n",
		"Bcc: help@example.com\n\n",
		"Resent-To: help@example.com\n\n",
		"Resent-Cc: help@example.com\n\n",
		"Resent-Bcc: help@example.com\n\n",
	};
	struct am_slice ours = unit_slice("help@example.com");
	struct am_inbox inbox = { .addresses = { &ours, 1 } };
	struct am_message msg;

	for (int i = 0; i < UNIT_COUNT(mails); i++) {
		msg = parse(mails[i]);
		ck_assert_msg(am_message_is_to_us(&msg, arena, &inbox), "%s",
			      mails[i]);
	}
	msg = parse("To: other@example.com\nX-To: help@example.com\n\n");
	ck_assert(!am_message_is_to_us(&msg, arena, &inbox));
}
END_TEST

START_TEST(the_mail_itself_is_not_written_to)
{
	static const char mail[] = "Subject: a\r\n b\r\n\r\nc\r\n";
	struct am_slice copy = am_arena_dup(arena, unit_slice(mail));
	struct am_message msg;

	am_message_parse(arena, copy, NULL, &msg);
	unit_assert_slice(copy, mail);
	ck_assert_ptr_eq(msg.fields[0].name.ptr, copy.ptr);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("message");

	tcase_add_loop_test(tcase, from_is_the_first_address_that_can_be_one, 0,
			    UNIT_COUNT(from_rows));
	tcase_add_test(tcase, an_empty_return_path_is_there_and_empty);
	tcase_add_test(tcase, raw_header_text_is_in_the_charset_of_the_mail);
	tcase_add_test(tcase, fields_are_found_by_name_and_number);
	tcase_add_loop_test(
		tcase, the_part_that_says_most_is_read_and_attachments_are_not,
		0, UNIT_COUNT(choice_rows));
	tcase_add_test(tcase, an_attached_message_counts_as_quoted);
	tcase_add_test(tcase, what_bounces_bring_is_there_to_be_looked_at);
	tcase_add_test(tcase, attached_messages_are_limited);
	tcase_add_test(tcase, decoded_text_is_limited_in_all);
	tcase_add_test(tcase, a_date_that_cannot_be_read_is_none);
	tcase_add_test(tcase, every_recipient_field_may_name_us);
	tcase_add_test(tcase, the_mail_itself_is_not_written_to);
	return unit_main("message", tcase);
}
