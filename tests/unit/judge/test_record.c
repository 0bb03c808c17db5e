/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "amends/message.h"
#include "amends/record.h"
#include "amends/rulebook.h"
#include "amends/verdict.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_buf record;
static struct am_err err;

static void
set_up(void)
{
	arena = am_arena_new();
}

static void
tear_down(void)
{
	am_arena_free(arena);
	am_buf_free(&record);
}

/* Each row: what is put in, what stands in the record, what comes out. */
static const struct {
	const char *value, *encoded, *back;
} values[] = {
	{ "plain", "s=plain\n", "plain" },
	{ "two words", "s=two%20words\n", "two words" },
	{ "100%", "s=100%25\n", "100%" },
	{ "a=b", "s=a=b\n", "a=b" },
	{ "-", "s=%2D\n", "-" },
	{ "--", "s=--\n", "--" },
	{ "gr\xc3\xbcn", "s=gr%C3%BCn\n", "gr\xc3\xbcn" },
	{ "a\r\nX-Evil: 1", "s=a%20%20X-Evil:%201\n", "a  X-Evil: 1" },
	{ "bad\xff", "s=bad%EF%BF%BD\n", "bad\xef\xbf\xbd" },
	{ "del\x7f", "s=del%20\n", "del " },
	{ "", "", "" },
};

START_TEST(a_value_comes_back_as_it_went_in)
{
	am_record_put(&record, "s", unit_slice(values[_i].value));
	unit_assert_slice(am_buf_slice(&record), values[_i].encoded);
	unit_assert_slice(am_record_get(am_buf_slice(&record), "s", arena),
			  values[_i].back);
	record.len = 0;
	am_record_put(&record, "subject", unit_slice(values[_i].value));
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_OK);
}
END_TEST

START_TEST(a_long_value_is_cut_at_a_character)
{
	char text[2000];
	struct am_slice back;

	for (size_t i = 0; i < sizeof(text); i += 2)
		memcpy(text + i, "\xc3\xbc", 2);
	am_record_put(&record, "subject",
		      (struct am_slice){ text, sizeof(text) });
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_OK);
	back = am_record_get(am_buf_slice(&record), "subject", arena);
	ck_assert_uint_eq(back.len, 300); /* 900 / 6 characters */
	ck_assert(am_utf8_valid(back));
}
END_TEST

START_TEST(long_ids_that_differ_stay_different)
{
	char text[2000];
	struct am_slice a;
	struct am_slice b;

	memset(text, 'x', sizeof(text));
	am_record_put_id(&record, "id",
			 (struct am_slice){ text, sizeof(text) });
	text[1999] = 'y';
	am_record_put_id(&record, "irt",
			 (struct am_slice){ text, sizeof(text) });
	am_record_put_id(&record, "ref", unit_slice("short@example.com"));
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_OK);
	a = am_record_get(am_buf_slice(&record), "id", arena);
	b = am_record_get(am_buf_slice(&record), "irt", arena);
	ck_assert_uint_eq(a.len, 4 + 32);
	ck_assert(am_slice_starts(a, "sha."));
	ck_assert(!am_slice_eq(a, b));
	unit_assert_slice(am_record_get(am_buf_slice(&record), "ref", arena),
			  "short@example.com");
}
END_TEST

START_TEST(words_come_back_one_by_one)
{
	struct am_slice words[] = { unit_slice("a b"), unit_slice(""),
				    unit_slice("-"), unit_slice("%") };
	struct am_slice rest;
	struct am_slice name;
	struct am_slice value;
	struct am_slice word;

	am_record_put_words(&record, "x", words, 4);
	unit_assert_slice(am_buf_slice(&record), "x=a%20b - %2D %25\n");
	rest = am_buf_slice(&record);
	ck_assert(am_record_next(&rest, &name, &value));
	unit_assert_slice(name, "x");
	for (int i = 0; i < 4; i++) {
		ck_assert(am_record_next_word(&value, arena, &word));
		ck_assert(am_slice_eq(word, words[i]));
	}
	ck_assert(!am_record_next_word(&value, arena, &word));
	ck_assert(!am_record_next(&rest, &name, &value));
}
END_TEST

