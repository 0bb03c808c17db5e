/* SPDX-License-Identifier: MIT */
#include "amends/conf.h"
#include "files.h"

static struct am_conf conf;

static void
load(const char *text)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("amends.lua", text);
	ck_assert_int_eq(
		am_path_format(&roots.configs[0], &err, "%s/amends.lua", top),
		AM_OK);
	compile_tree();
	ck_assert_int_eq(am_conf_decode(am_image_section(&image, AM_IMAGE_CONF),
					faults.arena, &conf, &err),
			 AM_OK);
}

START_TEST(reads_the_whole_example)
{
	load("-- amends.lua\n"
	     "journal \"sqlite:/var/lib/amends/journal.db\"\n"
	     "deadline = \"500ms\"\n"
	     "drain = \"later\"\n"
	     "why = true\n"
	     "local us = \"example.com\"\n"
	     "inbox \"support\" {\n"
	     "  addresses = { \"Support@example.com\", \"help@\" .. us },\n"
	     "  staff = { \"*@example.com\" },\n"
	     "  authserv_id = \"mx.example.com\",\n"
	     "  languages = { \"en\", \"de\" },\n"
	     "  trusted_hosts = { \"mx.example.com\" },\n"
	     "  targets = { first_response = { normal = \"4h\", high = \"1h\","
	     " critical = \"30m\" } },\n"
	     "  acknowledge = { mode = \"draft\", to = \"maildir:/home/a/M\","
	     " signed = \"Roisin, Care\" },\n"
	     "}\n"
	     "inbox \"sales\" { addresses = { \"sales@example.com\" } }\n");
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	unit_assert_slice(conf.journal, "/var/lib/amends/journal.db");
	unit_assert_slice(conf.source, roots.configs[0].text);
	ck_assert_int_eq(conf.deadline_ms, 500);
	ck_assert(!conf.drains_now);
	ck_assert(conf.writes_why);
	ck_assert_uint_eq(conf.n_inboxes, 2);
	unit_assert_slice(conf.inboxes[0].name, "support");
	ck_assert_uint_eq(conf.inboxes[0].addresses.count, 2);
	unit_assert_slice(conf.inboxes[0].addresses.items[0],
			  "support@example.com");
	unit_assert_slice(conf.inboxes[0].addresses.items[1],
			  "help@example.com");
	ck_assert_int_eq(conf.inboxes[0].first_response_secs[AM_HIGH], 3600);
	ck_assert_int_eq(conf.inboxes[0].acknowledge, AM_ACK_DRAFT);
	unit_assert_slice(conf.inboxes[0].draft_maildir, "/home/a/M");
	unit_assert_slice(conf.inboxes[0].signed_by, "Roisin, Care");
	unit_assert_slice(conf.inboxes[1].languages.items[0], "en");
}
END_TEST

static const struct {
	const char *text;
	int line, column;
	const char *says;
} rows[] = {
	{ "deadlin = \"4s\"\n", 1, 1, "did you mean deadline?" },
	{ "\nseal = false\n", 2, 1, "seal must be a word" },
	{ "deadline = 4\n", 1, 1, "deadline must be a time like" },
	{ "why = \"true\"\n", 1, 1, "why must be true or false" },
	{ "journal \"postgres://x\"\n", 1, 1, "yet" },
	{ "journal = \"sqlite:x\"\n", 1, 1, "journal: " },
	{ "reuse_judges = 1\n", 1, 1, "not built yet" },
	{ "inbox \"a\" { adresses = { \"a@b.c\" } }\n", 1, 13,
	  "did you mean addresses?" },
	{ "inbox \"a\" {\n  addresses = \"a@b.c\" }\n", 2, 3,
	  "addresses must be a list" },
	{ "inbox \"a\" {\n  addresses = { \"a@b.c\", 5 } }\n", 2, 3,
	  "addresses must be a list" },
	{ "inbox \"a\" {\n  addresses = { \"nobody\" } }\n", 2, 17,
	  "\"nobody\" is not an address" },
	{ "inbox \"a\" {\n hours = hours { zone = \"x\" } }\n", 2, 2,
	  "not built yet" },
	{ "inbox \"a\" {\n targets = { next_response = \"8h\" } }\n", 2, 14,
	  "not built yet" },
	{ "inbox \"a\" { targets = { first_response = {\n hihg = \"8h\" } } }\n",
	  2, 2, "did you mean high?" },
	{ "inbox \"a\" { targets = \"4h\" }\n", 1, 13,
	  "targets must be a table" },
	{ "inbox \"a\" { acknowledge = { mode = \"send\" } }\n", 1, 29,
	  "\"send\" is not built yet" },
	{ "inbox \"a\" { acknowledge = { mode = \"draft\" } }\n", 1, 29,
	  "folder" },
	{ "inbox \"a\" { acknowledge = { to = \"maildir:x\" } }\n", 1, 29,
	  "absolute" },
	{ "inbox \"a\" { }\ninbox \"a\" { }\n", 2, 7, "of that name" },
	{ "inbox = 5\n", 1, 1, "write inbox" },
	{ "inbox { }\n", 1, 1, "write inbox" },
	{ "local x = os.getenv(\"HOME\")\n", 1, 11, "os is not available" },
	{ "deadline = \n", 2, 1, "unexpected symbol" },
	{ "deadline = whatever\n", 1, 12, "unknown setting whatever" },
	{ "inbox \"a\" { addresses = { \"a@b.c\" } }\n"
	  "inbox \"b\" { addresses = { \"A@B.C\" } }\n",
	  2, 27, "in the inboxes" },
};

