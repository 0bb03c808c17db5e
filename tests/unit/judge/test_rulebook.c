/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "amends/rulebook.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_rulebook_builder *builder;
static struct am_buf bytes;
static struct am_image image;
static struct am_err err;

static void
cue(const char *language, enum am_context context, const char *phrase)
{
	ck_assert_msg(am_rulebook_add_cue(builder, unit_slice(language),
					  context, unit_slice(phrase),
					  &err) == AM_OK,
		      "%s", err.text);
}

static void
set_up(void)
{
	arena = am_arena_new();
	builder = am_rulebook_builder_new();
	cue("en", AM_NEGATED, "not");
	cue("en", AM_NEGATED, "no");
	cue("en", AM_NEGATED, "no longer");
	cue("en", AM_NEGATED, "never");
	cue("de", AM_NEGATED, "nicht");
	cue("en", AM_CONDITIONAL, "if");
	cue("en", AM_THANKED_FOR, "thanks for");
	cue("en", AM_REPORTED, "she said");
	cue("en", AM_TURN, "but");
	cue("en", AM_TURN, "not only");
	cue("en", AM_NEGATED, "anything but");
}

static void
tear_down(void)
{
	am_rulebook_builder_free(builder);
	am_arena_free(arena);
	am_buf_free(&bytes);
}

/* Conditions in postfix order, one word each: 'phrase' pushes new_text:any of
 * that phrase (words joined by '_', alternatives by ','), "&a,b" is all{},
 * "@subject:phrase" another place ("@header.X-Y:phrase" a field), "^phrase"
 * starts, "$phrase" ends, "~5:a,b" near, "?" is_question, "!" shouting, "=en"
 * language, "#complaint" tagged, "%sales" inbox, "/regex" a regex, + * - the
 * operators, "-n -c -r -t" the contexts, ">3" at least. */
static struct am_cond *stack[16];
static size_t depth;

static struct am_cond *
push(enum am_cond_op op)
{
	struct am_cond *cond = am_arena_alloc(arena, sizeof(*cond));

	cond->op = op;
	cond->place = AM_PLACE_NEW_TEXT;
	stack[depth++] = cond;
	return cond;
}

static void
fill(struct am_cond *cond, struct am_slice list)
{
	char *copy;

	cond->phrases = am_arena_array(arena, 9, sizeof(*cond->phrases));
	while (list.len > 0) {
		size_t end = am_slice_chr(list, ',');
		struct am_slice phrase =
			am_arena_dup(arena, am_slice_head(list, end));

		copy = memcpy(am_arena_alloc(arena, phrase.len + 1), phrase.ptr,
			      phrase.len);
		for (size_t i = 0; i < phrase.len; i++)
			if (copy[i] == '_')
				copy[i] = ' ';
		cond->phrases[cond->n_phrases++] =
			(struct am_slice){ copy, phrase.len };
		list = am_slice_from(list, end + 1);
	}
}

static void
read_place(struct am_slice token)
{
	size_t colon = am_slice_chr(token, ':');
	struct am_slice place = am_slice_head(token, colon);
	struct am_cond *cond = push(AM_COND_ANY);

	if (am_slice_starts(place, "header.")) {
		cond->place = AM_PLACE_HEADER;
		cond->name = am_slice_from(place, strlen("header."));
	}
	for (int i = 0; i < AM_PLACE_HEADER; i++)
		if (am_slice_eqs(place, am_place_name((enum am_place)i)))
			cond->place = (enum am_place)i;
	fill(cond, am_slice_from(token, colon + 1));
}

/* A leaf by its first character; false when it is none of these. */
static bool
read_leaf(struct am_slice token)
{
	static const char marks[] = "&^$=#%";
	static const enum am_cond_op ops[] = {
		AM_COND_ALL,      AM_COND_STARTS, AM_COND_ENDS,
		AM_COND_LANGUAGE, AM_COND_TAGGED, AM_COND_INBOX,
	};
	const char *mark = strchr(marks, token.ptr[0]);
	struct am_slice rest = am_slice_from(token, 1);
	struct am_cond *cond;

	if (am_slice_eqs(token, "?")) {
		(void)push(AM_COND_QUESTION);
	} else if (am_slice_eqs(token, "!")) {
		(void)push(AM_COND_SHOUTING);
	} else if (token.ptr[0] == '@') {
		read_place(rest);
	} else if (token.ptr[0] == '~') {
		cond = push(AM_COND_NEAR);
		cond->count = (uint32_t)(rest.ptr[0] - '0');
		fill(cond, am_slice_from(rest, 2));
	} else if (mark != NULL) {
		cond = push(ops[mark - marks]);
		if (mark - marks < 3)
			fill(cond, rest);
		else
			cond->name = rest;
	} else {
		return false;
	}
	return true;
}

