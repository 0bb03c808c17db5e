/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "amends/mem.h"
#include "amends/record.h"
#include "envelope.h"
#include "unit.h"

#define FROM_LINE "From line@x.example Thu Jan  1 00:00:00 2026\n"

/* Each row: what the caller, the environment and the mail say. */
static const struct {
	const char *given;
	const char *env_sender;
	const char *env_from;
	const char *mail;
	bool has_sender;
	const char *sender;
} senders[] = {
	{ "arg@x.example", "env@x.example", NULL, "A: b\n\n", true,
	  "arg@x.example" },
	{ "", "env@x.example", NULL, "A: b\n\n", true, "" },
	{ "<>", NULL, NULL, "A: b\n\n", true, "" },
	{ NULL, "env@x.example", NULL, "Return-Path: <p@x.example>\n\n", true,
	  "env@x.example" },
	{ NULL, "", NULL, "A: b\n\n", true, "" },
	{ NULL, NULL, "MAILER-DAEMON", "A: b\n\n", true, "" },
	{ NULL, NULL, "drop@x.example", "Return-Path: <p@x.example>\n\n", false,
	  "" },
	{ NULL, NULL, NULL, FROM_LINE "A: b\n\n", true, "line@x.example" },
	{ NULL, NULL, NULL, FROM_LINE "Return-Path: <p@x.example>\n\n", false,
	  "" },
	{ NULL, NULL, NULL, "A: b\n\n", false, "" },
};

