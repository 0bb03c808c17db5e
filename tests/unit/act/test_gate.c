/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <string.h>

#include "amends/clock.h"
#include "amends/gate.h"
#include "amends/mem.h"

#define NOW 1795255200 /* 2026-11-21T10:00:00Z */

static struct am_arena *arena;
static struct am_inbox inbox;

#define ANN  "ann@customer.example"
#define AUTH "Authentication-Results: "

/* Each row: what the mail is, its envelope sender (NULL: not known), the
 * header fields that differ, and the gate's word for it. */
static const struct row {
	const char *is;
	const char *sender;
	const char *header;
	const char *reason;
} rows[] = {
	{ "a plain mail", ANN, "", "person" },
	{ "without a known sender", NULL, "", "no-sender" },
	{ "with Return-Path", NULL, "Return-Path: <" ANN ">\n", "person" },
	{ "with an empty Return-Path", NULL, "Return-Path: <>\n",
	  "null-sender" },
	{ "from <>", "", "", "null-sender" },
	{ "from <> in brackets", "<>", "", "null-sender" },
	{ "from MAILER-DAEMON as maildrop says it", "MAILER-DAEMON", "",
	  "null-sender" },

	{ "Auto-Submitted: no", ANN, "Auto-Submitted: no\n", "person" },
	{ "No with a comment", ANN, "Auto-Submitted: No (human; yes)\n",
	  "person" },
	{ "no with a parameter", ANN, "Auto-Submitted: no; x=auto-replied\n",
	  "person" },
	{ "a comment before no", ANN, "Auto-Submitted: (auto-replied) no\n",
	  "person" },
	{ "folded no", ANN, "Auto-Submitted:\n no\n", "person" },
	{ "auto-replied", ANN, "Auto-Submitted: auto-replied\n",
	  "auto-submitted" },
	{ "Auto-Replied in a comment's shadow", ANN,
	  "Auto-Submitted: (no) AUTO-REPLIED; owner=x\n", "auto-submitted" },
	{ "auto-notified", ANN, "Auto-Submitted: auto-notified\n",
	  "auto-submitted" },
	{ "auto-generated (failure)", ANN,
	  "auto-submitted: auto-generated (failure)\n", "auto-submitted" },
	{ "an unknown token", ANN, "Auto-Submitted: x-robot\n",
	  "auto-submitted" },
	{ "an empty Auto-Submitted", ANN, "Auto-Submitted:\n",
	  "auto-submitted" },
	{ "two Auto-Submitted", ANN,
	  "Auto-Submitted: no\nAuto-Submitted: auto-replied\n",
	  "auto-submitted" },

	{ "a bounce with a sender", ANN,
	  "Content-Type: multipart/report; report-type=delivery-status;\n"
	  " boundary=B\n",
	  "report" },
	{ "a read receipt", ANN,
	  "Content-Type: Multipart/Report; boundary=\"B\";\n"
	  " report-type=disposition-notification\n",
	  "report" },
	{ "a bare delivery status", ANN,
	  "Content-Type: message/delivery-status\n", "report" },
	{ "an invitation", ANN, "Content-Type: text/calendar; method=REQUEST\n",
	  "report" },

	{ "List-Id", ANN, "List-Id: <users.lists.example>\n", "list" },
	{ "List-Unsubscribe", ANN,
	  "List-Unsubscribe: <https://x.example/u>\n"
	  "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n",
	  "list" },
	{ "List-Post", ANN, "LIST-POST: NO\n", "list" },
	{ "List-Help", ANN, "List-Help: <mailto:h@x.example>\n", "list" },
	{ "Mailing-List", ANN, "Mailing-List: contact h@x.example\n", "list" },
	{ "Precedence: bulk", ANN, "Precedence: bulk\n", "precedence" },
	{ "Precedence: list", ANN, "Precedence: List\n", "precedence" },
	{ "Precedence: junk", ANN, "Precedence: junk\n", "precedence" },
	{ "Precedence: auto_reply", ANN, "X-Precedence: auto_reply\n",
	  "precedence" },
	{ "Precedence: first-class", ANN, "Precedence: first-class\n",
	  "person" },

	{ "suppress All", ANN, "X-Auto-Response-Suppress: All\n", "suppress" },
	{ "suppress OOF among others", ANN,
	  "X-Auto-Response-Suppress: DR,OOF, NRN\n", "suppress" },
	{ "suppress AutoReply", ANN, "X-Auto-Response-Suppress: autoreply\n",
	  "suppress" },
	{ "suppress receipts only", ANN,
	  "X-Auto-Response-Suppress: DR, RN, NRN\n", "person" },
	{ "X-Autoreply", ANN, "X-Autoreply: yes\n", "responder" },
	{ "X-Autorespond", ANN, "X-Autorespond: Re: hello\n", "responder" },
	{ "an autoresponder's mailer", ANN, "X-Mailer: My Autoresponder 2\n",
	  "responder" },
	{ "X-Spam-Flag", ANN, "X-Spam-Flag: YES\n", "spam" },
	{ "X-Spam-Status: Yes", ANN, "X-Spam-Status: Yes, score=9.1\n",
	  "spam" },
	{ "X-Spam-Status: No", ANN, "X-Spam-Status: No, score=0.1\n",
	  "person" },

	{ "our own X-Loop", ANN, "X-Loop: support@example.com\n", "loop" },
	{ "another's X-Loop", ANN, "X-Loop: other@customer.example\n",
	  "person" },
	{ "our own mark", ANN, "X-Amends-Ack: 1\n", "loop" },
	{ "our own Message-ID", ANN, "Message-ID: <ack.00ff@example.com>\n",
	  "loop" },
	{ "an answer to ours", ANN, "In-Reply-To: <ack.00ff@example.com>\n",
	  "person" },
	{ "the same id of another host", ANN,
	  "Message-ID: <ack.00ff@customer.example>\n", "person" },
	{ "from our own address", "support@example.com", "", "own-address" },
	{ "From our own address", ANN, "From: Help <HELP@example.com>\n",
	  "own-address" },
	{ "our own, detailed and wrapped",
	  "prvs=0123456789=support+x@example.com", "", "own-address" },
	{ "from staff", ANN, "From: Joe <joe@staff.example.com>\n",
	  "own-address" },

	{ "noreply", "noreply@shop.example", "", "role-address" },
	{ "no-reply with detail", ANN, "From: no-reply+ab12@shop.example\n",
	  "role-address" },
	{ "do-not-reply", "do-not-reply@shop.example", "", "role-address" },
	{ "postmaster", "Postmaster@shop.example", "", "role-address" },
	{ "a list's owner", "owner-users@lists.example", "", "role-address" },
	{ "a list's request address", "users-request@lists.example", "",
	  "role-address" },
	{ "a list's bounces", "users-bounces@lists.example", "",
	  "role-address" },
	{ "VERP", "users-bounces+support=example.com@lists.example", "",
	  "role-address" },
	{ "VERP of ezmlm", "users-return-7-support=example.com@lists.example",
	  "", "role-address" },
	{ "a bulk mailer's bounces", "bounces+12-ab@mail.example", "",
	  "role-address" },
	{ "root", "root@server.example", "", "role-address" },
	{ "a small firm's services@", "services@customer.example",
	  "From: Bob <services@customer.example>\n", "person" },
	{ "admin@", "admin@customer.example", "", "person" },
	{ "a name that begins like a role", "bouncer@customer.example", "",
	  "person" },
	{ "BATV", "prvs=0123456789=" ANN, "", "person" },
	{ "SRS", "SRS0=HHH=TT=customer.example=ann@forward.example", "",
	  "person" },
	{ "a bounce address behind SRS",
	  "SRS0=HHH=TT=lists.example=x-bounces@forward.example", "",
	  "role-address" },
	{ "forwarded by Gmail", "ann+caf_=support=example.com@mail.example", "",
	  "person" },

	{ "blind copy", ANN, "To: undisclosed-recipients:;\n", "not-to-us" },
	{ "to others", ANN, "To: other@customer.example\n", "not-to-us" },
	{ "copied to us", ANN,
	  "To: other@customer.example\nCc: Help <help@example.com>\n",
	  "person" },
	{ "resent to us", ANN,
	  "To: other@customer.example\nResent-To: support@example.com\n",
	  "person" },
	{ "to our detailed address", ANN, "To: support+web@example.com\n",
	  "person" },

	{ "dmarc fails", ANN,
	  AUTH "mx.example.com; dmarc=fail header.from=customer.example\n",
	  "forged" },
	{ "dmarc fails in the long form", ANN,
	  AUTH "(x) MX.example.com 1; spf=none;\n dmarc = fail (p=none; x)\n"
	       " header.from=customer.example\n",
	  "forged" },
	{ "dmarc of another host", ANN,
	  AUTH "evil.example; dmarc=fail header.from=customer.example\n",
	  "person" },
	{ "spf and dkim fail", ANN,
	  AUTH "mx.example.com; spf=fail smtp.mailfrom=a.example\n" AUTH
	       "mx.example.com; dkim=fail header.d=b.example\n",
	  "forged" },
	{ "only spf fails", ANN, AUTH "mx.example.com; spf=fail\n", "person" },
	{ "spf fails, dkim of another passes", ANN,
	  AUTH "mx.example.com; spf=fail; dkim=fail; dkim=pass\n", "person" },
	{ "fail below our own Received", ANN,
	  "Received: from mx by imap.example.com (x) with LMTP\n" AUTH
	  "mx.example.com; dmarc=fail\n",
	  "forged" },
	{ "fail below a foreign Received", ANN,
	  "Received: from a by mail.customer.example with ESMTP\n" AUTH
	  "mx.example.com; dmarc=fail\n",
	  "person" },
	{ "a fail in a quoted reason", ANN,
	  AUTH "mx.example.com; spf=pass reason=\"; dmarc=fail x\"\n",
	  "person" },

	{ "an out-of-office subject", ANN,
	  "Subject: Out of office? Nobody answers me\n", "person" },
	{ "an old Date", ANN, "Date: Sat, 21 Nov 2020 10:00:00 +0100\n",
	  "person" },
	{ "a Date to come", ANN, "Date: Sat, 21 Nov 2037 10:00:00 +0100\n",
	  "person" },
};

