/* SPDX-License-Identifier: MIT */
#include "mail_unit.h"

/* Header fields of a mail to us, and what they make it. */
static const struct {
	const char *fields;
	enum am_origin origin;
	const char *why;
} mails[] = {
	{ "From: Ann <ann@customer.example>\nSubject: Where is it?\n",
	  AM_PERSON, "no sign of a machine" },
	{ "From: ann@customer.example\nAuto-Submitted: no\n", AM_PERSON,
	  "no sign of a machine" },
	{ "From: ann@customer.example\nAuto-Submitted: No (a person)\n",
	  AM_PERSON, "no sign of a machine" },
	{ "From: ann@customer.example\nX-Auto-Response-Suppress: All\n",
	  AM_PERSON, "no sign of a machine" },
	{ "From: ann@customer.example\nSubject: Out of office hours you never "
	  "answer\n",
	  AM_PERSON, "no sign of a machine" },
	{ "From: ann@customer.example\nSubject: Re: Out of office\n"
	  "In-Reply-To: <1@x.example>\n",
	  AM_PERSON, "no sign of a machine" },
	{ "From: postmaster@customer.example\nSubject: Our contract\n",
	  AM_PERSON, "no sign of a machine" },
	{ "From: noreply@forms.example\nReply-To: ann@customer.example\n",
	  AM_PERSON, "no sign of a machine" },
	{ "From: ann@customer.example\nPrecedence: first-class\n", AM_PERSON,
	  "no sign of a machine" },

	{ "From: ann@customer.example\nAuto-Submitted: auto-replied\n",
	  AM_AUTOMATIC, "Auto-Submitted: auto-replied" },
	{ "From: ann@customer.example\n"
	  "AUTO-SUBMITTED: (x(y)) Auto-Generated; z=1\n",
	  AM_AUTOMATIC, "Auto-Submitted: Auto-Generated" },
	{ "From: ann@customer.example\nAuto-Submitted: no\n"
	  "Auto-Submitted: x-robot\n",
	  AM_AUTOMATIC, "Auto-Submitted: x-robot" },
	{ "From: ann@customer.example\nX-Autoreply: yes\n", AM_AUTOMATIC,
	  "X-Autoreply" },
	{ "From: ann@customer.example\nDelivered-To: Autoresponder\n",
	  AM_AUTOMATIC, "Delivered-To: autoresponder" },
	{ "From: ann@customer.example\nPrecedence: Junk\n", AM_AUTOMATIC,
	  "Precedence: junk" },
	{ "From: ann@customer.example\nX-Precedence: auto_reply\n",
	  AM_AUTOMATIC, "X-Precedence: auto_reply" },
	{ "From: ann@customer.example\nSubject: Automatic reply: Order\n"
	  "X-Auto-Response-Suppress: All\n",
	  AM_AUTOMATIC, "Subject of an absence and X-Auto-Response-Suppress" },
	{ "From: ann@customer.example\nSubject: Abwesenheit: Urlaub\n"
	  "In-Reply-To: <1@x.example>\n",
	  AM_AUTOMATIC, "Subject of an absence and In-Reply-To" },
	{ "Return-Path: <>\nFrom: ann@customer.example\n"
	  "Subject: Out of Office\n",
	  AM_AUTOMATIC, "Subject of an absence and Return-Path: <>" },
	{ "From: no-reply@shop.example\nSubject: Receipt\n", AM_AUTOMATIC,
	  "From: no-reply@shop.example" },

	{ "From: ann@customer.example\nList-Id: <users.lists.example>\n",
	  AM_LIST, "List-Id" },
	{ "From: news@shop.example\nList-Unsubscribe: <https://x.example>\n"
	  "Precedence: bulk\n",
	  AM_LIST, "List-Unsubscribe (newsletter)" },
	{ "From: ann@customer.example\nPrecedence: list\n", AM_LIST,
	  "Precedence: list" },
	{ "From: ann@customer.example\nMailing-List: contact x@y.example\n",
	  AM_LIST, "Mailing-List (discussion)" },

	{ "From: x@y.example\nContent-Type: multipart/report; "
	  "report-type=delivery-status; boundary=B\n",
	  AM_BOUNCE, "Content-Type: multipart/report" },
	{ "From: x@y.example\nContent-Type: MULTIPART/Report; "
	  "report-type=\"feedback-report\"; boundary=B\n",
	  AM_BOUNCE, "Content-Type: multipart/report" },
	{ "From: x@y.example\nContent-Type: message/delivery-status\n",
	  AM_BOUNCE, "message/delivery-status" },
	{ "From: MAILER-DAEMON@mx.example (Mail Delivery System)\n", AM_BOUNCE,
	  "From: MAILER-DAEMON@mx.example" },
	{ "Return-Path: <>\nFrom: postmaster@mx.example\n", AM_BOUNCE,
	  "From: postmaster@mx.example" },
	{ "From: postmaster@mx.example\nSubject: Undeliverable: Order\n",
	  AM_BOUNCE, "Subject of a mail server" },
	{ "From: x@mx.example\nX-Failed-Recipients: bob@y.example\n", AM_BOUNCE,
	  "X-Failed-Recipients" },

	{ "From: ann@customer.example\nContent-Type: text/calendar; "
	  "method=REQUEST\n",
	  AM_CALENDAR, "text/calendar (invitation)" },
	{ "From: ann@customer.example\n"
	  "Content-Class: urn:content-classes:calendarmessage\n",
	  AM_CALENDAR, "Content-Class" },

	{ "From: Help <support@shop.example>\n", AM_OWN,
	  "From: support@shop.example" },
	/* our own answer that came back */
	{ "From: support@shop.example\nAuto-Submitted: auto-replied\n",
	  AM_AUTOMATIC, "Auto-Submitted: auto-replied" },
};

