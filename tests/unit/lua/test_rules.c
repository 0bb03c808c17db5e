/* SPDX-License-Identifier: MIT */
#include "amends/rulebook.h"
#include "amends/verdict.h"
#include "files.h"

/* Each row: the text of rules/en/x.lua (the tag is declared elsewhere), and
 * the one fault of it. */
static const struct {
	const char *text;
	int line, column;
	const char *says;
} rows[] = {
#define HEAD "rule \"a.b\" {\n"
#define WHY  "  why = \"x\",\n"
#define WHEN "  when = new_text:any { \"late\" },\n"
#define TAG  "  tag = \"complaint\", weight = 2,\n"
#define HITS "  hit = { \"late\" },\n  miss = { \"fine\" },\n"
#define END  "}\n"
	{ "rule \"a.b\" {\n  why = \"x\"\n  tag = \"y\"\n}\n", 3, 3,
	  "'}' expected" },
	{ "-- only\nrule \"a.b\" {", 2, 1, "<eof>" },
	{ HEAD WHEN TAG HITS END, 1, 6, "why is missing" },
	{ HEAD WHY TAG HITS END, 1, 6, "when is missing" },
	{ HEAD WHY WHEN "  weight = 2,\n" HITS END, 1, 6, "tag is missing" },
	{ HEAD WHY WHEN "  tag = \"complaint\",\n" HITS END, 1, 6,
	  "weight is missing" },
	{ HEAD WHY WHEN TAG "  miss = { \"fine\" },\n" END, 1, 6,
	  "hit is missing" },
	{ HEAD WHY WHEN TAG "  hit = { \"late\" },\n" END, 1, 6,
	  "miss is missing" },
	{ HEAD WHY WHEN TAG HITS "  wieght = 3,\n" END, 7, 3,
	  "unknown field wieght: did you mean weight?" },
	{ HEAD WHY WHEN TAG HITS "  colour = 3,\n" END, 7, 3,
	  "unknown field colour" },
	{ HEAD WHY WHEN "  tag = \"complaint\", weight = \"2\",\n" HITS END, 4,
	  22, "weight must be a number, not a string" },
	{ HEAD WHY WHEN "  tag = \"complaint\", weight = 0,\n" HITS END, 4, 22,
	  "counts for nothing" },
	{ HEAD WHY WHEN "  tag = \"complaint\", weight = 0/0,\n" HITS END, 4,
	  22, "between -100 and 100" },
	{ HEAD "  why = \" \",\n" WHEN TAG HITS END, 2, 3, "why is empty" },
	{ HEAD WHY WHEN "  tag = \"complain\", weight = 2,\n" HITS END, 4, 3,
	  "did you mean \"complaint\"?" },
	{ HEAD WHY WHEN "  tag = \"Complaint\", weight = 2,\n" HITS END, 4, 3,
	  "cannot be the name of a tag" },
	{ HEAD WHY WHEN TAG "  hit = \"late\",\n  miss = { \"fine\" },\n" END,
	  5, 3, "hit must be a list" },
	{ HEAD WHY WHEN TAG
	  "  hit = { \"late\", 7 },\n  miss = { \"f\" },\n" END,
	  5, 19, "hit must be a list of texts" },
	{ HEAD WHY WHEN TAG "  hit = { },\n  miss = { \"fine\" },\n" END, 5, 3,
	  "hit is empty" },
	{ HEAD WHY WHEN TAG
	  "  hit = { \"late\", \"early\" },\n  miss = { \"fine\" },\n" END,
	  5, 19, "this hit is not found" },
	{ HEAD WHY WHEN TAG
	  "  hit = { \"late\" },\n  miss = { \"fine\",\n    \"too late\" },\n" END,
	  7, 5, "this miss is found by the rule, by \"late\"" },
	{ HEAD WHY "  when = newtext:any { \"late\" },\n" TAG HITS END, 3, 10,
	  "unknown name newtext: did you mean new_text?" },
	{ HEAD WHY "  when = new_text:amy { \"late\" },\n" TAG HITS END, 3, 19,
	  "did you mean any?" },
	{ HEAD WHY "  when = new_text.any { \"late\" },\n" TAG HITS END, 3, 3,
	  "write a colon" },
	{ HEAD WHY "  when = new_text:any { },\n" TAG HITS END, 3, 3,
	  "a list of 1 to" },
	{ HEAD WHY "  when = new_text:any { 5 },\n" TAG HITS END, 3, 3,
	  "got a number" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\", re [[(late]] },\n" TAG HITS END,
	  3, 43, "" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\",\n \"...\" },\n" TAG HITS END,
	  4, 2, "" },
	{ HEAD WHY "  when = \"late\",\n" TAG HITS END, 3, 3,
	  "when must be a condition" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\" } and subject:any { \"x\" },\n" TAG
		  HITS END,
	  3, 34, "joined with *, not with and" },
	{ HEAD WHY "  when = not new_text:any { \"late\" },\n" TAG HITS END, 3,
	  3, "when must be a condition" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\" } >= 2 - negated,\n" TAG HITS END,
	  3, 3, "in brackets" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\" } - negatd,\n" TAG HITS END,
	  3, 36, "did you mean negated?" },
	{ HEAD WHY "  when = new_text:any { \"late\" } + 5,\n" TAG HITS END, 3,
	  3, "expected a condition" },
	{ "x = 5\n", 1, 1, "write local x" },
	{ "local y = 5\nrule \"a.b\" { why = nothing }\n", 2, 20,
	  "unknown name nothing" },
	{ "print(\"x\")\n", 1, 1, "print is not available in amends" },
	{ "\n  error(\"stop\")\n", 2, 3, "stop" },
	{ "while true do end\n", 1, 1, "too many instructions" },
	{ "rule(5)\n", 1, 1, "write rule \"name\"" },
	{ "rule \"A B\" {\n" WHY WHEN TAG HITS END, 1, 6, "small letters" },
	{ "tag \"x\" { bais = 1 }\n", 1, 11, "did you mean bias?" },
	{ "tag \"x\" { threshold = 50 }\n", 1, 11, "between 0 and 1" },
	{ "tag \"complaint\" { }\ntag \"complaint\" { }\n", 2, 5,
	  "declared already" },
	{ "cue \"negatd\" { \"not\" }\n", 1, 5, "did you mean negated?" },
	{ "cue \"negated\" { \"not\", 5 }\n", 1, 24, "a list of texts" },
	{ HEAD WHY WHEN TAG HITS END HEAD WHY WHEN TAG HITS END, 8, 6,
	  "this name is taken" },
	{ HEAD WHY "  when = new_text:near({ \"late\" }),\n" TAG HITS END, 3, 3,
	  "write near(8, {" },
	{ HEAD WHY "  when = new_text:near(5, { \"late\" }),\n" TAG HITS END, 3,
	  3, "near takes a number of words" },
	{ HEAD WHY "  when = header(5):any { \"late\" },\n" TAG HITS END, 3, 10,
	  "write header \"name\"" },
	{ HEAD WHY "  when = header \"X Y\":any { \"late\" },\n" TAG HITS END,
	  3, 3, "cannot be the name of a field" },
	{ HEAD WHY "  when = messages_within(7) >= 2,\n" TAG HITS END, 3, 3,
	  "write messages_within(\"7d\")" },
	{ HEAD WHY "  when = messages_within(\"7 moons\") >= 2,\n" TAG HITS END,
	  3, 26, "a span of time like" },
	{ HEAD WHY "  when = waiting_since >= 2,\n" TAG HITS END, 3, 3,
	  "write waiting_since >= \"2d\"" },
	{ HEAD WHY "  when = waiting_sinse >= \"2d\",\n" TAG HITS END, 3, 10,
	  "did you mean waiting_since?" },
	{ HEAD WHY "  when = language \"english\",\n" TAG HITS END, 3, 19,
	  "no language code" },
	{ HEAD WHY "  when = tagged \"complaintt\",\n" TAG HITS END, 3, 17,
	  "no rule speaks for the tag \"complaintt\": did you mean" },
	{ HEAD WHY "  when = tagged \"complaint\",\n" TAG HITS END, 3, 3,
	  "waits for a tag that it" },
	{ HEAD WHY "  when = from:domain(list \"vp.txt\"),\n" TAG HITS END, 3,
	  27, "did you mean \"vip.txt\"?" },
	{ HEAD WHY "  when = from:domain(list \"other\"),\n" TAG HITS END, 3,
	  27, "in rules/lists" },
	{ HEAD WHY "  when = from:domain { },\n" TAG HITS END, 3, 3,
	  "expected { \"example.org\"" },
	{ HEAD WHY "  when = subject:domain { \"a.b\" },\n" TAG HITS END, 3, 3,
	  "only from and to have addresses" },
	{ HEAD WHY WHEN TAG "  only = { \"sales\" },\n" HITS END, 5, 12,
	  "has no inbox \"sales\"" },
	{ HEAD WHY WHEN TAG "  off = 1,\n" HITS END, 5, 3,
	  "off must be true or false" },
	{ "adjust \"complaint\" { treshold = 0.7 }\n", 1, 22,
	  "did you mean threshold?" },
	{ "adjust \"complaint\" { threshold = 7 }\n", 1, 22,
	  "between 0 and 1" },
	{ "adjust \"complaint\" { weight = 2 }\n", 1, 8,
	  "a tag has no weight" },
	{ "adjust \"complaint\" { }\n", 1, 8, "nothing is adjusted" },
	{ "adjust \"compliant\" { bias = 2 }\n", 1, 8,
	  "did you mean \"complaint\"?" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\", re [[(late]] },\n" TAG HITS END,
	  3, 43, "missing closing parenthesis" },
	{ HEAD WHY "  when = new_text:any { re \"late[\" },\n" TAG HITS END, 3,
	  34, "missing terminating ]" },
	{ HEAD WHY "  when = new_text:any { \"late\" } - new_text:any { "
		   "\"Late\" },\n" TAG HITS END,
	  3, 3, "behind - is true of all" },
	{ HEAD WHY "  when = new_text:all { \"late\", \"so\" } - "
		   "new_text:any { \"so\" },\n" TAG HITS END,
	  3, 3, "behind - is true of all" },
	{ HEAD WHY
	  "  when = new_text:all { \"late\", \"so\" } >= 2,\n" TAG HITS END,
	  3, 40, "comes to 1 at most" },
	{ HEAD WHY "  when = (new_text:starts { \"late\" } + known_customer) > "
		   "2,\n" TAG HITS END,
	  3, 56, "comes to 2 at most" },
	{ HEAD WHY
	  "  when = language \"de\" * new_text:any { \"late\" },\n" TAG HITS
		  END,
	  3, 19, "mail in en only" },
	{ HEAD WHY "  when = (messages_within(\"7d\") >= 3) - "
		   "(messages_within(\"30d\") >= 3),\n" TAG HITS END,
	  3, 3, "behind - is true of all" },
	{ HEAD WHY
	  "  when = new_text:any { \"lost\" } + (new_text:any { "
	  "\"late\" } - new_text:any { \"so\", \"late\" }),\n" TAG HITS END,
	  3, 3, "behind - is true of all" },
	{ HEAD WHY "  when = new_text:any { \"late\" } >= 0,\n" TAG HITS END, 3,
	  3, "(condition >= 2)" },
	{ HEAD WHY WHEN TAG
	  "  hit = { \"late\", \"early\" },\n  miss = { \"fine\" },\n" END,
	  5, 19, "new_text:any{} finds nothing" },
	{ HEAD WHY "  when = new_text:any { \"late\" } - new_text:any { "
		   "\"fine\" },\n" TAG "  hit = { \"late, fine\" },\n"
		   "  miss = { \"so\" },\n" END,
	  5, 11, "what stands behind - holds too, by \"fine\"" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\" } * known_customer,\n" TAG HITS END,
	  5, 11, "known_customer does not hold" },
	{ HEAD WHY
	  "  when = new_text:any { \"late\" } >= 3,\n" TAG
	  "  hit = { \"late. So late.\" },\n  miss = { \"late\" },\n" END,
	  5, 11, "it is found 2 of 3 times" },
	{ "cue \"negated\" { \"not\" }\n" HEAD WHY
	  "  when = new_text:any { \"late\" } - conditional - negated,\n" TAG
	  "  hit = { \"It is not late.\" },\n  miss = { \"no\" },\n" END,
	  6, 11, "\"late\" is found, but it is negated" },
	{ HEAD WHY "  when = tagged \"thanks\",\n" TAG HITS END
		   "rule \"c.d\" {\n" WHY WHEN
		   "  tag = \"thanks\", weight = -2,\n" HITS END,
	  5, 11, "it does not get the tag thanks" },
	{ "-- a\nlocal s = \"\xfc\"\n", 2, 1, "not UTF-8" },
	{ HEAD WHY "  when = (new_text:any { \"late\" } >= 2),\n  -- \xfc\n", 4,
	  1, "not UTF-8" },
	{ "-- \xc3\xbc\nlocal s = \"\xc3\xbc\" local t = nothing\n", 2, 25,
	  "unknown name nothing" },
};

