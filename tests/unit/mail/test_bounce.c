/* SPDX-License-Identifier: MIT */
#include "mail_unit.h"

static void
parse(const char *mail, struct am_message *out)
{
	struct am_slice ours = AM_SLICE_LIT("support@shop.example");
	struct am_inbox inbox = { .addresses = { &ours, 1 } };

	am_message_parse(arena, am_slice_of(mail),
			 &(struct am_reading){ .inbox = &inbox }, out);
}

static const char *
joined(const struct am_slices *list)
{
	struct am_slice out = { NULL, 0 };

	for (size_t i = 0; i < list->count; i++)
		out = am_arena_printf(arena, "%.*s%s%.*s", AM_SLICE_ARG(out),
				      i > 0 ? " " : "",
				      AM_SLICE_ARG(list->items[i]));
	return am_arena_str(arena, out);
}

/* What a mail server writes, without any report, and what it tells. */
static const struct {
	const char *words;
	const char *failed;
	const char *status;
	const char *diagnostic;
} servers[] = {
	{ "<ann@x.example>: host mx.x.example[192.0.2.1] said: 550 5.1.1\n"
	  "    <ann@x.example>: User unknown (in reply to RCPT TO command)\n",
	  "ann@x.example", "5.1.1",
	  "<ann@x.example>: host mx.x.example[192.0.2.1] said: 550 5.1.1 "
	  "<ann@x.example>: User unknown (in reply to RCPT TO command)" },
	{ "   ----- The following addresses had permanent fatal errors -----\n"
	  "<ann@x.example>\n\n"
	  "   ----- Transcript of session follows -----\n"
	  "550 5.2.1 Mailbox disabled\n",
	  "ann@x.example", "5.2.1", "550 5.2.1 Mailbox disabled" },
	{ "Your message\n\n  To:      list@y.example\n"
	  "  Subject: Order\n\ndid not reach the following recipient(s):\n\n"
	  "c=US;a= ;p=Y;dda:SMTP=ann@x.example; on Fri, 4 Oct 2002\n"
	  "    The recipient name is not recognized\n",
	  "ann@x.example", "", "The recipient name is not recognized" },
	{ "Your message was not delivered to:\n\n  ann@x.example\n\n"
	  "because:\n\n  User ann not listed in the directory\n",
	  "ann@x.example", "", "User ann not listed in the directory" },
	{ "No. 1:\n- ann@x.example\n  mailbox full\n* bob@x.example\n",
	  "ann@x.example bob@x.example", "", "mailbox full * bob@x.example" },
	{ "Error-for:  ann@x.example\nError-Code: 0\n", "ann@x.example", "",
	  "Error-Code: 0" },
	{ "The mailbox of \"ann@x.example\" is full. Write to "
	  "postmaster@y.example.\n",
	  "ann@x.example", "", "" },
	{ "Mail from support@shop.example to ann@x.example was refused.\n",
	  "ann@x.example", "", "" },
	{ "They accept no mail from list@y.example:\n\n\tscreenname\n", "", "",
	  "" },
	{ "Nobody is named here.\n", "", "", "" },
};

START_TEST(finds_who_failed_in_the_words_of_a_server)
{
	struct am_message msg;

	parse(am_arena_printf(arena,
			      "From: MAILER-DAEMON@y.example\n"
			      "To: support@shop.example\n"
			      "Subject: failure notice\n\n%s",
			      servers[_i].words)
		      .ptr,
	      &msg);
	ck_assert_str_eq(am_bounce_name(msg.bounce.kind), "failed");
	ck_assert_str_eq(joined(&msg.bounce.failed), servers[_i].failed);
	unit_assert_slice(msg.bounce.status, servers[_i].status);
	unit_assert_slice(msg.bounce.diagnostic, servers[_i].diagnostic);
}
END_TEST

