/* SPDX-License-Identifier: MIT */
#include "amends/show.h"

#include "mail_unit.h"

static const char mail[] =
	"From: Ann Lee <ann@example.org>\n"
	"To: help@example.com\n"
	"Subject: my order\n"
	"Date: Fri, 20 Nov 2026 10:00:00 +0000\n"
	"Message-ID: <one@example.org>\n"
	"\n"
	"I have been waiting for three weeks and nobody has told me when the "
	"parcel will come, which is not good enough.\n"
	"\n"
	"> we will look into it\n";

static struct am_slice
show(struct am_slice bytes, bool is_json)
{
	struct am_buf out = { 0 };
	struct am_json json = { .out = &out };
	struct am_message msg;
	struct am_slice copy;

	am_message_parse(arena, bytes, NULL, &msg);
	if (is_json)
		am_show_json(&msg, unit_slice("a.eml"), &json);
	else
		am_show_text(&msg, unit_slice("a.eml"), &out);
	copy = am_arena_dup(arena, am_buf_slice(&out));
	am_buf_free(&out);
	return copy;
}

START_TEST(json_has_every_member_in_its_order)
{
	static const char *const members[] = {
		"{\"file\":\"a.eml\"",
		"\"from\":{\"name\":\"Ann Lee\",\"address\":\"ann@example.org\"}",
		"\"to\":[{\"name\":\"\",\"address\":\"help@example.com\"}]",
		"\"cc\":[]",
		"\"reply_to\":[]",
		"\"subject\":\"my order\"",
		"\"date\":1795168800",
		"\"received\":null",
		"\"message_id\":\"one@example.org\"",
		"\"in_reply_to\":[]",
		"\"references\":[]",
		"\"subject_base\":\"my order\"",
		"\"is_reply\":false",
		"\"is_forward\":false",
		"\"thread_index\":\"\"",
		"\"ticket\":\"\"",
		"\"origin\":{\"kind\":\"person\",\"why\":\"",
		"\"language\":{\"code\":\"en\",\"probability\":",
		"\"parts\":[{\"type\":\"text/plain\",\"charset\":\"\","
		"\"filename\":\"\",\"disposition\":\"\",\"bytes\":",
		"\"depth\":0,\"read\":true,\"read_by\":\"\"}]",
		"\"attached\":[]",
		"\"text\":\"I have",
		"\"new_text\":\"I have",
		"\"quoted\":\"> we will look into it",
		"\"signature\":\"\",\"attachment_text\":\"\"",
		"\"notes\":[]}",
	};
	struct am_slice rest = show(unit_slice(mail), true);

	ck_assert_uint_eq(am_slice_chr(rest, '\n'), rest.len);
	for (int i = 0; i < UNIT_COUNT(members); i++) {
		size_t at = am_slice_find(rest, members[i]);

		ck_assert_msg(at < rest.len, "%s is not in %.*s", members[i],
			      AM_SLICE_ARG(rest));
		rest = am_slice_from(rest, at + 1);
	}
}
END_TEST

START_TEST(a_date_that_is_not_known_is_null)
{
	struct am_slice json = show(unit_slice("Subject: x\n\n"), true);

	ck_assert(am_slice_find(json, "\"date\":null,") < json.len);
}
END_TEST

START_TEST(text_fits_the_screen_and_cannot_speak_to_it)
{
	struct am_slice rest = show(
		unit_slice(
			"From: A <a@b.example>\n"
			"Subject: =?utf-8?Q?=1B[2J=C2=9B=31m?= and a very "
			"long subject that goes on and on until it does not "
			"fit in one line of the screen\n\n\x1B[2J body "
			"\xC3\xA4\xC3\xA4\xC3\xA4 words words words words "
			"words words words words words words words words "
			"words words xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"),
		false);
	struct am_slice line;

	ck_assert(am_utf8_valid(rest));
	while (am_slice_next_line(&rest, &line)) {
		size_t columns = 0;

		for (size_t i = 0; i < line.len; i++) {
			unsigned int c = (unsigned char)line.ptr[i];

			ck_assert_uint_ge(c, ' ');
			columns += (c & 0xC0U) != 0x80U;
		}
		ck_assert_uint_le(columns, 80);
		ck_assert_uint_eq(am_slice_find(line, "\xC2\x9B"), line.len);
	}
}
END_TEST

START_TEST(text_names_what_is_there)
{
	static const char *const lines[] = {
		"File:        a.eml\n",
		"From:        Ann Lee <ann@example.org>\n",
		"Subject:     my order\n",
		"Date:        2026-11-20T10:00:00Z\n",
		"Language:    en (",
		"-- new text ---",
		"-- quoted ---",
		"> we will look into it\n",
	};
	struct am_slice rest = show(unit_slice(mail), false);

	for (int i = 0; i < UNIT_COUNT(lines); i++) {
		size_t at = am_slice_find(rest, lines[i]);

		ck_assert_msg(at < rest.len, "%s is not in %.*s", lines[i],
			      AM_SLICE_ARG(rest));
		rest = am_slice_from(rest, at + 1);
	}
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("show");

	tcase_add_test(tcase, json_has_every_member_in_its_order);
	tcase_add_test(tcase, a_date_that_is_not_known_is_null);
	tcase_add_test(tcase, text_fits_the_screen_and_cannot_speak_to_it);
	tcase_add_test(tcase, text_names_what_is_there);
	return unit_main("show", tcase);
}
