/* SPDX-License-Identifier: MIT */
#include "amends/policy.h"
#include "files.h"

static struct am_conf conf;
static struct am_policy *policies;
static size_t n_policies;

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
	ck_assert_int_eq(
		am_policies_decode(am_image_section(&image, AM_IMAGE_POLICIES),
				   faults.arena, &policies, &n_policies, &err),
		AM_OK);
	ck_assert_uint_eq(n_policies, conf.n_inboxes);
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
	ck_assert_int_eq(policies[0].secs[AM_TARGET_FIRST_RESPONSE][AM_HIGH],
			 3600);
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
	{ "inbox \"a\" {\n targets = { next_response = 8 } }\n", 2, 14,
	  "next_response must be a time like" },
	{ "inbox \"a\" { targets = { resolution = {\n low = \"x\" } } }\n", 2,
	  2, "low: \"x\" is not a time" },
	{ "inbox \"a\" { targets = { tags = {\n [\"Vip\"] = { } } } }\n", 2, 3,
	  "targets of a tag are written" },
	{ "inbox \"a\" { targets = { tags = {\n [\"vip\"] = \"1h\" } } }\n", 2,
	  3, "targets of a tag are written" },
	{ "inbox \"a\" { targets = { tags = {\n [\"complant\"] = {"
	  " first_response = \"1h\" } } } }\n",
	  2, 3,
	  "no rule speaks for the tag \"complant\": did you mean "
	  "\"complaint\"?" },
	{ "inbox \"a\" { targets = { tags = { [\"complaint\"] = {\n"
	  " frist_response = \"1h\" } } } }\n",
	  2, 2, "did you mean first_response?" },
	{ "inbox \"a\" { targets = {\n tags = \"1h\" } }\n", 2, 2,
	  "tags must be a table" },
	{ "inbox \"a\" {\n hours = hours { zone = \"Europe/Londn\",\n"
	  " mon = \"09:00-17:00\" } }\n",
	  2, 18, "did you mean \"Europe/London\"?" },
	{ "inbox \"a\" { hours = hours { zone = \"UTC\",\n"
	  " [\"mon-fry\"] = \"09:00-17:00\" } }\n",
	  2, 3, "did you mean fri?" },
	{ "inbox \"a\" { hours = hours { zone = \"UTC\",\n"
	  " mon = \"09:00-17:00\",\n tue = { \"09:00-12:00\", \"11:00-13:00\" } "
	  "} }\n",
	  3, 2, "the hours of tue overlap" },
	{ "inbox \"a\" { hours = hours { zone = \"UTC\",\n"
	  " tue = \"05:00-12:00\",\n mon = \"20:00-06:00\" } }\n",
	  3, 2, "the hours of tue overlap" },
	{ "inbox \"a\" {\n hours = hours { zone = \"UTC\" } }\n", 2, 2,
	  "a week without any hours" },
	{ "inbox \"a\" {\n hours = { mon = \"09:00-17:00\" } }\n", 2, 2,
	  "zone is missing" },
	{ "local w = hours {\n zone = \"UTC\", mon = \"25:00-26:00\" }\n"
	  "inbox \"a\" { hours = w }\n",
	  2, 16, "\"25:00\" is no time of day" },
	{ "inbox \"a\" { hours = hours { zone = \"UTC\", mon = 9 } }\n", 1, 43,
	  "mon must be a text or a list of texts, not a number" },
	{ "inbox \"a\" { hours = hours {\n zonne = \"UTC\","
	  " mon = \"09:00-17:00\" } }\n",
	  2, 2, "did you mean zone?" },
	{ "inbox \"a\" { hours = hours {\n \"09:00-17:00\" } }\n", 1, 13,
	  "expected names of days" },
	{ "inbox \"a\" { hours = hours { zone = \"UTC\","
	  " mon = \"09:00-17:00\",\n"
	  " holidays = { \"2026-12-25\", \"2026-13-25\" } } }\n",
	  2, 29, "\"2026-13-25\" is no date like" },
	{ "inbox \"a\" { hours = hours { zone = \"UTC\","
	  " mon = \"09:00-17:00\",\n"
	  " holidays = { \"ical:/nowhere/x.ics\" } } }\n",
	  2, 15, "/nowhere/x.ics" },
	{ "inbox \"a\" {\n hours = 5 }\n", 2, 2, "hours must be hours {" },
	{ "inbox \"a\" {\n hours = \"9-5\" }\n", 2, 2, "neither hours" },
	{ "inbox \"a\" {\n holidays = { } }\n", 2, 2,
	  "belongs into the hours" },
	{ "hours = hours { zone = \"UTC\", mon = \"09:00-17:00\" }\n", 1, 1,
	  "belongs into an inbox" },
	{ "hours \"always\"\n", 1, 1, "table expected" },
	{ "inbox \"a\" {\n valid_from = \"soon\" }\n", 2, 2,
	  "valid_from: \"soon\" is neither" },
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

