/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "guard.h"
#include "unit.h"

#define LINE    40
#define LITERAL 20
#define TOTAL   200

struct row {
	const char *why;
	const char *bytes;
	enum guard_end end;
	const char *head; /* of the last line, for GUARD_BYE */
};

static const struct row rows[] = {
	{ "an ordinary answer passes",
	  "* 3 EXISTS\r\n* OK [UIDNEXT 4] x\r\n1 OK done\r\n", GUARD_OK, NULL },
	{ "a line of forty bytes passes",
	  "* 34567890123456789012345678901234567\r\n", GUARD_OK, NULL },
	{ "one of more does not",
	  "* 34567890123456789012345678901234567890\r\n", GUARD_LINE, NULL },
	{ "it need not end for that",
	  "123456789012345678901234567890123456789012", GUARD_LINE, NULL },
	{ "a literal that fits passes, and its bytes are no lines",
	  "* 1 FETCH {20}\r\n* BYE * BYE\n{9999}\n)\r\n", GUARD_OK, NULL },
	{ "one that is too long is stopped where it is announced",
	  "* 1 FETCH {21}\r\n", GUARD_LITERAL, NULL },
	{ "so is one with a plus", "* LIST {21+}\r\n", GUARD_LITERAL, NULL },
	{ "and one of so many digits that they wrap",
	  "{18446744073709551617}\r\n", GUARD_LITERAL, NULL },
	{ "and one behind a bare LF", "* 1 FETCH {4294967295}\n", GUARD_LITERAL,
	  NULL },
	{ "braces in the middle of a line announce nothing",
	  "* OK {4294967295} is much\r\n", GUARD_OK, NULL },
	{ "a line goes on behind its literal",
	  "* 1 FETCH {2}\r\nab 567890123456789012345678901\r\n", GUARD_LINE,
	  NULL },
	{ "a farewell ends it, with its words", "* OK\r\n* BYE too many\r\n",
	  GUARD_BYE, "* BYE too many" },
	{ "also in small letters", "* bye\r\n", GUARD_BYE, "* bye" },
	{ "a word that only begins like it does not", "* BYEBYE\r\n", GUARD_OK,
	  NULL },
	{ "a literal in a farewell is one", "* BYE {3}\r\nabc\r\n* OK\r\n",
	  GUARD_BYE, "* BYE {3}" },
};

/* Whatever pieces it comes in. */
static enum guard_end
take(struct guard *g, const char *bytes, size_t step)
{
	size_t n = strlen(bytes);

	memset(g, 0, sizeof(*g));
	guard_expect(g, LINE, LITERAL, TOTAL);
	for (size_t i = 0; i < n; i += step) {
		enum guard_end end =
			guard_take(g, bytes + i, n - i < step ? n - i : step);

		if (end != GUARD_OK)
			return end;
	}
	return GUARD_OK;
}

START_TEST(bounds_what_a_server_says)
{
	const struct row *row = &rows[_i];
	struct guard g;

	for (size_t step = 1; step < 50; step++) {
		enum guard_end end = take(&g, row->bytes, step);

		ck_assert_msg(end == row->end, "%s: %u, not %u, by %zu",
			      row->why, end, row->end, step);
		if (row->head != NULL)
			ck_assert_str_eq(g.head, row->head);
	}
}
END_TEST

START_TEST(counts_each_answer_by_itself)
{
	struct guard g = { 0 };
	char line[] = "* 345678901234567890\r\n";

	guard_expect(&g, LINE, LITERAL, TOTAL);
	for (int i = 0; i < 9; i++)
		ck_assert_int_eq(guard_take(&g, line, strlen(line)), GUARD_OK);
	ck_assert_uint_eq(g.n_lines, 9);
	guard_expect(&g, LINE, LITERAL, TOTAL);
	for (int i = 0; i < 9; i++)
		ck_assert_int_eq(guard_take(&g, line, strlen(line)), GUARD_OK);
	ck_assert_int_eq(guard_take(&g, line, strlen(line)), GUARD_TOTAL);
}
END_TEST

START_TEST(keeps_the_beginning_of_long_words)
{
	struct guard g = { 0 };

	guard_expect(&g, 1000, 0, 1000);
	ck_assert_int_eq(guard_take(&g, "* BYE ", 6), GUARD_OK);
	for (int i = 0; i < 500; i++)
		ck_assert_int_eq(guard_take(&g, "x", 1), GUARD_OK);
	ck_assert_int_eq(guard_take(&g, "\n", 1), GUARD_BYE);
	ck_assert_uint_eq(strlen(g.head), GUARD_HEAD_BYTES - 1);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("guard");

	tcase_add_loop_test(tcase, bounds_what_a_server_says, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tcase, counts_each_answer_by_itself);
	tcase_add_test(tcase, keeps_the_beginning_of_long_words);
	return unit_main("guard", tcase);
}
