/* SPDX-License-Identifier: MIT */
#include "amends/plugins.h"
#include "amends/rulebook.h"
#include "files.h"

static struct am_arena *arena;
static struct am_verdict verdict;

static void
given(void)
{
	given_tree();
	arena = am_arena_new();
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/x.lua", GOOD_RULE);
}

static void
end(void)
{
	am_arena_free(arena);
	remove_tree();
}

/* A plugin called `name` whose judge does `body`. */
static void
write_plugin(const char *file, const char *name, const char *body)
{
	char text[2048];

	(void)snprintf(text, sizeof(text),
		       "return { name = \"%s\", api = 1, about = \"x\",\n"
		       "  settings = { limit = { type = \"number\", default = "
		       "0.5, help = \"x\" },\n"
		       "    word = { type = \"string\", default = \"w\" },\n"
		       "    flag = { type = \"boolean\", default = true } },\n"
		       "  judge = function(message, verdict, settings)\n%s\n"
		       "end }\n",
		       name, body);
	write_file(file, text);
}

static void
judge(const char *text)
{
	struct am_field fields[] = {
		{ AM_SLICE_LIT("X-Thing"), AM_SLICE_LIT(" 1") },
	};
	struct am_message msg = {
		.fields = fields,
		.n_fields = 1,
		.from = { AM_SLICE_LIT("Ann"), AM_SLICE_LIT("ann@b.example") },
		.subject = AM_SLICE_LIT("Hello"),
		.new_text = am_slice_of(text),
		.text = am_slice_of(text),
		.origin = AM_PERSON,
	};

	am_verdict_start(arena, &verdict);
	am_rulebook_run(&image, arena, &msg, NULL, &verdict);
	am_plugins_run(&image, arena, &msg, NULL, &verdict);
}

/* Each row: what a judge may say of itself; asserted inside Lua. */
static const char *const facts[] = {
	"assert(message:origin() == 'person')",
	"assert(message:subject() == 'Hello')",
	"assert(message:new_text() == 'My parcel is late.')",
	"assert(message:text() == message:new_text())",
	"assert(message:from() == 'ann@b.example')",
	"assert(message:from_name() == 'Ann')",
	"assert(message:has_field('x-thing') and not message:has_field('y'))",
	"assert(message:language() == '' or message:language() == 'en')",
	"assert(settings.limit == 0.5 and settings.word == 'w' and "
	"settings.flag == true)",
	"assert(math.abs(verdict:score('complaint') - 1) < 1e-9)",
	"assert(verdict:probability('complaint') > 0.73)",
	"assert(verdict:threshold('complaint') == 0.5)",
	"assert(verdict:probability('nothing') == 0)",
	"local e = verdict:evidence() assert(#e == 1) "
	"assert(e[1].rule == 'complaint.late' and e[1].tag == 'complaint' and "
	"e[1].weight == 2 and e[1].text == 'is late' and e[1].why == "
	"'it is late' and e[1].place == 'new_text' and e[1].cause == nil)",
	"assert(not verdict:is_set('complaint')) verdict:set('complaint') "
	"assert(verdict:is_set('complaint'))",
	"verdict:set('cause.delay') assert(verdict:is_set('cause.delay'))",
	"assert(verdict:urgency() == 'normal' and verdict:urgency_score() == "
	"0)",
	"assert(not pcall(verdict.set, verdict, 'No Tag'))",
	"assert(not pcall(message.subject, verdict))",
	"assert(not pcall(verdict.propose, verdict, { topic = '../x' }))",
	"assert(not pcall(function() message.x = 1 end))",
	"assert(getmetatable(message) == nil)",
};

START_TEST(sees_the_mail_and_the_verdict)
{
	write_plugin("0/plugins/p.lua", "p", facts[_i]);
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	judge("My parcel is late.");
	ck_assert_msg(verdict.failed_rule.len == 0, "%s", facts[_i]);
}
END_TEST

START_TEST(sets_tags_and_proposes)
{
	write_plugin("0/plugins/p.lua", "p",
		     "verdict:set('complaint') verdict:propose { topic = "
		     "'complaint', quote = 'is late', language = 'en' }");
	compile_tree();
	judge("My parcel is late.");
	ck_assert(am_verdict_tag(&verdict, AM_SLICE_LIT("complaint"))->is_set);
	ck_assert(verdict.proposal.is_made);
	unit_assert_slice(verdict.proposal.topic, "complaint");
	unit_assert_slice(verdict.proposal.quote, "is late");
	unit_assert_slice(verdict.proposal.language, "en");
}
END_TEST

/* Each row: a judge that goes wrong; the others must not notice. */
static const char *const failures[] = {
	"error('x')",
	"while true do end",
	"local s = 'x' while true do s = s .. s end",
	"verdict:set('late.' .. nil)",
	"leaked = verdict",
	"local t = {} while true do t = { t } end",
	"while true do pcall(function() while true do end end) end",
};

START_TEST(leaves_out_a_plugin_that_fails)
{
	write_plugin("0/plugins/a.lua", "a", "verdict:set('first')");
	write_plugin("0/plugins/b.lua", "b", failures[_i]);
	write_plugin("0/plugins/c.lua", "c", "verdict:set('last')");
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	judge("My parcel is late.");
	unit_assert_slice(verdict.failed_rule, "b");
	ck_assert(am_verdict_tag(&verdict, AM_SLICE_LIT("first"))->is_set);
	ck_assert(am_verdict_tag(&verdict, AM_SLICE_LIT("last"))->is_set);
}
END_TEST