START_TEST(finds_every_fault_where_it_stands)
{
	write_file("0/rules/tags.lua", GOOD_TAGS "tag \"thanks\" { }\n");
	write_file("0/rules/lists/vip.txt", "vip.example\n");
	write_file("1/rules/en/x.lua", rows[_i].text);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(fault_at_line(rows[_i].line, rows[_i].column,
				    rows[_i].says) != NULL,
		      "%s\nwant %d:%d: %s\ngot %s", rows[_i].text,
		      rows[_i].line, rows[_i].column, rows[_i].says,
		      all_faults());
}
END_TEST

START_TEST(keeps_what_is_sound)
{
	struct am_image_fault first;

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/bad.lua", "rule \"bad\" { why = 5 }\n");
	write_file("0/rules/en/good.lua", GOOD_RULE);
	compile_tree();
	ck_assert_uint_eq(am_rulebook_count(&image), 1);
	ck_assert_uint_eq(faults.n_rules, 1);
	ck_assert_uint_eq(faults.n_rule_files, 3);
	ck_assert_uint_gt(am_image_faults(&image, &first), 0);
	ck_assert(!first.is_config);
	unit_assert_slice(first.rule, "bad");
}
END_TEST

START_TEST(finds_no_fault_in_good_rules)
{
	struct am_image_fault first;

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/good.lua", GOOD_RULE);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	ck_assert_uint_eq(am_image_faults(&image, &first), 0);
	ck_assert(am_image_is_fresh(&image, NULL));
}
END_TEST

