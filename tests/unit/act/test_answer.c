/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <string.h>

#include "amends/answer.h"
#include "amends/message.h"
#include "amends/record.h"
#include "amends/template.h"

static struct am_arena *arena;
static struct am_buf bytes;
static struct am_image image;
static struct am_slice ours[1];
static struct am_inbox inbox;
static struct am_err err;

static const char complaint[] =
	"{{#name}}Dear {{name}},{{/name}}{{^name}}Hello,{{/name}}\n\n"
	"{{#quote}}\"{{quote}}\"{{/quote}}{{#cause.delay}}late{{/cause.delay}}"
	"{{#cause.billing}}money{{/cause.billing}}{{^cause}}other{{/cause}}\n"
	"{{#promise}}{{minutes}}m {{hours}}h {{days}}d{{/promise}}\n"
	"{{reference}}\n{{signed}}\n";

static void
make_image(const char *topic, const char *text)
{
	struct am_buf section = { 0 };
	struct am_image_writer w = { 0 };

	bytes.len = 0;
	am_template_append(&section, am_slice_of(topic), am_slice_of(text));
	am_image_add(&w, AM_IMAGE_TEMPLATES, am_buf_slice(&section));
	am_image_finish(&w, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
	am_buf_free(&section);
}

static void
begin(void)
{
	arena = am_arena_new();
	bytes = (struct am_buf){ 0 };
	ours[0] = am_slice_of("support@example.com");
	inbox = (struct am_inbox){ .addresses = { ours, 1 } };
	inbox.name = am_slice_of("support");
	inbox.signed_by = am_slice_of("Roisin, Example customer care");
	make_image("complaint.en", complaint);
}

static void
end(void)
{
	am_buf_free(&bytes);
	am_arena_free(arena);
}

/* A record of the usual mail with one name changed (NULL value: left out), and
 * raw lines behind it. */
static struct am_slice
record_with(const char *name, const char *value, const char *more)
{
	static const char *const usual[][2] = {
		{ "id", "1@customer.example" },
		{ "from", "ann@customer.example" },
		{ "from.name", "Ann Lee" },
		{ "subject", "Re: my order" },
		{ "propose", "complaint" },
		{ "propose.quote", "I am still waiting." },
		{ "propose.language", "en" },
		{ "delivery", "00ff00ff" },
		{ "conversation", "0123456789abcdef" },
	};
	struct am_buf record = { 0 };
	struct am_slice out;
	bool is_put = false;

	for (int i = 0; i < UNIT_COUNT(usual); i++) {
		bool is_it = name != NULL && strcmp(name, usual[i][0]) == 0;

		am_record_put(&record, usual[i][0],
			      am_slice_of(is_it ? value : usual[i][1]));
		is_put |= is_it;
	}
	if (name != NULL && !is_put)
		am_record_put(&record, name, am_slice_of(value));
	am_record_put_int(&record, "at", 1795255200);
	am_buf_puts(&record, more);
	out = am_arena_dup(arena, am_buf_slice(&record));
	am_buf_free(&record);
	ck_assert_msg(am_record_check(out, false, &err) == AM_OK, "%s",
		      err.text);
	return out;
}

static struct am_answer_out
render(struct am_slice record, int64_t promise_secs)
{
	struct am_answer_in in = { .image = &image,
				   .inbox = &inbox,
				   .record = record,
				   .promise_secs = promise_secs };
	struct am_answer_out out;

	ck_assert_msg(am_answer_render(&in, arena, &out, &err) == AM_OK, "%s",
		      err.text);
	return out;
}

START_TEST(makes_a_draft_that_answers_the_mail)
{
	struct am_answer_out a = render(record_with(NULL, NULL, ""), 0);
	struct am_message msg;

	ck_assert(a.is_made);
	ck_assert_ptr_null(a.reason);
	unit_assert_slice(a.name, "amends.00ff00ff");
	unit_assert_slice(a.topic, "complaint");
	unit_assert_slice(a.language, "en");
	unit_assert_slice(a.body, "Dear Ann Lee,\n\n\"I am still waiting.\""
				  "other\n\n01234567\n"
				  "Roisin, Example customer care\n");
	am_message_parse(arena, a.draft, NULL, &msg);
	unit_assert_slice(msg.from.address, "support@example.com");
	unit_assert_slice(msg.from.name, "Roisin, Example customer care");
	unit_assert_slice(msg.to.items[0].address, "ann@customer.example");
	unit_assert_slice(msg.subject, "Re: my order");
	unit_assert_slice(msg.message_id, "draft.00ff00ff@example.com");
	unit_assert_slice(msg.in_reply_to.items[0], "1@customer.example");
	ck_assert(msg.date_utc == 1795255200);
}
END_TEST

START_TEST(makes_the_same_bytes_again)
{
	struct am_slice record = record_with(NULL, NULL, "");

	ck_assert(am_slice_eq(render(record, 3600).draft,
			      render(record, 3600).draft));
}
END_TEST

/* Each row: what is changed, and the reason why there is no draft. */
static const struct {
	const char *name;
	const char *value;
	const char *reason;
} refused[] = {
	{ "propose", NULL, "no-proposal" },
	{ "propose", "question", "no-template" },
	{ "from", NULL, "no-recipient" },
	{ "from", "ann", "no-recipient" },
	{ "from", "ann@customer.example, evil@example.net", "no-recipient" },
	{ "from", "ann@customer.example\nBcc: evil@example.net",
	  "no-recipient" },
};

START_TEST(says_why_there_is_no_draft)
{
	struct am_answer_out a =
		render(record_with(refused[_i].name, refused[_i].value, ""), 0);

	ck_assert(!a.is_made);
	ck_assert_str_eq(a.reason, refused[_i].reason);
	ck_assert(a.text[0] != '\0');
	ck_assert_uint_eq(a.draft.len, 0);
}
END_TEST

START_TEST(needs_an_address_to_answer_from)
{
	inbox.addresses.count = 0;
	ck_assert_str_eq(render(record_with(NULL, NULL, ""), 0).reason,
			 "no-address");
}
END_TEST

START_TEST(names_the_template_that_is_broken)
{
	struct am_answer_in in = { .image = &image, .inbox = &inbox };
	struct am_answer_out out;

	in.record = record_with(NULL, NULL, "");
	make_image("complaint.en", "{{nmae}}");
	ck_assert_int_eq(am_answer_render(&in, arena, &out, &err), AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "complaint.en"));
	ck_assert_ptr_nonnull(strstr(err.text, "{{name}}"));
}
END_TEST

