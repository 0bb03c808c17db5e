/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include "amends/charset.h"
#include "charset_names.h"
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
	{ "utf-16", BYTES("gr\xC3\xBC\xC3\x9F"), "gr\xC3\xBC\xC3\x9F" },
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

static const struct {
	const char *name;
	struct am_slice bytes;
	const char *wants; /* NULL: nothing */
	const char *want;
	const char *note; /* NULL: none */
} foreign_rows[] = {
	{ "koi8-r", BYTES("\xF0\xD2\xC9"), "koi8-r", "При", NULL },
	{ "KOI8_R", BYTES("plain"), NULL, "plain", NULL },
	{ "csISOLatin2", BYTES("\xB1"), "iso-8859-2", "ą", NULL },
	{ "ISO_8859-2:1987", BYTES("\xB1"), "iso-8859-2", "ą", NULL },
	{ "iso-8859-2", BYTES("\x84\xB9\x94"), "iso-8859-2", "„ą”", NULL },
	{ "iso-8859-9", BYTES("\xFE\x93"), "windows-1254", "ş“", NULL },
	{ "euc-jp", BYTES("\xA4\xA2"), "shift_jis", "あ", NULL },
	{ "sjis", BYTES("\x82\xA0"), "shift_jis", "あ", NULL },
	/* whatever was said */
	{ "us-ascii", BYTES("\x1B$B$\"\x1B(B"), "shift_jis", "あ", NULL },
	{ "iso-2022-jp", BYTES("\x82\xA0\x82\xA2"), "shift_jis", "あい", NULL },
	{ "iso-2022-jp", BYTES("\x1B$B$\"$"), "shift_jis", "あ\uFFFD",
	  "charset iso-2022-jp does not fit all of the text" },
	{ "iso-2022-jp", BYTES("\x1B$(D0!\x1B(Bx"), "shift_jis", "\uFFFDx",
	  "charset iso-2022-jp does not fit all of the text" },
	{ "", BYTES("\x1B[31mred"), NULL, "\x1B[31mred", NULL },
	{ "gb2312", BYTES("\xB0\xA1 \x81\x30\x81"), "gb18030", "啊 \uFFFD",
	  "charset gb2312 does not fit all of the text" },
	/* two bytes that are UTF-8, too; then three characters that are not
	 * by chance */
	{ "gb2312", BYTES("\xC4\xA3"), "gb18030", "模", NULL },
	{ "gb2312", BYTES("\xE8\xAE\xA2\xE5\x8D\x95\xE5\x8F\xB7"), NULL,
	  "订单号", NULL },
	/* not its charset at all */
	{ "big5", BYTES("\xE9\xE8 \xFC\xFF \xF6\xFF"), "big5", "éè üÿ öÿ",
	  "charset big5 read as windows-1252" },
	{ "utf-7", BYTES("1 +- 2 ~ +AOk-"), "utf-7", "1 + 2 ~ é", NULL },
	{ "us-ascii", BYTES("+AOk-"), NULL, "+AOk-", NULL },
	{ "hz", BYTES("~{0!"), "gb18030", "啊", NULL },
	{ "iso-2022-kr",
	  BYTES("\x1B$)C\x0E"
		"0!\nab"),
	  "euc-kr", "가\nab", NULL },
};

START_TEST(a_converter_reads_what_it_is_wanted_for)
{
	struct am_slice name = unit_slice(foreign_rows[_i].name);
	struct am_slice bytes = foreign_rows[_i].bytes;
	const char *wants = foreign_rows[_i].wants;
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_slice got;

	am_notes_start(&notes, arena, &msg);
	got = am_charset_decode(arena, name, bytes, &notes);
	ck_assert(am_utf8_valid(got));
	ck_assert_pstr_eq(am_notes_most_wanted(&notes), wants);
	if (wants != NULL) {
		am_notes_start(&notes, arena, &msg);
		notes.converter = am_converter_open(unit_slice(wants));
		ck_assert_ptr_nonnull(notes.converter);
		got = am_charset_decode(arena, name, bytes, &notes);
		am_converter_close(notes.converter);
	}
	unit_assert_slice(got, foreign_rows[_i].want);
	ck_assert_uint_eq(msg.notes.count, foreign_rows[_i].note != NULL);
	if (foreign_rows[_i].note != NULL)
		unit_assert_slice(msg.notes.items[0], foreign_rows[_i].note);
}
END_TEST

START_TEST(the_one_question_is_for_what_most_bytes_are_in)
{
	struct am_message msg;
	struct am_slice mail = unit_slice(
		"Subject: =?gb2312?B?tqm1pbaptaU=?=\n"
		"Content-Type: text/plain; charset=koi8-r\n\n"
		"\xFA\xC1\xCB\xC1\xDA \xCE\xC5 \xD0\xD2\xC9\xDB\xA3\xCC\n");

	am_message_parse(arena, mail, NULL, &msg);
	ck_assert_pstr_eq(msg.wants_charset, "koi8-r");
	am_message_parse(arena, unit_slice("Subject: gr\xFC\xDF\n\nHi\n"), NULL,
			 &msg);
	ck_assert_ptr_null(msg.wants_charset);
}
END_TEST

START_TEST(each_charset_of_the_list_can_be_opened_and_is_found_by_its_name)
{
	const char *name;

	for (size_t i = 0; (name = am_converter_name(i)) != NULL; i++) {
		struct am_converter *c = am_converter_open(unit_slice(name));

		ck_assert_ptr_nonnull(c);
		ck_assert_msg(am_converter_has_table(c), "%s", name);
		am_converter_close(c);
		ck_assert_str_eq(am_charset_find(unit_slice(name))->name, name);
	}
	ck_assert_ptr_null(am_converter_open(unit_slice("../../x")));
	ck_assert_ptr_null(am_converter_open(unit_slice("UTF-8")));
}
END_TEST

START_TEST(no_alias_means_two_charsets)
{
	const struct am_charset *row;

	for (size_t i = 0; (row = am_charset_row(i)) != NULL; i++) {
		struct am_slice rest = unit_slice(row->aliases);

		ck_assert(row->converter == NULL ||
			  am_converter_listed(unit_slice(row->converter)));
		ck_assert(row->windows == NULL ||
			  am_converter_listed(unit_slice(row->windows)));
		while (rest.len > 0) {
			size_t n = am_slice_chr(rest, ' ');
			struct am_slice alias = am_slice_head(rest, n);

			ck_assert_msg(am_charset_find(alias) == row, "%.*s",
				      AM_SLICE_ARG(alias));
			rest = am_slice_from(rest, n + 1);
		}
	}
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
	tcase_add_loop_test(tcase, a_converter_reads_what_it_is_wanted_for, 0,
			    UNIT_COUNT(foreign_rows));
	tcase_add_test(tcase, the_one_question_is_for_what_most_bytes_are_in);
	tcase_add_test(
		tcase,
		each_charset_of_the_list_can_be_opened_and_is_found_by_its_name);
	tcase_add_test(tcase, no_alias_means_two_charsets);
	return unit_main("charset", tcase);
}
