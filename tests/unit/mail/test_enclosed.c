/* SPDX-License-Identifier: MIT */
#include "enclosed.h"

#include "mail_unit.h"

#define UU_LINE "M0123456789ABCDEFGHIJ0123456789ABCDEFGHIJ0123456789ABCDEFGHIJ"
#define ARMOUR  "\nVersion: 1\n\nhQEMA0123456789abcdefABCDEF\n=abcd\n"

static const struct {
	const char *text;
	const char *want;
	const char *note; /* NULL: none */
} rows[] = {
	{ "a\nb", "a\nb", NULL },
	{ "a\nbegin 644 x.gif\n" UU_LINE "\n`\nend\nb\n", "a\nb\n",
	  "file in text: x.gif" },
	{ "begin 644 a.txt\n%:&5L;&\\\n`\nend\nb", "b", "file in text: a.txt" },
	/* no end: the block goes as far as its lines look like it */
	{ "a\nbegin 644 x.gif\n" UU_LINE "\nThis is no code",
	  "a\nThis is no "
	  "code",
	  "file in text: x.gif" },
	{ "begin 123 things\nthat end\nend\n",
	  "begin 123 things\nthat end\nend\n", NULL },
	{ "a\n=ybegin line=128 size=5 name=x\n\xC3\xA4\n=yend size=5\nb",
	  "a\nb", "file in text: x" },
	{ "a\n(This file must be converted with BinHex 4.0)\n\n"
	  ":$f*TEQKPH#edC'0Q!$Jp3!!!!!6k!*!%\nabc!:\nb",
	  "a\nb", "file in text: binhex" },
	{ "a\n-----BEGIN PGP MESSAGE-----" ARMOUR
	  "-----END PGP MESSAGE-----\nb",
	  "a\nb", "closed: pgp message" },
	{ "-----BEGIN PGP MESSAGE-----" ARMOUR "and more words",
	  "and more words", "closed: pgp message" },
	{ "-----BEGIN PGP PUBLIC KEY BLOCK-----" ARMOUR
	  "-----END PGP PUBLIC KEY BLOCK-----\nb",
	  "b", "closed: pgp key" },
	{ "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHash: it\n"
	  "- -- dash\n-----BEGIN PGP SIGNATURE-----" ARMOUR
	  "-----END PGP SIGNATURE-----\n- b",
	  "Hash: it\n-- dash\n- b", NULL },
	{ "> -----BEGIN PGP MESSAGE-----\nb",
	  "> -----BEGIN PGP MESSAGE-----\nb", NULL },
};

START_TEST(files_and_armour_inside_the_text_are_left_out)
{
	struct am_message msg = { 0 };
	struct am_notes notes;

	am_notes_start(&notes, arena, &msg);
	unit_assert_slice(
		am_text_without_files(arena, unit_slice(rows[_i].text), &notes),
		rows[_i].want);
	ck_assert_uint_eq(msg.notes.count, rows[_i].note != NULL);
	if (rows[_i].note != NULL)
		unit_assert_slice(msg.notes.items[0], rows[_i].note);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("enclosed");

	tcase_add_loop_test(tcase,
			    files_and_armour_inside_the_text_are_left_out, 0,
			    UNIT_COUNT(rows));
	return unit_main("enclosed", tcase);
}
