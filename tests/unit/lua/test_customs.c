/* SPDX-License-Identifier: MIT */
#include "amends/customs.h"
#include "amends/rulebook.h"
#include "files.h"

static struct am_arena *arena;
static struct am_verdict verdict;
static char why[AM_ERR_TEXT_BYTES];

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

static void
judge(const char *text)
{
	struct am_message msg = {
		.from = { AM_SLICE_LIT("Ann"), AM_SLICE_LIT("ann@b.example") },
		.subject = AM_SLICE_LIT("Hello"),
		.new_text = am_slice_of(text),
		.text = am_slice_of(text),
		.origin = AM_PERSON,
	};
	struct am_customs *customs =
		am_customs_new(&image, arena, &msg, &verdict);
	struct am_surroundings around = { .custom = am_customs_ask,
					  .customs = customs };

	am_rulebook_run(&image, arena, &msg, &around, &verdict);
	(void)snprintf(why, sizeof(why), "%s", am_customs_error(customs));
	am_customs_free(customs);
}

static double
weight_of(const char *rule)
{
	for (size_t i = 0; i < verdict.n_evidence; i++)
		if (am_slice_eqs(verdict.evidence[i].rule, rule))
			return verdict.evidence[i].weight;
	return 0;
}

/* A file with the rule "own", whose `when` is that. */
static void
write_rule(const char *before, const char *when, const char *examples)
{
	char text[4096];

	(void)snprintf(text, sizeof(text),
		       "%s\nrule \"own\" { why = \"x\", tag = \"complaint\", "
		       "weight = 1,\n  when = %s,\n  %s }\n",
		       before, when, examples);
	write_file("0/rules/site/own.lua", text);
}

#define SOME "hit = { \"order 4711\" }, miss = { \"nothing\" }"

/* Each row: a condition that holds on "order 4711" and not on "nothing". */
static const struct {
	const char *before, *when;
} rules[] = {
	{ "", "custom(function(message) return re.find(message:new_text(), "
	      "[[\\d+]]) ~= nil end)" },
	{ "", "custom(function(message) return re.find(message:new_text(), "
	      "[[\\d+]]) end)" },
	{ "", "new_text:any { \"order\" } * custom(function(message) return "
	      "#message:new_text() > 8 end)" },
	{ "", "(custom(function(message) return #message:new_text() end) >= "
	      "9)" },
	{ "", "new_text:any { \"order\" } - custom(function() return false "
	      "end)" },
	{ "", "custom(function(m, v) return not (m:from() == 'x' or re.match("
	      "m:new_text(), 'order') == nil) end)" },
	{ "local words = { order = true }\n"
	  "local function known(w) return words[w] end",
	  "custom(function(message) for w in re.gmatch(message:new_text(), "
	  "[[\\w+]]) do if known(w) then return true end end end)" },
	{ "local never = new_text:any { \"zzz\" } * custom(function() "
	  "error('not asked') end)",
	  "never + custom(function(message) return #message:new_text() == 10 "
	  "end)" },
	{ "local p = re [[\\bzzword\\b]]",
	  "new_text:any { p, \"order\" } * custom(function() return 0.5 + 0.5 "
	  "end)" },
	{ "local both = (new_text:any { \"order\" } >= 1) + subject:any { "
	  "\"zz\" }",
	  "both * custom(function(m) return (re.gsub(m:new_text(), '[^0-9]', "
	  "'')) == '4711' end)" },
	{ "local t = list \"names.txt\"",
	  "new_text:any { t } * custom(function() return true end)" },
};

START_TEST(decides_what_conditions_cannot)
{
	write_file("0/rules/lists/names.txt", "order\n");
	write_rule(rules[_i].before, rules[_i].when, SOME);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(faults.count == 0, "%s\n%s", rules[_i].when,
		      all_faults());
	judge("order 4711");
	ck_assert_msg(weight_of("own") > 0, "%s: %s", rules[_i].when, why);
	judge("nothing");
	ck_assert_msg(weight_of("own") < 1, "%s", rules[_i].when);
	ck_assert_uint_eq(verdict.failed_rule.len, 0);
}
END_TEST

