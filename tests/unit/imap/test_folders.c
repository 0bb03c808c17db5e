/* SPDX-License-Identifier: MIT */
#include "ops.h"
#include "unit.h"

/* What Python's and Dovecot's encoders make of them too. */
static const struct {
	const char *name, *encoded;
} rows[] = {
	{ "INBOX", "INBOX" },
	{ "", "" },
	{ "Gesendete Objekte", "Gesendete Objekte" },
	{ "Entw\xc3\xbcrfe", "Entw&APw-rfe" },
	{ "&AOQ- stays as it is", "&AOQ- stays as it is" },
	{ "\xc3\x84&\xc3\x96", "&AMQ-&-&ANY-" },
	{ "\xe9\x80\x81\xe4\xbf\xa1\xe6\xb8\x88\xe3\x81\xbf", "&kAFP4W4IMH8-" },
	{ "\xf0\x9f\x93\xa4 out", "&2D3c5A- out" },
	{ "a\xc3\xa9", "a&AOk-" },
	{ "\xc3", NULL },
	{ "a\xff"
	  "b",
	  NULL },
	{ "\x80", NULL },
};

START_TEST(encodes_names_of_folders)
{
	char *got = folder_encode(rows[_i].name);

	if (rows[_i].encoded == NULL)
		ck_assert_ptr_null(got);
	else
		ck_assert_str_eq(got, rows[_i].encoded);
	free(got);
}
END_TEST

START_TEST(makes_words_of_the_server_printable)
{
	char words[] = " no\x1b[31m \xc3\xa4\r\n~";

	session_clean(words);
	ck_assert_str_eq(words, " no?[31m ????~");
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("folders");

	tcase_add_loop_test(tcase, encodes_names_of_folders, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tcase, makes_words_of_the_server_printable);
	return unit_main("folders", tcase);
}
