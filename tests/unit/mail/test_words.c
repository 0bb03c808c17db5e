/* SPDX-License-Identifier: MIT */
#include "words.h"

#include "mail_unit.h"

static const struct {
	const char *value;
	const char *charset;
	const char *want;
} rows[] = {
	{ "plain text", "", "plain text" },
	{ "=?utf-8?Q?gr=C3=BC=C3=9Fe?=", "",
	  "gr\xC3\xBC\xC3\x9F"
	  "e" },
	{ "=?UTF-8?b?Z3LDvMOfZQ==?=", "",
	  "gr\xC3\xBC\xC3\x9F"
	  "e" },
	{ "=?utf-8?q?a_b?= and =?utf-8?q?c?= d", "", "a b and c d" },
	{ "=?utf-8?q?a?= \t =?utf-8?q?b?=", "", "ab" },
	{ "=?utf-8?q?a?= =?iso-8859-1?q?=FC?=", "", "a\xC3\xBC" },
	/* a character cut in two, over base64 with and without padding */
	{ "=?utf-8?B?w6Q=?= =?utf-8?B?w6TD?= =?utf-8?B?pA==?=", "",
	  "\xC3\xA4\xC3\xA4\xC3\xA4" },
	{ "=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", "", "\xC3\xA4" },
	{ "=?utf-8*en?Q?x?=", "", "x" },
	{ "=?utf-8?Q?x?y?z?=", "", "x?y?z" },
	{ "=?utf-8?Q?=?= z", "", "= z" },
	{ "=?utf-8?Q?=4?= z", "", "=4 z" },
	{ "=?utf-8?Q?=zz?=", "", "=zz" },
	{ "=?utf-8?Q?"
	  "?=",
	  "", "" },
	{ "=?utf-8?Q?a b?=", "", "a b" },
	{ "=?utf-8?x?abc?=", "", "=?utf-8?x?abc?=" },
	{ "=?utf-8?Q?never closed", "", "=?utf-8?Q?never closed" },
	{ "=??Q?J=FCrgen?=", "", "J\xC3\xBCrgen" },
	{ "=? utf-8 ?Q?x?=", "", "x" },
	{ "=?u 8?Q?x?=", "", "=?u 8?Q?x?=" },
	/* padding where the text goes on */
	{ "=?utf-8?B?w6Q=w6Q=?=", "", "\xC3\xA4\xC3\xA4" },
	{ "=?utf-8?B?w6 Q=?=", "", "\xC3\xA4" },
	{ "=?utf-8?B?===?=x", "", "x" },
	/* two names of one charset */
	{ "=?utf-8?Q?=C3?= =?UTF8?Q?=A4?=", "", "\xC3\xA4" },
	{ "=?utf-8?Q?=C3?= =?utf-8*de?B?pA==?=", "", "\xC3\xA4" },
	{ "=?utf-8?x?abc?= =?utf-8?Q?ok?=", "", "=?utf-8?x?abc?= ok" },
	{ "=?utf-8?Q?a?==?utf-8?Q?b?=c", "", "abc" },
	{ "(=?utf-8?Q?a?=)", "", "(a)" },
	{ "=?utf-8?Q?Caf=C3=A9?=\t=?utf-8?Q?_now=3F?=", "",
	  "Caf\xC3\xA9 now?" },
	/* a question mark that was not encoded */
	{ "=?utf-8?Q?ok?=C3=A4?= z", "", "ok?\xC3\xA4 z" },
	{ "=?utf-8?Q?ok?=20?=", "", "ok?" },
	{ "=?utf-8?Q?x?=ed z", "", "xed z" },
	{ "=?utf-8?Q?x?=ed=z =?utf-8?Q?y?=", "", "xed=z y" },
	{ "=?utf-8?Q?a=?b?=", "", "a=?b" },
	{ "=?utf-8?Q?cut =?utf-8?Q?ok?=", "", "=?utf-8?Q?cut ok" },
	{ "=?utf-16?B?/v8A5ABi?=", "",
	  "\xC3\xA4"
	  "b" },
	{ "=?utf-16be?B?ANg=?= =?utf-16be?B?AOQ=?=", "", "\xC3\x98\xC3\xA4" },
	/* one line for people: no control characters of any kind */
	{ "=?utf-8?Q?a=C2=85b=E2=80=A8c=1Bd?=", "", "a b c d" },
	{ "=?", "", "=?" },
	{ "=?=?=?utf-8?Q?x?=", "", "=?=?x" },
	{ "=?utf-8?Q?a=0D=0Ab=00c?=", "", "a  bc" },
	{ "\"=?utf-8?Q?quoted?=\"", "", "\"quoted\"" },
	{ "Re:=?utf-8?Q?x?=y", "", "Re:xy" },
	{ "gr\xC3\xBC\xC3\x9F", "iso-8859-15", "gr\xC3\xBC\xC3\x9F" },
	{ "\xA4", "iso-8859-15", "\xE2\x82\xAC" },
	{ "\x93x\x94", "", "\xE2\x80\x9Cx\xE2\x80\x9D" },
	{ "=?utf-16le?B?aABpAA==?=", "", "hi" },
};

START_TEST(header_text_is_decoded_for_people)
{
	unit_assert_slice(am_header_decode(arena, unit_slice(rows[_i].value),
					   unit_slice(rows[_i].charset), NULL),
			  rows[_i].want);
}
END_TEST

START_TEST(a_word_longer_than_its_limit_stays_as_it_is)
{
	struct am_buf value = { 0 };
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_slice got;

	am_buf_puts(&value, "=?utf-8?Q?");
	for (int i = 0; i < AM_WORD_MAX_BYTES; i++)
		am_buf_putc(&value, 'x');
	am_buf_puts(&value, "?=");
	am_notes_start(&notes, arena, &msg);
	got = am_header_decode(arena, am_buf_slice(&value), unit_slice(""),
			       &notes);
	ck_assert(am_slice_eq(got, am_buf_slice(&value)));
	unit_assert_slice(msg.notes.items[0], "limit: encoded word");
	am_buf_free(&value);
}
END_TEST

START_TEST(a_word_is_found_behind_many_that_do_not_end)
{
	struct am_buf value = { 0 };

	for (int i = 0; i < 2000; i++)
		am_buf_puts(&value, "=?utf-8?Q?w");
	am_buf_puts(&value, " =?utf-8?Q?=C3=A4?=");
	ck_assert(am_slice_iends(am_header_decode(arena, am_buf_slice(&value),
						  unit_slice(""), NULL),
				 "\xC3\xA4"));
	am_buf_free(&value);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("words");

	tcase_add_loop_test(tcase, header_text_is_decoded_for_people, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tcase, a_word_longer_than_its_limit_stays_as_it_is);
	tcase_add_test(tcase, a_word_is_found_behind_many_that_do_not_end);
	return unit_main("words", tcase);
}