static void
read_token(struct am_slice token)
{
	static const struct {
		const char *text;
		unsigned int context;
	} contexts[] = {
		{ "-n", AM_NEGATED },
		{ "-c", AM_CONDITIONAL },
		{ "-r", AM_REPORTED },
		{ "-t", AM_THANKED_FOR },
	};
	static const char ops[] = "+*-";
	static const enum am_cond_op op_of[] = { AM_COND_OR, AM_COND_AND,
						 AM_COND_BUT_NOT };
	struct am_cond *cond;

	for (int i = 0; i < UNIT_COUNT(contexts); i++) {
		if (am_slice_eqs(token, contexts[i].text)) {
			struct am_cond *left = stack[--depth];

			cond = push(AM_COND_WITHOUT);
			cond->left = left;
			cond->contexts = contexts[i].context;
			return;
		}
	}
	if (token.len == 1 && strchr(ops, token.ptr[0]) != NULL) {
		struct am_cond *right = stack[--depth];
		struct am_cond *left = stack[--depth];

		cond = push(op_of[strchr(ops, token.ptr[0]) - ops]);
		cond->left = left;
		cond->right = right;
	} else if (token.ptr[0] == '>') {
		struct am_cond *left = stack[--depth];

		cond = push(AM_COND_AT_LEAST);
		cond->left = left;
		cond->count = (uint32_t)(token.ptr[1] - '0');
	} else if (token.ptr[0] == '/') {
		cond = push(AM_COND_ANY);
		cond->regexes = am_arena_alloc(arena, sizeof(struct am_slice));
		cond->regexes[0] = am_slice_from(token, 1);
		cond->n_regexes = 1;
	} else if (read_leaf(token)) {
		; /* done */
	} else {
		fill(push(AM_COND_ANY), token);
	}
}

static const struct am_cond *
cond_of(const char *text)
{
	struct am_slice rest = unit_slice(text);

	depth = 0;
	while (rest.len > 0) {
		size_t end = am_slice_chr(rest, ' ');

		read_token(am_slice_head(rest, end));
		rest = am_slice_from(rest, end + 1);
	}
	ck_assert_uint_eq(depth, 1);
	return stack[0];
}

static struct am_rule
rule_of(const char *name, const char *when)
{
	return (struct am_rule){
		.name = unit_slice(name),
		.why = unit_slice("says so"),
		.tag = unit_slice("complaint"),
		.weight = 1.5,
		.language = unit_slice("en"),
		.file = unit_slice("rules/en/x.lua"),
		.line = 12,
		.when = cond_of(when),
	};
}

static void
given_rule(const char *name, const char *when)
{
	struct am_rule rule = rule_of(name, when);

	ck_assert_msg(am_rulebook_add_rule(builder, &rule, &err) == AM_OK, "%s",
		      err.text);
}