/* One who has waited two days and a bit, wrote three times in a week and never
 * complained. */
static int64_t
know(void *asker, enum am_fact fact, uint32_t window)
{
	(void)asker;
	switch (fact) {
	case AM_FACT_WAITING:
		return 2 * 86400 + 60;
	case AM_FACT_MESSAGES:
		return window == 7 * 86400 ? 3 : 0;
	case AM_FACT_COMPLAINTS:
		return 0;
	case AM_FACT_DEADLINE:
		return window == 86400;
	case AM_FACT_CUSTOMER:
	case AM_FACT_OUT_OF_HOURS:
		return 1;
	}
	return -1;
}

static const struct am_evidence *
judge(struct am_arena *arena, const char *text, struct am_verdict *v)
{
	struct am_message msg = { .new_text = am_slice_of(text) };
	struct am_surroundings around = { .ask = know };

	am_verdict_start(arena, v);
	am_rulebook_run(&image, arena, &msg, &around, v);
	return v->n_evidence > 0 ? v->evidence : NULL;
}

/* Each row: a condition, and texts with whether it holds. */
static const struct {
	const char *when;
	const char *text;
	bool holds;
} conditions[] = {
	{ "new_text:any { \"late\" }", "It is late.", true },
	{ "new_text:any { \"late\" }", "It is here.", false },
	{ "new_text:all { \"late\", \"parcel\" }", "The parcel is late.",
	  true },
	{ "new_text:all { \"late\", \"parcel\" }", "It is late.", false },
	{ "new_text:any { \"late\" } + new_text:any { \"lost\" }",
	  "It is lost.", true },
	{ "new_text:any { \"late\" } * new_text:any { \"lost\" }",
	  "It is lost.", false },
	{ "new_text:any { \"late\" } - new_text:any { \"lost\" }",
	  "It is late and lost.", false },
	{ "new_text:any { \"late\" } - new_text:any { \"lost\" }",
	  "It is late.", true },
	{ "new_text:any { \"late\" } >= 2", "It is late.", false },
	{ "new_text:any { \"late\" } >= 2", "It is late. So late.", true },
	{ "new_text:any { \"late\" } > 1", "It is late. So late.", true },
	{ "(new_text:any { \"late\" } >= 2) + new_text:any { \"lost\" }",
	  "It is lost.", true },
	{ "(new_text:any { \"late\" } >= 2) * (new_text:any { \"lost\" } >= 1)",
	  "It is late. So late.", false },
	{ "(new_text:any { \"late\" } >= 2) * (new_text:any { \"lost\" } >= 1)",
	  "It is late. So late. And lost.", true },
	{ "(new_text:any { \"late\" } >= 2) - (new_text:any { \"lost\" } >= 1)",
	  "It is late. So late. And lost.", false },
	{ "new_text:any { re [[l(?:ate|ost) parcel]] }", "A lost parcel.",
	  true },
	{ "new_text:any { re ([[l.st]], \"lost\", \"last\") }", "It is lost.",
	  true },
	{ "new_text:is_question()", "Is it late?", true },
	{ "new_text:is_question()", "It is late.", false },
	{ "new_text:any { \"late\" } - negated", "It is not late.", false },
	{ "new_text:any { \"late\" } - negated", "It is late.", true },
	{ "subject:any { \"late\" }", "It is late.", false },
	{ "new_text:near(4, { \"late\", \"parcel\" })", "A parcel, so late.",
	  true },
	{ "new_text:near(2, { \"late\", \"parcel\" })", "A parcel, so late.",
	  false },
	{ "new_text:starts { \"late\" }", "Late again.", true },
	{ "new_text:starts { \"late\" }", "So late again.", false },
	{ "new_text:ends { \"late\" }", "So very late!", true },
	{ "new_text:ends { \"late\" }", "Late again.", false },
	{ "new_text:count { \"late\" } >= 2", "Late, late.", true },
	{ "new_text:count { \"late\" } >= 2", "Late.", false },
	{ "new_text:shouting() * new_text:any { \"late\" }", "IT IS LATE AGAIN",
	  true },
	{ "new_text:shouting() * new_text:any { \"late\" }", "It is late again",
	  false },
	{ "language \"en\" * new_text:any { \"late\" }",
	  "I am sorry but it is late and I wait for it.", true },
	{ "language \"de\" * new_text:any { \"late\" }",
	  "I am sorry but it is late and I wait for it.", false },
	{ "(waiting_since >= \"2d\") * new_text:any { \"late\" }", "late",
	  true },
	{ "(waiting_since >= \"3d\") * new_text:any { \"late\" }", "late",
	  false },
	{ "(messages_within(\"7d\") >= 3) * new_text:any { \"late\" }", "late",
	  true },
	{ "(messages_within(\"7d\") > 3) * new_text:any { \"late\" }", "late",
	  false },
	{ "new_text:any { \"late\" } - known_customer", "late", false },
	{ "new_text:any { \"late\" } * complaints_within(\"90d\")", "late",
	  false },
	{ "new_text:any { \"late\" } * deadline_within(\"24h\")", "late",
	  true },
	{ "header \"X-A\":any { \"late\" }", "late", false },
	{ "new_text:any { list \"words.txt\", \"late\" }",
	  "It is quite broken.", true },
	{ "new_text:any(list \"words.txt\")", "It is broken.", false },
};

