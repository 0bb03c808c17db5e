/* SPDX-License-Identifier: MIT */
#include "scan.h"
#include "unit.h"

static struct am_arena *arena;
static struct scan scan;

static void
given_arena(void)
{
	arena = am_arena_new();
}

static void
free_arena(void)
{
	am_arena_free(arena);
}

/* Each row: a text, and one token of it. */
static const struct {
	const char *source;
	size_t nth;
	enum scan_kind kind;
	const char *text;
	int line, column, depth;
} rows[] = {
	{ "a = 1", 0, SCAN_NAME, "a", 1, 1, 0 },
	{ "a = 1", 1, SCAN_SIGN, "=", 1, 3, 0 },
	{ "a = 1.5", 2, SCAN_NUMBER, "1.5", 1, 5, 0 },
	{ "a >= 2", 1, SCAN_SIGN, ">=", 1, 3, 0 },
	{ "-- c\n  b", 0, SCAN_NAME, "b", 2, 3, 0 },
	{ "--[[ x\n y ]] b", 0, SCAN_NAME, "b", 2, 7, 0 },
	{ "--[==[ ]] ]==] b", 0, SCAN_NAME, "b", 1, 16, 0 },
	{ "'it''s'", 1, SCAN_TEXT, "s", 1, 5, 0 },
	{ "\"a\\\"b\" c", 0, SCAN_TEXT, "a\\\"b", 1, 1, 0 },
	{ "\"a\\\"b\" c", 1, SCAN_NAME, "c", 1, 8, 0 },
	{ "\"open\nb", 1, SCAN_NAME, "b", 2, 1, 0 },
	{ "\"a\\\nb\" c", 1, SCAN_NAME, "c", 2, 4, 0 },
	{ "[[a\nb]] c", 0, SCAN_TEXT, "a\nb", 1, 1, 0 },
	{ "[[\na]] c", 0, SCAN_TEXT, "a", 1, 1, 0 },
	{ "[=[a]]b]=]", 0, SCAN_TEXT, "a]]b", 1, 1, 0 },
	{ "[[open", 0, SCAN_TEXT, "open", 1, 1, 0 },
	{ "{ a }", 0, SCAN_SIGN, "{", 1, 1, 0 },
	{ "{ a }", 1, SCAN_NAME, "a", 1, 3, 1 },
	{ "{ a }", 2, SCAN_SIGN, "}", 1, 5, 0 },
	{ "} a", 1, SCAN_NAME, "a", 1, 3, 0 },
	{ "\xc3\xa4\xc3\xb6 = 'x' b", 4, SCAN_SIGN, "=", 1, 4, 0 },
	{ "\"\xc3\xa4\" b", 1, SCAN_NAME, "b", 1, 5, 0 },
};

START_TEST(knows_where_each_token_stands)
{
	const struct scan_token *t;

	scan_text(arena, am_slice_of(rows[_i].source), &scan);
	ck_assert_uint_gt(scan.count, rows[_i].nth);
	t = &scan.tokens[rows[_i].nth];
	ck_assert_int_eq(t->kind, rows[_i].kind);
	unit_assert_slice(t->text, rows[_i].text);
	ck_assert_int_eq(t->line, rows[_i].line);
	ck_assert_int_eq(t->column, rows[_i].column);
	ck_assert_int_eq(t->depth, rows[_i].depth);
}
END_TEST

START_TEST(finds_statements_fields_and_items)
{
	size_t name;
	size_t brace;
	size_t hit;

	scan_text(arena,
		  AM_SLICE_LIT("rule \"x\" { hit = 1 }\n"
			       "rule(\"y\") {\n"
			       "  when = f { hit = 2 },\n"
			       "  hit = { \"a\" .. \"b\", \"c\" },\n"
			       "}\n"),
		  &scan);
	name = scan_statement(&scan, "rule", AM_SLICE_LIT("y"), 2);
	ck_assert_int_eq(scan.tokens[name].column, 6);
	brace = scan_brace(&scan, name);
	hit = scan_field(&scan, brace, AM_SLICE_LIT("hit"));
	ck_assert_int_eq(scan.tokens[hit].line, 4);
	brace = scan_brace(&scan, hit);
	unit_assert_slice(scan.tokens[scan_item(&scan, brace, 1)].text, "c");
	ck_assert_uint_eq(scan_item(&scan, brace, 2), SCAN_NOT_FOUND);
	ck_assert_uint_eq(scan_statement(&scan, "rule", AM_SLICE_LIT("z"), 2),
			  SCAN_NOT_FOUND);
	ck_assert_uint_eq(scan_brace(&scan, SCAN_NOT_FOUND), SCAN_NOT_FOUND);
	ck_assert_uint_eq(
		scan_field(&scan, SCAN_NOT_FOUND, AM_SLICE_LIT("hit")),
		SCAN_NOT_FOUND);
	unit_assert_slice(scan_line(&scan, 5), "}");
	unit_assert_slice(scan_line(&scan, 6), "");
	unit_assert_slice(scan_line(&scan, 0), "");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("scan");

	tcase_add_checked_fixture(tc, given_arena, free_arena);
	tcase_add_loop_test(tc, knows_where_each_token_stands, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tc, finds_statements_fields_and_items);
	return unit_main("scan", tc);
}
