/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include "mail_unit.h"

#define BYTES(text)                      \
	{                                \
		(text), sizeof(text) - 1 \
	}

static const struct {
	enum am_encoding encoding;
	struct am_slice body;
	const char *want;
} rows[] = {
	{ AM_ENC_NONE, BYTES("a\r\nb\rc\nd\0\x01\x1B\te\x7F"),
	  "a\nb\nc\nd\te" },
	{ AM_ENC_NONE, BYTES(""), "" },
	{ AM_ENC_NONE, BYTES("a\r\r\n\r\r\nb\r\rc\r"), "a\n\nb\n\nc\n" },
	{ AM_ENC_NONE,
	  BYTES("\xEF\xBB\xBF"
		"a"),
	  "a" },
	{ AM_ENC_BASE64, BYTES("aGVs\r\nbG8=\r\n"), "hello" },
	{ AM_ENC_BASE64, BYTES("aGVsbG8"), "hello" },
	{ AM_ENC_BASE64, BYTES("aGVsbG8=\nA footer of a list\n"), "hello" },
	{ AM_ENC_BASE64, BYTES(""), "" },
	{ AM_ENC_BASE64, BYTES("===="), "" },
	{ AM_ENC_QP, BYTES("gr=C3=BC=C3=9F=\r\ne\r\nx"),
	  "gr\xC3\xBC\xC3\x9F"
	  "e\nx" },
	{ AM_ENC_QP, BYTES("a= \t\nb"), "ab" },
	/* an equals sign that encodes nothing stays, with what follows it */
	{ AM_ENC_QP, BYTES("<a href=\"http://x/?d=zz&e=\">=C3=A4"),
	  "<a href=\"http://x/?d=zz&e=\">\xC3\xA4" },
	{ AM_ENC_QP, BYTES("x =0"), "x =0" },
	{ AM_ENC_QP, BYTES("x ="), "x " },
	{ AM_ENC_QP, BYTES("=0"), "=0" },
	{ AM_ENC_QP, BYTES("=3D=3d"), "==" },
};

START_TEST(text_is_decoded_with_lf_ends_and_no_control_characters)
{
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_node node = { .encoding = rows[_i].encoding };
	size_t room = AM_TEXT_MAX_BYTES;

	am_notes_start(&notes, arena, &msg);
	node.part.charset = unit_slice("utf-8");
	node.body = rows[_i].body;
	unit_assert_slice(am_part_text(arena, &node, &room, &notes),
			  rows[_i].want);
	ck_assert(!msg.is_cut);
}
END_TEST

START_TEST(text_is_cut_at_its_limit_between_characters)
{
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_node node = { 0 };
	struct am_buf body = { 0 };
	struct am_slice text;
	size_t room = AM_TEXT_MAX_BYTES;

	am_notes_start(&notes, arena, &msg);
	am_buf_putc(&body, 'x');
	while (body.len <= AM_PART_TEXT_MAX_BYTES)
		am_buf_puts(&body, "\xC3\xA4");
	node.body = am_buf_slice(&body);
	text = am_part_text(arena, &node, &room, &notes);
	ck_assert_uint_le(text.len, AM_PART_TEXT_MAX_BYTES);
	ck_assert(am_utf8_valid(text));
	ck_assert(msg.is_cut);
	unit_assert_slice(msg.notes.items[0], "limit: part text");
	am_buf_free(&body);
}
END_TEST

START_TEST(what_comes_to_nothing_is_taken_off_the_room_too)
{
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_node node = { .encoding = AM_ENC_BASE64 };
	size_t room = 5;

	am_notes_start(&notes, arena, &msg);
	node.body = unit_slice("AQEB");
	unit_assert_slice(am_part_text(arena, &node, &room, &notes), "");
	ck_assert_uint_eq(room, 2);
	ck_assert(!msg.is_cut);
	unit_assert_slice(am_part_text(arena, &node, &room, &notes), "");
	ck_assert_uint_eq(room, 0);
	unit_assert_slice(msg.notes.items[0], "limit: text");
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("decode");

	tcase_add_test(tcase, what_comes_to_nothing_is_taken_off_the_room_too);
	tcase_add_loop_test(
		tcase, text_is_decoded_with_lf_ends_and_no_control_characters,
		0, UNIT_COUNT(rows));
	tcase_add_test(tcase, text_is_cut_at_its_limit_between_characters);
	return unit_main("decode", tcase);
}