START_TEST(integers_come_back)
{
	am_record_put_int(&record, "date", -5);
	am_record_put_int(&record, "at", INT64_MAX);
	ck_assert_int_eq(am_record_get_int(am_buf_slice(&record), "date", 1),
			 -5);
	ck_assert_int_eq(am_record_get_int(am_buf_slice(&record), "at", 1),
			 INT64_MAX);
	ck_assert_int_eq(am_record_get_int(am_buf_slice(&record), "no", 1), 1);
}
END_TEST

/* Each row: a record, and what is said of it (NULL: it is sound). */
static const struct {
	const char *record, *says;
} checks[] = {
	{ "", NULL },
	{ "id=a@b\n", NULL },
	{ "id=a@b", "no end" },
	{ "\n", "without '='" },
	{ "id\n", "without '='" },
	{ "=x\n", "unknown name" },
	{ "nonsense=x\n", "unknown name" },
	{ "id=\n", "bad value" },
	{ "id=-\n", "bad value" },
	{ "id=a b\n", "bad value" },
	{ "id=a\r\n", "bad value" },
	{ "id=a\tb\n", "bad value" },
	{ "id=\xc3\xbc\n", "bad value" },
	{ "id=%C3%BC\n", NULL },
	{ "id=%C3\n", "bad value" },
	{ "id=%c3%bc\n", "bad value" },
	{ "id=%4\n", "bad value" },
	{ "id=%\n", "bad value" },
	{ "id=%41\n", "bad value" },
	{ "id=%0A\n", "bad value" },
	{ "id=%0D%0A\n", "bad value" },
	{ "id=%00\n", "bad value" },
	{ "id=%7F\n", "bad value" },
	{ "id=%20%25\n", NULL },
	{ "id=a\nid=b\n", "'id' more than 1 times" },
	{ "ref=a\nref=b\n", NULL },
	{ "at=5\n", "the judge may not say 'at'" },
	{ "status=ok\n", "may not say" },
	{ "date=-62167219200\n", NULL },
	{ "date=253402300800\n", "bad value" },
	{ "date=99999999999999999999\n", "bad value" },
	{ "date=-0\n", "bad value" },
	{ "date=01\n", "bad value" },
	{ "date=1e3\n", "bad value" },
	{ "date=--1\n", "bad value" },
	{ "origin=person\n", NULL },
	{ "origin=martian\n", "bad value" },
	{ "urgency=critical\n", NULL },
	{ "urgency=9\n", "bad value" },
	{ "urgency.score=-1.250000\n", NULL },
	{ "urgency.score=nan\n", "bad value" },
	{ "urgency.score=1.2345678\n", "bad value" },
	{ "urgency.score=1000001\n", "bad value" },
	{ "urgency.score=.5\n", "bad value" },
	{ "urgency.score=5.\n", "bad value" },
	{ "urgency.score=1.2.3\n", "bad value" },
	{ "language=en\n", NULL },
	{ "language=EN\n", "bad value" },
	{ "language.p=1.000001\n", "bad value" },
	{ "cut=1\n", NULL },
	{ "cut=2\n", "bad value" },
	{ "cut=-1\n", "bad value" },
	{ "tag=complaint 1.5 0.8 1\n", NULL },
	{ "tag=Complaint 1.5 0.8 1\n", "bad value" },
	{ "tag=complaint 1.5 1.8 1\n", "bad value" },
	{ "tag=complaint 1.5 0.8 yes\n", "bad value" },
	{ "tag=complaint 1.5 0.8\n", "bad value" },
	{ "tag=complaint 1.5 0.8 1 \n", "bad value" },
	{ "tag=complaint  0.8 1\n", "bad value" },
	{ "tag=complaint 1.5 0.8 1 x\n", "bad value" },
	{ "ev=complaint c.wait 1.6 cause.delay new_text 0 12 still%20waiting\n",
	  NULL },
	{ "ev=complaint c.wait 1.6 - - 0 0 -\n", NULL },
	{ "ev=complaint c.wait 1.6 - body 0 0 -\n", "bad value" },
	{ "ev=complaint c.wait 1.6 - text 0 4294967296 -\n", "bad value" },
	{ "ev=complaint c.wait 1.6 - text -1 0 -\n", "bad value" },
	{ "ev=complaint c/wait 1.6 - text 0 1 x\n", "bad value" },
	{ "propose=complaint\n", NULL },
	{ "propose=../../etc\n", "bad value" },
	{ "failed=complaint.waiting\n", NULL },
	{ "failed=a;b\n", "bad value" },
	{ "fact.is_person=1\nfact.received_count=3\n", NULL },
	{ "fact.is_person=maybe\n", "bad value" },
	{ "fact.received_count=-1\n", "bad value" },
};