static void
compile(void)
{
	struct am_image_writer writer = { .count = 0 };

	am_rulebook_finish(builder, arena, NULL, &writer);
	am_image_finish(&writer, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
}

/* The message: `text`, or "SUBJECT\ntext" after "Subject: ". */
static struct am_message
message_of(const char *text)
{
	struct am_message msg = { .date_utc = 0 };
	struct am_slice rest = unit_slice(text);
	struct am_slice line;

	if (am_slice_starts(rest, "Subject: ")) {
		(void)am_slice_next_line(&rest, &line);
		msg.subject = am_slice_from(line, 9);
	}
	msg.new_text = msg.text = rest;
	return msg;
}

#define QUOTED(text) "\xe2\x80\x9c" text "\xe2\x80\x9d"

static const struct {
	const char *when, *text;
	bool holds;
} rows[] = {
	/* operators */
	{ "waiting", "I am waiting", true },
	{ "waiting", "I wait", false },
	{ "waiting,broken", "it is broken", true },
	{ "&waiting,broken", "it is broken", false },
	{ "&waiting,broken", "broken. I am waiting", true },
	{ "waiting broken +", "broken", true },
	{ "waiting broken +", "fine", false },
	{ "waiting broken *", "broken", false },
	{ "waiting broken *", "waiting, broken", true },
	{ "waiting broken -", "waiting", true },
	{ "waiting broken -", "waiting, broken", false },
	{ "waiting >2", "waiting", false },
	{ "waiting >2", "waiting and waiting", true },
	{ "waiting broken + >2", "waiting, broken", true },
	{ "waiting broken * >2", "waiting, broken, broken", false },
	{ "waiting broken * >2", "waiting, broken, broken, waiting", true },
	{ "still_waiting,waiting >2", "still waiting", false },
	{ "still_waiting,waiting_for >2", "still waiting for it", false },
	{ "/\\bweeks?\\b", "two weeks", true },
	{ "/\\bweeks?\\b >2", "a week or two weeks", true },
	{ "?", "Is it?", true },
	{ "?", "It is.", false },
	{ "? >2", "Is it? When?", true },
	{ "? >2", "Is it? Yes.", false },
	{ "? waiting *", "Where? I am waiting", true },
	{ "? waiting *", "Where?", false },
	{ "? waiting -", "Where?", true },
	{ "waiting ? +", "Where?", true },
	{ "@subject:waiting", "Subject: waiting\n", true },
	{ "@subject:waiting", "Subject: hello\nwaiting", false },
	{ "waiting", "Subject: waiting\nhello", false },
	{ "@text:waiting", "waiting", true },
	{ "@quoted:waiting", "waiting", false },
	/* near */
	{ "~5:refund,promised", "You promised me a refund", true },
	{ "~5:refund,promised", "The refund that you promised", true },
	{ "~5:refund,promised", "promised 1 2 3 refund", true },
	{ "~5:refund,promised", "promised 1 2 3 4 refund", false },
	{ "~5:refund,promised", "refund, refund. Where is it?", false },
	{ "~5:refund,promised >2", "refund promised, promised", false },
	{ "~5:refund,promised >2", "refund promised, promised refund", true },
	{ "~5:a,b,c", "a b 1 2 c", true },
	{ "~5:a,b,c", "a 1 b 2 3 4 c", false },
	{ "~5:a,b,c", "a 1 b 2 3 4 c a b", true },
	{ "~5:refund,promised -n", "not promised a refund", false },
	/* starts, ends */
	{ "^hello", "Hello, I wait", true },
	{ "^hello", "Oh, hello", false },
	{ "^dear_sir,hello", "Dear Sir", true },
	{ "^dear_sir", "Dear Madam, dear Sir", false },
	{ "$thanks", "No more, thanks!", true },
	{ "$thanks", "Thanks, no more", false },
	{ "$bye,many_thanks", "many thanks", true },
	/* shouting */
	{ "!", "WHERE IS MY ORDER", true },
	{ "!", "I say: WHERE IS MY order", true },
	{ "!", "I say: WHERE IS my order", false },
	{ "!", "REFUND!", true },
	{ "!", "ASAP", false },
	{ "!", "Where is it", false },
	{ "! >2", "WHERE IS MY order and WHEN WILL IT come", true },
	{ "!", "WO IST MEINE BESTELLUNG F\xc3\x9cR \xc3\x84NNE", true },
	/* language, tag, inbox */
	{ "=en waiting *", "We are still waiting for the order", true },
	{ "=de waiting *", "We are still waiting for the order", false },
	{ "#complaint waiting +", "on and on", false },
	{ "%sales waiting +", "nothing", false },
	/* what stands behind a side that is 0 is passed over whole */
	{ "waiting broken fine * * fine +", "fine", true },
	{ "waiting broken - fine + >2", "waiting and fine", true },
	/* fields of the mail that is not there */
	{ "@header.X-Shop:gold", "gold", false },
	{ "@attachment:pdf", "pdf", false },
	/* negated */
	{ "still_waiting -n", "We are still waiting", true },
	{ "still_waiting -n", "We are not still waiting", false },
	{ "still_waiting -n", "No, we are still waiting", true },
	{ "still_waiting -n", "We did not. Still waiting", true },
	{ "still_waiting -n", "not one two three four five still waiting",
	  false },
	{ "still_waiting -n", "not one two three four five six still waiting",
	  true },
	{ "no_reply -n", "I had no reply", true },
	{ "no_reply -n", "Not that I had no reply", false },
	{ "satisfied -n", "We were never not satisfied", true },
	{ "satisfied -n", "We are no longer satisfied", false },
	{ "waiting -n", "not waiting, still waiting", true },
	{ "waiting -n >2", "not waiting, still waiting", false },
	{ "&waiting,broken -n", "not waiting; broken", false },
	{ "waiting broken + -n", "not waiting; broken", true },
	{ "waiting -n broken *", "waiting, not broken", true },
	{ "waiting broken - -n", "waiting, not broken", true },
	{ "waiting -n", "ich bin nicht waiting", true },
	{ "still_waiting -n", "not asking much but I am still waiting", true },
	{ "still_waiting -n", "I waited but am not still waiting", false },
	{ "dirty,cold -n", "It was not only dirty", true },
	{ "dirty,cold -n", "It was not dirty but only", false },
	{ "happy -n", "I am anything but happy", false },
	{ "waiting -n", "But not. I am waiting", true },
	/* conditional */
	{ "breaks -c", "It breaks", true },
	{ "breaks -c", "If it breaks, I call", false },
	{ "call -c", "If it breaks, I call", false },
	{ "breaks -c", "It breaks if I look", true },
	{ "breaks -c", "What if? It breaks", true },
	/* thanked for */
	{ "broken -t", "Thanks for fixing the broken screen", false },
	{ "broken -t", "The broken screen, thanks for fixing", true },
	{ "broken -t", "thanks for 1 2 3 4 5 6 7 8 9 broken", false },
	{ "broken -t", "thanks for 1 2 3 4 5 6 7 8 9 10 broken", true },
	{ "broken -t", "Thanks for your reply, but the lamp is broken", true },
	{ "broken -t", "Thanks for your reply but the lamp is broken", true },
	{ "broken -t", "Thanks for your reply, the lamp is broken", true },
	{ "broken -t", "Sorry, but thanks for mending the broken lamp", false },
	/* reported */
	{ "broken -r", "She said it was broken", false },
	{ "broken -r", "It was broken, she said", true },
	{ "broken -r", "You wrote \"it is broken\" to me", false },
	{ "broken -r", "You wrote \"it\" and it is broken, \"ok\"", true },
	{ "broken -r", "You wrote " QUOTED("it is broken") " to me", false },
	{ "broken -r",
	  "Sie schrieb \xe2\x80\x9e"
	  "broken\xe2\x80\x9c dazu",
	  false },
	{ "broken -r", "Il dit \xc2\xab broken \xc2\xbb hier", false },
	{ "broken -r", "Il dit \xc2\xab broken \xc2\xbb.", false },
	{ "broken -r",
	  "Er sagt \xc2\xbb"
	  "broken\xc2\xab dazu",
	  false },
	{ "broken -r", "The broken 5\" screen", true },
	{ "broken -r", "It said \"hello. It is broken\" again", false },
	{ "broken -r", "A stray \" mark and it is broken", true },
	{ "broken -r", "It is broken.\n\nHe wrote: \"so what?\"", true },
	{ "broken -r -n -c", "It is not broken", false },
	{ "broken -r -n -c", "It is broken", true },
};

START_TEST(a_condition_holds_or_not)
{
	struct am_message msg = message_of(rows[_i].text);
	struct am_evidence evidence;

	given_rule("r", rows[_i].when);
	compile();
	ck_assert_msg(am_rulebook_holds(&image, arena, &msg, 0, &evidence) ==
			      rows[_i].holds,
		      "%s over '%s' should %shold", rows[_i].when,
		      rows[_i].text, rows[_i].holds ? "" : "not ");
}
END_TEST

/* Running the whole book must say the same: that an index leads to the rule. */
START_TEST(the_whole_book_agrees_with_the_single_rule)
{
	struct am_message msg = message_of(rows[_i].text);
	uint32_t running = 5;
	struct am_surroundings around = { .running = &running };
	struct am_verdict verdict;

	given_rule("other", "nothing_like_this");
	given_rule("r", rows[_i].when);
	compile();
	am_rulebook_run(&image, arena, &msg, &around, &verdict);
	if (verdict.language.code[0] != '\0' &&
	    strcmp(verdict.language.code, "en") != 0)
		return; /* such rules do not run on it */
	ck_assert_uint_eq(verdict.n_evidence, rows[_i].holds);
	ck_assert_uint_eq(running, UINT32_MAX);
}
END_TEST

START_TEST(evidence_says_which_words_and_where)
{
	struct am_message msg = message_of(
		"Hello,\nwe are not broken. We are STILL\nwaiting for it.");
	struct am_verdict verdict;
	struct am_evidence *e;

	given_rule("complaint.waiting", "broken,still_waiting -n");
	compile();
	am_rulebook_run(&image, arena, &msg, NULL, &verdict);
	ck_assert_uint_eq(verdict.n_evidence, 1);
	e = &verdict.evidence[0];
	unit_assert_slice(e->rule, "complaint.waiting");
	unit_assert_slice(e->tag, "complaint");
	unit_assert_slice(e->cause, "");
	unit_assert_slice(e->why, "says so");
	unit_assert_slice(e->file, "rules/en/x.lua");
	ck_assert_int_eq(e->line, 12);
	unit_assert_slice(e->place, "new_text");
	unit_assert_slice(e->text, "STILL\nwaiting");
	ck_assert_uint_eq(e->start, 33);
	ck_assert_uint_eq(e->end, 46);
	ck_assert_double_eq_tol(e->weight, 1.5, 1e-9);
}
END_TEST

static const char parts_mail[] =
	"From: Ann <ann@example.org>\nX-Shop: =?utf-8?q?G=C3=B6ld?= card\n"
	"x-other: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
	"See the file.\n--b\nContent-Type: application/pdf\n"
	"Content-Disposition: attachment; filename=\"my invoice.pdf\"\n\n"
	"%PDF\n--b--\n";

START_TEST(fields_and_files_are_places)
{
	static const struct {
		const char *when;
		bool holds;
	} places[] = {
		{ "@header.X-Shop:g\xc3\xb6ld", true },
		{ "@header.x-shop:card", true },
		{ "@header.X-Shop:x", false },
		{ "@header.X-Other:x", true },
		{ "@header.X-Shop:card @header.X-Other:x *", true },
		{ "@attachment:invoice_pdf", true },
		{ "@attachment:see", false },
		{ "@body_part:application_pdf", true },
		{ "@body_part:text_plain", true },
		{ "@body_part:image", false },
	};
	struct am_message msg;
	struct am_evidence evidence;

	for (int i = 0; i < UNIT_COUNT(places); i++)
		given_rule(am_arena_printf(arena, "r%d", i).ptr,
			   places[i].when);
	compile();
	am_message_parse(arena, unit_slice(parts_mail), NULL, &msg);
	for (int i = 0; i < UNIT_COUNT(places); i++)
		ck_assert_msg(am_rulebook_holds(&image, arena, &msg,
						(uint32_t)i,
						&evidence) == places[i].holds,
			      "%s", places[i].when);
}
END_TEST

static void
given_rule_for(const char *name, const char *when, const char *tag,
	       const char *cause)
{
	struct am_rule rule = rule_of(name, when);

	rule.tag = unit_slice(tag);
	rule.cause = unit_slice(cause);
	ck_assert_msg(am_rulebook_add_rule(builder, &rule, &err) == AM_OK, "%s",
		      err.text);
}

/* Written in the wrong order, and two steps deep. */
START_TEST(a_rule_that_asks_for_a_tag_is_run_behind_those_that_speak_for_it)
{
	struct am_message msg = message_of("I am waiting for the refund");
	struct am_verdict v;

	given_rule_for("third", "#churn", "alarm", "");
	given_rule_for("second", "#complaint refund *", "churn", "");
	given_rule_for("first", "waiting", "complaint", "");
	given_rule_for("by_cause", "#cause.delay", "late", "");
	compile();
	am_rulebook_run(&image, arena, &msg, NULL, &v);
	ck_assert_uint_eq(v.n_evidence, 3);
	unit_assert_slice(v.evidence[0].rule, "first");
	unit_assert_slice(v.evidence[1].rule, "second");
	unit_assert_slice(v.evidence[2].rule, "third");
}
END_TEST

START_TEST(a_cause_is_a_tag_to_ask_for)
{
	struct am_message msg = message_of("I am waiting");
	struct am_verdict v;

	given_rule_for("asks", "#cause.delay", "late", "");
	given_rule_for("speaks", "waiting", "complaint", "cause.delay");
	compile();
	am_rulebook_run(&image, arena, &msg, NULL, &v);
	ck_assert_uint_eq(v.n_evidence, 2);
	unit_assert_slice(v.evidence[1].rule, "asks");
}
END_TEST

START_TEST(rules_in_a_circle_are_left_out_and_named)
{
	struct am_message msg = message_of("I am waiting");
	struct am_image_writer writer = { .count = 0 };
	struct am_slices circle;
	struct am_verdict v;

	given_rule_for("a", "#two waiting +", "one", "");
	given_rule_for("b", "#one waiting +", "two", "");
	given_rule_for("own", "#three waiting +", "three", "");
	given_rule_for("sound", "waiting", "complaint", "");
	am_rulebook_finish(builder, arena, &circle, &writer);
	am_image_finish(&writer, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
	ck_assert_uint_eq(circle.count, 3);
	unit_assert_slice(circle.items[0], "a");
	unit_assert_slice(circle.items[2], "own");
	am_rulebook_run(&image, arena, &msg, NULL, &v);
	ck_assert_uint_eq(v.n_evidence, 1);
	unit_assert_slice(v.evidence[0].rule, "sound");
}
END_TEST

START_TEST(a_rule_can_be_for_one_inbox)
{
	struct am_message msg = message_of("I am waiting");
	struct am_surroundings sales = { .inbox = unit_slice("Sales") };
	struct am_surroundings other = { .inbox = unit_slice("support") };
	struct am_verdict v;

	given_rule("r", "waiting %sales *");
	compile();
	am_rulebook_run(&image, arena, &msg, &sales, &v);
	ck_assert_uint_eq(v.n_evidence, 1);
	am_rulebook_run(&image, arena, &msg, &other, &v);
	ck_assert_uint_eq(v.n_evidence, 0);
}
END_TEST

START_TEST(tags_begin_at_their_bias_and_all_are_listed)
{
	struct am_message msg = message_of("I am still waiting");
	struct am_verdict verdict;
	struct am_tag *tag;

	ck_assert_int_eq(am_rulebook_add_tag(builder, unit_slice("complaint"),
					     -1.5, 0.4, &err),
			 AM_OK);
	ck_assert_int_eq(am_rulebook_add_tag(builder, unit_slice("thanks"), -2,
					     0.7, &err),
			 AM_OK);
	given_rule("r", "still_waiting");
	compile();
	am_rulebook_run(&image, arena, &msg, NULL, &verdict);
	ck_assert_uint_eq(verdict.n_tags, 2);
	tag = am_verdict_tag(&verdict, unit_slice("complaint"));
	ck_assert_double_eq_tol(tag->score, 0, 1e-9);
	ck_assert_double_eq_tol(tag->threshold, 0.4, 1e-9);
	tag = am_verdict_tag(&verdict, unit_slice("thanks"));
	ck_assert_double_eq_tol(tag->score, -2, 1e-9);
	ck_assert_double_eq_tol(tag->probability, 1 / (1 + exp(2)), 1e-9);
	ck_assert(!tag->is_set);
}
END_TEST

START_TEST(a_rule_with_the_same_name_replaces)
{
	struct am_message msg = message_of("broken");
	struct am_evidence evidence;

	given_rule("a", "waiting");
	given_rule("b", "waiting");
	given_rule("a", "broken");
	compile();
	ck_assert_uint_eq(am_rulebook_count(&image), 2);
	ck_assert_uint_eq(am_rulebook_find(&image, unit_slice("a")), 0);
	ck_assert_uint_eq(am_rulebook_find(&image, unit_slice("b")), 1);
	ck_assert_uint_eq(am_rulebook_find(&image, unit_slice("c")),
			  UINT32_MAX);
	unit_assert_slice(am_rulebook_rule_name(&image, 1), "b");
	unit_assert_slice(am_rulebook_rule_name(&image, 2), "");
	ck_assert(am_rulebook_holds(&image, arena, &msg, 0, &evidence));
	ck_assert(!am_rulebook_holds(&image, arena, &msg, 1, &evidence));
}
END_TEST

START_TEST(a_rule_of_another_language_does_not_run)
{
	static const char german[] =
		"Guten Tag, ich warte seit drei Wochen auf meine Bestellung "
		"und habe noch keine Antwort von Ihnen bekommen. Das ist "
		"nicht in Ordnung, und ich bitte Sie um eine Antwort. zq17";
	struct am_message msg = message_of(german);
	struct am_rule rule = rule_of("en.rule", "zq17");
	struct am_verdict verdict;

	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	rule.name = unit_slice("de.rule");
	rule.language = unit_slice("de");
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	rule.name = unit_slice("all.rule");
	rule.language = unit_slice("");
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	compile();
	am_rulebook_run(&image, arena, &msg, NULL, &verdict);
	ck_assert_str_eq(verdict.language.code, "de");
	ck_assert_uint_eq(verdict.n_evidence, 2);
	unit_assert_slice(verdict.evidence[0].rule, "de.rule");
	unit_assert_slice(verdict.evidence[1].rule, "all.rule");

	msg = message_of("xyzzy zq17 plugh");
	am_rulebook_run(&image, arena, &msg, NULL, &verdict);
	ck_assert_str_eq(verdict.language.code, "");
	ck_assert_uint_eq(verdict.n_evidence, 3);
}
END_TEST

START_TEST(sender_and_recipients_are_places)
{
	struct am_address to[] = {
		{ unit_slice("Help"), unit_slice("help@example.com") },
		{ unit_slice(""), unit_slice("boss@example.com") },
	};
	struct am_message msg = message_of("hello");
	struct am_evidence evidence;

	msg.from = (struct am_address){ unit_slice("Ombudsman Office"),
					unit_slice("o@example.org") };
	msg.to = (struct am_addresses){ to, 2 };
	given_rule("from", "@from:ombudsman");
	given_rule("to", "@to:boss");
	compile();
	ck_assert(am_rulebook_holds(&image, arena, &msg, 0, &evidence));
	unit_assert_slice(evidence.place, "from");
	unit_assert_slice(evidence.text, "Ombudsman");
	ck_assert(am_rulebook_holds(&image, arena, &msg, 1, &evidence));
	unit_assert_slice(evidence.place, "to");
	unit_assert_slice(evidence.text, "boss");
}
END_TEST

/* Each row: what is wrong with an otherwise good rule, and what is said. */
static const struct {
	const char *name, *tag, *why, *when, *says;
	double weight;
} bad[] = {
	{ "", "t", "w", "x", "no name for a rule", 1 },
	{ "a b", "t", "w", "x", "no name for a rule", 1 },
	{ "a", "T!", "w", "x", "no name for a tag", 1 },
	{ "a", "t", "", "x", "`why`", 1 },
	{ "a", "t", "w", "x", "`weight`", 21 },
	{ "a", "t", "w", "x", "`weight`", (double)NAN },
	{ "a", "t", "w", "re*fund", "at the end of a word", 1 },
	{ "a", "t", "w", "/(x", "missing closing", 1 },
	{ "a", "t", "w", "&", "new_text:all{} lists nothing", 1 },
	{ "a", "t", "w", "^", "new_text:starts{} lists nothing", 1 },
	{ "a", "t", "w", "~5:x", "near takes a number of words", 1 },
	{ "a", "t", "w", "~1:x,y", "near takes a number of words", 1 },
	{ "a", "t", "w", "~5:a,b,c,d,e,f,g,h,i", "near takes", 1 },
	{ "a", "t", "w", "#urgency", "no tag to ask for", 1 },
	{ "a", "t", "w", "=", "lacks a name", 1 },
	{ "a", "t", "w", "@header.:x", "cannot be the name of a field", 1 },
	{ "a", "t", "w", "x >0", "'>= 0' always holds", 1 },
};

START_TEST(refuses_a_bad_rule_with_the_reason)
{
	struct am_rule rule = rule_of(bad[_i].name, bad[_i].when);

	rule.tag = unit_slice(bad[_i].tag);
	rule.why = unit_slice(bad[_i].why);
	rule.weight = bad[_i].weight;
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err),
			 AM_ECONFIG);
	ck_assert_msg(strstr(err.text, bad[_i].says) != NULL, "%s", err.text);
	compile();
	ck_assert_uint_eq(am_rulebook_count(&image), 0);
}
END_TEST