START_TEST(means_what_it_says)
{
	char rule[1024];
	struct am_verdict v;
	struct am_arena *arena = am_arena_new();
	const struct am_evidence *e;

	(void)snprintf(rule, sizeof(rule),
		       HEAD WHY "  when = %s,\n" TAG HITS END,
		       conditions[_i].when);
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/lists/words.txt",
		   "# what customers say\nquite broken\n\ncracked # too\n");
	write_file("0/rules/en/context.lua", "cue \"negated\" { \"not\" }\n");
	write_file("0/rules/en/x.lua", rule);
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	e = judge(arena, conditions[_i].text, &v);
	ck_assert_msg((e != NULL) == conditions[_i].holds, "%s on \"%s\"",
		      conditions[_i].when, conditions[_i].text);
	if (e != NULL) {
		unit_assert_slice(e->rule, "a.b");
		unit_assert_slice(e->file, "rules/en/x.lua");
		ck_assert_int_eq(e->line, 1);
	}
	am_arena_free(arena);
}
END_TEST

START_TEST(replaces_a_rule_by_a_later_one)
{
	struct am_verdict v;
	struct am_arena *arena = am_arena_new();

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/x.lua", GOOD_RULE);
	write_file("2/rules/site/x.lua",
		   "rule \"complaint.late\" {\n" WHY
		   "  when = new_text:any { \"lost\" },\n" TAG
		   "  hit = { \"lost\" }, miss = { \"late\" },\n" END);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	ck_assert_uint_eq(am_rulebook_count(&image), 1);
	ck_assert_ptr_null(judge(arena, "It is late.", &v));
	ck_assert_ptr_nonnull(judge(arena, "It is lost.", &v));
	am_arena_free(arena);
}
END_TEST