/* Each row: a function that fails, and what is said. */
static const struct {
	const char *function;
	const char *says;
} failures[] = {
	{ "function() error('mine') end", "own.lua:3: mine" },
	{ "function() while true do end end", "instructions" },
	{ "function() local s = 'x' while true do s = s .. s end end",
	  "64 KB" },
	{ "function() local t = {} while true do t = { t } end end", "" },
	{ "function() return 'yes' end", "not a string" },
	{ "function() return {} end", "not a table" },
	{ "function() return subject end", "subject is nothing" },
	{ "function() return custom(function() end) end", "custom is nothing" },
	{ "function() leaked = 1 end", "not declared" },
	{ "function(m, v) v:set('complaint') end", "only answers" },
	{ "function(m, v) v:propose { topic = 'x' } end", "only answers" },
	{ "function(m) return m:nothing() end", "nothing" },
	{ "function(m) return re.find(m:text(), '(') end", "missing" },
	{ "function(m) return io.open('/etc/passwd') end", "io is" },
	{ "function() return true + 1 end", "not a userdata" },
	{ "function() error(setmetatable({}, { __tostring = function() while "
	  "true do end end })) end",
	  "not a text" },
};

START_TEST(leaves_out_a_rule_whose_function_fails)
{
	char when[1024];

	(void)snprintf(when, sizeof(when),
		       "new_text:any { \"order\" } + custom(%s)",
		       failures[_i].function);
	write_rule("", when, SOME);
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	judge("My order is late.");
	unit_assert_slice(verdict.failed_rule, "own");
	ck_assert_msg(strstr(why, failures[_i].says) != NULL, "%s\nsays %s",
		      failures[_i].function, why);
	ck_assert(weight_of("own") < 1);
	ck_assert(weight_of("complaint.late") > 0);
	/* and the examples say so */
	am_compile_check_examples(&image, &faults);
	ck_assert_uint_ge(faults.count, 1);
	ck_assert_msg(am_slice_find(faults.items[0].text,
				    "the custom function fails on") == 0,
		      "%s", all_faults());
}
END_TEST

START_TEST(is_asked_only_when_the_rest_leaves_it_open)
{
	write_rule("",
		   "new_text:any { \"order\" } * custom(function() "
		   "error('asked') end)",
		   "hit = { \"x\" }, miss = { \"y\" }");
	compile_tree();
	judge("My parcel is late.");
	ck_assert_uint_eq(verdict.failed_rule.len, 0);
	judge("My order is late.");
	unit_assert_slice(verdict.failed_rule, "own");
}
END_TEST

START_TEST(is_run_once_a_mail)
{
	write_rule("local n = 0\n"
		   "local c = custom(function() n = n + 1 return n end)\n"
		   "rule \"other\" { why = \"x\", tag = \"complaint\", weight "
		   "= 1, when = (c >= 2), hit = { \"x\" }, miss = { \"y\" } }",
		   "(c >= 1)", "hit = { \"x\" }, miss = { \"y\" }");
	compile_tree();
	for (int i = 0; i < 2; i++) { /* nothing stays from mail to mail */
		judge("x");
		ck_assert(weight_of("own") > 0);
		ck_assert(weight_of("other") < 1);
	}
}
END_TEST

START_TEST(knows_functions_of_several_files)
{
	write_rule("local c = custom(function() return 1 end)",
		   "custom(function() return 2 end) - c",
		   "hit = { \"x\" }, miss = { \"y\" }");
	write_file("0/rules/site/z.lua",
		   "rule \"z\" { why = \"x\", tag = \"complaint\", weight = 1,"
		   " when = custom(function(m) return m:subject() == 'Hello' "
		   "end), hit = { \"x\" }, miss = { \"y\" } }");
	compile_tree();
	judge("x");
	ck_assert(weight_of("own") < 1);
	ck_assert_msg(weight_of("z") > 0, "%s", why);
}
END_TEST

START_TEST(says_what_is_no_function)
{
	static const char *const wrong[] = { "custom(1)", "custom()",
					     "custom(string.upper)",
					     "custom(new_text)" };

	write_rule("", wrong[_i], "hit = { \"x\" }, miss = { \"y\" }");
	compile_tree();
	ck_assert_msg(fault_at_line(3, 10, "write custom(function") != NULL,
		      "%s", all_faults());
}
END_TEST

START_TEST(keeps_no_bytecode_of_files_without)
{
	compile_tree();
	ck_assert_uint_eq(am_image_section(&image, AM_IMAGE_CUSTOMS).len, 4);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("customs");

	tcase_set_timeout(tc, 20);
	tcase_add_checked_fixture(tc, given, end);
	tcase_add_loop_test(tc, decides_what_conditions_cannot, 0,
			    UNIT_COUNT(rules));
	tcase_add_loop_test(tc, leaves_out_a_rule_whose_function_fails, 0,
			    UNIT_COUNT(failures));
	tcase_add_test(tc, is_asked_only_when_the_rest_leaves_it_open);
	tcase_add_test(tc, is_run_once_a_mail);
	tcase_add_test(tc, knows_functions_of_several_files);
	tcase_add_loop_test(tc, says_what_is_no_function, 0, 4);
	tcase_add_test(tc, keeps_no_bytecode_of_files_without);
	return unit_main("customs", tc);
}
