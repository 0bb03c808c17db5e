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
	tcase_add_test(tcase,
		       the_first_and_the_newest_of_many_references_are_kept);
	return unit_main("ids", tcase);
}