START_TEST(checks_a_record_as_a_strangers)
{
	enum am_code rc =
		am_record_check(unit_slice(checks[_i].record), true, &err);

	if (checks[_i].says == NULL) {
		ck_assert_msg(rc == AM_OK, "%s", err.text);
	} else {
		ck_assert_int_eq(rc, AM_EDATA);
		ck_assert_msg(strstr(err.text, checks[_i].says) != NULL, "%s",
			      err.text);
	}
}
END_TEST

START_TEST(the_keeper_may_say_its_own_names)
{
	static const char text[] = "at=5\ninbox=support\ndelivery=0af3\n"
				   "recipient=a@b\nsender=c@d\ndirection=in\n"
				   "status=partial;%20reason=limit\n"
				   "conversation=00ff\n";

	ck_assert_int_eq(am_record_check(unit_slice(text), false, &err), AM_OK);
	ck_assert_int_eq(
		am_record_check(unit_slice("direction=up\n"), false, &err),
		AM_EDATA);
}
END_TEST

/* Each row: a line, and how often it may stand. */
static const struct {
	const char *line;
	int max;
} limits[] = {
	{ "ev=t r 1 - - 0 0 -\n", 64 },
	{ "tag=t 0 0.5 0\n", 64 },
	{ "ref=x\n", 100 },
	{ "irt=x\n", 20 },
	{ "to=x\n", 20 },
	{ "note=x\n", 20 },
	{ "subject=x\n", 1 },
};

START_TEST(ten_thousand_rows_are_refused)
{
	for (int i = 0; i < limits[_i].max; i++)
		am_buf_puts(&record, limits[_i].line);
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_OK);
	am_buf_puts(&record, limits[_i].line);
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_EDATA);
	for (int i = 0; i < 10000; i++)
		am_buf_puts(&record, limits[_i].line);
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_EDATA);
}
END_TEST

START_TEST(a_value_of_901_bytes_is_refused)
{
	am_buf_puts(&record, "id=");
	for (int i = 0; i < AM_RECORD_VALUE_MAX_BYTES; i++)
		am_buf_putc(&record, 'x');
	am_buf_putc(&record, '\n');
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_OK);
	record.len--;
	am_buf_puts(&record, "x\n");
	ck_assert_int_eq(am_record_check(am_buf_slice(&record), true, &err),
			 AM_EDATA);
}
END_TEST

