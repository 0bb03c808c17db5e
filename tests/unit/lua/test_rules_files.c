/* SPDX-License-Identifier: MIT
 *
 * Files and folders of rules as people leave them. */
#include <unistd.h>

#include "amends/rulebook.h"
#include "files.h"

#define FILES_MAX 2000 /* of one folder */
#define TEXTS_MAX 20000

static void
given_rule(const char *file, const char *items)
{
	struct am_buf text = { 0 };

	am_buf_puts(&text, "rule \"a.b\" { why = \"x\", tag = \"complaint\",\n"
			   "  weight = 2, when = new_text:any { ");
	am_buf_puts(&text, items);
	am_buf_puts(&text, " },\n  hit = { \"w1\" }, miss = { \"fine\" } }\n");
	write_file(file, text.ptr);
	am_buf_free(&text);
}

/* rules/lists/words.txt: w1, w2, ... */
static void
given_list(int lines)
{
	struct am_buf text = { 0 };

	for (int i = 1; i <= lines; i++) {
		char line[16];

		(void)snprintf(line, sizeof(line), "w%d\n", i);
		am_buf_puts(&text, line);
	}
	write_file("0/rules/lists/words.txt", text.ptr);
	am_buf_free(&text);
}

START_TEST(says_how_many_files_are_not_read)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	for (int i = 0; i < FILES_MAX; i++) {
		char name[40];

		(void)snprintf(name, sizeof(name), "2/rules/site/%04d.lua", i);
		write_file(name, "-- nothing\n");
	}
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	write_file("2/rules/site/first.lua", GOOD_RULE);
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "behind 1999.lua") != NULL, "%s",
		      all_faults());
	ck_assert_uint_eq(am_rulebook_count(&image), 0);
}
END_TEST

START_TEST(a_link_to_nowhere_is_told_and_looked_for)
{
	struct am_path link;

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("2/rules/site/good.lua", "-- nothing\n");
	ck_assert_int_eq(
		am_path_format(&link, &err, "%s/2/rules/site/x.lua", top),
		AM_OK);
	ck_assert_int_eq(symlink("../../../away.lua", link.text), 0);
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "No such file") != NULL, "%s",
		      all_faults());
	write_file("away.lua", GOOD_RULE);
	ck_assert(!am_image_is_fresh(&image, NULL));
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	ck_assert_uint_eq(am_rulebook_count(&image), 1);
}
END_TEST

START_TEST(a_byte_order_mark_is_no_text)
{
	write_file("0/rules/tags.lua", "\xef\xbb\xbf" GOOD_TAGS);
	write_file("0/rules/lists/words.txt", "\xef\xbb\xbfw1\nw2\n");
	given_rule("0/rules/en/x.lua", "list \"words.txt\"");
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(faults.count == 0, "%s", all_faults());
}
END_TEST

START_TEST(a_list_has_as_many_lines_as_a_call_has_texts)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	given_rule("0/rules/en/x.lua", "list \"words.txt\"");
	given_list(TEXTS_MAX);
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	given_list(TEXTS_MAX + 1);
	compile_tree();
	ck_assert_msg(fault_at_line(2, 3, "1 to 20000 texts") != NULL, "%s",
		      all_faults());
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rules_files");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, given_tree, remove_tree);
	tcase_add_test(tc, says_how_many_files_are_not_read);
	tcase_add_test(tc, a_link_to_nowhere_is_told_and_looked_for);
	tcase_add_test(tc, a_byte_order_mark_is_no_text);
	tcase_add_test(tc, a_list_has_as_many_lines_as_a_call_has_texts);
	return unit_main("rules_files", tc);
}