/* Whom it goes to; "!" in front: with a warning in the text. */
static const struct {
	const char *reply_to;
	const char *to;
} recipients[] = {
	{ NULL, "ann@customer.example" },
	{ "ann@customer.example", "ann@customer.example" },
	{ "Orders@Customer.example", "Orders@Customer.example" },
	{ "evil@example.net", "!ann@customer.example" },
	{ "evil@sub.customer.example", "!ann@customer.example" },
	{ "no address", "ann@customer.example" },
	{ "Support@example.com", "ann@customer.example" },
};

START_TEST(follows_reply_to_in_the_same_domain_only)
{
	bool has_warning = recipients[_i].to[0] == '!';
	struct am_answer_out a =
		render(record_with("reply_to", recipients[_i].reply_to, ""), 0);
	struct am_message msg;

	unit_assert_slice(a.to, recipients[_i].to + has_warning);
	am_message_parse(arena, a.draft, NULL, &msg);
	unit_assert_slice(msg.to.items[0].address,
			  recipients[_i].to + has_warning);
	ck_assert_uint_eq(msg.to.count, 1);
	ck_assert_int_eq(am_slice_starts(msg.text, "[Before you send this"),
			 has_warning);
	ck_assert_int_eq(am_slice_find(a.body, "[Before") == a.body.len, 1);
}
END_TEST

