/* SPDX-License-Identifier: MIT
 *
 * A value is read by libetpan's grammar when it is well-formed, and by our
 * tolerant readers otherwise. An empty comment behind it sends it to the latter:
 * both must say the same. */
#include "address.h"
#include "date.h"
#include "grammar.h"
#include "mail_unit.h"

static const struct {
	const char *value;
	bool is_read;
	size_t count;
} lists[] = {
	{ "ann@example.org", true, 1 },
	{ "Ann Lee <ann@example.org>", true, 1 },
	{ "\"Lee, Ann\" <ann@example.org>, bob@example.org", true, 2 },
	{ "team: ann@example.org, Bob <bob@example.org>;", true, 2 },
	{ "undisclosed-recipients:;", true, 0 },
	{ "a.b-c+d@sub.example.org", true, 1 },
	{ "<@relay.example:ann@example.org>", false, 1 },
	{ "Doe, John <john@example.org>", false, 1 },
	{ "John Doe john@example.org", false, 1 },
	{ "ann@example.org (Ann Lee)", false, 1 },
	{ "=?utf-8?q?A=2CB?= <ann@example.org>", false, 1 },
	{ "ann@example.org; bob@example.org", false, 2 },
	{ "J\xc3\xbcrgen <j@example.org>", false, 1 },
	{ "", false, 0 },
};

static void
parse(const char *value, struct am_addresses *out)
{
	struct am_message scratch = { 0 };
	struct am_notes notes;

	*out = (struct am_addresses){ 0 };
	am_notes_start(&notes, arena, &scratch);
	am_addresses_parse(arena, unit_slice(value), am_slice_of(NULL), &notes,
			   out);
}

START_TEST(both_readers_of_addresses_say_the_same)
{
	const char *value = lists[_i].value;
	struct am_addresses strict;
	struct am_addresses one;
	struct am_addresses other;

	ck_assert_int_eq(
		am_grammar_addresses(arena, unit_slice(value), &strict),
		lists[_i].is_read);
	parse(value, &one);
	parse(am_arena_printf(arena, "%s ()", value).ptr, &other);
	ck_assert_uint_eq(one.count, lists[_i].count);
	ck_assert_uint_eq(other.count, lists[_i].count);
	for (size_t i = 0; i < one.count; i++) {
		ck_assert(am_slice_eq(one.items[i].name, other.items[i].name));
		ck_assert(am_slice_eq(one.items[i].address,
				      other.items[i].address));
	}
}
END_TEST

static const struct {
	const char *value;
	bool is_read;
} dates[] = {
	{ "Fri, 20 Nov 2026 10:00:00 +0000", true },
	{ "20 Nov 2026 10:00 -0330", true },
	{ "1 Jan 2000 23:59:60 +1400", true },
	{ "Fri, 20 Nov 2026 10:00:00 -1600", true },
	{ "30 Feb 2026 10:00:00 +0000", true }, /* no date: both say none */
	{ "Fri, 20 Nov 2026 10:00:00 GMT", false },
	{ "Fri, 20 Nov 26 10:00:00 +0000", false },
	{ "Fri, 20 Nov 2026 10:000:00 +0000", false },
	{ "2026-11-20T10:00:00+0000", false },
	{ "Fri, 20 Nov 2026 10:00:00 +9999", false },
	{ "+0100", false },
	{ "", false },
};

START_TEST(both_readers_of_dates_say_the_same)
{
	struct am_slice value = unit_slice(dates[_i].value);
	struct am_civil civil;
	int zone;

	ck_assert_int_eq(am_grammar_date(value, &civil, &zone),
			 dates[_i].is_read);
	ck_assert_int_eq(
		am_date_parse(value),
		am_date_parse(am_arena_printf(arena, "%s ()", value.ptr)));
}
END_TEST

START_TEST(a_long_list_is_left_to_the_tolerant_reader)
{
	struct am_buf value = { 0 };
	struct am_addresses out;

	while (value.len <= AM_GRAMMAR_MAX_BYTES)
		am_buf_puts(&value, "ann@example.org, ");
	ck_assert(!am_grammar_addresses(arena, am_buf_slice(&value), &out));
	am_buf_free(&value);
}
END_TEST

int
main(void)
{
	TCase *tc = mail_unit_case("grammar");

	tcase_add_loop_test(tc, both_readers_of_addresses_say_the_same, 0,
			    UNIT_COUNT(lists));
	tcase_add_loop_test(tc, both_readers_of_dates_say_the_same, 0,
			    UNIT_COUNT(dates));
	tcase_add_test(tc, a_long_list_is_left_to_the_tolerant_reader);
	return unit_main("grammar", tc);
}