START_TEST(runs_them_in_their_order)
{
	static const char *const names[] = { "acknowledge", "thanks",
					     "site",        "cause",
					     "complaint",   "urgency" };
	static const char *const order[] = { "complaint", "urgency",
					     "cause",     "thanks",
					     "site",      "acknowledge" };
	char file[64];

	for (int i = 0; i < UNIT_COUNT(names); i++) {
		(void)snprintf(file, sizeof(file), "0/plugins/%s.lua",
			       names[i]);
		write_plugin(file, names[i], "");
	}
	compile_tree();
	for (unsigned int i = 0; i < UNIT_COUNT(order); i++)
		unit_assert_slice(
			am_plugins_name(&image, AM_RUNNING_PLUGIN + i),
			order[i]);
	ck_assert_ptr_null(am_plugins_name(&image, AM_RUNNING_PLUGIN + 6).ptr);
	ck_assert_ptr_null(am_plugins_name(&image, 0).ptr);
}
END_TEST

START_TEST(takes_the_later_of_one_name)
{
	write_plugin("0/plugins/p.lua", "p", "verdict:set('shipped')");
	write_plugin("2/plugins/q.lua", "p", "verdict:set('own')");
	compile_tree();
	ck_assert_uint_eq(faults.n_plugins, 1);
	judge("x");
	ck_assert_ptr_nonnull(am_verdict_tag(&verdict, AM_SLICE_LIT("own")));
	ck_assert_ptr_null(am_verdict_tag(&verdict, AM_SLICE_LIT("shipped")));
}
END_TEST

#define REST "about = \"x\", judge = function() end }"
static const struct {
	const char *text;
	int line, column;
	const char *says;
} faulty[] = {
	{ "local x = 5\n", 1, 1, "must return a table" },
	{ "return { name = \"p\", api = 2, " REST, 1, 22, "has api 1" },
	{ "return { name = \"p\", api = \"1\", " REST, 1, 22,
	  "api must be a number" },
	{ "return { name = \"p\", " REST, 1, 1, "no field api" },
	{ "return { api = 1, " REST, 1, 1, "no field name" },
	{ "return { name = \"P p\", api = 1, " REST, 1, 10, "small letters" },
	{ "return { name = \"p\", api = 1, about = \"x\" }", 1, 1,
	  "no field judge" },
	{ "return { nmae = \"p\", api = 1, " REST, 1, 10,
	  "did you mean name?" },
	{ "return { name = \"p\", api = 1,\n settings = { x = { type = "
	  "\"number\", default = \"1\" } },\n" REST,
	  2, 15, "a default of that type" },
	{ "return { name = \"p\", api = 1,\n settings = { x = 5 },\n" REST, 2,
	  15, "must be a table" },
	{ "x = 1\n", 1, 1, "not declared" },
	{ "local s = io\n", 1, 11, "io is not available" },
	{ "return {\n  name = \"p\"\n  api = 1 }", 3, 3, "expected" },
};

START_TEST(finds_the_faults_of_a_plugin)
{
	write_file("0/plugins/p.lua", faulty[_i].text);
	compile_tree();
	ck_assert_msg(fault_at_line(faulty[_i].line, faulty[_i].column,
				    faulty[_i].says) != NULL,
		      "%s\nwant %d:%d: %s\ngot %s", faulty[_i].text,
		      faulty[_i].line, faulty[_i].column, faulty[_i].says,
		      all_faults());
	ck_assert_uint_eq(faults.n_plugins, 0);
}
END_TEST

START_TEST(says_when_a_plugin_fails_on_a_plain_mail)
{
	write_plugin("0/plugins/p.lua", "p", "local x = nil + 1");
	compile_tree();
	ck_assert_uint_eq(faults.count, 0);
	am_compile_check_examples(&image, &faults);
	ck_assert_uint_eq(faults.count, 1);
	unit_assert_slice(faults.items[0].rule, "p");
	ck_assert_msg(am_slice_ends(faults.items[0].file, "/p.lua") &&
			      faults.items[0].line > 0,
		      "%s", all_faults());
}
END_TEST

START_TEST(survives_a_broken_section)
{
	struct am_slice section;
	struct am_buf copy = { 0 };

	write_plugin("0/plugins/p.lua", "p", "verdict:set('x')");
	compile_tree();
	section = am_image_section(&image, AM_IMAGE_PLUGINS);
	for (size_t n = 0; n < section.len; n++) {
		struct am_image_writer w = { 0 };
		struct am_image cut;

		copy.len = 0;
		am_image_add(&w, AM_IMAGE_PLUGINS, am_slice_head(section, n));
		am_image_finish(&w, &copy);
		ck_assert_int_eq(am_image_of_bytes(am_buf_slice(&copy), true,
						   &cut, &err),
				 AM_OK);
		(void)am_plugins_name(&cut, AM_RUNNING_PLUGIN);
	}
	am_buf_free(&copy);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("plugins");

	tcase_set_timeout(tc, 20);
	tcase_add_checked_fixture(tc, given, end);
	tcase_add_loop_test(tc, sees_the_mail_and_the_verdict, 0,
			    UNIT_COUNT(facts));
	tcase_add_test(tc, sets_tags_and_proposes);
	tcase_add_loop_test(tc, leaves_out_a_plugin_that_fails, 0,
			    UNIT_COUNT(failures));
	tcase_add_test(tc, runs_them_in_their_order);
	tcase_add_test(tc, takes_the_later_of_one_name);
	tcase_add_loop_test(tc, finds_the_faults_of_a_plugin, 0,
			    UNIT_COUNT(faulty));
	tcase_add_test(tc, says_when_a_plugin_fails_on_a_plain_mail);
	tcase_add_test(tc, survives_a_broken_section);
	return unit_main("plugins", tc);
}