static const struct {
	const char *name;
	const char *greeting;
} greetings[] = {
	{ "Ann Lee", "Dear Ann Lee," },
	{ "Lee, Ann", "Dear Ann Lee," },
	{ "Ann  van der Lee", "Dear Ann van der Lee," },
	{ "J\xc3\xb6rg \xc3\x96zdemir", "Dear J\xc3\xb6rg \xc3\x96zdemir," },
	{ "Mary-Jane O'Brien", "Dear Mary-Jane O'Brien," },
	{ "A. B. Lee", "Dear A. B. Lee," },
	{ "Ann B. Lee", "Dear Ann B. Lee," },
	{ "Ann", "Hello," },
	{ "ann lee", "Hello," },
	{ "ANN LEE", "Hello," },
	{ "Example Shop", "Hello," },
	{ "Customer Service", "Hello," },
	{ "Bauer GmbH", "Hello," },
	{ "Smith & Sons", "Hello," },
	{ "Ann Lee 7", "Hello," },
	{ "ann@customer.example", "Hello," },
	{ "Win Money at http://x.example", "Hello," },
	{ "One Two Three Four Five", "Hello," },
	{ "{{signed}} {{quote}}", "Hello," },
	{ NULL, "Hello," },
};

START_TEST(greets_persons_by_name_and_others_neutrally)
{
	struct am_answer_out a =
		render(record_with("from.name", greetings[_i].name, ""), 0);
	struct am_slice line;

	ck_assert(am_slice_next_line(&a.body, &line));
	unit_assert_slice(line, greetings[_i].greeting);
}
END_TEST

static const struct {
	const char *quote;
	const char *given; /* NULL: none */
} quotes[] = {
	{ "still waiting", "\"still waiting\"" },
	{ "\"still waiting\"", "\"still waiting\"" },
	{ "\xe2\x80\x9estill waiting\xe2\x80\x9c", "\"still waiting\"" },
	{ "see http://evil.example/", NULL },
	{ "see WWW.evil.example", NULL },
	{ "a {{signed}} b", "\"a {{signed}} b\"" },
	{ "a\xe2\x80\xae"
	  "b",
	  "\"ab\"" },
	{ "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
	  "0123456789 0123456789 0123456789 0123456789 0123456789 cut",
	  "cut\"!" },
};

START_TEST(quotes_a_little_and_nothing_that_harms)
{
	struct am_answer_out a =
		render(record_with("propose.quote", quotes[_i].quote, ""), 0);
	const char *given = quotes[_i].given;

	if (given == NULL) {
		ck_assert(am_slice_find(a.body, "\"") == a.body.len);
	} else if (am_slice_ends(am_slice_of(given), "!")) {
		ck_assert(am_slice_find(a.body, "cut") == a.body.len);
	} else {
		ck_assert_msg(am_slice_find(a.body, given) < a.body.len, "%.*s",
			      AM_SLICE_ARG(a.body));
	}
}
END_TEST

/* Seconds in, what is said and what is promised by it. */
static const struct {
	int64_t secs;
	const char *said;
	int64_t promised;
} promises[] = {
	{ 0, "", 0 },
	{ -5, "", 0 },
	{ 1, "5m h d", 300 },
	{ 1800, "30m h d", 1800 },
	{ 1801, "35m h d", 2100 },
	{ 3600, "60m h d", 3600 },
	{ 5400, "90m h d", 5400 },
	{ 5401, "m 2h d", 7200 },
	{ 14400, "m 4h d", 14400 },
	{ 86400, "m 24h d", 86400 },
	{ 169200, "m 47h d", 169200 },
	{ 169201, "m h 2d", 172800 },
	{ 604800, "m h 7d", 604800 },
	{ INT64_MAX, "", 0 },
};

START_TEST(states_a_time_that_is_rounded_up)
{
	struct am_answer_out a =
		render(record_with(NULL, NULL, ""), promises[_i].secs);
	struct am_slice said = am_slice_of(promises[_i].said);

	ck_assert(a.promise_secs == promises[_i].promised);
	if (said.len > 0)
		ck_assert_msg(am_slice_find(a.body, said.ptr) < a.body.len,
			      "%.*s", AM_SLICE_ARG(a.body));
	else
		ck_assert(am_slice_find(a.body, "m h d") == a.body.len);
}
END_TEST

START_TEST(promises_nothing_that_the_template_does_not_say)
{
	make_image("complaint.en", "Hello.");
	ck_assert(render(record_with(NULL, NULL, ""), 3600).promise_secs == 0);
}
END_TEST

