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
identity(const char *recipient, const char *mail,
	 char out[AM_SIPHASH_HEX_BYTES])
{
	struct am_lines lines;

	am_lines_scan(unit_slice(mail), &lines);
	am_envelope_identity(key, unit_slice("support"), unit_slice(recipient),
			     &lines, out);
}

/* Each row differs from the first in what must make another delivery. */
static const struct {
	const char *recipient;
	const char *mail;
	bool is_same;
} deliveries[] = {
	{ "a@x", "Received: 2\nMessage-ID: <1@x>\nFrom: c@y\n\nbody", true },
	{ "b@x", "Message-ID: <1@x>\nFrom: c@y\n\nbody", false },
	{ "a@x", "Message-ID: <2@x>\nFrom: c@y\n\nbody", false },
	{ "a@x", "Message-ID: <1@x>\nFrom: d@y\n\nbody", false },
	{ "a@x", "Message-ID: <1@x>\nFrom: c@y\nSubject: s\n\nbody", false },
	{ "a@x", "Message-ID: <1@x>\nFrom: c@y\n\nbody.", false },
};

START_TEST(tells_a_retry_from_another_mail)
{
	char first[AM_SIPHASH_HEX_BYTES];
	char other[AM_SIPHASH_HEX_BYTES];

	identity("a@x", "Message-ID: <1@x>\nFrom: c@y\n\nbody", first);
	identity(deliveries[_i].recipient, deliveries[_i].mail, other);
	ck_assert_int_eq(strcmp(first, other) == 0, deliveries[_i].is_same);
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
	tcase_add_loop_test(tc, tells_a_retry_from_another_mail, 0,
			    UNIT_COUNT(deliveries));
	tcase_add_test(tc, says_the_least_of_a_mail_that_no_judge_could_read);
	return unit_main("envelope", tc);
}