static struct am_cond *
listed(enum am_cond_op op, enum am_place place, struct am_slice *items,
       size_t count)
{
	struct am_cond *cond = am_arena_alloc(arena, sizeof(*cond));

	*cond = (struct am_cond){
		.op = op,
		.place = place,
		.list = { items, count },
	};
	return cond;
}

/* Answers 3 to everything, and counts. */
static int64_t
answer(void *asker, enum am_fact fact, uint32_t window)
{
	int *asked = asker;

	(*asked)++;
	return fact == AM_FACT_CUSTOMER ? -1 : window == 7 ? 5000000000 : 3;
}

static const struct am_cond *
fact_at_least(enum am_fact fact, uint32_t window, uint32_t least)
{
	struct am_cond *cond = am_arena_alloc(arena, sizeof(*cond));
	struct am_cond *leaf = am_arena_alloc(arena, sizeof(*leaf));

	*leaf = (struct am_cond){
		.op = AM_COND_FACT,
		.fact = fact,
		.count = window,
	};
	*cond = (struct am_cond){
		.op = AM_COND_AT_LEAST,
		.left = leaf,
		.count = least,
	};
	return cond;
}

static const struct {
	enum am_fact fact;
	uint32_t window, least;
	size_t n_evidence;
	int asked;
} asks[] = {
	{ AM_FACT_MESSAGES, 60, 3, 1, 1 },
	{ AM_FACT_MESSAGES, 60, 4, 0, 1 },
	{ AM_FACT_MESSAGES, 7, UINT32_MAX, 1, 1 },
	{ AM_FACT_CUSTOMER, 0, 1, 0, 1 }, /* nobody knows */
};

