/* SPDX-License-Identifier: MIT */
#include "notes.h"

#include "amends/file.h"
#include "mail_unit.h"

START_TEST(the_manual_lists_every_first_word)
{
	struct am_buf page = { 0 };
	struct am_err err;

	ck_assert_msg(am_read_file(AMENDS_SOURCE_DIR "/core/cmd/amends-show.1",
				   1U << 20, &page, &err) == AM_OK,
		      "%s", err.text);
	for (int i = 0; i < AM_NOTE_COUNT; i++) {
		const char *item =
			am_arena_printf(arena, ".It Ql %s\n",
					am_note_word((enum am_note)i))
				.ptr;

		ck_assert_msg(am_slice_find(am_buf_slice(&page), item) <
				      page.len,
			      "no \"%s\"", item);
	}
	am_buf_free(&page);
}
END_TEST

START_TEST(a_note_is_there_once_and_bounded)
{
	struct am_message msg = { 0 };
	struct am_notes notes;
	char name[300];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	am_notes_start(&notes, arena, &msg);
	am_notes_say(&notes, AM_NOTE_FILE, "a.gif");
	am_notes_say(&notes, AM_NOTE_FILE, "a.gif");
	am_notes_say(&notes, AM_NOTE_FILE, name);
	ck_assert_uint_eq(msg.notes.count, 2);
	unit_assert_slice(msg.notes.items[0], "file in text: a.gif");
	ck_assert_uint_lt(msg.notes.items[1].len, 256);
	ck_assert(!msg.is_cut);
	for (int i = 0; i < 2 * AM_NOTES_MAX; i++)
		am_notes_limit(&notes,
			       am_arena_printf(arena, "thing %d", i).ptr);
	ck_assert_uint_eq(msg.notes.count, AM_NOTES_MAX);
	ck_assert(msg.is_cut);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("notes");

	tcase_add_test(tcase, the_manual_lists_every_first_word);
	tcase_add_test(tcase, a_note_is_there_once_and_bounded);
	return unit_main("notes", tcase);
}