/* Each row: a condition, a hit and a miss that must prove right. */
static const struct {
	const char *when, *hit, *miss;
} examples[] = {
	{ "subject:any { \"late\" }", "Subject: late", "late" },
	{ "subject:any { \"late\" } * new_text:any { \"parcel\" }",
	  "Subject: late\\n\\nMy parcel.", "Subject: parcel\\nlate" },
	{ "header \"X-Shop\":any { \"gold\" }", "X-Shop: gold\\n\\nHello",
	  "X-Shop: iron\\n\\ngold" },
	{ "from:domain { \"vip.example\" }",
	  "From: Ann <ann@vip.example>\\n\\nHello",
	  "From: Ann <ann@b.example>\\n\\nHello" },
	{ "waiting_since >= \"2d\"", "waiting_since: 3d\\n\\nHello",
	  "waiting_since: 1d\\n\\nHello" },
	{ "messages_within(\"7d\") >= 3", "messages_within: 3", "Hello" },
	{ "out_of_hours * new_text:any { \"late\" }",
	  "out_of_hours: yes\\n\\nlate", "out_of_hours: no\\n\\nlate" },
	{ "new_text:any { \"late\" } - out_of_hours", "late",
	  "out_of_hours: yes\\n\\nlate" },
	{ "known_customer * subject:any { \"late\" }",
	  "known_customer: yes\\nSubject: late", "Subject: late" },
};

