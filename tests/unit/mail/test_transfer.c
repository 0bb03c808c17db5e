/* SPDX-License-Identifier: MIT */
#include "transfer.h"

#include "mail_unit.h"

#define WORDS_BASE64 \
	"V2hlcmUgaXMgbXkgb3JkZXI/IEl0IGhhcyBub3QgY29tZSwgYW5kIEkgbmVl\r\n"

static const struct {
	enum am_encoding encoding;
	const char *body;
	const char *want;
} rows[] = {
	{ AM_ENC_NONE, "a=20", "a=20" },
	{ AM_ENC_BASE64, "", "" },
	{ AM_ENC_BASE64, "====", "" },
	{ AM_ENC_BASE64, "aGVs\r\nbG8=\r\n", "hello" },
	/* no padding, padding too soon, blocks that were padded one by one */
	{ AM_ENC_BASE64, "aGVsbG8", "hello" },
	{ AM_ENC_BASE64, "aGVsbG8gdGhlcg", "hello ther" },
	{ AM_ENC_BASE64, "aGVsbG8=\nIHRoZXJl\n", "hello" },
	{ AM_ENC_BASE64, "aGVsbG8=\nIHRoZXJlLCBBbm4hIEl0\n",
	  "hello there, Ann! It" },
	{ AM_ENC_BASE64, "aGVsbG8=IHRoZXJl\n", "hello there" },
	{ AM_ENC_BASE64, "aGVsbG8=\rdGhlcmU=\r", "hellothere" },
	/* rubbish between letters, groups with blanks, lines of rubbish */
	{ AM_ENC_BASE64,
	  "aG!Vs\xFF"
	  "b.G8=",
	  "hello" },
	{ AM_ENC_BASE64, "aGVs bG8g dGhl\n", "hello the" },
	{ AM_ENC_BASE64, "aGVs\n_-_-_-_-\nbG8=", "hello" },
	/* a list's footer, behind padding and where none is needed */
	{ AM_ENC_BASE64, "aGVsbG8=\nA footer of a list\n", "hello" },
	{ AM_ENC_BASE64, "aGVsbG8h\n____________\nsent by a list\n", "hello!" },
	/* it was never encoded */
	{ AM_ENC_BASE64, "\nDear all,\nthe end", "\nDear all,\nthe end" },
	{ AM_ENC_QP, "gr=C3=BC=c3=9f=\r\ne\r\n",
	  "gr\xC3\xBC\xC3\x9F"
	  "e\r\n" },
	{ AM_ENC_QP, "a= \t\nb=\r\r\nc=\rd", "abcd" },
	/* an equals sign that encodes nothing stays, with what follows it */
	{ AM_ENC_QP, "<a href=\"x?d=zz&e=\">=3D", "<a href=\"x?d=zz&e=\">=" },
	{ AM_ENC_QP, "x =0", "x =0" },
	{ AM_ENC_QP, "x =", "x " },
	{ AM_ENC_QP, "=0", "=0" },
	{ AM_ENC_QP, "=3D=3d", "==" },
	{ AM_ENC_QP, "==20x", "= x" },
};

START_TEST(bodies_are_decoded_and_words_are_not_lost)
{
	unit_assert_slice(am_transfer_decode(arena, rows[_i].encoding,
					     unit_slice(rows[_i].body)),
			  rows[_i].want);
}
END_TEST

#define LONG_LINE \
	"https://shop.example/orders/of/this/year/and/the/one/before/it/"

static const struct {
	const char *body;
	enum am_encoding want;
} guess_rows[] = {
	{ "", AM_ENC_NONE },
	{ "Plain words = plain words", AM_ENC_NONE },
	{ WORDS_BASE64, AM_ENC_BASE64 },
	{ WORDS_BASE64 WORDS_BASE64 "\n", AM_ENC_BASE64 },
	{ "Hello\n" WORDS_BASE64, AM_ENC_NONE },
	/* what it holds are no words */
	{ "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", AM_ENC_NONE },
	{ "Incomprehensibilitiesandmoreincomprehensibilities123", AM_ENC_NONE },
	{ "V2hlcmUgaXMgaXQ/", AM_ENC_NONE },
	{ "Gr=C3=BC=C3=9Fe aus K=C3=B6ln", AM_ENC_QP },
	{ LONG_LINE "soft=\nbreak and=20one\n" LONG_LINE "more=\nof it",
	  AM_ENC_QP },
	{ "a soft=\nbreak and=20one=\nmore", AM_ENC_NONE },
	{ "Total:\n=\n=20\n=30\nthanks=\n", AM_ENC_NONE },
	{ "Order=\nNumber=\nsize=42\ncolour=12\n", AM_ENC_NONE },
	{ "if (a=BA) x=\nif (b=CD) y=\n z=EF\n", AM_ENC_NONE },
	{ "https://t.example/?id=99&q=AB&z=C3\nhttps://t.example/?b=34=\n",
	  AM_ENC_NONE },
	{ "Gr\xC3\xBC\xC3\x9F"
	  "e: it shows =C3=A4=C3=B6",
	  AM_ENC_NONE },
	{ LONG_LINE "?id=99=\n" LONG_LINE "?id=98=\nend", AM_ENC_NONE },
	{ "a=C3=BC b=C3=BC c=d", AM_ENC_NONE },
	{ "width=20 height=30 depth=40", AM_ENC_NONE },
	{ "a=\nb", AM_ENC_NONE },
	{ "a =\nb =\nc =\nd", AM_ENC_NONE },
	{ "https://a.example/?id=993751 https://a.example/?id=993751 =99",
	  AM_ENC_NONE },
};

START_TEST(an_encoding_is_guessed_only_beyond_doubt)
{
	ck_assert_int_eq(
		am_transfer_guess(arena, unit_slice(guess_rows[_i].body)),
		guess_rows[_i].want);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("transfer");

	tcase_add_loop_test(tcase, bodies_are_decoded_and_words_are_not_lost, 0,
			    UNIT_COUNT(rows));
	tcase_add_loop_test(tcase, an_encoding_is_guessed_only_beyond_doubt, 0,
			    UNIT_COUNT(guess_rows));
	return unit_main("transfer", tcase);
}
