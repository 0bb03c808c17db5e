/* SPDX-License-Identifier: MIT */
#include "ids.h"

#include "mail_unit.h"

static const struct {
	const char *raw;
	const char *want;
} one_rows[] = {
	{ " <a@b>", "a@b" },
	{ "<a\n @b>", "a@b" },
	{ "a@b", "a@b" },
	{ "a@b (comment)", "a@b" },
	{ "<<a@b>>", "a@b" },
	{ "<> <a@b>", "a@b" },
	{ "<>", "" },
	{ "", "" },
	{ "no-at-sign", "no-at-sign" },
	{ "<a b@c>", "ab@c" },
	{ "<a@b", "a@b" },
	{ "<\xFC@b>", "\xC3\xBC@b" },
	{ "\"a@b\"", "a@b" },
	{ "<a@b\xE2\x80\xA8\xC2\x85\x1B>", "a@b" },
	{ "[a@b]", "a@b" },
	{ "ann@x's", "" },
	{ "<\"a b\"@c>", "\"ab\"@c" },
	{ "<a%40b/c+d=e!f$g@h>", "a%40b/c+d=e!f$g@h" },
	{ "=?utf-8?Q?=3Ca=40b=3E?=", "a@b" },
	{ "=?utf-8?Q?=3Clong?=\n =?utf-8?Q?=40b=3E?=", "long@b" },
	{ "<a@b> <c@d>", "a@b" },
	{ "a@b>", "a@b" },
};

START_TEST(message_id_comes_without_brackets_and_folds)
{
	unit_assert_slice(am_id_parse(arena, unit_slice(one_rows[_i].raw)),
			  one_rows[_i].want);
}
END_TEST

static const struct {
	const char *raw;
	const char *want;
} list_rows[] = {
	{ "<a@b> <c@d>", "a@b c@d" },
	{ "<a@b><c@d>", "a@b c@d" },
	{ "<a@b>,\n\t<c@d>", "a@b c@d" },
	{ "Your message of Monday <a@b>", "a@b" },
	{ "a@b c@d", "a@b c@d" },
	{ "Your message of Monday", "" },
	{ "<a@b", "a@b" },
	{ "<a@b <c@d>", "c@d" },
	{ "> <a@b>", "a@b" },
	{ "<a@b c@d>", "a@b c@d" },
	{ "<a@b.exam\n ple> <c@d>", "a@b.example c@d" },
	{ "a@b> <c@d>", "a@b c@d" },
	{ "Mon> <c@d>", "c@d" },
	{ "Ann <ann@x>'s message of Monday <a@b>", "a@b" },
	{ "ann@x's message of Monday", "" },
	{ "Message from ann@x of Monday", "" },
	{ "Message from Ann <ann@x> of Mon, 9 Sep <a@b>", "a@b" },
	{ "Message from Ann <ann@x> of \"Monday\" <a@b>", "a@b" },
	{ "Your note from \"ann@x\" <a@b> (on <c@d>)", "a@b c@d" },
	{ "<> <a@b> < > <c@d>", "a@b c@d" },
	{ "a@b;c@d, \"e@f\"", "a@b c@d e@f" },
	{ "=?us-ascii?Q?=3Ca=40b=3E_=3Cc=40d=3E?=", "a@b c@d" },
	{ "<>", "" },
	{ "", "" },
};

static struct am_slice
list_text(const struct am_slices *list)
{
	struct am_buf text = { 0 };
	struct am_slice out;

	for (size_t i = 0; i < list->count; i++)
		am_buf_printf(&text, "%s%.*s", i > 0 ? " " : "",
			      AM_SLICE_ARG(list->items[i]));
	out = am_arena_dup(arena, am_buf_slice(&text));
	am_buf_free(&text);
	return out;
}

START_TEST(references_are_read_in_order)
{
	struct am_message msg = { 0 };
	struct am_notes notes;

	am_notes_start(&notes, arena, &msg);
	am_ids_parse(arena, unit_slice(list_rows[_i].raw), &notes,
		     &msg.references);
	unit_assert_slice(list_text(&msg.references), list_rows[_i].want);
}
END_TEST

START_TEST(an_id_of_absurd_length_is_left_out)
{
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_buf raw = { 0 };

	am_notes_start(&notes, arena, &msg);
	am_buf_puts(&raw, "<a@b> <");
	for (int i = 0; i < AM_ID_MAX_BYTES; i++)
		am_buf_putc(&raw, 'x');
	am_buf_puts(&raw, "@y> <c@d>");
	am_ids_parse(arena, am_buf_slice(&raw), &notes, &msg.references);
	unit_assert_slice(list_text(&msg.references), "a@b c@d");
	am_buf_free(&raw);
}
END_TEST

START_TEST(the_first_and_the_newest_of_many_references_are_kept)
{
	struct am_message msg = { 0 };
	struct am_notes notes;
	struct am_buf raw = { 0 };

	am_notes_start(&notes, arena, &msg);
	for (int i = 0; i < 5000; i++)
		am_buf_printf(&raw, "<%d@x>\n ", i);
	am_ids_parse(arena, am_buf_slice(&raw), &notes, &msg.references);
	ck_assert_uint_eq(msg.references.count, AM_REFERENCES_MAX);
	unit_assert_slice(msg.references.items[0], "0@x");
	unit_assert_slice(msg.references.items[1], "4901@x");
	unit_assert_slice(msg.references.items[AM_REFERENCES_MAX - 1],
			  "4999@x");
	unit_assert_slice(msg.notes.items[0], "limit: references");
	ck_assert(msg.is_cut);
	am_buf_free(&raw);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("ids");

	tcase_add_loop_test(tcase, message_id_comes_without_brackets_and_folds,
			    0, UNIT_COUNT(one_rows));
	tcase_add_loop_test(tcase, references_are_read_in_order, 0,
			    UNIT_COUNT(list_rows));
	tcase_add_test(tcase, an_id_of_absurd_length_is_left_out);
	tcase_add_test(tcase,
		       the_first_and_the_newest_of_many_references_are_kept);
	return unit_main("ids", tcase);
}