static bool
has_field(const char *header, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = header; *at != '\0';) {
		if (strncasecmp(at, name, len) == 0 && at[len] == ':')
			return true;
		at = strchr(at, '\n') + 1;
	}
	return false;
}

static struct am_facts
facts_of(const char *sender, const char *header)
{
	static const char *const usual[][2] = {
		{ "From", "Ann Lee <ann@customer.example>" },
		{ "To", "support@example.com" },
		{ "Subject", "My order is late" },
		{ "Date", "Sat, 21 Nov 2026 10:00:00 +0100" },
		{ "Message-ID", "<1@customer.example>" },
		{ "Content-Type", "text/plain; charset=utf-8" },
	};
	struct am_slice from = am_slice_of(sender);
	struct am_buf mail = { 0 };
	struct am_message msg;
	struct am_facts facts;

	am_buf_puts(&mail, header);
	for (int i = 0; i < UNIT_COUNT(usual); i++) {
		if (!has_field(header, usual[i][0]))
			am_buf_printf(&mail, "%s: %s\n", usual[i][0],
				      usual[i][1]);
	}
	am_buf_puts(&mail, "MIME-Version: 1.0\n\nHello, where is my order?\n");
	am_message_parse(arena, am_arena_dup(arena, am_buf_slice(&mail)),
			 &(struct am_reading){ .inbox = &inbox }, &msg);
	am_facts_of_message(arena, &msg, &inbox, sender != NULL ? &from : NULL,
			    NOW, &facts);
	am_buf_free(&mail);
	return facts;
}