START_TEST(a_question_is_asked_once)
{
	int asked = 0;
	struct am_surroundings around = { .ask = answer, .asker = &asked };
	struct am_message msg = message_of("I am waiting");
	struct am_rule rule = rule_of("r", "x");
	struct am_verdict v;

	rule.when =
		fact_at_least(asks[_i].fact, asks[_i].window, asks[_i].least);
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	rule.name = unit_slice("again");
	rule.when = fact_at_least(asks[_i].fact, asks[_i].window, 1);
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	compile();
	am_rulebook_run(&image, arena, &msg, &around, &v);
	ck_assert_int_eq(asked, asks[_i].asked);
	ck_assert_uint_eq(v.n_evidence > 0 &&
				  am_slice_eqs(v.evidence[0].rule, "r"),
			  asks[_i].n_evidence);
	am_rulebook_run(&image, arena, &msg, NULL, &v);
	ck_assert_uint_eq(v.n_evidence, 0);
}
END_TEST

START_TEST(nothing_is_asked_that_the_words_have_settled)
{
	int asked = 0;
	struct am_surroundings around = { .ask = answer, .asker = &asked };
	struct am_message msg = message_of("All is well.");
	struct am_rule rule = rule_of("r", "x");
	struct am_cond both = { .op = AM_COND_AND };
	struct am_verdict v;

	both.left = cond_of("? waiting +");
	both.right = fact_at_least(AM_FACT_MESSAGES, 60, 1);
	rule.when = &both;
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	compile();
	am_rulebook_run(&image, arena, &msg, &around, &v);
	ck_assert_int_eq(asked, 0);
	msg = message_of("Am I waiting?");
	am_rulebook_run(&image, arena, &msg, &around, &v);
	ck_assert_int_eq(asked, 1);
	ck_assert_uint_eq(v.n_evidence, 1);
}
END_TEST