static void
given_everything(struct am_message *msg, struct am_verdict *v)
{
	static struct am_slice ids[AM_REFERENCES_MAX + 5];
	static struct am_address to[AM_ADDRESSES_MAX];
	static char longest[AM_WORD_MAX_BYTES];
	struct am_evidence evidence = {
		.rule = unit_slice("complaint.waiting"),
		.tag = unit_slice("complaint"),
		.weight = 1.6,
		.cause = unit_slice("cause.delay"),
		.place = unit_slice("new_text"),
		.text = unit_slice("still\nwaiting"),
		.start = 3,
		.end = 16,
	};

	memset(longest, 0xC3, sizeof(longest));
	for (size_t i = 0; i < AM_REFERENCES_MAX + 5; i++)
		ids[i] = (struct am_slice){ longest, 290 };
	for (size_t i = 0; i < AM_ADDRESSES_MAX; i++)
		to[i].address = (struct am_slice){ longest, sizeof(longest) };
	*msg = (struct am_message){
		.message_id = unit_slice("one@example.com"),
		.in_reply_to = { ids, AM_REFERENCES_MAX },
		.references = { ids, AM_REFERENCES_MAX + 5 },
		.from = { unit_slice("J\xc3\xbcrgen A"),
			  unit_slice("j@example.org") },
		.to = { to, AM_ADDRESSES_MAX },
		.reply_to = { to, 1 },
		.subject = { longest, sizeof(longest) },
		.notes = { ids, AM_REFERENCES_MAX },
		.date_utc = 1792000000,
		.origin = AM_LIST,
		.origin_why = unit_slice("List-Id"),
		.bounce = { .kind = AM_BOUNCE_FAILED,
			    .failed = { ids, AM_BOUNCE_ADDRESSES_MAX },
			    .message_id = { longest, sizeof(longest) },
			    .status = unit_slice("5.1.1") },
		.is_cut = true,
	};
	am_verdict_start(arena, v);
	memcpy(v->language.code, "en", 3);
	v->language.probability = 0.987;
	for (int i = 0; i < AM_EVIDENCE_MAX + 5; i++)
		am_verdict_add(arena, v, &evidence);
	v->tags[0].is_set = true;
	v->failed_rule = unit_slice("plugin.x");
	v->proposal = (struct am_proposal){ true, unit_slice("complaint"),
					    unit_slice("still waiting"),
					    unit_slice("en") };
}

START_TEST(evidence_of_every_place_is_kept)
{
	struct am_evidence evidence = {
		.rule = unit_slice("a.b"),
		.tag = unit_slice("complaint"),
		.place = unit_slice(am_place_name((enum am_place)_i)),
		.text = unit_slice("x"),
		.weight = 1,
	};
	struct am_message msg = { .date_utc = 0 };
	struct am_verdict v;

	am_verdict_start(arena, &v);
	am_verdict_add(arena, &v, &evidence);
	am_record_of_verdict(&msg, &v, &record);
	ck_assert_uint_lt(am_slice_find(am_buf_slice(&record), "ev="),
			  record.len);
}
END_TEST

START_TEST(a_verdict_becomes_a_sound_record)
{
	struct am_message msg;
	struct am_verdict v;
	struct am_slice all;

	given_everything(&msg, &v);
	am_record_of_verdict(&msg, &v, &record);
	all = am_buf_slice(&record);
	ck_assert_msg(am_record_check(all, true, &err) == AM_OK, "%s",
		      err.text);
	unit_assert_slice(am_record_get(all, "id", arena), "one@example.com");
	unit_assert_slice(am_record_get(all, "from.name", arena),
			  "J\xc3\xbcrgen A");
	unit_assert_slice(am_record_get(all, "origin", arena), "list");
	unit_assert_slice(am_record_get(all, "language.p", arena), "0.987000");
	unit_assert_slice(am_record_get(all, "urgency", arena), "normal");
	unit_assert_slice(am_record_get(all, "propose", arena), "complaint");
	unit_assert_slice(am_record_get(all, "failed", arena), "plugin.x");
	ck_assert_int_eq(am_record_get_int(all, "date", 0), 1792000000);
	ck_assert_int_eq(am_record_get_int(all, "cut", 0), 1);
	unit_assert_slice(
		am_record_get(all, "ev", arena),
		"complaint complaint.waiting 1.600000 cause.delay new_text 3 "
		"16 still waiting");
	unit_assert_slice(am_record_get(all, "tag", arena),
			  "complaint 110.400000 1.000000 1");
}
END_TEST