START_TEST(examples_can_hold_fields_and_facts)
{
	char rule[1024];

	(void)snprintf(rule, sizeof(rule),
		       HEAD WHY
		       "  when = %s,\n" TAG
		       "  hit = { \"%s\" },\n  miss = { \"%s\" },\n" END,
		       examples[_i].when, examples[_i].hit, examples[_i].miss);
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/x.lua", rule);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	/* the other way round each is wrong */
	(void)snprintf(rule, sizeof(rule),
		       HEAD WHY
		       "  when = %s,\n" TAG
		       "  hit = { \"%s\" },\n  miss = { \"%s\" },\n" END,
		       examples[_i].when, examples[_i].miss, examples[_i].hit);
	write_file("0/rules/en/x.lua", rule);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(faults.count == 2, "%s", all_faults());
}
END_TEST

START_TEST(adjusts_what_ships)
{
	struct am_verdict v;
	struct am_arena *arena = am_arena_new();
	const struct am_evidence *e;

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/x.lua", GOOD_RULE);
	write_file("2/rules/site/x.lua",
		   "adjust \"complaint.late\" { weight = 0.5 }\n"
		   "adjust \"complaint\" { threshold = 0.9, bias = -3 }\n");
	compile_tree();
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	e = judge(arena, "It is late.", &v);
	ck_assert_ptr_nonnull(e);
	ck_assert_double_eq(e->weight, 0.5);
	ck_assert_double_eq(v.tags[0].bias, -3);
	ck_assert_double_eq(v.tags[0].threshold, 0.9);
	write_file("2/rules/site/x.lua",
		   "adjust \"complaint.late\" { off = true }\n");
	compile_tree();
	ck_assert_ptr_null(judge(arena, "It is late.", &v));
	am_arena_free(arena);
}
END_TEST

START_TEST(a_list_that_changes_makes_the_image_old)
{
	struct am_verdict v;
	struct am_arena *arena = am_arena_new();

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("2/rules/lists/words.txt", "cracked\n");
	write_file("0/rules/lists/words.txt", "broken\n");
	write_file("0/rules/en/x.lua", HEAD WHY
		   "  when = new_text:any(list \"words.txt\"),\n" TAG
		   "  hit = { \"cracked\" }, miss = { \"ok\" },\n" END);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg(faults.count == 0, "%s", all_faults());
	ck_assert_ptr_null(judge(arena, "It is broken.", &v));
	ck_assert(am_image_is_fresh(&image, NULL));
	write_file("2/rules/lists/words.txt", "broken\n\xff\n");
	ck_assert(!am_image_is_fresh(&image, NULL));
	compile_tree();
	ck_assert_msg(fault_at_line(2, 1, "not UTF-8") != NULL, "%s",
		      all_faults());
	am_arena_free(arena);
}
END_TEST

START_TEST(a_bad_line_of_a_list_is_told_where_it_stands)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/lists/words.txt", "cracked\nbro*ken\n");
	write_file("0/rules/en/x.lua", HEAD WHY
		   "  when = new_text:any(list \"words.txt\"),\n" TAG
		   "  hit = { \"cracked\" }, miss = { \"ok\" },\n" END);
	compile_tree();
	ck_assert_msg(fault_at_line(2, 1, "end of a word") != NULL, "%s",
		      all_faults());
}
END_TEST