static void
assert_reason(const struct am_facts *facts, const struct am_counts *counts,
	      const char *reason, const char *about)
{
	struct am_decision d;

	am_gate_decide(facts, counts, &d);
	ck_assert_msg(strcmp(d.reason, reason) == 0, "%s: got %s, want %s",
		      about, d.reason, reason);
	ck_assert_int_eq(d.is_allowed, strcmp(reason, "person") == 0);
	ck_assert(d.text[0] != '\0');
}

START_TEST(lets_only_persons_have_an_answer)
{
	const struct row *r = &rows[_i];
	struct am_facts facts = facts_of(r->sender, r->header);

	assert_reason(&facts, NULL, r->reason, r->is);
}
END_TEST

/* The drain asks again, with nothing but the record. */
START_TEST(decides_the_same_from_the_record)
{
	const struct row *r = &rows[_i];
	struct am_facts facts = facts_of(r->sender, r->header);
	struct am_facts again;
	struct am_buf record = { 0 };
	struct am_err err;

	am_facts_to_record(&facts, &record);
	ck_assert_msg(am_record_check(am_buf_slice(&record), true, &err) ==
			      AM_OK,
		      "%s", err.text);
	am_facts_of_record(am_buf_slice(&record), arena, &again);
	assert_reason(&again, NULL, r->reason, r->is);
	ck_assert(am_slice_eq(facts.sender, again.sender));
	ck_assert(facts.date_utc == again.date_utc);
	ck_assert(facts.now_utc == again.now_utc);
	am_buf_free(&record);
}
END_TEST

START_TEST(refuses_a_record_that_says_nothing)
{
	struct am_facts facts;
	struct am_decision d;

	am_facts_of_record((struct am_slice){ 0 }, arena, &facts);
	am_gate_decide(&facts, NULL, &d);
	ck_assert(!d.is_allowed);
}
END_TEST