/* A vacation notice as programs of that language begin it. */
static const char *const absences[] = {
	"Automatic reply: Order",
	"Out of Office: Order",
	"Abwesenheitsnotiz: Bestellung",
	"Automatische Antwort: Bestellung",
	"R\xc3\xa9ponse automatique : Commande",
	"Respuesta autom\xc3\xa1tica: Pedido",
	"Risposta automatica: Ordine",
	"Resposta autom\xc3\xa1tica: Pedido",
	"Automatisch antwoord: Bestelling",
	"Automatiskt svar: Order",
	"Automatisk svar: Ordre",
	"Frav\xc3\xa6rsmelding: Ordre",
	"Odpowied\xc5\xba automatyczna: Zam\xc3\xb3wienie",
	"Automatick\xc3\xa1 odpov\xc4\x9b\xc4\x8f: Objedn\xc3\xa1vka",
	"\xd0\x90\xd0\xb2\xd1\x82\xd0\xbe\xd0\xbc\xd0\xb0\xd1\x82"
	"\xd0\xb8\xd1\x87\xd0\xb5\xd1\x81\xd0\xba\xd0\xb8\xd0\xb9 "
	"\xd0\xbe\xd1\x82\xd0\xb2\xd0\xb5\xd1\x82: 1",
	"\xe8\x87\xaa\xe5\x8b\x95\xe5\xbf\x9c\xe7\xad\x94: 1",
	"[Auto-Reply] Order",
};

static void
parse(const char *fields, const char *body, struct am_message *out)
{
	struct am_slice ours = AM_SLICE_LIT("support@shop.example");
	struct am_inbox inbox = { .addresses = { &ours, 1 } };

	am_message_parse(arena, am_arena_printf(arena, "%s\n%s", fields, body),
			 &(struct am_reading){ .inbox = &inbox }, out);
}

START_TEST(says_what_sent_a_mail_and_how_it_knows)
{
	struct am_message msg;

	parse(mails[_i].fields, "Text.\n", &msg);
	ck_assert_str_eq(am_origin_name(msg.origin),
			 am_origin_name(mails[_i].origin));
	unit_assert_slice(msg.origin_why, mails[_i].why);
}
END_TEST

START_TEST(takes_a_bounce_that_a_person_forwards_for_theirs)
{
	struct am_message msg;

	parse("From: ann@customer.example\n"
	      "Content-Type: multipart/mixed; boundary=B\n",
	      "--B\n\nWhat is this?\n--B\n"
	      "Content-Type: message/delivery-status\n\nAction: failed\n"
	      "--B--\n",
	      &msg);
	ck_assert_str_eq(am_origin_name(msg.origin), "person");
}
END_TEST

START_TEST(sees_an_invitation_among_the_parts)
{
	struct am_message msg;

	parse("From: ann@customer.example\n"
	      "Content-Type: multipart/alternative; boundary=B\n",
	      "--B\n\nMeeting\n--B\nContent-Type: text/calendar\n\n"
	      "BEGIN:VCALENDAR\n--B--\n",
	      &msg);
	ck_assert_str_eq(am_origin_name(msg.origin), "calendar");
}
END_TEST

START_TEST(leaves_an_attached_calendar_to_the_person_who_sent_it)
{
	struct am_message msg;

	parse("From: ann@customer.example\n"
	      "Content-Type: multipart/mixed; boundary=B\n",
	      "--B\n\nMy booking is wrong.\n--B\nContent-Type: text/calendar\n"
	      "Content-Disposition: attachment; filename=b.ics\n\n"
	      "BEGIN:VCALENDAR\n--B--\n",
	      &msg);
	ck_assert_str_eq(am_origin_name(msg.origin), "person");
}
END_TEST

START_TEST(knows_a_vacation_notice_in_many_languages)
{
	struct am_message msg;

	parse(am_arena_printf(arena,
			      "From: ann@customer.example\nSubject: %s\n"
			      "X-Auto-Response-Suppress: All\n",
			      absences[_i])
		      .ptr,
	      "I am away.\n", &msg);
	ck_assert_str_eq(am_origin_name(msg.origin), "automatic");
}
END_TEST

int
main(void)
{
	TCase *tc = mail_unit_case("origin");

	tcase_add_loop_test(tc, says_what_sent_a_mail_and_how_it_knows, 0,
			    UNIT_COUNT(mails));
	tcase_add_test(tc, takes_a_bounce_that_a_person_forwards_for_theirs);
	tcase_add_test(tc, sees_an_invitation_among_the_parts);
	tcase_add_test(tc,
		       leaves_an_attached_calendar_to_the_person_who_sent_it);
	tcase_add_loop_test(tc, knows_a_vacation_notice_in_many_languages, 0,
			    UNIT_COUNT(absences));
	return unit_main("origin", tc);
}