START_TEST(a_bounce_says_which_mail_and_whom)
{
	struct am_slice to[] = { unit_slice("a@example.org"),
				 unit_slice("b@example.org") };
	struct am_message msg = {
		.origin = AM_BOUNCE,
		.bounce = { .kind = AM_BOUNCE_DELAYED,
			    .failed = { to, 2 },
			    .message_id = unit_slice("1@example.com"),
			    .status = unit_slice("4.4.1") },
	};
	struct am_verdict v;

	am_verdict_start(arena, &v);
	am_record_of_verdict(&msg, &v, &record);
	ck_assert(am_slice_find(am_buf_slice(&record),
				"bounce=delayed\nbounce.id=1@example.com\n"
				"bounce.to=a@example.org\n"
				"bounce.to=b@example.org\n"
				"bounce.status=4.4.1\n") < record.len);
}
END_TEST

START_TEST(whoever_got_a_copy_is_a_recipient)
{
	struct am_address a = { .address = unit_slice("a@example.org") };
	struct am_address b = { .address = unit_slice("b@example.org") };
	struct am_address c = { .address = unit_slice("c@example.org") };
	struct am_message msg = { .to = { &a, 1 },
				  .cc = { &b, 1 },
				  .bcc = { &c, 1 } };
	struct am_verdict v;

	am_verdict_start(arena, &v);
	am_record_of_verdict(&msg, &v, &record);
	ck_assert(am_slice_find(am_buf_slice(&record),
				"to=a@example.org\nto=b@example.org\n"
				"to=c@example.org\n") < record.len);
}
END_TEST

START_TEST(names_that_no_record_may_hold_cost_only_themselves)
{
	struct am_message msg = { .date_utc = INT64_MAX };
	struct am_verdict v;
	struct am_slice all;

	am_verdict_start(arena, &v);
	v.proposal = (struct am_proposal){ true, unit_slice("../etc/passwd"),
					   unit_slice("q"), unit_slice("EN") };
	v.failed_rule = unit_slice("bad name\n");
	v.tags[v.n_tags++].name = unit_slice("Bad Tag");
	am_record_of_verdict(&msg, &v, &record);
	all = am_buf_slice(&record);
	ck_assert_int_eq(am_record_check(all, true, &err), AM_OK);
	unit_assert_slice(am_record_get(all, "propose", arena), "");
	unit_assert_slice(am_record_get(all, "failed", arena), "");
	unit_assert_slice(am_record_get(all, "tag", arena), "");
	unit_assert_slice(am_record_get(all, "date", arena), "");
	unit_assert_slice(am_record_get(all, "urgency", arena), "normal");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("record");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, a_value_comes_back_as_it_went_in, 0,
			    UNIT_COUNT(values));
	tcase_add_test(tc, a_long_value_is_cut_at_a_character);
	tcase_add_test(tc, long_ids_that_differ_stay_different);
	tcase_add_test(tc, words_come_back_one_by_one);
	tcase_add_test(tc, integers_come_back);
	tcase_add_loop_test(tc, checks_a_record_as_a_strangers, 0,
			    UNIT_COUNT(checks));
	tcase_add_test(tc, the_keeper_may_say_its_own_names);
	tcase_add_loop_test(tc, ten_thousand_rows_are_refused, 0,
			    UNIT_COUNT(limits));
	tcase_add_test(tc, a_value_of_901_bytes_is_refused);
	tcase_add_loop_test(tc, evidence_of_every_place_is_kept, 0,
			    AM_PLACE_HEADER + 1);
	tcase_add_test(tc, a_verdict_becomes_a_sound_record);
	tcase_add_test(tc, a_bounce_says_which_mail_and_whom);
	tcase_add_test(tc, whoever_got_a_copy_is_a_recipient);
	tcase_add_test(tc, names_that_no_record_may_hold_cost_only_themselves);
	return unit_main("record", tc);
}