static const struct {
	enum am_fact fact;
	uint32_t window;
	const char *want;
} told[] = {
	{ AM_FACT_WAITING, 0, "waiting_since: 3s" },
	{ AM_FACT_MESSAGES, 60, "messages_within(1m): 3" },
	{ AM_FACT_COMPLAINTS, 90 * 86400, "complaints_within(90d): 3" },
	{ AM_FACT_MESSAGES, 3601, "messages_within(3601s): 3" },
	{ AM_FACT_DEADLINE, 86400, "deadline_within(1d)" },
};

START_TEST(an_answer_stands_beside_the_words)
{
	int asked = 0;
	struct am_surroundings around = { .ask = answer, .asker = &asked };
	struct am_message msg = message_of("Am I waiting?");
	struct am_rule rule = rule_of("r", "x");
	struct am_cond both = { .op = AM_COND_AND };
	struct am_verdict v;

	both.left = cond_of("? waiting +");
	both.right = fact_at_least(told[_i].fact, told[_i].window, 2);
	rule.when = &both;
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	rule.name = unit_slice("s");
	rule.when = cond_of("waiting");
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
	compile();
	am_rulebook_run(&image, arena, &msg, &around, &v);
	ck_assert_uint_eq(v.n_evidence, 2);
	unit_assert_slice(v.evidence[0].facts, told[_i].want);
	ck_assert_uint_gt(v.evidence[0].text.len, 0);
	unit_assert_slice(v.evidence[1].facts, "");
}
END_TEST

