/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include "mail_unit.h"

#define BYTES(text)                      \
	{                                \
		(text), sizeof(text) - 1 \
	}

static const struct {
	const char *name;
	struct am_slice bytes;
	const char *want;
} decode_rows[] = {
	{ "utf-8", BYTES("gr\xC3\xBC\xC3\x9F"), "gr\xC3\xBC\xC3\x9F" },
	{ "", BYTES("plain"), "plain" },
	{ "", BYTES("gr\xFC\xDF"), "gr\xC3\xBC\xC3\x9F" },
	{ "us-ascii", BYTES("\x93quoted\x94"),
	  "\xE2\x80\x9Cquoted\xE2\x80\x9D" },
	{ "iso-8859-1", BYTES("caf\xE9 \x80"), "caf\xC3\xA9 \xE2\x82\xAC" },
	{ "ISO-8859-15", BYTES("10 \xA4 \xBD"), "10 \xE2\x82\xAC \xC5\x93" },
	/* declared otherwise, but valid UTF-8 */
	{ "iso-8859-1", BYTES("caf\xC3\xA9"), "caf\xC3\xA9" },
	{ "'utf-8'", BYTES("\xC3\xA9"), "\xC3\xA9" },
	{ "=utf-8", BYTES("\xC3\xA9"), "\xC3\xA9" },
	{ "utf-8*en", BYTES("\xC3\xA9"), "\xC3\xA9" },
	{ "utf-8", BYTES("\xEF\xBB\xBFx"), "x" },
	{ "utf-8", BYTES("a\0b"), "ab" },
	/* UTF-8 with a cut end stays UTF-8; what is not UTF-8 at all does not */
	{ "utf-8", BYTES("\xC3\xA9\xC3\xA9 x \xC3"),
	  "\xC3\xA9\xC3\xA9 x \xEF\xBF\xBD" },
	{ "utf-8", BYTES("caf\xE9"), "caf\xC3\xA9" },
	{ "utf-16le", BYTES("h\0i\0\xE4\0"), "hi\xC3\xA4" },
	{ "utf-16be", BYTES("\0h\0i\0\xE4"), "hi\xC3\xA4" },
	{ "utf-16", BYTES("\xFF\xFEh\0i\0"), "hi" },
	{ "utf-16", BYTES("\xFE\xFF\0h\0i"), "hi" },
	{ "utf-16", BYTES("h\0i\0"), "hi" },
	{ "utf-16le", BYTES("\x3D\xD8\x00\xDE!\0"), "\xF0\x9F\x98\x80!" },
	{ "utf-16le", BYTES("\x3D\xD8!\0"), "\xEF\xBF\xBD!" },
	{ "utf-16le", BYTES("odd"), "odd" },
};

START_TEST(own_tables_give_utf8)
{
	struct am_slice got =
		am_charset_decode(arena, unit_slice(decode_rows[_i].name),
				  decode_rows[_i].bytes, NULL);

	unit_assert_slice(got, decode_rows[_i].want);
	ck_assert(am_utf8_valid(got));
}
END_TEST

static const struct {
	const char *name;
	const char *bytes;
	const char *note; /* NULL: none */
} note_rows[] = {
	{ "koi8-r", "\xF0\xD2\xC9", "charset koi8-r read as windows-1252" },
	{ "koi8-r", "plain ascii", NULL },
	{ "koi8-r", "\xC3\xA9", NULL },
	{ "iso-2022-jp", "\x1B$B%F%9\x1B(B",
	  "charset iso-2022-jp read as windows-1252" },
	{ "iso-2022-jp", "ascii", NULL },
	{ "utf-7", "a+b", "charset utf-7 read as windows-1252" },
	{ "windows-1252", "\x93", NULL },
	{ "x\xFF\ny", "\x93", "charset x??y read as windows-1252" },
};

START_TEST(unknown_charsets_are_noted_when_it_matters)
{
	struct am_message msg = { 0 };
	struct am_notes notes;

	am_notes_start(&notes, arena, &msg);
	(void)am_charset_decode(arena, unit_slice(note_rows[_i].name),
				unit_slice(note_rows[_i].bytes), &notes);
	ck_assert_uint_eq(msg.notes.count, note_rows[_i].note != NULL);
	if (note_rows[_i].note != NULL)
		unit_assert_slice(msg.notes.items[0], note_rows[_i].note);
	ck_assert(!msg.is_cut);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("charset");

	tcase_add_loop_test(tcase, own_tables_give_utf8, 0,
			    UNIT_COUNT(decode_rows));
	tcase_add_loop_test(tcase, unknown_charsets_are_noted_when_it_matters,
			    0, UNIT_COUNT(note_rows));
	return unit_main("charset", tcase);
}