/* Tag rows; the cause that the text speaks of. */
static const struct {
	const char *rows;
	const char *said;
} causes[] = {
	{ "", "other" },
	{ "tag=cause.delay 0.0 0.5 1\n", "late" },
	{ "tag=cause.delay 0.0 0.5 0\n", "other" },
	{ "tag=cause.unheard 0.0 0.5 1\n", "other" },
	{ "tag=cause.unheard 9.0 0.5 1\ntag=cause.billing 0.0 0.5 1\n",
	  "money" },
	{ "tag=cause.delay 1.0 0.7 1\ntag=cause.billing 1.5 0.8 1\n", "money" },
	{ "tag=cause.delay 2.0 0.9 1\ntag=cause.billing 1.5 0.8 1\n", "late" },
	{ "tag=cause.delay -1.0 0.3 0\ntag=cause.billing -2.0 0.1 1\n",
	  "money" },
};

START_TEST(speaks_of_the_weightiest_cause_it_knows)
{
	struct am_answer_out a =
		render(record_with("propose.quote", NULL, causes[_i].rows), 0);

	ck_assert_msg(am_slice_find(a.body, causes[_i].said) < a.body.len,
		      "%.*s", AM_SLICE_ARG(a.body));
	ck_assert(am_slice_find(a.body, "latemoney") == a.body.len);
}
END_TEST

static const struct {
	const char *ids;
	const char *references;
} threads[] = {
	{ "ref=a@x.example\nref=b%20c\nref=d@x.example\nirt=e@x.example\n",
	  "References: <a@x.example> <d@x.example> <1@customer.example>\n" },
	{ "irt=e@x.example\n",
	  "References: <e@x.example> <1@customer.example>\n" },
	{ "irt=e@x.example\nirt=f@x.example\n",
	  "References: <1@customer.example>\n" },
};

START_TEST(threads_to_the_whole_conversation)
{
	struct am_answer_out a =
		render(record_with(NULL, NULL, threads[_i].ids), 0);

	ck_assert_msg(am_slice_find(a.draft, threads[_i].references) <
			      a.draft.len,
		      "%.*s", AM_SLICE_ARG(a.draft));
}
END_TEST

/* explain has no keeper's part: no delivery, no conversation, no at. */
START_TEST(can_be_shown_without_the_keepers_part)
{
	struct am_buf record = { 0 };
	struct am_answer_out a;

	am_record_put(&record, "from", am_slice_of("ann@customer.example"));
	am_record_put(&record, "propose", am_slice_of("complaint"));
	am_record_put_int(&record, "fact.now_utc", 1795255200);
	a = render(am_buf_slice(&record), 0);
	ck_assert(a.is_made);
	ck_assert(am_slice_find(a.draft, "21 Nov 2026") < a.draft.len);
	ck_assert(am_slice_find(a.draft, "<draft.0@example.com>") <
		  a.draft.len);
	am_buf_free(&record);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("answer");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, makes_a_draft_that_answers_the_mail);
	tcase_add_test(tc, makes_the_same_bytes_again);
	tcase_add_loop_test(tc, says_why_there_is_no_draft, 0,
			    UNIT_COUNT(refused));
	tcase_add_test(tc, needs_an_address_to_answer_from);
	tcase_add_test(tc, names_the_template_that_is_broken);
	tcase_add_loop_test(tc, follows_reply_to_in_the_same_domain_only, 0,
			    UNIT_COUNT(recipients));
	tcase_add_loop_test(tc, greets_persons_by_name_and_others_neutrally, 0,
			    UNIT_COUNT(greetings));
	tcase_add_loop_test(tc, quotes_a_little_and_nothing_that_harms, 0,
			    UNIT_COUNT(quotes));
	tcase_add_loop_test(tc, states_a_time_that_is_rounded_up, 0,
			    UNIT_COUNT(promises));
	tcase_add_test(tc, promises_nothing_that_the_template_does_not_say);
	tcase_add_loop_test(tc, speaks_of_the_weightiest_cause_it_knows, 0,
			    UNIT_COUNT(causes));
	tcase_add_loop_test(tc, threads_to_the_whole_conversation, 0,
			    UNIT_COUNT(threads));
	tcase_add_test(tc, can_be_shown_without_the_keepers_part);
	return unit_main("answer", tc);
}