#define MONDAY INT64_C(1796025600) /* 2026-11-30T08:00:00Z */

START_TEST(reads_hours_and_targets)
{
	struct am_slice item = AM_SLICE_LIT("complaint");
	struct am_slices tags = { &item, 1 };

	load("local week = hours {\n"
	     "  zone = \"Europe/Berlin\",\n"
	     "  [\"mon-thu\"] = { \"09:00-12:00\", \"13:00-17:00\" },\n"
	     "  fri = \"09:00-12:00\",\n"
	     "  holidays = { \"2026-12-01\" },\n"
	     "}\n"
	     "inbox \"a\" { hours = week, team = \"Care\",\n"
	     "  targets = { first_response = \"4h\",\n"
	     "    next_response = { normal = \"8h\" },\n"
	     "    tags = { [\"complaint\"] = { first_response = \"1h\" } } },\n"
	     "  resolved_after = \"3d\", valid_from = \"2026-12-01\" }\n"
	     "inbox \"b\" { hours = { zone = \"UTC\","
	     " mon = \"08:00-08:30\" } }\n"
	     "inbox \"c\" { hours = \"always\" }\n"
	     "inbox \"d\" { hours = week }\n");
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	ck_assert_int_eq(am_calendar_open_secs(policies[0].calendar, MONDAY,
					       MONDAY + 2 * 86400),
			 7 * 3600);
	ck_assert_int_eq(am_calendar_open_secs(policies[1].calendar, MONDAY,
					       MONDAY + 86400),
			 1800);
	ck_assert_ptr_null(policies[2].calendar);
	ck_assert_int_eq(am_calendar_open_secs(policies[3].calendar, MONDAY,
					       MONDAY + 2 * 86400),
			 7 * 3600);
	unit_assert_slice(policies[0].team, "Care");
	ck_assert_int_eq(am_policy_target(&policies[0],
					  AM_TARGET_FIRST_RESPONSE, AM_LOW,
					  &tags),
			 3600);
	ck_assert_int_eq(am_policy_target(&policies[0], AM_TARGET_NEXT_RESPONSE,
					  AM_HIGH, &tags),
			 8 * 3600);
	ck_assert_int_eq(policies[0].silence_secs, 3 * 86400);
	/* midnight in Berlin */
	ck_assert_int_eq(policies[0].valid_from, MONDAY + 15 * 3600);
	ck_assert_int_eq(policies[1].valid_from, AM_NO_TIME);
}
END_TEST

START_TEST(is_always_open_when_its_hours_are_wrong)
{
	load("inbox \"a\" { hours = hours { zone = \"UTC\", mon = \"x\" } }\n");
	ck_assert_uint_eq(faults.count, 1);
	ck_assert_ptr_null(policies[0].calendar);
}
END_TEST

START_TEST(is_stale_when_a_file_of_days_off_changes)
{
	char text[400];

	write_file("x.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
			    "DTSTART;VALUE=DATE:20261130\n"
			    "END:VEVENT\nEND:VCALENDAR\n");
	(void)snprintf(text, sizeof(text),
		       "inbox \"a\" { hours = hours { zone = \"Asia/Tokyo\",\n"
		       " [\"mon-sun\"] = \"00:00-24:00\",\n"
		       " holidays = { \"ical:%s/x.ics\" } } }\n",
		       top);
	load(text);
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	ck_assert(!am_calendar_is_open(policies[0].calendar, MONDAY));
	ck_assert(am_calendar_is_open(policies[0].calendar, MONDAY + 86400));
	ck_assert(am_image_is_fresh(&image, NULL));
	/* the zone's file is one of its sources */
	ck_assert_uint_lt(
		am_slice_find(am_image_section(&image, AM_IMAGE_SOURCES),
			      "/Asia/Tokyo"),
		am_image_section(&image, AM_IMAGE_SOURCES).len);
	write_file("x.ics", "<html></html>\n");
	ck_assert(!am_image_is_fresh(&image, NULL));
	compile_tree();
	ck_assert_msg(
		fault_at_line(3, 15, "x.ics: line 1: this is a web page") !=
			NULL,
		"%s", all_faults());
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
	tcase_add_test(tc, reads_hours_and_targets);
	tcase_add_test(tc, is_always_open_when_its_hours_are_wrong);
	tcase_add_test(tc, is_stale_when_a_file_of_days_off_changes);
	tcase_add_test(tc, keeps_what_is_sound);
	tcase_add_test(tc, works_without_any_file);
	tcase_add_test(tc, says_when_the_file_that_was_named_is_not_there);
	tcase_add_test(tc, refuses_a_file_that_its_group_can_write);
	tcase_add_test(tc, looks_where_it_was_told);
	return unit_main("conf", tc);
}
