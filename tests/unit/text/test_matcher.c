/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "amends/matcher.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_matcher_builder *builder;
static struct am_buf bytes;
static struct am_image image;
static struct am_err err;

static void
set_up(void)
{
	arena = am_arena_new();
	builder = am_matcher_builder_new();
}

static void
tear_down(void)
{
	am_matcher_builder_free(builder);
	am_arena_free(arena);
	am_buf_free(&bytes);
}

static uint32_t
given_phrase(const char *phrase)
{
	uint32_t pattern = UINT32_MAX;

	ck_assert_msg(am_matcher_add_phrase(builder, unit_slice(phrase),
					    &pattern, &err) == AM_OK,
		      "%s", err.text);
	return pattern;
}

static uint32_t
given_regex(const char *regex, const struct am_slices *triggers)
{
	uint32_t pattern = UINT32_MAX;

	ck_assert_msg(am_matcher_add_regex(builder, unit_slice(regex), triggers,
					   &pattern, &err) == AM_OK,
		      "%s", err.text);
	return pattern;
}

static struct am_hits
scan(const char *text)
{
	struct am_image_writer writer = { .count = 0 };
	struct am_words words;
	struct am_hits hits;

	am_matcher_finish(builder, &writer);
	bytes.len = 0;
	am_image_finish(&writer, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
	am_words_split(arena, unit_slice(text), &words);
	am_matcher_scan(&image, &words, arena, &hits);
	return hits;
}

/* Each row: a phrase, a text, and what of the text matches: all the stretches,
 * parted by "|". */
static const struct {
	const char *phrase, *text, *want;
} rows[] = {
	{ "refund", "A REFUND, please: refund", "REFUND|refund" },
	{ "refund", "refunds refunding", "" },
	{ "no reply", "No, reply later. There was no\nreply",
	  "No, reply|no\nreply" },
	{ "no reply", "There was no. Reply", "" },
	{ "no reply", "no\n\nreply", "" },
	{ "don't", "I don\xe2\x80\x99t", "don\xe2\x80\x99t" },
	{ "e-mail", "my E Mail and e-mail", "E Mail|e-mail" },
	{ "refund*", "refund refunds REFUNDED ref unrefunded",
	  "refund|refunds|REFUNDED" },
	{ "gro\xc3\x9f*", "GROSSE und gro\xc3\x9f und Gro",
	  "GROSSE|gro\xc3\x9f" },
	{ "Gr\xc3\xb6\xc3\x9f*",
	  "gr\xc3\xb6ssere gro\xcc\x88\xc3\x9f"
	  "e",
	  "gr\xc3\xb6ssere|gro\xcc\x88\xc3\x9f"
	  "e" },
	{ "chased * times", "chased times", "chased times" },
	{ "chased * times", "chased you three more times",
	  "chased you three more times" },
	{ "chased * times", "chased you by mail four times", "" },
	{ "chased * times", "chased. Three times", "" },
	{ "chased *5 times", "chased you by mail four times",
	  "chased you by mail four times" },
	{ "chased *5 times", "chased times", "chased times" },
	{ "chased *4 times", "chased you by mail in vain times", "" },
	{ "chased *1 times", "chased three times", "chased three times" },
	{ "chased *1 times", "chased you three times", "" },
	{ "chased * times", "chased one times two times", "chased one times" },
	{ "still * wait* * answer", "still am waiting for an answer",
	  "still am waiting for an answer" },
	{ "a * b * c * d", "a b c d x a 1 2 3 b c 1 d",
	  "a b c d|a 1 2 3 b c 1 d" },
	{ "one two three four five six seven eight nine ten eleven twelve",
	  "one two three four five six seven eight nine ten eleven twelve",
	  "one two three four five six seven eight nine ten eleven twelve" },
};

START_TEST(finds_each_match_of_a_phrase)
{
	uint32_t pattern = given_phrase(rows[_i].phrase);
	struct am_hits hits = scan(rows[_i].text);
	char got[256] = "";
	size_t len = 0;

	for (size_t i = 0; i < hits.count; i++) {
		const struct am_hit *h = &hits.items[i];

		ck_assert_uint_eq(h->pattern, pattern);
		len += (size_t)snprintf(got + len, sizeof(got) - len, "%s%.*s",
					i > 0 ? "|" : "",
					(int)(h->end - h->begin),
					rows[_i].text + h->begin);
	}
	ck_assert_str_eq(got, rows[_i].want);
	ck_assert(!hits.is_cut);
}
END_TEST

static const struct {
	const char *phrase, *says;
} refusals[] = {
	{ "", "no word" },
	{ " ... ", "no word" },
	{ "*", "only wildcards" },
	{ "* *", "only wildcards" },
	{ "a *0 b", "from 1 to 9" },
	{ "a *10 b", "from 1 to 9" },
	{ "a *5 b *5 c *5 d", "the most is 12" },
	{ "* word", "between words" },
	{ "word *", "between words" },
	{ "re*", "at least 3 letters" },
	{ "\xc3\xa4\xc3\xb6*", "at least 3 letters" },
	{ "re*fund", "at the end of a word" },
	{ "a * b * c * d * e", "more than 3" },
	{ "1 2 3 4 5 6 7 8 9 10 11 12 13", "more than 12 words" },
	{ "help! now", "end of a sentence" },
	{ "bad \xff", "not UTF-8" },
};

START_TEST(refuses_a_phrase_that_says_nothing_or_never_matches)
{
	uint32_t pattern = 7;

	ck_assert_int_eq(am_matcher_add_phrase(builder,
					       unit_slice(refusals[_i].phrase),
					       &pattern, &err),
			 AM_ECONFIG);
	ck_assert_msg(strstr(err.text, refusals[_i].says) != NULL, "%s",
		      err.text);
	ck_assert_uint_eq(pattern, 7);
}
END_TEST

START_TEST(the_same_pattern_gives_the_same_number)
{
	uint32_t a = given_phrase("still waiting");
	uint32_t b = given_phrase("refund*");
	uint32_t c = given_regex("\\brefunds? (now|today)\\b", NULL);

	ck_assert_uint_ne(a, b);
	ck_assert_uint_ne(b, c);
	ck_assert_uint_eq(given_phrase("  Still,  WAITING "), a);
	ck_assert_uint_eq(given_phrase("REFUND*"), b);
	ck_assert_uint_eq(given_regex("\\brefunds? (now|today)\\b", NULL), c);
	ck_assert_uint_ne(given_phrase("refund"), b);
}
END_TEST

START_TEST(hits_come_in_the_order_of_the_text)
{
	uint32_t wait = given_phrase("waiting");
	uint32_t still = given_phrase("still waiting");
	uint32_t regex = given_regex("\\bweeks? (ago|later)\\b", NULL);
	struct am_hits hits = scan("Two weeks ago; still waiting, week later");

	ck_assert_uint_eq(hits.count, 4);
	ck_assert_uint_eq(hits.items[0].pattern, regex);
	ck_assert_uint_eq(hits.items[0].first_word, 1);
	ck_assert_uint_eq(hits.items[0].last_word, 2);
	ck_assert_uint_eq(hits.items[0].begin, 4);
	ck_assert_uint_eq(hits.items[0].end, 13);
	ck_assert_uint_eq(hits.items[1].pattern, still);
	ck_assert_uint_eq(hits.items[2].pattern, wait);
	ck_assert_uint_eq(hits.items[3].pattern, regex);
}
END_TEST

START_TEST(ten_thousand_phrases_are_all_found)
{
	char phrase[64];

	for (int i = 0; i < 10000; i++) {
		snprintf(phrase, sizeof(phrase), "w%d common vee%d*", i,
			 i % 77);
		(void)given_phrase(phrase);
	}
	for (int i = 0; i < 10000; i += 997) {
		struct am_hits hits;

		snprintf(phrase, sizeof(phrase), "w%d common vee%dness", i,
			 i % 77);
		hits = scan(phrase);
		ck_assert_uint_ge(hits.count, 1);
		ck_assert_uint_eq(hits.items[0].pattern, (unsigned int)i);
	}
}
END_TEST

START_TEST(too_many_hits_are_cut_and_said)
{
	struct am_buf text = { 0 };
	struct am_hits hits;

	(void)given_phrase("no");
	for (int i = 0; i < AM_HITS_MAX + 100; i++)
		am_buf_puts(&text, "no ");
	hits = scan(text.ptr);
	ck_assert_uint_eq(hits.count, AM_HITS_MAX);
	ck_assert(hits.is_cut);
	am_buf_free(&text);
}
END_TEST

START_TEST(a_text_made_to_cost_time_is_bounded)
{
	struct am_buf text = { 0 };
	char phrase[64];

	for (int i = 0; i < 200; i++) {
		snprintf(phrase, sizeof(phrase), "no * no * no * no x%d", i);
		(void)given_phrase(phrase);
	}
	for (int i = 0; i < 100000; i++)
		am_buf_puts(&text, "no ");
	ck_assert_uint_eq(scan(text.ptr).count, 0);
	am_buf_free(&text);
}
END_TEST

START_TEST(an_image_without_a_matcher_matches_nothing)
{
	struct am_image_writer writer = { .count = 0 };
	struct am_words words;
	struct am_hits hits;

	am_image_finish(&writer, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
	am_words_split(arena, unit_slice("still waiting"), &words);
	am_matcher_scan(&image, &words, arena, &hits);
	ck_assert_uint_eq(hits.count, 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("matcher");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, finds_each_match_of_a_phrase, 0,
			    UNIT_COUNT(rows));
	tcase_add_loop_test(tc,
			    refuses_a_phrase_that_says_nothing_or_never_matches,
			    0, UNIT_COUNT(refusals));
	tcase_add_test(tc, the_same_pattern_gives_the_same_number);
	tcase_add_test(tc, hits_come_in_the_order_of_the_text);
	tcase_add_test(tc, ten_thousand_phrases_are_all_found);
	tcase_add_test(tc, too_many_hits_are_cut_and_said);
	tcase_add_test(tc, a_text_made_to_cost_time_is_bounded);
	tcase_add_test(tc, an_image_without_a_matcher_matches_nothing);
	return unit_main("matcher", tc);
}