START_TEST(finds_every_fault_where_it_stands)
{
	struct am_image_fault first;

	load(rows[_i].text);
	ck_assert_msg(fault_at_line(rows[_i].line, rows[_i].column,
				    rows[_i].says) != NULL,
		      "%s\nwant %d:%d: %s\ngot %s", rows[_i].text,
		      rows[_i].line, rows[_i].column, rows[_i].says,
		      all_faults());
	ck_assert_uint_gt(am_image_faults(&image, &first), 0);
	ck_assert(first.is_config);
	ck_assert_uint_gt(conf.n_inboxes, 0);
}
END_TEST

START_TEST(keeps_what_is_sound)
{
	load("deadline = \"2s\"\nnonsense = 1\nwhy = true\n"
	     "inbox \"a\" { addresses = { \"a@b.c\" }, staff = 7 }\n");
	ck_assert_uint_eq(faults.count, 2);
	ck_assert_int_eq(conf.deadline_ms, 2000);
	ck_assert(conf.writes_why);
	unit_assert_slice(conf.inboxes[0].name, "a");
	ck_assert_uint_eq(conf.inboxes[0].addresses.count, 1);
}
END_TEST

START_TEST(works_without_any_file)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	ck_assert_int_eq(
		am_path_format(&roots.configs[1], &err, "%s/none", top), AM_OK);
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
}
END_TEST

START_TEST(says_when_the_file_that_was_named_is_not_there)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	ck_assert_int_eq(
		am_path_format(&roots.configs[0], &err, "%s/none", top), AM_OK);
	roots.is_config_asked = true;
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "cannot be opened") != NULL, "%s",
		      all_faults());
}
END_TEST

START_TEST(refuses_a_file_that_its_group_can_write)
{
	load("deadline = \"2s\"\n");
	ck_assert_int_eq(chmod(roots.configs[0].text, 0664), 0);
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "chmod go-w") != NULL, "%s",
		      all_faults());
}
END_TEST

START_TEST(looks_where_it_was_told)
{
	struct am_roots found;

	ck_assert_int_eq(setenv("XDG_CONFIG_HOME", "/xdg", 1), 0);
	ck_assert_int_eq(setenv("AMENDS_CONFIG", "/by/environment", 1), 0);
	am_roots_find("/by/option", &found);
	ck_assert_str_eq(found.configs[0].text, "/by/option");
	ck_assert(found.is_config_asked);
	am_roots_find(NULL, &found);
	ck_assert_str_eq(found.configs[0].text, "/by/environment");
	ck_assert_int_eq(unsetenv("AMENDS_CONFIG"), 0);
	am_roots_find(NULL, &found);
	ck_assert(!found.is_config_asked);
	ck_assert_str_eq(found.configs[0].text, "/xdg/amends/amends.lua");
	ck_assert_str_eq(found.configs[1].text, "/etc/amends/amends.lua");
	ck_assert_str_eq(found.folders[2].text, "/xdg/amends");
	ck_assert_str_eq(found.folders[AM_SHIPPED].text, AMENDS_SOURCE_DIR);
	ck_assert_int_eq(unsetenv("XDG_CONFIG_HOME"), 0);
	ck_assert_int_eq(setenv("HOME", "/home/ann", 1), 0);
	am_roots_find(NULL, &found);
	ck_assert_str_eq(found.folders[2].text, "/home/ann/.config/amends");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("conf");

	tcase_set_timeout(tc, 20);
	tcase_add_checked_fixture(tc, given_tree, remove_tree);
	tcase_add_test(tc, reads_the_whole_example);
	tcase_add_loop_test(tc, finds_every_fault_where_it_stands, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tc, keeps_what_is_sound);
	tcase_add_test(tc, works_without_any_file);
	tcase_add_test(tc, says_when_the_file_that_was_named_is_not_there);
	tcase_add_test(tc, refuses_a_file_that_its_group_can_write);
	tcase_add_test(tc, looks_where_it_was_told);
	return unit_main("conf", tc);
}