START_TEST(refuses_files_that_others_can_write)
{
	struct am_path path;

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("2/rules/site/x.lua", GOOD_RULE);
	ck_assert_int_eq(
		am_path_format(&path, &err, "%s/2/rules/site/x.lua", top),
		AM_OK);
	ck_assert_int_eq(chmod(path.text, 0646), 0);
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "others") != NULL, "%s",
		      all_faults());
	ck_assert_uint_eq(am_rulebook_count(&image), 0);
}
END_TEST

START_TEST(reads_no_folder_that_everybody_can_write)
{
	struct am_path path;

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("2/rules/site/x.lua", GOOD_RULE);
	ck_assert_int_eq(am_path_format(&path, &err, "%s/2/rules/site", top),
			 AM_OK);
	ck_assert_int_eq(chmod(path.text, 0777), 0);
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "everybody") != NULL, "%s",
		      all_faults());
	ck_assert_uint_eq(am_rulebook_count(&image), 0);
}
END_TEST

START_TEST(says_when_a_folder_is_no_language)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/english/x.lua", GOOD_RULE);
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "name of a language") != NULL, "%s",
		      all_faults());
}
END_TEST

START_TEST(says_when_there_are_no_rules)
{
	compile_tree();
	ck_assert_msg(fault_at_line(0, 0, "no rules") != NULL, "%s",
		      all_faults());
}
END_TEST

START_TEST(notices_a_new_file)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	compile_tree();
	ck_assert(am_image_is_fresh(&image, NULL));
	write_file("1/plugins/x.lua", "");
	ck_assert(!am_image_is_fresh(&image, NULL));
}
END_TEST

START_TEST(ends_a_condition_that_doubles_itself)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/x.lua", "local a = new_text:any { \"x\" }\n"
				       "for i = 1, 30 do a = a + a end\n");
	compile_tree();
	ck_assert_msg(fault_at_line(2, 1, "more than") != NULL, "%s",
		      all_faults());
}
END_TEST

START_TEST(prints_the_line_and_a_caret)
{
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/x.lua", "\tlocal x = nothing\n");
	compile_tree();
	ck_assert_msg(strstr(all_faults(),
			     "/rules/en/x.lua:1:12: unknown name nothing\n"
			     "    \tlocal x = nothing\n"
			     "    \t          ^\n"
			     "2 rule files, 0 rules, 0 plugins, 0 templates: "
			     "1 fault\n") != NULL,
		      "%s", all_faults());
}
END_TEST

START_TEST(prints_json_a_line_each)
{
	struct am_buf out = { 0 };

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/en/x.lua", "local x = nothing\n");
	compile_tree();
	am_check_report(&faults, true, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "\"line\":1,\"column\":11,"));
	ck_assert_ptr_nonnull(strstr(out.ptr,
				     "\"templates\":0,\"modules\":0,"
				     "\"faults\":1,\"warnings\":0}\n"));
	am_buf_free(&out);
}
END_TEST

/* Each row: a condition, and what a warning says of it; NULL: nothing. */
static const struct {
	const char *when;
	const char *says;
} warned[] = {
	{ "new_text:any { \"late\", \"lost\" }", NULL },
	{ "new_text:any { \"late\", \"Late\" }",
	  "\"Late\" is found by \"late\" already" },
	{ "new_text:any { \"too late\", \"late\" }",
	  "\"too late\" is found by \"late\"" },
	{ "new_text:any { \"too late\", \"late\" } - negated", NULL },
	{ "new_text:any { \"late*\", \"later\" } - negated",
	  "\"later\" is found by \"late*\"" },
	{ "new_text:any { \"later\", \"late*\" }",
	  "\"later\" is found by \"late*\"" },
	{ "new_text:any { \"so * late\", \"so very late\" }",
	  "\"so very late\" is found by \"so * late\"" },
	{ "new_text:any { \"so *5 late\", \"so *2 late\" }",
	  "\"so *2 late\" is found by \"so *5 late\"" },
	{ "new_text:any { \"so * late\", \"so late\" }",
	  "\"so late\" is found" },
	{ "new_text:any { \"so late*\", \"so late\" } >= 2",
	  "\"so late\" is found" },
	{ "new_text:any { \"is late\", \"late is\" }", NULL },
	{ "new_text:any(list \"words.txt\")",
	  "\"very late\" is found by \"late\"" },
	{ "new_text:all { \"late\", \"too late\" }", NULL },
};