START_TEST(takes_a_mail_that_went_round_for_a_loop)
{
	struct am_buf header = { 0 };
	struct am_facts facts;

	for (int i = 0; i < AM_GATE_RECEIVED_MAX; i++)
		am_buf_puts(&header, "Received: from a by b; x\n");
	facts = facts_of(ANN, header.ptr);
	assert_reason(&facts, NULL, "person", "30 Received");
	am_buf_puts(&header, "Received: from a by b; x\n");
	facts = facts_of(ANN, header.ptr);
	assert_reason(&facts, NULL, "hops", "31 Received");
	am_buf_free(&header);
}
END_TEST

/* Parts that machines write, and the same as a file that a person attached. */
START_TEST(looks_at_the_parts_near_the_top)
{
	static const char head[] = "From: " ANN "\nTo: support@example.com\n"
				   "MIME-Version: 1.0\n"
				   "Content-Type: multipart/mixed; boundary=B\n"
				   "\n--B\n\nHello?\n--B\n";
	static const struct {
		const char *part;
		const char *reason;
	} parts[] = {
		{ "Content-Type: text/calendar; method=REQUEST\n", "report" },
		{ "Content-Type: message/delivery-status\n", "report" },
		{ "Content-Type: text/calendar\n"
		  "Content-Disposition: attachment; filename=a.ics\n",
		  "person" },
		{ "Content-Type: text/plain\n", "person" },
	};
	struct am_slice mail = am_arena_printf(
		arena, "%s%s\nBEGIN:VCALENDAR\n--B--\n", head, parts[_i].part);
	struct am_slice ann = am_slice_of(ANN);
	struct am_message msg;
	struct am_facts facts;

	am_message_parse(arena, mail, &(struct am_reading){ .inbox = &inbox },
			 &msg);
	am_facts_of_message(arena, &msg, &inbox, &ann, NOW, &facts);
	facts.is_person = true; /* the gate's own view, not the mail layer's */
	assert_reason(&facts, NULL, parts[_i].reason, parts[_i].part);
}
END_TEST

static const struct {
	const char *is;
	struct am_counts counts;
	const char *reason;
} counted[] = {
	{ "nothing before", { 0 }, "person" },
	{ "staff was there", { .is_answered = true }, "answered" },
	{ "one in this conversation",
	  { .in_conversation = 1 },
	  "conversation" },
	{ "one in 24 hours",
	  { .to_sender_day = 1, .to_sender_week = 1 },
	  "sender-day" },
	{ "nine in a week", { .to_sender_week = 9 }, "person" },
	{ "ten in a week", { .to_sender_week = 10 }, "sender-week" },
	{ "59 in an hour", { .all_hour = 59 }, "person" },
	{ "60 in an hour", { .all_hour = 60 }, "busy" },
};

START_TEST(keeps_to_the_rates)
{
	struct am_facts facts = facts_of(ANN, "");

	assert_reason(&facts, &counted[_i].counts, counted[_i].reason,
		      counted[_i].is);
}
END_TEST

START_TEST(cannot_tell_whom_a_mail_is_for_without_addresses)
{
	struct am_facts facts;

	inbox.addresses.count = 0;
	facts = facts_of(ANN, "To: other@customer.example\n");
	assert_reason(&facts, NULL, "person", "no addresses");
}
END_TEST

static struct am_slices
one(const char *text)
{
	struct am_slices list = { am_arena_alloc(arena, sizeof(*list.items)),
				  1 };

	list.items[0] = am_slice_of(text);
	return list;
}

static void
begin(void)
{
	static struct am_slice ours[2];

	arena = am_arena_new();
	ours[0] = am_slice_of("support@example.com");
	ours[1] = am_slice_of("help@example.com");
	inbox.name = am_slice_of("support");
	inbox.addresses = (struct am_slices){ ours, 2 };
	inbox.staff = one("*@staff.example.com");
	inbox.authserv_id = am_slice_of("mx.example.com");
	inbox.trusted_hosts = one("imap.example.com");
}

static void
end(void)
{
	am_arena_free(arena);
}

int
main(void)
{
	TCase *tc = tcase_create("gate");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, lets_only_persons_have_an_answer, 0,
			    UNIT_COUNT(rows));
	tcase_add_loop_test(tc, decides_the_same_from_the_record, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tc, refuses_a_record_that_says_nothing);
	tcase_add_test(tc, takes_a_mail_that_went_round_for_a_loop);
	tcase_add_loop_test(tc, looks_at_the_parts_near_the_top, 0, 4);
	tcase_add_loop_test(tc, keeps_to_the_rates, 0, UNIT_COUNT(counted));
	tcase_add_test(tc, cannot_tell_whom_a_mail_is_for_without_addresses);
	return unit_main("gate", tc);
}