START_TEST(the_ninth_question_is_refused)
{
	for (uint32_t i = 0; i <= AM_QUESTIONS_MAX; i++) {
		struct am_rule rule = rule_of("r", "x");

		rule.when = fact_at_least(AM_FACT_MESSAGES, i, 1);
		ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err),
				 i < AM_QUESTIONS_MAX ? AM_OK : AM_ECONFIG);
	}
	ck_assert_ptr_nonnull(strstr(err.text, "messages_within"));
}
END_TEST

START_TEST(addresses_and_domains_are_looked_up_in_lists)
{
	static const struct {
		enum am_cond_op op;
		enum am_place place;
		const char *from, *to;
		uint32_t holds;
	} looked[] = {
		{ AM_COND_ADDRESS, AM_PLACE_FROM, "ann@a.example", "", 1 },
		{ AM_COND_ADDRESS, AM_PLACE_FROM, "ANN@A.Example", "", 1 },
		{ AM_COND_ADDRESS, AM_PLACE_FROM, "bob@a.example", "", 0 },
		{ AM_COND_ADDRESS, AM_PLACE_FROM, "", "", 0 },
		{ AM_COND_ADDRESS, AM_PLACE_TO, "", "ann@a.example", 1 },
		{ AM_COND_ADDRESS, AM_PLACE_TO, "ann@a.example", "x@y", 0 },
		{ AM_COND_DOMAIN, AM_PLACE_FROM, "bob@vip.example", "", 1 },
		{ AM_COND_DOMAIN, AM_PLACE_FROM, "bob@eu.vip.example", "", 1 },
		{ AM_COND_DOMAIN, AM_PLACE_FROM, "bob@notvip.example", "", 0 },
		{ AM_COND_DOMAIN, AM_PLACE_FROM, "bob@example", "", 0 },
		{ AM_COND_DOMAIN, AM_PLACE_FROM, "vip.example", "", 0 },
	};
	struct am_slice items[] = { unit_slice("Zoe@z.example"),
				    unit_slice("vip.example"),
				    unit_slice("Ann@a.example") };

	for (int i = 0; i < UNIT_COUNT(looked); i++) {
		struct am_rule rule =
			rule_of(am_arena_printf(arena, "r%d", i).ptr, "x");

		rule.when = listed(looked[i].op, looked[i].place, items, 3);
		ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err),
				 AM_OK);
	}
	compile();
	for (int i = 0; i < UNIT_COUNT(looked); i++) {
		struct am_message msg = message_of("hello");
		struct am_address to = { .address = unit_slice(looked[i].to) };
		struct am_evidence evidence;

		msg.from.address = unit_slice(looked[i].from);
		msg.to = (struct am_addresses){ &to, 1 };
		ck_assert_msg(am_rulebook_holds(&image, arena, &msg,
						(uint32_t)i, &evidence) ==
				      (looked[i].holds != 0),
			      "row %d", i);
		if (looked[i].holds)
			ck_assert_uint_gt(evidence.text.len, 5);
	}
}
END_TEST

