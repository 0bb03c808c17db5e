/* SPDX-License-Identifier: MIT */
#include "amends/columns.h"
#include "unit.h"

struct row {
	const char *text;
	size_t columns; /* of all of it */
	size_t room;
	const char *put; /* what am_columns_put() makes of it */
	size_t used;
};

static const struct row rows[] = {
	{ "", 0, 10, "", 0 },
	{ "plain words", 11, 11, "plain words", 11 },
	{ "plain words", 11, 10, "plain w...", 10 },
	{ "zw\xC3\xB6lf", 5, 5, "zw\xC3\xB6lf", 5 },
	/* two columns each */
	{ "\xE6\xB3\xA8\xE6\x96\x87\xE3\x81\x97", 6, 6,
	  "\xE6\xB3\xA8\xE6\x96\x87\xE3\x81\x97", 6 },
	{ "\xE6\xB3\xA8\xE6\x96\x87\xE3\x81\x97", 6, 5, "\xE6\xB3\xA8...", 5 },
	/* a mark above the letter takes none */
	{ "e\xCC\x81t", 2, 2, "e\xCC\x81t", 2 },
	{ "a\x1b[31mb\nc", 7, 20, "a [31mb c", 9 },
	{ "a\xFF", 2, 20, "a\xEF\xBF\xBD", 2 },
	/* right to left from here on */
	{ "a\xE2\x80\xAE"
	  "b",
	  2, 20, "a b", 3 },
};

START_TEST(counts_and_cuts_as_the_row_says)
{
	const struct row *row = &rows[_i];
	struct am_slice text = am_slice_of(row->text);
	struct am_buf out = { 0 };

	ck_assert_uint_eq(am_columns(text), row->columns);
	ck_assert_uint_le(am_columns(am_columns_head(text, row->room)),
			  row->room);
	ck_assert_uint_eq(am_columns_put(&out, text, row->room), row->used);
	unit_assert_slice(am_buf_slice(&out), row->put);
	am_buf_free(&out);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("columns");

	tcase_add_loop_test(tcase, counts_and_cuts_as_the_row_says, 0,
			    UNIT_COUNT(rows));
	return unit_main("columns", tcase);
}