START_TEST(warns_of_phrases_that_others_find)
{
	char rule[1024];

	(void)snprintf(rule, sizeof(rule),
		       HEAD WHY "  when = %s,\n" TAG HITS END, warned[_i].when);
	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/lists/words.txt", "late\nvery late\n");
	write_file("0/rules/en/x.lua", rule);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_msg((faults.n_warnings > 0) == (warned[_i].says != NULL),
		      "%s", all_faults());
	if (warned[_i].says != NULL)
		ck_assert_msg(strstr(all_faults(), warned[_i].says) != NULL,
			      "%s", all_faults());
}
END_TEST

START_TEST(warns_of_a_tag_without_rules)
{
	write_file("0/rules/tags.lua", GOOD_TAGS "tag \"odd\" { }\n");
	write_file("0/rules/en/x.lua", GOOD_RULE);
	compile_tree();
	am_compile_check_examples(&image, &faults);
	ck_assert_uint_eq(faults.count, 0);
	ck_assert_msg(strstr(all_faults(),
			     "/tags.lua:2:5: warning: no rule "
			     "speaks for the tag \"odd\"") != NULL,
		      "%s", all_faults());
}
END_TEST

START_TEST(says_where_things_come_from)
{
	struct am_buf out = { 0 };

	write_file("0/rules/tags.lua", GOOD_TAGS);
	write_file("0/rules/lists/vip.txt", "a.example\n");
	write_file("0/rules/en/x.lua", GOOD_RULE);
	write_file("0/rules/en/x.meta.lua", "this is for editors\n");
	write_file("2/rules/lists/vip.txt", "b.example\n");
	write_file("2/rules/site/x.lua", GOOD_RULE);
	write_file("2/rules/replies/question.en.txt", "Hello\n");
	compile_tree();
	am_check_origins(&faults, false, &out);
	ck_assert_uint_eq(faults.count, 0);
	ck_assert_ptr_nonnull(strstr(out.ptr, "rule complaint.late: "));
	ck_assert_ptr_nonnull(strstr(out.ptr, "/2/rules/site/x.lua:1\n"
					      "    instead of "));
	ck_assert_ptr_nonnull(strstr(out.ptr, "/0/rules/en/x.lua\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "/2/rules/lists/vip.txt\n"
					      "    instead of "));
	ck_assert_ptr_nonnull(strstr(out.ptr, "template question.en: "));
	am_buf_free(&out);
	am_check_origins(&faults, true, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "{\"kind\":\"rule\",\"name\":"
					      "\"complaint.late\","));
	am_buf_free(&out);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rules");

	tcase_set_timeout(tc, 20);
	tcase_add_checked_fixture(tc, given_tree, remove_tree);
	tcase_add_loop_test(tc, finds_every_fault_where_it_stands, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tc, keeps_what_is_sound);
	tcase_add_test(tc, finds_no_fault_in_good_rules);
	tcase_add_loop_test(tc, means_what_it_says, 0, UNIT_COUNT(conditions));
	tcase_add_test(tc, replaces_a_rule_by_a_later_one);
	tcase_add_loop_test(tc, examples_can_hold_fields_and_facts, 0,
			    UNIT_COUNT(examples));
	tcase_add_test(tc, adjusts_what_ships);
	tcase_add_test(tc, a_list_that_changes_makes_the_image_old);
	tcase_add_test(tc, a_bad_line_of_a_list_is_told_where_it_stands);
	tcase_add_test(tc, refuses_files_that_others_can_write);
	tcase_add_test(tc, reads_no_folder_that_everybody_can_write);
	tcase_add_test(tc, says_when_a_folder_is_no_language);
	tcase_add_test(tc, says_when_there_are_no_rules);
	tcase_add_test(tc, notices_a_new_file);
	tcase_add_test(tc, ends_a_condition_that_doubles_itself);
	tcase_add_test(tc, prints_the_line_and_a_caret);
	tcase_add_test(tc, prints_json_a_line_each);
	tcase_add_loop_test(tc, warns_of_phrases_that_others_find, 0,
			    UNIT_COUNT(warned));
	tcase_add_test(tc, warns_of_a_tag_without_rules);
	tcase_add_test(tc, says_where_things_come_from);
	return unit_main("rules", tc);
}