START_TEST(only_senders_and_recipients_are_looked_up)
{
	struct am_slice items[] = { unit_slice("a@b") };
	struct am_rule rule = rule_of("r", "x");

	rule.when = listed(AM_COND_ADDRESS, AM_PLACE_SUBJECT, items, 1);
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err),
			 AM_ECONFIG);
	rule.when = listed(AM_COND_ADDRESS, AM_PLACE_FROM, items, 0);
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err),
			 AM_ECONFIG);
}
END_TEST

START_TEST(refuses_a_condition_nested_too_deep)
{
	struct am_rule rule = rule_of("a", "x");
	const struct am_cond *inner = rule.when;

	for (int i = 0; i < AM_COND_MAX_DEPTH; i++) {
		struct am_cond *outer = am_arena_alloc(arena, sizeof(*outer));

		outer->op = AM_COND_AT_LEAST;
		outer->count = 1;
		outer->left = inner;
		inner = outer;
	}
	rule.when = inner;
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err),
			 AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "32 deep"));
	rule.when = inner->left;
	ck_assert_int_eq(am_rulebook_add_rule(builder, &rule, &err), AM_OK);
}
END_TEST

START_TEST(an_empty_image_judges_nothing)
{
	struct am_message msg = message_of("I am still waiting");
	struct am_image_writer writer = { .count = 0 };
	struct am_verdict verdict;

	am_image_finish(&writer, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
	am_rulebook_run(&image, arena, &msg, NULL, &verdict);
	ck_assert_uint_eq(verdict.n_evidence, 0);
	ck_assert_uint_eq(am_rulebook_count(&image), 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rulebook");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, a_condition_holds_or_not, 0, UNIT_COUNT(rows));
	tcase_add_loop_test(tc, the_whole_book_agrees_with_the_single_rule, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tc, evidence_says_which_words_and_where);
	tcase_add_test(tc, fields_and_files_are_places);
	tcase_add_test(
		tc,
		a_rule_that_asks_for_a_tag_is_run_behind_those_that_speak_for_it);
	tcase_add_test(tc, a_cause_is_a_tag_to_ask_for);
	tcase_add_test(tc, rules_in_a_circle_are_left_out_and_named);
	tcase_add_test(tc, a_rule_can_be_for_one_inbox);
	tcase_add_loop_test(tc, a_question_is_asked_once, 0, UNIT_COUNT(asks));
	tcase_add_test(tc, nothing_is_asked_that_the_words_have_settled);
	tcase_add_loop_test(tc, an_answer_stands_beside_the_words, 0,
			    UNIT_COUNT(told));
	tcase_add_test(tc, the_ninth_question_is_refused);
	tcase_add_test(tc, addresses_and_domains_are_looked_up_in_lists);
	tcase_add_test(tc, only_senders_and_recipients_are_looked_up);
	tcase_add_test(tc, tags_begin_at_their_bias_and_all_are_listed);
	tcase_add_test(tc, a_rule_with_the_same_name_replaces);
	tcase_add_test(tc, a_rule_of_another_language_does_not_run);
	tcase_add_test(tc, sender_and_recipients_are_places);
	tcase_add_loop_test(tc, refuses_a_bad_rule_with_the_reason, 0,
			    UNIT_COUNT(bad));
	tcase_add_test(tc, refuses_a_condition_nested_too_deep);
	tcase_add_test(tc, an_empty_image_judges_nothing);
	return unit_main("rulebook", tc);
}