static void
set(const char *name, const char *value)
{
	if (value != NULL)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

START_TEST(takes_the_sender_from_the_nearest_witness)
{
	struct am_arena *arena = am_arena_new();
	struct am_envelope got;
	struct am_lines lines;

	set("SENDER", senders[_i].env_sender);
	set("FROM", senders[_i].env_from);
	am_lines_scan(unit_slice(senders[_i].mail), &lines);
	am_envelope_find(senders[_i].given, NULL, &lines, arena, &got);
	ck_assert_int_eq(got.has_sender, senders[_i].has_sender);
	unit_assert_slice(got.sender, senders[_i].sender);
	am_arena_free(arena);
}
END_TEST

START_TEST(takes_the_recipient_from_trace_fields_when_nobody_says)
{
	struct am_arena *arena = am_arena_new();
	struct am_envelope got;
	struct am_lines lines;

	set("RECIPIENT", NULL);
	am_lines_scan(unit_slice("X-Original-To: x@y.example\n"
				 "Delivered-To: <d@y.example>\n\n"),
		      &lines);
	am_envelope_find(NULL, NULL, &lines, arena, &got);
	unit_assert_slice(got.recipient, "d@y.example");
	set("RECIPIENT", "env@y.example");
	am_envelope_find(NULL, NULL, &lines, arena, &got);
	unit_assert_slice(got.recipient, "env@y.example");
	am_envelope_find(NULL, "arg@y.example", &lines, arena, &got);
	unit_assert_slice(got.recipient, "arg@y.example");
	am_arena_free(arena);
}
END_TEST

static const unsigned char key[AM_STATE_KEY_BYTES] = { 1, 2, 3 };

static void
identity(const char *mail, char out[AM_SIPHASH_HEX_BYTES])
{
	struct am_lines lines;

	am_lines_scan(unit_slice(mail), &lines);
	am_envelope_identity(key, unit_slice("support"), &lines, out);
}

/* Each row is the first as another door has it, or differs in what must make
 * another mail. */
static const struct {
	const char *mail;
	bool is_same;
} deliveries[] = {
	{ "Received: 2\nMessage-ID: <1@x>\nFrom: c@y\n\na\nb\n", true },
	{ "Message-ID: <1@x>\r\nFrom: c@y\r\n\r\na\r\nb\r\n", true },
	{ "Message-ID: <1@x>\nFrom: c@y\n\na\nb\n\n", true },
	{ "Message-ID: <1@x>\nFrom: c@y\n\na\nb", true },
	{ "Message-ID:\n <1@x>\nFrom: c@y\n\na\nb\n", true },
	{ "Delivered-To: b@x\nMessage-ID: <1@x>\nFrom: c@y\n\na\nb\n", true },
	{ "X-Amends-Tags: a\nMessage-ID: <1@x>\nFrom: c@y\n\na\nb\n", true },
	{ "From c@y Mon\nMessage-ID: <1@x>\nFrom: c@y\n\na\nb\n", true },
	{ "Message-ID: <2@x>\nFrom: c@y\n\na\nb\n", false },
	{ "Message-ID: <1@x>\nFrom: d@y\n\na\nb\n", false },
	{ "Message-ID: <1@x>\nFrom: c@y\nSubject: s\n\na\nb\n", false },
	{ "Message-ID: <1@x>\nFrom: c@y\n\na\nb.\n", false },
	{ "Message-ID: <1@x>\nFrom: c@y\n\na\rb\n", false },
	{ "Message-ID: <1@x>\nFrom: c@y\n\nab\n", false },
	{ "Message-ID: <1@x>c\nFrom: @y\n\na\nb\n", false },
};

START_TEST(names_a_mail_alike_at_every_door_and_no_other)
{
	char first[AM_SIPHASH_HEX_BYTES];
	char other[AM_SIPHASH_HEX_BYTES];

	identity("Message-ID: <1@x>\nFrom: c@y\n\na\nb\n", first);
	identity(deliveries[_i].mail, other);
	ck_assert_int_eq(strcmp(first, other) == 0, deliveries[_i].is_same);
}
END_TEST

START_TEST(names_a_huge_mail_by_its_beginning)
{
	const size_t most = AM_IDENTITY_BODY_BYTES + 6;
	char names[3][AM_SIPHASH_HEX_BYTES];
	char *mail = am_malloc(most);
	struct am_lines lines;

	memset(mail, 'a', most);
	memcpy(mail, "A: b\n\n", 6);
	for (int i = 0; i < 3; i++) {
		/* the last byte is beyond what counts, then the last that does */
		if (i > 0)
			mail[i == 1 ? most - 1 : 100] = 'b';
		am_lines_scan((struct am_slice){ mail, most }, &lines);
		am_envelope_identity(key, unit_slice("support"), &lines,
				     names[i]);
	}
	free(mail);
	ck_assert_str_eq(names[0], names[1]);
	ck_assert_str_ne(names[0], names[2]);
}
END_TEST

static void
sent_identity(const char *record, const char *mail,
	      char out[AM_SIPHASH_HEX_BYTES])
{
	struct am_arena *arena = am_arena_new();
	struct am_lines lines;

	am_lines_scan(unit_slice(mail), &lines);
	am_envelope_sent_identity(key, unit_slice(record), &lines, arena, out);
	am_arena_free(arena);
}

static const struct {
	const char *record;
	const char *mail;
	bool is_same;
} copies[] = {
	/* trace fields, a footer, a Bcc, base64: what doors differ in */
	{ "id=1@x\nfrom=tom@x\ndate=5\nreceived=7\n", "A: b\n\nother", true },
	{ "id=1@x\nfrom=Tom@X\ndate=5\nto=c@y\n", "A: b\n\nbody", true },
	{ "id=2@x\nfrom=tom@x\ndate=5\n", "A: b\n\nbody", false },
	{ "id=1@X\nfrom=tom@x\ndate=5\n", "A: b\n\nbody", false },
	{ "id=1@x\nfrom=ann@x\ndate=5\n", "A: b\n\nbody", false },
	{ "id=1@x\nfrom=tom@x\ndate=6\n", "A: b\n\nbody", false },
	{ "from=tom@x\ndate=5\n", "A: b\n\nbody", false },
};

START_TEST(names_a_reply_alike_whichever_way_it_was_seen)
{
	char first[AM_SIPHASH_HEX_BYTES];
	char other[AM_SIPHASH_HEX_BYTES];

	sent_identity("id=1@x\nfrom=tom@x\ndate=5\n", "A: b\n\nbody", first);
	sent_identity(copies[_i].record, copies[_i].mail, other);
	ck_assert_int_eq(strcmp(first, other) == 0, copies[_i].is_same);
}
END_TEST

START_TEST(names_a_reply_without_an_id_by_what_it_says)
{
	char names[3][AM_SIPHASH_HEX_BYTES];

	sent_identity("from=tom@x\n", "From: tom@x\n\nbody\n", names[0]);
	sent_identity("from=tom@x\n", "From: tom@x\r\n\r\nbody", names[1]);
	sent_identity("from=tom@x\n", "From: tom@x\n\nother\n", names[2]);
	ck_assert_str_eq(names[0], names[1]);
	ck_assert_str_ne(names[0], names[2]);
}
END_TEST

START_TEST(says_the_least_of_a_mail_that_no_judge_could_read)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf record = { 0 };
	struct am_lines lines;
	struct am_err err;

	am_lines_scan(unit_slice("From: Ann <ann@x.example>\n"
				 "Message-ID: <1@x.example>\n"
				 "References: <a@b>\n <c@d> junk <e f>\n"
				 "Auto-Submitted: auto-replied\n\nbody"),
		      &lines);
	am_envelope_bare_record(&lines, &record);
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_OK);
	unit_assert_slice(am_record_get(am_buf_slice(&record), "id", arena),
			  "1@x.example");
	unit_assert_slice(am_record_get(am_buf_slice(&record), "from", arena),
			  "ann@x.example");
	unit_assert_slice(am_record_get(am_buf_slice(&record), "origin", arena),
			  "automatic");
	unit_assert_slice(am_record_get(am_buf_slice(&record), "ref", arena),
			  "a@b");
	am_buf_free(&record);
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("envelope");

	tcase_add_loop_test(tc, takes_the_sender_from_the_nearest_witness, 0,
			    UNIT_COUNT(senders));
	tcase_add_test(tc,
		       takes_the_recipient_from_trace_fields_when_nobody_says);
	tcase_add_loop_test(tc, names_a_mail_alike_at_every_door_and_no_other,
			    0, UNIT_COUNT(deliveries));
	tcase_add_test(tc, names_a_huge_mail_by_its_beginning);
	tcase_add_loop_test(tc, names_a_reply_alike_whichever_way_it_was_seen,
			    0, UNIT_COUNT(copies));
	tcase_add_test(tc, names_a_reply_without_an_id_by_what_it_says);
	tcase_add_test(tc, says_the_least_of_a_mail_that_no_judge_could_read);
	return unit_main("envelope", tc);
}