/* Status numbers, and what looks like one. */
static const struct {
	const char *line;
	const char *status;
} numbers[] = {
	{ "(#5.1.1)", "5.1.1" },
	{ "said: 451-4.7.650 Later", "4.7.650" },
	{ "5.7.26", "5.7.26" },
	{ "see 192.0.5.1.1", "" },
	{ "5.1.1.1", "" },
	{ "version v5.1.1", "" },
	{ "2.0.0 is no failure", "" },
	{ "5.12.1 has no such class", "" },
	{ "5.1.", "" },
};

START_TEST(knows_a_status_number_from_other_numbers)
{
	struct am_message msg;

	parse(am_arena_printf(arena,
			      "From: MAILER-DAEMON@y.example\n\nann@x.example "
			      "%s\n",
			      numbers[_i].line)
		      .ptr,
	      &msg);
	unit_assert_slice(msg.bounce.status, numbers[_i].status);
}
END_TEST

START_TEST(names_at_most_twenty_and_each_once)
{
	struct am_buf mail = { 0 };
	struct am_message msg;

	am_buf_puts(&mail, "From: MAILER-DAEMON@y.example\n\n");
	for (int i = 0; i < 30; i++)
		am_buf_printf(&mail, "a%d@x.example\nA%d@X.example\n", i, i);
	parse(mail.ptr, &msg);
	ck_assert_uint_eq(msg.bounce.failed.count, AM_BOUNCE_ADDRESSES_MAX);
	unit_assert_slice(msg.bounce.failed.items[19], "a19@x.example");
	am_buf_free(&mail);
}
END_TEST

START_TEST(keeps_what_a_server_said_short)
{
	struct am_buf mail = { 0 };
	struct am_message msg;

	am_buf_puts(&mail, "From: MAILER-DAEMON@y.example\n\n550 ");
	for (int i = 0; i < 400; i++)
		am_buf_puts(&mail, "\xc3\xa4\x01 ");
	parse(mail.ptr, &msg);
	ck_assert_uint_le(msg.bounce.diagnostic.len, AM_BOUNCE_TEXT_MAX);
	ck_assert_uint_gt(msg.bounce.diagnostic.len, AM_BOUNCE_TEXT_MAX - 8);
	ck_assert(am_utf8_valid(msg.bounce.diagnostic));
	am_buf_free(&mail);
}
END_TEST

START_TEST(says_nothing_of_mail_that_is_no_bounce)
{
	struct am_message msg;

	parse("From: ann@x.example\nSubject: 550 5.1.1 ann@x.example\n\n"
	      "Final-Recipient: rfc822; ann@x.example\nAction: failed\n",
	      &msg);
	ck_assert_int_eq(msg.bounce.kind, AM_BOUNCE_NONE);
	ck_assert_uint_eq(msg.bounce.failed.count, 0);
}
END_TEST

START_TEST(reads_a_report_that_stands_in_the_words)
{
	struct am_message msg;

	parse("From: MAILER-DAEMON@y.example\nSubject: Delayed\n\n"
	      "Final-Recipient: rfc822; ann@x.example\nAction: delayed\n"
	      "Status: 4.4.1\n",
	      &msg);
	ck_assert_str_eq(am_bounce_name(msg.bounce.kind), "delayed");
	ck_assert_str_eq(joined(&msg.bounce.failed), "ann@x.example");
}
END_TEST

int
main(void)
{
	TCase *tc = mail_unit_case("bounce");

	tcase_add_loop_test(tc, finds_who_failed_in_the_words_of_a_server, 0,
			    UNIT_COUNT(servers));
	tcase_add_loop_test(tc, knows_a_status_number_from_other_numbers, 0,
			    UNIT_COUNT(numbers));
	tcase_add_test(tc, names_at_most_twenty_and_each_once);
	tcase_add_test(tc, keeps_what_a_server_said_short);
	tcase_add_test(tc, says_nothing_of_mail_that_is_no_bounce);
	tcase_add_test(tc, reads_a_report_that_stands_in_the_words);
	return unit_main("bounce", tc);
}
